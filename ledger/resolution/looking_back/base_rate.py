"""How often a rule would have said what, on windows of the past: the number to hold a first forecast against."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay, YesNo, outcome_words
from ledger.questions.rule import At
from ledger.questions.says_words import number_words
from ledger.questions.units import counted, with_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from ledger.questions.outcome import Outcome
    from ledger.resolution.looking_back.backtest import Backtest, From, Tried
    from resolvers.source import Span

MAY_BE_SMALL = 30
"""Below so many trial windows a share in percent says more than is known."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A trial window that could not be decided, and why."""

    days: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Values:
    """Least, middle and most of the numbers that were measured, rounded as the question says."""

    least: Decimal
    middle: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class BaseRate:
    """How often, over how many trial windows, from when to when.

    `said` counts outcomes by their words, the most frequent first. `undecided` begins with the oldest. `days_held` of
    `days_known` single days held, where any day of a window may decide and days were read one by one; both 0 otherwise.
    """

    source: From
    each: Literal["day", "window"]
    tried: int
    said: Mapping[str, int]
    first: date
    last: date
    undecided: tuple[Undecided, ...] = ()
    values: Values | None = None
    days_held: int = 0
    days_known: int = 0
    before: str = ""

    @property
    def decided(self) -> int:
        """How many could be decided."""
        return self.tried - len(self.undecided)

    @property
    def yes(self) -> int:
        """How often it would have said YES."""
        return self.said.get("YES", 0)


def base_rate(found: Backtest, unit: str | None = None) -> BaseRate | None:
    """The base rate of a back-test; None where nothing was tried."""
    if not found.tried:
        return None
    known = [day for day in found.by_day if day.holds is not None]
    oldest = sorted(found.tried, key=lambda one: one.days)
    return BaseRate(
        source=found.source,
        each="day" if isinstance(found.tried[0].window, At) else "window",
        tried=len(found.tried),
        said=_said(found.tried, unit),
        first=oldest[0].days.first,
        last=oldest[-1].days.last,
        undecided=tuple(Undecided(one.days, one.reason) for one in oldest if one.outcome is None),
        values=_values(found.tried),
        days_held=sum(day.holds is True for day in known),
        days_known=len(known),
        before=found.before,
    )


def _said(tried: Sequence[Tried], unit: str | None) -> dict[str, int]:
    """By outcome; numbers are told by their middle and not counted one by one, days as having happened."""
    words = Counter(_counted(one.outcome, unit) for one in tried if one.outcome is not None)
    return dict(words.most_common())


def _counted(outcome: Outcome, unit: str | None) -> str:
    match outcome:
        case Amount():
            return "a number"
        case OnDay(day) if day is not None:
            return "happened"
        case YesNo() | Chosen() | Beyond() | OnDay():
            return outcome_words(outcome, unit)


def _values(tried: Sequence[Tried]) -> Values | None:
    numbers = sorted(one.value for one in tried if one.value is not None)
    return Values(numbers[0], numbers[len(numbers) // 2], numbers[-1]) if numbers else None


def base_rate_words(rate: BaseRate, unit: str | None = None) -> str:
    """A base rate in a sentence."""
    if not rate.decided:
        return f"nothing could be decided from {rate.first} to {rate.last}: {rate.undecided[-1].reason}"
    each = {"day": ("day", "days"), "window": ("window like it", "windows like it")}[rate.each]
    last = f"the last {rate.tried} {each[1]}" if rate.tried != 1 else f"the last {each[0]}"
    parts = [f"on {last} ({rate.first} to {rate.last}) this rule would have said {_outcomes(rate, unit)}"]
    if rate.days_known:
        share = round(100 * rate.days_held / rate.days_known)
        parts.append(f"it held on {share} % of {counted(rate.days_known, 'day')}")
    if rate.undecided:
        first = rate.undecided[0]
        parts.append(f"{len(rate.undecided)} could not be decided, the first from {first.days.first}")
    return "; ".join(parts)


def _outcomes(rate: BaseRate, unit: str | None) -> str:
    if set(rate.said) == {"a number"} and rate.values:
        least, middle, most = (
            number_words(v) for v in (rate.values.least, rate.values.middle, rate.values.most)
        )
        return f"{least} to {with_unit(most, unit)}, {middle} in the middle"
    if set(rate.said) <= {"YES", "NO"}:
        return f"YES {_times(rate.yes)}{_share(rate.yes, rate.decided)}"
    return ", ".join(f"{words} {_times(count)}" for words, count in rate.said.items())


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times" if count else "never"


def _share(part: int, whole: int) -> str:
    """In percent where there are enough of them to say so."""
    return f" ({round(100 * part / whole)} %)" if whole >= MAY_BE_SMALL else ""
