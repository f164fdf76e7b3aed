"""Who works here: roles, what each may do, and whose customer is whose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Role(StrEnum):
    """What somebody is here; each may do all that the one before may."""

    AGENT = "agent"
    LEAD = "lead"
    OPERATOR = "operator"

    @property
    def rank(self) -> int:
        """How much it allows: the more, the higher."""
        return list(Role).index(self)


class Permission(StrEnum):
    """Something that can be allowed, as a refusal names it."""

    READ = "read customers and cases"
    WORK = "work cases"
    HAND_OUT = "assign for others"
    OVERRIDE = "send although a rule holds the message"
    ANSWER_FOR_OTHERS = "settle or take back what somebody else has sent"
    TAKE_OVER = "take a customer over from whoever has them open"
    SHARE_VIEWS = "share views with everyone"
    AUDIT = "read the audit trail and what everyone used"
    LOAD = "load customer files"
    MIGRATE = "bring the database up to date with this program"
    BACK_UP = "copy the database"
    SETTINGS = "see the settings of this installation"
    CHANNELS = "send test messages"
    BATCH = "run batches of the model"
    SAMPLE = "make sample files"
    UNNAMED = "do what no rule names"
    """What the table of permissions does not know: nobody but an operator until it does."""


TEAMS = ("Marketing", "Support", "Retention")
"""The teams of the customer files (``Assigned_Team`` of the recommended actions)."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody whose work is asked for.

    Attributes:
        agent: the name.
        team: their team, if they are in one.
        as_of: the stored moment that tells which cases they have open.
    """

    agent: str
    team: str | None
    as_of: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """Whose a customer is: one agent's or one team's, by whom and since when.

    Attributes:
        teams: the teams that the customer files name; theirs while nobody has assigned them.
        agent: the agent they were assigned to.
        team: the team they were assigned to.
        by: who assigned them; None where nobody has.
    """

    teams: tuple[str, ...] = ()
    agent: str | None = None
    team: str | None = None
    by: str | None = None
    at: datetime | None = None

    @property
    def words(self) -> str:
        """Whose they are, for people: ``ben``, ``team Support``, or nothing."""
        if self.agent:
            return self.agent
        named = (self.team,) if self.team else self.teams
        return f"team {' or '.join(named)}" if named else ""


@dataclass(frozen=True, slots=True)
class Handover:
    """What the agent who passed a customer on wants the next one to know."""

    agent: str
    written_at: datetime
    text: str
