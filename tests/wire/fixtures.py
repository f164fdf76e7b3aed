"""The wire as fixtures: ``pytest_plugins = ("tests.wire.fixtures",)`` in a conftest or a module."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.aws_models import keep_models
from tests.wire.server import Wire


@pytest.fixture(scope="session", autouse=True)
def _models_of_aws() -> None:
    keep_models()


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A model service on loopback, with a script that answers well."""
    with Wire() as started:
        yield started


@pytest.fixture
def aws_environment(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """The wire, and this process's environment leading boto3 there and nowhere else."""
    for name in [*os.environ]:
        if name.startswith("AWS_") or name.upper() in {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}:
            monkeypatch.delenv(name)
    for name, value in wire.environment().items():
        monkeypatch.setenv(name, value)
    return wire
