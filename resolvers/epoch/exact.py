"""Arithmetic with decimals that is the same on every machine and in every thread."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SIGNIFICANT_DIGITS = 12
"""Of a quotient: more than any question compares with. Rounding to what is asked is left to the question."""

_LOSSLESS = 400


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
    return Context(prec=_LOSSLESS).subtract(one, other)


def total(numbers: Iterable[Decimal]) -> Decimal:
    """The sum, exact."""
    context, so_far = Context(prec=_LOSSLESS), Decimal(0)
    for number in numbers:
        so_far = context.add(so_far, number)
    return so_far


def product(one: Decimal, other: Decimal) -> Decimal:
    """`one * other`, exact."""
    return Context(prec=_LOSSLESS).multiply(one, other)
