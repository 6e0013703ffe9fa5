"""A day or an hour in the words means nothing certain until they say where it is that day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ledger.questions.finding import Finding
from ledger.questions.rule import At

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.lint.draft import Draft

_CRITERIA = ("criteria",)
_FIX = 'write "by the end of 2027-03-31 (UTC)", or whose calendar or clock is meant'
_HOUR = re.compile(
    r"\b\d{1,2}:\d{2}\b|\b\d{1,2} ?[ap]\.?m\b|\b(?:noon|midnight)\b|\b(?:close|end) of (?:trading|business|the day)\b"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}} (?:{_MONTHS})[a-z]* \d{{4}}\b|\b(?:{_MONTHS})[a-z]* \d{{1,2}}, \d{{4}}\b"
)
_PLACES = (
    "local|standard|summer|daylight|eastern|central|mountain|pacific|european|greenwich|washington|new york|london|paris"
    "|berlin|brussels|moscow|beijing|taipei|tokyo|seoul|delhi|sydney"
)
_ZONE = re.compile(
    r"\butc\b|\bgmt\b|\b\d\d:\d\d ?z\b|[+-]\d\d:\d\d\b|\b[ecmp][sd]t\b|\b[ecmp]t\b(?! al\b)|\bcest\b|\bbst\b|\btime zone\b"
    rf"|\b(?:{_PLACES}) (?:time|date)\b|'s (?:time|date|day|calendar|clock)\b|\bits own (?:time|date|day|calendar|clock)\b"
)


def time_zone(draft: Draft) -> Iterator[Finding]:
    """An hour, or a day that a person or a live page must judge, without the zone it is meant in."""
    wrong = "an hour is named and no time zone"
    found = _HOUR.search(draft.told)
    if found is None and (who := _judged_by(draft)):
        wrong = f"{who}, and no time zone is named"
        found = _DAY.search(draft.told)
    if found and not _ZONE.search(draft.told):
        yield Finding(_CRITERIA, "time-zone", wrong, _FIX, found[0])


def _judged_by(draft: Draft) -> str:
    """Who must know where it is that day: nobody, where the publisher's own dates decide."""
    if draft.main and draft.main[0].by_person and draft.main[0].offer.nature == "event":
        return "a person judges whether it happened by a day"
    shows_now = any(not used.known.history and used.offer.nature == "level" for used in draft.used)
    if shows_now and isinstance(draft.question.rule.window, At):
        return "the source shows what is so when it is read, on one day"
    return ""
