"""The decision of an explanation, and below it the tests or the look it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.outcome import outcome_words
from ledger.questions.rule import AnyDay, FirstDay, TakeOption, TakeValue, YesIf
from ledger.resolution.looking_back.explain_days import days_node
from ledger.resolution.looking_back.explain_node import Node
from ledger.resolution.looking_back.explain_tests import look_node, test_node
from ledger.resolution.rule.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits
from ledger.resolution.rule.picks import MAIN

if TYPE_CHECKING:
    from ledger.questions.question import Question
    from ledger.resolution.looking_back.explain_node import Explained, Fact
    from ledger.resolution.rule.decision import Decision


def decision_node(told: Explained) -> Node:
    """What the rule says, and what it says it from."""
    return Node("decision", decision_words(told.question, told.decision), _facts(told), (_below(told),))


def decision_words(question: Question, decision: Decision) -> str:
    """What the rule says, in a sentence."""
    match decision:
        case Resolves(outcome):
            otherwise = question.dates.otherwise if question.dates else "later or never"
            return f"the rule says {outcome_words(outcome, question.rule.unit, otherwise)}: {decision.why}"
        case Waits(reason):
            return f"the rule waits: {reason}"
        case Conflicts(_, reason):
            return f"the rule leaves it to a person: {reason}"
        case AsksPerson(reason):
            return f"a person is asked: {reason}"
        case Annuls(how, reason):
            return f"{how} by the rule: {reason}"


def _facts(told: Explained) -> dict[str, Fact]:
    decision = told.decision
    facts: dict[str, Fact] = {
        "at": told.at.isoformat(timespec="seconds"),
        "decided": isinstance(decision, Resolves),
    }
    if not isinstance(decision, Resolves):
        return facts
    value = format(decision.value, "f") if decision.value is not None else None
    known = decision.known_at.isoformat(timespec="seconds")
    return facts | {"value": value, "unit": decision.unit, "known_at": known}


def _below(told: Explained) -> Node:
    decider = told.question.rule.decider
    match decider:
        case YesIf(test) | FirstDay(test):
            any_day = isinstance(told.question.rule.window, AnyDay)
            return days_node(told, test) if any_day else test_node(told, test)
        case TakeValue() | TakeOption():
            return look_node(told, MAIN)
