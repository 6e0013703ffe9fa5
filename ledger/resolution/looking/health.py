"""Alarms: a look that is not as it was, told long before its readings count, and until it is over or a person accepts it.

What a look says now is compared with what it read last, and with the series and units it is known by. Alarms decide nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from ledger.journal.alarms import Alarm, end_alarms, holding, raise_alarms
from ledger.journal.rehearsed import as_ofs
from ledger.record.alarms import COMPARED
from ledger.resolution.looking.stored import written
from resolvers.source import NotYet, Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.journal.alarms import AlarmKind
    from ledger.journal.rehearsed import ValueRow
    from ledger.journal.work import LookState
    from ledger.resolution.looking.rehearsal import Looked
    from resolvers.source import Answer, Why

JUMP = Decimal(3)
"""Neighbouring readings further apart than this factor look like a split or another unit."""
RESTATED = Decimal("1.25")
"""So much a figure of days long past may move before it looks restated: estimates are made anew all the time."""
FAILURES = 2
"""Times in a row nobody must have answered: one failed look is no news."""

STEPS = 12
FEWEST_STEPS = 3
LATE_BY = 2
"""A publisher is late after so many times its longest pause, learned from its last twelve steps, from three on."""
SOONEST_LATE = timedelta(days=30)
LATE_UNLEARNED = timedelta(days=400)
"""Where no pause is known: a yearly publication, and a month."""

STAYING: frozenset[AlarmKind] = frozenset({"jumped", "restated"})

BY_WHY: Mapping[Why, AlarmKind] = {
    "down": "unreachable",
    "stale": "no_new_row",
    "shape_changed": "shape_changed",
    "identity_changed": "identity_changed",
    "incomplete": "incomplete",
    "no_key": "needs_key",
    "source_missing": "gone",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What is not as it was: the kind, what was, what is."""

    kind: AlarmKind
    was: str | None
    became: str


def keep_alarms(
    connection: Connection,
    look: str,
    one: Looked,
    state: LookState | None,
    last: Mapping[str, ValueRow],
    now: datetime,
) -> tuple[Alarm, ...]:
    """Raise and end the alarms of a look that was taken; gives those that are new. `last` is what it read before."""
    held = holding(connection, look)
    found = {each.kind: each for each in _found(one, state, last)}
    if isinstance(one.answer, Reading):
        late = _late(one, one.answer.as_of, as_ofs(connection, look, STEPS + 1), now)
        found |= {each.kind: each for each in late}
    stays = {kind for kind in held if kind in STAYING and not _is_back(held[kind], one.answer)}
    end_alarms(connection, look, held.keys() - found.keys() - stays)
    alarms = [Alarm(look, each.kind, now, each.was, each.became) for each in found.values()]
    raise_alarms(connection, (each for each in alarms if each.kind not in stays))
    return tuple(each for each in alarms if each.kind not in held)


def _found(one: Looked, state: LookState | None, last: Mapping[str, ValueRow]) -> Iterator[Found]:
    match one.answer:
        case Reading():
            yield from _other_series(one.answer, state)
            yield from _moved(one, one.answer, last)
        case NotYet():
            return
        case Unusable(why, detail):
            failures = (state.failures if state else 0) + 1
            if why != "down" or failures >= FAILURES:
                yield Found(BY_WHY[why], state.right_identity if state else None, detail)


def _other_series(reading: Reading, state: LookState | None) -> Iterator[Found]:
    """Another title, unit, currency or anchor than the first reading had, or the one a person accepted."""
    if state is None or state.right_identity is None:
        return
    if reading.identity != state.right_identity:
        yield Found("identity_changed", state.right_identity, reading.identity)
        return
    units: dict[str, str] = json.loads(state.right_units or "{}")
    changed = [name for name, unit in reading.units.items() if units.get(name, unit) != unit]
    if changed:
        was = ", ".join(f"{name} in {units[name]}" for name in changed)
        yield Found(
            "identity_changed", was, ", ".join(f"{name} in {reading.units[name]}" for name in changed)
        )


def _moved(one: Looked, reading: Reading, last: Mapping[str, ValueRow]) -> Iterator[Found]:
    for name, value in reading.values.items():
        before = last.get(name)
        if (
            before is None
            or before.exact is None
            or not isinstance(value, Decimal)
            or not _compare(one, before, reading)
        ):
            continue
        past = before.covers_last == reading.covers.last.isoformat() and before.as_of > before.covers_last
        was, now = f"{name} {before.exact}", f"{name} {written(value)}"
        if _apart(Decimal(before.exact), value, JUMP):
            yield Found("jumped", was, now)
        elif past and _apart(Decimal(before.exact), value, RESTATED):
            yield Found("restated", was, now)


def _compare(one: Looked, before: ValueRow, reading: Reading) -> bool:
    """Whether two figures are of the same kind of days: totals only over spans of the same length."""
    if all(offer.nature == "level" for offer in one.offers.values()):
        return True
    length = date.fromisoformat(before.covers_last) - date.fromisoformat(before.covers_first)
    return length == reading.covers.last - reading.covers.first


def _apart(one: Decimal, other: Decimal, factor: Decimal) -> bool:
    """Whether two numbers of one sign are further apart than a factor; a step through zero is no such jump.

    >>> _apart(Decimal(10), Decimal(31), JUMP), _apart(Decimal(-10), Decimal(31), JUMP)
    (True, False)
    """
    low, high = sorted((abs(one), abs(other)))
    return one * other > 0 and high > low * factor


def _is_back(alarm: Alarm, answer: Answer) -> bool:
    """Whether a value is again about what it was before it jumped."""
    name, _, exact = (alarm.was or "").rpartition(" ")
    value = answer.values.get(name) if isinstance(answer, Reading) else None
    factor = JUMP if alarm.kind == "jumped" else RESTATED
    return isinstance(value, Decimal) and not _apart(Decimal(exact), value, factor)


def _late(one: Looked, as_of: date, before: Sequence[str], now: datetime) -> Iterator[Found]:
    """No new row for much longer than this publisher usually takes, or none of days that are long over."""
    usual = _longest(sorted({as_of, *map(date.fromisoformat, before)}))
    said = f"a new row at least every {_days(usual.days)}" if usual else None
    longest = LATE_UNLEARNED if usual is None else max(SOONEST_LATE, usual * LATE_BY)
    if one.lacks:
        yield Found("no_new_row", said, one.lacks)
    elif now.date() - as_of > longest:
        yield Found("no_new_row", said, f"no new row since {as_of}")


def _days(number: int) -> str:
    return "day" if number == 1 else f"{number} days"


def _longest(days: Sequence[date]) -> timedelta | None:
    steps = [after - before for before, after in pairwise(days)]
    return max(steps) if len(steps) >= FEWEST_STEPS else None


def accepted(connection: Connection, look: str) -> tuple[AlarmKind, ...]:
    """End the alarms of a look that a person may accept; gives the kinds that were."""
    kinds = holding(connection, look).keys() & COMPARED
    end_alarms(connection, look, kinds)
    return tuple(sorted(kinds))
