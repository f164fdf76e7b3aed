"""Batch inference on Amazon Bedrock: a file in a bucket, a job, files with answers in the bucket.

Two services are called: S3 for the files, and Bedrock's control plane for the jobs. These are a few
calls for many records, and all of them may be made twice, so botocore's own retries do here
(``AWS_MAX_ATTEMPTS`` says how many).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

from engine.privacy.clean import clean_line
from engine.providers.base import ProviderError, Trouble
from engine.providers.bedrock_errors import from_client_error
from engine.providers.bedrock_native import batch_problem
from engine.providers.residency import endpoint_problem, residency_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botocore.config import Config
    from mypy_boto3_bedrock import BedrockClient
    from mypy_boto3_s3 import S3Client

FINISHED: Final = frozenset({"Completed", "PartiallyCompleted", "Failed", "Stopped", "Expired"})
"""States in which a job does no more work (API Reference, GetModelInvocationJob)."""

_LONGEST_QUOTE = 300
_INPUT = "input.jsonl"

_BUCKET_ACCESS = (
    "The identity needs s3:ListBucket on the bucket, and s3:PutObject and s3:GetObject on sne/* in"
    " it."
)
_JOB_ACCESS = (
    "The identity needs bedrock:CreateModelInvocationJob, bedrock:GetModelInvocationJob, and"
    " iam:PassRole on the role of bedrock.batch_role, which bedrock.amazonaws.com must be able to"
    " take."
)


@dataclass(frozen=True, slots=True)
class JobStatus:
    """How a job stands.

    Attributes:
        state: the service's word, such as ``InProgress``.
        message: the service's words about what went wrong; may be empty.
        processed: records done so far, where the service tells.
    """

    state: str
    message: str
    processed: int | None

    @property
    def is_finished(self) -> bool:
        """Whether the job does no more work."""
        return self.state in FINISHED


class BedrockBatch:
    """Jobs of batch inference, with their files in one bucket."""

    def __init__(
        self, *, region: str, residency: str, profile: str | None, role: str, bucket: str
    ) -> None:
        """Remember the settings; nothing is connected before the first call.

        Args:
            region: the AWS Region of jobs and bucket.
            residency: ``uk``, ``eu`` or ``any``; see ``residency_problem``.
            profile: the AWS profile; None leaves it to boto3.
            role: the ARN of the role that Bedrock takes to read and write the bucket.
            bucket: the bucket's name.
        """
        self._region = region
        self._residency = residency
        self._profile = profile
        self._role = role
        self._bucket = bucket
        self._clients: tuple[BedrockClient, S3Client] | None = None

    def put(self, model: str, name: str, records: IO[bytes]) -> None:
        """Store the records of a job that is about to be started.

        Args:
            model: the model that will be asked; where it works is looked at first.
            name: the job's own name.
            records: JSONL, one ``{"recordId", "modelInput"}`` a line.

        Raises:
            ProviderError: they are not stored.
        """
        problem = residency_problem(model, self._region, self._residency)
        if problem:
            raise _outside(problem)
        if unknown := batch_problem(model):
            raise unknown
        _, s3 = self._connected()
        with _Troubles(f"S3 bucket {self._bucket}", _BUCKET_ACCESS):
            # botocore follows a bucket into whatever Region it is in; the records must not.
            place = s3.head_bucket(Bucket=self._bucket).get("BucketRegion") or self._region
        if place != self._region:
            raise _outside(
                f"The S3 bucket {self._bucket} is in Region {place}, not in {self._region}."
            )
        with _Troubles(f"S3 bucket {self._bucket}", _BUCKET_ACCESS):
            s3.put_object(Bucket=self._bucket, Key=f"sne/{name}/{_INPUT}", Body=records)

    def start(self, model: str, name: str) -> str:
        """Start the job whose records are stored; return its ARN.

        Started twice under one name, it is still one job.

        Raises:
            ProviderError: it is not known to have been started. Unless the kind is transient, it
                has not been.
        """
        bedrock, _ = self._connected()
        folder = f"s3://{self._bucket}/sne/{name}"
        with _Troubles("batch inference", _JOB_ACCESS):
            answer: Any = bedrock.create_model_invocation_job(
                jobName=f"sne-{name}",
                clientRequestToken=name,
                roleArn=self._role,
                modelId=model,
                modelInvocationType="InvokeModel",
                inputDataConfig={
                    "s3InputDataConfig": {"s3InputFormat": "JSONL", "s3Uri": f"{folder}/{_INPUT}"}
                },
                outputDataConfig={"s3OutputDataConfig": {"s3Uri": f"{folder}/output/"}},
            )
            return str(answer["jobArn"])

    def status(self, arn: str) -> JobStatus:
        """Return how a job stands.

        Raises:
            ProviderError: the service does not tell.
        """
        bedrock, _ = self._connected()
        with _Troubles("batch inference", _JOB_ACCESS):
            answer: Any = bedrock.get_model_invocation_job(jobIdentifier=arn)
            return JobStatus(
                clean_line(str(answer["status"])),
                clean_line(str(answer.get("message") or ""))[:_LONGEST_QUOTE],
                answer.get("processedRecordCount"),
            )

    def results(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a job's results, in no order, without holding all of them.

        Raises:
            ProviderError: they cannot be read, or not to their end.
        """
        _, s3 = self._connected()
        with _Troubles(f"S3 bucket {self._bucket}", _BUCKET_ACCESS):
            pages = s3.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=f"sne/{name}/output/"
            )
            keys = [item["Key"] for page in pages for item in page.get("Contents", ())]
            for key in keys:
                if key.endswith(".jsonl.out"):
                    body = s3.get_object(Bucket=self._bucket, Key=key)["Body"]
                    with body:
                        yield from body.iter_lines(1 << 16)

    def close(self) -> None:
        """Close the connections."""
        for client in self._clients or ():
            client.close()
        self._clients = None

    def _connected(self) -> tuple[BedrockClient, S3Client]:
        if self._clients is None:
            self._clients = self._connect()
        return self._clients

    def _connect(self) -> tuple[BedrockClient, S3Client]:
        import boto3

        with _Troubles("batch inference", ""):
            session = boto3.Session(profile_name=self._profile, region_name=self._region)
            clients = (
                session.client("bedrock", config=_config()),
                session.client("s3", config=_config()),
            )
        for client in clients:
            problem = endpoint_problem(client.meta.endpoint_url, self._residency)
            if problem:
                raise _outside(problem)
        return clients


