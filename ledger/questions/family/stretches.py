"""Parts of the number line in words, with the numbers they were stated with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.questions.family.part import HIGH, LOW
from ledger.questions.says_words import number_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from ledger.questions.family.part import Part


def part_words(part: Part, digits: int | None, stated: Collection[Decimal] = ()) -> str:
    """A part in words; `stated` are the numbers of its bounds, so that "above 24" is not said as "24.1 or more".

    >>> from ledger.questions.family.part import part_of
    >>> inner = part_of([("at_least", Decimal(3)), ("at_most", Decimal(24))], 1)
    >>> part_words(inner, 1, [Decimal(3), Decimal(24)]), part_words(inner.rest, 1, [Decimal(3), Decimal(24)])
    ('3 to 24', 'below 3, above 24')
    """
    step = Decimal(0) if digits is None else Decimal(1).scaleb(-digits)
    return ", ".join(_stretch(low, high, step, stated) for low, high in part.stretches) or "no value"


def _stretch(low: Decimal, high: Decimal, step: Decimal, stated: Collection[Decimal]) -> str:
    after, upto = (end not in stated and end - step in stated for end in (low, high))
    begins = f"above {number_words(low - step)}" if after else number_words(low)
    ends = number_words(high - step) if upto else f"below {number_words(high)}"
    if low == LOW:
        return "any value" if high == HIGH else f"{ends} or less" if upto else ends
    if high == HIGH:
        return begins if after else f"{begins} or more"
    return f"{begins} to {ends}"
