"""Which real channel to use for a customer who is known, beside the contract's channel.

The contract's channel answers how a conversation should go on: its length and age decide, whoever
the customer is. The advice answers through what this customer is reached. They differ where

- the contract says ``twitter_dm_reply``: that is no channel of this engine. The answer belongs into
  the conversation while it is lively; the advised channel is for whoever answers from here;
- the contract says ``email_reply`` and the customer prefers, or answers on, another channel;
- the contract says ``scheduling_phone_call``: the advised channel carries the words that arrange
  the call. The phone itself is advised only to those who prefer it or who have no other.

The first rule of the table that matches decides; a channel whose address is missing or takes no
more messages is never advised:

========== ======================================================================
silent     3 or more notifications reached the preferred channel and none was
           answered, while another channel was answered: that other one
preferred  the preferred channel
responsive the channel on which most was answered
contract   Phone for a call, else Email
other      what is left
========== ======================================================================

Consent: the words are an answer to the customer's own message and never promote, so they need no
consent to marketing (uk-rules, rule 1); where it is missing or withdrawn, the reason says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.models.next_action import Advice, ReplyChannel
from engine.models.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.models.next_action import Decision, Known

SILENT_AFTER = 3
"""Notifications without any answer from which a channel counts as silent."""

_NEAREST = {
    ReplyChannel.PHONE_CALL: Channel.PHONE,
    ReplyChannel.EMAIL: Channel.EMAIL,
    ReplyChannel.DIRECT_MESSAGE: Channel.EMAIL,
}


def advise(known: Known, decision: Decision) -> Advice | None:
    """Return the real channel to use, or None where the customer cannot be reached from here."""
    for name, rule in _RULES.items():
        found = rule(known, decision)
        if found is not None:
            channel, why = found
            return Advice(channel, name, " ".join((why, *_remarks(known, decision, channel))))
    return None


_Found = tuple[Channel, str] | None


def _silent(known: Known, _decision: Decision) -> _Found:
    preferred, best = known.preferred, _most_answered(known)
    if preferred is None or best is None or best is preferred:
        return None
    there = known.responses.get(preferred)
    if there is None or there.answered or there.delivered < SILENT_AFTER:
        return None
    why = (
        f"Prefers {preferred}, but answered none of {there.delivered} notifications there; "
        f"answered {_share(known, best)} by {best}."
    )
    return best, why


def _preferred(known: Known, _decision: Decision) -> _Found:
    if known.preferred is None or known.preferred in known.unreachable:
        return None
    return known.preferred, f"Prefers {known.preferred}."


def _responsive(known: Known, _decision: Decision) -> _Found:
    best = _most_answered(known)
    return None if best is None else (best, f"Answered {_share(known, best)} by {best}.")


def _contract(known: Known, decision: Decision) -> _Found:
    nearest = _NEAREST[decision.channel]
    if nearest in known.unreachable:
        return None
    return nearest, f"Nothing is known of what the customer prefers or answers; {nearest} is near."


def _other(known: Known, _decision: Decision) -> _Found:
    left = next((channel for channel in Channel if channel not in known.unreachable), None)
    return None if left is None else (left, f"{left} is the only way left.")


_RULES: dict[str, Callable[[Known, Decision], _Found]] = {
    "silent": _silent,
    "preferred": _preferred,
    "responsive": _responsive,
    "contract": _contract,
    "other": _other,
}


def _most_answered(known: Known) -> Channel | None:
    """Return the reachable channel with the best share of answers; None without any answer."""
    shares = {
        channel: (one.answered / one.delivered, one.answered)
        for channel, one in known.responses.items()
        if one.answered and channel not in known.unreachable
    }
    return max(shares, key=lambda channel: (*shares[channel], channel)) if shares else None


def _share(known: Known, channel: Channel) -> str:
    there = known.responses[channel]
    return f"{there.answered} of {there.delivered} notifications"


def _remarks(known: Known, decision: Decision, channel: Channel) -> list[str]:
    remarks = []
    if known.preferred in known.unreachable:
        remarks.append(f"{known.preferred}, which they prefer, does not reach them.")
    if decision.channel is ReplyChannel.PHONE_CALL and channel is not Channel.PHONE:
        remarks.append(f"Arrange the call by {channel}.")
    elif decision.channel is ReplyChannel.DIRECT_MESSAGE:
        remarks.append(f"Answer in the conversation itself if you can, else by {channel}.")
    if known.objected:
        remarks.append("They asked for no marketing: keep to what they wrote about.")
    elif not known.opted_in:
        remarks.append("No consent to marketing: keep to what they wrote about.")
    return remarks
