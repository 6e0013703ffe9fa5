"""The app's colours: two themes of its own, the terminal's own colours, and every theme of Textual.

The two of its own keep a contrast of 4.5 to 1 for every ink on every ground (WCAG 2.2, 1.4.3). What a terminal makes of
its sixteen colours is not ours: only those are used that the usual ones show well on that ground.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

EVENING = Theme(
    name="evening",
    primary="#7FB0E0",
    secondary="#B9A5E0",
    accent="#5FC8BD",
    warning="#E3B866",
    error="#F08A84",
    success="#8CC98A",
    foreground="#DCE0E6",
    background="#14181D",
    surface="#1A1F26",
    panel="#212832",
    dark=True,
    variables={
        "scrollbar": "#3C4858",
        "scrollbar-background": "#1A1F26",
        "scrollbar-corner-color": "#1A1F26",
    },
)
"""Dark, without pure black or white."""

MORNING = Theme(
    name="morning",
    primary="#1F5C99",
    secondary="#6A4C9C",
    accent="#0B6B63",
    warning="#7E5200",
    error="#A8201A",
    success="#1F6A2C",
    foreground="#181B1F",
    background="#F7F5F0",
    surface="#EFECE5",
    panel="#E6E2D9",
    dark=False,
    variables={
        "scrollbar": "#B9B2A3",
        "scrollbar-background": "#E6E2D9",
        "scrollbar-corner-color": "#E6E2D9",
        "text-primary": "#1B4F84",
        "text-secondary": "#5B3F8C",
        "text-accent": "#085A53",
        "text-warning": "#6B4500",
        "text-error": "#8F1813",
        "text-success": "#185723",
    },
)
"""Light, on the grey of paper."""

TERMINAL = "terminal"
"""The name of the terminal's own colours."""

ON_LIGHT = "terminal-light"
"""The same, for a light terminal that does not say that it is light."""

_BARS = {"scrollbar": "ansi_bright_black", "scrollbar-background": "ansi_default"}


def _chosen(text: str, ground: str) -> dict[str, str]:
    """Text that is selected, in a field and on the page."""
    return {
        f"{where}-selection-{what}": colour
        for where in ("input", "screen")
        for what, colour in (("foreground", text), ("background", ground))
    }


_DARK_GROUND = replace(
    BUILTIN_THEMES["ansi-dark"],
    name=TERMINAL,
    primary="ansi_cyan",
    secondary="ansi_bright_magenta",
    error="ansi_bright_red",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        **_BARS,
        **_chosen("ansi_black", "ansi_cyan"),
    },
)
"""Blue and red are too dark on black."""

_LIGHT_GROUND = replace(
    BUILTIN_THEMES["ansi-light"],
    name=ON_LIGHT,
    secondary="ansi_bright_black",
    warning="ansi_red",
    success="ansi_default",
    variables={
        **BUILTIN_THEMES["ansi-light"].variables,
        **_BARS,
        **_chosen("ansi_bright_white", "ansi_blue"),
        "block-cursor-background": "ansi_black",
    },
)
"""Green, yellow and cyan are too bright on white."""

DEFAULT = EVENING.name


class Looks(NamedTuple):
    """How this run should look. `theme` None leaves it to what was chosen last, then to the settings.

    Without `colours` everything is in the terminal's own two; `light` says that its ground is light.
    """

    theme: str | None = None
    ascii_only: bool = False
    colours: bool = True
    light: bool = False


def own_themes(*, light: bool) -> Iterable[Theme]:
    """What the app adds to Textual's themes. `light` is a terminal whose ground is light."""
    terminal = replace(_LIGHT_GROUND, name=TERMINAL) if light else _DARK_GROUND
    return EVENING, MORNING, terminal, _LIGHT_GROUND


def names() -> list[str]:
    """Every theme there is, the app's own first."""
    return [EVENING.name, MORNING.name, TERMINAL, ON_LIGHT, *sorted(BUILTIN_THEMES)]


def theme_of(*wanted: str) -> str:
    """The first of these that there is, else the default.

    >>> theme_of("", "morning"), theme_of("mornin")
    ('morning', 'evening')
    """
    known = names()
    return next((name for name in wanted if name in known), DEFAULT)


def no_theme(name: str) -> str:
    """The sentence for a theme that there is not; empty for one that there is, and for none.

    >>> no_theme("mornin")
    'There is no theme mornin. Did you mean morning?'
    """
    known = names()
    if not name or name in known:
        return ""
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1)
    return f"There is no theme {name}." + (
        f" Did you mean {close[0]}?" if close else f" There are: {', '.join(known)}."
    )
