"""The journal's entries, newest first: seq, time, kind, and what happened in one line."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ledger.clock import moment
from ledger.questions.units import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from ledger.record.opening import Record, Row


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry. `at` is aware UTC; `data` the body as kept; `leaf` its hash, lower-case hex.

    `about` tells of an entry on a forecast what its line needs besides: the `question`, and whether it was `undone`, as if it
    had never been said.
    """

    seq: int
    at: datetime
    kind: str
    version: int
    data: Mapping[str, Any]
    leaf: str
    simulated: bool = False
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def question(self) -> str | None:
        """The question it names, if it names one itself."""
        named = self.data.get("question")
        return named if isinstance(named, str) else None

    @property
    def summary(self) -> str:
        """What happened, in one line, marked SIM where it was made up; outside text in it is not cleaned yet."""
        tell = _LINES.get(self.kind) if self.version == 1 else None
        mark = "SIM " if self.simulated and self.kind in _MADE_UP else ""
        return mark + tell({**self.data, **self.about}) if tell else "written by a newer fledger"

    def said(self) -> dict[str, object]:
        """The entry for `--json`."""
        when = self.at.isoformat(timespec="microseconds")
        return {
            "seq": self.seq,
            "at": when,
            "kind": self.kind,
            "v": self.version,
            "data": self.data,
            "leaf": self.leaf,
        }


def entries(
    record: Record, *, before: int | None = None, limit: int = 100, kinds: Sequence[str] = ()
) -> tuple[EntryRow, ...]:
    """The newest entries, newest first; those with a seq below `before`, and only of some kinds, when given."""
    older = "AND seq < :before" if before is not None else ""
    only = "AND kind IN (SELECT value FROM json_each(:kinds))" if kinds else ""
    sql = f"{_ENTRY} WHERE 1 {older} {only} ORDER BY seq DESC LIMIT :limit"
    values = {"before": before, "limit": limit, "kinds": json.dumps(list(kinds))}
    return tuple(_entry(row, record) for row in record.rows(sql, values))


def entries_at(record: Record, seqs: Sequence[int]) -> tuple[EntryRow, ...]:
    """The entries with these seqs, newest first."""
    sql = f"{_ENTRY} WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq DESC"
    return tuple(_entry(row, record) for row in record.rows(sql, (json.dumps(list(seqs)),)))


def entry(record: Record, seq: int) -> EntryRow | None:
    """One entry, or None when there is none with that seq."""
    row = record.one(f"{_ENTRY} WHERE seq = ?", (seq,))
    return _entry(row, record) if row else None


_ENTRY = """
SELECT seq, at, kind, body, leaf,
       CASE WHEN kind IN ('ForecastWithdrawn', 'ForecastReaffirmed', 'ForecastCorrected') THEN
            (SELECT json_object('question', f.question, 'undone', coalesce(f.ended_at <= f.made_at, 0))
             FROM now_forecasts f WHERE f.forecast = json_extract(CAST(body AS TEXT), '$.data.forecast')) END
FROM log_entries"""


def _entry(row: Row, record: Record) -> EntryRow:
    envelope = json.loads(row[3])
    told = (envelope["v"], envelope["data"], bytes(row[4]).hex())
    about = json.loads(row[5]) if row[5] else {}
    return EntryRow(row[0], moment(row[1]), row[2], *told, simulated=record.simulated, about=about)


def _says(said: Mapping[str, Any]) -> str:
    from ledger.questions.says_stored import NotAForecastError, says_from
    from ledger.questions.says_words import says_words

    try:
        return says_words(says_from(said))
    except NotAForecastError:
        return json.dumps(said)


def _outcome(said: Mapping[str, Any] | None) -> str:
    from ledger.questions.outcome import NotAnOutcomeError, outcome_from, outcome_words

    if said is None:
        return "sources conflict"
    try:
        return outcome_words(outcome_from(said))
    except NotAnOutcomeError:
        return json.dumps(said)


def on_forecast(data: Mapping[str, Any]) -> str:
    """`lead-12-months: forecast 178`; without the question where that is not known."""
    question = data.get("question")
    return f"{question}: forecast {data['forecast']}" if question else f"forecast {data['forecast']}"


