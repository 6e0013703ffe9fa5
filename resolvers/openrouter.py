"""`openrouter.token_share`: which share of the tokens that OpenRouter routes goes to the models of one country.

Two denominators are in use, and they differ by a quarter: the tokens of the models whose maker is known (`classified`),
and all tokens, those of small and of code-named models with them (`all`). A model counts for the country of its maker,
wherever it is served. Each vendor counts tokens with a tokenizer of its own, so a token is not everywhere the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from resolvers import vendors
from resolvers.days import day_of, spoken_for
from resolvers.errors import ParamProblem
from resolvers.exact_numbers import difference, product, ratio
from resolvers.json_fields import shown
from resolvers.openrouter_days import ONE_DAY, SECRET, Rankings, Row, rankings, tokens
from resolvers.refusal import RefusedError
from resolvers.source import Look, NotYet, Offer, Param, Reading, Span, Value, WindowForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


LAG = timedelta(days=3)
"""So long after a day its figures are there, and mended where the publisher mends them."""

MOST_WEEKS = 520
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class TokenShare:
    """The group's share over whole UTC days, every one of which must be there.

    It covers the days up to the newest complete one that is published; `as_of` is the publisher's stamp. With
    `weeks_before` the same share of as many days so many weeks earlier, and the difference. Refused when more than one
    percent of the tokens went to models whose maker is not in `resolvers/vendors.py`.
    """

    group: str
    of: str = "classified"
    weeks_before: int | None = None

    name: ClassVar[str] = "openrouter.token_share"
    # The table's number as well: with another name in it the same bytes are read differently.
    version: ClassVar[int] = 100 + vendors.VERSION
    publisher: ClassVar[str] = "OpenRouter"
    licence: ClassVar[str] = "CC BY 4.0; cite 'Source: OpenRouter (openrouter.ai/rankings), as of DAY'"
    about: ClassVar[str] = "Share of the tokens routed by OpenRouter that goes to one country's models."
    home: ClassVar[str] = "https://openrouter.ai/docs/cookbook/administration/data-api"
    cadence: ClassVar[timedelta] = timedelta(days=1)
    windows: ClassVar[frozenset[WindowForm]] = frozenset({"at", "over"})
    lag: ClassVar[timedelta] = LAG
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = {
        "share_pct": Offer(
            "level", "percent", about="the group's tokens over the days, of all that count", revised=True
        ),
        "earlier_share_pct": Offer(
            "level", "percent", about="the same share so many weeks before; needs weeks_before", revised=True
        ),
        "change_pct_points": Offer(
            "level",
            "percentage points",
            about="the share less the one of so many weeks before; needs weeks_before",
            revised=True,
        ),
    }
    params: ClassVar[Mapping[str, Param]] = {
        "group": Param("Whose models it is the share of", choices=(vendors.CHINA, vendors.US)),
        "of": Param(
            "What it is a share of: the tokens of models whose maker is known, or all tokens",
            required=False,
            default="classified",
            choices=("classified", "all"),
        ),
        "weeks_before": Param(
            "How many weeks earlier the share is compared with", kind="number", required=False
        ),
    }
    secret: ClassVar[str | None] = SECRET

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """What is wrong with the number of weeks."""
        weeks = values.get("weeks_before")
        if weeks is None or (isinstance(weeks, int) and 1 <= weeks <= MOST_WEEKS):
            return []
        return [ParamProblem("weeks_before", "is out of range", str(weeks), f"Give 1 to {MOST_WEEKS}.")]

    def look(self, span: Span) -> Look:
        """Read the days, and with `weeks_before` the earlier ones."""
        try:
            now = yield from rankings(span)
            covers = _covers(now, span)
            if isinstance(covers, NotYet):
                return covers
            then = None
            if self.weeks_before:
                then = yield from rankings(_back(span, self.weeks_before))
            return self._reading(covers, now, then)
        except RefusedError as refused:
            return refused.answer

    def _reading(self, covers: Span, now: Rankings, then: Rankings | None) -> Reading:
        share = self._share(now, covers)
        values: dict[str, Value] = {"share_pct": share.percent}
        where = {"share_pct": share.where}
        if then is not None and self.weeks_before:
            earlier = self._earlier(then, _back(covers, self.weeks_before))
            values |= {"earlier_share_pct": earlier.percent, "change_pct_points": share.points_above(earlier)}
            where |= {
                "earlier_share_pct": earlier.where,
                "change_pct_points": f"{share.where}; less {earlier.where}",
            }
        return Reading(
            values,
            {name: self.offers[name].unit or "" for name in values},
            as_of=now.as_of,
            covers=covers,
            identity=self._identity,
            where=where,
        )

    def _earlier(self, then: Rankings, span: Span) -> _Share:
        there = len(then.among(span))
        if there < span.days:
            raise RefusedError(
                "incomplete", f"{there} of the {span.days} days from {span.first} to {span.last} are there."
            )
        return self._share(then, span)

    def _share(self, published: Rankings, span: Span) -> _Share:
        rows = published.rows(span)
        _check_makers(rows, span)
        counted = rows if self.of == "all" else [row for row in rows if row.is_classified]
        mine = [row for row in rows if row.group == self.group]
        where = f"data of {span.first} to {span.last}: {len(mine)} of {len(counted)} rows"
        return _Share(tokens(mine), tokens(counted), where)

    @property
    def _identity(self) -> str:
        before = f", and {self.weeks_before} weeks before" if self.weeks_before else ""
        return f"OpenRouter tokens a day: {self.group} in percent of {self.of}{before}; vendors {vendors.VERSION}"


@dataclass(frozen=True, slots=True)
class _Share:
    """A group's tokens, those it is a share of (more than none), and where they stand."""

    part: Decimal
    whole: Decimal
    where: str

    @property
    def percent(self) -> Decimal:
        return ratio(product(self.part, _HUNDRED), self.whole)

    def points_above(self, other: _Share) -> Decimal:
        # Over one denominator, so that two rounded shares are never subtracted.
        crossed = difference(product(self.part, other.whole), product(other.part, self.whole))
        return ratio(product(crossed, _HUNDRED), product(self.whole, other.whole))


