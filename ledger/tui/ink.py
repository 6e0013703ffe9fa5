"""Styled text as plain values: a line is spans, a span is text and the name of an ink.

Whatever comes from files, sources or people passes `clean` on its way to the terminal, here and nowhere else,
and is never read as markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment

from ledger.questions.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.style import Style

Ink = Literal[
    "plain", "muted", "strong", "head", "good", "warn", "bad", "mine", "theirs", "value", "sim", "key", "here"
]
"""What a piece of text is; the style sheet says how that looks. A word or a sign always says it too."""

Span = tuple[str, Ink]
Line = tuple[Span, ...]

BLANK: Line = ()

_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?=[^\w]*$)", re.ASCII)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = re.compile(rf"\b(?:{MONTHS}) (?:19|20)\d\d\b(?=[^\w]*$)", re.ASCII)
OF_A_MONTH, OF_A_YEAR = 3, 4
"""Letters of a month's name that are kept, and signs of its year."""
MOST_FOR_A_YEAR, MOST_FOR_A_MONTH = 16, 20
"""Cells from which a year may take five, and a month with its year nine."""

_ASCII = str.maketrans(
    {
        "·": "-", "…": "~", "→": ">", "←": "<", "↑": "^", "↓": "v", "−": "-", "–": "-", "—": "-", "×": "x", "▸": ">",
        "▲": "^", "▼": "v", "●": "o", "○": ".", "◆": "x", "│": "|", "─": "-", "✓": "y", "“": '"', "”": '"', "’": "'",
        "±": "+", "≥": ">", "≤": "<", "█": "#", "░": ".", "┆": "|", "▏": "|",
        "├": "[", "┤": "]", "┼": "+", "━": "=",
    }
)  # fmt: skip


def line(*spans: Span | str) -> Line:
    """A line of spans; a bare text is plain.

    >>> line("said ", ("35 %", "mine"))
    (('said ', 'plain'), ('35 %', 'mine'))
    """
    return tuple((span, "plain") if isinstance(span, str) else span for span in spans)


def safe(text: str) -> str:
    """The text on one line without anything that acts on a terminal."""
    return text if text.isprintable() else "".join(" " if sign.isspace() else sign for sign in clean(text))


def plain(spans: Line) -> str:
    """The text of a line alone."""
    return "".join(text for text, _ in spans)


def cells(spans: Line) -> int:
    """How many terminal cells a line takes."""
    return sum(_cells(text) for text, _ in spans)


def _cells(text: str) -> int:
    return len(text) if text.isascii() and text.isprintable() else cell_len(safe(text))


def cut(spans: Line, width: int) -> Line:
    """The line in at most `width` cells, ending in an ellipsis where something is missing."""
    if cells(spans) <= width:
        return spans
    if width <= 0:
        return BLANK
    kept, room = list[Span](), width - 1
    for raw, ink in spans:
        text = safe(raw)
        size = cell_len(text)
        if size > room:
            kept.append((_shortened(text, room), ink))
            return tuple(kept)
        kept.append((text, ink))
        room -= size
    return tuple(kept)


def _shortened(text: str, room: int) -> str:
    """At most `room` cells and an ellipsis. A year or a month at the end stays, the month as `Feb`: it often tells two titles apart."""
    ends = (_MONTH, MOST_FOR_A_MONTH), (_YEAR, MOST_FOR_A_YEAR)
    found = next((match[0] for end, most in ends if room >= most and (match := end.search(text))), "")
    month = f" {found[:OF_A_MONTH]}" if len(found) > OF_A_YEAR else ""
    tail = f"{month} {found[-OF_A_YEAR:]}" if found else ""
    return f"{set_cell_size(text, room - len(tail)).rstrip()}…{tail}"


def padded(spans: Line, width: int, shorter: Line | None = None) -> Line:
    """The line cut to `width` cells and pushed to their right end; `shorter`, if there is one, where it does not fit."""
    shown = cut(spans if shorter is None or cells(spans) <= width else shorter, width)
    return ((" " * (width - cells(shown)), "plain"), *shown)


def spread(left: Line, right: Line, width: int) -> Line:
    """`left` at the left edge, `right` at the right one; what does not fit is cut from the left part."""
    aside = cut(right, width)
    room = width - cells(aside) - (1 if right else 0)
    main = cut(left, room)
    return (*main, (" " * (width - cells(main) - cells(aside)), "plain"), *aside)


def segments(spans: Line, styles: Mapping[Ink, Style], *, ascii_only: bool = False) -> list[Segment]:
    """What Textual paints. The only way of text to the screen."""
    return [Segment(_shown(text, ascii_only=ascii_only), styles[ink]) for text, ink in spans if text]


def _shown(text: str, *, ascii_only: bool) -> str:
    shown = safe(text)
    return shown.translate(_ASCII) if ascii_only else shown


def span(text: str, ink: Ink = "plain") -> Span:
    """A piece of text in an ink."""
    return text, ink


def _line(part: Line | Span) -> Line:
    if part and isinstance(part[0], str):
        return (part,)
    return part


def joined(parts: Iterable[Line | Span], between: str = " · ") -> Line:
    """Lines one after the other with a separator between those that are not empty."""
    result = list[Span]()
    for part in parts:
        spans = _line(part)
        if spans and result:
            result.append((between, "muted"))
        result.extend(spans)
    return tuple(result)
