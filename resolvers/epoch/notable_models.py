"""`epoch.notable_models`: how many notable AI models of a country's organisations were published, as Epoch AI lists them.

The list grows backwards too: Epoch adds models weeks or months after they were published, and takes some off again. So a
count over days gone by goes on rising for a while. A model made by organisations of several countries counts for each.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.cells import day as read_day
from resolvers.days import day_of, seen_at, spoken_for
from resolvers.epoch.tables import table_in, unreadable
from resolvers.refusal import RefusedError
from resolvers.source import Answer, Evidence, Look, NotYet, Offer, Param, Reading, Request, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from resolvers import csv_table

URL = "https://epoch.ai/data/notable_ai_models.csv"
OLDEST_NEWS = timedelta(days=120)
"""After so long without a model the list has stopped."""

_SHOWN = 100
_DATE, _COUNTRY = COLUMNS = ("Publication date", "Country (of organization)")


@dataclass(frozen=True, slots=True)
class NotableModels:
    """How many models of `country` have a publication day in the span, in the list as it is now.

    Rows without a day are left out: they stand on none. A country without any row, ever, is refused, with the names
    there are. Covers the days up to the fetch. `as_of` is the publication of the newest model in the list, of any country.
    """

    country: str

    name: ClassVar[str] = "epoch.notable_models"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "Epoch AI"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = "How many notable AI models of a country's organisations were published."
    home: ClassVar[str] = "https://epoch.ai/data/ai-models"
    cadence: ClassVar[timedelta] = timedelta(days=7)
    lag: ClassVar[timedelta] = timedelta(days=60)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "models": Offer("total", "models", digits=0, about="published in the span", revised=True),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "country": Param("Country as the list names it, such as United States of America or China"),
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the list once and count."""
        page = yield Request(URL, accept="text/csv")
        try:
            return self._answer(page, span)
        except RefusedError as refused:
            return refused.answer

    def _answer(self, page: Evidence, span: Span) -> Answer:
        table = table_in(page.body, COLUMNS, closed=True)
        self._check_known(table)
        fetched_on = day_of(seen_at(page))
        covers = spoken_for(span, until=fetched_on)
        if isinstance(covers, NotYet):
            return covers
        days = [(row, on) for row in table.rows if (on := _day(row)) is not None]
        _check_age([on for _, on in days], covers.last)
        found = [row for row, on in days if covers.first <= on <= covers.last and self._counts(row)]
        return Reading(
            {"models": Decimal(len(found))},
            {"models": "models"},
            as_of=max(on for _, on in days if on <= fetched_on),
            covers=covers,
            identity=f"Epoch's notable AI models of {self.country}, by publication day",
            where={"models": _where(found)},
        )

    def _counts(self, row: csv_table.Row) -> bool:
        return self.country.strip().casefold() in (name.casefold() for name in _countries(row))

    def _check_known(self, table: csv_table.Table) -> None:
        """Refuse a country that no row names: it may only be spelled in another way."""
        if not any(map(self._counts, table.rows)):
            named = Counter(name[:60] for row in table.rows for name in _countries(row)).most_common(12)
            most = ", ".join(name for name, _ in named)
            told = f"No row is of '{self.country}'; the column '{_COUNTRY}' has most often: {most}."
            raise RefusedError("identity_changed", told)


def _countries(row: csv_table.Row) -> tuple[str, ...]:
    return tuple(name.strip() for name in row[_COUNTRY].split(",") if name.strip())


def _day(row: csv_table.Row) -> date | None:
    """The publication day of a row; None where the cell is blank. Raises RefusedError for anything else."""
    on = read_day(row[_DATE])
    if on is None and row[_DATE].strip():
        raise unreadable(row, _DATE)
    return on


def _check_age(days: Sequence[date], last: date) -> None:
    newest = max((on for on in days if on <= last), default=None)
    if newest is None:
        raise RefusedError("incomplete", f"No model in the list was published by {last}.")
    if last - newest > OLDEST_NEWS:
        told = f"The newest model published by {last} is of {newest}"
        raise RefusedError("stale", f"{told}, more than {OLDEST_NEWS.days} days before.")


def _where(rows: Sequence[csv_table.Row]) -> str:
    lines = ", ".join(str(row.line) for row in rows[:_SHOWN])
    more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
    return f"lines {lines}{more}" if rows else "no row"
