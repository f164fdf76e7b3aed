"""Find out why Amazon Bedrock cannot be used, check by check, and say in plain words what to do.

Nothing here raises, and nothing of customers is sent.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from engine.privacy.clean import clean_line
from engine.providers.base import ProviderError
from engine.providers.bedrock import BedrockProvider
from engine.providers.probe import Check, probe
from engine.providers.residency import LONDON, residency_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from boto3 import Session

_API_KEY = "AWS_BEARER_TOKEN_BEDROCK"
_TIMEOUT = 5.0

# Where botocore found the credentials, in words.
_ORIGINS: Final = {
    "assume-role": "a role that the AWS profile names",
    "assume-role-with-web-identity": "a web identity token",
    "config-file": "the AWS config file",
    "container-role": "the container's role",
    "custom-process": "the program that the AWS profile names",
    "env": "the environment (AWS_ACCESS_KEY_ID)",
    "explicit": "the session",
    "iam-role": "the machine's IAM role",
    "login": "aws login",
    "shared-credentials-file": "the AWS credentials file",
    "sso": "AWS IAM Identity Center (aws sso login)",
}


def diagnose(
    model: str,
    *,
    region: str | None = LONDON,
    residency: str = "uk",
    profile: str | None = None,
    endpoint_url: str | None = None,
    sts_endpoint_url: str | None = None,
    read_timeout: float = 30.0,
    environ: Mapping[str, str] | None = None,
) -> tuple[Check, ...]:
    """Look at credentials, Region, residency, identity and the model itself, in that order.

    The arguments are those of ``BedrockProvider``; None leaves the choice to boto3.

    Args:
        model: the id or ARN of a model or of an inference profile.
        region: the AWS Region.
        residency: ``uk``, ``eu`` or ``any``.
        profile: the AWS profile.
        endpoint_url: the address of the Bedrock runtime.
        sts_endpoint_url: the address of the Security Token Service, which knows who we are.
        read_timeout: seconds to wait for the model.
        environ: the environment, to tell a Bedrock API key from other credentials.

    Returns:
        One check each for the session, the credentials, the Region, the residency, the identity
        and the model. What depends on a failed one is left unanswered.
    """
    environ = os.environ if environ is None else environ
    import boto3

    try:
        session = boto3.Session(profile_name=profile, region_name=region)
    except Exception as error:
        return (_failed("AWS profile", error),)
    where = session.region_name or ""
    credentials = _look("credentials", lambda: _credentials(session, environ))
    place = _look("Region", lambda: _region(where))
    residence = _look("residency", lambda: _residency(model, where, residency))
    checks = [credentials, place, residence]
    usable = credentials.ok and place.ok
    if not usable:
        checks.append(Check("identity", None, "Not asked: see above."))
    elif environ.get(_API_KEY):
        checks.append(Check("identity", None, "Not asked: a Bedrock API key has no other name."))
    else:
        checks.append(_look("identity", lambda: _identity(session, sts_endpoint_url)))
    if not usable or not residence.ok:
        return (*checks, Check("model", None, "Not asked: see above."))
    provider = BedrockProvider(
        model,
        region=region,
        residency=residency,
        profile=profile,
        endpoint_url=endpoint_url,
        concurrency=1,
        connect_timeout=_TIMEOUT,
        read_timeout=read_timeout,
    )
    checks.append(_look("model", lambda: probe(provider)))
    provider.close()
    return tuple(checks)


def _look(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except Exception as error:
        return _failed(name, error)


def _failed(name: str, error: Exception) -> Check:
    """Return what an error says about a check; only errors of our own and of botocore speak."""
    from botocore.exceptions import BotoCoreError, ClientError

    from engine.providers.bedrock_errors import from_client_error
    from engine.providers.bedrock_line_errors import from_botocore_error

    if isinstance(error, ClientError):
        parsed: Any = error.response
        error = from_client_error(parsed)
    elif isinstance(error, BotoCoreError):
        error = from_botocore_error(error)
    if isinstance(error, ProviderError):
        return Check(name, False, error.what, error.advice)
    return Check(name, False, f"This could not be looked at ({type(error).__name__}).")


def _credentials(session: Session, environ: Mapping[str, str]) -> Check:
    if environ.get(_API_KEY):
        return Check("credentials", True, f"A Bedrock API key, from the environment ({_API_KEY}).")
    found = session.get_credentials()
    if found is None:
        return Check(
            "credentials",
            False,
            "No AWS credentials were found.",
            "Log in (aws sso login, or aws configure), or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
            " AWS_SECRET_ACCESS_KEY.",
        )
    # Reading the key renews credentials that expire, and fails where that fails.
    found.get_frozen_credentials()
    return Check("credentials", True, f"Found in {_ORIGINS.get(found.method, found.method)}.")


def _region(region: str) -> Check:
    if not region:
        return Check(
            "Region", False, "No AWS Region is set.", "Set it in the settings: eu-west-2 is London."
        )
    return Check("Region", True, f"{region}{' (London)' if region == LONDON else ''}.")


def _residency(model: str, region: str, residency: str) -> Check:
    problem = residency_problem(model, region, residency)
    if problem:
        advice = "Change the model, the Region or the residency in the settings."
        return Check("residency", False, problem, advice)
    places = {"uk": "Calls stay in London.", "eu": "Calls stay in the EU and the UK."}
    return Check("residency", True, places.get(residency, "Calls may be worked on anywhere."))


def _identity(session: Session, endpoint_url: str | None) -> Check:
    from botocore.config import Config

    client = session.client(
        "sts",
        endpoint_url=endpoint_url,
        config=Config(
            connect_timeout=_TIMEOUT, read_timeout=_TIMEOUT, retries={"total_max_attempts": 1}
        ),
    )
    try:
        identity = client.get_caller_identity()
    finally:
        client.close()
    return Check("identity", True, f"{clean_line(str(identity.get('Arn', 'unknown')))}.")
