"""Which question is meant, which day is today, and a network for it: what commands share that look without writing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ledger.errors import LedgerError
from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ledger.cli.frame import Frame
    from ledger.questions.question import Question
    from resolvers.source import Fetch

Got = TypeVar("Got")

UNAVAILABLE = 4
NEEDS_PERSON = 6

DAY = click.DateTime(formats=["%Y-%m-%d"])
AS_OF = click.option("--as-of", type=DAY, metavar="DAY", help="Read as if this day were today: 2025-12-19.")


class BadQuestionFileError(LedgerError):
    """The file asks nothing that can be rehearsed; every problem is in the sentence."""

    exit_code = 3


def asked_question(frame: Frame, typed: str) -> Question:
    """The question of a file, of an id (or its beginning) in the folders of the settings, or else in the ledger."""
    path = Path(typed)
    return _of_file(path) if path.suffix == ".toml" and path.is_file() else _of_id(frame, typed)


def _of_file(path: Path) -> Question:
    from ledger.questions.catalogue import read_catalogue

    catalogue = read_catalogue([path])
    for question in catalogue.questions.values():
        return question
    problems = "\n".join(clean_line(problem.sentence()) for problem in catalogue.problems)
    raise BadQuestionFileError(problems or f"{path} asks nothing.")


def _of_id(frame: Frame, typed: str) -> Question:
    from difflib import get_close_matches

    from ledger.errors import UnknownQuestionError
    from ledger.wiring import catalogue

    questions = catalogue(frame.settings).questions
    if typed in questions:
        return questions[typed]
    found = [name for name in questions if name.startswith(typed)]
    if len(found) == 1:
        return questions[found[0]]
    if not found and (kept := _of_ledger(frame, typed)):
        return kept
    raise UnknownQuestionError(typed, found[:5] or get_close_matches(typed, questions, 3))


def _of_ledger(frame: Frame, typed: str) -> Question | None:
    """The ledger's question of that id or beginning; None without a ledger or a single such question."""
    from ledger.errors import NoLedgerError, UnknownQuestionError
    from ledger.journal.deciding import question_row
    from ledger.questions.reading import question_from_said
    from ledger.record.finding import find_question

    try:
        with frame.record() as record:
            name = find_question(record, typed)
        with frame.journal() as journal, journal.transaction() as tx:
            row = question_row(tx.connection, name)
    except (NoLedgerError, UnknownQuestionError):
        return None
    return question_from_said(row.question, row.said) if row else None


def day_of_now(frame: Frame, as_of: datetime | None) -> date:
    """The day to read as today: the one given, else the clock's, UTC."""
    return as_of.date() if as_of else frame.clock.now().astimezone(UTC).date()


async def with_network(frame: Frame, use: Callable[[Fetch], Awaitable[Got]]) -> Got:
    """Let `use` fetch over the network the settings allow, without anything kept from before."""
    from ledger.wiring import fetcher

    async with fetcher(frame.settings, frame.clock.now) as network:
        return await use(network.fetch)
