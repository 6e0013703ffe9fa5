"""What each ink looks like in a theme, on a background.

Textual's own way, component classes, makes a node of the style sheet for every ink of every widget; on Today that took
longer than everything else before the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.tui.ink import Ink

LOOKS: Mapping[Ink, tuple[str, str]] = {
    "plain": ("foreground", ""),
    "muted": ("foreground", "faint"),
    "strong": ("foreground", "bold"),
    "head": ("text-primary", "bold"),
    "good": ("text-success", ""),
    "warn": ("text-warning", ""),
    "bad": ("text-error", "bold"),
    "mine": ("text-accent", "bold"),
    "theirs": ("text-secondary", ""),
    "value": ("text-primary", ""),
    "sim": ("text-warning", "bold"),
    "key": ("text-accent", "bold"),
    "here": ("foreground", "bold reverse"),
}
"""The theme's colour of every ink, and how it is set."""

FAINT = 0.27
"""How far faint text goes towards the background."""

CURSOR = 0.2
"""How much of the primary colour the line with the cursor has."""


def ink_styles(theme: Mapping[str, str], background: Color, *, cursor: bool = False) -> dict[Ink, Style]:
    """A style for every ink. On the terminal's own colours, faint and the cursor are left to the terminal."""
    behind = background
    terminal = theme["foreground"].startswith("ansi")
    if cursor and not terminal:
        behind = background.blend(Color.parse(theme["primary"]), CURSOR)
    return {
        ink: _style(theme[name], how, behind, terminal=terminal, cursor=cursor)
        for ink, (name, how) in LOOKS.items()
    }


def _style(name: str, how: str, behind: Color, *, terminal: bool, cursor: bool) -> Style:
    bold, reverse = "bold" in how, "reverse" in how
    if terminal and cursor:  # the whole line in one colour: reversed, every ink would be a ground of its own
        return Style(bold=bold or None, reverse=True)
    if terminal:
        colour = RichColor.parse(name.removeprefix("ansi_"))
        dim = how == "faint"
        return Style(color=colour, bold=bold or None, dim=dim or None, reverse=reverse or None)
    shown = Color.parse(name)
    if how == "faint":
        shown = shown.blend(behind, FAINT)
    return Style(
        color=shown.rich_color, bgcolor=behind.rich_color, bold=bold or None, reverse=reverse or None
    )