def _covers(published: Rankings, asked: Span) -> Span | NotYet:
    """The days up to the newest that is there. Raises RefusedError when one before it is missing.

    `NotYet` where even days are missing that ought to have been published by now.
    """
    over = spoken_for(asked, until=day_of(published.seen, behind=ONE_DAY), behind=LAG)
    if isinstance(over, NotYet):
        return over
    there = published.among(over)
    if not there or there[-1] < min(asked.last, day_of(published.seen, behind=LAG)):
        found = f"end on {there[-1]}" if there else "have none of these days"
        return NotYet(f"{asked.first} to {asked.last} was asked for; the rankings {found}.")
    covers = Span(asked.first, there[-1])
    if len(there) < covers.days:
        raise RefusedError(
            "incomplete",
            f"{len(there)} of the {covers.days} days from {covers.first} to {covers.last} are there.",
        )
    return covers


def _check_makers(rows: Sequence[Row], span: Span) -> None:
    """Raises RefusedError when more than one percent is of makers that are not known."""
    unknown = [row for row in rows if row.group is None]
    classified = tokens([row for row in rows if row.is_classified])
    if not classified:
        raise RefusedError(
            "incomplete", f"No model of {span.first} to {span.last} has a maker that is known."
        )
    if product(tokens(unknown), _HUNDRED) > classified:
        raise RefusedError("shape_changed", _who_is_missing(unknown, classified))


def _who_is_missing(unknown: Sequence[Row], classified: Decimal) -> str:
    by_maker: Counter[str] = Counter()
    for row in unknown:
        by_maker[row.model.partition("/")[0]] += int(row.tokens)
    named = ", ".join(shown(maker) for maker, _ in by_maker.most_common(3))
    percent = ratio(product(tokens(unknown), _HUNDRED), classified)
    return (
        f"Models of makers not in resolvers/vendors.py have {percent:.2f} percent of the classified tokens,"
        f" more than 1: {named}. Their country must be looked up first."
    )


def _back(span: Span, weeks: int) -> Span:
    before = timedelta(weeks=weeks)
    return Span(span.first - before, span.last - before)
