"""What people type, read as a forecast; and the doors to a forecast's other forms.

`35%`, `0.35` and `1:2` for yes or no; `p10 4 p50 7 p90 14` or `80% 4..14` for numbers; `p10 2027-01-01 ...`
for dates; `label 20%, label 80%` or `20/30/50` for options. What could mean two things asks back.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.questions.forecast import Chance, Chances, DateQuantiles, Interval, Quantiles
from ledger.questions.says_checked import check_says, is_certain
from ledger.questions.says_stored import NotAForecastError, says_from, says_said
from ledger.questions.says_words import number_words, percent_words, says_words

if TYPE_CHECKING:
    from ledger.questions.forecast import Says
    from ledger.questions.says_checked import Answerable

__all__ = [
    "NotAForecastError",
    "SayingError",
    "check_says",
    "is_certain",
    "number_words",
    "parse_says",
    "percent_words",
    "says_from",
    "says_said",
    "says_words",
]

_HUNDRED = Decimal(100)
_N = r"[-+]?\d{1,20}(?:\.\d{1,20})?"
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,18})?)\s*%", re.ASCII)
_FRACTION = re.compile(r"0?\.\d{1,20}", re.ASCII)
_ODDS = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*:\s*(\d{1,9}(?:\.\d{1,9})?)", re.ASCII)
_BARE = re.compile(_N, re.ASCII)
_QUANTILE = re.compile(
    rf"p(\d{{1,2}}(?:\.\d{{1,18}})?)\s*[=: ]\s*({_N})(?:[\s,;]+|$)", re.ASCII | re.IGNORECASE
)
_DATED = re.compile(
    r"p(\d{1,2}(?:\.\d{1,18})?)\s*[=: ]\s*(\d{4}-\d{2}-\d{2})(?:[\s,;]+|$)", re.ASCII | re.IGNORECASE
)
_INTERVAL = re.compile(rf"(\d{{1,2}}(?:\.\d{{1,18}})?)\s*%\s*({_N})\s*(?:\.\.|to)\s*({_N})", re.ASCII)
_SHARE = re.compile(r"(.+?)[\s:=]+(\d{1,3}(?:\.\d{1,18})?)\s*%\s*(?:[,;·]\s*|$)", re.ASCII)
_SPLIT = re.compile(r"\d{1,3}(?:\.\d{1,18})?(?:\s*/\s*\d{1,3}(?:\.\d{1,18})?)+", re.ASCII)


class SayingError(UsageError):
    """What was typed is no forecast for this question; the sentence says how to write one."""


def parse_says(text: str, question: Answerable) -> Says:
    """What `text` says about `question`. 0 % and 100 % are taken; ask `is_certain` and check back once.

    Raises SayingError, whose sentence says how to write it.
    """
    says = _read(text.strip(), question)
    if wrong := check_says(says, question):
        raise SayingError(" ".join(wrong))
    return says


def _read(text: str, question: Answerable) -> Says:
    match question.kind:
        case "binary":
            return _chance(text)
        case "multiple_choice":
            return _chances(text, question.options)
        case "numeric":
            return _number(text)
        case "date":
            return _dated(text)


def _percent(text: str) -> Decimal:
    return Decimal(text).scaleb(-2)


def _chance(text: str) -> Chance:
    if found := _PERCENT.fullmatch(text):
        return Chance(_percent(found[1]))
    if _FRACTION.fullmatch(text):
        return Chance(Decimal(text))
    if found := _ODDS.fullmatch(text):
        return _odds(Decimal(found[1]), Decimal(found[2]))
    raise SayingError(_ask_back(text))


def _odds(yes: Decimal, no: Decimal) -> Chance:
    if yes == no == 0:
        raise SayingError(
            "0:0 says nothing; write odds for YES : NO such as 1:2, or a probability such as 35%."
        )
    return Chance(yes / (yes + no))


def _ask_back(text: str) -> str:
    if _BARE.fullmatch(text):
        return f"{text} could mean more than one thing; {_both_ways(Decimal(text))}."
    return f"{text!r} is no probability; write 35%, 0.35, or odds for YES : NO such as 1:2."


def _both_ways(value: Decimal) -> str:
    if not 0 <= value <= _HUNDRED:
        return "a probability lies from 0% to 100%: write 35% or 0.35"
    if value == 0:
        return "write 0% for never"
    if value == 1:
        return "write 1% for one in a hundred, or 100% for certain"
    return f"write {number_words(value)}% or {number_words(value / _HUNDRED)}"


def _chances(text: str, options: tuple[str, ...]) -> Chances:
    if _SPLIT.fullmatch(text):
        return _in_order([_percent(part.strip()) for part in text.split("/")], options)
    shares = _whole(_SHARE, text)
    if shares is None:
        raise SayingError(_how_to_choose(text, options))
    said = {_option(label.strip(), options): _percent(share) for label, share in shares}
    if len(said) < len(shares):
        raise SayingError("An option stands there twice; give each option once.")
    return Chances(tuple((label, said[label]) for label in options if label in said))


def _in_order(parts: list[Decimal], options: tuple[str, ...]) -> Chances:
    if len(parts) != len(options):
        raise SayingError(f"There are {len(options)} options, in this order: {', '.join(options)}.")
    return Chances(tuple(zip(options, parts, strict=True)))


def _how_to_choose(text: str, options: tuple[str, ...]) -> str:
    even = "/".join(["20", "30", "50"][: len(options)])
    return (
        f"{text!r} is no set of probabilities; write {options[0]} 20%, ... for every option "
        f"({', '.join(options)}), or only the percentages in that order, such as {even}, adding up to 100."
    )


def _option(typed: str, options: tuple[str, ...]) -> str:
    wanted = typed.casefold()
    exact = [label for label in options if label.casefold() == wanted]
    near = exact or [label for label in options if label.casefold().startswith(wanted)]
    if len(near) == 1:
        return near[0]
    begins = "begins several options" if near else "is no option"
    raise SayingError(f"{typed!r} {begins}; there are {', '.join(map(repr, options))}.")


def _number(text: str) -> Says:
    if found := _INTERVAL.fullmatch(text):
        return Interval(_percent(found[1]), Decimal(found[2]), Decimal(found[3]))
    points = _whole(_QUANTILE, text)
    if points is None:
        raise SayingError(_how_to_number(text))
    return Quantiles(tuple((_percent(level), Decimal(value)) for level, value in points))


def _how_to_number(text: str) -> str:
    alone = "is one number and no distribution" if _BARE.fullmatch(text) else "is no distribution"
    return f"{text!r} {alone}; write quantiles such as p10 4 p50 7 p90 14, or an interval such as 80% 4..14."


def _dated(text: str) -> DateQuantiles:
    points = _whole(_DATED, text)
    if points is None:
        raise SayingError(
            f"{text!r} is no set of dates; write quantiles such as p10 2027-01-01 p50 2028-06-30."
        )
    return DateQuantiles(tuple((_percent(level), _day(day)) for level, day in points))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SayingError(f"{text} is no day of the calendar.") from None


def _whole(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]] | None:
    """The pairs, when the pattern eats all of the text; else nothing."""
    pairs, at = list[tuple[str, str]](), 0
    while at < len(text):
        found = pattern.match(text, at)
        if found is None:
            return None
        pairs.append((found[1], found[2]))
        at = found.end()
    return pairs or None
