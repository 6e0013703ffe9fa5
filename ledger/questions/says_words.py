"""A forecast as people read it on a screen: percent, levels as p10, units at the end."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

from ledger.questions.forecast import (
    Chance,
    Chances,
    DateQuantiles,
    Interval,
    Point,
    Quantiles,
    Range,
    Statement,
    Words,
)
from ledger.questions.units import with_unit

if TYPE_CHECKING:
    from ledger.questions.forecast import Says

_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


def number_words(value: Decimal) -> str:
    """A number without an exponent and without zeros that say nothing.

    >>> number_words(Decimal("14.0")), number_words(Decimal("1E+3"))
    ('14', '1000')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent_words(probability: Decimal) -> str:
    """A probability in percent, to two decimals, unless that would turn it into 0 % or 100 %.

    >>> percent_words(Decimal("0.35")), percent_words(Decimal("0.999999"))
    ('35 %', '99.9999 %')
    """
    percent = probability * _HUNDRED
    short = percent.quantize(_CENT, rounding=ROUND_HALF_EVEN)
    shown = percent if short in {Decimal(0), _HUNDRED} else short
    return f"{number_words(shown)} %"


def level_words(level: Decimal) -> str:
    """A quantile's level as people write it.

    >>> level_words(Decimal("0.1")), level_words(Decimal("0.025"))
    ('p10', 'p2.5')
    """
    return f"p{number_words(level * _HUNDRED)}"


def says_words(says: Says, unit: str | None = None) -> str:
    """What a forecaster said, on one line. `unit` is the question's.

    >>> says_words(Range(Decimal(12), Decimal(24)), "months")
    '12 to 24 months (no level stated)'
    """
    match says:
        case Chance(probability):
            return percent_words(probability)
        case Chances(options):
            return " · ".join(f"{label} {percent_words(chance)}" for label, chance in options)
        case Quantiles() | Interval() | Range() | Point():
            return _numeric_words(says, unit)
        case DateQuantiles(days):
            return " · ".join(f"{level_words(level)} {day.isoformat()}" for level, day in days)
        case Statement(yes):
            return f"{'YES' if yes else 'NO'} (no probability stated)"
        case Words():
            return "words only"


def _numeric_words(says: Quantiles | Interval | Range | Point, unit: str | None) -> str:
    match says:
        case Quantiles(points):
            shown = (f"{level_words(level)} {number_words(value)}" for level, value in points)
            return with_unit(" · ".join(shown), unit)
        case Interval(level, lower, upper):
            return f"{percent_words(level)} {_from_to(lower, upper, unit)}"
        case Range(lower, upper, True):
            return f"{number_words(lower)} or {with_unit(number_words(upper), unit)} (two situations)"
        case Range(lower, upper):
            return f"{_from_to(lower, upper, unit)} (no level stated)"
        case Point(value):
            return with_unit(number_words(value), unit)


def _from_to(lower: Decimal, upper: Decimal, unit: str | None) -> str:
    return with_unit(f"{number_words(lower)} to {number_words(upper)}", unit)
