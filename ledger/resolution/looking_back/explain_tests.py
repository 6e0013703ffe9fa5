"""The tests of a rule over one day or span: what was compared with what, and how the truths were combined."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.questions.rule import All, AnyOf, Compare, Happened, IsOneOf, Not
from ledger.questions.says_words import number_words
from ledger.questions.units import counted
from ledger.resolution.looking.stored import written
from ledger.resolution.looking_back.explain_node import Node
from ledger.resolution.looking_back.explain_readings import source_node
from ledger.resolution.rule.compare import rounded
from ledger.resolution.rule.decision import Resolves
from ledger.resolution.rule.judge import judge, truth
from ledger.resolution.rule.picks import Known, Missing, Moment, Split, pick

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ledger.questions.rule import HeldFor, Test
    from ledger.resolution.looking_back.explain_node import Explained, Fact
    from ledger.resolution.rule.picks import Pick

SIGNS = {"at_least": "at least", "above": "above", "at_most": "at most", "below": "below"}
COMBINED = {All: "all of these", AnyOf: "any of these", Not: "not this"}


def test_node(told: Explained, test: Test) -> Node:
    """A test and what it rests on, at the moment the decision rests on."""
    return _node(told, test, picks_of(told))


def look_node(told: Explained, name: str) -> Node:
    """A look whose value is taken as it is."""
    found = picks_of(told)[name]
    return Node("look", f"{name}: {_found(told, found)}", {"look": name}, _sources(told, name, found))


def picks_of(told: Explained) -> Mapping[str, Pick]:
    """What each look gives at the moment the decision rests on."""
    return _picks(told, _moment(told))


def _picks(told: Explained, at: datetime) -> dict[str, Pick]:
    moment = Moment(told.question, at, fresh=told.question.rule.confirmations is not None)
    return {name: pick(name, sources, moment) for name, sources in told.looks.items()}


def _moment(told: Explained) -> datetime:
    """The first at which the rule gives the outcome that was decided; without one, the moment it was asked."""
    if not isinstance(told.decision, Resolves):
        return told.at
    times = {one.taken_at for sources in told.looks.values() for seen in sources for one in seen.taken}
    later = told.question.times.resolves_at
    own = {later, later + told.question.rule.fallback_after, told.at}
    for at in sorted(one for one in times | own if one <= told.at):
        if judge(told.question, _picks(told, at)).outcome == told.decision.outcome:
            return at
    return told.at


def _node(told: Explained, test: Test, picks: Mapping[str, Pick]) -> Node:
    said = truth(test, picks, told.question)
    facts: dict[str, Fact] = {"truth": said.value}
    match test:
        case All(parts) | AnyOf(parts):
            below = tuple(_node(told, part, picks) for part in parts)
            return Node("combination", f"{COMBINED[type(test)]}: {said.value}", facts, below)
        case Not(part):
            return Node("combination", f"{COMBINED[Not]}: {said.value}", facts, (_node(told, part, picks),))
        case Compare() | IsOneOf() | Happened():
            found = picks[test.look]
            words = f"{_found(told, found)}; {wanted_words(test)}: {said.value}"
            more: dict[str, Fact] = {
                "look": test.look,
                "wanted": wanted_words(test),
                "value": _value(told, found),
            }
            return Node("compared", f"{test.look}: {words}", facts | more, _sources(told, test.look, found))


def _on_end(held: HeldFor | None) -> str:
    return f", {counted(held.days, 'day')} on end" if held else ""


def wanted_words(test: Compare | IsOneOf | Happened) -> str:
    """What a test asks for.

    >>> wanted_words(Compare((("at_least", Decimal("12.0")), ("below", Decimal(24)))))
    'at least 12 and below 24?'
    """
    match test:
        case Compare(bounds, _, held):
            asked = " and ".join(f"{SIGNS[op]} {number_words(bound)}" for op, bound in bounds)
            return f"{asked}{_on_end(held)}?"
        case IsOneOf(texts, _, held):
            return f"{' or '.join(texts)}{_on_end(held)}?"
        case Happened(happened, _):
            return "happened?" if happened else "did not happen?"


def _found(told: Explained, found: Pick) -> str:
    match found:
        case Known(value, _, partial):
            so_far = " so far" if partial else ""
            return f"{_value(told, found) or ('nothing happened' if value is None else '')}{so_far}"
        case Missing(reason):
            return f"no value counts ({reason})"
        case Split(used):
            return f"{len(used)} publishers disagree"


def _value(told: Explained, found: Pick) -> str | None:
    """The value as it is compared: rounded as the question says."""
    if not isinstance(found, Known):
        return None
    value = found.value
    return written(rounded(value, told.question.rule.digits) if isinstance(value, Decimal) else value)


def _sources(told: Explained, name: str, found: Pick) -> tuple[Node, ...]:
    used = {id(one) for one in _used(told, found)}
    return tuple(source_node(told, seen, used) for seen in told.looks[name])


def _used(told: Explained, found: Pick) -> tuple[object, ...]:
    """What the value rests on; where readings confirm one another, all of them."""
    decision = told.decision
    match found:
        case Known(_, used) if isinstance(decision, Resolves):
            return (*used, *decision.used)
        case Known(_, used) | Split(used):
            return used
        case Missing():
            return ()
