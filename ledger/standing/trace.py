"""Where a score comes from: from when to when which forecast stood beside which crowd, its term, weight and addition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.questions.outcome import Chosen
from ledger.record.ended import stating_publications
from ledger.record.forecasts import page
from ledger.scoring import trace_of_loss, trace_of_points
from ledger.standing.attainable import attainable
from ledger.standing.crowd import Crowd, crowd, crowd_on_option
from ledger.standing.histories import USUAL, histories
from ledger.standing.peer_trace import Others, PeerScore, peer_traces
from ledger.standing.peers import FEWEST, PAIR
from ledger.standing.rules import Rule, Terms, terms
from ledger.standing.scored import Options
from ledger.standing.scores import said_forms, scored_by
from ledger.standing.shown import rules_named
from ledger.standing.unscored import why_unscored
from ledger.standing.unscored_words import why_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.record.opening import Record
    from ledger.scoring import PeerRow, Trace, TraceRow
    from ledger.standing.histories import Choice, History
    from ledger.standing.scored import Scored


class NoTraceError(UsageError):
    """There is no such score, so nothing adds up to it."""

    def __init__(self, question: str, forecaster: str, why: str) -> None:
        super().__init__(f"{forecaster} has no score on {question}: {why}.")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One row of a trace. `term` times `weight` is `contribution`; times are microseconds UTC, the end not included.

    `crowd` is what everybody's forecasts said together when the stretch began, the forecaster's own among them; of options
    what it gave to the one that came. `others`
    are those a score that compares people compares with, None for any other.
    """

    from_us: int
    to_us: int
    forecast: int
    says: Mapping[str, object]
    crowd: Crowd
    term: float
    weight: float
    contribution: float
    others: Others | None = None


@dataclass(frozen=True, slots=True)
class ScoreTrace:
    """The rows whose contributions add up to `total`, the score by `rule` of one forecaster on one question.

    `attainable` is the best score there was for anybody, None where it has no stated form.
    """

    question: Scored
    forecaster: str
    rule: Rule
    imputed: bool
    stretches: tuple[Stretch, ...]
    divided_by_us: int
    total: float
    attainable: float | None


def traces(
    record: Record, question: str, forecaster: str, *, rule: str | None = None, choice: Choice = USUAL
) -> tuple[ScoreTrace, ...]:
    """The traces of a forecaster's scores on a question, of every rule or of those `rules_named` finds.

    Raises NoTraceError where there is no score, NoSuchRuleError where there is none by that rule.
    """
    spoke = histories(record, forecaster, choice=choice, only=question)
    own = [
        (history, column)
        for history in spoke
        for column in terms(history, said_forms(record, history))
        if scored_by(history.steps, column.said).row.size
    ]
    fewest = FEWEST if rule is None else PAIR
    peers = list(peer_traces(record, question, forecaster, choice=choice, fewest=fewest)) if spoke else []
    known = [column.rule.name for _, column in own] + [one.rule.name for one in peers]
    if not known:
        why = why_unscored(record, question, forecaster, choice=choice)
        raise NoTraceError(question, forecaster, why_words(why))
    names = frozenset(known) if rule is None else rules_named(rule, known)
    alone = (_score_trace(record, *one) for one in own if one[1].rule.name in names)
    beside = (_beside(record, spoke[0], one) for one in peers if one.rule.name in names)
    return (*alone, *beside)


def _score_trace(record: Record, history: History, column: Terms) -> ScoreTrace:
    trace, question = _trace(history, column), history.questions[0]
    seqs = [int(history.forecasts.forecast[row.forecast]) for row in trace.rows]
    return ScoreTrace(
        question=question,
        forecaster=history.forecaster,
        rule=column.rule,
        imputed=history.imputed,
        stretches=_stretches(record, question, seqs, trace.rows),
        divided_by_us=trace.divided_by_us,
        total=trace.total,
        attainable=attainable(question, column.rule),
    )


def _beside(record: Record, history: History, score: PeerScore) -> ScoreTrace:
    question, trace = history.questions[0], score.trace
    stretches = _stretches(record, question, score.forecasts, trace.rows)
    return ScoreTrace(
        question=question,
        forecaster=history.forecaster,
        rule=score.rule,
        imputed=False,
        stretches=tuple(
            replace(one, others=others) for one, others in zip(stretches, score.others, strict=True)
        ),
        divided_by_us=trace.divided_by_us,
        total=trace.total,
        attainable=score.attainable,
    )


def _stretches(
    record: Record, question: Scored, seqs: Sequence[int], rows: Sequence[TraceRow | PeerRow]
) -> tuple[Stretch, ...]:
    says = {row.forecast: row.says for row in page(record, seqs)}
    publications = stating_publications(record)
    crowds = [_crowd(record, question, row.from_us, publications) for row in rows]
    return tuple(
        Stretch(row.from_us, row.to_us, seq, says[seq], together, row.term, row.weight, row.contribution)
        for seq, together, row in zip(seqs, crowds, rows, strict=True)
    )


def _crowd(record: Record, question: Scored, now_us: int, publications: frozenset[str]) -> Crowd:
    match question.scale, question.outcome:
        case Options(labels), Chosen(option):
            return crowd_on_option(
                record, question.id, labels, option, now_us=now_us, publications=publications
            )
        case _:
            return crowd(record, question.id, now_us=now_us, publications=publications)


def _trace(history: History, column: Terms) -> Trace:
    held = scored_by(history.steps, column.said)
    match column.rule.adds:
        case "loss" | "gain":
            return trace_of_loss(steps=held, loss=column.values, group=0)
        case "points":
            return trace_of_points(steps=held, points=column.values, group=0)
