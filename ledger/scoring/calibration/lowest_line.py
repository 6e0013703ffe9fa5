"""The rising curve seen as sums along the way: the lowest line without a dent under all of them.

The slope of the line is the curve, and the line turns where the curve rises. Most sums lie well above it: it is drawn
under a few of them first, and only those that come near can bend it further.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.calibration.isotonic import rising_blocks

if TYPE_CHECKING:
    from ledger.scoring.columns import Column, Flags, Whole

STRIDE = 8
"""The first line is drawn under the ends of every so many cells."""
ROUNDING = 1e-12
"""Of its height, what a sum may lie above the line for rounding alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What (k,) cells add up to on the way: `place` and `height` (k + 1,), from 0 to what all weigh and what all bring."""

    place: Column
    height: Column

    def under(self, ends: Whole) -> Line:
        """The lowest line under some of the ends of cells (m,), the first and the last among them."""
        place, height = self.place[ends], self.height[ends]
        blocks = rising_blocks(total=np.diff(height), weight=np.diff(place))
        corners = np.append(blocks, ends.size - 1)
        return Line(place[corners], height[corners], ends[corners])


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line from corner to corner (c,), rising: `place`, `height`, and `end`, the number of the cell that begins there."""

    place: Column
    height: Column
    end: Whole

    def reached(self, place: Column, height: Column) -> Flags:
        """(n,) whether points lie on the line or under it, for (n,) and (n,)."""
        return np.asarray(height <= np.interp(place, self.place, self.height) * (1.0 + ROUNDING))


def sums(*, total: Column, weight: Column) -> Sums:
    """Of (k,) cells that bring `total` each and weigh `weight`, above 0."""
    return Sums(np.append(0.0, np.cumsum(weight)), np.append(0.0, np.cumsum(total)))


def near_the_line(found: Sums) -> tuple[Line, Whole]:
    """The lowest line under the ends of all cells, and (m,) the cells inside which sums may lie under it.

    A cell's sums lie above what they would be if all that brings nothing came first; where even that lies above the
    line, all of them do.
    """
    cells = found.place.size - 1
    lowest = found.place[1:] - np.diff(found.height)
    rough = found.under(np.append(np.arange(0, cells, STRIDE), cells))
    may = np.flatnonzero(rough.reached(lowest, found.height[:-1]))
    ends = np.zeros(cells + 1, dtype=np.bool_)
    ends[[0, cells]] = ends[may] = ends[may + 1] = True
    line = found.under(np.flatnonzero(ends))
    return line, may[line.reached(lowest[may], found.height[may])]
