"""Ahead of the others, over time: what one says, less the mean of what the others say at that moment.

The one piece of arithmetic under every score that compares people. At each moment n forecasters of the
base speak, whose values sum to S. Whoever is of the base is ahead by (n x − S) / (n − 1), whoever is
outside it by x − S / n, and nobody is ahead while no other speaks. Summed over time once, for all
moments of a question, that costs each stretch two subtractions, however many others spoke during it.

A value may be −infinity, as the log of 0 %. Those are counted apart, as one and the same value that
falls without end: beside one of them everybody else is +infinity ahead; itself it is −infinity ahead, or
0 where all of the others are −infinity too. Where one forecaster is both within a question, the larger
of the two parts decides, and two that are alike cancel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Flags, Whole, totals
from ledger.scoring.moments import Moments, Stretches, lines

if TYPE_CHECKING:
    from collections.abc import Callable

ALIKE = 1e-12
"""Endless parts are alike when they differ by no more than this share of them: the rest is rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """How far ahead of the others each stretch was, times its length in microseconds; columns (n,)."""

    finite: Column
    endless: Column | None
    """How many times −infinity stands beside it (below 0: +infinity); None where no value is infinite."""

    def summed(self, group: Whole, groups: int) -> Column:
        """(groups,) the sum of each group's stretches; infinite where endless parts are left."""
        total = totals(group, self.finite, groups)
        if self.endless is None:
            return total
        left, whole = totals(group, self.endless, groups), totals(group, np.abs(self.endless), groups)
        return np.where(np.abs(left) > ALIKE * whole, np.copysign(np.inf, -left), total)


def ahead_of_others(held: Stretches, value: Column, base: Flags | None) -> Ahead:
    """How far ahead each stretch was, in the unit of `value` (n,) times microseconds; higher is better.

    `value` is finite or −infinity. `base` (n,) says who is among the others, None: everybody. Linear in n.
    """
    endless = np.isneginf(value)
    ahead, left = np.empty(value.size), np.zeros(value.size) if endless.any() else None
    for rows, line in lines(held):
        others = _Others(line, np.ones(line.begins.size) if base is None else base[rows].astype(np.float64))
        ahead[rows] = line.span_us * others.ahead(_centred(value[rows], line.middle))
        if left is not None:
            left[rows] = line.span_us * others.endless(endless[rows])
    return Ahead(ahead, left)


def _centred(value: Column, middle: Whole) -> Column:
    """The values less one of the same question, which changes no difference and keeps digits; 0 for −infinity."""
    known = np.where(np.isneginf(value), 0.0, value)
    return np.where(np.isneginf(value), 0.0, known - known[middle])


class _Others:
    """Who else speaks at each moment of a line, `of_base` (rows,) being 1 for those who count among them."""

    def __init__(self, line: Moments, of_base: Column) -> None:
        self._line = line
        self._of_base = of_base
        self._speaking = line.speaking(of_base)

    def ahead(self, said: Column) -> Column:
        """(rows,) what was said less the others' mean, over each row's time."""
        total = self._line.speaking(said * self._of_base)
        return self._beside(
            lambda rate: said * self._line.during(rate * self._speaking) - self._line.during(rate * total)
        )

    def endless(self, endless: Flags) -> Column:
        """(rows,) how much more of one endless value there is in a row than in the others' mean."""
        total = self._line.speaking(endless * self._of_base)
        finite = self._speaking - total
        # each a sum of nothing but zeros where there is none, so that none is exactly 0
        return self._beside(
            lambda rate: np.where(endless, self._line.during(rate * finite), -self._line.during(rate * total))
        )

    def _beside(self, reckon: Callable[[Column], Column]) -> Column:
        """What is reckoned with the weight of one other, which is larger for whoever is one of the base."""
        inside = reckon(_one_of(self._speaking - 1.0))
        if self._of_base.all():
            return inside
        return np.where(self._of_base > 0.0, inside, reckon(_one_of(self._speaking)))


def _one_of(others: Column) -> Column:
    """The weight of one of so many; 0 where there is none."""
    return (others > 0.0) / np.maximum(others, 1.0)
