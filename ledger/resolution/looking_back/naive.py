"""What anybody could have said without thinking: computed from earlier windows of a question's own rule.

*No change*: the value of the newest window, give or take what it usually changed by from one window to the next. *Base rate*:
how often earlier windows had each outcome, or how their values were spread. Neither is anybody's opinion.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Literal

from ledger.questions.forecast import Chance, Chances, Quantiles
from ledger.questions.outcome import Amount, Chosen, YesNo
from resolvers.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.questions.forecast import Says
    from ledger.questions.question import Question
    from ledger.resolution.looking_back.backtest import Backtest, Tried

Name = Literal["no change", "base rate"]

FEWEST = 6
"""Decided windows below which nothing is said: five changes, or a share of six."""

_LOW, _MIDDLE, _HIGH = Decimal("0.1"), Decimal("0.5"), Decimal("0.9")
_WITHIN = Decimal("0.8")
"""The share of changes that lie within p10 and p90."""
_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Naive:
    """One naive forecast, and the windows it was computed from."""

    name: Name
    says: Says
    windows: int
    days: Span


def naive(question: Question, found: Backtest) -> tuple[Naive, ...]:
    """The naive forecasts of a question; none below `FEWEST` decided windows, and none for a date."""
    decided = sorted((one for one in found.tried if one.outcome is not None), key=lambda one: one.days)
    if len(decided) < FEWEST:
        return ()
    days = Span(decided[0].days.first, decided[-1].days.last)
    match question.kind:
        case "numeric":
            values = [one.outcome.value for one in decided if isinstance(one.outcome, Amount)]
            if len(values) < FEWEST:
                return ()
            return (
                Naive("no change", _clipped(question, _no_change(values)), len(values), days),
                Naive("base rate", _clipped(question, _spread(values)), len(values), days),
            )
        case "binary" | "multiple_choice":
            return (Naive("base rate", _shares(question, decided), len(decided), days),)
        case "date":
            return ()


def _no_change(values: Sequence[Decimal]) -> list[Decimal]:
    """The newest value, less and more than it what four of five changes stayed within."""
    changes = sorted(abs(after - before) for before, after in pairwise(values))
    usual = _ranked(changes, _WITHIN)
    return [values[-1] - usual, values[-1], values[-1] + usual]


def _spread(values: Sequence[Decimal]) -> list[Decimal]:
    ranked = sorted(values)
    return [_ranked(ranked, level) for level in (_LOW, _MIDDLE, _HIGH)]


def _ranked(ranked: Sequence[Decimal], level: Decimal) -> Decimal:
    """The least value that at least this share of all do not exceed.

    >>> _ranked([Decimal(1), Decimal(2), Decimal(3), Decimal(4)], Decimal("0.5"))
    Decimal('2')
    """
    return ranked[ceil(level * len(ranked)) - 1]


def _clipped(question: Question, values: Sequence[Decimal]) -> Quantiles:
    """Inside the question's range where that is closed: a count is not below zero."""
    limits = question.numbers
    low = limits.least if limits and not limits.open_min else min(values)
    high = limits.most if limits and not limits.open_max else max(values)
    inside = [min(max(value, low), high) for value in values]
    return Quantiles(tuple(zip((_LOW, _MIDDLE, _HIGH), inside, strict=True)))


def _shares(question: Question, decided: Sequence[Tried]) -> Says:
    """How often each outcome came, with one more of each: what never came is not impossible (Laplace)."""
    if question.kind == "binary":
        yes = sum(one.outcome == YesNo(yes=True) for one in decided)
        return Chance(_share(yes + 1, len(decided) + 2))
    came = Counter(one.outcome.option for one in decided if isinstance(one.outcome, Chosen))
    every = len(decided) + len(question.options)
    shares = [(label, _share(came[label] + 1, every)) for label in question.options]
    label, first = max(shares, key=lambda pair: pair[1])
    rest = 1 - sum(share for _, share in shares)
    return Chances(tuple((name, first + rest if name == label else share) for name, share in shares))


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(part) / whole).quantize(_PLACES)
