"""Breaks a styled line into lines of a width, at spaces, measured in terminal cells."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells

from ledger.tui.ink import BLANK, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.tui.ink import Ink, Line, Span


def wrap(spans: Line, width: int, hang: int = 0) -> list[Line]:
    """Lines of at most `width` cells; all but the first are indented by `hang`. Never empty.

    >>> wrap((("one two", "plain"), (" three", "mine")), 8)
    [(('one two', 'plain'),), (('three', 'mine'),)]
    >>> wrap((("you say 35 %", "plain"),), 10)
    [(('you say', 'plain'),), (('35 %', 'plain'),)]
    """
    room = max(width, hang + 4)
    lines: list[Line] = []
    now: list[Span] = []
    used = 0
    for word, ink in _words(spans, room - hang):
        size = cell_len(word)
        if used + size > room and now:
            lines.append(_trimmed(now))
            now, used = ([(" " * hang, "plain")] if hang else []), hang
            if word.isspace():
                continue
        now.append((word, ink))
        used += size
    lines.append(_trimmed(now))
    return lines


def _trimmed(spans: list[Span]) -> Line:
    while spans and spans[-1][0].isspace():
        spans.pop()
    return _together(spans) if spans else BLANK


def _together(spans: list[Span]) -> Line:
    """Neighbours of one ink as one span: fewer colour codes to send."""
    return tuple(
        ("".join(text for text, _ in run), ink)
        for ink, run in ((ink, list(run)) for ink, run in groupby(spans, key=itemgetter(1)))
    )


def _words(spans: Line, most: int) -> Iterator[tuple[str, Ink]]:
    """Words and the spaces between them; a word longer than a line is chopped."""
    for raw, ink in spans:
        text = safe(raw)
        while text:
            space = text[0] == " "
            ends = (
                at for at, sign in enumerate(text) if (sign == " ") != space and not _in_percent(text, at)
            )
            end = next(ends, len(text))
            word, text = text[:end], text[end:]
            # rich drops a word that takes no cell at all
            yield from (
                (part, ink) for part in (chop_cells(word, most) if cell_len(word) > most else (word,))
            )


def _in_percent(text: str, at: int) -> bool:
    """Whether it is the space of `35 %`, where no line is broken."""
    return text[at - 1 : at].isdigit() and text[at : at + 2] == " %"
