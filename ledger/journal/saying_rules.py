"""Which stored forms of a forecast and of an outcome fit a question's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.questions.forecast import Chances
from ledger.questions.outcome import (
    Amount,
    Beyond,
    Chosen,
    NotAnOutcomeError,
    OnDay,
    Outcome,
    YesNo,
    outcome_from,
)
from ledger.questions.says_stored import NotAForecastError, says_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.journal.facts import QuestionFacts

FORMS = {
    "binary": frozenset({"probability", "statement", "words"}),
    "multiple_choice": frozenset({"options", "words"}),
    "numeric": frozenset({"quantiles", "interval", "range", "point", "words"}),
    "date": frozenset({"dates", "words"}),
}
"""The tags of a stored forecast, by kind of question."""


def says_refusal(says: Mapping[str, Any], question: QuestionFacts) -> str | None:
    """Why this forecast does not fit the question; None when it does."""
    if len(says) != 1:
        return "a forecast says exactly one thing."
    ((form, said),) = says.items()
    if form not in FORMS[question.kind]:
        return f"a {question.kind} question takes no {form}."
    if form == "probability":
        return None if _is_probability(said) else f"{said!r} is no probability."
    return _form_refusal(says, question)


def _is_probability(said: object) -> bool:
    # Not through `says_from`: an import of a million forecasts comes through here.
    if type(said) is not str:
        return False
    try:
        return 0 <= float(said) <= 1
    except ValueError:
        return False


def _form_refusal(says: Mapping[str, Any], question: QuestionFacts) -> str | None:
    try:
        said = says_from(says)
    except NotAForecastError as error:
        return str(error)
    if isinstance(said, Chances) and sorted(label for label, _ in said.options) != sorted(question.labels):
        return "its options are not the question's options."
    return None


def outcome_refusal(said: Mapping[str, Any], question: QuestionFacts) -> str | None:
    """Why this outcome cannot be the question's; None when it can."""
    try:
        outcome = outcome_from(said)
    except NotAnOutcomeError as error:
        return str(error)
    return (
        None
        if _fits(outcome, question)
        else f"{dict(said)!r} is no outcome of this {question.kind} question."
    )


def _fits(outcome: Outcome, question: QuestionFacts) -> bool:
    match outcome:
        case YesNo():
            return question.kind == "binary"
        case Chosen(option):
            return question.kind == "multiple_choice" and option in question.labels
        case Amount() | Beyond():
            return question.kind == "numeric"
        case OnDay():
            return question.kind == "date"
