"""Everything one question's page shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from ledger.record.detail import QuestionDetail, detail
from ledger.record.ended import stating_publications
from ledger.record.forecasts import ForecastRow, of_question
from ledger.record.hidden import is_hidden
from ledger.record.looks import LookRow, looks_of
from ledger.record.markets import MarketRow, markets_of
from ledger.record.rehearsals import history
from ledger.record.trail import EvidenceRow, ReadingRow, Trail, evidence_of_look, readings_of_look, trail
from ledger.resolution.people.whose_word import is_alone
from ledger.standing.crowd import Crowd, crowd
from ledger.tui.views.family import FamilyView, read_family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.questions.question import Question
    from ledger.record.opening import Record
    from ledger.record.questions import IfToday, QuestionRow

MOST_EVIDENCE = 6
"""Kept requests and readings of each look that are shown beside those a decision pins."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """`mine` and `others` are oldest first; `stating` are the publications among the others, which are no crowd.

    `hidden`: the publication's figure and the crowd are not shown yet.
    """

    detail: QuestionDetail
    question: Question
    now_us: int
    me: str
    history: tuple[IfToday, ...]
    mine: tuple[ForecastRow, ...]
    others: tuple[ForecastRow, ...]
    stating: frozenset[str]
    crowd: Crowd
    looks: tuple[LookRow, ...]
    readings: tuple[ReadingRow, ...]
    evidence: tuple[EvidenceRow, ...]
    trail: Trail
    hidden: bool
    simulated: bool
    alone: bool
    """Whether one person at most has acted in this ledger."""
    family: FamilyView
    markets: tuple[MarketRow, ...] = ()

    @property
    def row(self) -> QuestionRow:
        """The question's line in lists."""
        return self.detail.row

    @property
    def stated(self) -> tuple[ForecastRow, ...]:
        """What publications said, from the files."""
        return tuple(one for one in self.others if one.forecaster in self.stating)


def read_question(record: Record, question: str, *, now_us: int, me: str, revealed: bool) -> QuestionView:
    """The view of one question. Raises UnknownQuestionError."""
    found = detail(record, question, now_us=now_us, me=me)
    asked = found.question()
    behind = trail(record, question)
    looks = looks_of(record, question)
    forecasts = tuple(reversed(of_question(record, question)))
    stating = stating_publications(record)
    return QuestionView(
        detail=found,
        question=asked,
        now_us=now_us,
        me=me,
        history=history(record, question),
        mine=tuple(one for one in forecasts if one.forecaster == me),
        others=tuple(one for one in forecasts if one.forecaster != me),
        stating=stating,
        crowd=crowd(record, question, now_us=now_us, publications=stating),
        looks=looks,
        readings=_readings(record, behind, looks),
        evidence=_evidence(record, behind, looks),
        trail=behind,
        hidden=is_hidden(found.row, now_us=now_us, revealed=revealed),
        simulated=record.simulated,
        alone=is_alone(record),
        markets=markets_of(record, question),
        family=read_family(record, question, now_us=now_us, me=me),
    )


def _readings(record: Record, behind: Trail, looks: Sequence[LookRow]) -> tuple[ReadingRow, ...]:
    found = {one.seq: one for one in behind.readings}
    for look in looks:
        found.update({one.seq: one for one in readings_of_look(record, look.look, limit=MOST_EVIDENCE)})
    return tuple(sorted(found.values(), key=lambda one: -one.taken_at))


def _evidence(record: Record, behind: Trail, looks: Sequence[LookRow]) -> tuple[EvidenceRow, ...]:
    found = {one.seq: one for one in behind.evidence}
    for look in looks:
        found.update({one.seq: one for one in evidence_of_look(record, look.look, limit=MOST_EVIDENCE)})
    return tuple(sorted(found.values(), key=lambda one: -one.fetched_at))


def middle(row: ForecastRow) -> float | None:
    """A forecast as one number for a chart: its probability, its median, the middle of its interval."""
    if row.probability is not None:
        return row.probability
    match row.says:
        case {"quantiles": list(pairs)} if pairs:
            return float(min(pairs, key=lambda pair: abs(float(pair[0]) - 0.5))[1])
        case {"interval": {"lower": str(lower), "upper": str(upper)}}:
            return (float(lower) + float(upper)) / 2
        case {"point": str(value)}:
            return float(value)
        case _:
            return None


def crowd_over_time(view: QuestionView, most: int = 400) -> tuple[tuple[int, float], ...]:
    """(time, median of everybody's newest forecast) after each of the last `most` forecasts, from two people on."""
    newest: dict[str, float] = {}
    points: list[tuple[int, float]] = []
    for one in sorted((*view.mine, *view.others), key=lambda row: row.made_at)[-most:]:
        value = middle(one)
        if value is not None and one.forecaster not in view.stating and not one.imputed:
            newest[one.forecaster] = value
            if len(newest) > 1:
                points.append((one.made_at, median(newest.values())))
    return tuple(points)
