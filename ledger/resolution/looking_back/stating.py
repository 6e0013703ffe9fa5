"""Naive forecasts put on the record, each once on a version of a question, from the past its sources publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ledger.journal.entries import ReferenceStated
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


async def state_naive(journal: Journal, lacking: Lacking, today: date, fetch: Fetch) -> Stated:
    """Compute the naive forecasts of a question and record them."""
    question = question_from_said(lacking.question, lacking.said)
    if why := no_history(question):
        return Stated(question.id, (), why)
    found = await over_history(question, today, fetch)
    made = naive(question, found)
    if not made:
        return Stated(question.id, (), _too_few(found))
    journal.append(*(_entry(lacking, one) for one in made))
    return Stated(question.id, made)


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
