"""The moments of many questions, one after the other: sums over those who speak, and over the time that is left.

Both are running totals that begin anew with each question, so what a question costs does not depend on
how many others there are, and its digits do not depend on what came before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ledger.scoring.columns import Column, Whole


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """When anything changes, by question, then time; columns (n,). Build it with `moments`."""

    bounds: Whole
    """(questions + 1,) the first moment of each question, and last the number of all of them."""
    lasts_us: Whole
    """(n,) the time until the next moment, or until the question ends; 0 or more."""
    span_us: Column
    """(n,) the time from the first moment of the question until it ends; above 0."""
    share: Column
    """(n,) `lasts_us` as a share of it."""

    def speaking(self, change: NDArray[Any]) -> NDArray[Any]:
        """(n,) the sum of the changes (n,) of a question up to each moment, and with it."""
        step = change.copy()
        step[self.bounds[1:-1]] -= np.add.reduceat(change, self.bounds[:-1])[:-1]
        return np.cumsum(step)

    def left(self, amount: NDArray[Any]) -> NDArray[Any]:
        """(n,) the sum of the amounts (n,) of a question from each moment on; they are used up by it."""
        amount[self.bounds[1:-1] - 1] -= np.add.reduceat(amount, self.bounds[:-1])[1:]
        return np.cumsum(amount[::-1])[::-1]


def moments(*, bounds: Whole, at_us: Whole, until_us: Whole) -> Moments:
    """Moments at `at_us` (n,), sorted by question, then time; those of question k begin at row `bounds[k]`.

    `until_us` (questions,) is when each question ends: not before the last of its moments.
    """
    lasts = np.empty_like(at_us)
    np.subtract(at_us[1:], at_us[:-1], out=lasts[:-1])
    first, last = bounds[:-1], bounds[1:] - 1
    lasts[last] = until_us - at_us[last]
    span = np.maximum(until_us - at_us[first], 1).astype(np.float64)
    each = np.repeat(span, bounds[1:] - first)
    return Moments(bounds, lasts, each, lasts / each)
