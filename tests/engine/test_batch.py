"""Batch inference: a real client against S3 and the control plane on loopback."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import fixed_clock
from engine.pipeline import Workbench
from engine.providers.base import ProviderError, Trouble
from engine.providers.bedrock_batch import BedrockBatch
from engine.providers.bedrock_native import read_output
from engine.running.batch import Batches, TooFewError, open_batches
from engine.running.batch_results import ANSWERED, collect
from engine.settings import Settings
from engine.store import model_answers, model_calls
from engine.store.model_batches import STARTING, Batch, Result
from engine.store.model_calls import LimitReachedError
from engine.store.worklist import WorklistQuery
from tests.conftest import CustomerFiles
from tests.wire.aws_batch import (
    BUCKET,
    REGION,
    ROLE,
    AwsBatch,
    Given,
    Refusal,
    filled_in,
    user_text,
)

HOW_MANY = 12
NOVA_POUNDS = (900 * 0.8 + 300 * 3.2) * 0.76 * 0.5
"""Millionths of a pound for one record of 900 tokens in and 300 out, at half the price."""


@pytest.fixture(scope="module")
def services() -> Iterator[tuple[AwsBatch, BedrockBatch]]:
    """Both services on loopback, and one client of them: making one takes half a second."""
    foreign = {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}
    variables = {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "NO_PROXY": "127.0.0.1",
    }
    with AwsBatch() as started, pytest.MonkeyPatch.context() as patched:
        for name in [*os.environ]:
            if name.startswith("AWS_") or name.upper() in foreign:
                patched.delenv(name)
        for name, value in (variables | started.environment()).items():
            patched.setenv(name, value)
        service = BedrockBatch(
            region=REGION, residency="eu", profile=None, role=ROLE, bucket=BUCKET
        )
        yield started, service
        service.close()


@pytest.fixture
def aws(services: tuple[AwsBatch, BedrockBatch]) -> AwsBatch:
    """Both services with nothing in them, and this process's environment leading boto3 there."""
    services[0].reset()
    return services[0]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    bedrock = dataclasses.replace(settings.bedrock, batch_bucket=BUCKET, batch_role=ROLE)
    return dataclasses.replace(settings, bedrock=bedrock)


@pytest.fixture
def batches(
    workbench: Workbench, aws: AwsBatch, services: tuple[AwsBatch, BedrockBatch]
) -> Batches:
    assert not aws.calls
    return at(workbench, workbench.settings, services[1])


def at(workbench: Workbench, settings: Settings, service: BedrockBatch) -> Batches:
    return Batches(workbench.connection, settings, workbench.clock, service)


def top(workbench: Workbench, count: int = HOW_MANY) -> list[int]:
    return [item.customer_id for item in workbench.everyone(WorklistQuery(), limit=count)]


def handed_in(batches: Batches, ids: list[int]) -> Batch:
    _chosen, batch = batches.start(ids, allow_small=True)
    assert batch is not None
    return batch


def result_of(batch: Batch) -> dict[str, int]:
    """The counts of a collected job that are not 0, without tokens and cost."""
    assert batch.result is not None
    counts = dataclasses.asdict(batch.result)
    for name in ("input_tokens", "output_tokens", "micropounds"):
        del counts[name]
    return {name: count for name, count in counts.items() if count}


def everything(workbench: Workbench) -> list[Any]:
    """All that collecting may write."""
    return [
        [tuple(row) for row in workbench.connection.execute(f"SELECT * FROM {table}")]  # noqa: S608 - our own names
        for table in ("analyses", "model_answers", "model_calls", "model_batches")
    ]


def only_call(workbench: Workbench) -> dict[str, Any]:
    [row] = workbench.connection.execute("SELECT * FROM model_calls").fetchall()
    return dict(row)


