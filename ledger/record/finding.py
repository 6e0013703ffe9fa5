"""Finding a question by what somebody typed: its id, here or elsewhere, or the beginning of it that no other id shares."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ledger.errors import UnknownQuestionError
from ledger.questions.foreign_id import question_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.opening import Record

SHOWN = 5
AFTER_EVERY_LETTER = "\U0010ffff"


def is_asked(record: Record, question: str) -> bool:
    """Whether a question has exactly this id."""
    return record.one("SELECT 1 FROM now_questions WHERE question = ?", (question,)) is not None


class TakenIds:
    """The ids that are in use: in the ledger, or by the files with these stems."""

    def __init__(self, record: Record, stems: set[str]) -> None:
        self._record = record
        self._stems = stems

    def __contains__(self, name: object) -> bool:
        return name in self._stems or is_asked(self._record, str(name))


def find_question(record: Record, typed: str) -> str:
    """The whole id. What an imported question is called elsewhere counts where it is typed in full.

    Raises UnknownQuestionError with near ids when none or several begin so.
    """
    if is_asked(record, typed):
        return typed
    if typed.strip() and is_asked(record, called := question_id(typed)):
        return called
    found = beginning_with(record, typed, limit=SHOWN + 1) if typed else ()
    if len(found) == 1:
        return found[0]
    raise UnknownQuestionError(typed, found[:SHOWN] or _near(record, typed))


def beginning_with(record: Record, prefix: str, *, limit: int = 50) -> tuple[str, ...]:
    """The ids that begin so, in order: for completion in the shell and in the app."""
    sql = "SELECT question FROM now_questions WHERE question >= ? AND question < ? ORDER BY question LIMIT ?"
    return tuple(row[0] for row in record.rows(sql, (prefix, prefix + AFTER_EVERY_LETTER, limit)))


def mentioning(record: Record, words: Sequence[str], *, limit: int) -> tuple[tuple[str, str], ...]:
    """Id and title of the questions that have all these words in one of the two; what has ended comes last, an id typed whole first."""
    each = "(instr(lower(title), lower(?)) OR instr(question, lower(?)))"
    sql = f"""SELECT question, title FROM now_questions WHERE {" AND ".join(each for _ in words) or "1"}
              ORDER BY question <> ?, state IN ('resolved', 'annulled'), closes_at, question LIMIT ?"""
    values = [value for word in words for value in (word, word)]
    return tuple((row[0], row[1]) for row in record.rows(sql, (*values, " ".join(words), limit)))


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
