"""Which value a look gives for a day or a span: the right vintage of each source, and publishers that agree.

Missing, partial and foreign readings stay visible as reasons; none of them becomes a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.resolution.rule.spans import bounds
from ledger.resolution.rule.taken import same_series, trouble_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from ledger.questions.question import Question
    from ledger.questions.rule import SourceUse
    from ledger.resolution.rule.taken import Seen, Taken
    from resolvers.source import Offer, Reading, Span, Value

MAIN = "main"


@dataclass(frozen=True, slots=True)
class Known:
    """A value that counts, and the readings it rests on. `partial`: a total that is still growing."""

    value: Value
    used: tuple[Taken, ...]
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """No value counts, for this reason. `asks_person`: only the figure that a person is to give is missing."""

    reason: str
    asks_person: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """Enough publishers answered, and they disagree beyond the tolerance."""

    used: tuple[Taken, ...]


Pick = Known | Missing | Split


@dataclass(frozen=True, slots=True)
class Moment:
    """A question seen at one moment: later readings are not known yet. `fresh` takes the newest instead of the first."""

    question: Question
    at: datetime
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class _Choice:
    seen: Seen
    taken: Taken
    partial: bool

    @property
    def value(self) -> Value:
        return self.taken.reading.values[self.seen.use.value]


def pick(name: str, sources: Sequence[Seen], moment: Moment) -> Pick:
    """What the look `name` says at a moment, from its sources in order of preference."""
    unit = unit_of(name, (seen.offer for seen in sources), moment.question)
    first_line = [seen for seen in sources if not seen.use.fallback]
    chosen = _chosen(first_line, unit, moment)
    wanted = quorum(sources, moment.question)
    if len(_publishers(chosen)) < wanted and fallback_counts(moment):
        chosen += _chosen([seen for seen in sources if seen.use.fallback], unit, moment)
    return _agreed(chosen, wanted, moment, _missing(sources, chosen, unit, wanted))


def unit_of(name: str, offers: Iterable[Offer], question: Question) -> str | None:
    """The unit a look's values are compared in: the question's for `main`, else the first that a source declares."""
    stated = question.rule.unit if name == MAIN else None
    return stated or next((offer.unit for offer in offers if offer.unit), None)


def quorum(sources: Sequence[Seen], question: Question) -> int:
    """How many publishers must agree: as the rule says, but never more than the look has."""
    return min(question.rule.quorum, max(1, len({name for seen in sources for name in seen.publishers})))


def fallback_counts(moment: Moment) -> bool:
    """Whether the others have had their time since the question could first be decided."""
    return moment.at >= moment.question.times.resolves_at + moment.question.rule.fallback_after


def _chosen(sources: Sequence[Seen], unit: str | None, moment: Moment) -> list[_Choice]:
    return [choice for seen in sources if (choice := _choose(seen, unit, moment))]


def _choose(seen: Seen, unit: str | None, moment: Moment) -> _Choice | None:
    """The one reading of a source that counts: the vintage's, else a growing total that never falls."""
    known = [
        taken for taken in _one_series(seen, moment) if not unfit(seen.use, seen.offer, taken.reading, unit)
    ]
    whole = [taken for taken in known if complete(seen, taken, moment.question)]
    if found := _of_vintage(whole, moment):
        return _Choice(seen, found, partial=False)
    growing = [taken for taken in known if _grows(seen, taken, moment.question)]
    return _Choice(seen, growing[-1], partial=True) if growing else None


def _one_series(seen: Seen, moment: Moment) -> list[Taken]:
    """What was read by then of the series that was read first; nothing where the newest is wanted and is of another."""
    by_then = [taken for taken in seen.taken if taken.taken_at <= moment.at]
    same = same_series(by_then)
    if moment.question.rule.vintage == "latest" and len(same) < len(by_then) and by_then[-1] not in same:
        return []
    return same


def _of_vintage(whole: list[Taken], moment: Moment) -> Taken | None:
    from_then = [taken for taken in whole if taken.taken_at >= moment.question.times.resolves_at]
    if moment.fresh:
        return from_then[-1] if from_then else None
    return _vintage(moment, whole, from_then)


