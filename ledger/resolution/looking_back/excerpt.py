"""The piece of the kept bytes that a value came from: the lines, or the place in a JSON document, that its source named."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LINES = 5
LONGEST = 240
LINES = re.compile(r"\blines? (\d[\d, ]*\d|\d)(?: to (\d+))?")
PLACE = re.compile(r"[A-Za-z_$][\w$-]*(?:\.[\w$-]+|\[\d+\])*")
STEP = re.compile(r"[\w$-]+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`rows` are (where in the file, what stands there); `more` is how many further lines the source named."""

    rows: tuple[tuple[str, str], ...]
    more: int = 0


NOTHING = Excerpt(())


def excerpt(text: str, where: str) -> Excerpt:
    r"""What stands in a body at the place a reading names: `line 3 (alpha)`, `lines 3 to 9`, `objects[0].status is x`.

    A line of a CSV table has the names of its columns before its cells. Nothing where the place names no line and no path, or
    the body (of which only a beginning may be here) does not reach it.

    >>> excerpt("Model,eci\nalpha,145.2\n", "line 2 (alpha)").rows
    (('line 2', 'Model alpha, eci 145.2'),)
    >>> excerpt('{"objects": [{"status": "reported"}]}', "objects[0].status is reported").rows
    (('objects[0].status', '"reported"'),)
    """
    if not text:
        return NOTHING
    numbers = list(dict.fromkeys(_numbers(where)))
    return _lines(text, numbers) if numbers else _place(text, where)


def _numbers(where: str) -> Iterator[int]:
    for found in LINES.finditer(where):
        first, *rest = (int(one) for one in re.findall(r"\d+", found[1]))
        yield from (range(first, int(found[2]) + 1) if found[2] else chain([first], rest))


def _lines(text: str, numbers: list[int]) -> Excerpt:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")  # as csv counts
    there = [number for number in numbers if 0 < number <= len(lines)]
    head = _cells(lines[0]) if lines else []
    shown = tuple((f"line {number}", _named(head, _row(lines, number))) for number in there[:MOST_LINES])
    return Excerpt(shown, len(there) - len(shown))


def _row(lines: list[str], number: int) -> str:
    """The line, and those after it that a cell with line breaks in it goes on over."""
    row = lines[number - 1]
    for more in lines[number : number + MOST_LINES]:
        if row.count('"') % 2 == 0:
            break
        row = f"{row}\n{more}"
    return row


def _named(head: list[str], text: str) -> str:
    """The cells with their columns' names, without the empty ones; a line that is no row of such a table as it is."""
    row = _cells(text)
    if len(head) < 2 or len(row) != len(head):  # noqa: PLR2004 one column is no table
        return _cut(text)
    return _cut(", ".join(f"{name} {cell}" for name, cell in zip(head, row, strict=True) if cell))


def _cells(row: str) -> list[str]:
    """The cells of a row; none of what is too long to be one."""
    try:
        return [" ".join(cell.split()) for cell in next(csv.reader(StringIO(row)), [])]
    except csv.Error:
        return []


def _place(text: str, where: str) -> Excerpt:
    named = PLACE.match(where)
    if named is None:
        return NOTHING
    try:
        found = _at(json.loads(text), STEP.findall(named[0]))
    except (ValueError, LookupError, RecursionError):
        return NOTHING
    return Excerpt(((named[0], _short(found)),))


def _at(found: object, steps: list[str]) -> object:
    """Raises LookupError where a step leads nowhere."""
    for step in steps:
        match found:
            case dict():
                found = found[step]
            case list() if step.isdigit():
                found = found[int(step)]
            case _:
                raise LookupError(step)
    return found


def _short(found: object) -> str:
    match found:
        case list():
            return f"a list of {len(found)}" + (f"; the first: {_json(found[0])}" if found else "")
        case _:
            return _json(found)


def _json(found: object) -> str:
    return _cut(json.dumps(found, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
