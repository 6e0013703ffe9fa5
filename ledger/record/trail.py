"""What lies behind a question: versions, evidence, readings, proposals, what people decided, notes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.revisions import Revision, revisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.record.opening import Record, Row

HELD = frozenset({"open", "challenged", "accepted"})
"""The states of a proposal whose readings still stand."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a question; `said` is the file's content, `plain` that no meaning changed."""

    version: int
    seq: int
    at: int
    plain: bool
    who: str | None
    reason: str | None
    said: Mapping[str, object]
    file_sha256: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal and what became of it: open, challenged, rejected, accepted or replaced.

    `outcome` is the stored form, None where sources conflict. `readings` and `evidence` are seqs.
    """

    hash: str
    seq: int
    version: int
    basis: str
    outcome: Mapping[str, object] | None
    value: str | None
    known_at: int | None
    readings: tuple[int, ...]
    evidence: tuple[int, ...]
    decided_at: int
    challenge_until: int
    who: str | None
    why: str
    state: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What was said to a proposal: confirmed, rejected, challenged, upheld, challenge_rejected or challenge_lapsed.

    `who` is None where a challenge lapsed. `outcome` (stored form), `criterion` and `evidence` are a challenge's.
    """

    seq: int
    what: str
    who: str | None
    at: int
    why: str | None
    outcome: Mapping[str, object] | None = None
    criterion: str | None = None
    evidence: str | None = None

    @property
    def words(self) -> str:
        """`challenge rejected by ada: it is the final file`."""
        by, why = f" by {self.who}" if self.who else "", f": {self.why}" if self.why else ""
        return f"{self.what.replace('_', ' ')}{by}{why}"


@dataclass(frozen=True, slots=True)
class Resolution:
    """One revision of a question's end: resolved, annulled, ambiguous or withdrawn. `evidence` are a correction's seqs."""

    seq: int
    revision: int
    how: str
    outcome: Mapping[str, object] | None
    value: str | None
    known_at: int | None
    at: int
    who: str | None
    reason: str | None
    proposal: int | None
    effective: bool
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What a source read. `values`, `units` and `where` are by the value's name; days are ISO dates."""

    seq: int
    look: str
    source: str
    source_version: int
    publisher: str
    first_day: str
    last_day: str
    covers_first: str
    covers_last: str
    as_of: str
    taken_at: int
    values: Mapping[str, str | None]
    units: Mapping[str, str]
    where: Mapping[str, str]
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One request that was kept; the bytes stand in the ledger under `sha256` unless `erased`."""

    seq: int
    look: str
    source: str
    url: str
    sha256: str
    size: int
    status: int
    fetched_at: int
    unchanged_since: int | None
    erased: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a question, by a person."""

    seq: int
    at: int
    who: str
    text: str
    badly_worded: bool


@dataclass(frozen=True, slots=True)
class Trail:
    """Everything that lies behind one question, oldest first; `revisions` are what sources published after it was decided."""

    versions: tuple[Version, ...]
    proposals: tuple[Proposal, ...]
    resolutions: tuple[Resolution, ...]
    readings: tuple[ReadingRow, ...]
    evidence: tuple[EvidenceRow, ...]
    notes: tuple[Note, ...]
    revisions: tuple[Revision, ...] = ()


def trail(record: Record, question: str) -> Trail:
    """The trail of a question; empty parts for an unknown one."""
    asked = proposals(record, question)
    pinned = sorted({seq for one in asked for seq in one.readings})
    taken = readings(record, pinned)
    ends = resolutions(record, question)
    kept = {seq for some in (taken, asked, ends) for one in some for seq in one.evidence}
    held = {seq for one in asked if one.state in HELD for seq in one.readings}
    every = versions(record, question)
    said = every[-1].said if every else {}
    return Trail(
        versions=every,
        proposals=asked,
        resolutions=ends,
        readings=taken,
        evidence=evidence(record, sorted(kept)),
        notes=notes(record, question),
        revisions=revisions(record, [one for one in taken if one.seq in held], said) if held else (),
    )


def versions(record: Record, question: str) -> tuple[Version, ...]:
    """Every version of a question, oldest first."""
    sql = """SELECT version, seq, at, plain, who, reason, said, file_sha256 FROM now_versions
             WHERE question = ? ORDER BY version"""
    return tuple(
        Version(*(*row[:3], bool(row[3]), *row[4:6], json.loads(row[6]), row[7]))
        for row in record.rows(sql, (question,))
    )


