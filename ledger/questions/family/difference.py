"""This year against next: what two numbers leave for the chance that one of them is the lower.

Nothing is known of how the two hang together, so nothing is assumed: these are the bounds that hold whatever
joins them (Makarov 1981; Frank, Nelsen and Schweizer 1987).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.questions.family.division import ONE, Division
from ledger.questions.family.part import HIGH, LOW, between

if TYPE_CHECKING:
    from ledger.questions.family.part import Part


def difference_leaves(number: Division, less: Division, part: Part) -> tuple[Decimal, Decimal]:
    """The least and the most left for the chance that `number - less` lies in a part, which is one stretch of the line."""
    ((low, high),) = part.stretches
    under_low, under_high = _below(number, less, low), _below(number, less, high)
    return max(under_high[0] - under_low[1], Decimal(0)), under_high[1] - under_low[0]


def _below(number: Division, less: Division, than: Decimal) -> tuple[Decimal, Decimal]:
    """The least and the most for `number - less` below a number."""
    if than in {LOW, HIGH}:
        return (Decimal(0), Decimal(0)) if than == LOW else (ONE, ONE)
    ends = {end for share in number.shares for stretch in share.part.stretches for end in stretch}
    ends |= {end + than for share in less.shares for stretch in share.part.stretches for end in stretch}
    least = most = Decimal(0)
    for end in ends - {LOW, HIGH}:
        one, other = number.leaves(between(LOW, end)), less.leaves(between(LOW, end - than))
        least, most = max(least, one[0] - other[1]), max(most, other[0] - one[1])
    return least, ONE - most
