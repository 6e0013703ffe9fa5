"""Scores over time worked out slowly, moment by moment, straight from their definitions: what the quick ones must equal."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from ledger.scoring import NEVER, Steps, schedule, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Said:
    """One forecast: whose, on what, when, until when (None: as long as it counts), and the chance given to what happened."""

    who: int
    question: int
    made: int
    gone: int | None
    given: float


@dataclass(frozen=True, slots=True)
class Window:
    """When a question counts."""

    t0: int
    closes: int
    known: int | None = None

    @property
    def ends(self) -> int:
        return self.closes if self.known is None else min(self.closes, self.known)


@dataclass(frozen=True, slots=True)
class Tournament:
    """Everybody on every question: group number = question times `people` plus who."""

    people: int
    windows: Sequence[Window]
    said: Sequence[Said]

    @property
    def ordered(self) -> list[Said]:
        return sorted(self.said, key=lambda one: (self.group(one), one.made))

    def group(self, one: Said) -> int:
        return one.question * self.people + one.who

    @property
    def question(self) -> list[int]:
        """(groups,) which question each group is about."""
        return [q for q in range(len(self.windows)) for _ in range(self.people)]

    @property
    def given(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.array([one.given for one in self.ordered])

    def steps(self) -> Steps:
        each = [self.windows[q] for q in self.question]
        rows = self.ordered
        return steps(
            group=[self.group(one) for one in rows],
            made_us=[one.made for one in rows],
            gone_us=[NEVER if one.gone is None else one.gone for one in rows],
            schedule=schedule(
                t0_us=[w.t0 for w in each],
                closes_us=[w.closes for w in each],
                known_us=[NEVER if w.known is None else w.known for w in each],
            ),
        )

    def speaking(self, question: int, at: int) -> dict[int, Said]:
        """Whose forecast stands at a moment, and which."""
        newest: dict[int, Said] = {}
        for one in self.ordered:
            if one.question == question and one.made <= at:
                newest[one.who] = one
        return {who: one for who, one in newest.items() if one.gone is None or one.gone > at}

    def moments(self, question: int) -> list[tuple[int, int]]:
        """The stretches (from, to) of a question in which nothing changes."""
        window = self.windows[question]
        times = {window.t0, window.ends}
        for one in self.said:
            if one.question == question:
                times |= {time for time in (one.made, one.gone) if time is not None}
        inside = sorted(time for time in times if window.t0 <= time <= window.ends)
        return [(a, b) for a, b in pairwise(inside) if window.t0 < window.ends]

    def accrued(self, at_a_moment: Callable[[dict[int, Said]], dict[int, float]]) -> list[float]:
        """(groups,) what a rule gives at each moment, by its share of the scheduled duration."""
        totals: list[list[float]] = [[] for _ in self.question]
        for q, window in enumerate(self.windows):
            for begins, ends in self.moments(q):
                for who, value in at_a_moment(self.speaking(q, begins)).items():
                    share = (ends - begins) / (window.closes - window.t0)
                    totals[q * self.people + who].append(value * share)
        return [math.fsum(each) for each in totals]


def peer_as_metaculus_defines_it(speaking: dict[int, Said]) -> dict[int, float]:
    """100 n / (n − 1) ln(p / geometric mean of all); nothing for one who is alone."""
    n = len(speaking)
    if n < 2:
        return dict.fromkeys(speaking, 0.0)
    middle = math.exp(math.fsum(math.log(one.given) for one in speaking.values()) / n)
    return {who: 100 * n / (n - 1) * math.log(one.given / middle) for who, one in speaking.items()}


def peer_beside_a_base(base: frozenset[int]) -> Callable[[dict[int, Said]], dict[int, float]]:
    """100 times ln p less the mean of ln p over the base without oneself; nothing where that is nobody."""

    def at_a_moment(speaking: dict[int, Said]) -> dict[int, float]:
        found = {}
        for who, one in speaking.items():
            others = [math.log(o.given) for name, o in speaking.items() if name in base and name != who]
            ahead = math.log(one.given) - math.fsum(others) / len(others) if others else 0.0
            found[who] = 100 * ahead
        return found

    return at_a_moment


PEOPLE = 5


def tournament(seed: int, chances: Sequence[float] = (0.001, 0.5, 0.999, 1.0)) -> Tournament:
    """Up to three questions of five people, with ties, withdrawals, early ends and questions that entered late."""
    rng = Random(seed)  # noqa: S311 - the same tournaments every time
    windows = []
    for _ in range(rng.randint(1, 3)):
        t0 = rng.randint(0, 5)
        windows.append(Window(t0, t0 + rng.randint(-1, 18), rng.choice([None, rng.randint(-3, 22)])))
    said = []
    for _ in range(rng.randint(0, 30)):
        made = rng.randint(-3, 22)
        gone = rng.choice([None, None, made + rng.randint(0, 8)])
        given = rng.choice([*chances, chances[0] + rng.random() * (1 - chances[0])])
        said.append(Said(rng.randrange(PEOPLE), rng.randrange(len(windows)), made, gone, given))
    return Tournament(PEOPLE, windows, said)


def tournaments(chances: Sequence[float] = (0.001, 0.5, 0.999, 1.0)) -> st.SearchStrategy[Tournament]:
    """Any of them. Made from a seed, for drawing each number by itself takes longer than scoring them."""
    return st.integers(0, 2**32).map(lambda seed: tournament(seed, chances))
