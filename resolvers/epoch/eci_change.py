"""`epoch.eci_change`: by how much the US lead on Epoch AI's capability index grew since an earlier quarter.

Both quarters are read from one version of the file, models counted by release date. So a new fit of the index moves
both alike, and the change is not one of method.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers.epoch.lead import months, sum_of_gaps, sum_of_lag_days
from resolvers.epoch.scores import URL, Scores, Seen, seen
from resolvers.exact_numbers import difference, product, ratio
from resolvers.quarters import label, last_day, whole_quarters
from resolvers.source import (
    Answer,
    Evidence,
    Look,
    Offer,
    Param,
    Reading,
    Request,
    Span,
    Unusable,
    Value,
    WindowForm,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_MONTHS_OF_A_QUARTER = 3
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class EciChange:
    """The mean lag, and the mean gap, of one calendar quarter less those of the quarter so many before.

    Above 0: the lead of US models grew. While the quarter runs, its days so far count, and `covers` ends with the
    last of them. Refused: a span that is not one whole quarter, and a file with fewer than 5 Chinese or 20 US models
    on the first day of the earlier one. `as_of` is the release of the newest model in the file.
    """

    quarters_before: int

    name: ClassVar[str] = "epoch.eci_change"
    version: ClassVar[int] = 2
    publisher: ClassVar[str] = "Epoch AI"
    licence: ClassVar[str] = "CC BY 4.0"
    about: ClassVar[str] = (
        "By how much the US lead on Epoch's capability index grew since an earlier quarter."
    )
    home: ClassVar[str] = "https://epoch.ai/benchmarks"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    windows: ClassVar[frozenset[WindowForm]] = frozenset({"over"})
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "lag_change_months": Offer(
            "level", "months", about="mean daily lag less that of the earlier quarter", revised=True
        ),
        "gap_change_points": Offer(
            "level", "points", about="mean daily gap less that of the earlier quarter", revised=True
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "quarters_before": Param(
            "How many quarters before the span the quarter is that it is compared with, 1 to 40",
            kind="number",
            pattern="[1-9]|[1-3][0-9]|40",
        ),
    }
    secret: ClassVar[str | None] = None

    def look(self, span: Span) -> Look:
        """Read the file once, if the span is one quarter."""
        earlier = self._earlier(span)
        if isinstance(earlier, Unusable):
            return earlier
        page = yield Request(URL, accept="text/csv")
        return self._answer(page, span, earlier)

    def _earlier(self, span: Span) -> Span | Unusable:
        """The quarter to compare with."""
        if len(whole_quarters(span) or ()) != 1:
            return Unusable("incomplete", f"{span.first} to {span.last} is not one whole calendar quarter.")
        since_year_0 = span.first.year * _MONTHS_OF_A_YEAR + span.first.month - 1
        year, month = divmod(since_year_0 - self.quarters_before * _MONTHS_OF_A_QUARTER, _MONTHS_OF_A_YEAR)
        if year < date.min.year:
            before = f"{self.quarters_before} quarters before the one of {span.first}"
            return Unusable("incomplete", f"No quarter is {before}.")
        first = date(year, month + 1, 1)
        return Span(first, last_day(first))

    def _answer(self, page: Evidence, span: Span, earlier: Span) -> Answer:
        found = seen(page, span)
        if not isinstance(found, Seen):
            return found
        scores, days = found.scores, found.days
        if refused := scores.too_few(earlier.first) or scores.refusal(days.last):
            return refused
        return self._reading(scores, days, earlier, found.as_of)

    def _reading(self, scores: Scores, days: Span, earlier: Span, as_of: date) -> Reading:
        values: dict[str, Value] = {
            "lag_change_months": _lag_change(scores, days, earlier),
            "gap_change_points": _gap_change(scores, days, earlier),
        }
        place = f"every row released by {days.last}; less those by {earlier.last}, for {label(earlier.first)}"
        return Reading(
            values,
            {name: self.offers[name].unit or "" for name in values},
            as_of=as_of,
            covers=days,
            identity=f"{scores.series}; a quarter less that {self.quarters_before} before; months of 30.4375 days",
            where=dict.fromkeys(values, place),
        )


def _lag_change(scores: Scores, now: Span, earlier: Span) -> Decimal:
    # Over one denominator, so that two rounded means are never subtracted.
    late, early = (sum_of_lag_days(scores.us, scores.cn, span) for span in (now, earlier))
    return months(late * earlier.days - early * now.days, over=now.days * earlier.days)


def _gap_change(scores: Scores, now: Span, earlier: Span) -> Decimal:
    late, early = (sum_of_gaps(scores.us, scores.cn, span) for span in (now, earlier))
    crossed = difference(product(late, Decimal(earlier.days)), product(early, Decimal(now.days)))
    return ratio(crossed, Decimal(now.days * earlier.days))
