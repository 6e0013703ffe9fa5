"""From a stored `[[forecast]]` table to what a publication really said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.forecast import (
    Chance,
    Chances,
    DateQuantiles,
    Interval,
    Point,
    Quantiles,
    Range,
    Statement,
    Words,
)
from ledger.questions.question import StatedForecast
from ledger.questions.stored_table import stored_day, stored_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ledger.questions.forecast import Says
    from ledger.questions.stored_table import StoredTable


def read_stated(table: StoredTable, labels: Sequence[str]) -> StatedForecast:
    """The forecast; `labels` are the question's options, in order. Raises NotAQuestionError."""
    return StatedForecast(
        by=table.text("by"),
        made_at=table.starts_at("made_at"),
        says=_says(table, labels),
        words=table.maybe_text("words"),
        imputed=table.flag("imputed"),
    )


def _says(table: StoredTable, labels: Sequence[str]) -> Says:
    if table.has("options"):
        return _chances(table.table("options"), labels)
    for key, read in _WAYS.items():
        if table.has(key):
            return read(table)
    return Words()


def _chances(options: StoredTable, labels: Sequence[str]) -> Chances:
    return Chances(tuple((label, options.number(label)) for label in labels))


def _quantiles(table: StoredTable) -> Quantiles:
    where = table.place("quantiles")
    pairs = table.pairs("quantiles")
    return Quantiles(
        tuple((stored_number(level, where), stored_number(value, where)) for level, value in pairs)
    )


def _dates(table: StoredTable) -> DateQuantiles:
    where = table.place("dates")
    pairs = table.pairs("dates")
    return DateQuantiles(tuple((stored_number(level, where), stored_day(day, where)) for level, day in pairs))


def _interval(table: StoredTable) -> Interval:
    ends = table.table("interval")
    return Interval(ends.number("level"), ends.number("lower"), ends.number("upper"))


def _range(table: StoredTable) -> Range:
    ends = table.table("range")
    return Range(ends.number("lower"), ends.number("upper"), situations=ends.flag("situations"))


_WAYS: dict[str, Callable[[StoredTable], Says]] = {
    "probability": lambda table: Chance(table.number("probability")),
    "quantiles": _quantiles,
    "interval": _interval,
    "range": _range,
    "point": lambda table: Point(table.number("point")),
    "dates": _dates,
    "statement": lambda table: Statement(table.flag("statement")),
}
