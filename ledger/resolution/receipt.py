"""What a person shows for what they say: a web address, whose words stand in the entry, or a file, whose bytes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.journal.entries import EvidenceKept
from ledger.resolution.answer import LARGEST_FILE, NoSuchEvidenceError

if TYPE_CHECKING:
    from datetime import datetime

    from ledger.journal.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Receipt:
    """Nothing, a web address, or a file."""

    url: str | None = None
    file: Path | None = None

    def __bool__(self) -> bool:
        return bool(self.url or self.file)


NOTHING = Receipt()
"""Nothing is shown."""


def receipt(typed: str | None) -> Receipt:
    """What was typed after `--evidence`.

    >>> receipt("https://example.org/table").url
    'https://example.org/table'
    """
    if typed is None:
        return NOTHING
    if typed.startswith(("https://", "http://")):
        return Receipt(url=typed)
    return Receipt(file=Path(typed))


def keep_file(tx: Transaction, for_what: str, path: Path, now: datetime) -> tuple[int, str]:
    """Keep a file's bytes as evidence of the source `manual`: the entry's seq, and words that find it again.

    Its name is kept, not the folder it lies in. Raises NoSuchEvidenceError.
    """
    body = _read(path)
    digest, name = sha256(body).hexdigest(), f"file:{path.name}"
    entry = EvidenceKept(
        look=sha256(for_what.encode()).hexdigest(),
        source="manual",
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
    (seq,) = tx.append(entry, bodies={digest: body})
    return seq, f"{name} (entry {seq}, sha256 {digest})"


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NoSuchEvidenceError(path.name, f"it is larger than {LARGEST_FILE // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise NoSuchEvidenceError(path.name, error.strerror or "it cannot be read") from error
