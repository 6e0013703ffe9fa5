"""Whether a row of a question is the one that this ledger exports of it: taken back where it came from, it is nothing new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.exchange.tables.columns import QUESTION_COLUMNS
from ledger.exchange.tables.question_rows import opening_of
from ledger.exchange.tables.questions_out import question_cells
from ledger.journal.recorded import recorded_question, standing_question

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping


def is_as_exported(database: sqlite3.Connection, cells: Mapping[str, str]) -> bool:
    """Whether the ledger has the question and would write these cells of it, whoever asked it; its end is not looked at."""
    name = cells["question"]
    asked, stands = recorded_question(database, name), standing_question(database, name)
    if asked is None or stands is None:
        return False
    begins = opening_of(asked.said) if asked.imported else stands.times[0]
    mine = question_cells(name, stands.said, stands.family, (begins, *stands.times[1:]))
    return all(cells[column] == (mine.get(column) or "") for column in QUESTION_COLUMNS)
