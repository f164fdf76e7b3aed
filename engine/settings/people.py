"""Who is who: the login name, the roles and the teams of the settings.

With no roles configured everyone is an operator, so that a fresh installation does everything. As
soon as one role is, whoever is not named is an agent, and a name counts only where the operating
system vouches for it: ``SNE_AGENT`` is then no way to become somebody else, save for operators,
who have that person's role while they use the name.
"""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.models.people import TEAMS, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTO = "auto"


def login_name() -> str:
    """Return the name of the account this process runs as.

    It is looked up by the number that the system gave the process: ``LOGNAME`` and ``USER`` can be
    set by anyone.
    """
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        # A container user without a passwd entry has no name; its number still tells agents apart.
        return f"uid-{os.getuid()}"


def role(value: object) -> str:
    """Parse a role."""
    found = str(value).strip().casefold()
    if found not in set(Role):
        raise ValueError(f"expected one of {', '.join(Role)}; a name with a dot needs quotes")
    return found


def team(value: object) -> str:
    """Parse a team's name; those of the customer files are spelt as the files spell them."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError('expected a team, such as "Support"; a name with a dot needs quotes')
    name = " ".join(value.split())
    return {known.casefold(): known for known in TEAMS}.get(name.casefold(), name)


@dataclass(frozen=True, slots=True)
class People:
    """The roles and the teams as the settings have them.

    Attributes:
        roles: role by name.
        teams: team by name.
        default: the role of whoever is not named; ``auto`` is operator while nobody is named.
    """

    roles: Mapping[str, str]
    teams: Mapping[str, str]
    default: str

    @property
    def are_named(self) -> bool:
        """Whether roles are configured at all."""
        return bool(self.roles)

    def role_of(self, name: str) -> Role:
        """Return the role of somebody."""
        if name in self.roles:
            return Role(self.roles[name])
        if self.default != AUTO:
            return Role(self.default)
        return Role.AGENT if self.are_named else Role.OPERATOR

    def team_of(self, name: str) -> str | None:
        """Return the team of somebody, or None."""
        return self.teams.get(name)

    def holders(self, least: Role) -> dict[Role, list[str]]:
        """Return who is named with a role of at least ``least``, by role."""
        return {
            found: names
            for found in Role
            if found.rank >= least.rank
            and (names := sorted(name for name in self.roles if self.roles[name] == found))
        }

    def known_teams(self) -> tuple[str, ...]:
        """Return the teams of the customer files and those of the settings."""
        return tuple(dict.fromkeys((*TEAMS, *sorted(set(self.teams.values())))))

    def is_known(self, name: str) -> bool:
        """Whether there is somebody of that name; anybody, while nobody is named."""
        if not self.known_agents() or name in self.known_agents():
            return True
        try:
            pwd.getpwnam(name)
        except (KeyError, ValueError):
            return False
        return True

    def known_agents(self) -> tuple[str, ...]:
        """Return everyone whom the settings name."""
        return tuple(sorted({*self.roles, *self.teams}))

    def why_not_agent(self, agent: str, login: str) -> str | None:
        """Return why ``login`` may not work as ``agent``, or None."""
        is_free = not self.are_named or agent == login or self.role_of(login) is Role.OPERATOR
        if is_free:
            return None
        return (
            f"you are logged in as {login}, and only an operator may work as {agent!r}; "
            "unset SNE_AGENT (or agent in your settings)"
        )
