"""What a question's sources say now and what its rule would make of it: never written as a decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from ledger.questions.outcome import OnDay, outcome_words
from ledger.questions.rule import All, AnyOf, Compare, FirstDay, Happened, IsOneOf, Not, Over, YesIf
from ledger.resolution.looking.look import by_hand
from ledger.resolution.rule.compare import rounded
from ledger.resolution.rule.judge import judge
from ledger.resolution.rule.one_span import decided_by
from ledger.resolution.rule.picks import Known, Missing, unfit, unit_of
from ledger.resolution.rule.taken import trouble_words
from resolvers.source import NotYet, Offer, Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from ledger.questions.outcome import Outcome
    from ledger.questions.question import Question
    from ledger.questions.rule import Decider, SourceUse, Test
    from ledger.resolution.rule.picks import Pick
    from ledger.resolution.rule.spans import Days
    from resolvers.source import Answer, Evidence

State = Literal["reading", "not_yet", "unusable", "needs_person"]
STANDS = {
    "window": "the window itself",
    "so_far": "the window so far",
    "last_time": "the same span last time",
    "as_if_ended": "as if the window ended there",
    "last_aligned": "the newest whole span of the window's shape",
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What one source of a question said when it was looked at now, over which days; `took_us` microseconds.

    `lacks` is why a part of the window that is long over could not be read, empty where it could, or nobody tried.
    """

    look: str
    use: SourceUse
    offers: Mapping[str, Offer]
    publisher: str
    version: int
    days: Days
    answer: Answer
    evidence: tuple[Evidence, ...]
    took_us: int = 0
    lacks: str = ""

    @property
    def offer(self) -> Offer:
        """What the source declares of the value the question uses."""
        return self.offers.get(self.use.value, Offer("level"))


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A question as if it resolved today. `value` is rounded as the question says; `would` is the outcome, if any."""

    question: str
    state: State
    looked: tuple[Looked, ...]
    reason: str
    value: Decimal | None = None
    unit: str | None = None
    as_of: date | None = None
    would: Outcome | None = None
    would_words: str | None = None


@dataclass(frozen=True, slots=True)
class _Used:
    """The first usable source of a look, with its reading."""

    looked: Looked
    reading: Reading


def evaluate(question: Question, looked: Sequence[Looked]) -> Rehearsal:
    """The rule over what the sources say now, the first usable one of each look. Pure."""
    used = {name: found for name in question.rule.looks if (found := _usable(question, name, looked))}
    picks = {name: _pick(name, used.get(name), looked, question) for name in question.rule.looks}
    bearing = [used[name] for name in decided_by(question) if name in used]
    if not bearing:
        return _nothing(question, looked, picks)
    return _something(question, looked, picks, bearing)


def _something(
    question: Question, looked: Sequence[Looked], picks: Mapping[str, Pick], bearing: Sequence[_Used]
) -> Rehearsal:
    first = bearing[0]
    verdict = judge(_as_read(question, first.reading), picks)
    unit = question.rule.unit or first.reading.units.get(first.looked.use.value) or None
    digits = first.looked.offer.digits if question.rule.digits is None else None
    value = rounded(verdict.value, digits) if verdict.value is not None else None
    would = _on_event_day(question, bearing) or verdict.outcome
    return Rehearsal(
        question=question.id,
        state="reading",
        looked=tuple(looked),
        reason="; ".join(_days_words(one) for one in bearing),
        value=value,
        unit=unit if value is not None else None,
        as_of=min(one.reading.as_of for one in bearing),
        would=would,
        would_words=_words(question, would, unit),
    )


def _words(question: Question, would: Outcome | None, unit: str | None) -> str | None:
    if would is None:
        return None
    otherwise = question.dates.otherwise if question.dates else "later or never"
    return outcome_words(would, unit, otherwise)


def _as_read(question: Question, reading: Reading) -> Question:
    """The question as if its window were the days read, and as if one day were enough where many are asked."""
    covers = reading.covers
    rule = replace(
        question.rule, window=Over(covers.first, covers.last), decider=_for_a_day(question.rule.decider)
    )
    return replace(question, rule=rule)


def _for_a_day(decider: Decider) -> Decider:
    if isinstance(decider, YesIf | FirstDay):
        return replace(decider, test=_without_run(decider.test))
    return decider


def _without_run(test: Test) -> Test:
    match test:
        case All(parts) | AnyOf(parts):
            return replace(test, parts=tuple(_without_run(part) for part in parts))
        case Not(part):
            return Not(_without_run(part))
        case Compare() | IsOneOf():
            return replace(test, held_for=None)
        case Happened():
            return test


def _on_event_day(question: Question, bearing: Sequence[_Used]) -> Outcome | None:
    """For a date question about an event: the event's own day."""
    if not isinstance(question.rule.decider, FirstDay):
        return None
    value = bearing[0].reading.values.get(bearing[0].looked.use.value)
    return OnDay(value) if isinstance(value, date) else None


def _days_words(one: _Used) -> str:
    span = one.reading.covers
    days = f"{span.first}" if span.days == 1 else f"the {span.days} days from {span.first} to {span.last}"
    return f"{one.looked.use.name} over {days} ({STANDS[one.looked.days.stands]})"


def _usable(question: Question, name: str, looked: Sequence[Looked]) -> _Used | None:
    """The look's first source with a reading that has the value, in the order of the file."""
    unit = _unit(question, name, looked)
    for one in (each for each in looked if each.look == name):
        if isinstance(one.answer, Reading) and not unfit(one.use, one.offer, one.answer, unit):
            return _Used(one, one.answer)
    return None


def _unit(question: Question, name: str, looked: Sequence[Looked]) -> str | None:
    return unit_of(name, (one.offer for one in looked if one.look == name), question)


def _pick(name: str, used: _Used | None, looked: Sequence[Looked], question: Question) -> Pick:
    if used:
        return Known(used.reading.values[used.looked.use.value], ())
    unit = _unit(question, name, looked)
    reasons = [_reason(one, unit) for one in looked if one.look == name]
    return Missing("; ".join(dict.fromkeys(reasons)) or "a person answers this")


def _reason(one: Looked, unit: str | None) -> str:
    if isinstance(one.answer, Reading):
        return unfit(one.use, one.offer, one.answer, unit)
    return f"{one.use.name}: {trouble_words(one.answer)}"


def _nothing(question: Question, looked: Sequence[Looked], picks: Mapping[str, Pick]) -> Rehearsal:
    reasons = [found.reason for name in decided_by(question) if isinstance(found := picks[name], Missing)]
    return Rehearsal(question.id, _state(question, looked), tuple(looked), "; ".join(reasons))


def _state(question: Question, looked: Sequence[Looked]) -> State:
    """A person is needed where only a person answers; unusable weighs more than not yet."""
    for name in decided_by(question):
        if all(by_hand(use) for use in question.rule.looks[name]):
            return "needs_person"
    answers = [one.answer for one in looked if one.look in decided_by(question)]
    broken = any(isinstance(answer, Unusable | Reading) for answer in answers)
    return "not_yet" if any(isinstance(each, NotYet) for each in answers) and not broken else "unusable"
