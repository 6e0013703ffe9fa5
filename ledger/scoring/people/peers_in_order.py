"""Peer scores straight from a ledger's own order, for records of millions of forecasts.

A ledger that keeps its forecasts by question, then by time, and knows of each which one it supersedes,
has nearly every change in order already: only withdrawals and expiries must be put between. Some
questions at a time are taken from the columns and scored while they are in the cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.columns import Column, Flags, Whole, count, probability_column, whole_column
from ledger.scoring.people.groups import flags_of_groups
from ledger.scoring.people.others import Changes, ahead_of_others
from ledger.scoring.people.peers import POINTS
from ledger.scoring.refusals import NoSuchOptionError, OutOfOrderError, UnevenShapesError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    from ledger.scoring.time_axis.steps import Schedule

NOTHING = -1
"""In place of a row: the forecast supersedes none."""

ROWS = 32_768
LONGEST_US = float(2**61)
"""What is taken at a time: about so many forecasts, on questions that last no longer one after the other."""


def peer_in_order(
    *,
    question: ArrayLike,
    group: ArrayLike,
    made_us: ArrayLike,
    gone_us: ArrayLike,
    supersedes: ArrayLike,
    given: ArrayLike,
    schedule: Schedule,
    groups: int,
    base: ArrayLike | None = None,
    halved: bool = False,
) -> Column:
    """The same scores as `peer_over_time`, (groups,), from forecasts sorted by question, then by time.

    `question` (n,) numbers the entries of `schedule`, here one per question, rising; `group` (n,) whose
    forecast on that question, below `groups`; `made_us`, `gone_us`, `given` (n,) as in `steps` and
    `peer_over_time`. `supersedes` (n,) is the row of the same group's forecast before it, NOTHING (−1) for
    its first. `base` (groups,).
    Linear in n, and without a sort but of withdrawals and expiries. Raises RefusedError (a ValueError) as
    `peer_over_time`, and for rows out of order, or superseding a row that is not an earlier one of the group.
    """
    told = _Told(
        question=whole_column("question", question),
        group=whole_column("group", group),
        made_us=whole_column("made_us", made_us),
        gone_us=whole_column("gone_us", gone_us),
        supersedes=whole_column("supersedes", supersedes),
        given=probability_column("given", given),
    )
    begun = np.flatnonzero(told.supersedes == NOTHING)
    many = count("groups", groups, at_least=0)
    _refuse_strays(told, begun, schedule.t0_us.size, many)
    among, points = flags_of_groups(base, many), POINTS / (1 + halved)
    total = ahead_of_others((_changes(part, among, points) for part in _parts(told, schedule)), many)
    scheduled = np.zeros(many)
    scheduled[told.group[begun]] = schedule.scheduled_us[told.question[begun]]
    return np.divide(total, scheduled, out=np.zeros(many), where=scheduled > 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """Forecasts by question, then by time; columns (n,)."""

    question: Whole
    group: Whole
    made_us: Whole
    gone_us: Whole
    supersedes: Whole
    given: Column

    def part(self, rows: slice) -> _Told:
        """Those of whole questions, as if there were no others."""
        before = np.maximum(self.supersedes[rows] - rows.start, NOTHING)
        whose, made, gone = self.group[rows], self.made_us[rows], self.gone_us[rows]
        return _Told(self.question[rows], whose, made, gone, before, self.given[rows])


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """The forecasts of some questions: where each question's begin, and the times between which it counts."""

    told: _Told
    bounds: Whole
    t0_us: Whole
    ends_us: Whole

    def each(self, of_question: Whole) -> Whole:
        """(n,) what holds of its question (questions,), for each forecast."""
        return np.repeat(of_question, self.bounds[1:] - self.bounds[:-1])


def _parts(told: _Told, schedule: Schedule) -> Iterator[_Part]:
    """Some questions at a time, whose forecasts are few and whose times do not overflow one after the other."""
    first = np.append(0, np.flatnonzero(told.question[1:] != told.question[:-1]) + 1)[: told.question.size]
    asked, bounds = told.question[first], np.append(first, told.question.size)
    t0 = schedule.t0_us[asked]
    ends = np.maximum(schedule.ends_us[asked], t0)
    reached = np.append(0.0, np.cumsum((ends - t0).astype(np.float64)))
    begin = 0
    while begin < first.size:
        by_rows = int(np.searchsorted(bounds, bounds[begin] + ROWS, side="right")) - 1
        by_time = int(np.searchsorted(reached, reached[begin] + LONGEST_US, side="right")) - 1
        end = max(begin + 1, min(by_rows, by_time))
        rows, some = slice(int(bounds[begin]), int(bounds[end])), slice(begin, end)
        part = _Part(told.part(rows), bounds[begin : end + 1] - rows.start, t0[some], ends[some])
        _refuse_disorder(part, firsts=int(np.count_nonzero(told.supersedes[rows] == NOTHING)))
        yield part
        begin = end


