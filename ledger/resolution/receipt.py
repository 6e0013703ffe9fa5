"""What a person shows for an answer: a file whose bytes are kept, as evidence of the source `manual`."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.errors import UsageError
from ledger.journal.entries import EvidenceKept
from ledger.resolution.taken import BY_HAND

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from ledger.journal.transaction import Transaction

LARGEST_FILE = 20_000_000


class NoSuchEvidenceError(UsageError):
    """The evidence is neither a web address nor a file that can be kept."""

    def __init__(self, named: str, because: str) -> None:
        super().__init__(f"{named!r} cannot be kept as evidence: {because}.")


def keep_file(tx: Transaction, look: str, path: Path, now: datetime) -> int:
    """Keep a file's bytes as evidence for the look of that key, and give the entry's seq. Raises NoSuchEvidenceError.

    Its name is kept, not the folder it lies in.
    """
    body = _read(path)
    digest, name = sha256(body).hexdigest(), f"file:{path.name}"
    entry = EvidenceKept(
        look=look,
        source=BY_HAND,
        source_version=1,
        request=sha256(name.encode()).hexdigest(),
        url=name,
        query=[],
        accept="*/*",
        sha256=digest,
        size=len(body),
        status=200,
        fetched_at=microseconds(now),
    )
    return tx.append(entry, bodies={digest: body})[0]


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NoSuchEvidenceError(path.name, f"it is larger than {LARGEST_FILE // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise NoSuchEvidenceError(path.name, error.strerror or "it cannot be read") from error
