"""What ``sne doctor`` says of the terminal: what it is, what was decided for it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.privacy.clean import clean_line
from engine.providers.probe import Check
from tui.driver import decide_driver
from tui.driver.repertoire import UTF_8, encoding_of
from tui.screen_profile import LIGHT, decide_profile, decide_theme
from tui.terminal import has_few_colours, has_no_colours, is_remote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.settings.tables import ScreenSettings
    from tui.line_probe import Line
    from tui.screen_profile import ScreenProfile

SLOW_BYTES_PER_SECOND = 30_000
SLOW_ROUND_TRIP = 0.15
"""Seconds: a key's answer comes noticeably later from there on."""

_QUICK_BYTES_PER_SECOND = 1_000_000

COMPRESS = (
    "Compress it: ssh -C, or Compression yes in ~/.ssh/config; ControlMaster auto and "
    "ControlPersist 10m there let further sessions use the same connection."
)


def check_terminal(
    wanted: ScreenSettings, environ: Mapping[str, str], size: tuple[int, int]
) -> Iterator[Check]:
    """Look at what the terminal says of itself, and at what the screen makes of it.

    Args:
        wanted: the settings of the screen.
        environ: the environment.
        size: columns and lines.
    """
    term = clean_line(environ.get("TERM", ""))
    yield Check(
        "terminal",
        bool(term),
        f"{term or 'TERM is not set'} · {size[0]}×{size[1]}",
        "" if term else "Set TERM to the name of your terminal, such as xterm-256color.",
    )
    if has_no_colours(environ):
        colours = "none"
    else:
        colours = "less than 256" if has_few_colours(environ) else "256 or more"
    yield Check("colours", True, colours)
    encoding = encoding_of(environ)
    is_utf8 = encoding == UTF_8
    yield Check(
        "text",
        is_utf8 or None,
        encoding if is_utf8 else f"{encoding}: what it cannot show is shown by what is nearest",
        "" if is_utf8 else "If the terminal shows UTF-8, say so: LANG=C.UTF-8.",
    )
    yield Check("connection", True, "over SSH" if is_remote(environ) else "on this machine")
    profile = decide_profile(wanted.profile, environ)
    yield _decided("screen profile", profile.value.name, profile.why)
    theme = decide_theme(wanted.theme, profile.value, environ)
    yield _decided("theme", theme.value.removeprefix("sne-"), theme.why)
    driver = decide_driver(wanted.driver, environ)
    yield _decided("driver", driver.value, driver.why)
    mouse = "reported" if profile.value.reports_mouse else "left to the terminal"
    yield _decided("mouse", mouse, f"that of the {profile.value.name} profile")


def _decided(name: str, value: str, why: str) -> Check:
    return Check(name, True, f"{value}: {why}")


def check_line(line: Line | None, profile: ScreenProfile) -> Iterator[Check]:
    """Say what was measured; ``line`` is None where the terminal answered nothing."""
    if line is None:
        yield Check("line", None, "not measured: the terminal answers no questions")
        return
    answer = "answered: frames appear as a whole" if line.is_atomic else "not answered"
    yield Check("synchronised output", line.is_atomic or None, answer)
    is_slow = line.bytes_per_second < SLOW_BYTES_PER_SECOND or line.round_trip > SLOW_ROUND_TRIP
    advice = COMPRESS if is_slow else ""
    if is_slow and profile is not LIGHT:
        advice += " SNE_SCREEN_PROFILE=light makes the screen send less."
    yield Check(
        "line",
        True,
        f"{'slow: ' if is_slow else ''}round trip {line.round_trip * 1000:.0f} ms, "
        f"{_speed(line.bytes_per_second)}",
        advice,
    )


def _speed(bytes_per_second: float) -> str:
    if bytes_per_second >= _QUICK_BYTES_PER_SECOND:
        return "more than 1 MB/s"
    return f"{bytes_per_second / 1000:.1f} kB/s"
