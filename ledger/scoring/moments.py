"""The moments of many questions on one line: who speaks at each, and sums over the time between two of them.

Forecasts are taken in the order in which a ledger holds them, by question, then by time; each names the
one that takes over from it. So nearly every moment stands in order already, and only those at which
somebody falls silent must be put in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ledger.scoring.columns import Column, Whole, totals

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = -1
"""In place of a row: no forecast takes over."""

MOST_ROWS = 16_384
MOST_QUESTIONS = 512
MOST_US = float(2**60)
"""What one line holds: short sums keep their digits and stay in the cache, and times must not overflow."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Stretches of time in which forecasts hold, sorted by question, then by where they begin; columns (n,)."""

    question: Whole
    from_us: Whole
    to_us: Whole
    """Where the stretch ends, not included; never before `from_us`."""
    heir: Whole
    """The row of the same forecaster that takes over at `to_us`; NOBODY where none does."""

    def part(self, rows: slice) -> Stretches:
        """The rows of whole questions, as if there were no others."""
        heir = self.heir[rows] - rows.start
        return Stretches(
            self.question[rows], self.from_us[rows], self.to_us[rows], np.maximum(heir, NOBODY, out=heir)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """A line of moments: those at which a row begins, at which somebody falls silent, at which a question ends."""

    begins: Whole
    """(rows,) the moment at which each row begins."""
    ends: Whole
    """(rows,) the moment at which it ends."""
    share: Column
    """(moments,) the time until the next one, as a share of the question's span; 0 where the question ends."""
    span_us: Column
    """(rows,) from the first moment of the row's question to its last."""
    taking: Whole
    """The rows that take over from another; `from_whom` are the others."""
    from_whom: Whole
    falling_silent: Whole
    """The rows with no heir."""
    middle: Whole
    """(rows,) the row in the middle of the same question."""

    def speaking(self, said: Column) -> Column:
        """(moments,) the sum of what is said (rows,) by those who speak from each moment on."""
        change = totals(self.ends[self.falling_silent], -said[self.falling_silent], self.share.size)
        step = said.copy()
        step[self.taking] -= said[self.from_whom]
        change[self.begins] = step
        return np.cumsum(change)

    def during(self, rate: Column) -> Column:
        """(rows,) what accrues at a rate (moments,) while each row holds, the question's span being 1."""
        until = np.zeros(rate.size + 1)
        np.cumsum(rate * self.share, out=until[1:])
        return until[self.ends] - until[self.begins]


def lines(held: Stretches) -> Iterator[tuple[slice, Moments]]:
    """The moments of all rows, some questions at a time, with the rows they belong to."""
    for rows, first in _parts(held):
        yield rows, _line(held.part(rows), first - rows.start)


def _parts(held: Stretches) -> Iterator[tuple[slice, Whole]]:
    """Whole questions, as many as one line holds: their rows, and which of these begin a question."""
    if not held.question.size:
        return
    first = np.flatnonzero(np.diff(held.question, prepend=held.question[0] - 1))
    bounds = np.append(first, held.question.size)
    spans = (np.maximum.reduceat(held.to_us, first) - held.from_us[first]).astype(np.float64)
    reached = np.concatenate([[0.0], np.cumsum(spans)])
    begin = 0
    while begin < first.size:
        by_rows = np.searchsorted(bounds, bounds[begin] + MOST_ROWS, side="right") - 1
        by_time = np.searchsorted(reached, reached[begin] + MOST_US, side="right") - 1
        end = max(begin + 1, min(int(by_rows), int(by_time), begin + MOST_QUESTIONS))
        yield slice(int(bounds[begin]), int(bounds[end])), first[begin:end]
        begin = end


def _line(held: Stretches, first: Whole) -> Moments:
    sizes = np.diff(first, append=held.from_us.size)
    last = np.maximum.reduceat(held.to_us, first)
    span = last - held.from_us[first]
    # on the line each question begins a tick after the one before has ended
    shift = np.cumsum(span + 1) - (span + 1) - held.from_us[first]
    each = np.repeat(shift, sizes)
    silent = held.heir == NOBODY
    early = np.flatnonzero(silent & (held.to_us < np.repeat(last, sizes)))
    starts, stops = held.from_us + each, np.concatenate([last + shift, held.to_us[early] + each[early]])
    begins, ceases = _merged(starts, stops)
    closing = ceases[: first.size]
    ends, from_whom = np.repeat(closing, sizes), np.flatnonzero(~silent)
    ends[early] = ceases[first.size :]
    ends[from_whom] = begins[held.heir[from_whom]]
    at = np.empty(begins.size + ceases.size, dtype=np.int64)
    at[begins], at[ceases] = starts, stops
    return Moments(
        begins=begins,
        ends=ends,
        share=_shares(at, closing, span),
        span_us=np.repeat(span, sizes).astype(np.float64),
        taking=held.heir[from_whom],
        from_whom=from_whom,
        falling_silent=np.flatnonzero(silent),
        middle=np.repeat(first + sizes // 2, sizes),
    )


def _shares(at: Whole, closing: Whole, span: Whole) -> Column:
    lasts = np.diff(at, append=at[-1])
    lasts[closing] = 0
    return np.asarray(lasts / np.repeat(np.maximum(span, 1), np.diff(closing, prepend=-1)))


def _merged(starts: Whole, stops: Whole) -> tuple[Whole, Whole]:
    """Where rising starts and stops in any order stand among each other; at one time, starts come first."""
    order = np.argsort(stops, kind="stable")
    before = np.searchsorted(starts, stops[order], side="right")
    ceases = np.empty_like(stops)
    ceases[order] = before + np.arange(stops.size)
    passed = np.cumsum(np.bincount(before, minlength=starts.size + 1))[: starts.size]
    return np.arange(starts.size) + passed, ceases
