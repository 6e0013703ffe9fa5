"""The tables of the record and of what follows from it; those of work state stand in `work_tables`.

`log_*` is the record: append-only, hashed. `now_*` is what follows from it: dropped and rebuilt at will.
What depends on the clock is computed in queries.
Times are integer microseconds UTC. SQLModel defines tables here and validates nothing: `entries` does.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text

from ledger.journal.asked import CAN_SPEAK_FOR
from ledger.journal.columns import STRICT, Table
from ledger.journal.columns import blob as _blob
from ledger.journal.columns import integer as _int
from ledger.journal.columns import real as _real
from ledger.journal.columns import words as _text
from ledger.journal.states import STATES

# ---- log_*: the record ----------------------------------------------------------------------------


class LogEntry(Table, table=True):
    """One entry: its canonical bytes as stored, and the leaf hash of those bytes."""

    __tablename__ = "log_entries"
    __table_args__ = (CheckConstraint("seq >= 1"), CheckConstraint("length(leaf) = 32"), STRICT)
    seq: int = _int(key=True)
    kind: str = _text()
    at: int = _int()
    body: bytes = _blob()
    leaf: bytes = _blob()


class LogCommit(Table, table=True):
    """One transaction: the tree's root after its last entry, and the frontier to go on from."""

    __tablename__ = "log_commits"
    __table_args__ = (CheckConstraint("length(root) = 32"), STRICT)
    last_seq: int = _int(key=True)
    root: bytes = _blob()
    frontier: bytes = _blob()


class LogEvidence(Table, table=True):
    """Bytes by their hash, compressed. `body` is NULL only after an EvidenceErased."""

    __tablename__ = "log_evidence"
    __table_args__ = (CheckConstraint("length(sha256) = 64"), STRICT)
    sha256: str = _text(key=True)
    size: int = _int()
    coding: str = _text()
    body: bytes | None = _blob(null=True)


# ---- now_*: what follows from it ------------------------------------------------------------------


class NowLedger(Table, table=True):
    """One row: what the ledger is."""

    __tablename__ = "now_ledger"
    __table_args__ = (CheckConstraint("id = 1"), STRICT)
    id: int = _int(key=True)
    ledger_id: str = _text()
    format: int = _int()
    simulated: int = _int()
    opened_at: int = _int()
    opened_by: str = _text()


class NowQuestion(Table, table=True):
    """One question now: its newest version and where it stands.

    `said` is the newest version's content as JSON. `outcome` is the stored form as JSON; `outcome_number` is 1 or 0 for
    a binary outcome and the value for a numeric one. `ended_how` is resolved, annulled or ambiguous.
    `imported` is 1 where it was asked elsewhere and came in by a table: then it has been asked since `opens_at`.
    """

    __tablename__ = "now_questions"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}"),
        Index("now_questions_by_close", "state", "closes_at", "opens_at", "resolves_at", "question"),
        Index("now_questions_by_family", "family"),
        Index("now_questions_by_last_day", "state", "gives_up_at"),
        STRICT,
    )
    question: str = _text(key=True)
    asked_seq: int = _int()
    asked_at: int = _int()
    version: int = _int()
    version_at: int = _int()
    file_sha256: str = _text()
    said: str = _text()
    kind: str = _text()
    title: str = _text()
    unit: str | None = _text(null=True)
    digits: int | None = _int(null=True)
    family: str = _text()
    publication: str | None = _text(null=True)
    stance: str | None = _text(null=True)
    proxy: str | None = _text(null=True)
    tags: str = _text()
    private: int = _int()
    opens_at: int = _int()
    closes_at: int = _int()
    resolves_at: int = _int()
    gives_up_at: int = _int()
    state: str = _text()
    state_at: int = _int()
    state_seq: int = _int()
    proposal: str | None = _text(null=True)
    revision: int = _int()
    ended_how: str | None = _text(null=True)
    outcome: str | None = _text(null=True)
    outcome_number: float | None = _real()
    value: str | None = _text(null=True)
    known_at: int | None = _int(null=True)
    resolved_at: int | None = _int(null=True)
    confirmed: str | None = _text(null=True)
    imported: int = _int()


class NowImport(Table, table=True):
    """One table of another project that was taken in."""

    __tablename__ = "now_imports"
    __table_args__ = (STRICT,)
    sha256: str = _text(key=True)
    seq: int = _int()
    at: int = _int()
    name: str = _text()
    size: int = _int()
    rows: int = _int()
    who: str = _text()


class NowVersion(Table, table=True):
    """Every version a question had."""

    __tablename__ = "now_versions"
    __table_args__ = (
        # every forecast asks whose name is a publication's, so that must not walk through all questions
        Index("now_versions_of_publications", "question", sqlite_where=text(CAN_SPEAK_FOR)),
        STRICT,
    )
    question: str = _text(key=True)
    version: int = _int(key=True)
    seq: int = _int()
    at: int = _int()
    plain: int = _int()
    who: str | None = _text(null=True)
    reason: str | None = _text(null=True)
    said: str = _text()
    file_sha256: str = _text()


