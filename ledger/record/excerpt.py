"""The few lines of kept bytes that a value came from, found by the place its source named, or by the value itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(r"\blines? (\d+)", re.ASCII)
SHORTEST_VALUE = 3
"""Signs from which a value's own digits say something about where it stands."""
LONGEST_LINE = 240
AROUND = 80
"""Signs kept on either side of a value in a long line."""


def excerpt(
    text: str, values: Mapping[str, str | None], where: Mapping[str, str]
) -> tuple[tuple[int, str], ...]:
    r"""Number and text of the lines the values came from, in order; a table's first line, its head, comes before them.

    Empty where no place was named and no value stands there as it was read: it was worked out from the whole.

    >>> excerpt("model,eci\nalpha,145.2", {"eci": "145.2"}, {"eci": "line 2, column 'eci'"})
    ((1, 'model,eci'), (2, 'alpha,145.2'))
    """
    lines = text.splitlines()
    named = {int(found) for place in where.values() for found in _LINE.findall(place)}
    at = {number for number in named if 1 <= number <= len(lines)}
    wanted = [value for value in values.values() if value is not None and len(value) >= SHORTEST_VALUE]
    if not at:
        at = {number for number in (_first_with(lines, value) for value in wanted) if number}
    head = {1} if at and "," in lines[0] else set()
    return tuple((number, _shortened(lines[number - 1], wanted)) for number in sorted(at | head))


def _first_with(lines: list[str], value: str) -> int:
    return next((number for number, one in enumerate(lines, 1) if value in one), 0)


def _shortened(one: str, wanted: list[str]) -> str:
    """A long line around the first value in it."""
    if len(one) <= LONGEST_LINE:
        return one
    at = next((place for value in wanted if (place := one.find(value)) >= 0), 0)
    start, end = max(at - AROUND, 0), at + AROUND
    return f"{'…' if start else ''}{one[start:end]}{'…' if end < len(one) else ''}"
