r"""A whole journal as JSON Lines, and a new ledger from them with the same root.

The first line is a header: format, ledger, size, root. Then one line for each kept evidence, its bytes in base64,
and one line for each entry: its canonical bytes as stored, but for signs that act on a terminal or hide, which stand as
`\uXXXX` and are the same JSON. An import turns those back, replays the entries through the same checks as an append,
and keeps nothing unless its root is the header's.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any

import orjson

from ledger.errors import JournalError, NotALedgerError
from ledger.exchange.escaped import escaped, unescaped
from ledger.journal.appending import Appender
from ledger.journal.canonical import LARGEST
from ledger.journal.carrying import is_simulated, keep_evidence, stored_entries, stored_evidence, unfounded
from ledger.journal.creating import half_made
from ledger.journal.envelope import unseal
from ledger.journal.head import Head, head
from ledger.journal.store import Store, driver
from ledger.questions.units import counted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FORMAT = 1
CHUNK = 50_000


class NotAnExportError(JournalError):
    """The lines are not an exported journal, or not a whole one. No ledger was made."""

    def __init__(self, because: str) -> None:
        super().__init__(f"This is not a whole exported journal, no ledger was made: {because}")


@dataclass(frozen=True, slots=True)
class _Header:
    """What the first line promises. `simulated` is None in exports of before it was said."""

    journal: str
    size: int
    root: str
    simulated: bool | None


def export_journal(path: Path, out: IO[bytes]) -> Head:
    """Write the journal of the ledger at `path` as lines, private questions too; the head that was written.

    What is appended meanwhile is left out. Raises NoLedgerError, or NotALedgerError for a file that is damaged.
    """
    fixed = head(path)
    said = {"format": FORMAT, "journal": fixed.ledger_id, "size": fixed.size, "root": fixed.root.hex()}
    out.write(orjson.dumps(said | {"simulated": is_simulated(path)}) + b"\n")
    for name, size, body in stored_evidence(path, fixed.size):
        coded = None if body is None else base64.b64encode(body).decode()
        out.write(orjson.dumps({"evidence": name, "size": size, "body": coded}) + b"\n")
    for line in stored_entries(path, fixed.size):
        out.write(escaped(line) + b"\n")
    return fixed


def import_journal(lines: Iterable[bytes], target: Path) -> Head:
    """Make a new ledger at `target` from an exported journal; its head.

    Raises NotAnExportError, AlreadyThereError, or the JournalError of an entry that may not stand; then there is no
    file at `target`.
    """
    coming = (unescaped(line.rstrip(b"\r\n")) for line in lines)
    header = _header(next(coming, b""))
    with half_made(target) as making:
        store = Store(making)
        try:
            _take_all(store, coming)
        finally:
            store.close()
        _as_promised(making, header)
    return head(target)


def _header(line: bytes) -> _Header:
    said = _object(line)
    if said.get("format") != FORMAT or type(said.get("journal")) is not str:
        raise NotAnExportError("its first line is not a header of this format.")
    if type(said.get("size")) is not int or type(said.get("root")) is not str:
        raise NotAnExportError("its header has no size or no root.")
    if said["size"] < 1:
        raise NotAnExportError("its header names no entries, and a ledger has its first.")
    return _Header(said["journal"], said["size"], said["root"], said.get("simulated"))


def _as_promised(made: Path, header: _Header) -> None:
    """What came is the journal its header names. Raises NotAnExportError."""
    found = _head(made)
    if (found.size, found.root.hex()) != (header.size, header.root):
        raise NotAnExportError(
            f"it has {found.size:,} of {counted(header.size, 'entry', 'entries')}, or their root is another."
        )
    if found.ledger_id != header.journal:
        raise NotAnExportError("its header names another ledger.")
    if header.simulated not in {None, is_simulated(made)}:
        raise NotAnExportError("its header and its first entry differ in whether it is simulated.")


def _head(made: Path) -> Head:
    try:
        return head(made)
    except NotALedgerError as error:
        raise NotAnExportError("it has no entries.") from error


def _take_all(store: Store, lines: Iterator[bytes]) -> None:
    """Evidence first, in one transaction, then entries in chunks; then nothing may be unfounded."""
    size = 0
    with store.transaction() as connection:
        first = _take_evidence(driver(connection), lines)
    entries = chain(first, lines)
    while part := list(islice(entries, CHUNK)):
        with store.transaction() as connection:
            appender = Appender(driver(connection))
            appender.keep(unseal(seq, line) for seq, line in enumerate(part, size + 1))
            appender.finish()
            size = appender.tree.size
    with store.transaction() as connection:
        name = unfounded(driver(connection))
    if name is not None:
        raise NotAnExportError(f"no entry says that evidence {name} was kept, or erased, as it is here.")


def _take_evidence(database: sqlite3.Connection, lines: Iterator[bytes]) -> tuple[bytes, ...]:
    """Keep the evidence; the first line that is none is given back."""
    for line in lines:
        if not line.startswith(b'{"evidence"'):
            return (line,)
        said = _object(line)
        name, size, body = said.get("evidence"), said.get("size"), said.get("body")
        if type(name) is not str or type(size) is not int or not 0 <= size <= LARGEST:
            raise NotAnExportError("evidence has no hash, or a size that none has.")
        keep_evidence(database, (name, size, None if body is None else _bytes(name, size, body)))
    return ()


def _bytes(name: str, size: int, said: object) -> bytes:
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
