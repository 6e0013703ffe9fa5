"""Arithmetic with decimal numbers that is the same on every machine, and does not round before the end."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SIGNIFICANT_DIGITS = 12
"""Of a quotient: more than any question compares with. Rounding to what is asked is left to the question."""

# Wide enough for every number `strict_json` lets through, from the largest power of ten to the smallest digit.
_EXACT = Context(prec=1_200)
_MEAN = Context(prec=34)


def total(numbers: Iterable[Decimal | int]) -> Decimal:
    """The exact sum; 0 of nothing.

    >>> total([Decimal("1e20"), Decimal("0.1"), Decimal("-1e20")])
    Decimal('0.1')
    """
    return reduce(_EXACT.add, (Decimal(number) for number in numbers), Decimal(0))


def mean(numbers: Sequence[Decimal | int]) -> Decimal:
    """The mean to 34 digits of at least one number. Raises ZeroDivisionError for none.

    >>> mean([Decimal(1), Decimal(2)])
    Decimal('1.5')
    """
    return _MEAN.divide(total(numbers), Decimal(len(numbers)))


def ratio(numerator: Decimal, denominator: Decimal) -> Decimal:
    """`numerator / denominator` to 12 significant digits. Raises decimal.DivisionByZero or InvalidOperation.

    >>> ratio(Decimal(247), Decimal("30.4375"))
    Decimal('8.11498973306')
    >>> ratio(Decimal("3043.75"), Decimal("30.4375")), ratio(Decimal(0), Decimal("30.4375"))
    (Decimal('100'), Decimal('0'))
    """
    found = Context(prec=SIGNIFICANT_DIGITS, rounding=ROUND_HALF_EVEN).divide(numerator, denominator)
    return Decimal(f"{found:f}") if found else Decimal(0)


def difference(one: Decimal, other: Decimal) -> Decimal:
    """`one - other`, exact."""
    return _EXACT.subtract(one, other)


def product(one: Decimal, other: Decimal) -> Decimal:
    """`one * other`, exact."""
    return _EXACT.multiply(one, other)
