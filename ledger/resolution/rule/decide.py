"""The decision: a question, what was read, and the time give one answer. Pure; the same in a sweep and in replay.

Missing, late, stale and malformed data never give NO: they leave the truth unknown, and silence to the very end
asks a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule import AnyDay, At, Over
from ledger.resolution.rule.any_day import decide_any_day
from ledger.resolution.rule.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits
from ledger.resolution.rule.one_span import decide_one_span
from ledger.resolution.rule.taken import trouble_words
from resolvers.source import Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ledger.questions.question import Question
    from ledger.resolution.rule.decision import Decision
    from ledger.resolution.rule.taken import Seen

RULE_VERSION = 1
"""The version of this way of deciding; it stands in every proposal."""


def decide(question: Question, looks: Mapping[str, Sequence[Seen]], now: datetime) -> Decision:
    """What the rule says at `now`, from all readings taken up to then (by look, by source in order of preference).

    Takes nothing from anywhere else, so that the readings a decision used give the same decision again.
    """
    if all(seen.by_hand for sources in looks.values() for seen in sources):
        return _at_the_end(question, looks, now, AsksPerson("a person answers this question"))
    window = question.rule.window
    match window:
        case At() | Over():
            decision = decide_one_span(question, looks, now)
        case AnyDay():
            decision = decide_any_day(question, window, looks, now)
    return _at_the_end(question, looks, now, decision)


def _at_the_end(
    question: Question, looks: Mapping[str, Sequence[Seen]], now: datetime, decision: Decision
) -> Decision:
    """After the last day, what still waits is given up: annulled where the file says so, else a person is asked."""
    match decision:
        case Resolves() | Conflicts() | Annuls():
            return decision
        case Waits(reason) | AsksPerson(reason):
            if now < question.times.gives_up_at:
                return decision
            return _given_up(question, looks, reason)


def _given_up(question: Question, looks: Mapping[str, Sequence[Seen]], reason: str) -> Decision:
    for named in question.rule.annul_if:
        if named.look and _ended(named.why, looks.get(named.look, ())):
            return Annuls("annulled", f"{named.why.replace('_', ' ')}: {reason}")
    if question.rule.at_give_up == "annul":
        return Annuls("annulled", f"nothing usable by the last day: {reason}")
    return AsksPerson(reason, said_last(looks))


def _ended(why: str, sources: Sequence[Seen]) -> bool:
    """Whether every source of a look ended in the way the file named: gone, or become another series."""
    wanted = {"discontinued": "source_missing", "identity_changed": "identity_changed"}.get(why)
    troubles = [seen.trouble or seen.changed for seen in sources if not seen.by_hand]
    return bool(troubles) and all(isinstance(each, Unusable) and each.why == wanted for each in troubles)


def said_last(looks: Mapping[str, Sequence[Seen]]) -> dict[str, str]:
    """By source, what it said last, in words."""
    return {
        seen.use.name: trouble_words(seen.trouble or seen.changed) or _newest(seen)
        for sources in looks.values()
        for seen in sources
        if not seen.by_hand
    }


def _newest(seen: Seen) -> str:
    if not seen.taken:
        return "never read"
    reading = seen.taken[-1].reading
    return f"last read for {reading.covers.first} to {reading.covers.last}, as of {reading.as_of}"
