"""What a person shows for what they say: a web address, whose words stand in the entry, or a file, whose bytes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.errors import UsageError
from ledger.journal.entries import EvidenceKept
from ledger.questions.address import WRITE, wrong_address
from ledger.resolution.rule.taken import BY_HAND

if TYPE_CHECKING:
    from datetime import datetime

    from ledger.journal.transaction import Transaction

BEGINS = ("https://", "http://")
LARGEST_FILE = 20_000_000


class NoSuchEvidenceError(UsageError):
    """The evidence is neither a web address nor a file that can be kept."""

    def __init__(self, named: str, because: str) -> None:
        super().__init__(f"{named!r} cannot be kept as evidence: {because}. Give a web address, or a file.")


class NotAnAddressError(UsageError):
    """What begins as a web address is none, so that nobody could open it."""

    def __init__(self, typed: str, because: str) -> None:
        super().__init__(f"{typed!r} is no web address: {because}. {WRITE[0].upper()}{WRITE[1:]}.")


def check_address(url: str | None) -> None:
    """Raises NotAnAddressError for what begins as a web address and is none; other words may name a kept file."""
    if url is not None and url.startswith(BEGINS) and (wrong := wrong_address(url)):
        raise NotAnAddressError(url, wrong)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Nothing, a web address, or a file. Raises NotAnAddressError."""

    url: str | None = None
    file: Path | None = None

    def __post_init__(self) -> None:
        check_address(self.url)

    def __bool__(self) -> bool:
        return bool(self.url or self.file)


NOTHING = Receipt()
"""Nothing is shown."""


def receipt(typed: str | None) -> Receipt:
    """What was typed after `--evidence`. Raises NotAnAddressError, NoSuchEvidenceError for a file that cannot be kept.

    >>> receipt("https://example.org/table").url
    'https://example.org/table'
    """
    if typed is None:
        return NOTHING
    if typed.startswith(BEGINS):
        return Receipt(url=typed)
    _check_file(path := Path(typed), typed)
    return Receipt(file=path)


def check_evidence(typed: str | None) -> None:
    """Raises NotAnAddressError, NoSuchEvidenceError for what is neither a web address nor a file that can be kept."""
    receipt(typed)


def key_for(what: str) -> str:
    """The key under which evidence is kept that no look brought: of what it is for, in words."""
    return sha256(what.encode()).hexdigest()


def keep_file(tx: Transaction, look: str, path: Path, now: datetime) -> tuple[int, str]:
    """Keep a file's bytes as evidence for the look of that key: the entry's seq, and words that find it again.

    Its name is kept, not the folder it lies in. Raises NoSuchEvidenceError.
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
    (seq,) = tx.append(entry, bodies={digest: body})
    return seq, f"{name} (entry {seq}, sha256 {digest})"


def _read(path: Path) -> bytes:
    _check_file(path, str(path))
    try:
        return path.read_bytes()
    except OSError as error:
        raise NoSuchEvidenceError(str(path), error.strerror or "it cannot be read") from error


def _check_file(path: Path, named: str) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise NoSuchEvidenceError(named, error.strerror or "it cannot be read") from error
    if size > LARGEST_FILE:
        raise NoSuchEvidenceError(named, f"it is larger than {LARGEST_FILE // 1_000_000} MB")
