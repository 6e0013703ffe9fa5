"""The steps of CORP's rising curve: what was said, and what it should have been, told afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ledger.scoring import Corp


@dataclass(frozen=True, slots=True)
class Step:
    """Chances from `lowest` to `highest` happened with a frequency of `happened`, all in [0, 1].

    `families` stand behind it, shares of one where a family has several rows.
    """

    lowest: float
    highest: float
    happened: float
    families: float


def steps_of(found: Corp) -> tuple[Step, ...]:
    """The steps, by rising chance."""
    starts = np.flatnonzero(np.diff(found.recalibrated, prepend=-1.0))
    ends = np.append(starts[1:], found.recalibrated.size) - 1
    columns = (
        found.probability[starts],
        found.probability[ends],
        found.recalibrated[starts],
        np.add.reduceat(found.weight, starts),
    )
    return tuple(Step(*row) for row in zip(*(column.tolist() for column in columns), strict=True))
