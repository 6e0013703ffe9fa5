"""What somebody sees who must decide: a proposal's receipts, what its source says since, and why a question was given up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.trail import evidence, readings, readings_of_look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record
    from ledger.record.trail import EvidenceRow, Proposal, ReadingRow


@dataclass(frozen=True, slots=True)
class Pinned:
    """A reading that a proposal rests on, the requests it came from, and the newest reading of the same look where
    that says something else. What is pinned stands; the newer one is only shown.
    """

    reading: ReadingRow
    evidence: tuple[EvidenceRow, ...]
    newer: ReadingRow | None


def pinned(record: Record, proposal: Proposal) -> tuple[Pinned, ...]:
    """The receipts of a proposal, in the order it names them; empty for what a person answered."""
    return tuple(_pinned(record, reading) for reading in readings(record, proposal.readings))


def _pinned(record: Record, reading: ReadingRow) -> Pinned:
    (newest,) = readings_of_look(record, reading.look, limit=1)
    newer = newest if newest.seq > reading.seq and dict(newest.values) != dict(reading.values) else None
    return Pinned(reading, evidence(record, reading.evidence), newer)


def proposals_beginning(record: Record, prefix: str) -> tuple[tuple[str, str], ...]:
    """Question and hash of up to three proposals whose hash begins so, oldest first."""
    sql = "SELECT question, hash FROM now_proposals WHERE substr(hash, 1, ?) = ? ORDER BY seq LIMIT 3"
    return tuple((row[0], row[1]) for row in record.rows(sql, (len(prefix), prefix)))


def gave_up_because(record: Record, question: str) -> Mapping[str, str]:
    """What each source said last, by its name, where a question is given up; else nothing."""
    sql = """SELECT CAST(l.body AS TEXT) FROM log_entries l JOIN now_questions q ON l.seq = q.state_seq
             WHERE q.question = ? AND l.kind = 'QuestionGivenUp'"""
    row = record.one(sql, (question,))
    return dict(json.loads(row[0])["data"]["reasons"]) if row else {}
