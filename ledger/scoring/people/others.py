"""Ahead of the others, over time: what one says, less the mean of what the others say at that moment.

The one piece of arithmetic under every score that compares people. At each moment n forecasters of the
base speak, whose values sum to S. Whoever is of the base is ahead by (n x − S) / (n − 1), whoever is
outside it by x − S / n, and nobody is ahead while no other speaks. A change in what somebody says counts
from its moment until the question ends; so with the sums of n / (n − 1) and S / (n − 1) over the time
that is left, every change costs two products, however many others speak.

A value may be −infinity, as the log of 0 %. Those are counted apart, as one and the same value that
falls without end: beside one of them everybody else is +infinity ahead; itself it is −infinity ahead, or
0 where all of the others are −infinity too. Where one forecaster is both within a question, the larger
of the two parts decides, and two that are alike cancel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger.scoring.people.moments import moments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ledger.scoring.columns import Column, Flags, Whole

ALIKE = 1e-9
"""Endless parts are alike when they differ by no more than this share of their time: the rest is rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Changes in what people say about some questions, sorted by question, then time; columns (n,)."""

    bounds: Whole
    """(questions + 1,) the first change of each question, and last the number of all of them."""
    until_us: Whole
    """(questions,) when each question ends, not before its last change."""
    group: Whole
    """Whose change it is, on that question."""
    at_us: Whole
    speaks: Whole
    """1 where somebody begins to speak, −1 where they fall silent, 0 where they only say something else."""
    value: Column
    """By how much the finite part of what they say changes; silence and −infinity have none."""
    endless: Whole | None = None
    """1 where somebody begins to say −infinity, −1 where they cease to; None where nobody ever does."""
    base: Flags | None = None
    """Whether they are among the others; None: everybody is."""


def ahead_of_others(parts: Iterable[Changes], groups: int) -> Column:
    """(groups,) how far ahead of the others each was, in value times microseconds; higher is better.

    Each part holds whole questions. Linear in the number of changes.
    """
    finite, endless = np.zeros(groups), np.zeros((3, groups))
    for part in parts:
        others = _Others(part)
        _add(finite, part.group, others.ahead(part.value))
        if part.endless is not None:
            for kind, each in zip(endless, others.endless(part.endless), strict=True):
                _add(kind, part.group, each)
    return _with_endless(finite, *endless)


class _Others:
    """Who else speaks at each moment."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._moments = moments(bounds=changes.bounds, at_us=changes.at_us, until_us=changes.until_us)
        self._speaking: Whole = self._total(changes.speaks)

    def ahead(self, value: Column) -> Column:
        """(n,) what each change adds to how far ahead its forecaster is, until the question ends."""
        # less what was said first, so that those who say the same are exactly nothing ahead
        bounds = self._changes.bounds
        firsts = np.repeat(value[bounds[:-1]], bounds[1:] - bounds[:-1])
        return self._weighed(value - self._changes.speaks * firsts)

    def endless(self, step: Whole) -> tuple[Column, Column, Column]:
        """(n,) each: how many times −infinity, time for which it is −infinity, time for which it is +infinity."""
        total = self._total(step)
        lasts = self._moments.lasts_us
        behind = self._moments.left(lasts * (total < self._speaking))
        ahead = self._moments.left(lasts * (total > 0))
        return self._weighed(step), step * behind, (self._changes.speaks - step) * ahead

    def _total(self, step: NDArray[Any]) -> NDArray[Any]:
        among = self._changes.base
        return self._moments.speaking(step if among is None else step * among)

    def _weighed(self, step: NDArray[Any]) -> Column:
        total, among = self._total(step), self._changes.base
        inside = self._beside(step, total, self._speaking - 1)
        if among is None:
            return inside
        return np.where(among, inside, self._beside(step, total, self._speaking))

    def _beside(self, step: NDArray[Any], total: NDArray[Any], others: Whole) -> Column:
        """What a change adds beside so many others: those are counted without the one who makes the change."""
        weight = (others > 0) / np.maximum(others, 1) * self._moments.share
        own = step * self._moments.left(weight * self._speaking)
        rest = self._changes.speaks * self._moments.left(weight * total)
        return np.asarray((own - rest) * self._moments.span_us)


def _add(total: Column, group: Whole, amount: Column) -> None:
    """Adds to the total (groups,) what changes of a few questions amount to, (n,)."""
    least = int(group.min())
    some = np.bincount(group - least, weights=amount)
    total[least : least + some.size] += some


def _with_endless(finite: Column, times: Column, behind: Column, ahead: Column) -> Column:
    both = (behind > 0.0) & (ahead > 0.0)
    below = np.where(both, times, behind - ahead)
    left = np.where(both, np.abs(times) > ALIKE * (behind + ahead), below != 0.0)
    return np.where(left, np.copysign(np.inf, -below), finite)
