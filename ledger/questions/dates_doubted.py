"""Words of a text that speak of days, and do not say which well enough to be moved by months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.dates_named import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BLANK = "·"
"""What stands for each sign of a date that is named well."""

_MONTH = rf"(?:{'|'.join(FULL)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_SHORT = r"(?i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_BEFORE = "|".join(
    f"(?<=\\b{word} )" for word in ("in", "of", "by", "until", "during", "through", "since", "to")
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b"
_YEAR = r"(?:19|20|21)\d\d"
_M = r"(?:0[1-9]|1[0-2])"
_D = r"(?:0[1-9]|[12]\d|3[01])"
_UNIT = r"(?:%|percent|points?|hours?|days?|weeks?|months?|years?)"
_DOUBTS: Mapping[str, re.Pattern[str]] = {
    "write the day as 31 December 2026 or 2026-12-31": re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)\b(?: of)?(?= (?:{BLANK}|{_MONTH}\b))|\b(?:28|30)th\b|\b(?:29th|31st)\b"
        r"|\b\d{1,2}([/.-])\d{1,2}\1\d{4}\b|\b\d{4}/\d\d(?:/\d\d)?\b|\b\d{1,2}/\d{1,2}/\d\d\b|\b\d\d\.\d\d\.\d\d\b"
        rf"|(?<!\w){_YEAR}{_M}{_D}(?!\d)|\b{_YEAR}\.{_M}\.{_D}\b"
        rf"|(?:{_BEFORE}|(?<=\bon )|(?<=\bbefore )|(?<=\bafter )|(?<=\bfrom )){_M}-{_D}\b(?! ?{_UNIT}|-)"
    ),
    "name the month as December 2026 or 2026-12": re.compile(
        rf"(?<![\w.-])(?:{_M}[/.-]|[1-9][/-]){_YEAR}\b(?!/)|\b{_YEAR}[mM](?:{_M}|[1-9])\b|\b\d{{1,2}}(?:st|nd|rd|th) month\b"
    ),
    "weeks do not move by months; name the days": re.compile(
        rf"\b{_YEAR}-?W\d\d(?:-?[1-7])?\b|\b[wW]eek \d{{1,2}}\b"
    ),
    "a day of the week does not move with the date; leave it out": re.compile(
        rf"\b{_WEEKDAY}\.?(?=,? (?:the )?{BLANK})|(?:(?<={BLANK} )|(?<={BLANK}, )|(?<={BLANK} \()){_WEEKDAY}"
    ),
    "write the month in full, or in three letters without a dot, and the year beside it": re.compile(
        rf"\b{_SHORT}\.|\b(?i:Sept)\b|\b(?:Feb|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|(?:{_BEFORE}){_SHORT}\b"
        rf"|\b(?<=\d[ -]){_SHORT}\b|\b(?<=\d){_SHORT}\b|\b{_SHORT}(?=[ ,'’/-]+\d)"
    ),
    "write the year beside the month, and the month with a capital": re.compile(
        rf"\b(?i:{'|'.join(name for name in FULL if name not in {'March', 'May', 'August'})})\b|\bAugust\b"
        rf"|(?:{_BEFORE})(?:March|May)\b"
    ),
    "name the quarter as 2026q4, Q4 2026 or fourth quarter of 2026": re.compile(
        r"\b(?i:first|second|third|fourth|last|final|1st|2nd|3rd|4th)[ -]quarter\b"
        r"|\b(?:\d{4}[ /-]?)?[qQ][1-4]\b(?:[ /'’-]+(?:\d{4}|\d\d)\b)?|\b[1-4][qQ](?:[ /'’-]*(?:\d{4}|\d\d))?\b"
    ),
    "a half year does not move by months; name its months": re.compile(
        r"\b\d{4}-?[hH][12]\b|\bH[12] \d{4}\b|\b(?:first|second) half\b"
    ),
    "months differ in their number of days; leave it out": re.compile(r"\b(?:28|29|30|31|9[0-2]) days\b"),
    "name the day, the month or the quarter that is meant": re.compile(
        r"\b(?i:next|this|last|previous|coming) (?i:week|month|quarter|year)\b|\b(?i:tomorrow|yesterday)\b"
        r"|\b(?i:end|close|start|beginning|turn|middle|rest) of (?:the|this|next) (?:calendar )?year\b"
        r"|\b(?i:year|month)[- ]end\b|\b(?i:christmas|new year)\b"
    ),
}
"""What to do instead, and what asks for it."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """Where such words begin, what is written there, and what to write instead."""

    at: int
    written: str
    fix: str


def dates_doubted(text: str) -> Iterator[Doubted]:
    """All of them, of two that overlap the one that begins first. A date that is named well is blanked before, or its parts are found here.

    >>> [doubted.written for doubted in dates_doubted("from 31st December to January")]
    ['31st', 'December', 'January']
    """
    found = [
        Doubted(match.start(), match[0], fix)
        for fix, pattern in _DOUBTS.items()
        for match in pattern.finditer(text)
    ]
    end = 0
    for each in sorted(found, key=lambda each: (each.at, -len(each.written))):
        if each.at >= end:
            yield each
            end = each.at + len(each.written)
