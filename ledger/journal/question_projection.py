"""What follows from a question asked, amended or remarked upon, and from a table that holds some."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from ledger.journal.asked import asked as read_said
from ledger.journal.canonical import canonical_text
from ledger.journal.statement import Statement, insert
from ledger.journal.states import state, step

if TYPE_CHECKING:
    from ledger.journal.envelope import Kept

FROM_SAID = (
    *("kind", "title", "unit", "digits", "family", "publication", "stance", "proxy", "tags", "private"),
    *("opens_at", "closes_at", "resolves_at", "gives_up_at"),
)
VERSIONED = ("version", "version_at", "file_sha256", "said")
ASK = insert(
    "now_questions",
    *("question", "asked_seq", "asked_at", "state", "state_at", "state_seq", "revision", "imported"),
    *VERSIONED,
    *FROM_SAID,
)
ASKED_ELSEWHERE = """
UPDATE now_questions SET imported = 1
WHERE question = ? AND file_sha256 IN (SELECT sha256 FROM now_imports)"""
VERSION = insert(
    "now_versions", "question", "version", "seq", "at", "plain", "who", "reason", "said", "file_sha256"
)
AMEND = f"UPDATE now_questions SET {', '.join(f'{column} = ?' for column in VERSIONED + FROM_SAID)} WHERE question = ?"
ASK_AGAIN = """
UPDATE now_questions SET state = ?, state_at = ?, state_seq = ?
WHERE question = ? AND state = 'given_up' AND gives_up_at > ?"""
IMPORT = insert("now_imports", "sha256", "seq", "at", "name", "size", "rows", "who")
NOTE = insert("now_notes", "seq", "question", "at", "who", "text", "badly_worded")


def asked(entry: Kept) -> tuple[Statement, ...]:
    """A question stands, in its first version; one of an imported table was asked elsewhere."""
    data = entry.data
    head = (data["question"], entry.seq, entry.at, "asked", entry.at, entry.seq, 0, 0)
    elsewhere = (ASKED_ELSEWHERE, (data["question"],))
    return ((ASK, (*head, *_columns(entry))), elsewhere, _version(entry, plain=0))


def amended(entry: Kept) -> tuple[Statement, ...]:
    """A question has a new version; one given up whose last day moved on is asked again."""
    question = entry.data["question"]
    return (
        (AMEND, (*_columns(entry), question)),
        (ASK_AGAIN, (state(step(entry.kind, entry.data).to), entry.at, entry.seq, question, entry.at)),
        _version(entry, plain=int(entry.data["plain"])),
    )


def _columns(entry: Kept) -> tuple[Any, ...]:
    data = entry.data
    fields = astuple(read_said(data["question"], data["said"], data.get("publication")))
    return (data["version"], entry.at, data["file_sha256"], canonical_text(data["said"]), *fields)


def _version(entry: Kept, *, plain: int) -> Statement:
    data = entry.data
    said = canonical_text(data["said"])
    told = (plain, data.get("by"), data.get("reason"), said, data["file_sha256"])
    return VERSION, (data["question"], data["version"], entry.seq, entry.at, *told)


def noted(entry: Kept) -> tuple[Statement, ...]:
    """A remark stands beside its question."""
    data = entry.data
    values = (entry.seq, data["question"], entry.at, data["by"], data["text"], int(data["badly_worded"]))
    return ((NOTE, values),)


def taken_in(entry: Kept) -> tuple[Statement, ...]:
    """A table of another project is known by its hash."""
    data = entry.data
    return (
        (IMPORT, (data["sha256"], entry.seq, entry.at, data["name"], data["size"], data["rows"], data["by"])),
    )