def _changes(part: _Part, base: Flags | None, points: float) -> Changes:
    told, ends = part.told, part.each(part.ends_us)
    at = np.minimum(np.maximum(told.made_us, part.each(part.t0_us)), ends)
    gone = np.maximum(told.gone_us, at)
    silent = _silent(told, at, gone, ends)
    bounds, order = _merged(part, at, silent, gone[silent])

    def changed(said: NDArray[Any]) -> NDArray[Any]:
        stands = np.zeros(said.size + 1, dtype=said.dtype)  # silence comes before what supersedes nothing
        stands[:-1] = said
        stands[silent] = 0
        return _both(said - stands[told.supersedes], -said[silent])[order]

    with np.errstate(divide="ignore"):
        value = points * np.log(told.given)
    endless = np.isneginf(value) if told.given.min() == 0.0 else None
    group = _both(told.group, told.group[silent])[order]
    return Changes(
        bounds=bounds,
        until_us=part.ends_us,
        group=group,
        at_us=_both(at, gone[silent])[order],
        speaks=changed(np.ones(value.size, dtype=np.int64)),
        value=changed(value if endless is None else np.where(endless, 0.0, value)),
        endless=None if endless is None else changed(endless.astype(np.int64)),
        base=None if base is None else base[group],
    )


def _silent(told: _Told, at: Whole, gone: Whole, ends: Whole) -> Whole:
    """The rows after which their forecaster fell silent before the question ended."""
    until = np.append(ends, 0)
    until[told.supersedes] = at  # what supersedes nothing writes to the last place, which is nobody's
    return np.flatnonzero(gone < until[:-1])


def _both(begun: NDArray[Any], silent: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate((begun, silent)) if silent.size else begun


def _merged(part: _Part, at: Whole, silent: Whole, silent_at: Whole) -> tuple[Whole, Whole | slice]:
    """Where each question's changes begin, and the order of forecasts and silences by time."""
    if not silent.size:
        return part.bounds, slice(None)
    lasts = part.ends_us - part.t0_us
    shift = part.each(np.cumsum(lasts) - lasts - part.t0_us)
    # a stable sort merges two runs that rise already
    order = np.argsort(np.concatenate((at + shift, silent_at + shift[silent])), kind="stable")
    before = np.searchsorted(silent, part.bounds)
    return part.bounds + before, order


def _refuse_strays(told: _Told, begun: Whole, questions: int, groups: int) -> None:
    shapes = {name: getattr(told, name).shape for name in _Told.__slots__}
    if len(set(shapes.values())) != 1 or told.group.ndim != 1:
        raise UnevenShapesError(shapes)
    for name, numbers, many in (("question", told.question, questions), ("group", told.group, groups)):
        if numbers.size and not 0 <= numbers.min() <= numbers.max() < many:
            stray = numbers[(numbers < 0) | (numbers >= many)]
            raise NoSuchOptionError(name, int(stray[0]), many)
    if (told.question[1:] < told.question[:-1]).any():
        raise OutOfOrderError("question", "rows must be sorted by question")
    if np.bincount(told.group[begun], minlength=groups).max(initial=0) > 1:
        raise OutOfOrderError("supersedes", "only the first forecast of a group supersedes nothing")


def _refuse_disorder(part: _Part, *, firsts: int) -> None:
    told = part.told
    later = told.made_us[1:] >= told.made_us[:-1]
    later[part.bounds[1:-1] - 1] = True
    if not later.all():
        raise OutOfOrderError("made_us", "rows of one question must be sorted by time")
    before = told.supersedes
    first = before == NOTHING
    same = (told.group[before] == told.group) & (told.question[before] == told.question)
    once = np.bincount(before + 1)[1:].max(initial=0) <= 1
    earlier = (before < np.arange(before.size)).all() and np.count_nonzero(first) == firsts
    if not (once and earlier and (same | first).all()):
        raise OutOfOrderError("supersedes", "each row names the row before it of its group")
