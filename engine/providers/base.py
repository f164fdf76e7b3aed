"""What every provider of models stands behind: one request, one forced tool, one answer or trouble.

A provider knows nothing of customers: it carries text that others have made and masked. It makes
one attempt per call. Waiting, trying again, repairing and giving up belong to the room above, which
decides by the kind of trouble alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Tool:
    """The form that the model has to fill in.

    Attributes:
        name: letters, digits, ``_`` and ``-``, at most 64 of them (the narrower rule, Bedrock's).
        description: what the form is for; read by the model.
        schema: the JSON schema of the arguments, an object.
    """

    name: str
    description: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that leaves the process in one call.

    Attributes:
        system: the constant instructions, sent first so that they can be cached.
        user: the delimited data; for a repair also the faulty answer and its faults.
        tool: the form to fill in.
        max_tokens: the most the answer may hold. Always sent: without it, Bedrock reserves the
            model's maximum against the quota.
        cacheable_system: whether ``system`` is the same in many calls, so that caching it pays.
    """

    system: str
    user: str
    tool: Tool
    max_tokens: int
    cacheable_system: bool = True


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that one call is charged for.

    ``input_tokens`` holds neither those read from a cache nor those written to it, whatever the
    provider counts: the three have different prices.
    """

    input_tokens: int
    output_tokens: int
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model filled in.

    Attributes:
        arguments: the tool's arguments, an object that has not been checked against the schema.
        usage: what the call is charged for.
        stop_reason: why the model stopped, in the provider's word.
        request_id: the provider's id of the call, for its support desk; may be empty.
        model: the model that was asked.
    """

    arguments: dict[str, Any]
    usage: Usage
    stop_reason: str
    request_id: str
    model: str


class Trouble(StrEnum):
    """Why there is no answer, told apart by what has to be done about it."""

    THROTTLED = "throttled"
    """Too many calls for the quota: wait, then try again more slowly."""
    UNAVAILABLE = "unavailable"
    """The service or the line failed for the moment: try again."""
    DENIED = "denied"
    """The service knows us and refuses: stop the run."""
    EXPIRED = "expired"
    """No credentials, or they are no longer good: stop the run."""
    MISCONFIGURED = "misconfigured"
    """The settings name something that does not exist or does not fit: stop the run."""
    MALFORMED = "malformed"
    """The model answered, but not in the form: one repair may help."""
    TRUNCATED = "truncated"
    """The answer did not fit into ``max_tokens``."""
    REFUSED = "refused"
    """The model or a guardrail would not answer: the same request will fare no better."""
    REJECTED = "rejected"
    """This one request is not acceptable, too long for instance; others may be."""

    @property
    def is_transient(self) -> bool:
        """Whether the same request may succeed a little later."""
        return self in _TRANSIENT

    @property
    def stops_run(self) -> bool:
        """Whether every further request would meet the same trouble until a person acts."""
        return self in _STOPS_RUN


_TRANSIENT = frozenset({Trouble.THROTTLED, Trouble.UNAVAILABLE})
_STOPS_RUN = frozenset({Trouble.DENIED, Trouble.EXPIRED, Trouble.MISCONFIGURED})


class ProviderError(Exception):
    """A call that gave no usable answer. Its text says what happened and what to do.

    The text never holds the request's text, the model's text or a key, so that it may be logged
    and shown.

    Attributes:
        kind: what to do about it, for the program.
        what: what happened, one sentence.
        advice: what to do about it, for a person; may be empty.
        retry_after: seconds that the service asked us to wait, if it did.
        usage: tokens that are charged although the answer cannot be used, if it is known.
        request_id: the provider's id of the call; may be empty.
    """

    def __init__(
        self,
        kind: Trouble,
        what: str,
        advice: str = "",
        *,
        retry_after: float | None = None,
        usage: Usage | None = None,
        request_id: str = "",
    ) -> None:
        super().__init__(f"{what} {advice}".rstrip())
        self.kind = kind
        self.what = what
        self.advice = advice
        self.retry_after = retry_after
        self.usage = usage
        self.request_id = request_id


class Provider(Protocol):
    """A model that can be asked, from as many threads at once as it was made for."""

    @property
    def name(self) -> str:
        """The provider's short name, ``bedrock`` or ``openai``."""
        ...

    @property
    def model(self) -> str:
        """The model's id as the settings name it."""
        ...

    def ask(self, request: Request) -> Answer:
        """Return the model's answer to one request, after one attempt.

        Raises:
            ProviderError: there is no usable answer.
        """
        ...

    def close(self) -> None:
        """Let go of the connections. Calls under way may fail as unavailable."""
        ...
