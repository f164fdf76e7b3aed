"""The two profiles of the screen: all it can do, and what is left of it for a slow line.

The screen is calm in both: nothing blinks, spins, pops up or moves by itself, there are no
scrollbars, the list moves by half a page at its edge, and what has not changed is not sent. The
light profile leaves out what costs bytes without telling anything more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.terminal import Decision, has_few_colours, has_no_colours, is_remote

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ScreenProfile:
    """What depends on the line.

    Attributes:
        name: ``light`` or ``full``.
        theme: what the theme ``auto`` stands for. The terminal's own colours cost half the bytes.
        dims_reasons: whether the reasons stand back and the whole row under the cursor is lit;
            else a marker and the highlighted name tell, and no row changes its look in the middle.
        reports_mouse: whether the terminal is to report the mouse, which sends traffic upstream
            with every movement.
        held_key_seconds: moves closer together than this come from a held key: the case follows
            when it is let go. Where the line takes longer for a case, that counts.
    """

    name: str
    theme: str
    dims_reasons: bool
    reports_mouse: bool
    held_key_seconds: float


FULL = ScreenProfile(
    "full", theme="dark", dims_reasons=True, reports_mouse=True, held_key_seconds=0.06
)
LIGHT = ScreenProfile(
    "light", theme="ansi", dims_reasons=False, reports_mouse=False, held_key_seconds=0.08
)


def decide_profile(wanted: str, environ: Mapping[str, str]) -> Decision[ScreenProfile]:
    """Return the profile for the setting ``screen.profile``.

    Args:
        wanted: ``light``, ``full``, or ``auto``: light over SSH and where colours are few.
        environ: tells what terminal this is.
    """
    if wanted != "auto":
        return Decision({"light": LIGHT, "full": FULL}[wanted], "screen.profile says so")
    if is_remote(environ):
        return Decision(LIGHT, "the terminal is at the far end of an SSH connection")
    if has_few_colours(environ):
        term = environ.get("TERM") or "no name"
        return Decision(LIGHT, f"the terminal ({term}) announces less than 256 colours")
    return Decision(FULL, "the terminal is on this machine and has 256 colours or more")


def decide_theme(wanted: str, profile: ScreenProfile, environ: Mapping[str, str]) -> Decision[str]:
    """Return the theme for the setting ``screen.theme``; its names are those of ``tui.themes``.

    Args:
        wanted: ``dark``, ``light``, ``ansi``, or ``auto``: that of the profile.
        profile: the profile.
        environ: tells whether colours are wanted at all, and how many there are.
    """
    if has_no_colours(environ):
        why = "NO_COLOR is set" if environ.get("NO_COLOR") else "the terminal has no colours"
        return Decision("sne-plain", why)
    if wanted != "auto":
        return Decision(f"sne-{wanted}", "screen.theme says so")
    if has_few_colours(environ):
        return Decision("sne-ansi", "less than 256 colours: the terminal's own sixteen")
    return Decision(f"sne-{profile.theme}", f"that of the {profile.name} profile")
