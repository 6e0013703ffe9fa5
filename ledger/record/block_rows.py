"""Everybody's rows of forecasts: from the packed blocks as far as they go, and one by one where there is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from ledger.record.column_rows import FORECASTER, SEQ, Rows, changed_rows, joined, unpacked_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.record.column_rows import Names
    from ledger.record.opening import Record

PAGE = 16
"""Blocks read at a time: a few milliseconds."""

ROW = 56
"""Bytes of a row: six whole numbers and a chance."""

_WHERE = "SELECT min(first) - 1, max(last) FROM now_blocks WHERE first > :after AND last <= :head"
_BLOCKS = """
SELECT last, names, held FROM now_blocks WHERE first > :after AND last <= :upto ORDER BY first LIMIT :limit"""


def every_row(record: Record, names: Names, *, after: int, head: int) -> Rows:
    """The rows of everybody's forecasts with a seq above `after`, up to `head`, in the order of seq."""
    begins, ends = _blocks_between(record, after, head)
    return joined(
        unpacked_rows(record, names, after=after, head=begins),
        _packed_rows(record, names, after=begins, upto=ends),
        unpacked_rows(record, names, after=ends, head=head),
    )


def _blocks_between(record: Record, after: int, head: int) -> tuple[int, int]:
    """The entries between which there are whole blocks, without a gap; nothing between `head` and itself."""
    found = record.one(_WHERE, {"after": after, "head": head})
    return found if found is not None and found[0] is not None else (head, head)


def _packed_rows(record: Record, names: Names, *, after: int, upto: int) -> Rows:
    """The rows of whole blocks; those that changed since they were made are as they stand."""
    rows = joined(*_blocks(record, names, after, upto))
    changed = changed_rows(record, names, after=after, head=upto)
    places = np.searchsorted(rows.numbers[SEQ], changed.numbers[SEQ])
    rows.numbers[:, places] = changed.numbers
    rows.chances[places] = changed.chances
    return rows


def _blocks(record: Record, names: Names, after: int, upto: int) -> Iterator[Rows]:
    while page := record.rows(_BLOCKS, {"after": after, "upto": upto, "limit": PAGE}):
        yield from (_block(names, people, held) for _, people, held in page)
        after = page[-1][0]


def _block(names: Names, people: str, held: bytes) -> Rows:
    """A block, with the numbers that `names` gives in place of its own."""
    count = len(held) // ROW
    numbers = np.frombuffer(held, dtype="<i8", count=6 * count).reshape(6, count).astype(np.int64)
    here = np.array([names[name] for name in json.loads(people)], dtype=np.int64)
    numbers[FORECASTER] = here[numbers[FORECASTER]]
    return Rows(numbers, np.frombuffer(held, dtype="<f8", offset=numbers.nbytes))
