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
from ledger.questions.says_stored import says_said
from ledger.resolution.looking_back.backtest_history import no_history, over_history
from ledger.resolution.looking_back.naive import FEWEST, Naive, naive

if TYPE_CHECKING:
    from datetime import date

    from ledger.journal.append import Journal
    from ledger.record.references import Lacking
    from ledger.resolution.looking_back.backtest import Backtest
    from resolvers.source import Fetch


@dataclass(frozen=True, slots=True)
class Stated:
    """What was stated on a question; `why` says why nothing was, where nothing was."""

    question: str
    made: tuple[Naive, ...]
    why: str = ""


async def state_naive(journal: Journal, lacking: Lacking, fetch: Fetch) -> Stated:
    """Compute the naive forecasts of a question and record them, or note why there are none."""
    stated = await _computed(lacking, journal.clock.now().astimezone(UTC).date(), fetch)
    if stated.made:
        try:
            journal.append(*(_entry(lacking, one) for one in stated.made))
        except RefusedError as error:  # it closed, or somebody stated or amended it, while its past was read
            stated = Stated(stated.question, (), str(error))
    if stated.why:
        with journal.transaction() as tx:
            in_vain(tx.connection, lacking.question, lacking.version, stated.why, journal.clock.now())
    return stated


async def _computed(lacking: Lacking, today: date, fetch: Fetch) -> Stated:
    question = question_from_said(lacking.question, lacking.said)
    if why := no_history(question):
        return Stated(question.id, (), why)
    found = await over_history(question, today, fetch)
    made = naive(question, found)
    return Stated(question.id, made, "" if made else _too_few(found))


def _too_few(found: Backtest) -> str:
    """How many windows there are, and what kept the newest of the others from being decided."""
    undecided = [one.reason for one in found.tried if one.outcome is None]
    decided = len(found.tried) - len(undecided)
    said = f"{decided} earlier windows can be decided, and {FEWEST} are needed"
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
