"""One value against the constants of one test: the only place where numbers meet thresholds."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from typing import TYPE_CHECKING

from ledger.resolution.rule.logic import Truth, known

if TYPE_CHECKING:
    from ledger.questions.rule import Op
    from resolvers.source import Value

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


def number_truth(value: Value, bounds: tuple[tuple[Op, Decimal], ...], digits: int | None) -> Truth:
    """Whether a read number, rounded first, keeps every bound; unknown for what is no number."""
    if not isinstance(value, Decimal):
        return Truth.UNKNOWN
    return known(meets(rounded(value, digits), bounds))


def rising_truth(value: Value, bounds: tuple[tuple[Op, Decimal], ...], digits: int | None) -> Truth:
    """The same for a total that is not complete and never falls: what is reached stays reached.

    >>> rising_truth(Decimal(2), (("at_least", Decimal(3)),), None)
    <Truth.UNKNOWN: 'unknown'>
    """
    if not isinstance(value, Decimal):
        return Truth.UNKNOWN
    number = rounded(value, digits)
    lower = [(op, bound) for op, bound in bounds if op in {"at_least", "above"}]
    upper = [(op, bound) for op, bound in bounds if op in {"at_most", "below"}]
    if not meets(number, tuple(upper)):
        return Truth.NO
    return Truth.YES if not upper and meets(number, tuple(lower)) else Truth.UNKNOWN


def text_truth(value: Value, texts: tuple[str, ...]) -> Truth:
    """Whether a read text is one of these; unknown for what is no text."""
    return known(value in texts) if isinstance(value, str) else Truth.UNKNOWN
