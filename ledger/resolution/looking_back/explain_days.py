"""The tests of a rule where any day may decide: on which days they held, which days were spoken for, and the holes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.clock import start_of
from ledger.questions.outcome import OnDay, YesNo
from ledger.questions.rule import All, AnyDay, AnyOf, Compare, FirstDay, Happened, IsOneOf, Not, YesIf
from ledger.resolution.looking_back.explain_node import Node
from ledger.resolution.looking_back.explain_readings import source_node
from ledger.resolution.looking_back.explain_tests import COMBINED, wanted_words
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits
from ledger.resolution.rule.logic import Truth, known
from ledger.resolution.rule.marks import holes, marks
from ledger.resolution.rule.spans import ONE_DAY, bounds
from resolvers.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ledger.questions.rule import Test
    from ledger.resolution.looking_back.explain_node import Explained, Fact
    from ledger.resolution.rule.decision import Decision
    from ledger.resolution.rule.marks import Mark
    from ledger.resolution.rule.taken import Seen, Taken

SHOWN = 5
"""How many stretches of days are named one by one."""


def days_node(told: Explained, test: Test) -> Node:
    """A test over a window of which any day may decide."""
    decision = _alone(told, test)
    said = _truth(decision)
    match test:
        case All(parts) | AnyOf(parts):
            below = tuple(days_node(told, part) for part in parts)
            return Node("combination", f"{COMBINED[type(test)]}: {said.value}", {"truth": said.value}, below)
        case Not(part):
            words = f"{COMBINED[Not]}: {said.value}"
            return Node("combination", words, {"truth": said.value}, (days_node(told, part),))
        case Compare() | IsOneOf() | Happened():
            return _atom_node(told, test, said, decision)


def _alone(told: Explained, test: Test) -> Decision:
    """What the rule would say if it were this test alone, whatever the day it may be decided from."""
    first = start_of(bounds(told.question.rule.window).first)
    times = replace(told.question.times, resolves_at=min(first, told.question.times.resolves_at))
    # A date question's part is asked for its first day, so that its holes count as they did.
    decider = FirstDay(test) if isinstance(told.question.rule.decider, FirstDay) else YesIf(test)
    rule = replace(told.question.rule, decider=decider)
    return decide(replace(told.question, times=times, rule=rule), told.looks, told.at)


def _truth(decision: Decision) -> Truth:
    if not isinstance(decision, Resolves):
        return Truth.UNKNOWN
    outcome = decision.outcome
    return known(outcome == YesNo(yes=True) or (isinstance(outcome, OnDay) and outcome.day is not None))


def _atom_node(told: Explained, test: Compare | IsOneOf | Happened, said: Truth, decision: Decision) -> Node:
    found = marks(test, told.looks[test.look], told.question, told.at)
    window = _so_far(told)
    spoken = _joined(mark.days for mark in found)
    missing = holes([mark.days for mark in found], window) if window else []
    words = f"{test.look}: {wanted_words(test)} {said.value}{_reason(decision)}"
    facts: dict[str, Fact] = {
        "truth": said.value,
        "look": test.look,
        "wanted": wanted_words(test),
        "held": _days_words(_joined(mark.days for mark in found if mark.truth is Truth.YES)),
        "spoken_for": _days_words(spoken),
        "holes": _days_words(missing),
        "max_gap_days": _max_gap(told),
    }
    return Node(
        "days", words, facts, (*_days(facts, len(found)), *_sources(told, test.look, found, decision))
    )


def _reason(decision: Decision) -> str:
    """Why nothing is known, in brackets."""
    match decision:
        case Resolves():
            return ""
        case Waits(reason) | Conflicts(_, reason) | AsksPerson(reason) | Annuls(_, reason):
            return f" ({reason})"


def _max_gap(told: Explained) -> int:
    window = told.question.rule.window
    return window.max_gap.days if isinstance(window, AnyDay) else 0


def _so_far(told: Explained) -> Span | None:
    """The days of the window up to the moment; None before its first."""
    window, today = bounds(told.question.rule.window), told.at.date()
    return Span(window.first, min(window.last, today)) if today >= window.first else None


def _days(facts: dict[str, Fact], readings: int) -> tuple[Node, ...]:
    """The window in three lines: where it held, which days were spoken for, which were not."""
    lines = (
        ("held", f"held on {facts['held'] or 'no day'}"),
        ("spoken_for", _spoken_words(readings, facts["spoken_for"])),
        ("holes", f"nobody speaks for {facts['holes']}" if facts["holes"] else "no day is missing"),
    )
    return tuple(Node("days", words, {name: facts[name]}) for name, words in lines)


def _spoken_words(readings: int, days: Fact) -> str:
    if not readings:
        return "no reading speaks for any day"
    return f"1 reading speaks for {days}" if readings == 1 else f"{readings} readings speak for {days}"


def _joined(days: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    found: list[Span] = []
    for span in sorted(days):
        if found and span.first <= found[-1].last + ONE_DAY:
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found


def _days_words(spans: Sequence[Span]) -> str:
    """Stretches of days in words; the first few one by one, the rest counted."""
    named = [f"{s.first}" if s.days == 1 else f"{s.first} to {s.last}" for s in spans[:SHOWN]]
    more = len(spans) - SHOWN
    return ", ".join(named) + (f" and {more} more stretches" if more > 0 else "")


def _sources(told: Explained, look: str, found: Sequence[Mark], decision: Decision) -> tuple[Node, ...]:
    """A yes is shown with its readings; a no rests on all of them, so each source shows its first and its last."""
    if isinstance(decision, Resolves) and _truth(decision) is Truth.YES:
        used = {id(one) for one in decision.used}
        return tuple(source_node(told, seen, used) for seen in told.looks[look])
    marked = [mark.taken for mark in found]
    return tuple(_ends(told, seen, [one for one in marked if one in seen.taken]) for seen in told.looks[look])


def _ends(told: Explained, seen: Seen, marked: Sequence[Taken]) -> Node:
    ends = {id(one) for one in (*marked[:1], *marked[-1:])}
    return source_node(told, seen, ends, all_count=len(marked) > len(ends))
