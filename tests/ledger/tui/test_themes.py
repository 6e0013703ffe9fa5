"""The app's own themes can be read: every ink on every ground; and where no colour is wanted there is none."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from ledger.tui.styles_once import StylesOnce
from ledger.tui.themes import EVENING, MORNING, names, no_theme, own_themes
from ledger.tui.widgets.ink_styles import ink_styles

if TYPE_CHECKING:
    from rich.style import Style
    from textual.theme import Theme

ENOUGH = 4.5
"""The contrast that WCAG 2.2 asks of text."""

STILL = 3.0
"""The contrast that it asks of large text and of signs; sixteen colours that others choose are not sure of more."""

NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
SIXTEEN = [f"{bright}{name}" for bright in ("", "bright_") for name in NAMES]
PALETTES = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "GNOME": "171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc 5e5c64 f66151 33da7a e9ad0c 2a7bde c061cb 33c7de ffffff",
    "macOS": "000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf 666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5",
    "Windows": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
}
"""The sixteen colours as four terminals ship them."""


def _light(colour: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    return _between(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


def _between(*colours: Color) -> float:
    lights = sorted(_light(colour) for colour in colours)
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("cursor", [False, True], ids=["plain", "under the cursor"])
@pytest.mark.parametrize("ground", ["background", "surface", "panel"])
@pytest.mark.parametrize("theme", [EVENING, MORNING], ids=lambda theme: theme.name)
def test_every_ink_can_be_read_on_every_ground(theme: Theme, ground: str, *, cursor: bool) -> None:
    variables = theme.to_color_system().generate()
    styles = ink_styles(variables, Color.parse(variables[ground]), cursor=cursor)
    weak = {ink: round(_contrast(style), 2) for ink, style in styles.items() if _contrast(style) < ENOUGH}
    assert weak == {}


@pytest.mark.parametrize("terminal", PALETTES)
@pytest.mark.parametrize(("ground", "light"), [("#000000", False), ("#ffffff", True)], ids=["black", "white"])
def test_the_terminals_own_colours_can_be_read_on_its_ground(
    terminal: str, ground: str, *, light: bool
) -> None:
    shown = dict(zip(SIXTEEN, PALETTES[terminal].split(), strict=True))
    theme = next(theme for theme in own_themes(light=light) if theme.name == "terminal")
    inks = ink_styles(theme.to_color_system().generate(), Color.parse("ansi_default"))
    named = {
        ink: style.color.name for ink, style in inks.items() if style.color and not style.color.is_default
    }
    seen: dict[str, float] = {
        ink: _between(Color.parse(f"#{shown[name]}"), Color.parse(ground)) for ink, name in named.items()
    }
    assert {"head", "mine", "warn", "bad", "sim"} <= set(seen)
    for part in ("input-selection", "screen-selection", "block-cursor"):
        text, behind = (
            theme.variables[f"{part}-{what}"].removeprefix("ansi_") for what in ("foreground", "background")
        )
        seen[part] = _between(Color.parse(f"#{shown[text]}"), Color.parse(f"#{shown[behind]}"))
    assert {what: round(contrast, 2) for what, contrast in seen.items() if contrast < STILL} == {}


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
