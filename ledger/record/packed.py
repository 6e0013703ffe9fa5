"""Everybody's forecasts packed into a file beside the ledger, so that a large one is not read row by row twice.

The file is never needed: it is made from the ledger, and ignored or removed on any doubt. It is good for a ledger when
its bytes hash to what it says, the tables have the shape it was made from, and its root is a root this journal had at
that size. What came after that is read and put in its place. A reader writes this file and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.record.column_rows import Names, every_row, joined, rows_at
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


def packed_path(ledger: Path) -> Path:
    """Where the file of a ledger stands: `ledger.columns` beside `ledger.db`."""
    return ledger.with_suffix(".columns")


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
    """What the file holds, if it is of this ledger and its history; one that is not is removed."""
    path = packed_path(record.path)
    try:
        held = path.read_bytes()
    except OSError:
        return None
    found = _opened(held, record.ledger_id)
    if found is not None and _was_its_root(record, found):
        return found
    with suppress(OSError):
        path.unlink()
    return None


def _was_its_root(record: Record, found: _Packed) -> bool:
    sql = "SELECT 1 FROM log_commits WHERE last_seq = ? AND root = ?"
    return record.one(sql, (found.size, bytes.fromhex(found.root))) is not None


def _opened(held: bytes, ledger_id: str) -> _Packed | None:
    """The columns, as views of these bytes; None where they are not what was written for this ledger and these tables."""
    if held[:BEGINS] != MAGIC + _hashed(memoryview(held)[BEGINS:]):
        return None
    ends = held.index(b"\n", BEGINS) + 1
    head = json.loads(held[BEGINS:ends])
    if (head["ledger"], head["shape"]) != (ledger_id, SHAPE):
        return None
    columns = dict(_columns(held, ends, head["rows"]))
    whose = columns.pop("forecaster")
    every = EveryForecast(tuple(head["names"]), whose, ForecastColumns(**columns))
    return _Packed(head["size"], head["root"], every)


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
    """Put the file in its place, for nobody else than may read the ledger. Where that fails there is none."""
    path = packed_path(record.path)
    making = path.with_name(f"{path.name}.new")
    with suppress(OSError):
        mode = stat.S_IMODE(record.path.stat().st_mode)
        making.unlink(missing_ok=True)  # two at once may spoil the file, and a spoiled one is not read
        with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(packed_bytes(record, every, head))
        making.replace(path)
