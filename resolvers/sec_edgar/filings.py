"""`sec_edgar.filings`: whether, when and how often a company filed a form with the SEC.

EDGAR lists at least a year of filings in one reply, as columns of equal length, and names further replies with what is
older. An absence is proved only by every reply that reaches into the span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.days import day_of, seen_at, spoken_for
from resolvers.json_fields import Fields, document, shown
from resolvers.refusal import RefusedError
from resolvers.sec_edgar.company import CIK, HOME, LICENCE, PUBLISHER, Company, cik_problems
from resolvers.source import Answer, Evidence, Look, NotYet, Offer, Param, Reading, Request, Span

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from datetime import date

    from resolvers.errors import ParamProblem

URL = "https://data.sec.gov/submissions"
_COLUMNS = ("form", "filingDate", "accessionNumber")
DAY_IS_FILED = timedelta(hours=27)
"""Filings are taken until 10 p.m. in Washington, which is 3:00 UTC of the next day at the latest."""


@dataclass(frozen=True, slots=True)
class _Filing:
    on: date
    number: str
    where: str


@dataclass(frozen=True, slots=True)
class Filings:
    """The first filing of exactly this form in the span, and how many there were.

    Covers the days that were over in Washington at the fetch, which is also `as_of`: a filing of today is told
    tomorrow. An amendment is a form of its own, such as S-1/A. Refused: another company, columns of unequal length,
    an older reply with fewer filings than stated.
    """

    cik: int
    form: str

    name: ClassVar[str] = "sec_edgar.filings"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = PUBLISHER
    licence: ClassVar[str] = LICENCE
    about: ClassVar[str] = "Whether, when and how often a company filed a form with the SEC."
    home: ClassVar[str] = HOME
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "filed_on": Offer("event", about="the day of the first filing of the form in the span"),
        "filings": Offer("total", "filings", never_falls=True, digits=0, about="filed in the span"),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "cik": CIK,
        "form": Param(
            "The form, exactly as EDGAR names it, such as S-1 or 10-K", pattern="[A-Z0-9][A-Z0-9 /-]*"
        ),
    }
    secret: ClassVar[str | None] = None

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """Whether the number can be a company's."""
        return cik_problems(values)

    def look(self, span: Span) -> Look:
        """Read the newest filings, and the older ones that reach into the span."""
        page = yield Request(f"{URL}/CIK{self._company.digits}.json", accept="application/json")
        try:
            filed = yield from self._filed(page, span)
            return self._answer(page, span, filed)
        except RefusedError as refused:
            return refused.answer

    @property
    def _company(self) -> Company:
        return Company(self.cik)

    def _filed(self, page: Evidence, span: Span) -> Generator[Request, Evidence, list[_Filing]]:
        """Every filing of the form in the replies that matter. Raises RefusedError."""
        reply = document(page.body)
        self._company.check(reply)
        filings = reply.table("filings")
        filed = self._of_form(_rows(filings.table("recent")))
        for older in filings.tables("files"):
            if self._reaches(older, span):
                name = older.text("name")
                answer = yield Request(f"{URL}/{name}", accept="application/json")
                filed += self._of_form(_whole(answer, older))
        return filed

    def _reaches(self, older: Fields, span: Span) -> bool:
        """Whether an older reply may have filings of the span. Raises RefusedError where it is not the company's."""
        name = older.text("name")
        if not re.fullmatch(rf"CIK{self._company.digits}-submissions-[0-9]{{3}}\.json", name):
            raise RefusedError("shape_changed", f"{older.at('name')} leads to another place: {shown(name)}.")
        return older.day("filingFrom") <= span.last and span.first <= older.day("filingTo")

    def _of_form(self, rows: Sequence[Fields]) -> list[_Filing]:
        those = [row for row in rows if row.text("form") == self.form]
        return [_Filing(row.day("filingDate"), row.text("accessionNumber"), row.path) for row in those]

    def _answer(self, page: Evidence, span: Span, filed: Sequence[_Filing]) -> Answer:
        covers = spoken_for(span, until=day_of(seen_at(page), behind=DAY_IS_FILED), behind=DAY_IS_FILED)
        if isinstance(covers, NotYet):
            return covers
        those = sorted(
            (one for one in filed if covers.first <= one.on <= covers.last), key=lambda one: one.on
        )
        first = those[0] if those else None
        nothing = f"no {self.form} among the filings"
        return Reading(
            {"filed_on": first.on if first else None, "filings": Decimal(len({one.number for one in those}))},
            {"filings": "filings"},
            as_of=covers.last,
            covers=covers,
            identity=f"{self._company.name}, form {self.form}",
            where={
                "filed_on": first.where if first else nothing,
                "filings": ", ".join(one.where for one in those[:5]) or nothing,
            },
            happened_on=first.on if first else None,
        )


def _whole(page: Evidence, stated: Fields) -> tuple[Fields, ...]:
    """The filings of an older reply. Raises RefusedError when they are not as many as was stated."""
    found = _rows(document(page.body))
    if stated.has("filingCount") and len(found) != stated.whole("filingCount"):
        count = stated.whole("filingCount")
        detail = f"{stated.text('name')} lists {len(found)} filings where {count} were stated."
        raise RefusedError("incomplete", detail)
    return found


def _rows(table: Fields) -> tuple[Fields, ...]:
    """The filings, out of columns. Raises RefusedError unless all of these are lists of one length."""
    columns = {key: table.values.get(key) for key in _COLUMNS}
    lists = {key: cells for key, cells in columns.items() if isinstance(cells, list)}
    if missing := [key for key in _COLUMNS if key not in lists]:
        raise RefusedError("shape_changed", f"{table.at(missing[0])} is no list, where the filings were.")
    lengths = {len(cells) for cells in lists.values()}
    if len(lengths) > 1:
        told = ", ".join(f"{len(cells)} of {key}" for key, cells in lists.items())
        raise RefusedError("incomplete", f"The columns of the filings are of different lengths: {told}.")
    cells = zip(*lists.values(), strict=True)
    return tuple(
        Fields(dict(zip(lists, row, strict=True)), f"{table.path}[{place}]")
        for place, row in enumerate(cells)
    )
