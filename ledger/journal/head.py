"""The head of a log in three lines of text: origin, size, root. Kept elsewhere, it shows a later rewriting."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.errors import NotALedgerError, UsageError
from ledger.journal.file_check import check_file
from ledger.journal.merkle import LENGTH, Tree
from ledger.journal.peeking import readable

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN = "forecast-ledger/"
LINES = 3
LAST = "SELECT last_seq, root FROM log_commits ORDER BY last_seq DESC LIMIT 1"


class NotAHeadError(UsageError):
    """A text is not the head of a ledger."""

    def __init__(self, because: str) -> None:
        super().__init__(
            f"This is not the head of a ledger: {because}. A head is three lines: origin, size, root."
        )


@dataclass(frozen=True, slots=True)
class Head:
    """A log's size (entries) and root (32 bytes, RFC 6962) with the id of its ledger."""

    ledger_id: str
    size: int
    root: bytes

    @property
    def origin(self) -> str:
        """The first line: whose log it is."""
        return ORIGIN + self.ledger_id

    def text(self) -> str:
        """The three lines, each ended: as in the body of a C2SP checkpoint."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def read(cls, text: str) -> Head:
        """The head that three lines say. Raises NotAHeadError.

        >>> Head.read(Head("a", 2, bytes(32)).text()) == Head("a", 2, bytes(32))
        True
        """
        lines = text.replace("\r\n", "\n").split("\n")
        if len(lines) < LINES or any(lines[LINES:]) or not lines[0].startswith(ORIGIN):
            raise NotAHeadError("it has other lines")
        if not (lines[1].isascii() and lines[1].isdigit()):
            raise NotAHeadError(f"{lines[1]!r} is no size")
        return cls(lines[0].removeprefix(ORIGIN), int(lines[1]), _root(lines[2]))


def head(path: Path) -> Head:
    """The head of the ledger at `path`, read from its last commit. Raises NoLedgerError, NotALedgerError."""
    check_file(path)
    with readable(path) as database:
        ledger_id = database.execute("SELECT ledger_id FROM now_ledger").fetchone()
        size, root = database.execute(LAST).fetchone() or (0, Tree().root)
    if ledger_id is None:
        raise NotALedgerError(path, "it has no first entry.")
    return Head(ledger_id[0], size, root)


def _root(line: str) -> bytes:
    try:
        root = base64.b64decode(line, validate=True)
    except binascii.Error as error:
        raise NotAHeadError("its root is no base64") from error
    if len(root) != LENGTH:
        raise NotAHeadError("its root is not 32 bytes long")
    return root
