"""Rows of like probability put together: the few numbers that a curve is made from, whatever the rows.

People say 12.5 %, hardly 12.34 %: such columns are counted and never sorted. Others are counted coarsely first, and
only where a curve turns on it are rows told apart by their very probabilities. What comes out is the same as if all
had been sorted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.calibration.side_by_side import blocks, parts, side_by_side
from ledger.scoring.calibration.steps import Counts

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ledger.scoring.calibration.answered import Answered
    from ledger.scoring.calibration.steps import Small
    from ledger.scoring.columns import Column, Flags, Whole

DECIMALS = (1_000, 1_000_000)
"""Steps that columns are tried on: tenths of a percent, then ten-thousandths of a percent."""
GLANCE = 1024
"""Of columns that keep to no decimals, nearly all show it in their first rows."""
ROWS_A_STEP = 8
"""At least so many rows to a step make counting worth it."""
FEW = 1 << 15
"""Up to so many rows are all told apart: sorting them is cheap."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """(k,) cells by rising probability, none of them empty.

    `said` is the mean probability, the very one where `exact`; `weight` and `yes` are what its rows and those of
    them that happened weigh, a family weighing one.
    """

    said: Column
    rows: Whole
    weight: Column
    yes: Column
    exact: Flags

    def among(self, some: Flags) -> Cells:
        """Some (k,) of them."""
        return Cells(self.said[some], self.rows[some], self.weight[some], self.yes[some], self.exact[some])


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """(m,) rows by rising probability, those that happened first among equals; `weight` is None where each weighs one."""

    said: Column
    happened: Flags
    weight: Column | None

    def among(self, some: Flags) -> Rows:
        """Some (m,) of them."""
        return Rows(self.said[some], self.happened[some], None if self.weight is None else self.weight[some])


@dataclass(frozen=True, slots=True)
class Turning:
    """What a curve asks of coarse cells."""

    steps: int
    """How many there may be."""
    near: Callable[[Cells, Column], Flags]
    """(k,) the cells in which the curve may turn. The second argument (k,) is from which probability on a row lies in them."""
    within: Callable[[Whole, Rows], Flags] | None = None
    """(k,) those of them in which it does, by the cell of each of their rows (m,), and the rows; None for all of them."""
    along: Callable[[slice, Column], None] | None = None
    """Told every block of rows, and what was said, while it is at hand: in any order, and by several threads at once."""
    means: bool = False
    """Whether the mean of what was said is needed, or the middle of its step is good enough."""


def cells(taken: Answered, turning: Turning) -> Cells:
    """The cells of all rows, exact where the curve turns. Raises what `Answered.blocks` does."""
    for decimal in DECIMALS:
        if decimal == DECIMALS[0] or taken.rows >= ROWS_A_STEP * decimal:
            found = _on_steps(taken, decimal)
            if found is not None:
                return found
    if taken.rows <= FEW:
        return _told_apart(_sorted(taken.said, taken.happened(), taken.weight))
    return _turned(taken, turning)


def _on_steps(taken: Answered, steps: int) -> Cells | None:
    """The cells of probabilities that all lie on steps; None where one does not."""
    if not _kept_to(taken.said[:GLANCE], steps):
        return None

    def step(_rows: slice, said: Column, out: Small) -> bool:
        nearest = said * steps
        np.rint(nearest, out=nearest)
        np.copyto(out, nearest, casting="unsafe")
        nearest /= steps
        return bool(np.equal(nearest, said).all())

    counts = Counts(taken, steps)
    if not counts.count(step):
        return None
    full = np.flatnonzero(counts.rows)
    return _cells_of(counts, full, full / steps, exact=True)


def _kept_to(said: Column, steps: int) -> bool:
    # nothing is checked yet: what is no probability is on no step, or found later
    with np.errstate(over="ignore"):
        return bool(np.equal(np.rint(said * steps) / steps, said).all())


def _cells_of(counts: Counts, full: Whole, said: Column, *, exact: bool) -> Cells:
    """The cells of the steps (k,) that hold any rows."""
    return Cells(said, counts.rows[full], counts.weight[full], counts.yes[full], np.full(full.size, exact))


def _turned(taken: Answered, turning: Turning) -> Cells:
    """Coarse cells, and where the curve turns the very probabilities."""
    steps = 1 << min(turning.steps.bit_length(), (taken.rows // ROWS_A_STEP).bit_length()) - 1
    places = np.empty(taken.rows, dtype=np.min_scalar_type(2 * steps + 1))
    full, coarse = _coarse(taken, turning, steps, places)
    near = turning.near(coarse, full / steps)
    wanted = np.zeros((steps + 1, 2), dtype=np.bool_)
    wanted[full[near]] = True
    rows = _rows_on(taken, wanted, places)
    own = np.repeat(np.flatnonzero(near), coarse.rows[near])
    turns = near if turning.within is None else turning.within(own, rows)
    return _merged(coarse.among(~turns), _told_apart(rows.among(turns[own])))


def _coarse(taken: Answered, turning: Turning, steps: int, places: NDArray[Any]) -> tuple[Whole, Cells]:
    """(k,) the steps that hold any rows, and their cells; writes down each row's place (n,)."""

    def step(rows: slice, said: Column, out: Small) -> bool:
        # truncating keeps order: whoever said more never comes to a lower step
        np.multiply(said, steps, out=out, casting="unsafe")
        if turning.along is not None:
            turning.along(rows, said)
        return True

    counts = Counts(taken, steps, means=turning.means)
    counts.count(step, places=places)
    full = np.flatnonzero(counts.rows)
    said = counts.said[full] / counts.weight[full] if turning.means else (full + 0.5) / steps
    return full, _cells_of(counts, full, said, exact=False)


