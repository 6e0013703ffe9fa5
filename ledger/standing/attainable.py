"""The most that was attainable on a question: by somebody who said what happened, with certainty, from the first moment on."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from ledger.questions.forecast import Chances
from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay, YesNo
from ledger.questions.says_stored import says_said
from ledger.record.columns import NEVER, ForecastColumns
from ledger.scoring import accrued
from ledger.standing.histories import History, held
from ledger.standing.rules import terms
from ledger.standing.scored import Options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.standing.rules import Rule
    from ledger.standing.scored import Scored

ONLY = 0
"""The seq of the only forecast of somebody who was certain: it stands in no journal."""


def attainable(question: Scored, rule: Rule) -> float | None:
    """The best score by a rule, in its unit: 0 for a loss, 1 for the spherical score; for points what certainty from T0 on had brought.

    It is less than certainty's term where the outcome was known early. None where certainty has no stated form.
    """
    match rule.adds:
        case "loss" | "gain":
            return rule.best
        case "points":
            return _accrued(certain(question), rule)


def certain(question: Scored) -> History:
    """The history of somebody who said at T0, with certainty, what happened; scored by no rule for a number or a day."""
    outcome = question.outcome
    forecasts = ForecastColumns(
        question=np.array([question.number]),
        forecast=np.array([ONLY]),
        made_us=np.array([question.t0_us]),
        gone_us=np.array([NEVER]),
        probability=np.array([float(outcome.yes) if isinstance(outcome, YesNo) else np.nan]),
        version=np.array([1], dtype=np.int32),
        grade=np.array([0], dtype=np.int8),
        imputed=np.array([False]),
    )
    group = np.zeros(1, dtype=np.int64)
    return History(
        "", question.kind, False, (question,), forecasts, group, held((question,), forecasts, group)
    )


def _accrued(history: History, rule: Rule) -> float | None:
    values = [one.values for one in terms(history, _said(history.questions[0])) if one.rule == rule]
    return float(accrued(steps=history.steps, points=values[0])[0]) if values else None


def _said(question: Scored) -> Mapping[int, Mapping[str, object]]:
    match question.outcome, question.scale:
        case Chosen(option), Options(labels):
            return {ONLY: says_said(Chances(tuple((label, Decimal(label == option)) for label in labels)))}
        case YesNo() | Chosen() | Amount() | Beyond() | OnDay(), _:
            return {ONLY: {"words": True}}
