"""Where a score that compares people comes from: which forecast stood beside how many others, and what they lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.scoring import PeerTrace, time_covered, trace_of_ahead
from ledger.standing.compared import compared
from ledger.standing.histories import KINDS, USUAL
from ledger.standing.peers import FEWEST
from ledger.standing.together import together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.record.opening import Record
    from ledger.standing.compared import Compared
    from ledger.standing.histories import Choice
    from ledger.standing.rules import Rule
    from ledger.standing.together import Together


@dataclass(frozen=True, slots=True)
class Others:
    """Who was compared with: how many, and what they had together; the community counts as one.

    `own` is the chance the forecast itself gave to what happened (`chance`), else its loss in the rule's unit; `mean` is
    the same of the others: the geometric mean of chances, the mean of losses; None where nobody else spoke.
    """

    forecasters: int
    own: float
    mean: float | None
    chance: bool


@dataclass(frozen=True, slots=True)
class PeerScore:
    """One forecaster's score by a rule that compares: its rows, and for each the seq of its forecast and the others."""

    rule: Rule
    trace: PeerTrace
    forecasts: tuple[int, ...]
    others: tuple[Others, ...]
    attainable: float


def peer_traces(
    record: Record, question: str, forecaster: str, *, choice: Choice = USUAL, fewest: int = FEWEST
) -> Iterator[PeerScore]:
    """The peer scores of a forecaster on a question on which at least `fewest` people spoke; none else."""
    for kind in KINDS:
        found = together(record, kind, choice=choice, only=question)
        if forecaster in found.forecasters:
            group = int((found.group_forecaster == found.forecasters.index(forecaster)).argmax())
            for one in compared(record, found):
                spoke = time_covered(steps=one.steps)[: one.people] > 0
                if spoke[group] and spoke.sum() >= fewest:
                    yield _score(found, one, group)


def _score(found: Together, one: Compared, group: int) -> PeerScore:
    trace = trace_of_ahead(steps=one.steps, question=one.question, loss=one.loss, group=group, base=one.base)
    rows = tuple(replace(row, weight=row.weight / one.lasts) for row in trace.rows)
    if one.at_us is not None:
        rows = tuple(replace(row, from_us=one.at_us, to_us=one.at_us) for row in rows)
    return PeerScore(
        rule=one.rule,
        trace=PeerTrace(rows, round(trace.divided_by_us * one.lasts)),
        forecasts=tuple(int(found.forecasts.forecast[row.forecast]) for row in rows),
        others=tuple(
            Others(row.others, one.had(-one.loss[row.forecast]), one.mean(row.others_log), one.of_chances)
            for row in rows
        ),
        attainable=one.attainable(found.questions[0], group),
    )
