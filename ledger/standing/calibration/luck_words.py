"""What luck explains and how often something would be noticed, in the words of the commands and the app alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.units import counted
from ledger.standing.score_words import number

if TYPE_CHECKING:
    from ledger.scoring import LuckRange

EXPLAINED = "luck explains it"
BRIER_DIGITS = 3
"""Behind the point of a Brier score, as printed: no verdict rests on more."""


def luck_verdict(happened: float, expected: LuckRange) -> str:
    """Whether a count lies in its range, both as they are printed; in words as short as a cell of a table.

    A range of nine in ten is missed once in ten by luck alone.

    >>> from ledger.scoring import LuckRange
    >>> luck_verdict(1 / 49 * 49, LuckRange(expected=2.0, low=1.0, high=4.0))
    'luck explains it'
    """
    told, low, high = (float(number(count)) for count in (happened, expected.low, expected.high))
    if low <= told <= high:
        return EXPLAINED
    return "more than expected" if told > high else "fewer than expected"


def brier_verdict(brier: float, calibrated: LuckRange) -> str:
    """Whether a mean Brier score lies where one exactly as calibrated as claimed would get it; lower is better.

    >>> from ledger.scoring import LuckRange
    >>> brier_verdict(0.1781, LuckRange(expected=0.15, low=0.12, high=0.1779))
    'luck explains it'
    """
    told, low, high = (round(score, BRIER_DIGITS) for score in (brier, calibrated.low, calibrated.high))
    if low <= told <= high:
        return EXPLAINED
    return "worse than luck explains" if told > high else "better than luck explains"


def noticed_words(share: float) -> str:
    """How often something would be noticed, from its probability.

    >>> noticed_words(0.97), noticed_words(0.42), noticed_words(0.02)
    ('nearly always', '4 times in 10', 'hardly ever')
    """
    tenths = round(share * 10)
    return {0: "hardly ever", 1: "once in 10", 10: "nearly always"}.get(tenths, f"{tenths} times in 10")


def noticed_sentence(families: int, noticed: float, later: float) -> str:
    """How often plain overconfidence would be noticed at so many families, and at four times as many.

    >>> noticed_sentence(12, 0.3, 0.7)
    'With 12 families, plain overconfidence would be noticed 3 times in 10; with 48, 7 times in 10.'
    >>> noticed_sentence(300, 0.99, 1.0)
    'With 300 families, plain overconfidence would be noticed nearly always.'
    """
    now, then = noticed_words(noticed), noticed_words(later)
    more = "" if now == then else f"; with {4 * families}, {then}"
    many = counted(families, "family", "families")
    return f"With {many}, plain overconfidence would be noticed {now}{more}."
