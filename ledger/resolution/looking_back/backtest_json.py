"""A back-test as JSON, schema 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.questions.outcome import outcome_words
from ledger.resolution.looking.rehearsal_json import number, span_json
from ledger.resolution.looking_back.backtest import FROM_WORDS
from ledger.resolution.looking_back.base_rate import base_rate
from ledger.resolution.looking_back.trial_json import base_rate_json
from ledger.resolution.rule.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits

if TYPE_CHECKING:
    from ledger.questions.question import Question
    from ledger.resolution.looking_back.backtest import Backtest, DayRead, Step, Tried
    from ledger.resolution.rule.decision import Decision


def backtest_json(question: Question, found: Backtest) -> dict[str, Any]:
    """`{"schema": 1, "question", "from", "note", "restated", "own_window", "windows", "days", "before", "base_rate"}`, the newest first."""
    rate = base_rate(found, question.unit)
    return {
        "schema": 1,
        "question": question.id,
        "from": found.source,
        "note": FROM_WORDS[found.source],
        "restated": found.source == "history",
        "own_window": _tried(question, found.own) if found.own else None,
        "windows": [_tried(question, one) for one in found.tried],
        "days": [_day(one) for one in found.by_day],
        "before": found.before or None,
        "base_rate": base_rate_json(rate) if rate else None,
    }


def _tried(question: Question, one: Tried) -> dict[str, Any]:
    return {
        "days": span_json(one.days),
        "would_say": said(question, one.decision) if one.outcome is not None else None,
        "value": number(one.value),
        "decidable_at": one.decidable_at.isoformat(timespec="seconds") if one.decidable_at else None,
        "reason": one.reason,
        "course": [_step(question, step) for step in one.course],
    }


def _step(question: Question, step: Step) -> dict[str, Any]:
    return {
        "at": step.at.isoformat(timespec="seconds"),
        "kind": kind(step.decision),
        "said": said(question, step.decision),
    }


def _day(one: DayRead) -> dict[str, Any]:
    return {"day": one.day.isoformat(), "holds": one.holds, "value": number(one.value)}


def kind(decision: Decision) -> str:
    """The one word for a decision."""
    match decision:
        case Resolves():
            return "resolves"
        case Waits():
            return "waits"
        case Conflicts():
            return "conflicts"
        case AsksPerson():
            return "asks_person"
        case Annuls(how, _):
            return how


def said(question: Question, decision: Decision) -> str:
    """A decision in words: the outcome, or the reason why there is none."""
    match decision:
        case Resolves():
            otherwise = question.dates.otherwise if question.dates else "later or never"
            return outcome_words(decision.outcome, question.rule.unit, otherwise)
        case Waits(reason) | Conflicts(_, reason) | AsksPerson(reason) | Annuls(_, reason):
            return reason
