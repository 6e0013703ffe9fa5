"""A whole journal as JSON Lines, and a new ledger from them with the same root.

The first line is a header: format, ledger, size, root. Then one line for each kept evidence, its bytes in base64,
and one line for each entry: its canonical bytes as stored. An import replays the entries through the same checks as
an append, and keeps nothing unless its root is the header's.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any

import orjson

from ledger.errors import JournalError
from ledger.journal.appending import Appender
from ledger.journal.bodies import CODING, KEEP, opened_body
from ledger.journal.creating import half_made
from ledger.journal.envelope import unseal
from ledger.journal.head import Head, head
from ledger.journal.peeking import reading
from ledger.journal.store import Store, driver

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT = 1
PAGE = 4_096
CHUNK = 50_000
ENTRIES = "SELECT seq, body FROM log_entries WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
EVIDENCE = """
SELECT b.sha256, b.size, b.coding, b.body FROM log_evidence AS b
WHERE b.sha256 > ? AND EXISTS (SELECT 1 FROM now_evidence AS e WHERE e.sha256 = b.sha256 AND e.seq <= ?)
ORDER BY b.sha256 LIMIT 1"""


class NotAnExportError(JournalError):
    """The lines are not an exported journal, or not a whole one. No ledger was made."""

    def __init__(self, because: str) -> None:
        super().__init__(f"This is not a whole exported journal, no ledger was made: {because}")


@dataclass(frozen=True, slots=True)
class _Header:
    size: int
    root: str


def export_journal(path: Path, out: IO[bytes]) -> Head:
    """Write the journal of the ledger at `path` as lines; the head that was written.

    What is appended meanwhile is left out. Raises NoLedgerError, NotALedgerError, sqlite3.Error, ValueError for
    evidence that is damaged.
    """
    fixed = head(path)
    said = {"format": FORMAT, "journal": fixed.ledger_id, "size": fixed.size, "root": fixed.root.hex()}
    with reading(path) as database:
        out.write(orjson.dumps(said) + b"\n")
        for line in _evidence(database, fixed.size):
            out.write(line + b"\n")
        for line in _entries(database, fixed.size):
            out.write(line + b"\n")
    return fixed


def _entries(database: sqlite3.Connection, size: int) -> Iterator[bytes]:
    last = 0
    while rows := database.execute(ENTRIES, (last, size, PAGE)).fetchall():
        for _, body in rows:
            yield body
        last = rows[-1][0]


def _evidence(database: sqlite3.Connection, size: int) -> Iterator[bytes]:
    last = ""
    while row := database.execute(EVIDENCE, (last, size)).fetchone():
        last, length, coding, stored = row
        body = None if stored is None else base64.b64encode(opened_body(length, coding, stored)).decode()
        yield orjson.dumps({"evidence": last, "size": length, "body": body})


def import_journal(lines: Iterable[bytes], target: Path) -> Head:
    """Make a new ledger at `target` from an exported journal; its head.

    Raises NotAnExportError, AlreadyThereError, or the JournalError of an entry that may not stand; then there is no
    file at `target`.
    """
    coming = (line.rstrip(b"\r\n") for line in lines)
    header = _header(next(coming, b""))
    with half_made(target) as making:
        store = Store(making)
        try:
            size, root = _take_all(store, coming)
        finally:
            store.close()
        if (size, root) != (header.size, header.root):
            raise NotAnExportError(f"it has {size} entries of {header.size}, or their root is another.")
    return head(target)


def _header(line: bytes) -> _Header:
    said = _object(line)
    if said.get("format") != FORMAT or "journal" not in said:
        raise NotAnExportError("its first line is not a header of this format.")
    if type(said.get("size")) is not int or type(said.get("root")) is not str:
        raise NotAnExportError("its header has no size or no root.")
    return _Header(said["size"], said["root"])


def _take_all(store: Store, lines: Iterator[bytes]) -> tuple[int, str]:
    """Evidence first, in one transaction, then entries in chunks: size and root of what came."""
    size, root = 0, ""
    with store.transaction() as connection:
        first = _take_evidence(driver(connection), lines)
    entries = chain(first, lines)
    while part := list(islice(entries, CHUNK)):
        with store.transaction() as connection:
            appender = Appender(driver(connection))
            appender.keep(unseal(seq, line) for seq, line in enumerate(part, size + 1))
            appender.finish()
            size, root = appender.tree.size, appender.tree.root.hex()
    return size, root


def _take_evidence(database: sqlite3.Connection, lines: Iterator[bytes]) -> tuple[bytes, ...]:
    """Keep the evidence; the first line that is none is given back."""
    for line in lines:
        if not line.startswith(b'{"evidence"'):
            return (line,)
        said = _object(line)
        name, size, body = said.get("evidence"), said.get("size"), said.get("body")
        database.execute(
            KEEP, (name, size, CODING, None if body is None else zlib.compress(_bytes(name, size, body)))
        )
    return ()


def _bytes(name: object, size: object, said: object) -> bytes:
    try:
        body = base64.b64decode(str(said), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotAnExportError(f"the bytes of evidence {name} are no base64.") from error
    if sha256(body).hexdigest() != name or len(body) != size:
        raise NotAnExportError(f"the bytes of evidence {name} are others.")
    return body


def _object(line: bytes) -> dict[str, Any]:
    try:
        said = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise NotAnExportError("a line is no JSON.") from error
    if not isinstance(said, dict):
        raise NotAnExportError("a line is no object.")
    return said
