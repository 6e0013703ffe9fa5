"""What a question can turn out to be.

An outcome is a fact about the world. An annulment is a decision about the question, so it is not an
outcome, and nothing here lets one reach a scoring rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from ledger.questions.units import with_unit

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class YesNo:
    """The outcome of a binary question."""

    yes: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The outcome of a multiple-choice question: one of its option labels."""

    option: str


@dataclass(frozen=True, slots=True)
class Amount:
    """The outcome of a numeric question, in the question's unit, rounded to its digits."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Beyond:
    """A numeric outcome outside the question's range, at a side its range leaves open."""

    side: Literal["min", "max"]


@dataclass(frozen=True, slots=True)
class OnDay:
    """The outcome of a date question; `None` is its `otherwise`: later or never."""

    day: date | None


Outcome = YesNo | Chosen | Amount | Beyond | OnDay


class NotAnOutcomeError(ValueError):
    """The stored form is none of the known outcomes."""

    def __init__(self, said: object) -> None:
        super().__init__(f"{said!r} is not an outcome.")


def outcome_said(outcome: Outcome) -> dict[str, object]:
    """The stored form, with one key that tells the kind.

    >>> outcome_said(Amount(Decimal("8.1")))
    {'value': '8.1'}
    """
    match outcome:
        case YesNo(yes):
            return {"yes": yes}
        case Chosen(option):
            return {"option": option}
        case Amount(value):
            return {"value": format(value, "f")}
        case Beyond(side):
            return {"beyond": side}
        case OnDay(day):
            return {"date": day.isoformat() if day else None}


def outcome_from(said: Mapping[str, object]) -> Outcome:
    """The outcome of a stored form. Raises NotAnOutcomeError.

    >>> outcome_from({"date": None})
    OnDay(day=None)
    """
    try:
        return _outcome_from(dict(said))
    except (InvalidOperation, ValueError) as error:
        raise NotAnOutcomeError(said) from error


def _outcome_from(said: dict[str, object]) -> Outcome:
    match said:
        case {"yes": bool(yes)} if len(said) == 1:
            return YesNo(yes)
        case {"option": str(option)} if len(said) == 1:
            return Chosen(option)
        case {"value": str(value)} if len(said) == 1 and Decimal(value).is_finite():
            return Amount(Decimal(value))
        case {"beyond": "min" | "max" as side} if len(said) == 1:
            return Beyond(side)
        case {"date": None} if len(said) == 1:
            return OnDay(None)
        case {"date": str(day)} if len(said) == 1:
            return OnDay(date.fromisoformat(day))
        case _:
            raise NotAnOutcomeError(said)


def outcome_words(outcome: Outcome, unit: str | None = None, otherwise: str = "later or never") -> str:
    """The outcome as people say it.

    >>> outcome_words(YesNo(yes=True)), outcome_words(Amount(Decimal("8.1")), "months")
    ('YES', '8.1 months')
    """
    match outcome:
        case YesNo(yes):
            return "YES" if yes else "NO"
        case Chosen(option):
            return option
        case Amount(value):
            return with_unit(f"{value:f}", unit)
        case Beyond(side):
            return f"beyond the {'lower' if side == 'min' else 'upper'} end of the range"
        case OnDay(day):
            return day.isoformat() if day else otherwise
