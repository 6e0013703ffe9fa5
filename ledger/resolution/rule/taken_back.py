"""What a person rejected or withdrew does not come back by itself.

A rejection stands against the outcome, not against one set of readings: until the criteria or the rule are amended, or, where any
day may decide, until something happened that was read and known only afterwards: an event of a later day, or a level that
did not hold for a while.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ledger.questions.atoms import atoms
from ledger.questions.outcome import OnDay, YesNo, outcome_said
from ledger.questions.rule import AnyDay, FirstDay, YesIf
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits
from ledger.resolution.rule.marks import marks
from ledger.resolution.rule.one_span import compares_event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ledger.journal.deciding import TakenBack
    from ledger.questions.question import Question
    from ledger.resolution.rule.decision import Decision
    from ledger.resolution.rule.marks import Mark
    from ledger.resolution.rule.taken import Seen

ENDED_WITHOUT = frozenset({"annulled", "ambiguous"})


def not_again(
    question: Question,
    looks: Mapping[str, Sequence[Seen]],
    now: datetime,
    decision: Decision,
    against: Sequence[TakenBack],
) -> Decision:
    """The decision as it may be written, given what people took back of the question as it is asked now, oldest first.

    After the last day, what may not be decided again asks a person.
    """
    said = [each for each in against if _is_same(decision, each)]
    if not said:
        return decision
    since = said[-1].at
    afresh = _afresh(question, looks, now, since)
    if afresh is not None and _happened(afresh, decision) and afresh.known_at > since:
        return afresh
    reason = (
        f"a person took back {_words(decision)} on {since:%Y-%m-%d}; the rule alone does not say it again"
    )
    return AsksPerson(reason) if now >= question.times.gives_up_at else Waits(reason)


def _is_same(decision: Decision, back: TakenBack) -> bool:
    match decision:
        case Resolves(outcome):
            return back.outcome == outcome_said(outcome)
        case Conflicts():
            return back.how == "conflict"
        case Annuls():
            return back.how in ENDED_WITHOUT
        case Waits() | AsksPerson():
            return False


def _words(decision: Decision) -> str:
    match decision:
        case Conflicts():
            return "a conflict of these publishers"
        case Annuls():
            return "an end without an outcome"
        case Resolves() | Waits() | AsksPerson():
            return "this outcome"


def _afresh(
    question: Question, looks: Mapping[str, Sequence[Seen]], now: datetime, since: datetime
) -> Resolves | None:
    """What the rule says of what was read since, alone; of a level, since it turned: what goes on has not happened anew."""
    if not isinstance(question.rule.window, AnyDay):
        return None
    turned = None if compares_event(question) else _turned(question, looks, now, since)
    if turned is None and not compares_event(question):
        return None
    later = {name: tuple(_since(seen, since, turned) for seen in seens) for name, seens in looks.items()}
    afresh = decide(question, later, now)
    return afresh if isinstance(afresh, Resolves) else None


def _turned(
    question: Question, looks: Mapping[str, Sequence[Seen]], now: datetime, since: datetime
) -> datetime | None:
    """When a reading first said otherwise than the one before it, since then; None where all went on as it was."""
    decider = question.rule.decider
    tests = atoms(decider.test) if isinstance(decider, YesIf | FirstDay) else ()
    turns = (_first_turn(marks(atom, looks[atom.look], question, now), since) for atom in tests)
    return min((at for at in turns if at is not None), default=None)


def _first_turn(found: Sequence[Mark], since: datetime) -> datetime | None:
    for before, mark in pairwise(found):
        if mark.taken.taken_at > since and mark.truth is not before.truth:
            return mark.taken.taken_at
    return None


def _since(seen: Seen, since: datetime, turned: datetime | None) -> Seen:
    """What a source gave after a moment; where something turned, with the reading that showed it."""
    later = (taken for taken in seen.taken if taken.taken_at > since)
    return replace(seen, taken=tuple(taken for taken in later if turned is None or taken.taken_at >= turned))


def _happened(afresh: Resolves, decision: Decision) -> bool:
    """Whether it says again that something happened: a silence, or the same page read again, is not new."""
    happened = afresh.outcome == YesNo(yes=True) or (
        isinstance(afresh.outcome, OnDay) and afresh.outcome.day is not None
    )
    return happened and isinstance(decision, Resolves) and afresh.outcome == decision.outcome
