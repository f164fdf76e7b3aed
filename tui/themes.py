"""The colours: dark, light, the terminal's own sixteen, and none."""

from textual.theme import Theme

_OWN = "ansi_default"


def _of_the_terminal(name: str, **colours: str) -> Theme:
    """Make a theme of the terminal's own colours; what is not named has none of its own.

    Textual's own such themes draw borders and cursors in black on black.
    """
    return Theme(
        name=name,
        ansi=True,
        primary=_OWN,
        foreground=_OWN,
        background=_OWN,
        surface=_OWN,
        panel=_OWN,
        boost=_OWN,
        accent=colours.get("accent", _OWN),
        success=colours.get("success", _OWN),
        warning=colours.get("warning", _OWN),
        error=colours.get("error", _OWN),
        variables={
            "ansi-background": _OWN,
            "ansi-foreground": _OWN,
            "border": colours.get("border", _OWN),
            "border-blurred": colours.get("border", _OWN),
            "block-cursor-foreground": _OWN,
            "block-cursor-background": _OWN,
            "block-cursor-text-style": "reverse",
            "input-cursor-foreground": _OWN,
            "input-cursor-background": _OWN,
            "input-cursor-text-style": "reverse",
            "input-selection-foreground": _OWN,
            "input-selection-background": colours.get("border", _OWN),
            "screen-selection-foreground": _OWN,
            "screen-selection-background": colours.get("border", _OWN),
        },
    )


THEMES = (
    _of_the_terminal("sne-plain"),
    _of_the_terminal(
        "sne-ansi",
        accent="ansi_cyan",
        success="ansi_green",
        warning="ansi_yellow",
        error="ansi_red",
        border="ansi_bright_black",
    ),
    Theme(
        name="sne-dark",
        dark=True,
        primary="#7aa2c8",
        secondary="#8fb7b0",
        accent="#e0b36a",
        foreground="#d5d9dd",
        background="#14181d",
        surface="#14181d",
        panel="#1d232a",
        success="#8fc98f",
        warning="#e0b36a",
        error="#f08a80",
        variables={"border-blurred": "#323b45"},
    ),
    Theme(
        name="sne-light",
        dark=False,
        primary="#1f5f8f",
        secondary="#2f6f68",
        accent="#8a5a00",
        foreground="#1d2329",
        background="#fbfaf7",
        surface="#fbfaf7",
        panel="#ece9e2",
        success="#256b2f",
        warning="#8a5a00",
        error="#b3261e",
        variables={"border-blurred": "#c9c4b8"},
    ),
)
