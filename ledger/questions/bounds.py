"""One number against the constants of a test: the only place where numbers meet thresholds."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.questions.rule import Op

PRECISION = 150
"""Digits to calculate with: far more than the 60 before and 60 after the point that a reading may hold."""


def rounded(value: Decimal, digits: int | None) -> Decimal:
    """`value` with so many decimals, half to even; as it is when `digits` is None.

    >>> rounded(Decimal("2.25"), 1), rounded(Decimal("-0.04"), 1), rounded(Decimal("7"), None)
    (Decimal('2.2'), Decimal('0.0'), Decimal('7'))
    """
    if digits is None:
        return value
    with localcontext() as context:
        context.prec = PRECISION
        short = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)
    return abs(short) if short.is_zero() else short


def meets(number: Decimal, bounds: tuple[tuple[Op, Decimal], ...]) -> bool:
    """Whether the number keeps every bound.

    >>> meets(Decimal(3), (("at_least", Decimal(3)), ("below", Decimal(6))))
    True
    """
    return all(_keeps(number, op, bound) for op, bound in bounds)


def _keeps(number: Decimal, op: Op, bound: Decimal) -> bool:
    match op:
        case "at_least":
            return number >= bound
        case "above":
            return number > bound
        case "at_most":
            return number <= bound
        case "below":
            return number < bound
