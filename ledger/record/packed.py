"""Everybody's forecasts packed into a file beside the ledger, so that a large one is not read row by row twice.

The file is never needed: it is made from the ledger, and ignored on any doubt. It is good for a ledger when its bytes
hash to what it says, the tables have the shape it was made from, and its root is a root this journal had at that size.
What came after that is read and put in its place. A reader writes this file and nothing else, and never over a file
that is not this ledger's.
"""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.record.beside import begins_so, is_there, put
from ledger.record.block_rows import every_row
from ledger.record.column_rows import Names, joined, rows_at
from ledger.record.column_values import EveryForecast, ForecastColumns, everybody, grown
from ledger.record.shape import SHAPE
from ledger.record.touched import touched_since

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from ledger.record.opening import Head, Record

WORTH = 50_000
"""From so many forecasts on a file is worth its room; fewer are read in a tenth of a second."""

STALE = 100
"""The file is written again when one in so many of its rows is new."""

MAGIC = b"fledger columns 1\n"
ALIGNED = 64

TYPES = {
    "forecaster": "<i8",
    "question": "<i8",
    "forecast": "<i8",
    "made_us": "<i8",
    "gone_us": "<i8",
    "probability": "<f8",
    "version": "<i4",
    "grade": "|i1",
    "imputed": "|b1",
}
"""The columns in the order of the file."""

ROW = sum(np.dtype(kind).itemsize for kind in TYPES.values())
MOST = 2**63
"""No number of entries or rows reaches so far."""


def packed_path(ledger: Path) -> Path:
    """Where the file of a ledger stands: `ledger.db.columns` beside `ledger.db`."""
    return ledger.with_name(f"{ledger.name}.columns")


def unpacked(record: Record, *, worth: int = WORTH) -> EveryForecast:
    """Every forecast of everybody up to the head of this moment: from the file as far as it goes, then from the ledger.

    From `worth` forecasts on the file is written.
    """
    head, found = record.head(), _read(record)
    every, fresh = _brought_up(record, found, head) if found else _anew(record, head)
    if every.forecaster.size >= worth and fresh * STALE > every.forecaster.size:
        _write(record, every, head)
    return every


@dataclass(frozen=True, slots=True, eq=False)
class _Packed:
    """What a file holds: everybody's forecasts among the first `size` entries of a ledger."""

    size: int
    root: str
    every: EveryForecast


def _anew(record: Record, head: Head) -> tuple[EveryForecast, int]:
    names = Names()
    every = everybody(every_row(record, names, after=0, head=head.size), names)
    return every, every.forecaster.size


def _brought_up(record: Record, found: _Packed, head: Head) -> tuple[EveryForecast, int]:
    """What was packed with what came after it, and how many rows of it are new."""
    if head.size == found.size:
        return found.every, 0
    names, touched = Names(), touched_since(record, found.size)
    if touched.everything:
        return _anew(record, head)
    new = every_row(record, names, after=found.size, head=head.size)
    rows = joined(new, rows_at(record, names, touched.forecasts))
    return grown(found.every, rows, names), rows.chances.size


def _read(record: Record) -> _Packed | None:
    """What the file holds, if it is of this ledger and its history."""
    held = begins_so(packed_path(record.path), MAGIC)
    found = _opened(held, record.ledger_id) if held else None
    return found if found is not None and _was_its_root(record, found) else None


def _was_its_root(record: Record, found: _Packed) -> bool:
    sql = "SELECT 1 FROM log_commits WHERE last_seq = ? AND lower(hex(root)) = ?"
    return record.one(sql, (found.size, found.root)) is not None


@dataclass(frozen=True, slots=True)
class _Told:
    """What the line above the columns says of them."""

    ledger: str
    size: int
    root: str
    shape: str
    rows: int
    names: tuple[str, ...]


def _told(held: bytes) -> _Told | None:
    """What these bytes say of themselves, true or not; None where it is nothing of ours."""
    try:
        said = json.loads(held[BEGINS : held.index(b"\n", BEGINS)])
    except (ValueError, RecursionError):
        return None
    match said:
        case {
            "ledger": str(ledger),
            "size": int(size),
            "root": str(root),
            "shape": str(shape),
            "rows": int(rows),
            "names": list(names),
        } if 0 <= size < MOST and 0 <= rows < MOST and all(isinstance(name, str) for name in names):
            return _Told(ledger, size, root, shape, rows, tuple(names))
        case _:
            return None


def _opened(held: bytes, ledger_id: str) -> _Packed | None:
    """The columns, as views of these bytes; None where they are not what was written for this ledger and these tables."""
    if held[:BEGINS] != MAGIC + _hashed(memoryview(held)[BEGINS:]):
        return None
    told = _told(held)
    if told is None or (told.ledger, told.shape) != (ledger_id, SHAPE):
        return None
    start = held.index(b"\n", BEGINS) + 1
    if len(held) - start != told.rows * ROW:
        return None
    columns = dict(_columns(held, start, told.rows))
    whose = columns.pop("forecaster")
    every = EveryForecast(told.names, whose, ForecastColumns(**columns))
    return _Packed(told.size, told.root, every)


def _columns(held: bytes, start: int, rows: int) -> Iterator[tuple[str, NDArray[Any]]]:
    for name, kind in TYPES.items():
        column: NDArray[Any] = np.frombuffer(held, dtype=kind, count=rows, offset=start)
        yield name, column
        start += column.nbytes


def _hashed(rest: bytes | memoryview) -> bytes:
    return hashlib.sha256(rest).hexdigest().encode() + b"\n"


BEGINS = len(MAGIC + _hashed(b""))
"""Where what is hashed begins."""


def packed_bytes(record: Record, every: EveryForecast, head: Head) -> bytes:
    """The bytes of the file; the columns begin where numpy reads them fastest."""
    told = {"ledger": record.ledger_id, "size": head.size, "root": head.root, "shape": SHAPE}
    line = json.dumps({**told, "rows": every.forecaster.size, "names": every.names}).encode()
    line += b" " * (-(BEGINS + len(line) + 1) % ALIGNED) + b"\n"
    columns = {"forecaster": every.forecaster} | {
        name: getattr(every.forecasts, name) for name in TYPES if name != "forecaster"
    }
    rest = line + b"".join(columns[name].astype(kind).tobytes() for name, kind in TYPES.items())
    return MAGIC + _hashed(rest) + rest


def _write(record: Record, every: EveryForecast, head: Head) -> None:
    """Put the file in its place, for nobody else than may read the ledger, unless another's file has its name."""
    path = packed_path(record.path)
    if is_there(path) and not _is_ours(path, record.ledger_id):
        return
    mode = stat.S_IMODE(record.path.stat().st_mode)
    put(path, packed_bytes(record, every, head), mode)


def _is_ours(path: Path, ledger_id: str) -> bool:
    """Whether a file was written here for this ledger, however old or spoiled it is by now."""
    held = begins_so(path, MAGIC)
    told = _told(held) if held else None
    return told is not None and told.ledger == ledger_id
