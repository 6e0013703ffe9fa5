"""What a person rejected or withdrew does not come back by itself.

A rejection stands against the outcome, not against one set of readings: until the question is amended, or, where any
day may decide, until something happened that was read and known only afterwards.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.questions.outcome import OnDay, YesNo, outcome_said
from ledger.questions.rule import AnyDay
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ledger.journal.deciding import TakenBack
    from ledger.questions.question import Question
    from ledger.resolution.rule.decision import Decision
    from ledger.resolution.rule.taken import Seen

ENDED_WITHOUT = frozenset({"annulled", "ambiguous"})


def not_again(
    question: Question,
    looks: Mapping[str, Sequence[Seen]],
    now: datetime,
    decision: Decision,
    against: Sequence[TakenBack],
) -> Decision:
    """The decision as it may be written, given what people took back of this version of the question, oldest first.

    After the last day, what may not be decided again asks a person.
    """
    said = [each for each in against if _is_same(decision, each)]
    if not said:
        return decision
    since = said[-1].at
    afresh = _afresh(question, looks, now, since)
    if isinstance(afresh, Resolves) and _is_new(question, decision, afresh, since):
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
) -> Decision:
    """What the rule says of the readings taken since, alone."""
    return decide(
        question, {name: tuple(_since(seen, since) for seen in seens) for name, seens in looks.items()}, now
    )


def _since(seen: Seen, since: datetime) -> Seen:
    return replace(seen, taken=tuple(taken for taken in seen.taken if taken.taken_at > since))


def _is_new(question: Question, decision: Decision, afresh: Resolves, since: datetime) -> bool:
    """Whether something happened that could not be known before: a silence, or the same page read again, is not new."""
    if not isinstance(question.rule.window, AnyDay) or not isinstance(decision, Resolves):
        return False
    happened = afresh.outcome == YesNo(yes=True) or (
        isinstance(afresh.outcome, OnDay) and afresh.outcome.day is not None
    )
    return happened and afresh.outcome == decision.outcome and afresh.known_at > since
