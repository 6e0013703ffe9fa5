"""One value against the constants of one test, under three-valued logic."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.questions.bounds import meets, rounded
from ledger.resolution.rule.logic import Truth, known

if TYPE_CHECKING:
    from ledger.questions.rule import Op
    from resolvers.source import Value

__all__ = ["meets", "number_truth", "rising_truth", "rounded", "text_truth"]


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
