"""How a table fits a line: headers and sentences wrap first, long words are cut, columns of numbers wrap, then all words are cut.

A number that is cut says something else, and so does a reason, so the columns named whole never lose a sign; words end in
an ellipsis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

NARROWEST = 8
"""A column is not cut below this many cells."""
READABLE = 16
"""Names of this length mostly still tell whose they are: numbers wrap before words are cut below it."""
SENTENCE = 24
"""A last column that is kept whole and is wider holds no number but sentences, which wrap before anything is cut."""
GAP = 2


def fitted(
    headers: Sequence[str], rows: Sequence[Sequence[str]], room: int | None, whole: Collection[str] = ()
) -> list[str]:
    """The lines of a table, within `room` cells where its columns let it; one line a row where there is no limit.

    `whole` are the headers of columns that are never cut.
    """
    kept = [header in whole for header in headers]
    widths = _widths(headers, rows, room, kept)
    cells = [
        [_wrapped(header, wide) for header, wide in zip(headers, widths, strict=True)],
        *([_lines(*one) for one in zip(row, widths, kept, strict=True)] for row in rows),
    ]
    return [line for row in cells for line in _side_by_side(row, widths)]


def _widths(
    headers: Sequence[str], rows: Sequence[Sequence[str]], room: int | None, kept: Sequence[bool]
) -> list[int]:
    columns = [(header, *(row[nth] for row in rows)) for nth, header in enumerate(headers)]
    widths = [max(map(cell_len, column)) for column in columns]
    if room is None:
        return widths
    under = [max([_longest_word(header), *map(cell_len, cells)]) for header, *cells in columns]
    longest = [max(map(_longest_word, column)) for column in columns]
    for wraps, words in ((False, None), (False, READABLE), (True, READABLE), (True, NARROWEST)):
        least = [
            (long if wraps else wide) if whole else min(wide, words or wide)
            for wide, long, whole in zip(under, longest, kept, strict=True)
        ]
        if any(kept[-1:]) and not wraps and under[-1] > SENTENCE:
            least[-1] = max(longest[-1], READABLE)
        widths = _narrowed(widths, least, room)
    return widths


def _narrowed(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The widths with the widest made narrower, one cell at a time, until a line fits or all are at their least."""
    found = list(widths)
    while sum(found) + GAP * (len(found) - 1) > room:
        loose = [nth for nth, wide in enumerate(found) if wide > least[nth]]
        if not loose:
            break
        found[max(loose, key=found.__getitem__)] -= 1
    return found


def _longest_word(text: str) -> int:
    return max(map(cell_len, text.split()), default=0)


def _lines(cell: str, wide: int, whole: bool) -> list[str]:
    return _wrapped(cell, wide) if whole else [cell]


def _wrapped(text: str, wide: int) -> list[str]:
    """The words of a text, as many on a line as fit."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if cell_len(longer) <= wide or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _side_by_side(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """One row: as many lines as its tallest cell has."""
    return [
        (" " * GAP)
        .join(
            _padded(cell[nth] if nth < len(cell) else "", wide)
            for cell, wide in zip(cells, widths, strict=True)
        )
        .rstrip()
        for nth in range(max(map(len, cells), default=0))
    ]


def _padded(cell: str, wide: int) -> str:
    return cell + " " * (wide - cell_len(cell)) if cell_len(cell) <= wide else cut(cell, wide)


def cut(text: str, wide: int) -> str:
    """The beginning of a text that fits `wide` cells, with a mark where something is missing."""
    kept = ""
    for sign in text:
        if cell_len(kept + sign) > wide - 1:
            break
        kept += sign
    return kept + "…" + " " * (wide - 1 - cell_len(kept))


def cell_len(text: str) -> int:
    """How many terminal cells a text takes; two for each wide East Asian character."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)
