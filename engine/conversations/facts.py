"""What is known of a conversation, made of what the rows of its messages say.

The rows of one chat may contradict each other, and come in any order and in any number of files.
What is made of them depends on neither: it asks only when a message was written, and by whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.store.incoming import Facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from engine.conversations.incoming import Incoming
    from engine.store.incoming import Held, Said, Stated

_PARTICIPANT, _PLATFORM, _CUSTOMER = "participant", "platform", "customer_id"
_WHO_AND_WHERE = frozenset({_PARTICIPANT, _PLATFORM, _CUSTOMER})


def stated_by(row: Incoming) -> Stated:
    """Return all that a row says of its conversation; what it leaves out is not among it."""
    stated: Stated = dict(row.stated)
    if row.participant:
        stated[_PARTICIPANT] = row.participant
    if row.platform:
        stated[_PLATFORM] = row.platform
    if row.customer_id is not None:
        stated[_CUSTOMER] = row.customer_id
    return stated


def adds_to(row: Incoming, facts: Facts) -> bool:
    """Whether a new message says anything of its conversation that is not known already."""
    return (
        (row.participant not in ("", facts.participant))
        or (row.counterpart != facts.counterpart)
        or (row.customer_id not in (None, facts.customer_id))
        or (row.platform not in (None, facts.platform))
        or not (row.stated.items() <= facts.stated.items())
    )


def may_relink(row: Incoming, facts: Facts) -> bool:
    """Whether a message that says what it said before is understood another way today.

    The profiles may know a customer by now, or the company have another name.
    """
    return row.customer_id not in (None, facts.customer_id) or row.counterpart != facts.counterpart


def customers_said(said: Iterable[Said]) -> set[int]:
    """Return the numbers of customers that messages name, in the profiles or not."""
    return {int(one.stated[_CUSTOMER]) for one in said if _CUSTOMER in one.stated}


def facts_of(
    held: Held, said: Sequence[Said], counterpart: str, customers: Collection[int]
) -> Facts:
    """Return what is known of a conversation.

    Who the customer is and where it was held: what the customer's earliest message says that says
    it, else the company's earliest. How it went, such as a rating or a resolution: what the latest
    message says that says it. What a person has said about the customer stays.

    Args:
        held: the conversation as it is.
        said: what its messages say, in the order of time, those of one second in that of their ids.
        counterpart: the company.
        customers: those of the customers named who are in the profiles.
    """
    first: Stated = {}
    for one in sorted(said, key=lambda one: not one.is_customers):
        for name in _WHO_AND_WHERE & one.stated.keys():
            if name != _CUSTOMER or one.stated[name] in customers:
                first.setdefault(name, one.stated[name])
    latest: Stated = {}
    for one in said:
        latest |= {name: one.stated[name] for name in one.stated.keys() - _WHO_AND_WHERE}
    platform, customer = first.get(_PLATFORM), first.get(_CUSTOMER)
    named = None if customer is None else int(customer)
    return Facts(
        participant=str(first.get(_PARTICIPANT, held.conversation_id)),
        counterpart=counterpart,
        customer_id=held.facts.customer_id if held.is_linked_by_hand else named,
        platform=None if platform is None else str(platform),
        stated=latest,
    )
