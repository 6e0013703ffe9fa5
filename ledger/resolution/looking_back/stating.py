"""Naive forecasts put on the record, each once on a version of a question, from the past its sources publish.

Where there are none, it is noted why, so that the same is not tried again at every turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from ledger.journal.entries import ReferenceStated
from ledger.journal.refused import RefusedError
from ledger.journal.without import in_vain
from ledger.questions.reading import question_from_said
from ledger.questions.rule import At
from ledger.questions.says_stored import says_said
from ledger.questions.units import counted
from ledger.record.opening import Record
from ledger.resolution.looking_back.backtest_course import over_past
from ledger.resolution.looking_back.backtest_history import Reach, no_history, only_now, over_history
from ledger.resolution.looking_back.backtest_vintages import KeptVintages
from ledger.resolution.looking_back.backtest_windows import is_month_end, month_ends
from ledger.resolution.looking_back.naive import FEWEST, Naive, naive

if TYPE_CHECKING:
    from datetime import datetime

    from ledger.journal.append import Journal
    from ledger.questions.question import Question
    from ledger.record.references import Lacking
    from ledger.resolution.looking_back.backtest import Backtest
    from resolvers.source import Fetch


_BY_MONTHS = Reach(days=60, quiet_days=4)
"""Single days tried by months reach as far as windows of months."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What was stated on a question; `why` says why nothing was, where nothing was."""

    question: str
    made: tuple[Naive, ...]
    why: str = ""


async def state_naive(journal: Journal, lacking: Lacking, fetch: Fetch) -> Stated:
    """Compute the naive forecasts of a question and record them, or note why there are none."""
    stated = await _computed(journal, lacking, fetch)
    if stated.made:
        try:
            journal.append(*(_entry(lacking, one) for one in stated.made))
        except RefusedError as error:  # it closed, or somebody stated or amended it, while its past was read
            stated = Stated(stated.question, (), str(error))
    if stated.why:
        with journal.transaction() as tx:
            in_vain(tx.connection, lacking.question, lacking.version, stated.why, journal.clock.now())
    return stated


async def _computed(journal: Journal, lacking: Lacking, fetch: Fetch) -> Stated:
    question = question_from_said(lacking.question, lacking.said)
    now, why = journal.clock.now(), no_history(question)
    if why and not only_now(question):
        return Stated(question.id, (), why)
    found = await (_kept(journal, question, now) if why else _published(question, now, fetch))
    made = naive(question, found)
    return Stated(question.id, made, "" if made else f"{_too_few(found)}{f'; {why}' if why else ''}")


async def _published(question: Question, now: datetime, fetch: Fetch) -> Backtest:
    """The past that the sources of a question publish now."""
    window, today = question.rule.window, now.astimezone(UTC).date()
    if isinstance(window, At) and is_month_end(window.day):
        return await over_history(question, today, fetch, reach=_BY_MONTHS, before=month_ends(window, today))
    return await over_history(question, today, fetch)


async def _kept(journal: Journal, question: Question, now: datetime) -> Backtest:
    """The past of sources that tell of none themselves, from the bytes this ledger kept of them."""
    window, today = question.rule.window, now.astimezone(UTC).date()
    before = month_ends(window, today) if isinstance(window, At) else None
    with Record.open(journal.path) as record:
        past = KeptVintages(record, {use.name for uses in question.rule.looks.values() for use in uses})
        return await over_past(question, past, "vintages", now, before=before)


def _too_few(found: Backtest) -> str:
    """How many windows there are, and what kept the newest of the others from being decided."""
    undecided = [one.reason for one in found.tried if one.outcome is None]
    decided = len(found.tried) - len(undecided)
    said = f"{counted(decided, 'earlier window')} can be decided, and {FEWEST} are needed"
    return "; ".join([said, *undecided[:1]])


def _entry(lacking: Lacking, one: Naive) -> ReferenceStated:
    return ReferenceStated(
        question=lacking.question,
        version=lacking.version,
        name=one.name,
        says=dict[str, Any](says_said(one.says)),
        windows=one.windows,
        first=one.days.first.isoformat(),
        last=one.days.last.isoformat(),
    )
