"""The tones in which lines are drawn: a colour of the theme, and how it stands out.

They are no component classes of the style sheet: Textual computes each of those for each widget,
twice, before it paints anything. Measured: a twentieth of the time until the first screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.color import Color

if TYPE_CHECKING:
    from collections.abc import Mapping

_FADED = 0.6
"""How much of a faded colour is left; the rest is background."""


class Tone(NamedTuple):
    """One way to draw a text.

    Attributes:
        colour: a variable of the theme; that of the widget where it is empty.
        faded: nearer to the background; dim where the terminal's own colours cannot be mixed.
        bold: heavier.
        reverse: colours exchanged.
    """

    colour: str = ""
    faded: bool = False
    bold: bool = False
    reverse: bool = False


TONES = {
    "critical": Tone("error", bold=True),
    "important": Tone("warning"),
    "routine": Tone("foreground", faded=True),
    "dim": Tone("foreground", faded=True),
    "strong": Tone(bold=True),
    "accent": Tone("accent"),
    "title": Tone("foreground", bold=True),
    "good": Tone("success"),
    "bad": Tone("error"),
    "cursor": Tone(bold=True, reverse=True),
}


def style_of(tone: Tone, plain: Style, background: Color, theme: Mapping[str, str]) -> Style:
    """Return how a tone looks.

    Args:
        tone: one of ``TONES``.
        plain: how the widget looks where there is no tone.
        background: of the widget.
        theme: the variables of the present theme.
    """
    style = Style(bold=tone.bold or None, reverse=tone.reverse or None)
    if tone.colour:
        colour = Color.parse(theme[tone.colour])
        if tone.faded and colour.ansi is None:
            colour = colour.with_alpha(_FADED)
        elif tone.faded:
            style += Style(dim=True)
        style += Style(color=(background + colour).rich_color)
    return plain + style