def _config() -> Config:
    from botocore.config import Config

    return Config(
        connect_timeout=5.0,
        read_timeout=60.0,
        retries={"mode": "standard"},
        # Without the bucket in the host name: one address to allow, and one to imitate.
        s3={"addressing_style": "path"},
    )


class _Troubles:
    """Turns the errors of botocore inside a ``with`` into what has to be done about them."""

    def __init__(self, whose: str, access: str) -> None:
        self._whose = whose
        self._access = access

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.parsers import ResponseParserError

        from engine.providers.bedrock_line_errors import from_botocore_error

        if isinstance(error, ClientError):
            raise self._refused(error.response) from None
        if isinstance(error, BotoCoreError):
            raise from_botocore_error(error) from None
        if isinstance(
            error, (AttributeError, KeyError, ResponseParserError, TypeError, ValueError)
        ):
            raise ProviderError(
                Trouble.UNAVAILABLE,
                f"The answer about {self._whose} has another shape than it should.",
                "See whether a proxy stands in between.",
            ) from None

    def _refused(self, response: Any) -> ProviderError:
        """Return the trouble; where the words would speak of calls to a model, with other words."""
        trouble = from_client_error(response)
        said = clean_line(str(response.get("Error", {}).get("Message", ""))).rstrip(".")
        said = f" Amazon says: “{said[:_LONGEST_QUOTE]}”." if said else ""
        kind, sentences = trouble.kind, _WORDS.get(trouble.kind)
        if sentences is None:
            return trouble
        what, advice = sentences
        return ProviderError(
            # What a job or a bucket is refused for is always how it is set up.
            Trouble.MISCONFIGURED if kind is Trouble.REJECTED else kind,
            what.format(self._whose) + said,
            advice or self._access,
            request_id=trouble.request_id,
        )


_WORDS: Final = {
    Trouble.DENIED: ("Amazon denies access to {}.", ""),
    Trouble.MISCONFIGURED: (
        "Amazon cannot use {} as it is set up.",
        (
            "See bedrock.model, bedrock.region, bedrock.batch_bucket and bedrock.batch_role in the"
            " settings; not every model offers batch inference in every Region."
        ),
    ),
    Trouble.REJECTED: (
        "Amazon does not accept {} as it is set up.",
        "See bedrock.model, bedrock.batch_bucket and bedrock.batch_role in the settings.",
    ),
}


def _outside(problem: str) -> ProviderError:
    return ProviderError(
        Trouble.MISCONFIGURED,
        problem,
        "Change the model, the Region, the bucket or the residency in the settings.",
    )
