"""Batch inference on loopback: as much of S3 and of Bedrock's control plane as it needs.

A job does nothing until the test says so::

    with AwsBatch() as aws:
        ...                      # hand a job in
        aws.run()                # every job handed in is completed
        aws.run(reply=lambda given: {"error": {"errorCode": 400, "errorMessage": "no"}})
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.forms import form_for
from tests.wire.loopback import Handler, Server, Service
from tests.wire.reply import Reply

BUCKET = "outreach-batches"
ROLE = "arn:aws:iam::123456789012:role/outreach-batch"
REGION = "eu-west-2"

Given = dict[str, Any]
"""The ``modelInput`` of a record."""
Answered = dict[str, Any]
"""What a line of the results says of it: ``modelOutput`` or ``error``."""


@dataclass
class Job:
    """A job as it was handed in."""

    arn: str
    body: dict[str, Any]
    state: str = "Submitted"
    message: str = ""


@dataclass
class Refusal:
    """An error that one kind of call is answered with.

    Attributes:
        status: the HTTP status.
        code: the service's code.
        said: the service's words.
        always: whether every call is answered so, or only the next.
        is_done: whether what was asked for is done all the same.
    """

    status: int
    code: str
    said: str
    always: bool = True
    is_done: bool = False


@dataclass
class AwsBatch(Service):
    """The two services behind one address; start and stop them with ``with``.

    Attributes:
        buckets: the buckets there are, and their Regions.
        objects: what is stored, by bucket and key.
        jobs: the jobs handed in, by ARN.
        refusals: what calls are refused with, by kind: ``head``, ``put``, ``get``, ``list``,
            ``create``, ``status``.
        calls: the kinds of the calls that arrived.
        cut_off: whether objects break off halfway when they are read.
        page: how many keys one page of a list holds.
    """

    buckets: dict[str, str] = field(default_factory=lambda: {BUCKET: REGION})
    objects: dict[tuple[str, str], bytes] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    refusals: dict[str, Refusal] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    cut_off: bool = False
    page: int = 1

    def __post_init__(self) -> None:
        self.serve(_Server(self))

    def reset(self) -> None:
        """Forget everything."""
        self.buckets = {BUCKET: REGION}
        self.objects, self.jobs, self.refusals = {}, {}, {}
        self.calls, self.cut_off = [], False

    def environment(self) -> dict[str, str]:
        """Return the variables that lead boto3 and the settings here."""
        return {
            "AWS_ENDPOINT_URL_S3": self.url,
            "AWS_ENDPOINT_URL_BEDROCK": self.url,
            "AWS_MAX_ATTEMPTS": "1",
            "SNE_BEDROCK_BATCH_BUCKET": BUCKET,
            "SNE_BEDROCK_BATCH_ROLE": ROLE,
        }

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records of all jobs that were stored, in order."""
        return [
            json.loads(line)
            for (_bucket, key), raw in self.objects.items()
            if key.endswith("/input.jsonl")
            for line in raw.splitlines()
        ]

    @property
    def text(self) -> str:
        """Everything that left the process for a bucket or a job, with nothing escaped."""
        bodies = [json.dumps(job.body, ensure_ascii=False) for job in self.jobs.values()]
        return json.dumps([self.records, bodies, list(self.objects)], ensure_ascii=False)

    def run(
        self,
        reply: Callable[[Given], Answered] | None = None,
        *,
        state: str = "Completed",
        message: str = "",
        lines: Callable[[list[str]], list[str]] = lambda made: made[::-1],
    ) -> None:
        """Work on every job that was handed in.

        Args:
            reply: what comes of a record; default: its form, filled in well.
            state: how the jobs end.
            message: what the service says about that.
            lines: changes the lines of the results; default: they come in another order.
        """
        for job in self.jobs.values():
            if job.state != "Submitted":
                continue
            job.state, job.message = state, message
            bucket, key = _place(job.body["inputDataConfig"]["s3InputDataConfig"]["s3Uri"])
            made = []
            for line in self.objects[bucket, key].splitlines():
                record = json.loads(line)
                answered = self._refused(job, record) or (reply or filled_in)(record["modelInput"])
                made.append(json.dumps({**record, **answered}, ensure_ascii=False))
            bucket, folder = _place(job.body["outputDataConfig"]["s3OutputDataConfig"]["s3Uri"])
            inner = f"{folder.rstrip('/')}/{job.arn.rpartition('/')[2]}"
            text = "\n".join(lines(made)) + "\n"
            self.objects[bucket, f"{inner}/input.jsonl.out"] = text.encode()
            self.objects[bucket, f"{inner}/manifest.json.out"] = b'{"totalRecordCount": 1}'

    def _refused(self, job: Job, record: dict[str, Any]) -> Answered | None:
        """Refuse what batch inference is documented to refuse."""
        if job.body.get("modelInvocationType") == "Converse" and "toolConfig" in str(record):
            return {"error": {"errorCode": 400, "errorMessage": "toolConfig is not supported"}}
        return None

    def take_job(self, body: dict[str, Any]) -> Job:
        """Keep a job; one with the token of another is that other."""
        for job in self.jobs.values():
            if job.body["clientRequestToken"] == body["clientRequestToken"]:
                return job
        number = f"{len(self.jobs) + 1:012}"
        arn = f"arn:aws:bedrock:{REGION}:123456789012:model-invocation-job/{number}"
        self.jobs[arn] = Job(arn, body)
        return self.jobs[arn]


