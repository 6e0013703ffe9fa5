"""What journal entries say that is covered until somebody answered: others' figures and reasons, a publication's words.

The lists of entries and their search go by the same condition, so that no search finds what is not shown.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ledger.record.hidden import UNANSWERED
from ledger.record.journal import on_forecast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ledger.record.hidden import Reader
    from ledger.record.journal import EntryRow
    from ledger.record.opening import Record

SAID: Mapping[str, tuple[str, ...]] = {
    "ForecastMade": ("says", "words", "reason"),
    "ForecastCorrected": ("says", "reason"),
}
"""The kinds of entry that say what somebody forecast, and where in their data."""

CLAIMED: Mapping[str, tuple[str, ...]] = dict.fromkeys(
    ("QuestionAsked", "QuestionAmended"), ("said.claim.quote", "said.claim.paraphrase", "said.forecast")
)
"""The kinds that say what a publication claimed; of its words only the figures are covered."""

PLACES = {**SAID, **CLAIMED}

_BODY = "CAST(body AS TEXT)"
_QUESTION = f"""CASE log_entries.kind WHEN 'ForecastCorrected'
    THEN (SELECT f.question FROM now_forecasts f WHERE f.forecast = json_extract({_BODY}, '$.data.forecast'))
    ELSE json_extract({_BODY}, '$.data.question') END"""


def covered_where(kinds: Iterable[str]) -> str:
    """The condition on `log_entries` that an entry of these kinds is covered, with the values of a Reader."""
    some = ", ".join(f"'{kind}'" for kind in kinds)
    return (
        f"(kind IN ({some}) AND EXISTS"
        f" (SELECT 1 FROM now_questions q WHERE q.question = {_QUESTION} AND {UNANSWERED}))"
    )


def shown_of(kinds: Iterable[str]) -> str:
    """The body of a covered entry of these kinds as SQL, without what is covered."""
    parts = (f"WHEN '{kind}' THEN json_remove({_BODY}, {_paths(PLACES[kind])})" for kind in kinds)
    return f"CASE kind {' '.join(parts)} ELSE {_BODY} END"


def _paths(places: Sequence[str]) -> str:
    return ", ".join(f"'$.data.{place}'" for place in places)


def covered_seqs(record: Record, found: Sequence[EntryRow], reader: Reader) -> frozenset[int]:
    """The seqs of those of these entries that say what is covered for a reader."""
    seqs = json.dumps([one.seq for one in found if one.kind in PLACES])
    sql = f"""SELECT seq FROM log_entries
              WHERE seq IN (SELECT value FROM json_each(:seqs)) AND {covered_where(PLACES)}"""
    return frozenset(row[0] for row in record.rows(sql, {**reader.values, "seqs": seqs}))


def covered_line(one: EntryRow, way: str) -> str:
    """The line of a covered entry; `way` is how it is shown. What a question asks is no secret."""
    by = one.data.get("by")
    match one.kind:
        case "ForecastMade":
            return f"{one.question}: {by} says ##, hidden until you answered; {way}"
        case "ForecastCorrected":
            what = on_forecast({**one.data, **one.about})
            return f"{what} corrected by {by}, hidden until you answered; {way}"
        case _:
            return one.summary


def without_covered(one: EntryRow) -> EntryRow:
    """The entry with null in the places that are covered. Its hash stays that of the entry as kept."""
    data = dict(one.data)
    for place in PLACES[one.kind]:
        _blank(data, place.split("."))
    return replace(one, data=data)


def said_without_covered(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a question says, with null where a publication's words and its own forecast stand."""
    whole = {"said": dict(said)}
    for place in CLAIMED["QuestionAsked"]:
        _blank(whole, place.split("."))
    return whole["said"]


def _blank(data: dict[str, Any], keys: Sequence[str]) -> None:
    first, *rest = keys
    if first not in data:
        return
    if not rest:
        data[first] = None
    elif isinstance(data[first], dict):
        data[first] = dict(data[first])
        _blank(data[first], rest)
