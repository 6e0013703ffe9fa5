"""Deciding where any day of a window may decide: YES early, NO only when every day was spoken for.

Each test asks by itself whether it held on any day of the window; `all`, `any` and `not` combine these answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.clock import end_of
from ledger.questions.atoms import atoms
from ledger.questions.outcome import OnDay, YesNo
from ledger.questions.rule import (
    All,
    AnyOf,
    At,
    Compare,
    FirstDay,
    Happened,
    IsOneOf,
    Not,
    TakeOption,
    TakeValue,
    YesIf,
)
from ledger.questions.units import counted
from ledger.resolution.rule.compare import rounded
from ledger.resolution.rule.decision import Conflicts, Resolves, Waits
from ledger.resolution.rule.logic import Truth, all_of, any_of, negate
from ledger.resolution.rule.marks import held_until, marks, too_wide
from ledger.resolution.rule.one_span import decide_one_span, known_at
from ledger.resolution.rule.picks import MAIN, quorum, silence, unit_of
from ledger.resolution.rule.spans import bounds
from ledger.resolution.rule.taken import each_once
from resolvers.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from ledger.questions.atoms import Atom
    from ledger.questions.outcome import Outcome
    from ledger.questions.question import Question
    from ledger.questions.rule import AnyDay, HeldFor, Test
    from ledger.resolution.rule.decision import Decision
    from ledger.resolution.rule.marks import Mark
    from ledger.resolution.rule.taken import Seen, Taken


@dataclass(frozen=True, slots=True)
class Held:
    """Whether a test held on any day: the truth, the first day it did, when that was first read, and from what."""

    truth: Truth
    used: tuple[Taken, ...] = ()
    day: date | None = None
    looked_at: datetime | None = None
    reason: str = ""
    split: bool = False


@dataclass(frozen=True, slots=True)
class _View:
    """One question with its window, all that was seen, and the moment."""

    question: Question
    window: AnyDay
    looks: Mapping[str, Sequence[Seen]]
    now: datetime

    @property
    def days(self) -> Span:
        return bounds(self.window)

    @property
    def over(self) -> bool:
        return self.now > end_of(self.window.last)


def decide_any_day(
    question: Question, window: AnyDay, looks: Mapping[str, Sequence[Seen]], now: datetime
) -> Decision:
    """The decision for an `any_day` window, from the readings up to `now`."""
    view = _View(question, window, looks, now)
    match question.rule.decider:
        case YesIf(test):
            return _decided(view, _held(view, test), _yes_or_no)
        case FirstDay(test):
            return _decided(view, _with_first_day(view, test), _on_day)
        case TakeValue() | TakeOption():
            at_end = replace(question, rule=replace(question.rule, window=At(window.last)))
            return decide_one_span(at_end, looks, now)


def _yes_or_no(held: Held) -> Outcome:
    return YesNo(yes=held.truth is Truth.YES)


def _on_day(held: Held) -> Outcome:
    return OnDay(held.day)


def _decided(view: _View, held: Held, outcome_of: Callable[[Held], Outcome]) -> Decision:
    resolves_at = view.question.times.resolves_at
    if held.split:
        return Conflicts(held.used, held.reason)
    if held.truth is Truth.UNKNOWN or (held.truth is Truth.NO and not view.over):
        return Waits(held.reason or f"NO only after {view.window.last}, the last day that counts")
    if view.now < resolves_at:
        return Waits(f"may be decided from {resolves_at:%Y-%m-%d %H:%M} UTC on", resolves_at)
    return _resolves(view.question, held, outcome_of(held))


def _resolves(question: Question, held: Held, outcome: Outcome) -> Resolves:
    looked_at = held.looked_at or max(taken.taken_at for taken in held.used)
    value = _value(question, held)
    return Resolves(
        outcome=outcome,
        known_at=known_at(question, outcome, held.used, looked_at),
        used=held.used,
        why=held.reason,
        value=value,
        unit=question.rule.unit if value is not None else None,
    )


def _value(question: Question, held: Held) -> Decimal | None:
    """The number of the reading that decided a YES; a NO rests on many."""
    if held.truth is not Truth.YES or MAIN not in question.rule.looks:
        return None
    names = {use.value for use in question.rule.looks[MAIN]}
    found = [value for name, value in held.used[0].reading.values.items() if name in names]
    return rounded(found[0], question.rule.digits) if found and isinstance(found[0], Decimal) else None


# ---- the tests, each over the whole window -------------------------------------------------------------


def _held(view: _View, test: Test) -> Held:
    match test:
        case All(parts):
            return _combined([_held(view, part) for part in parts], all_of, max)
        case AnyOf(parts):
            return _combined([_held(view, part) for part in parts], any_of, min)
        case Not(part):
            return _opposite(view, _held(view, part))
        case Happened(False, look):
            return _opposite(view, _atom(view, Happened(happened=True, look=look)))
        case Compare() | IsOneOf() | Happened():
            return _atom(view, test)


def _opposite(view: _View, held: Held) -> Held:
    truth = negate(held.truth)
    return replace(held, truth=truth, day=view.window.last if truth is Truth.YES else None, looked_at=None)


def _combined(
    parts: list[Held],
    logic: Callable[[Iterable[Truth]], Truth],
    last: Callable[..., date],
) -> Held:
    truth = logic(part.truth for part in parts)
    bearing = [part for part in parts if part.truth is truth]
    days = [part.day for part in bearing if part.day is not None]
    looked = [part.looked_at for part in bearing if part.looked_at is not None]
    whole = truth is Truth.YES and len(looked) == len(bearing)
    return Held(
        truth,
        each_once(taken for part in bearing for taken in part.used),
        last(days) if truth is Truth.YES and days else None,
        last(looked) if whole else None,  # type: ignore[arg-type]  # min or max of moments, as of days
        "; ".join(dict.fromkeys(part.reason for part in bearing if part.reason)),
        truth is Truth.UNKNOWN and any(part.split for part in bearing),
    )


def _atom(view: _View, atom: Atom) -> Held:
    """One test on one look: publishers one by one where several must agree, all together otherwise."""
    sources = view.looks[atom.look]
    found = marks(atom, sources, view.question, view.now)
    wanted = quorum(sources, view.question)
    if wanted == 1:
        return _one(view, atom, found)
    return _several(view, atom, found, wanted)


def _several(view: _View, atom: Atom, found: list[Mark], wanted: int) -> Held:
    by_publisher: dict[str, list[Mark]] = {
        name: [] for seen in view.looks[atom.look] for name in seen.publishers
    }
    for mark in found:
        by_publisher[mark.publisher].append(mark)
    each = [_one(view, atom, of_one) for of_one in by_publisher.values()]
    for truth in (Truth.YES, Truth.NO):
        agreeing = [held for held in each if held.truth is truth]
        if len(agreeing) >= wanted:
            return _combined(agreeing[:wanted], all_of, max)
    unknown = [held for held in each if held.truth is Truth.UNKNOWN]
    used = tuple(taken for held in each for taken in held.used)
    reason = (
        "publishers disagree"
        if not unknown
        else f"decided by {len(each) - len(unknown)} of {counted(wanted, 'publisher')}"
    )
    return Held(Truth.UNKNOWN, used if not unknown else (), None, None, reason, split=not unknown)


def _one(view: _View, atom: Atom, found: list[Mark]) -> Held:
    held_for = None if isinstance(atom, Happened) else atom.held_for
    return _running(view, atom, found, held_for) if held_for else _on_any_day(view, atom, found)


def _on_any_day(view: _View, atom: Atom, found: list[Mark]) -> Held:
    chain = _chain(view.question, [mark for mark in found if mark.truth is Truth.YES])
    if chain and len(chain) == _readings(view.question):
        return _yes(chain[0].day, chain)
    if chain and _may_be_confirmed(view.question, chain, found):
        return Held(Truth.UNKNOWN, reason="another reading must agree before it counts")
    return _no(view, atom, found)


def _yes(day: date, chain: Sequence[Mark]) -> Held:
    used = tuple(mark.taken for mark in chain)
    sources = ", ".join(dict.fromkeys(taken.source for taken in used))
    return Held(Truth.YES, used, day, used[0].taken_at, f"held on {day}, by {sources}")


def _readings(question: Question) -> int:
    return question.rule.confirmations.readings if question.rule.confirmations else 1


def _chain(question: Question, yes: list[Mark]) -> list[Mark]:
    """The earliest readings that say yes, each far enough after the one before; as many as are wanted or there are."""
    chain: list[Mark] = []
    confirmations = question.rule.confirmations
    for mark in yes:
        far = not chain or (
            confirmations and mark.taken.taken_at - chain[-1].taken.taken_at >= confirmations.apart
        )
        if far and len(chain) < _readings(question):
            chain.append(mark)
    return chain


def _may_be_confirmed(question: Question, chain: list[Mark], found: list[Mark]) -> bool:
    """Whether nobody has looked again yet, far enough after the last yes."""
    confirmations = question.rule.confirmations
    last_yes = max(mark.taken.taken_at for mark in found if mark.truth is Truth.YES)
    newest = found[-1].taken.taken_at
    return bool(chain and confirmations and newest - last_yes < confirmations.apart)


def _no(view: _View, atom: Atom, found: list[Mark]) -> Held:
    """NO when the window is over and no hole is too wide; unknown, with the reason, until then."""
    if not view.over:
        return Held(Truth.UNKNOWN, reason=f"not so far; the window is open to {view.window.last}")
    wide = too_wide((mark.days for mark in found), view.days, view.window.max_gap)
    if wide:
        return Held(Truth.UNKNOWN, reason=_hole_words(view, atom, wide))
    used = each_once(mark.taken for mark in found)
    return Held(Truth.NO, used, reason=f"did not hold on any day from {view.days.first} to {view.days.last}")


def _hole_words(view: _View, atom: Atom, wide: list[Span]) -> str:
    days = ", ".join(f"{hole.first} to {hole.last}" for hole in wide[:3])
    sources = view.looks[atom.look]
    unit = unit_of(atom.look, (seen.offer for seen in sources), view.question)
    said = "; ".join(silence(seen, unit) for seen in sources if not seen.by_hand)
    return f"nothing usable covers {days} ({said})"


def _running(view: _View, atom: Atom, found: list[Mark], held_for: HeldFor) -> Held:
    """A test that must hold for days on end; the first word on a day is the one that counts."""
    by_day = _by_day(found)
    day, possible = held_until({day: mark.truth for day, mark in by_day.items()}, view.days, held_for)
    if day is not None:
        ago = {(day - mark.day).days: mark for mark in by_day.values() if mark.day <= day}
        held = _yes(day, [ago[days] for days in reversed(range(held_for.days)) if days in ago])
        used = each_once((*held.used, *_against_sooner(ago, held_for)))
        return replace(held, used=used, looked_at=ago[0].taken.taken_at)
    if view.over and possible:
        return Held(Truth.UNKNOWN, reason="it may have held for so long on days that were not read")
    return _no(view, atom, found)


def _against_sooner(ago: Mapping[int, Mark], held_for: HeldFor) -> list[Taken]:
    """The readings that say NO shortly before a run: without them, a run that may miss days would have ended sooner."""
    if not held_for.may_miss:
        return []
    before = reversed(range(held_for.days, 2 * held_for.days - 1))
    return [ago[days].taken for days in before if days in ago and ago[days].truth is Truth.NO]


def _by_day(found: list[Mark]) -> dict[date, Mark]:
    first: dict[date, Mark] = {}
    for mark in found:
        first.setdefault(mark.day, mark)
    return first


# ---- the first day it held ------------------------------------------------------------------------------


def _with_first_day(view: _View, test: Test) -> Held:
    """A first day counts only where the days before it were spoken for too."""
    held = _held(view, test)
    if held.truth is not Truth.YES or held.day is None or isinstance(test, Happened):
        return held
    before = _spoken(view, test, held.day)
    wide = too_wide(before, Span(view.days.first, held.day), view.window.max_gap)
    if not wide:
        return replace(held, used=_through(view, test, held))
    return Held(
        Truth.UNKNOWN, reason=f"it held on {held.day}, but nothing covers {wide[0].first} to {wide[0].last}"
    )


def _spoken(view: _View, test: Test, until: date) -> list[Span]:
    return [mark.days for mark in _all_marks(view, test) if mark.days.first <= until]


def _through(view: _View, test: Test, held: Held) -> tuple[Taken, ...]:
    """What a first day rests on: the readings that show it, and those that show that none was earlier."""
    earlier = (m.taken for m in _all_marks(view, test) if held.day is not None and m.days.last <= held.day)
    return each_once((*held.used, *earlier))


def _all_marks(view: _View, test: Test) -> list[Mark]:
    found = (marks(atom, view.looks[atom.look], view.question, view.now) for atom in atoms(test))
    return [mark for several in found for mark in several]
