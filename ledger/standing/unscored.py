"""Why somebody has no score on a question: the true reason of each case, from the question's end and what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ledger.record.columns import forecast_columns
from ledger.record.ended import question_ends
from ledger.record.forecasts import spoken_on
from ledger.scoring import time_covered
from ledger.standing.histories import CLAIMED, USUAL, held
from ledger.standing.scored import CHECKED_FACTS, Scored, counts_for, scored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.columns import ForecastColumns
    from ledger.record.ended import QuestionEnd
    from ledger.record.opening import Record
    from ledger.standing.histories import Choice
    from ledger.standing.scores import ScoreLine
    from ledger.standing.unscored_words import Why


class Unscored(NamedTuple):
    """A resolved question somebody spoke on, and why there is no score on it."""

    question: Scored
    why: Why


def unscored(
    record: Record,
    forecaster: str,
    lines: Sequence[ScoreLine],
    *,
    choice: Choice = USUAL,
    only: str | None = None,
) -> tuple[Unscored, ...]:
    """The resolved questions that a forecaster spoke on and has no score on in these lines, in the order they were asked.

    They are those that the denominator counts as without a score.
    """
    missing = spoken_on(record, forecaster) - {line.question.id for line in lines if line.scores}
    resolved = [
        (end, question)
        for end in question_ends(record, only=only)
        if end.id in missing and counts_for(end, forecaster) and (question := scored(end)) is not None
    ]
    if not resolved:
        return ()
    said = forecast_columns(record, forecaster, only=only)
    return tuple(
        Unscored(question, _of_what_was_said(question, said.only(said.question == end.number), choice))
        for end, question in resolved
    )


def why_unscored(record: Record, question: str, forecaster: str, *, choice: Choice = USUAL) -> Why:
    """Why a forecaster has no score on one question. Only for where there is none."""
    (end,) = question_ends(record, only=question)
    known, kept_away = scored(end), _of_the_question(end, forecaster)
    if kept_away is not None or known is None:
        return kept_away or "not resolved"
    return _of_what_was_said(known, forecast_columns(record, forecaster, only=question), choice)


def _of_the_question(end: QuestionEnd, forecaster: str) -> Why | None:
    if end.stance in CHECKED_FACTS:
        return "checked fact"
    if not counts_for(end, forecaster):
        return "private"
    if end.state == "annulled":
        return "ambiguous" if end.how == "ambiguous" else "annulled"
    return None


def _of_what_was_said(question: Scored, said: ForecastColumns, choice: Choice) -> Why:
    meant = said.only(said.gone_us > said.made_us)  # what was undone as a slip was never said
    if not meant.forecast.size:
        return "nothing said"
    real = meant if choice.imputed else meant.only(~meant.imputed)
    if not real.forecast.size:
        return "imputed"
    taken = real if choice.claimed else real.only(real.grade != CLAIMED)
    if not taken.forecast.size:
        return "claimed"
    if (taken.made_us >= min(question.closes_us, question.known_us)).all():
        return "late"
    one = np.zeros(taken.forecast.size, dtype=np.int64)
    return "form" if time_covered(steps=held([question], taken, one)).any() else "gone"
