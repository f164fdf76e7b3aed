"""Large runs of the model at half the price, through Bedrock batch inference.

sne batch start hands in one job for a segment (Value Seekers unless told otherwise) and returns at
once. Amazon works on it within a day. sne batch status tells how the jobs stand, and
sne batch collect reads the results of those that have finished, checks every answer as in an
ordinary run, and stores what passes. What does not pass, or has changed meanwhile, is left for
sne analyse. Collecting twice changes nothing.

It needs a bucket (bedrock.batch_bucket) in the Region of the settings, and a role
(bedrock.batch_role) that Bedrock takes to read and write it. Records leave as masked as in a run.
They stay in the bucket under sne/ until it removes them: give it a lifecycle rule.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from engine.clock import from_text
from engine.commands import choices
from engine.commands.context import json_option
from engine.commands.errors import DONE, IN_PART, RefusalError, UsageError
from engine.commands.output import local, print_json, print_table
from engine.models.vocabulary import Segment
from engine.store.worklist import WorklistQuery

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from engine.commands.context import Context
    from engine.running.batch import Batches
    from engine.running.batch_selection import Selection
    from engine.settings import Settings
    from engine.store.model_batches import Batch

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_ROLE = re.compile(r"arn:aws[\w-]*:iam::\d{12}:role/.+", re.ASCII)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", choices=("start", "status", "collect"), help="what to do")
    parser.add_argument("job", nargs="?", metavar="JOB", help="one job; default: all")
    start = parser.add_argument_group("start")
    start.add_argument(
        "--segment", metavar="NAME", help="a segment, or all (default: Value Seekers)"
    )
    start.add_argument("--limit", type=choices.count, metavar="N", help="at most N customers")
    start.add_argument("--dry-run", action="store_true", help="only say what it would take")
    start.add_argument(
        "--allow-small", action="store_true", help="also a job smaller than Amazon's minimum"
    )
    json_option(parser)


def run(context: Context) -> int:
    """Start, look or collect."""
    given = context.arguments
    if given.action == "start":
        return _start(context)
    if given.segment or given.limit is not None or given.dry_run or given.allow_small:
        raise UsageError("--segment, --limit, --dry-run and --allow-small belong to: batch start")
    workbench = context.ready()
    with workbench.open_batches() as batches, _in_plain_words():
        jobs = _jobs(batches, given.job)
        if any(job.collected_at is None for job in jobs):
            _must_be_set_up(context.settings)
        if given.action == "status":
            return _status(batches, jobs, given.json)
        # By name, one that was collected before is shown again; by themselves only the others are.
        wanted = [job for job in jobs if given.job or job.collected_at is None]
        return _collect(batches, wanted, given.json)


def _start(context: Context) -> int:
    given = context.arguments
    if given.job:
        raise UsageError(f"batch start takes no job, but {given.job!r} was given")
    if not given.dry_run:
        _must_be_set_up(context.settings)
    query = WorklistQuery(segment=choices.segment_or_all(given.segment or Segment.VALUE_SEEKERS))
    workbench = context.ready()
    ids = (item.customer_id for item in workbench.everyone(query, limit=given.limit))
    with workbench.open_batches() as batches, _in_plain_words():
        if given.dry_run:
            chosen, job = batches.select(ids), None
        else:
            chosen, job = batches.start(ids, allow_small=given.allow_small)
    data = _selection_data(chosen)
    if given.json:
        print_json({**data, "job": _job_data(job) if job else None})
    else:
        print(_selection_text(data))
        if job:
            print(_started_text(job))
    return IN_PART if job is not None and job.arn is None else DONE


def _status(batches: Batches, jobs: list[Batch], as_json: bool) -> int:
    jobs = [job if job.collected_at else batches.refresh(job) for job in jobs]
    if as_json:
        print_json([_job_data(job) for job in jobs])
    else:
        _print_jobs(jobs)
    return DONE


def _collect(batches: Batches, jobs: list[Batch], as_json: bool) -> int:
    from engine.running.batch_results import collect

    done = [collect(batches, job) for job in jobs]
    if as_json:
        print_json([_job_data(job) for job in done])
    else:
        print("\n".join(map(_collected_text, done)) or "There are no results to collect.")
    finished = all(job.result is not None and not job.result.left for job in done)
    return DONE if finished else IN_PART


def _jobs(batches: Batches, name: str | None) -> list[Batch]:
    if name is None:
        return batches.jobs()
    job = batches.find(name)
    if job is None:
        raise UsageError(f"there is no batch job {name!r}; see sne batch status")
    return [job]


def _must_be_set_up(settings: Settings) -> None:
    bedrock = settings.bedrock
    for name, value, form, purpose, example in (
        (
            "batch_bucket",
            bedrock.batch_bucket,
            _BUCKET,
            f"the S3 bucket in {bedrock.region} where requests and results of batch inference lie",
            "my-outreach-batches",
        ),
        (
            "batch_role",
            bedrock.batch_role,
            _ROLE,
            "the ARN of the IAM role with which Bedrock reads and writes that bucket",
            "arn:aws:iam::123456789012:role/outreach-batch",
        ),
    ):
        if form.fullmatch(value):
            continue
        wrong = f"is {value!r}" if value else "is not set"
        raise UsageError(
            f"bedrock.{name} {wrong}: it names {purpose}. Set it in the settings, or with "
            f"SNE_BEDROCK_{name.upper()}={example}"
        )


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """Turn what the service, the limits or the size of a job forbid into one line and its code."""
    from engine.providers.base import ProviderError
    from engine.running.batch import TooFewError
    from engine.store.model_calls import LimitReachedError

    try:
        yield
    except ProviderError as error:
        if error.kind.stops_run:
            raise UsageError(str(error)) from None
        raise RefusalError(f"{error} Try again later.") from None
    except LimitReachedError as error:
        raise RefusalError(f"{error}: the job would cost more than is left of it") from None
    except TooFewError as error:
        raise RefusalError(str(error)) from None


def _selection_data(chosen: Selection) -> dict[str, Any]:
    return {
        "model": chosen.model,
        "customers": chosen.customers,
        "unchanged": chosen.unchanged,
        "cached": chosen.cached,
        "under_way": chosen.under_way,
        "left_over": chosen.left_over,
        "records": chosen.records,
        "input_tokens": chosen.input_tokens,
        "output_tokens": chosen.output_tokens,
        "pounds": chosen.micropounds / 1e6,
    }


def _job_data(job: Batch) -> dict[str, Any]:
    result = job.result
    return {
        "job": job.batch_id,
        "arn": job.arn,
        "model": job.model,
        "state": job.state,
        "message": job.message or None,
        "created_at": job.created_at,
        "agent": job.agent,
        "records": job.records,
        "reserved_pounds": job.micropounds / 1e6,
        "collected_at": job.collected_at,
        "result": result
        and {
            "analysed": result.analysed,
            "unchanged": result.unchanged,
            "changed": result.changed,
            "faulty": result.faulty,
            "failed": result.failed,
            "missing": result.missing,
            "foreign": result.foreign,
            "input_tokens": result.input_tokens,
            "output_tokens": result.output_tokens,
            "pounds": result.micropounds / 1e6,
        },
    }


def _selection_text(data: dict[str, Any]) -> str:
    parts = [f"{data['records']} records for {data['model']}"]
    parts += [
        f"{data[name]} {words}"
        for name, words in (
            ("unchanged", "unchanged"),
            ("cached", "answered before (sne analyse joins them for nothing)"),
            ("under_way", "in another job"),
            ("left_over", "too many for one job"),
        )
        if data[name]
    ]
    return (
        f"{data['customers']} customers: {', '.join(parts)}.\n"
        f"About {data['input_tokens']:,} tokens in and {data['output_tokens']:,} out: "
        f"£{data['pounds']:.4f} at half the price of single calls."
    )


def _started_text(job: Batch) -> str:
    if job.arn is None:
        return (
            f"Job {job.batch_id} may not have been started: {job.message} "
            f"sne batch status {job.batch_id} finds out, and never pays for it twice."
        )
    return f"Job {job.batch_id} is handed in. When it has finished: sne batch collect"


def _print_jobs(jobs: list[Batch]) -> None:
    if not jobs:
        print("There are no batch jobs.")
        return
    print_table(
        ("JOB", "STARTED", "AGENT", "MODEL", "RECORDS", "STATE", "POUNDS"),
        [
            (
                job.batch_id,
                local(from_text(job.created_at)),
                job.agent,
                job.model,
                job.records,
                "collected" if job.collected_at else job.state,
                f"{(job.result.micropounds if job.result else job.micropounds) / 1e6:.4f}",
            )
            for job in jobs
        ],
    )
    for job in jobs:
        if job.message:
            print(f"{job.batch_id}: {job.message}")


def _collected_text(job: Batch) -> str:
    result = job.result
    if result is None:
        return f"Job {job.batch_id}: {job.state}, not finished yet."
    parts = [f"{result.analysed} analysed by {job.model}"]
    parts += [
        f"{number} {words}"
        for number, words in (
            (result.unchanged, "analysed meanwhile"),
            (result.changed, "changed meanwhile"),
            (result.faulty, "did not pass the checks"),
            (result.failed, "failed"),
            (result.missing, "without a result"),
        )
        if number
    ]
    left = " sne analyse does what is left." if result.left else ""
    why = f" Reason: {job.message}" if job.message else ""
    return (
        f"Job {job.batch_id}: {', '.join(parts)}; {result.input_tokens:,} tokens in, "
        f"{result.output_tokens:,} out, £{result.micropounds / 1e6:.4f}.{left}{why}"
    )
