"""What stands in the value field: how to write it, moved by points, said in other words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ledger.questions.forecast import Chance, DateQuantiles, Interval, Quantiles
from ledger.questions.saying import SayingError, parse_says
from ledger.questions.says_words import level_words, number_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ledger.questions.forecast import Says
    from ledger.questions.question import DateRange, Question

POINT = Decimal("0.01")
HALF = Decimal("0.5")
SHORT = 8
"""Signs of a percentage up to which nothing shorter is looked for."""

MOST_ODDS = 1_000_000
"""The biggest whole number in odds that are looked for."""

HOW: Mapping[str, str] = {
    "binary": "35%  0.35  1:2",
    "numeric": "p10 4 p50 7 p90 14  or  80% 4..14",
    "date": "p10 2027-01-01 p50 2028-06-30 p90 2028-12-01",
    "multiple_choice": "",
}
"""What to write, by kind of question."""

EXAMPLE = (("p10", 0.25), ("p50", 0.5), ("p90", 0.75))
"""Where the days of an example lie between the first day that can still be the answer and the last."""


def how(kind: str, dates: DateRange | None = None, today: date | None = None) -> str:
    """What to write; days are days that the question still admits."""
    if dates is None:
        return HOW[kind]
    first = dates.least if today is None else min(max(dates.least, today), dates.most)
    return " ".join(f"{level} {first + (dates.most - first) * share}" for level, share in EXAMPLE)


def prompt(kind: str, unit: str | None, dates: DateRange | None = None, today: date | None = None) -> str:
    """What is asked, and how to write the answer.

    >>> prompt("numeric", "months")
    'how many months? p10 4 p50 7 p90 14  or  80% 4..14'
    """
    asked = {"numeric": f"how many {unit}?" if unit else "how much?", "date": "which day?"}
    return f"{asked.get(kind, 'how likely?')} {how(kind, dates, today)}".rstrip()


def read_value(text: str, question: Question) -> Says | None:
    """What the text says, or None where it says nothing yet."""
    try:
        return parse_says(text, question)
    except SayingError:
        return None


def nudged(text: str, question: Question, by: int, start: Decimal | None) -> str:
    """The text moved by so many points, held within 0 % and 100 %; from `start`, or half, where it is empty."""
    said = read_value(text, question)
    now = said.probability if isinstance(said, Chance) else (start if start is not None else HALF)
    return f"{number_words(max(Decimal(0), min(Decimal(1), now + by * POINT)) * 100)}%"


def odds_words(probability: Decimal) -> str:
    """The chance as odds.

    >>> odds_words(Decimal("0.25")), odds_words(Decimal("0.8")), odds_words(Decimal(1))
    ('1 in 4 · odds 1 : 3', '1 in 1.25 · odds 4 : 1', 'certain: nothing could surprise you')
    """
    if probability in {0, 1}:
        return "certain: nothing could surprise you"
    against = (1 - probability) / probability
    odds = f"1 : {_short(against)}" if against >= 1 else f"{_short(1 / against)} : 1"
    return f"1 in {_short(1 / probability)} · odds {odds}"


def _short(number: Decimal) -> str:
    """Three digits that count, written out."""
    return number_words(Decimal(f"{number:.3g}"))


def typed_form(says: Says | None) -> str:
    """A forecast as it would be typed, to start from; empty where there is none to type."""
    match says:
        case Chance(probability):
            return _chance_form(probability)
        case Quantiles(points):
            return " ".join(f"{level_words(level)} {number_words(value)}" for level, value in points)
        case Interval(level, lower, upper):
            return f"{number_words(level * 100)}% {number_words(lower)}..{number_words(upper)}"
        case DateQuantiles(points):
            return " ".join(f"{level_words(level)} {day}" for level, day in points)
        case _:
            return ""


def _chance_form(probability: Decimal) -> str:
    """The shortest way to write exactly this chance: a percentage, or odds where that would be a long fraction.

    >>> _chance_form(Decimal("0.35")), _chance_form(Decimal(1) / Decimal(41))
    ('35%', '1:40')
    """
    percent = f"{number_words(probability.scaleb(2))}%"
    if len(percent) <= SHORT:
        return percent
    share = Fraction(probability).limit_denominator(MOST_ODDS)
    yes, no = share.numerator, share.denominator - share.numerator
    return f"{yes}:{no}" if Decimal(yes) / Decimal(yes + no) == probability else percent
