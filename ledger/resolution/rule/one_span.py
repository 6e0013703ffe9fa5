"""Deciding on one day or one span of days: never early, save for a YES on a total that never falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.clock import start_of
from ledger.questions.outcome import OnDay, YesNo
from ledger.questions.rule import FirstDay, Happened, YesIf
from ledger.resolution.rule.decision import AsksPerson, Conflicts, Resolves, Waits
from ledger.resolution.rule.judge import judge, looks_of
from ledger.resolution.rule.picks import MAIN, Known, Missing, Moment, Split, pick
from ledger.resolution.rule.taken import each_once, trouble_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from ledger.questions.outcome import Outcome
    from ledger.questions.question import Question
    from ledger.questions.rule import Confirmations
    from ledger.resolution.rule.decision import Decision
    from ledger.resolution.rule.picks import Pick
    from ledger.resolution.rule.taken import Seen, Taken


@dataclass(frozen=True, slots=True)
class Found:
    """An outcome at one moment, and the readings it rests on. `early`: a total that is still growing says it."""

    outcome: Outcome
    value: Decimal | None
    at: datetime
    used: tuple[Taken, ...]
    early: bool


@dataclass(frozen=True, slots=True)
class _Evaluated:
    """One moment: what was found, or the picks and the reason why nothing was."""

    found: Found | None
    picks: Mapping[str, Pick]
    reason: str


def decide_one_span(question: Question, looks: Mapping[str, Sequence[Seen]], now: datetime) -> Decision:
    """The decision for an `at` or `over` window, from the readings up to `now`."""
    resolves_at = question.times.resolves_at
    found = ((at, _evaluate(_moment(question, at), looks).found) for at in _moments(question, looks, now))
    allowed = (one for at, one in found if one and (one.early or at >= resolves_at))
    chain = _chain(allowed, question.rule.confirmations)
    return _resolves(question, chain) if chain else _why_not(question, looks, now)


def _changes(looks: Mapping[str, Sequence[Seen]]) -> list[str]:
    """Which sources give another series than they did, in words."""
    seens = (seen for sources in looks.values() for seen in sources)
    return [f"{seen.use.name}: {trouble_words(seen.changed)}" for seen in seens if seen.changed]


def _moment(question: Question, at: datetime) -> Moment:
    """Readings that confirm one another are the newest of each moment, not the same first one again and again."""
    return Moment(question, at, fresh=question.rule.confirmations is not None)


def decided_by(question: Question) -> tuple[str, ...]:
    """The looks whose values the decider compares."""
    decider = question.rule.decider
    return looks_of(decider.test) if isinstance(decider, YesIf | FirstDay) else (MAIN,)


def _moments(question: Question, looks: Mapping[str, Sequence[Seen]], now: datetime) -> list[datetime]:
    """When something new was known: each sweep that took a reading, and when the rule itself lets more count."""
    if question.rule.vintage == "latest" and not question.rule.confirmations:
        return [now]
    times = {taken.taken_at for seens in looks.values() for seen in seens for taken in seen.taken}
    resolves_at = question.times.resolves_at
    return sorted(at for at in times | {resolves_at, resolves_at + question.rule.fallback_after} if at <= now)


def _evaluate(moment: Moment, looks: Mapping[str, Sequence[Seen]]) -> _Evaluated:
    picks = {name: pick(name, seens, moment) for name, seens in looks.items()}
    verdict = judge(moment.question, picks)
    used = _used(moment.question, picks)
    early = _is_growing(moment.question, picks)
    if verdict.outcome is None or (early and verdict.outcome != YesNo(yes=True)):
        return _Evaluated(None, picks, verdict.reason)
    at = max((taken.taken_at for taken in used), default=moment.at)
    return _Evaluated(Found(verdict.outcome, verdict.value, at, used, early), picks, verdict.reason)


def _used(question: Question, picks: Mapping[str, Pick]) -> tuple[Taken, ...]:
    known = [found for name in decided_by(question) if isinstance(found := picks[name], Known)]
    return each_once(taken for found in known for taken in found.used)


def _is_growing(question: Question, picks: Mapping[str, Pick]) -> bool:
    """Whether a value is a total that is still growing: it may say YES and nothing else."""
    found = [picks[name] for name in decided_by(question)]
    return any(isinstance(each, Known) and each.partial for each in found)


def _chain(found: Iterable[Found], wanted: Confirmations | None) -> list[Found]:
    """The first run of outcomes that agree, each far enough after the one before, with no other between; else empty."""
    chain: list[Found] = []
    for one in found:
        if wanted is None:
            return [one]
        chain = _grown(chain, one, wanted)
        if len(chain) == wanted.readings:
            return chain
    return []


def _grown(chain: list[Found], found: Found, wanted: Confirmations) -> list[Found]:
    if not chain or found.outcome != chain[0].outcome:
        return [found]
    last = max(taken.taken_at for taken in chain[-1].used)
    far = min(taken.taken_at for taken in found.used) - last >= wanted.apart
    return [*chain, found] if far else chain


def _resolves(question: Question, chain: Sequence[Found]) -> Resolves:
    """The first of the chain gives the value: later publications of it only confirm."""
    first = chain[-1] if question.rule.vintage == "latest" else chain[0]
    used = each_once(taken for found in chain for taken in found.used)
    return Resolves(
        outcome=first.outcome,
        known_at=known_at(question, chain[0].outcome, chain[0].used, chain[0].at),
        used=used,
        why=_words(used),
        value=first.value,
        unit=question.rule.unit if first.value is not None else None,
    )


def _words(used: Sequence[Taken]) -> str:
    parts = (
        f"{t.source} on {t.reading.covers.first} to {t.reading.covers.last}, as of {t.reading.as_of}"
        for t in used
    )
    return "; ".join(parts)


def known_at(question: Question, outcome: Outcome, used: Sequence[Taken], looked_at: datetime) -> datetime:
    """When the world could know: the start of the event's own day, for an event that happened; else the look."""
    happened = outcome == YesNo(yes=True) or (isinstance(outcome, OnDay) and outcome.day is not None)
    days = [taken.reading.happened_on for taken in used if taken.reading.happened_on]
    if not (happened and days and compares_event(question)):
        return looked_at
    return min(start_of(max(days)), looked_at)


def compares_event(question: Question) -> bool:
    """Whether the decider asks if something happened."""
    decider = question.rule.decider
    return isinstance(decider, YesIf | FirstDay) and isinstance(decider.test, Happened)


def _why_not(question: Question, looks: Mapping[str, Sequence[Seen]], now: datetime) -> Decision:
    resolves_at = question.times.resolves_at
    if now < resolves_at:
        return Waits(f"may be decided from {resolves_at:%Y-%m-%d %H:%M} UTC on", resolves_at)
    last = _evaluate(_moment(question, now), looks)
    picks = [last.picks[name] for name in decided_by(question)]
    if last.found:
        return Waits("; ".join(("another reading must agree before it counts", *_changes(looks))))
    if split := [found for found in picks if isinstance(found, Split)]:
        return Conflicts(tuple(taken for found in split for taken in found.used), "publishers disagree")
    missing = [found for found in picks if isinstance(found, Missing)]
    reason = "; ".join(found.reason for found in missing) or last.reason
    asks = bool(missing) and all(found.asks_person for found in missing)
    return AsksPerson(reason) if asks else Waits(reason)
