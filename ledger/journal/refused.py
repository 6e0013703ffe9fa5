"""What the journal says when it refuses: one class per situation. Nothing was recorded in any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.errors import JournalError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


class RefusedError(JournalError):
    """An entry is not legal here: the state of its question, or what it names, forbids it."""

    def __init__(self, kind: str, because: str) -> None:
        super().__init__(f"Nothing was recorded: {because}")
        self.kind = kind
        self.because = because


class NoMoreForecastsError(JournalError):
    """A forecast of now on a question that has ended or closed; `stands` is where it stands, `closed_at` in UTC."""

    def __init__(self, question: str, stands: str, closed_at: datetime) -> None:
        ended = stands in {"resolved", "annulled", "ambiguous"}
        because = f"it is {stands}" if ended else f"it closed on {closed_at:%Y-%m-%d}"
        super().__init__(f"Nothing was recorded: {because}, and {question} takes no more forecasts.")


class NotCanonicalError(JournalError):
    """A value has no canonical form: a float, too large an integer, NUL, a lone surrogate."""

    def __init__(self, because: str) -> None:
        super().__init__(f"This cannot be written as canonical JSON, nothing was recorded: {because}")


class NotRecordableError(NotCanonicalError):
    """A field of an entry holds what no entry may hold; the sentence names the field and its limit."""

    exit_code = 2

    def __init__(self, kind: str, because: str) -> None:
        JournalError.__init__(self, f"Nothing was recorded: {because}")
        self.kind = kind


class NewerEntryError(JournalError):
    """An entry's kind or version is not known to this program."""

    def __init__(self, seq: int, kind: str, version: object) -> None:
        super().__init__(f"Entry {seq} ({kind}, version {version}) was written by a newer fledger.")
        self.seq = seq


class NotAnEntryError(JournalError):
    """Stored bytes are not an entry."""

    def __init__(self, seq: int, because: str) -> None:
        super().__init__(f"Entry {seq} is not an entry: {because}")
        self.seq = seq


class EvidenceNotGivenError(JournalError):
    """An EvidenceKept whose bytes are neither given nor kept already."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            f"The bytes of evidence {sha256} are neither given nor kept already; nothing was recorded."
        )


class NotTheseBytesError(JournalError):
    """Bytes given as evidence do not have the hash or the size they were given under."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"The bytes given as evidence {sha256} are others; nothing was recorded.")


class LedgerBusyError(JournalError):
    """Another program kept the write lock for too long."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another program is writing to {path} and did not finish; nothing was recorded. Try again."
        )


class NotKeptError(JournalError):
    """The disk or the database refused; nothing of this transaction was recorded."""

    def __init__(self, path: Path, because: str) -> None:
        super().__init__(f"Nothing was recorded in {path}: {because}.")


class NoLongerSafeError(JournalError):
    """An earlier write failed in a way after which the operating system may hide further failures."""

    def __init__(self, path: Path, because: str) -> None:
        super().__init__(
            f"{path} is not written any more since a write failed ({because}). Check the disk, then open it again."
        )


class AlreadyThereError(JournalError):
    """A ledger is never made over a file that exists."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists already; a ledger is never made over a file.")


class TransactionOpenError(JournalError):
    """A second transaction in a thread that has one open would wait for itself."""

    def __init__(self) -> None:
        super().__init__("A transaction is open in this thread: append through it.")


class TransactionOverError(JournalError):
    """A transaction was used after its end."""

    def __init__(self) -> None:
        super().__init__("This transaction has ended; begin another.")


class ClosedJournalError(JournalError):
    """The journal was used after it was closed."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"The journal of {path} is closed.")


class SettingRefusedError(JournalError):
    """SQLite did not take a setting that the promises rest on."""

    def __init__(self, name: str, wanted: object, found: object) -> None:
        super().__init__(
            f"SQLite was asked for {name} = {wanted} and answers {found}; the ledger is not opened."
        )


class TransactionSpoiledError(JournalError):
    """An append failed inside a transaction, and its caller went on as if it had not."""

    def __init__(self) -> None:
        super().__init__("An entry of this transaction was refused, so all of it is: nothing was recorded.")
