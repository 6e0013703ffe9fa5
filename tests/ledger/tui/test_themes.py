"""The app's own themes can be read: every ink on every ground; and where no colour is wanted there is none."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from ledger.tui.styles_once import StylesOnce
from ledger.tui.themes import EVENING, MORNING, names, no_theme
from ledger.tui.widgets.ink_styles import ink_styles

if TYPE_CHECKING:
    from rich.style import Style
    from textual.theme import Theme

ENOUGH = 4.5
"""The contrast that WCAG 2.2 asks of text."""


def _light(colour: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    lights = sorted(_light(Color.from_rich_color(one)) for one in (style.color, style.bgcolor))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("cursor", [False, True], ids=["plain", "under the cursor"])
@pytest.mark.parametrize("ground", ["background", "surface", "panel"])
@pytest.mark.parametrize("theme", [EVENING, MORNING], ids=lambda theme: theme.name)
def test_every_ink_can_be_read_on_every_ground(theme: Theme, ground: str, *, cursor: bool) -> None:
    variables = theme.to_color_system().generate()
    styles = ink_styles(variables, Color.parse(variables[ground]), cursor=cursor)
    weak = {ink: round(_contrast(style), 2) for ink, style in styles.items() if _contrast(style) < ENOUGH}
    assert weak == {}


def test_the_line_with_the_cursor_is_one_block_in_the_terminals_own_colours() -> None:
    variables = {f"text-{name}": f"ansi_{name}" for name in ("primary", "success", "warning")}
    theme = defaultdict(lambda: "ansi_default", variables)
    styles = ink_styles(theme, Color.parse("ansi_default"), cursor=True)
    assert {(style.color, style.reverse, style.dim) for style in styles.values()} == {(None, True, None)}


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    from rich.style import Style

    assert round(_contrast(Style(color="#000000", bgcolor="#ffffff")), 1) == 21.0
    assert round(_contrast(Style(color="#777777", bgcolor="#ffffff")), 2) == 4.48


def test_a_theme_that_there_is_not_is_told_with_those_there_are() -> None:
    assert no_theme("evening") == ""
    assert no_theme("Evening").endswith("Did you mean evening?")
    assert all(name in no_theme("zzz") for name in names())


def test_styles_are_parsed_again_only_where_the_colours_are_others() -> None:
    styles = StylesOnce(variables={"ink": "red"})
    styles.add_source("Label { color: $ink; }", read_from=("one", ""))
    styles.parse()
    (first,) = styles.rules
    styles.set_variables({"ink": "red"})
    styles.add_source("Button { color: blue; }", read_from=("two", ""))
    styles.reparse()
    assert styles.rules[0] is first
    assert len(styles.rules) == 2
    styles.set_variables({"ink": "green"})
    styles.reparse()
    assert styles.rules[0].styles.color == Color.parse("green")
