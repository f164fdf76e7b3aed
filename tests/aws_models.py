"""The descriptions of AWS's services, megabytes of JSON, read once instead of for every client.

A session of boto3 keeps them as well; the program makes a session for each client, since a process
of its own needs few. Tests make hundreds.
"""

from __future__ import annotations

import functools
from typing import Any


@functools.cache
def keep_models() -> None:
    """Have every session of this process share what was read."""
    from botocore.loaders import JSONFileLoader

    read = JSONFileLoader.load_file
    kept = functools.cache(lambda path: read(JSONFileLoader(), path))

    def load_file(_self: JSONFileLoader, file_path: str) -> Any:
        return kept(file_path)

    JSONFileLoader.load_file = load_file  # type: ignore[method-assign,assignment]  # no setting


def read_models() -> None:
    """Read those that the program uses, before anything is forked."""
    import boto3

    keep_models()
    session = boto3.Session(aws_access_key_id="nobody", aws_secret_access_key="none")  # noqa: S106 - asks nobody
    for service in ("bedrock", "bedrock-runtime", "s3", "sesv2", "sns", "sts"):
        session.client(service, region_name="eu-west-2")
