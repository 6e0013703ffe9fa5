"""Reads one value out of any CSV file: a column, which rows count, and what is made of them.

For a question whose publisher gives a table. Where a row may be missing without a trace, a source of its own that knows
the table is the better choice.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers import csv_table
from resolvers.addressed import ADDRESSED, Address
from resolvers.aggregates import AGGREGATES, NEED_NUMBERS, Cell, aggregated
from resolvers.conditions import HOW, condition, equalities
from resolvers.configured import MAX_AGE, OFFERED, OFFERS, When, as_configured, ill_matched, offered
from resolvers.days import day_of, read_between
from resolvers.errors import ParamProblem
from resolvers.refusal import RefusedError
from resolvers.row_days import FORMS, row_day
from resolvers.source import Answer, Look, NotYet, Offer, Param, Span, Unusable
from resolvers.typed_value import TYPE, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from resolvers.addressed import Query
    from resolvers.csv_table import Row, Table
    from resolvers.source import Evidence


class HttpCsv:
    """What `aggregate` makes of `column` over the rows of the CSV file at `url` that count."""

    name: ClassVar[str] = "http_csv"
    version: ClassVar[int] = 3
    publisher: ClassVar[str] = as_configured("as configured", lambda source: source.offered.publisher)
    licence: ClassVar[str] = "as the publisher says"
    about: ClassVar[str] = "One value out of a CSV file: a column over the rows that count."
    home: ClassVar[str] = ""
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = as_configured(default=False, known=lambda source: source.has_history)
    offers: ClassVar[Mapping[str, Offer]] = as_configured(OFFERS, lambda source: source.offered.offers)
    params: ClassVar[Mapping[str, Param]] = {
        **ADDRESSED,
        "column": Param(
            "the column of the value, by its name in the header; not needed to count", required=False
        ),
        "type": Param(TYPE.about, required=False, default="number", choices=("number", "text", "date")),
        "filter": Param(
            "rows that count, by column: the cell must be this text, or one of these", "table", required=False
        ),
        "where": Param("further conditions a row must meet, such as 'eci >= 100'", "list", required=False),
        "aggregate": Param(
            "what is made of the rows that count", required=False, default="only", choices=AGGREGATES
        ),
        "date_column": Param(
            "the column of a row's day; only rows within the days asked for count", required=False
        ),
        "date_form": Param("how the day is written", required=False, default="iso", choices=FORMS),
        "blank": Param(
            "whether a row without a value is left out",
            required=False,
            default="refuse",
            choices=("refuse", "skip"),
        ),
        "blank_words": Param("what stands in a cell without a value, such as '.'", "list", required=False),
        "no_rows": Param(
            "what it means that no row counts: not published yet, or a sum or count of 0",
            required=False,
            default="not_yet",
            choices=("not_yet", "zero"),
        ),
        "days": Param(
            "whether every day needs a row that counts, up to the newest; a sum or mean does not show that one is missing",
            required=False,
            default="some",
            choices=("some", "every"),
        ),
        "last_line": Param(
            "whether the last line ends in a line break, as in a file that is whole; an open one may have been cut short",
            required=False,
            default="closed",
            choices=("closed", "open"),
        ),
        "max_age": MAX_AGE,
        **OFFERED,
    }
    secret: ClassVar[str | None] = as_configured(None, lambda source: source.address.secret)

    def __init__(
        self,
        *,
        url: str,
        query: Query | None = None,
        secret: str | None = None,
        column: str | None = None,
        type: str = "number",  # noqa: A002 - the name of the param
        filter: Query | None = None,  # noqa: A002 - the name of the param
        where: Sequence[str] = (),
        aggregate: str = "only",
        date_column: str | None = None,
        date_form: str = "iso",
        blank: str = "refuse",
        blank_words: Sequence[str] = (),
        no_rows: str = "not_yet",
        days: str = "some",
        last_line: str = "closed",
        max_age: int = 31,
        value: str = "value",
        unit: str | None = None,
        nature: str = "level",
        publisher: str | None = None,
    ) -> None:
        self.offered = offered(value, unit, nature, publisher, url, max_age)
        self.address = Address(url, query, "text/csv", secret)
        self.has_history = date_column is not None or self.address.names_days
        self._column, self._type, self._aggregate, self._no_rows = column, type, aggregate, no_rows
        read = (condition(str(written)) for written in where)
        self._conditions = (*equalities(filter or {}), *(one for one in read if one is not None))
        self._date_column, self._date_form = date_column, date_form
        self._every_day, self._closed = days == "every", last_line == "closed"
        self._skips, self._blank = blank == "skip", {"", *(str(word).strip() for word in blank_words)}

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """What is wrong with the conditions, and with aggregate, column, type and nature together."""
        return [*_condition_problems(values.get("where")), *_aggregate_problems(values), *ill_matched(values)]

    def look(self, span: Span) -> Look:
        """One request, one value. `NotYet` where no row counts, unless that means 0."""
        page = yield self.address.request(span)
        table = csv_table.read(page.body, needed=self._needed(), closed=self._closed)
        if isinstance(table, Unusable):
            return table
        try:
            return self._read(table, page, span)
        except RefusedError as refused:
            return refused.answer

    def _read(self, table: Table, page: Evidence, span: Span) -> Answer:
        cells = [cell for row in table.rows if (cell := self._cell(row, span)) is not None]
        today = day_of(page.fetched_at)
        if not cells and self._no_rows == "not_yet":
            return self._nothing(table, span, today)
        made = aggregated(self._aggregate, cells, self._column or "")
        as_of = made.day or self._published(table, today)
        if as_of is None:
            return NotYet("The table has no row with a day yet.")
        if self._every_day:
            _refuse_holes(cells, Span(span.first, min(span.last, as_of)))
        stamped = self._date_column is not None
        when = When(as_of, read_between(page, stamped=stamped), stamped, self.has_history)
        return self.offered.reading(made.value, span, when, where=made.where, identity=self._identity())

    def _cell(self, row: Row, span: Span) -> Cell | None:
        """The cell of a row that counts, else None. Raises `RefusedError` for one that cannot be read."""
        if not all(one.holds(row) for one in self._conditions):
            return None
        at = self._day(row)
        if at is not None and not (self._from(span) <= at <= span.last):
            return None
        text = row[self._column].strip() if self._column else None
        if text in self._blank and self._skips:
            return None
        if self._aggregate == "count" or text is None:
            return Cell(row.line, Decimal(1), at)
        return Cell(row.line, typed(self._type, text, f"line {row.line}, column {self._column!r}"), at)

    def _nothing(self, table: Table, span: Span, today: date) -> NotYet | Unusable:
        """A table whose newest row is too old has stopped; else the row may still come."""
        newest = self._published(table, today)
        if newest is not None and newest < span.first - self.offered.max_age:
            return Unusable("stale", f"The newest row is of {newest}; it was asked for {span.last}.")
        return NotYet("No row of the table counts yet.")

    def _from(self, span: Span) -> date:
        """A level that is the newest one may be of before the first day; anything else is of the days asked for."""
        looks_back = self._aggregate == "last" and self.offered.nature == "level"
        return span.first - self.offered.max_age if looks_back else span.first

    def _day(self, row: Row) -> date | None:
        if self._date_column is None:
            return None
        at = row_day(self._date_form, row[self._date_column])
        if at is None:
            shown = row[self._date_column][:40]
            detail = f"Line {row.line}, column {self._date_column!r}: {shown!r} is no day."
            raise RefusedError("shape_changed", detail)
        return at

    def _published(self, table: Table, fetched: date) -> date | None:
        """Until when the table speaks: its newest day that is not to come, else the day it was fetched."""
        if self._date_column is None:
            return fetched
        column, form = self._date_column, self._date_form
        days = (row_day(form, row[column]) for row in table.rows)
        return max((at for at in days if at is not None and at <= fetched), default=None)

    def _needed(self) -> tuple[str, ...]:
        named = [self._column, self._date_column, *(one.column for one in self._conditions)]
        return tuple(dict.fromkeys(name for name in named if name is not None))

    def _identity(self) -> str:
        rows = " and ".join(f"{one.column} {one.sign} {'|'.join(one.told)}" for one in self._conditions)
        return f"{self._aggregate} of {self._column or 'rows'}" + (f" where {rows}" if rows else "")


def _condition_problems(where: object) -> Iterator[ParamProblem]:
    for written in where if isinstance(where, list | tuple) else ():
        if condition(str(written)) is None:
            yield ParamProblem("where", "is no condition", repr(written), HOW)


def _refuse_holes(cells: Sequence[Cell], days: Span) -> None:
    """Raise `RefusedError` for the first of these days without a row."""
    there = {cell.day for cell in cells}
    every = (days.first + timedelta(days=place) for place in range(days.days))
    missing = next((day for day in every if day not in there), None)
    if missing is not None:
        raise RefusedError("incomplete", f"No row that counts is of {missing}.")


def _aggregate_problems(values: Mapping[str, object]) -> Iterator[ParamProblem]:
    how, kind = str(values.get("aggregate")), str(values.get("type"))
    if "column" not in values and how != "count":
        yield ParamProblem("column", "is missing", "", f"Only count goes without one, not {how}.")
    if kind != "number" and how in NEED_NUMBERS:
        yield ParamProblem("aggregate", f"makes a number of a {kind}", repr(how), "Give first, last or only.")
    if values.get("no_rows") == "zero" and how not in {"sum", "count"}:
        yield ParamProblem(
            "no_rows", "means nothing here", "'zero'", "Only a sum or a count of no rows is 0."
        )
    if values.get("days") == "every" and "date_column" not in values:
        yield ParamProblem("days", "means nothing here", "'every'", "Give the date_column that has the days.")
