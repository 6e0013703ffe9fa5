"""How much is left for a chance, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.says_words import percent_words

if TYPE_CHECKING:
    from decimal import Decimal


def room(least: Decimal, most: Decimal) -> str:
    """What is left for a chance.

    >>> from decimal import Decimal
    >>> room(Decimal(0), Decimal("0.1")), room(Decimal("0.9"), Decimal(1)), room(Decimal("0.2"), Decimal("0.2"))
    ('at most 10 %', 'at least 90 %', '20 %')
    """
    if least == most:
        return percent_words(most)
    if least == 0:
        return f"at most {percent_words(most)}"
    return (
        f"at least {percent_words(least)}"
        if most == 1
        else f"{percent_words(least)} to {percent_words(most)}"
    )
