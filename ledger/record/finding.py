"""Finding a question by what somebody typed: its id, or the beginning of it that no other id shares."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ledger.errors import UnknownQuestionError

if TYPE_CHECKING:
    from ledger.record.opening import Record

SHOWN = 5
AFTER_EVERY_LETTER = "\U0010ffff"


def find_question(record: Record, typed: str) -> str:
    """The whole id. Raises UnknownQuestionError with near ids when none or several begin so."""
    if record.one("SELECT 1 FROM now_questions WHERE question = ?", (typed,)):
        return typed
    found = beginning_with(record, typed, limit=SHOWN + 1) if typed else ()
    if len(found) == 1:
        return found[0]
    raise UnknownQuestionError(typed, found[:SHOWN] or _near(record, typed))


def beginning_with(record: Record, prefix: str, *, limit: int = 50) -> tuple[str, ...]:
    """The ids that begin so, in order: for completion in the shell and in the app."""
    sql = "SELECT question FROM now_questions WHERE question >= ? AND question < ? ORDER BY question LIMIT ?"
    return tuple(row[0] for row in record.rows(sql, (prefix, prefix + AFTER_EVERY_LETTER, limit)))


def _near(record: Record, typed: str) -> tuple[str, ...]:
    """Ids that hold the text, else ids that are spelled much like it."""
    holding = record.rows(
        "SELECT question FROM now_questions WHERE instr(question, ?) ORDER BY question LIMIT ?",
        (typed, SHOWN),
    )
    if typed and holding:
        return tuple(row[0] for row in holding)
    every = [row[0] for row in record.rows("SELECT question FROM now_questions ORDER BY question")]
    return tuple(get_close_matches(typed, every, SHOWN, 0.5))
