"""The days, months and quarters that a text names, and each of them some months later, written the same way.

What is read: `2026-12-31`, `2026-12`, `2026q4`, `2026-Q4`, `Q4 2026`, `fourth quarter of 2026`, and months in words, alone,
with days or several together: `December 2026`, `Dec 2026`, `1 to 31 December 2026`, `October to December 2026`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledger.questions.months import MONTHS_A_YEAR, day_later, last_of_month, month_later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FULL = tuple(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_SHORT = tuple(name[:3] for name in FULL)
_NUMBERS = {name: n % MONTHS_A_YEAR + 1 for n, name in enumerate(FULL + _SHORT)}
_QUARTER = 3
_ORDINALS = ("first", "second", "third", "fourth")

_YEAR = r"\d{4}(?!\w)"
_MONTH = rf"(?:{'|'.join(dict.fromkeys(FULL + _SHORT))})\b"
_AND = r"(?:, and |, | and | to | through | until | ?[-–] ?)"
_DAY = r"\d{1,2}(?!\w)"
_PART = rf"(?:{_DAY}(?:{_AND}{_DAY})* )?{_MONTH}(?: {_DAY}(?:{_AND}{_DAY})*)?"
_PARTS = re.compile(_PART)
_TOKEN = re.compile(rf"{_MONTH}|{_DAY}")


@dataclass(frozen=True, slots=True)
class Named:
    """One date that a text names: where it begins, how it is written there, and the last day it takes in.

    `last` is None where there is no such day.
    """

    at: int
    written: str
    last: date | None
    _form: _Form

    def later(self, months: int) -> str | None:
        """The same so many months on, in the same writing; None where that cannot be said."""
        return self._form.later(self.written, months) if self.last else None


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a date."""

    pattern: re.Pattern[str]
    last: Callable[[str], date]
    later: Callable[[str, int], str | None]


def dates_named(text: str) -> list[Named]:
    """Every date that a text names, in order; of two that overlap the one that begins first, of those the longer."""
    found = sorted(_found(text), key=lambda each: (each.at, -len(each.written)))
    kept, end = list[Named](), 0
    for each in found:
        if each.at >= end:
            kept.append(each)
            end = each.at + len(each.written)
    return kept


def _found(text: str) -> Iterator[Named]:
    for form in _FORMS:
        for match in form.pattern.finditer(text):
            try:
                last = form.last(match[0])
            except ValueError:
                last = None
            yield Named(match.start(), match[0], last, form)


def _iso_later(written: str, months: int) -> str | None:
    later = day_later(date.fromisoformat(written), months)
    return later.isoformat() if later else None


def _month_last(written: str) -> date:
    year, month = map(int, written.split("-"))
    return last_of_month(year, month)


def _month_later(written: str, months: int) -> str:
    year, month = map(int, written.split("-"))
    return "{:04}-{:02}".format(*month_later(year, month, months))


_IN_QUARTER = re.compile(rf"\d{{4}}|(?<=[qQ])[1-4]|{'|'.join(_ORDINALS)}")


def _quarter(written: str) -> tuple[int, int]:
    """The year, and the number of the quarter from 1."""
    words = _IN_QUARTER.findall(written)
    number = next(word for word in words if word in _ORDINALS or len(word) == 1)
    year = next(word for word in words if word != number)
    return int(year), _ORDINALS.index(number) + 1 if number in _ORDINALS else int(number)


def _quarter_last(written: str) -> date:
    year, number = _quarter(written)
    return last_of_month(year, number * _QUARTER)


def _quarter_later(written: str, months: int) -> str | None:
    if months % _QUARTER:
        return None
    year, number = _quarter(written)
    later_year, month = month_later(year, number * _QUARTER, months)
    later = month // _QUARTER

    def said(word: re.Match[str]) -> str:
        if word[0] in _ORDINALS:
            return _ORDINALS[later - 1]
        return str(later) if len(word[0]) == 1 else f"{later_year:04}"

    return _IN_QUARTER.sub(said, written)


def _words_last(written: str) -> date:
    """The last day of the last part; raises ValueError where a day is none."""
    year = int(written[-4:])
    return max(day for part in _PARTS.findall(written) for day in _days(part, year))


def _days(part: str, year: int) -> list[date]:
    """The days that `1 to 31 December` names; a month alone stands for its last."""
    month, days = _month_of(part), [int(token) for token in _TOKEN.findall(part) if token.isdigit()]
    return [date(year, month, day) for day in days] or [last_of_month(year, month)]


def _month_of(part: str) -> int:
    return next(_NUMBERS[token] for token in _TOKEN.findall(part) if token in _NUMBERS)


def _words_later(written: str, months: int) -> str | None:
    """One year stands at the end for all parts, so all must still lie in one."""
    body, year = written[:-4], int(written[-4:])
    parts = [_part_later(part, year, months) for part in _PARTS.findall(body)]
    years = {month_later(year, _month_of(part), months)[0] for part in _PARTS.findall(body)}
    if len(years) > 1 or None in parts:
        return None
    later = iter(parts)
    return f"{_PARTS.sub(lambda _: next(later) or '', body)}{years.pop():04}"


def _part_later(part: str, year: int, months: int) -> str | None:
    month = _month_of(part)
    days = [day_later(day, months) for day in _days(part, year)]
    if None in days:
        return None
    later = iter(days)
    name = month_later(year, month, months)[1] - 1

    def said(token: re.Match[str]) -> str:
        if token[0].isdigit():
            return str(day.day) if (day := next(later)) else ""
        return FULL[name] if token[0] in FULL else _SHORT[name]

    return _TOKEN.sub(said, part)


_FORMS = (
    _Form(re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)"), date.fromisoformat, _iso_later),
    _Form(re.compile(r"(?<!\w)\d{4}-(?:0[1-9]|1[0-2])(?!\w|-\d)"), _month_last, _month_later),
    _Form(re.compile(r"(?<!\w)\d{4}-?[qQ][1-4](?!\w)|\bQ[1-4] " + _YEAR), _quarter_last, _quarter_later),
    _Form(re.compile(rf"\b(?:{'|'.join(_ORDINALS)}) quarter of {_YEAR}"), _quarter_last, _quarter_later),
    _Form(re.compile(rf"(?<!\w){_PART}(?:{_AND}{_PART})*,? {_YEAR}"), _words_last, _words_later),
)
