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
_BEFORE = "|".join(
    f"(?<=\\b{word} )" for word in ("in", "of", "by", "until", "during", "through", "since", "to")
)
_DOUBTS: Mapping[str, re.Pattern[str]] = {
    "write the day as 31 December 2026 or 2026-12-31": re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)\b(?: of)?(?= (?:{BLANK}|{_MONTH}\b))|\b(?:28|30)th\b|\b(?:29th|31st)\b"
        r"|\b\d{1,2}([/.])\d{1,2}\1\d{4}\b|\b\d{4}/\d\d(?:/\d\d)?\b"
    ),
    "write the month in full, or in three letters without a dot": re.compile(
        r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.|\bSept\b\.?"
    ),
    "write the year beside the month, and the month with a capital": re.compile(
        rf"\b(?i:{'|'.join(name for name in FULL if name not in {'March', 'May', 'August'})})\b|\bAugust\b"
        rf"|(?:{_BEFORE})(?:March|May)\b"
    ),
    "name the quarter as 2026q4, Q4 2026 or fourth quarter of 2026": re.compile(
        r"\b(?:first|second|third|fourth|last) quarter\b"
    ),
    "a half year does not move by months; name its months": re.compile(
        r"\b\d{4}-?[hH][12]\b|\bH[12] \d{4}\b|\b(?:first|second) half\b"
    ),
    "months differ in their number of days; leave it out": re.compile(r"\b(?:28|29|30|31|9[0-2]) days\b"),
}
"""What to do instead, and what asks for it."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """Where such words begin, what is written there, and what to write instead."""

    at: int
    written: str
    fix: str


def dates_doubted(text: str) -> Iterator[Doubted]:
    """All of them. A date that is named well is blanked before, or its parts are found here.

    >>> [doubted.written for doubted in dates_doubted("from 31st December to January")]
    ['31st', 'December', 'January']
    """
    found = [
        Doubted(match.start(), match[0], fix)
        for fix, pattern in _DOUBTS.items()
        for match in pattern.finditer(text)
    ]
    yield from sorted(found, key=lambda each: each.at)
