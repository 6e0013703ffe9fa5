"""What my forecasts on a resolved question were worth, beside what the others' and the naive ones were. Loads numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.standing.crowd_lines import crowd_lines
from ledger.standing.publications.claims import verdicts_on
from ledger.standing.references import reference_lines
from ledger.standing.scores import score_lines
from ledger.standing.together import together
from ledger.standing.trace import NoTraceError, traces
from ledger.standing.unscored import why_unscored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.opening import Record
    from ledger.standing.publications.verdict import Verdict
    from ledger.standing.scores import Score, ScoreLine
    from ledger.standing.trace import ScoreTrace
    from ledger.standing.unscored_words import Why
    from ledger.tui.views.question import QuestionView

MOST_TRACED = 60
"""Forecasts of mine whose trace is shown here; of more, `fledger trace` tells."""

ALWAYS_HALF = {"brier": 0.25, "brier_points": 0.0, "baseline": 0.0, "log": 0.693147}
"""What 50 % from beginning to end has on a yes-or-no question, by rule."""

CROWD = "median"


@dataclass(frozen=True, slots=True)
class Compared:
    """One number of mine, and by the same rule those of the references that have one, by name."""

    score: Score
    imputed: bool
    beside: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """`scores` are those a page shows, the main one first; empty where there is none, and `why` tells the
    reason. `trace` belongs to the main one. `verdicts` are what may be said of the claim.
    """

    scores: tuple[Compared, ...]
    why: Why | None
    trace: ScoreTrace | None
    verdicts: tuple[Verdict, ...]


def read_worth(record: Record, view: QuestionView) -> Worth:
    """The worth of what I said on a resolved question."""
    question = view.row.id
    mine = score_lines(record, view.me, only=question)
    naive = reference_lines(record, only=question).get(question, ())
    scores = _compared(mine, [*naive, *_crowd(record, view)], binary=view.row.kind == "binary")
    return Worth(
        scores=scores,
        why=None if scores else why_unscored(record, question, view.me),
        trace=_trace(record, view, scores[0]) if scores else None,
        verdicts=verdicts_on(record, view.question, view.row),
    )


def _crowd(record: Record, view: QuestionView) -> Sequence[ScoreLine]:
    from ledger.scoring import AGGREGATES

    if view.row.kind not in {"binary", "multiple_choice"}:
        return ()
    found = together(record, view.row.kind, only=view.row.id)
    return crowd_lines(record, found, aggregates={CROWD: AGGREGATES[CROWD]})


def _compared(
    mine: Sequence[ScoreLine], references: Sequence[ScoreLine], *, binary: bool
) -> tuple[Compared, ...]:
    return tuple(
        Compared(score, line.imputed, tuple(_beside(score.rule.name, references, binary=binary)))
        for line in mine
        for score in line.scores
        if score.rule.usual
    )


def _beside(rule: str, references: Sequence[ScoreLine], *, binary: bool) -> list[tuple[str, float]]:
    half = [("always 50 %", ALWAYS_HALF[rule])] if binary and rule in ALWAYS_HALF else []
    known = ((line.forecaster, line.value(rule)) for line in references)
    return [*half, *((name, value) for name, value in known if value is not None)]


def _trace(record: Record, view: QuestionView, main: Compared) -> ScoreTrace | None:
    if len(view.mine) > MOST_TRACED or main.imputed:
        return None
    try:
        found = traces(record, view.row.id, view.me, rule=main.score.rule.name)
    except NoTraceError:
        return None
    return next((one for one in found if not one.imputed), None)
