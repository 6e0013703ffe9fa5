"""`owid.chart`: one column of a chart of Our World in Data, for one country or other entity.

The file of a chart has no line break at its end, so one that was cut short in its last line would look whole: that all of it
came is seen by whoever fetches, from the length or the closing chunk of the transfer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers import csv_table
from resolvers.cells import day as read_day
from resolvers.cells import number as read_number
from resolvers.configured import as_configured
from resolvers.observations import MAX_AGE, Frequency, Observation, Observations, period_end, twice
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Evidence, Look, Offer, Param, Request, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

URL = "https://ourworldindata.org/grapher"
_QUERY = (("v", "1"), ("csvType", "full"), ("useColumnShortNames", "true"))
_YEAR = re.compile(r"-?[0-9]{1,9}")
_LAST_YEAR = 9998


def _offers(unit: str | None) -> Mapping[str, Offer]:
    last = "the figure of the year or day the last day is in"
    return {
        "value": Offer("level", unit, about=last, revised=True),
        "mean": Offer("level", unit, about="mean of the years or days of the span", revised=True),
        "change": Offer("level", unit, about=f"{last}, less that of the first day", revised=True),
    }


@dataclass(frozen=True, slots=True)
class _Columns:
    """The names this file has for what is read from it, and whether its rows are of years or of days."""

    entity: str
    code: str | None
    time: str
    value: str
    frequency: Frequency


@dataclass(frozen=True, slots=True)
class Chart:
    """The figure of the last day of the span, the mean over it, the change from its first day.

    Covers the days up to the newest year (to its end) or day that has a figure; a year that is not over is a projection and does not
    count. `as_of` is the date of that figure. Refused: a column or an entity that is not there, two rows of one time.
    """

    slug: str
    entity: str
    column: str
    unit: str | None = None
    max_age: int = 10

    name: ClassVar[str] = "owid.chart"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "Our World in Data"
    licence: ClassVar[str] = "CC BY 4.0; the data of others keep their owners' terms"
    about: ClassVar[str] = "One column of a chart of Our World in Data, for one country or other entity."
    home: ClassVar[str] = "https://ourworldindata.org"
    cadence: ClassVar[timedelta] = timedelta(days=7)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = as_configured(_offers(None), lambda source: _offers(source.unit))
    params: ClassVar[Mapping[str, Param]] = {
        "slug": Param(
            "The chart, as its address ends, such as life-expectancy", pattern="[a-z0-9][a-z0-9_-]*"
        ),
        "entity": Param(
            "Name or code of a country or other entity, such as China, CHN or OWID_WRL", pattern=r".*\S.*"
        ),
        "column": Param(
            "Short name of the column, as in the file with useColumnShortNames=true", pattern=r".*\S.*"
        ),
        "unit": Param("The unit of the column, such as years", required=False),
        "max_age": MAX_AGE,
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the whole chart; entity and days choose."""
        page = yield Request(f"{URL}/{self.slug}.csv", _QUERY, accept="text/csv")
        try:
            return self._answer(page, span)
        except RefusedError as refused:
            return refused.answer

    def _answer(self, page: Evidence, span: Span) -> Answer:
        table = csv_table.read(page.body)
        if isinstance(table, Unusable):
            return table
        columns = self._columns(table.columns)
        mine = [row for row in table.rows if self._is_mine(row, columns)]
        if not mine:
            raise RefusedError("identity_changed", f"No row is of {self.entity!r}.")
        told = list(_observations(mine, columns))
        if day := twice(told):
            raise RefusedError("shape_changed", f"Two rows are of {self.entity} and {day}.")
        return Observations.of(columns.frequency, told, page, self.max_age).answer(
            span, identity=f"OWID {self.slug}, {self.entity}, {self.column}", unit=self.unit
        )

    def _columns(self, names: Sequence[str]) -> _Columns:
        """The file's own names, whatever their case. Raises RefusedError."""
        entity, value = _named(names, "Entity"), _named(names, self.column)
        time = _named(names, "Day") or _named(names, "Year")
        if entity is None or time is None or value is None:
            wanted = f"Entity, Year or Day, and {self.column}"
            raise RefusedError(
                "shape_changed", f"The header is '{', '.join(names)[:80]}', where {wanted} were."
            )
        frequency: Frequency = "daily" if time.casefold() == "day" else "annual"
        return _Columns(entity, _named(names, "Code"), time, value, frequency)

    def _is_mine(self, row: csv_table.Row, columns: _Columns) -> bool:
        asked = self.entity.strip().casefold()
        code = row[columns.code].strip() if columns.code else ""
        return asked in {row[columns.entity].strip().casefold(), code.casefold() or None}


def _named(names: Sequence[str], wanted: str) -> str | None:
    """The one column of that name, in any case of letters; None where there is none, or more than one."""
    found = [name for name in names if name.casefold() == wanted.strip().casefold()]
    return found[0] if len(found) == 1 else None


def _observations(rows: Sequence[csv_table.Row], columns: _Columns) -> Iterator[Observation]:
    """Every row that has a figure, of a time the calendar has. Raises RefusedError for one that cannot be read."""
    for row in rows:
        written, value = row[columns.time].strip(), read_number(row[columns.value])
        if not row[columns.value].strip() or _is_beyond(written):
            continue
        first = _first(written, columns.frequency)
        last = period_end(columns.frequency, first) if first else None
        if first is None or last is None or value is None:
            found = f"{written},{row[columns.value]}"[:60]
            raise RefusedError("shape_changed", f"Line {row.line}: {found!r} is not a time and a number.")
        yield Observation(first, last, value, f"line {row.line}")


def _is_beyond(written: str) -> bool:
    """Whether it is a year that no date has: charts of history begin long before the year 1."""
    return _YEAR.fullmatch(written) is not None and not 0 < int(written) <= _LAST_YEAR


def _first(written: str, frequency: Frequency) -> date | None:
    if frequency == "daily":
        return read_day(written)
    return date(int(written), 1, 1) if _YEAR.fullmatch(written) else None