def user_text(given: Given) -> str:
    """Return what the one turn of the user says; it stands at one place in both formats."""
    return str(given["messages"][0]["content"][0]["text"])


def filled_in(given: Given, **changes: Any) -> Answered:
    """Answer in the model's own format, at 900 tokens in and 300 out."""
    form = form_for(user_text(given), **changes)
    if "anthropic_version" in given:
        return {
            "modelOutput": {
                "type": "message",
                "content": [
                    {"type": "text", "text": "Here it is."},
                    {
                        "type": "tool_use",
                        "id": "toolu_1",
                        "name": given["tools"][0]["name"],
                        "input": form,
                    },
                ],
                "stop_reason": "tool_use",
                "usage": {"input_tokens": 900, "output_tokens": 300},
            }
        }
    name = given["toolConfig"]["tools"][0]["toolSpec"]["name"]
    use = {"toolUse": {"toolUseId": "t-1", "name": name, "input": form}}
    return {
        "modelOutput": {
            "output": {"message": {"role": "assistant", "content": [use]}},
            "stopReason": "tool_use",
            "usage": {
                "inputTokens": 900,
                "outputTokens": 300,
                "totalTokens": 1200,
                "cacheReadInputTokenCount": 0,
                "cacheWriteInputTokenCount": 0,
            },
        }
    }


def _place(uri: str) -> tuple[str, str]:
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    return bucket, key


class _Server(Server):
    def __init__(self, aws: AwsBatch) -> None:
        self.aws = aws
        super().__init__(_Handler)


