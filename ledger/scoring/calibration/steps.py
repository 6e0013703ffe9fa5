"""Rows counted by the step on which their probability lies, from 0 to 1: block by block, several parts of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ledger.scoring.calibration.side_by_side import BLOCK, parts, side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.scoring.calibration.answered import Answered
    from ledger.scoring.columns import Column, Whole

Small: TypeAlias = NDArray[np.int32]
Step: TypeAlias = "Callable[[slice, Column, Small], bool]"
"""Told the rows of a block, what was said, and where to write their steps; False once there is one that lies on none."""

FEW_PLACES = BLOCK // 8
"""Up to so many, each block is added up by itself before it is added to the others: that rounds less, and is quicker."""


class Desk:
    """What one thread has at hand: room for the steps and places of a block, and how many rows it counted at each place."""

    def __init__(self, places: int, rows: int) -> None:
        self.step: Small = np.empty(BLOCK, dtype=np.int32)
        self.place: Whole = np.empty(BLOCK, dtype=np.int64)
        # narrow numbers, because most of them lie outside of the fast cache: it counts as fast as it gets there
        self.counted: NDArray[Any] = np.zeros(places, dtype=np.min_scalar_type(rows))


class Sums:
    """What some rows weigh at each place, and the sum of what was said there; empty where nobody asks."""

    def __init__(self, places: int, *, weighed: bool, means: bool) -> None:
        self.weight, self.said = np.zeros(places * weighed), np.zeros(places * means)

    def put(self, place: Whole, said: Column, weight: Column | None) -> None:
        """Adds a block of rows (n,)."""
        if weight is not None:
            _put(self.weight, place, weight)
        if self.said.size:
            _put(self.said, place, said if weight is None else said * weight)

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
        self._rows = np.zeros(self._places, dtype=np.int64)
        self._sums = self._nothing()

    def count(self, step: Step, *, places: NDArray[Any] | None = None) -> bool:
        """Counts all rows, and writes down the `places` (n,) if asked to. Raises what `Answered.blocks` does.

        Several threads may ask `step` at once. Once it says False the count is no good, and over: what comes back is
        whether it is good.
        """
        desks = [Desk(self._places, self._taken.rows) for _ in range(self._taken.threads)]
        some = parts(self._taken.rows, at_least=self._places)
        for sums in side_by_side(lambda part, desk: self._part(part, desk, step, places), some, desks):
            if sums is None:
                return False
            self._sums.join(sums)
        for desk in desks:
            self._rows += desk.counted
        return True

    def _part(self, part: slice, desk: Desk, step: Step, places: NDArray[Any] | None) -> Sums | None:
        sums = self._nothing()
        for rows, said, happened in self._taken.blocks(part):
            on, place = desk.step[: said.size], desk.place[: said.size]
            if not step(rows, said, on):
                return None
            on *= 2
            on += happened
            if places is not None:
                places[rows] = on
            place[:] = on
            _put(desk.counted, place)
            sums.put(place, said, None if self._taken.weight is None else self._taken.weight[rows])
        return sums

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


def _put(into: NDArray[Any], place: Whole, amount: Column | None = None) -> None:
    """Adds at each place the amounts (n,) that belong there, or 1 for each."""
    if into.size <= FEW_PLACES:
        np.add(into, np.bincount(place, amount, into.size), out=into, casting="unsafe")
    else:
        np.add.at(into, place, into.dtype.type(1) if amount is None else amount)


def _of_steps(by_place: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(by_place[::2] + by_place[1::2])