def proposals(record: Record, question: str) -> tuple[Proposal, ...]:
    """Every proposal for a question with its voices, oldest first."""
    sql = """SELECT hash, seq, version, basis, outcome, value, known_at, readings, evidence, decided_at,
                    challenge_until, who, why, state FROM now_proposals WHERE question = ? ORDER BY seq"""
    return tuple(_proposal(record, row) for row in record.rows(sql, (question,)))


def _proposal(record: Record, row: Row) -> Proposal:
    outcome = json.loads(row[4]) if row[4] else None
    pinned = (tuple(json.loads(row[7])), tuple(json.loads(row[8])))
    return Proposal(*(*row[:4], outcome, *row[5:7], *pinned, *row[9:14], _voices(record, row[0])))


def _voices(record: Record, hash_: str) -> tuple[Voice, ...]:
    sql = "SELECT seq, what, who, at, why, said FROM now_confirmations WHERE hash = ? ORDER BY seq"
    return tuple(_voice(row) for row in record.rows(sql, (hash_,)))


def _voice(row: Row) -> Voice:
    said = json.loads(row[5])
    return Voice(*row[:5], *(said.get(key) for key in ("outcome", "criterion", "evidence")))


def resolutions(record: Record, question: str) -> tuple[Resolution, ...]:
    """Every revision of a question's end, oldest first; at most one is effective."""
    sql = """SELECT r.seq, revision, how, outcome, value, known_at, r.at, who, reason, proposal, superseded_by,
             json_extract(CAST(l.body AS TEXT), '$.data.evidence')
             FROM now_resolutions r JOIN log_entries l USING (seq) WHERE question = ? ORDER BY revision"""
    return tuple(_resolution(row) for row in record.rows(sql, (question,)))


def _resolution(row: Row) -> Resolution:
    outcome, evidence = (json.loads(text) if text else None for text in (row[3], row[11]))
    return Resolution(*(*row[:3], outcome, *row[4:10], row[10] is None, tuple(evidence or ())))


def readings(record: Record, seqs: Sequence[int]) -> tuple[ReadingRow, ...]:
    """The readings with these seqs, in order of seq."""
    sql = f"SELECT {_READING} FROM now_readings WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq"
    return tuple(_reading(row) for row in record.rows(sql, (json.dumps(list(seqs)),)))


def readings_of_look(record: Record, look: str, *, limit: int = 100) -> tuple[ReadingRow, ...]:
    """The newest readings of a look, newest first."""
    sql = f"SELECT {_READING} FROM now_readings WHERE look = ? ORDER BY taken_at DESC, seq DESC LIMIT ?"
    return tuple(_reading(row) for row in record.rows(sql, (look, limit)))


_READING = """seq, look, source, source_version, publisher, first_day, last_day, covers_first, covers_last,
              as_of, taken_at, said"""


def _reading(row: Row) -> ReadingRow:
    said = json.loads(row[11])
    return ReadingRow(*(*row[:11], said["values"], said["units"], said["where"], tuple(said["evidence"])))


def evidence(record: Record, seqs: Sequence[int]) -> tuple[EvidenceRow, ...]:
    """The kept requests with these seqs, in order of seq."""
    sql = f"SELECT {_EVIDENCE} FROM now_evidence WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq"
    return tuple(_evidence(row) for row in record.rows(sql, (json.dumps(list(seqs)),)))


def evidence_of_look(record: Record, look: str, *, limit: int = 100) -> tuple[EvidenceRow, ...]:
    """The newest kept requests of a look, newest first."""
    sql = f"SELECT {_EVIDENCE} FROM now_evidence WHERE look = ? ORDER BY fetched_at DESC, seq DESC LIMIT ?"
    return tuple(_evidence(row) for row in record.rows(sql, (look, limit)))


_EVIDENCE = "seq, look, source, url, sha256, size, status, fetched_at, unchanged_since, erased"


def _evidence(row: Row) -> EvidenceRow:
    return EvidenceRow(*(*row[:9], bool(row[9])))


def notes(record: Record, question: str) -> tuple[Note, ...]:
    """The remarks on a question, oldest first."""
    sql = "SELECT seq, at, who, text, badly_worded FROM now_notes WHERE question = ? ORDER BY seq"
    return tuple(Note(*(*row[:4], bool(row[4]))) for row in record.rows(sql, (question,)))