def _vintage(moment: Moment, whole: list[Taken], from_then: list[Taken]) -> Taken | None:
    match moment.question.rule.vintage:
        case "first_final":
            return from_then[0] if from_then else None
        case "first_print":
            return whole[0] if whole else None
        case "latest":
            return from_then[-1] if from_then else None
        case "as_of":
            before = [taken for taken in whole if taken.taken_at < moment.question.times.resolves_at]
            newest = [*before[-1:], *from_then][:1]
            return newest[0] if newest and moment.at >= moment.question.times.resolves_at else None


def unfit(use: SourceUse, offer: Offer, reading: Reading, wanted: str | None) -> str:
    """Why a reading's value may not be used; empty when it may. Units are compared, never converted.

    `wanted` is the unit of the look.
    """
    if use.value not in reading.values or (reading.values[use.value] is None and offer.nature != "event"):
        return f"{use.name} gave no {use.value}"
    unit = reading.units.get(use.value)
    if unit and wanted and unit != wanted:
        return f"{use.name} gives {use.value} in {unit}, the question is in {wanted}"
    return ""


def complete(seen: Seen, taken: Taken, question: Question) -> bool:
    """Whether a reading speaks for the whole window.

    A level speaks for the last day it covers, and that must be the window's last, whatever span it was measured over: a
    later day's value is another day's value. All else speaks day by day, and must cover every one.
    """
    window, covers = bounds(question.rule.window), taken.reading.covers
    if not recent_enough(taken, question):
        return False
    if seen.offer.nature == "level":
        return covers.last == window.last
    return covers.first <= window.first and covers.last >= window.last


def recent_enough(taken: Taken, question: Question) -> bool:
    """Whether the publisher's own stamp is after the day the rule demands, where it demands one."""
    after = question.rule.as_of_after
    return after is None or taken.reading.as_of > after


def _grows(seen: Seen, taken: Taken, question: Question) -> bool:
    window, covers = bounds(question.rule.window), taken.reading.covers
    return seen.offer.never_falls and covers.first <= window.first and overlaps(covers, window)


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a day."""
    return one.first <= other.last and other.first <= one.last


def _publishers(chosen: list[_Choice]) -> dict[str, _Choice]:
    """Each publisher's first choice, in order of preference; a second file of it is no second opinion."""
    found: dict[str, _Choice] = {}
    for choice in chosen:
        found.setdefault(choice.taken.publisher, choice)
    return found


def _agreed(chosen: list[_Choice], wanted: int, moment: Moment, missing: Missing | None) -> Pick:
    apart = list(_publishers(chosen).values())
    for first in apart:
        agreeing = [
            other for other in apart if agrees(first.value, other.value, moment.question.rule.tolerance)
        ]
        if len(agreeing) >= wanted:
            kept = agreeing if wanted > 1 else [first]
            return Known(first.value, tuple(c.taken for c in kept), any(c.partial for c in kept))
    if len(apart) >= wanted and (missing is None or missing.asks_person):
        return Split(tuple(choice.taken for choice in apart))
    return missing or Missing("no source has been read yet")


def agrees(one: Value, other: Value, tolerance: Decimal) -> bool:
    """Whether two publishers say the same: numbers within the tolerance, all else equal."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) <= tolerance
    return type(one) is type(other) and one == other


def _missing(sources: Sequence[Seen], chosen: list[_Choice], unit: str | None, wanted: int) -> Missing | None:
    """What the sources that could still speak are waiting for; None when all of them have spoken.

    Where several must agree, a person may speak for one of them; a conflict of the others does not wait for that.
    """
    spoken = {id(choice.seen) for choice in chosen}
    silent = [seen for seen in sources if id(seen) not in spoken and not seen.use.fallback]
    machines = [seen for seen in silent if not seen.by_hand]
    if machines:
        return Missing("; ".join(silence(seen, unit) for seen in machines))
    if silent and wanted > 1:
        return Missing("; ".join(silence(seen, unit) for seen in silent), asks_person=True)
    return None


def silence(seen: Seen, unit: str | None) -> str:
    """Why one source gives nothing that counts, in words. `unit` is the unit of the look."""
    if seen.changed:
        return f"{seen.use.name}: {trouble_words(seen.changed)}"
    for taken in reversed(seen.taken):
        if because := unfit(seen.use, seen.offer, taken.reading, unit):
            return because
        covers = taken.reading.covers
        return f"{seen.use.name} speaks for {covers.first} to {covers.last}, as of {taken.reading.as_of}"
    if seen.by_hand:
        return f"a person gives the figure of {seen.publisher}"
    return f"{seen.use.name}: {trouble_words(seen.trouble) or 'not read yet'}"
