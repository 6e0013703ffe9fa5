"""A question of one's own from one line: the whole file, ready to be checked, asked and answered by its owner."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.questions.clean import clean_line
from ledger.questions.toml_words import toml_text

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date, datetime

_TITLE = 120
_STATEMENT = 500
_STEM = 60
_ANSWER_WITHIN = timedelta(days=30)


class AskError(UsageError):
    """The question cannot be asked so; the sentence says what to change."""


def asked_file(
    title: str, by_day: date, person: str, now: datetime, taken: Container[str] = ()
) -> tuple[str, str]:
    """The id and the text of a private yes-or-no question that `person` answers, open from `now` to `by_day`.

    The id is the title and the year, with a number where `taken` has it already. Raises AskError.
    """
    statement = clean_line(title)
    if not re.search(r"\w", statement):
        raise AskError('There is no question; write one such as "Will the report be out?".')
    if len(statement) > _STATEMENT:
        raise AskError(f"A question has at most {_STATEMENT} characters; this one has {len(statement)}.")
    if by_day < now.date():
        raise AskError(f"{by_day} has passed; give a day from {now.date()} on.")
    return question_id(statement, by_day, taken), _text(statement, by_day, person, now.date())


def question_id(title: str, by_day: date, taken: Container[str] = ()) -> str:
    """A title's words and the year as an id that is not taken.

    >>> from datetime import date
    >>> question_id("Will Ünïon act pass?", date(2027, 3, 1), {"will-union-act-pass-2027"})
    'will-union-act-pass-2027-2'
    """
    stem = f"{_slug(title)}-{by_day.year}"
    numbered = (stem if n == 1 else f"{stem}-{n}" for n in count(1))
    return next(name for name in numbered if name not in taken)


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    words = re.findall(r"[a-z0-9]+", plain)
    while len(words) > 1 and len("-".join(words)) > _STEM:
        words.pop()
    return "-".join(words)[:_STEM] or "question"


def _shortened(statement: str) -> str:
    if len(statement) <= _TITLE:
        return statement
    return f"{statement[: _TITLE - 1].rsplit(' ', 1)[0][: _TITLE - 1]}…"


def _text(statement: str, by_day: date, person: str, today: date) -> str:
    criteria = f"YES if it has happened by the end of {by_day} (UTC), as {person} judges; NO if not."
    return f"""\
format = 1
kind = "binary"
title = {toml_text(_shortened(statement))}
statement = {toml_text(statement)}
by = {toml_text(person)}
private = true
opens_at = {today}
closes_at = {by_day}
resolves_at = {today}
gives_up_at = {by_day + _ANSWER_WITHIN}
criteria = {toml_text(criteria)}

[resolution]
window = {{ any_day = [{today}, {by_day}], max_gap = "7d" }}
yes_if = {{ happened = true }}
confirmed_by = "one_person"

[[resolution.source]]
name = "manual"
value = "answer"
params = {{ ask = {toml_text(_undated(statement))}, nature = "event" }}
"""


def _undated(statement: str) -> str:
    """A source is never told a day; the window is."""
    return re.sub(r"\d{4}[-/]\d{2}[-/]\d{2}", "that day", statement)
