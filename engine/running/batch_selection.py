"""What a job of batch inference would hold, and its price."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.running.prices import BATCH_SHARE

if TYPE_CHECKING:
    from engine.store.model_batches import Record


@dataclass(slots=True)
class Selection:
    """What a job would hold and what it would cost.

    Attributes:
        model: the model that would be asked.
        customers: how many were asked for.
        unchanged: analysed already, with nothing new since.
        cached: the very same masked request was answered before; a run joins them for nothing.
        under_way: the very same masked request is in a job whose results have not been read.
        left_over: customers who do not fit into one job.
        records: requests that the job would hold.
        input_tokens: of those together.
        output_tokens: of those together.
        micropounds: what they would cost in a batch, in millionths of a pound.
        about: whom the records are about.
    """

    model: str
    customers: int = 0
    unchanged: int = 0
    cached: int = 0
    under_way: int = 0
    left_over: int = 0
    records: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    micropounds: int = 0
    about: list[Record] = field(default_factory=list, repr=False)


def batch_price(micropounds: float) -> int:
    """Return what calls of this price cost in a batch, in millionths of a pound, rounded up."""
    return -int(-micropounds * BATCH_SHARE // 1)
