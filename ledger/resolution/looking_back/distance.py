"""How far a value is from where the answer would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.atoms import compares
from ledger.questions.outcome import Chosen
from ledger.questions.rule import (
    FirstDay,
    TakeOption,
    TakeValue,
    YesIf,
)
from ledger.questions.says_words import number_words
from ledger.questions.units import with_unit

if TYPE_CHECKING:
    from decimal import Decimal

    from ledger.questions.outcome import Outcome
    from ledger.questions.question import Question
    from ledger.questions.rule import Op, Test


@dataclass(frozen=True, slots=True)
class ToThreshold:
    """The value less the threshold nearest to it, in the question's unit: negative while the value is below."""

    by: Decimal
    threshold: Decimal


@dataclass(frozen=True, slots=True)
class InOption:
    """The option the value is in, and the bounds that make it."""

    label: str
    bounds: tuple[tuple[Op, Decimal], ...]


Distance = ToThreshold | InOption


def distance(question: Question, value: Decimal | None, would: Outcome | None) -> Distance | None:
    """How far `value` (rounded as the question says) is from another answer; None for texts, events and plain numbers.

    `value` is that of the first look the rule compares.
    """
    if value is None:
        return None
    match question.rule.decider:
        case YesIf(test) | FirstDay(test):
            return _nearest(test, value)
        case TakeOption(buckets):
            found = [b for b in buckets if b.bounds and would == Chosen(b.label)]
            return InOption(found[0].label, found[0].bounds) if found else None
        case TakeValue():
            return None


def _nearest(test: Test, value: Decimal) -> ToThreshold | None:
    atoms = list(compares(test))
    marks = [bound for atom in atoms if atom.look == atoms[0].look for _, bound in atom.bounds]
    if not marks:
        return None
    near = min(marks, key=lambda mark: abs(value - mark))
    return ToThreshold(value - near, near)


def distance_words(found: Distance | None, unit: str | None) -> str:
    """A distance as people say it; empty for none.

    >>> from decimal import Decimal
    >>> distance_words(ToThreshold(Decimal("-5.8"), Decimal("12.0")), "months")
    '5.8 months below 12'
    """
    match found:
        case ToThreshold(by, threshold):
            if not by:
                return f"exactly at {number_words(threshold)}"
            side = "below" if by < 0 else "above"
            return f"{with_unit(number_words(abs(by)), unit)} {side} {number_words(threshold)}"
        case InOption(label, bounds):
            said = ", ".join(f"{op.replace('_', ' ')} {number_words(bound)}" for op, bound in bounds)
            return f"in {label!r} ({said})"
        case None:
            return ""
