"""`sne batch` as a program, against S3 and Bedrock's control plane on loopback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Ran, Sne
from tests.wire.aws_batch import BUCKET, AwsBatch, Refusal, filled_in, user_text

pytestmark = pytest.mark.usefixtures("loaded")

CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "NO_PROXY": "127.0.0.1",
}


@pytest.fixture
def aws() -> Iterator[AwsBatch]:
    with AwsBatch() as started:
        yield started


@pytest.fixture
def batch(sne: Sne, aws: AwsBatch, environment: dict[str, str], loaded_database: Path) -> Sne:
    """``sne batch`` with customers, AWS and the settings set up, leading to the imitation."""
    shutil.copy(loaded_database, environment["SNE_DATABASE"])

    def run(*arguments: object, **variables: str) -> Ran:
        return sne("batch", *arguments, **(CREDENTIALS | aws.environment() | variables))

    return run


SMALL = ("--limit", 10, "--allow-small")


def test_from_the_start_to_the_analysed_customer(batch: Sne, sne: Sne, aws: AwsBatch) -> None:
    ran = batch("start", *SMALL, "--json")
    assert (ran.code, ran.err) == (0, "")
    job, plan = ran.json["job"], ran.json
    assert plan["records"] == job["records"] == 10 == len(aws.records)
    assert job["reserved_pounds"] == plan["pounds"] > 0
    assert sne("usage", "--json").json["today"]["pounds"] == plan["pounds"]
    [seen] = batch("status", "--json").json
    assert (seen["job"], seen["state"]) == (job["job"], "Submitted")

    early = batch("collect", "--json")
    assert (early.code, early.json[0]["result"]) == (1, None)
    aws.run()
    ran = batch("collect", "--json")
    assert ran.code == 0, ran
    result = ran.json[0]["result"]
    assert result["analysed"] == 10
    # Nova Pro: 900 tokens in and 300 out, $0.80 and $3.20 a million, 0.76 £/$, half of it.
    spent = 10 * (900 * 0.8 + 300 * 3.2) / 1e6 * 0.76 / 2
    assert result["pounds"] == pytest.approx(spent, abs=2e-6)
    assert sne("usage", "--json").json["today"]["pounds"] == result["pounds"]
    first = sne("worklist", "--limit", 1, "--json").json[0]["customer_id"]
    shown = sne("show", first, "--json").json["analysis"]
    assert (shown["analyst"], shown["fallback_reason"]) == ("bedrock", None)

    assert batch("collect", "--json").json == []
    again = batch("collect", job["job"], "--json")
    assert (again.code, again.json) == (0, ran.json)
    assert batch("start", *SMALL, "--json").json["unchanged"] == 10


def test_the_dry_run_needs_no_aws_and_tells_what_is_then_reserved(
    sne: Sne, batch: Sne, aws: AwsBatch
) -> None:
    dry = sne("batch", "start", *SMALL, "--dry-run", "--json")
    assert dry.code == 0, dry
    assert dry.json["job"] is None
    assert not aws.calls
    real = batch("start", *SMALL, "--json").json
    assert {**real, "job": None} == dry.json


def test_people_read_sentences(batch: Sne, aws: AwsBatch) -> None:
    assert "There are no batch jobs." in batch("status").out
    out = batch("start", *SMALL).out
    assert "10 records for amazon.nova-pro" in out
    assert "at half the price" in out
    assert "is handed in" in out
    assert "not finished yet" in batch("collect").out
    aws.run()
    assert "10 analysed by amazon.nova-pro" in batch("collect").out
    assert "collected" in batch("status").out


def test_what_is_left_makes_it_done_in_part(batch: Sne, aws: AwsBatch) -> None:
    batch("start", *SMALL)
    marked = user_text(aws.records[0]["modelInput"])
    refused = {"error": {"errorCode": 400, "errorMessage": "bad request"}}
    aws.run(lambda given: refused if user_text(given) == marked else filled_in(given))
    ran = batch("collect")
    assert ran.code == 1
    assert "9 analysed" in ran.out
    assert "1 failed" in ran.out
    assert "sne analyse does what is left" in ran.out


def test_a_small_job_is_refused(batch: Sne, aws: AwsBatch) -> None:
    ran = batch("start", "--limit", 10)
    assert ran.code == 1
    assert "fewer than 100 records" in ran.err
    assert not aws.calls


def test_a_job_beyond_the_budget_is_refused(batch: Sne, aws: AwsBatch) -> None:
    ran = batch("start", *SMALL, SNE_BUDGET_DAY_POUNDS="0.0001")
    assert ran.code == 1
    assert "the budget of the day" in ran.err
    assert not aws.calls


@pytest.mark.parametrize(
    ("arguments", "variables", "words"),
    [
        (("start",), {"SNE_BEDROCK_BATCH_BUCKET": ""}, "SNE_BEDROCK_BATCH_BUCKET"),
        (("start",), {"SNE_BEDROCK_BATCH_ROLE": ""}, "the ARN of the IAM role"),
        (("start",), {"SNE_BEDROCK_BATCH_ROLE": "admin"}, "bedrock.batch_role is 'admin'"),
        (("start",), {"SNE_BEDROCK_BATCH_BUCKET": "s3://x/y"}, "bedrock.batch_bucket is"),
        (("start", *SMALL), {"SNE_BEDROCK_REGION": "us-east-1"}, "outside the UK"),
        (("start", "a1"), {}, "takes no job"),
        (("start", "--segment", "Nobodies"), {}, "no segment"),
        (("status", "a1"), {}, "there is no batch job 'a1'"),
        (("collect", "--limit", 3), {}, "belong to: batch start"),
        (("stop",), {}, "invalid choice"),
        ((), {}, "required"),
    ],
)
def test_wrong_use_is_one_line(
    batch: Sne, aws: AwsBatch, arguments: tuple[object, ...], variables: dict[str, str], words: str
) -> None:
    ran = batch(*arguments, **variables)
    assert ran.code == 2
    assert words in ran.err
    assert ran.err.count("\n") == 1
    assert not aws.calls


@pytest.mark.parametrize(
    ("refusal", "code", "words"),
    [
        (Refusal(403, "AccessDenied", "Access Denied"), 2, f"access to S3 bucket {BUCKET}"),
        (Refusal(503, "SlowDown", "Slow down"), 1, "Try again later"),
    ],
)
def test_what_aws_refuses_is_one_line(
    batch: Sne, aws: AwsBatch, refusal: Refusal, code: int, words: str
) -> None:
    aws.refusals["put"] = refusal
    ran = batch("start", *SMALL)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert batch("status", "--json").json == []
