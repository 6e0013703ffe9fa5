"""Forecasts over time as points of a chart: mine, and the middle of the crowd's."""

from __future__ import annotations

import json
from statistics import median
from typing import TYPE_CHECKING

from ledger.record.course import everybodys_course, own_course
from ledger.standing.crowd import FEWEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ledger.record.opening import Record, Row

Points = tuple[tuple[int, float], ...]
"""(microseconds UTC, value) in order of time: a probability, or a number in the question's unit."""

MOST = 240
"""Points of a chart: more than a terminal has columns."""


def own_points(record: Record, question: str, me: str) -> Points:
    """My forecasts, thinned to what a chart can show."""
    rows = own_course(record, question, me, most=MOST)
    return tuple((at, value) for at, chance, says in rows if (value := middle(chance, says)) is not None)


def crowd_points(record: Record, question: str, *, without: Collection[str], until: int) -> Points:
    """What the crowd said together at the end of each of 240 stretches of time in which somebody spoke, up to `until`.

    Nothing before two people spoke. `without` are those who are no crowd.
    """
    rows = [row for row in everybodys_course(record, question) if row[0] <= until and row[2] not in without]
    found = ((at, together(standing, at)) for at, standing in _stretches(rows))
    return tuple((at, value) for at, value in found if value is not None)


def _stretches(rows: Sequence[Row]) -> Iterator[tuple[int, Iterable[tuple[int | None, float]]]]:
    """After the last forecast of each stretch: its time, and everybody's newest (gone_at, value)."""
    if not rows:
        return
    first, lasts = rows[0][0], rows[-1][0] - rows[0][0] + 1
    newest: dict[str, tuple[int | None, float]] = {}
    for place, (at, gone, who, chance, says) in enumerate(rows):
        if (value := median_said(chance, says)) is not None:
            newest[who] = (gone, value)
        after = rows[place + 1][0] if place + 1 < len(rows) else None
        if after is None or (after - first) * MOST // lasts != (at - first) * MOST // lasts:
            yield at, newest.values()


def together(standing: Iterable[tuple[int | None, float]], at: int) -> float | None:
    """The median of what had neither been withdrawn nor run out at a moment; None below two."""
    values = [value for gone, value in standing if gone is None or gone > at]
    return median(values) if len(values) >= FEWEST else None


def median_said(chance: float | None, says: str) -> float | None:
    """A chance, or the median that was said; None where there is neither."""
    if chance is not None:
        return chance
    pairs = json.loads(says).get("quantiles", ())
    return next((float(value) for level, value in pairs if float(level) == 0.5), None)  # noqa: PLR2004 the middle


def middle(chance: float | None, says: str) -> float | None:
    """A forecast as one number: its chance, the quantile nearest the middle, the middle of its interval, its point."""
    return chance if chance is not None else _middle_of(json.loads(says))


def _middle_of(said: Mapping[str, object]) -> float | None:
    match said:
        case {"quantiles": list(pairs)} if pairs:
            return float(min(pairs, key=lambda pair: abs(float(pair[0]) - 0.5))[1])
        case {"interval": {"lower": str(lower), "upper": str(upper)}}:
            return (float(lower) + float(upper)) / 2
        case {"point": str(value)}:
            return float(value)
        case _:
            return None