def _rows_on(taken: Answered, wanted: Flags, places: NDArray[Any]) -> Rows:
    """The rows at places that are wanted, sorted."""

    def those_in(part: slice, _desk: None) -> tuple[Column, Flags, Column | None]:
        # nothing is out of range: clipping only spares the check, which is half of the cost
        own = [
            rows.start + np.flatnonzero(wanted.take(places[rows], mode="clip"))
            for rows in blocks(part.stop, start=part.start)
        ]
        some = np.concatenate(own)
        return taken.said[some], places[some] & 1 == 1, None if taken.weight is None else taken.weight[some]

    said, happened, weight = zip(
        *side_by_side(those_in, parts(taken.rows), [None] * taken.threads), strict=True
    )
    return _sorted(
        np.concatenate(said),
        np.concatenate(happened),
        None if taken.weight is None else np.concatenate(weight),
    )


def _sorted(said: Column, happened: Flags, weight: Column | None) -> Rows:
    # A number from 0 to 1 leaves the highest bit but one of its float free, and is in order as a whole number: the
    # outcome goes along in the lowest bit, so that one sort of plain numbers sorts both.
    keys = (np.ascontiguousarray(said).view(np.int64) << 1) | ~happened
    if weight is None:
        keys.sort()
    else:
        order = np.argsort(keys)
        keys, weight = keys[order], weight[order]
    return Rows((keys >> 1).view(np.float64), (keys & 1) == 0, weight)


def _told_apart(rows: Rows) -> Cells:
    """A cell for each probability."""
    first = np.flatnonzero(np.diff(rows.said, prepend=-1.0))
    count = np.diff(first, append=rows.said.size)
    weight = count.astype(np.float64) if rows.weight is None else np.add.reduceat(rows.weight, first)
    yes = np.add.reduceat(rows.happened * (1.0 if rows.weight is None else rows.weight), first)
    return Cells(rows.said[first], count, weight, yes, np.ones(first.size, dtype=np.bool_))


def _merged(one: Cells, other: Cells) -> Cells:
    """Both in order; each is already, so that the fewer need only be let in."""
    lets_in = np.zeros(one.said.size + other.said.size, dtype=np.bool_)
    lets_in[np.searchsorted(one.said, other.said, side="right") + np.arange(other.said.size)] = True
    stays = ~lets_in

    def column(own: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
        both = np.empty(lets_in.size, dtype=own.dtype)
        both[stays], both[lets_in] = own, others
        return both

    return Cells(*(column(getattr(one, name), getattr(other, name)) for name in Cells.__slots__))
