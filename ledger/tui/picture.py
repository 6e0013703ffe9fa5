"""The screen as an SVG that asks nobody: no font is fetched, and the same screen gives the same bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

_FACES = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_MADE_BY = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_CLIPS = re.compile(r'<clipPath id="[^"]*-line-\d+">.*?</clipPath>\s*', re.DOTALL)
_CLIPPED = re.compile(r' clip-path="url\(#[^)]*-line-\d+\)"')
_NAME = re.compile(r"terminal-\d+")
_LONG = re.compile(r"(?<=\d)\.(\d)\d+(?=[\"px])")
_FAMILY = "font-family: Fira Code, monospace"


def picture(app: App[Any], title: str) -> str:
    """What is on the screen now, with the fonts of whoever looks at it. Text that is cut is cut in cells already."""
    made = app.export_screenshot(title=title, simplify=True)
    for pattern in (_FACES, _MADE_BY, _CLIPS, _CLIPPED):
        made = pattern.sub("", made)
    made = _LONG.sub(r".\1", _NAME.sub("t", made))
    return made.replace(_FAMILY, "font-family: 'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace")
