"""The fields of an act for one question: which there are, what may be typed there, and what is wrong with what was typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.resolution.people.answer_forms import NOT_YET, NotAnAnswerError, forms, outcome_of
from ledger.resolution.people.receipt import (
    NoSuchEvidenceError,
    NotAnAddressError,
    check_address,
    check_evidence,
)
from ledger.tui.commands.reviewing import MAY_BE_EMPTY, AnswerIt, Uphold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.question import Question
    from ledger.tui.commands.reviewing import Asked, Decide


def asks(question: Question, act: type[Decide]) -> tuple[Asked, ...]:
    """What an act asks about this question: whose figure only where publishers must agree, and an outcome of its kind."""
    fields = (one for one in act.ASKS if one.name != "of" or _must_agree(question))
    return tuple(
        replace(one, hint=_hint(question, act, one)) if one.name == "outcome" else one for one in fields
    )


def outcome_forms(question: Question, act: type[Decide]) -> str:
    """What may be typed as an outcome: `yes or no`; an answer is a publisher's figure where several must agree."""
    figure = act is AnswerIt and _must_agree(question)
    return "the figure that a publisher states" if figure else forms(question)


def wrong_field(question: Question, act: type[Decide], typed: Mapping[str, str]) -> tuple[str, str] | None:
    """The first field whose text cannot be meant, and why; None where every text can be."""
    if wrong := wrong_outcome(question, act, typed):
        return "outcome", wrong
    try:
        _check_evidence(act, typed.get("evidence", "").strip())
    except (NotAnAddressError, NoSuchEvidenceError) as error:
        return "evidence", str(error)
    return None


def _check_evidence(act: type[Decide], text: str) -> None:
    """Who upholds a challenge may also name what was kept before."""
    check = check_address if act is Uphold else check_evidence
    check(text or None)


def wrong_outcome(question: Question, act: type[Decide], typed: Mapping[str, str]) -> str | None:
    """What is wrong with the outcome that was typed; None where nothing is, or nothing was typed."""
    text = typed.get("outcome", "").strip()
    figure = act is AnswerIt and _must_agree(question)
    if not text or figure or (act is AnswerIt and text.casefold() in NOT_YET):
        return None
    try:
        outcome_of(text, question)
    except NotAnAnswerError as error:
        return str(error)
    return None


def _hint(question: Question, act: type[Decide], asked: Asked) -> str:
    known = f"{'' if asked.needed else MAY_BE_EMPTY}{outcome_forms(question, act)}"
    return f"{known}; or not-yet" if act is AnswerIt else known


def _must_agree(question: Question) -> bool:
    return question.rule.quorum > 1
