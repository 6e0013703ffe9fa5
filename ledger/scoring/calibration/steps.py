"""Rows counted by the step on which their probability lies, from 0 to 1: block by block, several parts of them at once."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ledger.scoring.calibration.side_by_side import BLOCK, blocks, parts, side_by_side, whole_blocks
from ledger.scoring.columns import Column, Whole, totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.scoring.calibration.answered import Answered

Small: TypeAlias = NDArray[np.int32]
Step: TypeAlias = "Callable[[slice, Column, Small], bool]"
"""Told the rows of a block, what was said, and where to write their steps; False once there is one that lies on none."""

LOT = 2 * BLOCK
"""At least so many rows are added up at once,"""
ROWS_A_PLACE = 2
"""and so many to a place: what a lot adds to each costs something, too."""


class Desk:
    """What one thread has at hand: room for the steps of a block and the places of a lot, and what it counted at each place."""

    def __init__(self, lot: int) -> None:
        self.step: Small = np.empty(min(BLOCK, lot), dtype=np.int32)
        self.place: Whole = np.empty(lot, dtype=np.int64)
        self.counted: Whole | None = None

    def count(self, place: Whole, places: int) -> None:
        """Counts a lot of rows (n,)."""
        self.counted = _added(self.counted, np.bincount(place, minlength=places))


def _added(one: Whole | None, more: Whole) -> Whole:
    # what comes first is kept as it is: memory that was never touched costs more than to add it up
    return more if one is None else np.add(one, more, out=one)


class Sums:
    """What some rows weigh at each place, and the sum of what was said there; empty where nobody asks."""

    def __init__(self, places: int, *, weighed: bool, means: bool) -> None:
        self.weight, self.said = np.zeros(places * weighed), np.zeros(places * means)

    def put(self, place: Whole, said: Column, weight: Column | None) -> None:
        """Adds a lot of rows (n,)."""
        if weight is not None:
            self.weight += totals(place, weight, self.weight.size)
        if self.said.size:
            self.said += totals(place, said if weight is None else said * weight, self.said.size)

    def join(self, others: Sums) -> None:
        """Adds what other rows add up to."""
        self.weight += others.weight
        self.said += others.said


class Counts:
    """What the rows of each step, 0 to `steps`, add up to.

    A row's place is twice its step, and one more where it happened: so one count tells both.
    """

    def __init__(self, taken: Answered, steps: int, *, means: bool = False) -> None:
        self._taken, self._places, self._means = taken, 2 * (steps + 1), means
        self._rows: Whole = np.zeros(self._places, dtype=np.int64)
        self._sums = self._nothing()

    def count(self, step: Step, *, places: NDArray[Any] | None = None) -> bool:
        """Counts all rows, and writes down the `places` (n,) if asked to. Raises what `Answered.blocks` does.

        Several threads may ask `step` at once. Once it says False the count is no good, and over: what comes back is
        whether it is good.
        """
        enough = max(LOT, ROWS_A_PLACE * self._places)
        some = parts(self._taken.rows, at_least=enough)
        lot = min(some[0].stop, whole_blocks(some[0].stop, some[0].stop // enough))
        desks = [Desk(lot) for _ in range(self._taken.threads)]
        for sums in side_by_side(lambda part, desk: self._part(part, desk, step, places), some, desks):
            if sums is None:
                return False
            self._sums.join(sums)
        self._rows = reduce(_added, [desk.counted for desk in desks if desk.counted is not None])
        return True

    def _part(self, part: slice, desk: Desk, step: Step, places: NDArray[Any] | None) -> Sums | None:
        sums, weight = self._nothing(), self._taken.weight
        for lot in blocks(part.stop, start=part.start, size=desk.place.size):
            if not self._write(lot, desk, step, places):
                return None
            place = desk.place[: lot.stop - lot.start]
            desk.count(place, self._places)
            sums.put(place, self._taken.said[lot], None if weight is None else weight[lot])
        return sums

    def _write(self, lot: slice, desk: Desk, step: Step, places: NDArray[Any] | None) -> bool:
        """Writes down the places of a lot of rows; whether all lie on a step."""
        for rows, said, happened in self._taken.blocks(lot):
            place = desk.step[: said.size]
            if not step(rows, said, place):
                return False
            place *= 2
            place += happened
            if places is not None:
                places[rows] = place
            desk.place[rows.start - lot.start : rows.stop - lot.start] = place
        return True

    def _nothing(self) -> Sums:
        return Sums(self._places, weighed=self._taken.weight is not None, means=self._means)

    @property
    def rows(self) -> Whole:
        """(steps + 1,) how many rows lie on each step."""
        return _of_steps(self._rows)

    @property
    def weight(self) -> Column:
        """(steps + 1,) what they weigh, a family weighing one."""
        return np.asarray(_of_steps(self._weighed), dtype=np.float64)

    @property
    def yes(self) -> Column:
        """(steps + 1,) what those of them weigh that happened."""
        return self._weighed[1::2].astype(np.float64)

    @property
    def said(self) -> Column:
        """(steps + 1,) the sum of what was said, by weight, if means were asked for."""
        return _of_steps(self._sums.said)

    @property
    def _weighed(self) -> Whole | Column:
        return self._rows if self._taken.weight is None else self._sums.weight


def _of_steps(by_place: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(by_place[::2] + by_place[1::2])
