"""`sec_edgar.concept`: what a company reported of one concept, such as revenue, for exactly the days asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from resolvers.configured import as_configured
from resolvers.days import day_of, seen_at
from resolvers.refusal import RefusedError
from resolvers.sec_edgar.company import (
    CIK,
    CONCEPT_PATTERN,
    FIGURES,
    FILED_WITHIN,
    HOME,
    LICENCE,
    PUBLISHER,
    UNIT,
    Company,
    cik_problems,
    decimals,
)
from resolvers.sec_edgar.facts import Figures, concept_url, facts_of, told
from resolvers.sec_edgar.periods import Period, exact_period
from resolvers.source import Answer, Evidence, Look, NotYet, Offer, Param, Reading, Request, Span, WindowForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resolvers.errors import ParamProblem
    from resolvers.sec_edgar.facts import Fact, Told


def _offers(unit: str, figures: str) -> Mapping[str, Offer]:
    about = "what the company reported for exactly the days of the span"
    is_revised = figures == "restated"
    return {"value": Offer("level", unit, digits=decimals(unit), about=about, revised=is_revised)}


@dataclass(frozen=True, slots=True)
class Concept:
    """One figure: over exactly the days of a span of several, or as it stood on a single day.

    `original` figures are those of the filing that told the period first, `restated` ones of the newest. A period
    without a row of its own is the difference of a longer one and its beginning, where both were told. `as_of` is the
    day of the filing. Refused: another company, concept or unit, and two filings of one day that differ.
    """

    cik: int
    concept: str
    unit: str = "USD"
    figures: Figures = "original"

    name: ClassVar[str] = "sec_edgar.concept"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = PUBLISHER
    licence: ClassVar[str] = LICENCE
    about: ClassVar[str] = "A figure from a company's reports to the SEC, for exactly the days asked for."
    home: ClassVar[str] = HOME
    cadence: ClassVar[timedelta] = timedelta(days=1)
    lag: ClassVar[timedelta] = FILED_WITHIN
    windows: ClassVar[frozenset[WindowForm]] = frozenset({"at", "over"})
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = as_configured(
        _offers("USD", "original"), lambda source: _offers(source.unit, source.figures)
    )
    params: ClassVar[Mapping[str, Param]] = {
        "cik": CIK,
        "concept": Param("Taxonomy and tag, such as us-gaap/Revenues", pattern=CONCEPT_PATTERN),
        "unit": UNIT,
        "figures": FIGURES,
    }
    secret: ClassVar[str | None] = None

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """Whether the number can be a company's."""
        return cik_problems(values)

    def look(self, span: Span) -> Look:
        """Read everything the company reported of the concept; the days choose."""
        page = yield Request(concept_url(self._company, self.concept), accept="application/json")
        try:
            return self._answer(page, span)
        except RefusedError as refused:
            return refused.answer

    @property
    def _company(self) -> Company:
        return Company(self.cik)

    def _answer(self, page: Evidence, span: Span) -> Answer:
        facts = facts_of(page.body, self._company, self.concept, self.unit)
        if span.last > day_of(seen_at(page)):
            return NotYet(f"{span.last} has not come yet.", look_again_on=span.last)
        found = _found(told(facts, self.figures), span)
        return self._reading(found, span) if found else NotYet(self._nothing(facts, span))

    def _reading(self, found: Period | Fact, span: Span) -> Reading:
        return Reading(
            {"value": found.value},
            {"value": self.unit},
            as_of=found.filed,
            covers=span,
            identity=f"{self._company.name} {self.concept}, {self.unit}, {self.figures}",
            where={"value": found.where},
        )

    def _nothing(self, facts: tuple[Fact, ...], span: Span) -> str:
        days = f"on {span.last}" if span.days == 1 else f"from {span.first} to {span.last}"
        newest = max((fact.end for fact in facts), default=None)
        told_to = f"the newest period told ends on {newest}" if newest else "nothing was told"
        return f"{self._company.name} has told no {self.concept} {days}; {told_to}."


def _found(rows: Told, span: Span) -> Period | Fact | None:
    return rows.get((None, span.last)) if span.days == 1 else exact_period(rows, span.first, span.last)