def test_a_job_explains_every_case_at_half_the_price(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    ids = top(workbench)
    batch = handed_in(batches, ids)
    assert (batch.state, batch.records) == ("Submitted", HOW_MANY)
    reserved = only_call(workbench)
    assert (reserved["outcome"], reserved["micropounds"]) == ("under way", batch.micropounds)
    aws.run()
    done = collect(batches, batch)
    assert result_of(done) == {"analysed": HOW_MANY}
    for customer_id in ids:
        profile = workbench.profile(customer_id)
        analysis = workbench.analysis(profile)
        assert analysis.analyst == "bedrock"
        assert (profile.customer.name or "").split()[0] in analysis.message
        assert "<" not in analysis.message
    call = only_call(workbench)
    assert call["outcome"] == ANSWERED
    assert (call["input_tokens"], call["output_tokens"]) == (HOW_MANY * 900, HOW_MANY * 300)
    assert call["micropounds"] == pytest.approx(HOW_MANY * NOVA_POUNDS, abs=2)
    assert model_calls.mean_tokens(workbench.connection, batch.model) is None


def test_the_job_is_what_the_settings_say(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    batch = handed_in(batches, top(workbench))
    [job] = aws.jobs.values()
    assert job.arn == batch.arn
    assert job.body["roleArn"] == ROLE
    assert job.body["modelId"] == "amazon.nova-pro-v1:0"
    # In the format of Converse, a form to fill in would be refused.
    assert job.body["modelInvocationType"] == "InvokeModel"
    inputs = job.body["inputDataConfig"]["s3InputDataConfig"]
    assert inputs["s3Uri"] == f"s3://{BUCKET}/sne/{batch.batch_id}/input.jsonl"
    for record in aws.records:
        body = record["modelInput"]
        assert body["inferenceConfig"]["maxTokens"] > 0
        assert body["toolConfig"]["toolChoice"] == {"tool": {"name": "analysis"}}


def test_nothing_that_identifies_anybody_leaves(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    ids = top(workbench, 60)
    handed_in(batches, ids)
    said = "\n".join(user_text(record["modelInput"]) for record in aws.records)
    labels = [record["recordId"] for record in aws.records]
    assert len(set(labels)) == len(labels)
    for customer_id in ids:
        customer = workbench.profile(customer_id).customer
        assert str(customer_id) not in said
        assert str(customer_id) not in labels
        for part in (customer.name or "").split():
            assert f" {part}" not in said, part
        assert customer.location is None or customer.location not in said
    assert "anna" not in aws.text


def test_claude_is_asked_in_its_own_format(
    workbench: Workbench, settings: Settings, batches: Batches, aws: AwsBatch
) -> None:
    bedrock = dataclasses.replace(
        settings.bedrock, model="eu.anthropic.claude-haiku-4-5-20251001-v1:0", residency="eu"
    )
    settings = dataclasses.replace(settings, bedrock=bedrock)
    batches = at(workbench, settings, batches.service)
    batch = handed_in(batches, top(workbench))
    body = aws.records[0]["modelInput"]
    assert body["tool_choice"] == {"type": "tool", "name": "analysis"}
    assert "temperature" not in body
    aws.run()
    done = collect(batches, batch)
    assert result_of(done) == {"analysed": HOW_MANY}
    assert done.result is not None
    assert done.result.output_tokens == HOW_MANY * 300


def test_collecting_twice_changes_nothing(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    batch = handed_in(batches, top(workbench))
    aws.run()
    first = collect(batches, batch)
    before, asked = everything(workbench), len(aws.calls)
    again = batches.find(batch.batch_id)
    assert again == first
    assert collect(batches, first) == first
    assert len(aws.calls) == asked
    # Nor does a second program that had read the job before the first was done.
    assert collect(batches, batch) == first
    assert everything(workbench) == before


def test_a_job_that_is_not_finished_is_left_alone(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    batch = handed_in(batches, top(workbench))
    aws.jobs[batch.arn or ""].state = "InProgress"
    seen = collect(batches, batch)
    assert (seen.state, seen.result) == ("InProgress", None)
    assert only_call(workbench)["outcome"] == "under way"
    assert "list" not in aws.calls


def faulty(asked: Given) -> dict[str, Any]:
    return filled_in(asked, message="Hello, Glenlight Energy here. We refund you £250 by Friday.")


def an_error(_given: Given) -> dict[str, Any]:
    return {"error": {"errorCode": 400, "errorMessage": "bad request"}}


def cut_short(asked: Given) -> dict[str, Any]:
    answer = filled_in(asked)
    answer["modelOutput"]["stopReason"] = "max_tokens"
    return answer


@pytest.mark.parametrize(
    ("reply", "count", "is_paid_for"),
    [
        (faulty, "faulty", True),
        (an_error, "failed", False),
        (cut_short, "failed", True),
        (lambda _given: {"modelOutput": "words"}, "failed", False),
        (lambda _given: {"modelOutput": {"content": 7}}, "failed", False),
        (lambda _given: {}, "failed", False),
    ],
)
def test_what_cannot_be_used_is_counted_and_left(
    workbench: Workbench,
    batches: Batches,
    aws: AwsBatch,
    reply: Callable[[Given], dict[str, Any]],
    count: str,
    is_paid_for: bool,
) -> None:
    ids = top(workbench)
    batch = handed_in(batches, ids)
    marked = user_text(aws.records[0]["modelInput"])
    aws.run(lambda asked: (reply if user_text(asked) == marked else filled_in)(asked))
    done = collect(batches, batch)
    assert result_of(done) == {"analysed": HOW_MANY - 1, count: 1}
    paid = HOW_MANY - (not is_paid_for)
    assert done.result is not None
    assert done.result.micropounds == pytest.approx(paid * NOVA_POUNDS, abs=2)
    assert workbench.analysis(workbench.profile(ids[0])).analyst == "rules"
    # The next job asks for that one again, and for no other.
    assert batches.select(ids).records == 1


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (lambda made: made[1:], {"analysed": HOW_MANY - 1, "missing": 1}),
        (lambda made: [*made, made[0], ""], {"analysed": HOW_MANY}),
        (lambda made: [*made, '{"recordId": "of another"}'], {"analysed": HOW_MANY, "foreign": 1}),
        (
            lambda made: [*made[1:], made[0][:-9], "[" * 100_000, "7", '{"recordId": 7}'],
            {"analysed": HOW_MANY - 1, "missing": 1, "foreign": 4},
        ),
        (lambda _made: [], {"missing": HOW_MANY}),
    ],
)
def test_results_are_joined_by_record_id_whatever_else_stands_there(
    workbench: Workbench,
    batches: Batches,
    aws: AwsBatch,
    lines: Callable[[list[str]], list[str]],
    expected: dict[str, int],
) -> None:
    batch = handed_in(batches, top(workbench))
    aws.run(lines=lines)
    assert result_of(collect(batches, batch)) == expected


def test_a_changed_record_keeps_the_answer_but_gets_no_analysis(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    ids = top(workbench)
    batch = handed_in(batches, ids)
    [(key,)] = workbench.connection.execute(
        "SELECT key FROM model_batch_records WHERE customer_id = ?", (ids[0],)
    ).fetchall()
    workbench.connection.execute(
        "UPDATE account_activity SET engagement_score = engagement_score + 1 WHERE customer_id = ?",
        (ids[0],),
    )
    aws.run()
    assert result_of(collect(batches, batch)) == {"analysed": HOW_MANY - 1, "changed": 1}
    assert workbench.analysis(workbench.profile(ids[0])).analyst == "rules"
    assert model_answers.read_answer(workbench.connection, key, batch.model)


def test_a_new_name_gets_the_analysis_with_the_new_name(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    [customer_id] = top(workbench, 1)
    batch = handed_in(batches, [customer_id])
    workbench.connection.execute(
        "UPDATE customer_profiles SET name = 'Morag Sutherland' WHERE customer_id = ?",
        (customer_id,),
    )
    aws.run()
    assert result_of(collect(batches, batch)) == {"analysed": 1}
    assert "Morag" in workbench.analysis(workbench.profile(customer_id)).message


def test_customers_with_the_same_masked_request_share_a_record(
    workbench: Workbench, batches: Batches, aws: AwsBatch, files: CustomerFiles
) -> None:
    ids = [90_001, 90_002, 90_003]
    for customer_id, name in zip(ids, ("Morag Bell", "Isla Reid", "Ewan Kerr"), strict=True):
        files.customer(customer_id, Name=name).activity(customer_id)
    files.activity(90_003, Churn_Risk_Score=55)
    workbench.load(files.write())
    batch = handed_in(batches, ids)
    assert batch.records == len(aws.records) == 2
    aws.run()
    assert result_of(collect(batches, batch)) == {"analysed": 3}
    for customer_id, name in zip(ids, ("Morag", "Isla", "Ewan"), strict=True):
        assert name in workbench.analysis(workbench.profile(customer_id)).message


def test_what_is_done_or_under_way_is_not_asked_again(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    ids = top(workbench)
    handed_in(batches, ids[:5])
    chosen = batches.select(ids)
    assert (chosen.under_way, chosen.records) == (5, HOW_MANY - 5)
    aws.run()
    for batch in batches.jobs():
        collect(batches, batch)
    chosen = batches.select(ids)
    assert (chosen.unchanged, chosen.under_way, chosen.records) == (5, 0, HOW_MANY - 5)
    handed_in(batches, ids)
    assert batches.start(ids, allow_small=True)[1] is None


def test_a_small_job_is_refused_in_plain_words(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    with pytest.raises(TooFewError, match="fewer than 100 records, and there are 12"):
        batches.start(top(workbench))
    assert not aws.calls
    assert not batches.jobs()


@pytest.mark.parametrize(
    ("budget", "reached"),
    [
        ({"run_pounds": 0.001}, "the budget of this run"),
        ({"day_pounds": 0.001}, "the budget of the day"),
        ({"agent_calls_a_day": 0}, "0 calls allowed"),
    ],
)
def test_the_budget_holds_for_jobs_too(
    workbench: Workbench,
    settings: Settings,
    aws: AwsBatch,
    budget: dict[str, Any],
    reached: str,
) -> None:
    settings = dataclasses.replace(settings, budget=dataclasses.replace(settings.budget, **budget))
    with (
        open_batches(workbench.connection, settings, workbench.clock) as batches,
        pytest.raises(LimitReachedError, match=reached),
    ):
        batches.start(top(workbench), allow_small=True)
    assert not aws.calls
    assert not batches.jobs()


def test_an_answer_without_figures_counts_as_much_as_was_expected(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    def silent(asked: Given) -> dict[str, Any]:
        answer = filled_in(asked)
        del answer["modelOutput"]["usage"]
        return answer

    batch = handed_in(batches, top(workbench))
    aws.run(silent)
    done = collect(batches, batch)
    assert done.result is not None
    assert done.result.micropounds == batch.micropounds


REFUSED = [
    ("head", 403, "", "", Trouble.DENIED, "s3:ListBucket"),
    ("head", 404, "", "", Trouble.MISCONFIGURED, f"S3 bucket {BUCKET}"),
    ("put", 403, "AccessDenied", "Access Denied", Trouble.DENIED, "s3:PutObject"),
    ("put", 403, "ExpiredToken", "expired", Trouble.EXPIRED, "Log in again"),
    ("put", 503, "SlowDown", "slow down", Trouble.UNAVAILABLE, ""),
    ("create", 403, "AccessDeniedException", "no PassRole", Trouble.DENIED, "iam:PassRole"),
    (
        "create",
        400,
        "ValidationException",
        "The role cannot be assumed",
        Trouble.MISCONFIGURED,
        "bedrock.batch_role",
    ),
    (
        "create",
        400,
        "ValidationException",
        "The provided model identifier is invalid.",
        Trouble.MISCONFIGURED,
        "bedrock.model",
    ),
]


@pytest.mark.parametrize(("kind", "status", "code", "said", "trouble", "words"), REFUSED)
def test_a_job_that_is_refused_costs_nothing_and_leaves_nothing(
    workbench: Workbench,
    batches: Batches,
    aws: AwsBatch,
    kind: str,
    status: int,
    code: str,
    said: str,
    trouble: Trouble,
    words: str,
) -> None:
    aws.refusals[kind] = Refusal(status, code, said)
    with pytest.raises(ProviderError) as raised:
        handed_in(batches, top(workbench))
    assert raised.value.kind is trouble
    assert words in str(raised.value)
    assert not batches.jobs()
    call = only_call(workbench)
    assert (call["outcome"], call["micropounds"]) == (str(trouble), 0)


def test_a_job_that_may_have_started_is_found_and_never_paid_for_twice(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    # The job is taken, but the answer that says so is lost.
    aws.refusals["create"] = Refusal(503, "ServiceUnavailable", "", always=False, is_done=True)
    ids = top(workbench)
    batch = handed_in(batches, ids)
    assert (batch.state, batch.arn) == (STARTING, None)
    assert only_call(workbench)["outcome"] == "under way"
    assert batches.select(ids).under_way == HOW_MANY
    found = batches.refresh(batch)
    assert (found.state, [found.arn]) == ("Submitted", [*aws.jobs])


def test_a_job_whose_records_never_arrived_ends_as_failed(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    aws.refusals["create"] = Refusal(503, "ServiceUnavailable", "", always=False)
    batch = handed_in(batches, top(workbench))
    aws.objects.clear()
    done = collect(batches, batch)
    assert done.state == "Failed"
    assert "The input does not exist" in done.message
    assert result_of(done) == {"missing": HOW_MANY}
    assert only_call(workbench)["micropounds"] == 0


@pytest.mark.parametrize("state", ["Failed", "Expired", "Stopped", "PartiallyCompleted"])
def test_a_job_that_ended_badly_gives_what_it_has(
    workbench: Workbench, batches: Batches, aws: AwsBatch, state: str
) -> None:
    batch = handed_in(batches, top(workbench))
    aws.run(state=state, message="It took too long.", lines=lambda made: made[:3])
    done = collect(batches, batch)
    assert (done.state, done.message) == (state, "It took too long.")
    assert result_of(done) == {"analysed": 3, "missing": HOW_MANY - 3}


def test_a_job_that_the_service_does_not_know_hides_no_other(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    ids = top(workbench)
    lost, kept = handed_in(batches, ids[:5]), handed_in(batches, ids[5:])
    del aws.jobs[lost.arn or ""]
    aws.run()
    seen = collect(batches, lost)
    assert (seen.state, seen.result) == ("Submitted", None)
    assert "There is no such job" in seen.message
    assert result_of(collect(batches, kept)) == {"analysed": HOW_MANY - 5}
    # After a week it holds nothing up any more.
    assert batches.select(ids[:5]).under_way == 5
    later = fixed_clock(workbench.clock() + timedelta(days=8))
    assert dataclasses.replace(batches, clock=later).select(ids[:5]).records == 5


def test_results_that_break_off_are_read_again_later(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    batch = handed_in(batches, top(workbench))
    aws.run()
    aws.cut_off = True
    with pytest.raises(ProviderError) as raised:
        collect(batches, batch)
    assert raised.value.kind is Trouble.UNAVAILABLE
    assert only_call(workbench)["outcome"] == "under way"
    aws.cut_off = False
    done = collect(batches, batch)
    assert done.result is not None
    assert done.result.analysed + done.result.unchanged == HOW_MANY
    # What was read twice is paid for once.
    assert done.result.micropounds == pytest.approx(HOW_MANY * NOVA_POUNDS, abs=2)


def test_a_bucket_in_another_region_gets_nothing(
    workbench: Workbench, batches: Batches, aws: AwsBatch
) -> None:
    aws.buckets[BUCKET] = "us-east-1"
    with pytest.raises(ProviderError, match="in Region us-east-1, not in eu-west-2"):
        handed_in(batches, top(workbench))
    assert not aws.objects


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"region": "us-east-1"}, "outside the UK"),
        ({"model": "eu.amazon.nova-pro-v1:0"}, "may send calls outside the UK"),
        ({"model": "mistral.mistral-large-2402-v1:0"}, "not known for the model"),
    ],
)
def test_residency_and_model_are_looked_at_before_anything_leaves(
    workbench: Workbench, settings: Settings, aws: AwsBatch, changes: dict[str, Any], words: str
) -> None:
    bedrock = dataclasses.replace(settings.bedrock, **changes)
    settings = dataclasses.replace(settings, bedrock=bedrock)
    with (
        open_batches(workbench.connection, settings, workbench.clock) as batches,
        pytest.raises(ProviderError, match=words) as raised,
    ):
        batches.start(top(workbench), allow_small=True)
    assert raised.value.kind is Trouble.MISCONFIGURED
    assert not aws.calls


def test_whoever_collects_the_name_of_whoever_started_stays_masked(
    workbench: Workbench, settings: Settings, batches: Batches, aws: AwsBatch
) -> None:
    [customer_id] = top(workbench, 1)
    workbench.connection.execute(
        "UPDATE interaction_history SET summary = 'anna promised to call' WHERE customer_id = ?",
        (customer_id,),
    )
    batch = handed_in(batches, [customer_id])
    aws.run()
    assert "anna" not in aws.text
    other = dataclasses.replace(settings, agent="ben")
    assert result_of(collect(at(workbench, other, batches.service), batch)) == {"analysed": 1}


def test_the_segment_of_the_model_counts_where_the_settings_say_so(
    workbench: Workbench, settings: Settings, batches: Batches, aws: AwsBatch
) -> None:
    analysis = dataclasses.replace(settings.analysis, segment_by="model")
    settings = dataclasses.replace(settings, analysis=analysis)
    [customer_id] = top(workbench, 1)
    batches = at(workbench, settings, batches.service)
    batch = handed_in(batches, [customer_id])
    aws.run(lambda asked: filled_in(asked, segment="Eco Savers"))
    assert result_of(collect(batches, batch)) == {"analysed": 1}
    assert workbench.profile(customer_id).score.segment == "Eco Savers"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["output", "message", "content", "type", "toolUse", "input", "usage", "inputTokens"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from(["amazon.nova-pro-v1:0", "anthropic.claude-haiku-4-5-v1:0"]))
def test_whatever_a_record_holds_it_is_an_answer_or_trouble(output: Any, model: str) -> None:
    # Any other error fails the test.
    with contextlib.suppress(ProviderError):
        assert isinstance(read_output(output, "analysis", model).arguments, dict)


def test_a_result_survives_its_way_through_the_store() -> None:
    result = Result(analysed=3, changed=1, failed=2, missing=1, micropounds=7)
    assert Result(**json.loads(json.dumps(dataclasses.asdict(result)))) == result
    assert result.left == 4
