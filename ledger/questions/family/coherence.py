"""What cannot be true together: forecasts of one person on questions that one number decides.

Any distribution of the number that fits one forecast leaves every other question a least and a most. What was said
beyond them contradicts, whatever the shape between the quantiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from ledger.questions.family.division import ONE, Division
from ledger.questions.family.measured import YES
from ledger.questions.family.part import HIGH, LOW, Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

TOLERANCE = Decimal("0.01")
"""Forecasts are said in whole points: one point of difference contradicts nothing."""

MANY = 3
"""From so many questions on, a sum says more than pairs do."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One forecast on one question, as shares of one hundred percent."""

    question: str
    division: Division


@dataclass(frozen=True, slots=True)
class Outside:
    """A chance that another forecast leaves no room for.

    `said` of `part` of the number line (`label` is the option's, YES, or empty for a numeric question) lies outside `least` to `most`, which
    the forecasts on `against` leave. `off` is how far, in (0, 1].
    """

    question: str
    label: str
    part: Part
    said: Decimal
    least: Decimal
    most: Decimal
    against: tuple[str, ...]

    @property
    def off(self) -> Decimal:
        """How far the chance lies outside."""
        return max(self.least - self.said, self.said - self.most)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions it is between."""
        return self.question, *self.against


@dataclass(frozen=True, slots=True)
class TooMuch:
    """At most one of these can be YES, and their chances add up to more than 1."""

    questions: tuple[str, ...]
    total: Decimal

    @property
    def off(self) -> Decimal:
        """How far the sum lies above 1."""
        return self.total - ONE


@dataclass(frozen=True, slots=True)
class TooLittle:
    """One of these at least must be YES, and their chances add up to less than 1."""

    questions: tuple[str, ...]
    total: Decimal

    @property
    def off(self) -> Decimal:
        """How far the sum lies below 1."""
        return ONE - self.total


Contradiction = Outside | TooMuch | TooLittle


def contradictions(spoken: Sequence[Spoken]) -> tuple[Contradiction, ...]:
    """Everything that cannot be true together, the farthest off first; each pair of questions at most once."""
    pairs = [found for one, other in combinations(spoken, 2) if (found := _pair(one, other))]
    told = {frozenset(found.questions) for found in pairs}
    sums = [found for found in _sums(spoken) if not any(pair <= {*found.questions} for pair in told)]
    return tuple(sorted([*pairs, *sums], key=lambda found: -found.off))


def _pair(one: Spoken, other: Spoken) -> Outside | None:
    """The worst of what two forecasts say of one another; of equals, the one about the simpler forecast."""
    simpler = sorted((one, other), key=lambda each: len(each.division.shares))
    found = [*_outside(*simpler), *_outside(*reversed(simpler))]
    worst = max(found, key=lambda each: each.off, default=None)
    return worst if worst and worst.off > TOLERANCE else None


def _outside(spoken: Spoken, against: Spoken) -> Iterator[Outside]:
    for share in spoken.division.said:
        least, _ = against.division.leaves(share.part)
        _, most = against.division.leaves(share.wider or share.part)
        yield Outside(spoken.question, share.label, share.part, share.mass, least, most, (against.question,))


# ---- several at once ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Chain:
    """Questions whose parts stand one after the other, and the sum of their chances."""

    total: Decimal = Decimal(0)
    questions: tuple[str, ...] = ()

    def and_(self, link: _Link) -> _Chain:
        return _Chain(self.total + link.mass, (*self.questions, link.question))


@dataclass(frozen=True, slots=True)
class _Link:
    """One yes-or-no question whose YES is a single stretch."""

    low: Decimal
    high: Decimal
    mass: Decimal
    question: str


def _sums(spoken: Sequence[Spoken]) -> Iterator[TooMuch | TooLittle]:
    links = sorted(_links(spoken), key=lambda link: link.high)
    most, least = _exclusive(links), _covering(links)
    if len(most.questions) >= MANY and most.total > ONE + TOLERANCE:
        yield TooMuch(most.questions, most.total)
    if least and len(least.questions) >= MANY and least.total < ONE - TOLERANCE:
        yield TooLittle(least.questions, least.total)


def _links(spoken: Iterable[Spoken]) -> Iterator[_Link]:
    for each in spoken:
        for yes in each.division.said:
            if yes.label == YES and len(yes.part.stretches) == 1:
                ((low, high),) = yes.part.stretches
                yield _Link(low, high, yes.mass, each.question)


def _exclusive(links: Sequence[_Link]) -> _Chain:
    """The dearest chain of parts that do not meet (the schedule of weighted intervals)."""
    best = {LOW: _Chain()}
    for link in links:
        before = [chain for end, chain in best.items() if end <= link.low]
        best[link.high] = _total(max, [*best.values(), _total(max, before).and_(link)])
    return _total(max, best.values())


def _covering(links: Sequence[_Link]) -> _Chain | None:
    """The cheapest chain that leaves no number out; None where there is none."""
    reached = {LOW: _Chain()}
    for link in links:
        if before := [chain for end, chain in reached.items() if end >= link.low]:
            mine, there = _total(min, before).and_(link), reached.get(link.high)
            reached[link.high] = mine if there is None or mine.total < there.total else there
    return reached.get(HIGH)


def _total(choose: Callable[..., _Chain], chains: Iterable[_Chain]) -> _Chain:
    return choose(chains, key=_by_total)


def _by_total(chain: _Chain) -> Decimal:
    return chain.total