class NowForecast(Table, table=True):
    """One forecast. `says` is its distribution as JSON; `probability` stands beside it for a binary one.

    `ended_at` is when it was withdrawn; `corrected` the seq of its correction; `made_at` and `says` are as corrected.
    """

    __tablename__ = "now_forecasts"
    __table_args__ = (
        Index("now_forecasts_by_question", "question", "forecaster", "made_at", "forecast"),
        Index("now_forecasts_by_forecaster", "forecaster", "made_at"),
        STRICT,
    )
    forecast: int = _int(key=True)
    question: str = _text()
    version: int = _int()
    forecaster: str = _text()
    made_at: int = _int()
    recorded_at: int = _int()
    grade: str = _text()
    says: str = _text()
    probability: float | None = _real()
    words: str | None = _text(null=True)
    imputed: int = _int()
    reason: str | None = _text(null=True)
    expires_at: int | None = _int(null=True)
    ended_at: int | None = _int(null=True)
    corrected: int | None = _int(null=True)
    batch: str | None = _text(null=True)


class NowChanged(Table, table=True):
    """One forecast that is not any more as it was made: withdrawn, reaffirmed or corrected."""

    __tablename__ = "now_changed"
    __table_args__ = (STRICT,)
    forecast: int = _int(key=True)


class NowBlock(Table, table=True):
    """The forecasts among the entries `first` to `last`, packed as columns (`blocks.packed`)."""

    __tablename__ = "now_blocks"
    __table_args__ = (STRICT,)
    first: int = _int(key=True)
    last: int = _int()
    names: str = _text()
    held: bytes = _blob()


class NowNote(Table, table=True):
    """A remark on a question."""

    __tablename__ = "now_notes"
    __table_args__ = (Index("now_notes_by_question", "question"), STRICT)
    seq: int = _int(key=True)
    question: str = _text()
    at: int = _int()
    who: str = _text()
    text: str = _text()
    badly_worded: int = _int()


class NowReference(Table, table=True):
    """A naive forecast, computed from what was measured before; nobody's."""

    __tablename__ = "now_references"
    __table_args__ = (UniqueConstraint("question", "version", "name"), STRICT)
    seq: int = _int(key=True)
    question: str = _text()
    version: int = _int()
    name: str = _text()
    at: int = _int()
    says: str = _text()
    probability: float | None = _real()
    windows: int = _int()
    first_day: str = _text()
    last_day: str = _text()


class NowEvidence(Table, table=True):
    """One request that was kept."""

    __tablename__ = "now_evidence"
    __table_args__ = (
        Index("now_evidence_by_look", "look", "fetched_at"),
        Index("now_evidence_by_hash", "sha256"),
        STRICT,
    )
    seq: int = _int(key=True)
    look: str = _text()
    source: str = _text()
    source_version: int = _int()
    request: str = _text()
    url: str = _text()
    sha256: str = _text()
    size: int = _int()
    status: int = _int()
    fetched_at: int = _int()
    last_modified: str | None = _text(null=True)
    next_url: str | None = _text(null=True)
    unchanged_since: int | None = _int(null=True)
    erased: int = _int()


class NowReading(Table, table=True):
    """One reading that counts. JSON columns hold what the entry holds."""

    __tablename__ = "now_readings"
    __table_args__ = (Index("now_readings_by_look", "look", "taken_at"), STRICT)
    seq: int = _int(key=True)
    look: str = _text()
    source: str = _text()
    source_version: int = _int()
    publisher: str = _text()
    first_day: str = _text()
    last_day: str = _text()
    covers_first: str = _text()
    covers_last: str = _text()
    as_of: str = _text()
    said: str = _text()
    taken_at: int = _int()


class NowProposal(Table, table=True):
    """One proposal and what became of it. `state`: open, challenged, rejected, accepted, or replaced."""

    __tablename__ = "now_proposals"
    __table_args__ = (Index("now_proposals_by_question", "question"), STRICT)
    hash: str = _text(key=True)
    seq: int = _int()
    question: str = _text()
    version: int = _int()
    basis: str = _text()
    outcome: str | None = _text(null=True)
    value: str | None = _text(null=True)
    known_at: int | None = _int(null=True)
    readings: str = _text()
    evidence: str = _text()
    decided_at: int = _int()
    challenge_until: int = _int()
    who: str | None = _text(null=True)
    why: str = _text()
    state: str = _text()


class NowConfirmation(Table, table=True):
    """Who stands behind a proposal, or against it, and how a challenge to it ended; `who` is NULL where it lapsed."""

    __tablename__ = "now_confirmations"
    __table_args__ = (
        CheckConstraint(
            "what IN ('confirmed','rejected','challenged','upheld','challenge_rejected','challenge_lapsed')"
        ),
        Index("now_confirmations_by_hash", "hash"),
        STRICT,
    )
    seq: int = _int(key=True)
    hash: str = _text()
    what: str = _text()
    who: str | None = _text(null=True)
    at: int = _int()
    why: str | None = _text(null=True)
    said: str = _text()


class NowResolution(Table, table=True):
    """Every revision a question's end had; at most one is effective."""

    __tablename__ = "now_resolutions"
    __table_args__ = (
        UniqueConstraint("question", "revision"),
        Index(
            "now_resolutions_one_effective",
            "question",
            unique=True,
            sqlite_where=text("superseded_by IS NULL"),
        ),
        CheckConstraint("how IN ('resolved','annulled','ambiguous','withdrawn')"),
        STRICT,
    )
    seq: int = _int(key=True)
    question: str = _text()
    revision: int = _int()
    how: str = _text()
    outcome: str | None = _text(null=True)
    value: str | None = _text(null=True)
    known_at: int | None = _int(null=True)
    at: int = _int()
    who: str | None = _text(null=True)
    reason: str | None = _text(null=True)
    proposal: int | None = _int(null=True)
    superseded_by: int | None = _int(null=True)
