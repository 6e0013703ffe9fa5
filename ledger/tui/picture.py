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

_ONE = r'<rect fill="([^"]*)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" shape-rendering="crispEdges"/>'
_GROUND = re.compile(f"(?:{_ONE})+")
_PART = re.compile(_ONE)
LEAST_GAP = 0.5
"""What rounding leaves between two pieces of the ground that touch."""


def picture(app: App[Any], title: str) -> str:
    """What is on the screen now, with the fonts of whoever looks at it. Text that is cut is cut in cells already."""
    made = app.export_screenshot(title=title, simplify=True)
    for pattern in (_FACES, _MADE_BY, _CLIPS, _CLIPPED):
        made = pattern.sub("", made)
    made = _GROUND.sub(_in_one, made)
    made = _LONG.sub(r".\1", _NAME.sub("t", made)).replace("&#160;", "\u00a0")
    return made.replace(_FAMILY, "font-family: 'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace")


def _in_one(ground: re.Match[str]) -> str:
    """The ground behind a line, with neighbours of one colour as one piece."""
    pieces: list[tuple[str, float, str, float, str]] = []
    for fill, x, y, width, height in _PART.findall(ground[0]):
        start, size = float(x), float(width)
        if pieces and pieces[-1][::2] == (fill, y, height) and abs(sum(pieces[-1][1::2]) - start) < LEAST_GAP:
            start = pieces[-1][1]
            size += float(x) - start
            pieces.pop()
        pieces.append((fill, start, y, size, height))
    return "".join(
        f'<rect fill="{fill}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}" shape-rendering="crispEdges"/>'
        for fill, x, y, width, height in pieces
    )
