"""What an entry names: its question, kept bytes, and other entries, so that one leads on to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.record.journal import EntryRow
    from ledger.record.opening import Record

ONE = ("forecast", "proposal", "corrects")
SEVERAL = ("readings", "evidence")
MOST = 20
"""Entries of one list that are told one by one."""


@dataclass(frozen=True, slots=True)
class Named:
    """One thing an entry names: as what, its kind, and the id, the hash of bytes, or the seq."""

    what: str
    kind: Literal["question", "evidence", "entry"]
    name: str


def named_by(record: Record, one: EntryRow) -> tuple[Named, ...]:
    """What an entry names, in the order in which people ask; empty where it names nothing."""
    return tuple(_named(record, one))


def _named(record: Record, one: EntryRow) -> Iterator[Named]:
    data = one.data
    if one.question is not None:
        yield Named("question", "question", one.question)
    if isinstance(data.get("sha256"), str) and one.kind in {"EvidenceKept", "EvidenceErased"}:
        yield Named("bytes", "evidence", data["sha256"])
    if isinstance(data.get("hash"), str):
        yield from _of_hash(record, data["hash"], one.seq)
    for key in ONE:
        if isinstance(seq := data.get(key), int):
            yield Named(key, "entry", str(seq))
    for key in SEVERAL:
        some = data.get(key)
        for seq in some[:MOST] if isinstance(some, list) else ():
            yield Named(key.removesuffix("s"), "entry", str(seq))


def _of_hash(record: Record, sha256: str, seq: int) -> Iterator[Named]:
    """The proposal that is meant by a hash, and its question; the proposal's own entry names itself no more."""
    row = record.one("SELECT seq, question FROM now_proposals WHERE hash = ?", (sha256,))
    if row is not None and row[0] != seq:
        yield Named("question", "question", row[1])
        yield Named("proposal", "entry", str(row[0]))
