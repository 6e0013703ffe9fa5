"""Forecasts packed as columns, a block for every 4,096 entries: whoever needs them all need not read row by row.

A block is packed when its last entry is recorded, and never again: which forecasts were changed since they were made is
told by `now_changed`, and how those stand by their rows alone.
"""

from __future__ import annotations

import json
import struct
from itertools import chain
from math import nan
from typing import TYPE_CHECKING, Any

from ledger.journal.forecast_projection import MADE
from ledger.journal.statement import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

SIZE = 4_096
"""Entries of a block: one of forecasts alone is 56 pages of the file, and is packed in some tens of milliseconds."""

NEVER = 2**63 - 1
"""When a forecast ends that was not made to run out."""

GRADES = {"seen": 0, "documented": 1, "claimed": 2}

KEPT = f"SELECT {', '.join(MADE)} FROM now_forecasts WHERE forecast >= ? ORDER BY forecast"
NUMBER = "SELECT asked_seq FROM now_questions WHERE question = ?"
BLOCK = insert("now_blocks", "first", "last", "names", "held")


class Blocks:
    """Packs blocks inside one open transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._questions = _Numbers(database)

    def pack(self, last: int, waiting: Sequence[tuple[Any, ...]]) -> None:
        """Pack the block that ends with the entry `last`. `waiting` are its newest rows, which are not in the table yet."""
        first = last - SIZE + 1
        kept = self._database.execute(KEPT, (first,)).fetchall()
        self._database.execute(BLOCK, (first, last, *packed([*kept, *waiting], self._questions)))


class _Numbers(dict[str, int]):
    """The numbers of questions, which they keep for ever: the seqs at which they were asked."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__()
        self._database = database

    def __missing__(self, question: str) -> int:
        (self[question],) = self._database.execute(NUMBER, (question,)).fetchone()
        return self[question]


def packed(rows: Sequence[tuple[Any, ...]], questions: Mapping[str, int]) -> tuple[str, bytes]:
    """The names of the forecasters in JSON, and the columns of n rows of MADE: six of n integers, one of n doubles.

    In this order, each number in eight bytes, the lowest first: question, place among the names, seq, made_at, when it
    runs out, marks, chance. The marks are the version above three bits: imputed, and the grade's place in GRADES.
    """
    if not rows:
        return "[]", b""
    seqs, asked, versions, people, made, _, grades, _, chances, _, imputed, _, ends, _ = zip(
        *rows, strict=True
    )
    names = {name: number for number, name in enumerate(dict.fromkeys(people))}
    columns = (
        *(map(questions.__getitem__, asked), map(names.__getitem__, people), seqs, made),
        (NEVER if end is None else end for end in ends),
        (
            v << 3 | ours << 2 | GRADES[grade]
            for v, ours, grade in zip(versions, imputed, grades, strict=True)
        ),
        (nan if chance is None else chance for chance in chances),
    )
    held = struct.pack(f"<{6 * len(rows)}q{len(rows)}d", *chain(*columns))
    return json.dumps([*names], ensure_ascii=False), held