class _Handler(Handler):
    def do_HEAD(self) -> None:
        self._answer("head", b"")

    def do_PUT(self) -> None:
        self._answer("put", self._body())

    def do_GET(self) -> None:
        if self.path.startswith("/model-invocation-job/"):
            self._answer("status", b"")
        else:
            self._answer("list" if "list-type=" in self.path else "get", b"")

    def do_POST(self) -> None:
        self._answer("create", self._body())

    @property
    def _aws(self) -> AwsBatch:
        return cast("_Server", self.server).aws

    def _body(self) -> bytes:
        assert "aws-chunked" not in self.headers.get("Content-Encoding", "")
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def _answer(self, kind: str, body: bytes) -> None:
        aws = self._aws
        aws.calls.append(kind)
        refusal = aws.refusals.get(kind)
        if refusal and not refusal.always:
            del aws.refusals[kind]
        url = urlsplit(self.path)
        bucket, _, key = unquote(url.path).lstrip("/").partition("/")
        if refusal:
            if refusal.is_done:
                self._job(kind, key, body)
            reply = _error(kind, refusal.status, refusal.code, refusal.said)
        elif kind in {"create", "status"}:
            reply = self._job(kind, key, body)
        elif bucket not in aws.buckets:
            reply = _error(kind, 404, "NoSuchBucket", "The specified bucket does not exist")
        elif f"/{aws.buckets[bucket]}/s3/" not in self.headers.get("Authorization", ""):
            # Signed for another Region than the bucket's.
            place = {"x-amz-bucket-region": aws.buckets[bucket]}
            reply = _error(kind, 301, "PermanentRedirect", "Use the endpoint.", place)
        else:
            reply = self._file(kind, bucket, key, body, parse_qs(url.query))
        whole = reply.bytes()
        if kind == "get" and aws.cut_off:
            whole = whole[: -len(reply.body) // 2]
            self.close_connection = True
        self.wfile.write(whole)

    def _job(self, kind: str, name: str, body: bytes) -> Reply:
        aws = self._aws
        if kind == "create":
            given = json.loads(body)
            assert re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9+.-]{0,62}", given["jobName"])
            bucket, key = _place(given["inputDataConfig"]["s3InputDataConfig"]["s3Uri"])
            if (bucket, key) not in aws.objects:
                return _error(kind, 400, "ValidationException", "The input does not exist.")
            return Reply.json(200, {"jobArn": aws.take_job(given).arn}, {})
        job = aws.jobs.get(name)
        if job is None:
            return _error(kind, 404, "ResourceNotFoundException", "There is no such job.")
        return Reply.json(
            200,
            {
                **job.body,
                "jobArn": job.arn,
                "status": job.state,
                "message": job.message,
                "submitTime": "2026-11-20T09:00:00Z",
            },
            {},
        )

    def _file(
        self, kind: str, bucket: str, key: str, body: bytes, query: dict[str, list[str]]
    ) -> Reply:
        aws = self._aws
        if kind == "head":
            return Reply(200, {"x-amz-bucket-region": aws.buckets[bucket]}, b"")
        if kind == "put":
            aws.objects[bucket, key] = body
            return Reply(200, {"ETag": '"0"'}, b"")
        if kind == "get":
            if (bucket, key) not in aws.objects:
                return _error(kind, 404, "NoSuchKey", "The specified key does not exist.")
            return Reply(200, {"ETag": '"0"'}, aws.objects[bucket, key])
        prefix, first = query.get("prefix", [""])[0], int(query.get("continuation-token", ["0"])[0])
        keys = sorted(k for b, k in aws.objects if b == bucket and k.startswith(prefix))
        shown, more = keys[first : first + aws.page], first + aws.page < len(keys)
        rows = "".join(f"<Contents><Key>{escape(k)}</Key><Size>1</Size></Contents>" for k in shown)
        token = f"<NextContinuationToken>{first + aws.page}</NextContinuationToken>" if more else ""
        xml = (
            f"<ListBucketResult><IsTruncated>{str(more).lower()}</IsTruncated>"
            f"{rows}{token}</ListBucketResult>"
        )
        return Reply(200, {"Content-Type": "application/xml"}, xml.encode())


def _error(
    kind: str, status: int, code: str, said: str, headers: dict[str, str] | None = None
) -> Reply:
    headers = {"x-amzn-RequestId": "r-1", "x-amz-request-id": "r-1", **(headers or {})}
    if kind in {"create", "status"}:
        return Reply.json(status, {"message": said}, headers | {"x-amzn-ErrorType": code})
    xml = f"<Error><Code>{code}</Code><Message>{escape(said)}</Message></Error>"
    # An answer to HEAD has no body.
    return Reply(status, headers, b"" if kind == "head" else xml.encode())
