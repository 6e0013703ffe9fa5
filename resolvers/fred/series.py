"""`fred.series`: a series of FRED as it stands now, from the file anybody can download without a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers import csv_table
from resolvers.cells import day as read_day
from resolvers.cells import number as read_number
from resolvers.configured import as_configured
from resolvers.fred.declared import LAG, LICENCE, PUBLISHER, SERIES, Observed, frequency
from resolvers.observations import MAX_AGE, Frequency, Observation, Observations, period_end, twice
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Evidence, Look, Offer, Param, Request, Span, Unusable, Why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

URL = "https://fred.stlouisfed.org/graph/fredgraph.csv"
_DATE_NAMES = frozenset({"observation_date", "date"})
_MISSING = frozenset({"", "."})
_LOOKS_BACK = timedelta(days=1_200)
"""Three years and more, so that also years show by their dates how often they are observed."""


def _offers(unit: str | None, frequency: str) -> Mapping[str, Offer]:
    is_jumpy = frequency in {"by_dates", "daily", "weekly"}
    last = "the observation that tells of the last day"
    return {
        "value": Offer("level", unit, about=last, jumpy=is_jumpy, revised=True),
        "mean": Offer("level", unit, about="mean of the observations of the span", revised=True),
        "change": Offer("level", unit, about=f"{last} less that of the first", jumpy=is_jumpy, revised=True),
    }


@dataclass(frozen=True, slots=True)
class Series:
    """What FRED shows now of a span: the value on its last day, the mean over it, the change from its first day.

    Covers the days up to the newest observation: nobody can tell whether a day after it has none or will have one.
    The value of a day without an observation is that of the day before it, for `max_age` days; that of a month,
    quarter or year is its own, and no other's. `as_of` is the newest observation's date. Refused: a file of another
    series, a day that is not the first of its period.
    """

    series: str
    frequency: Observed = "by_dates"
    unit: str | None = None
    max_age: int = 10

    name: ClassVar[str] = "fred.series"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = PUBLISHER
    licence: ClassVar[str] = LICENCE
    about: ClassVar[str] = "An economic series as FRED shows it now: value, mean or change."
    home: ClassVar[str] = "https://fred.stlouisfed.org"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    lag: ClassVar[timedelta] = as_configured(LAG["by_dates"], lambda source: LAG[source.frequency])
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = as_configured(
        _offers(None, "by_dates"), lambda source: _offers(source.unit, source.frequency)
    )
    params: ClassVar[Mapping[str, Param]] = {**SERIES, "max_age": MAX_AGE}
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the series from a while before the span to its newest observation."""
        start = max(span.first.toordinal() - _LOOKS_BACK.days, 1)
        query = (("id", self.series), ("cosd", date.fromordinal(start).isoformat()))
        page = yield Request(URL, query, accept="text/csv")
        try:
            return self._answer(page, span)
        except RefusedError as refused:
            return refused.answer

    def _answer(self, page: Evidence, span: Span) -> Answer:
        table = csv_table.read(page.body, closed=True)
        if isinstance(table, Unusable):
            return table
        column = self._column(table)
        dates = [_date(row, table.columns[0]) for row in table.rows]
        observed = frequency(self.frequency, dates)
        rows = _observations(table, column, dates, observed)
        observations = Observations.of(observed, rows, page, self.max_age)
        return observations.answer(span, identity=f"FRED {self.series}, {observed}", unit=self.unit)

    def _column(self, table: csv_table.Table) -> str:
        """The column of the series, by its name; the first one has the dates, whatever it is called."""
        named = [name for name in table.columns[1:] if name.casefold() == self.series.casefold()]
        if len(named) == 1 and table.columns[0] and table.columns.count(table.columns[0]) == 1:
            return named[0]
        found = ", ".join(table.columns)[:60]
        is_series = table.columns[0].casefold() in _DATE_NAMES and len(table.columns) > 1
        why: Why = "identity_changed" if is_series else "shape_changed"
        raise RefusedError(why, f"The header is '{found}', where dates and {self.series} were expected.")


def _observations(
    table: csv_table.Table, column: str, dates: Sequence[date], observed: Frequency
) -> list[Observation]:
    """The rows that have a value. Raises RefusedError."""
    found = [
        _observation(row, first, row[column], observed)
        for row, first in zip(table.rows, dates, strict=True)
        if row[column].strip() not in _MISSING
    ]
    if day := twice(found):
        raise RefusedError("shape_changed", f"Two lines are of {day}.")
    return found


def _date(row: csv_table.Row, column: str) -> date:
    found = read_day(row[column])
    if found is None:
        raise RefusedError("shape_changed", f"Line {row.line}: {row[column][:40]!r} is not a day.")
    return found


def _observation(row: csv_table.Row, first: date, written: str, observed: Frequency) -> Observation:
    value, last = read_number(written), period_end(observed, first)
    if last is None or value is None:
        found = f"{first},{written}"[:60]
        detail = f"Line {row.line}: {found!r} is not the first day of a period ({observed}) and a number."
        raise RefusedError("shape_changed", detail)
    return Observation(first, last, value, f"line {row.line}")
