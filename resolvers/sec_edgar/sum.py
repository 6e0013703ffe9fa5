"""`sec_edgar.sum`: a figure of several companies together, over the fiscal quarters that end in a span.

Fiscal years end when companies please, so a calendar year is measured by the four quarters of each that end in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from resolvers.configured import as_configured
from resolvers.days import day_of, seen_at
from resolvers.errors import ParamProblem
from resolvers.exact_numbers import total
from resolvers.quarters import whole_quarters
from resolvers.refusal import RefusedError
from resolvers.sec_edgar.company import (
    CONCEPT_PATTERN,
    FIGURES,
    FILED_WITHIN,
    HOME,
    LICENCE,
    PUBLISHER,
    UNIT,
    Company,
    decimals,
)
from resolvers.sec_edgar.facts import Figures, concept_url, facts_of, told
from resolvers.sec_edgar.periods import LONGEST, ONE_DAY, Period, quarters
from resolvers.source import (
    Evidence,
    Look,
    NotYet,
    Offer,
    Param,
    Reading,
    Request,
    Span,
    Unusable,
    WindowForm,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence


MOST_REQUESTS = 40
"""Companies times concepts of one look."""


class _NotYetError(Exception):
    """A company has not told enough yet; never leaves `look`."""


def _offers(unit: str, figures: str) -> Mapping[str, Offer]:
    about = "sum over the companies, and over their fiscal quarters that end in the span"
    is_revised = figures == "restated"
    return {"total": Offer("total", unit, digits=decimals(unit), about=about, revised=is_revised)}


@dataclass(frozen=True, slots=True)
class _Part:
    """One company's quarters, and by which concept it told them."""

    company: Company
    concept: str
    periods: tuple[Period, ...]

    @property
    def where(self) -> str:
        apart = sum(period.less is not None for period in self.periods)
        ends = ", ".join(str(period.end) for period in self.periods)
        by_difference = f", {apart} of them by difference" if apart else ""
        return f"{self.company.name} {self.concept}: quarters to {ends}{by_difference}"


@dataclass(frozen=True, slots=True)
class Sum:
    """The figure of all companies over a span of whole calendar quarters.

    For each company it is the first of the concepts that has a quarter ending in the span. Its quarters must adjoin and
    be as many as the span has. `as_of` is the newest filing used. Refused: a quarter that is missing between others.
    """

    ciks: Sequence[int | str]
    concepts: Sequence[str]
    unit: str = "USD"
    figures: Figures = "original"

    name: ClassVar[str] = "sec_edgar.sum"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = PUBLISHER
    licence: ClassVar[str] = LICENCE
    about: ClassVar[str] = (
        "A figure of several companies together, over the fiscal quarters that end in a span."
    )
    home: ClassVar[str] = HOME
    cadence: ClassVar[timedelta] = timedelta(days=1)
    lag: ClassVar[timedelta] = FILED_WITHIN
    windows: ClassVar[frozenset[WindowForm]] = frozenset({"over"})
    history: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, Offer]] = as_configured(
        _offers("USD", "original"), lambda source: _offers(source.unit, source.figures)
    )
    params: ClassVar[Mapping[str, Param]] = {
        "ciks": Param("Numbers of the companies at the SEC (CIK)", kind="list", pattern="0*[1-9][0-9]{0,9}"),
        "concepts": Param(
            "Taxonomy and tag; of several, the first a company has quarters of",
            kind="list",
            pattern=CONCEPT_PATTERN,
        ),
        "unit": UNIT,
        "figures": FIGURES,
    }
    secret: ClassVar[str | None] = None

    @classmethod
    def problems(cls, values: Mapping[str, object]) -> list[ParamProblem]:
        """Whether there is something to add up, once each, in so many requests as a look may make."""
        ciks, concepts = values.get("ciks"), values.get("concepts")
        if not isinstance(ciks, list | tuple) or not isinstance(concepts, list | tuple):
            return []
        return [*_count_problems(ciks, concepts), *_twice(ciks)]

    def look(self, span: Span) -> Look:
        """Read each company's concept, the next one only where it has no quarter of the span."""
        wanted = whole_quarters(span)
        if wanted is None:
            return Unusable(
                "incomplete", f"{span.first} to {span.last} is not made of whole calendar quarters."
            )
        parts: list[_Part] = []
        try:
            for cik in self.ciks:
                part = yield from self._part(Company(int(cik)), span, len(wanted))
                parts.append(part)
            return self._reading(parts, span)
        except _NotYetError as waiting:
            return NotYet(str(waiting))
        except RefusedError as refused:
            return refused.answer

    def _part(self, company: Company, span: Span, wanted: int) -> Generator[Request, Evidence, _Part]:
        """One company's quarters. Raises RefusedError or _NotYetError."""
        for concept in self.concepts:
            page = yield Request(concept_url(company, concept), accept="application/json")
            if span.last > day_of(seen_at(page)):
                raise _NotYetError(f"{span.last} has not come yet.")
            facts = facts_of(page.body, company, concept, self.unit)
            found = [
                period
                for period in quarters(told(facts, self.figures))
                if span.first <= period.end <= span.last
            ]
            if found:
                _check(found, f"{company.name} {concept}", span, wanted)
                return _Part(company, concept, tuple(found))
        names = " or ".join(self.concepts)
        raise _NotYetError(
            f"{company.name} has told no quarter of {names} that ends from {span.first} to {span.last}."
        )

    def _reading(self, parts: Sequence[_Part], span: Span) -> Reading:
        used = [period for part in parts for period in part.periods]
        companies = ", ".join(sorted(part.company.name for part in parts))
        return Reading(
            {"total": total(period.value for period in used)},
            {"total": self.unit},
            as_of=max(period.filed for period in used),
            covers=span,
            identity=f"{' or '.join(self.concepts)} of {companies}, {self.unit}, {self.figures}",
            where={"total": "; ".join(part.where for part in parts)},
        )


def _check(found: Sequence[Period], name: str, span: Span, wanted: int) -> None:
    """Raise RefusedError for quarters with a hole, or too many; _NotYetError while the last ones are missing."""
    for one, other in pairwise(found):
        if other.start - one.end != ONE_DAY:
            detail = f"{name}: the quarter to {one.end} and the one from {other.start} do not adjoin."
            raise RefusedError("incomplete", detail)
    if found[0].end - span.first > LONGEST or len(found) > wanted:
        detail = (
            f"{name}: the {len(found)} quarters to {found[-1].end} are not the {wanted} from {span.first} on."
        )
        raise RefusedError("incomplete", detail)
    if len(found) < wanted:
        raise _NotYetError(
            f"{name}: {len(found)} of {wanted} quarters are told, the newest ends on {found[-1].end}."
        )


def _count_problems(ciks: Sequence[object], concepts: Sequence[object]) -> list[ParamProblem]:
    empty = [name for name, given in (("ciks", ciks), ("concepts", concepts)) if not given]
    if empty:
        return [ParamProblem(name, "is empty", "[]", "Name at least one.") for name in empty]
    if len(ciks) * len(concepts) <= MOST_REQUESTS:
        return []
    fix = f"Companies times concepts may be {MOST_REQUESTS} at most."
    return [ParamProblem("ciks", "are too many", f"{len(ciks)} with {len(concepts)} concepts", fix)]


def _twice(ciks: Sequence[object]) -> list[ParamProblem]:
    numbers = [str(cik).lstrip("0") for cik in ciks]
    repeated = sorted({cik for cik in numbers if numbers.count(cik) > 1})
    return [ParamProblem("ciks", "names a company twice", cik, "Name it once.") for cik in repeated]