def _meant(data: Mapping[str, Any]) -> str:
    """What was meant: ` to 35 %`, ` to have been made on 2026-06-01`."""
    to = [_says(data["says"])] if "says" in data else []
    made = [f"have been made on {moment(data['made_at']):%Y-%m-%d}"] if "made_at" in data else []
    return f" to {' and to '.join([*to, *made])}" if to or made else ""


def _slip(reason: str) -> str:
    return "a slip" if reason.strip().casefold() in {"slip", "a slip"} else f"a slip: {reason}"


def _short(hash_: str) -> str:
    return hash_[:12]


_MADE_UP = frozenset(
    {"ReadingTaken", "ResolutionProposed", "QuestionResolved", "ResolutionCorrected", "OutcomeImported"}
)
"""The kinds whose line says a value or an outcome."""

_LINES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "LedgerOpened": lambda d: f"opened by {d['opened_by']}" + (", simulated" if d["simulated"] else ""),
    "QuestionAsked": lambda d: f"{d['question']}: {d['said'].get('title', '')}",
    "QuestionAmended": lambda d: f"{d['question']}: version {d['version']} by {d['by']}: {d['reason']}",
    "ForecastMade": lambda d: f"{d['question']}: {d['by']} says {_says(d['says'])} ({d['grade']})",
    "ForecastWithdrawn": lambda d: (
        f"{on_forecast(d)} {'taken back' if d.get('undone') else 'withdrawn'} by {d['by']}"
    ),
    "ForecastReaffirmed": lambda d: f"{on_forecast(d)} holds for version {d['version']}, says {d['by']}",
    "ForecastCorrected": lambda d: (
        f"{on_forecast(d)} corrected by {d['by']}{_meant(d)}, {_slip(d['reason'])}"
    ),
    "NoteAdded": lambda d: f"{d['question']}: {d['by']} notes: {d['text']}",
    "ReferenceStated": lambda d: (
        f"{d['question']}: {d['name']} would say {_says(d['says'])}, from {counted(int(d['windows']), 'window')}"
    ),
    "TableImported": lambda d: f"{d['name']}: {counted(int(d['rows']), 'row')} taken in by {d['by']}",
    "OutcomeImported": lambda d: f"{d['question']}: {_outcome(d['outcome'])}, imported by {d['by']}",
    "EvidenceKept": lambda d: f"{d['source']}: {counted(int(d['size']), 'byte')} from {d['url']}",
    "EvidenceErased": lambda d: f"bytes {_short(d['sha256'])} removed by {d['by']}: {d['reason']}",
    "ReadingTaken": lambda d: f"{d['source']}: {_values(d)} as of {d['as_of']}",
    "ResolutionProposed": lambda d: f"{d['question']}: {_outcome(d.get('outcome'))} proposed ({d['basis']})",
    "ProposalConfirmed": lambda d: f"proposal {_short(d['hash'])} confirmed by {d['by']}",
    "ProposalRejected": lambda d: f"proposal {_short(d['hash'])} rejected by {d['by']}: {d['why']}",
    "ResolutionChallenged": lambda d: f"proposal {_short(d['hash'])} challenged by {d['by']}: {d['why']}",
    "ChallengeEnded": lambda d: (
        f"challenge to {_short(d['hash'])} {d['how']}"
        + (f" by {d['by']}" if "by" in d else "")
        + f": {d['why']}"
    ),
    "QuestionGivenUp": lambda d: f"{d['question']}: nothing usable until the last day; a person is asked",
    "QuestionResolved": lambda d: f"{d['question']}: {_outcome(d['outcome'])}, confirmed by {d['confirmed']}",
    "QuestionAnnulled": lambda d: f"{d['question']}: {d['how']}: {d['reason']}",
    "ResolutionCorrected": lambda d: (
        f"{d['question']}: now {_outcome(d['outcome'])}, by {d['by']}: {d['reason']}"
    ),
    "ResolutionWithdrawn": lambda d: f"{d['question']}: open again, by {d['by']}: {d['reason']}",
}

KINDS = tuple(_LINES)
"""Every kind of entry that this program writes."""


def _values(data: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in data["values"].items())
