"""Sums and means of decimal numbers that do not round before the end."""

from __future__ import annotations

from decimal import Context, Decimal
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Wide enough for every number `strict_json` lets through, from the largest power of ten to the smallest digit.
_SUM = Context(prec=1_200)
_MEAN = Context(prec=34)


def total(numbers: Iterable[Decimal | int]) -> Decimal:
    """The exact sum; 0 of nothing.

    >>> total([Decimal("1e20"), Decimal("0.1"), Decimal("-1e20")])
    Decimal('0.1')
    """
    return reduce(_SUM.add, (Decimal(number) for number in numbers), Decimal(0))


def mean(numbers: Sequence[Decimal | int]) -> Decimal:
    """The mean to 34 digits of at least one number. Raises ZeroDivisionError for none.

    >>> mean([Decimal(1), Decimal(2)])
    Decimal('1.5')
    """
    return _MEAN.divide(total(numbers), Decimal(len(numbers)))
