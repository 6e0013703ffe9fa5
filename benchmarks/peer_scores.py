"""Time-averaged peer scores: against Metaculus's own algorithm, and how many forecasts a second from a ledger's order.

    python benchmarks/peer_scores.py [--rounds 3] [--least-times 3000] [--least-speed 10] [--wall]

Metaculus's algorithm is written here from its definition: at every moment the geometric mean of all that stand, then every
forecast against every moment. It runs on 3 questions x 200 forecasters x 10 updates, in turn with `steps` and
`peer_over_time` (which sort) and with `peer_in_order` (which need not), and all three must agree. The second part scores
2,000,000 forecasts on 10,000 questions, all of which stand until the next, and again with one in twenty withdrawn, beside a
plain copy of the six columns they are in.
Processor time, for other work may share the machine; `--wall` takes the time on the wall. Medians. Ends with 1 when
`peer_over_time` is not `--least-times` as fast, or `peer_in_order` takes fewer than `--least-speed` million forecasts a second.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats.mstats import gmean

from ledger.scoring import NEVER, peer_in_order, peer_over_time, schedule, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ledger.scoring import Schedule

DAY = 86_400_000_000
LASTS = 100 * DAY
ROUNDING = 1e-6
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """Forecasts as a ledger keeps them, on questions that last a hundred days; columns (n,)."""

    questions: int
    people: int
    question: NDArray[np.int64]
    group: NDArray[np.int64]
    made_us: NDArray[np.int64]
    gone_us: NDArray[np.int64]
    supersedes: NDArray[np.int64]
    given: NDArray[np.float64]

    @property
    def groups(self) -> int:
        """How many forecasters on how many questions."""
        return self.questions * self.people

    def columns(self) -> Sequence[NDArray[Any]]:
        """What `peer_in_order` reads."""
        return (self.question, self.group, self.made_us, self.gone_us, self.supersedes, self.given)


def told(questions: int, people: int, updates: int, withdrawn: float) -> Told:
    rng, each = np.random.default_rng(7), people * updates
    made = np.sort(rng.integers(0, LASTS, (questions, each)), axis=1).ravel()
    who = rng.permuted(np.tile(np.repeat(np.arange(people), updates), (questions, 1)), axis=1)
    question = np.repeat(np.arange(questions), each)
    group = question * people + who.ravel()
    by_group = np.lexsort((np.arange(group.size), group))
    goes_on = group[by_group][1:] == group[by_group][:-1]
    supersedes = np.full(group.size, -1)
    supersedes[by_group[1:][goes_on]] = by_group[:-1][goes_on]
    gone = np.where(
        rng.random(group.size) < withdrawn, made + rng.integers(0, LASTS // 10, group.size), NEVER
    )
    given = rng.uniform(0.01, 0.99, group.size)
    return Told(questions, people, question, group, made, gone, supersedes, given)


# ---- the three ways ------------------------------------------------------------------------------


def in_order(of: Told) -> NDArray[np.float64]:
    """From a ledger's own order."""
    return peer_in_order(
        question=of.question,
        group=of.group,
        made_us=of.made_us,
        gone_us=of.gone_us,
        supersedes=of.supersedes,
        given=of.given,
        schedule=same_schedule(of.questions),
        groups=of.groups,
    )


def sorted_first(of: Told) -> NDArray[np.float64]:
    """By group, then by moment: `steps` and `peer_over_time`."""
    order = np.lexsort((of.made_us, of.group))
    held = steps(
        group=of.group[order],
        made_us=of.made_us[order],
        gone_us=of.gone_us[order],
        schedule=same_schedule(of.groups),
    )
    question = np.repeat(np.arange(of.questions), of.people)
    return peer_over_time(steps=held, question=question, given=of.given[order])


def same_schedule(many: int) -> Schedule:
    return schedule(
        t0_us=np.zeros(many, dtype=np.int64), closes_us=np.full(many, LASTS), known_us=np.full(many, NEVER)
    )


@dataclass(frozen=True, slots=True)
class Forecast:
    """One forecast of a yes or no as Metaculus holds it: an object with two dates and its probabilities."""

    group: int
    start: datetime
    end: datetime
    yes: float

    def probabilities(self) -> list[float]:
        """Of NO and YES."""
        return [1.0 - self.yes, self.yes]


@dataclass(frozen=True, slots=True)
class Standing:
    """The geometric mean of all that stand from a moment on, and how many they are; 0 for one alone."""

    mean: NDArray[np.float64]
    forecasters: int
    at: float


def objects(of: Told) -> list[list[Forecast]]:
    """The same forecasts, question by question."""
    following = dict(zip(of.supersedes.tolist(), of.made_us.tolist(), strict=True))
    found: list[list[Forecast]] = [[] for _ in range(of.questions)]
    for row, (asked, group, made, gone, yes) in enumerate(
        zip(
            *(column.tolist() for column in (of.question, of.group, of.made_us, of.gone_us, of.given)),
            strict=True,
        )
    ):
        ends = min(following.get(row, LASTS), gone, LASTS)
        found[asked].append(
            Forecast(group, BEGAN + timedelta(microseconds=made), BEGAN + timedelta(microseconds=ends), yes)
        )
    return found


def by_metaculuss_definition(asked: list[list[Forecast]], groups: int) -> NDArray[np.float64]:
    """At each start and end the geometric mean of what stands; then each forecast against each of them in its time."""
    scores = np.zeros(groups)
    for forecasts in asked:
        means = geometric_means(forecasts)
        for forecast in forecasts:
            scores[forecast.group] += against(means, forecast)
    return scores


def geometric_means(forecasts: list[Forecast]) -> list[Standing]:
    moments = {one.start.timestamp() for one in forecasts} | {one.end.timestamp() for one in forecasts}
    found = []
    for at in sorted(moments):
        stand = [
            one.probabilities()
            for one in forecasts
            if one.start.timestamp() <= at and one.end.timestamp() > at
        ]
        if stand:
            found.append(Standing(gmean(stand, axis=0), len(stand) if len(stand) > 1 else 0, at))
    return found


def against(means: list[Standing], forecast: Forecast) -> float:
    begins, ends = forecast.start.timestamp(), forecast.end.timestamp()
    ahead: list[float | None] = []
    for one in means:
        if begins <= one.at < ends:
            factor = one.forecasters / (one.forecasters - 1)
            ahead.append(100 * factor * np.log(forecast.probabilities()[1] / one.mean[1]))
        else:
            ahead.append(None)
    moments = [one.at for one in means] + [(BEGAN + timedelta(microseconds=LASTS)).timestamp()]
    total = 0.0
    for place, value in enumerate(ahead):
        if value is not None:
            total += value * (moments[place + 1] - moments[place]) * 1e6 / LASTS
    return total


# ---- measuring -----------------------------------------------------------------------------------


def seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    work()
    return clock() - began


def beside_metaculus(rounds: int, clock: Callable[[], float]) -> float:
    of = told(3, 200, 10, withdrawn=0.0)
    held = objects(of)
    ways: dict[str, tuple[int, Callable[[], NDArray[np.float64]]]] = {
        "Metaculus's algorithm": (1, lambda: by_metaculuss_definition(held, of.groups)),
        "sorted": (30, lambda: sorted_first(of)),
        "in order": (30, lambda: in_order(of)),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (times, way) in ways.items():
            taken[name] += [seconds(way, clock) for _ in range(times)]
    middle = {name: median(each) for name, each in taken.items()}
    answers = [way() for _, way in ways.values()]
    apart = max(float(np.abs(answers[0] - one).max()) for one in answers[1:])
    print(f"3 questions x 200 forecasters x 10 updates; the three ways differ by {apart:.1e} at most")
    slow = middle["Metaculus's algorithm"]
    for name, each in middle.items():
        print(f"  {name:<22} {each * 1000:10.2f} ms   {slow / each:8,.0f} x")
    return slow / middle["sorted"] if apart < ROUNDING else 0.0


def in_millions(rounds: int, clock: Callable[[], float]) -> float:
    standing, leaving = (told(10_000, 20, 10, withdrawn) for withdrawn in (0.0, 0.05))
    ways: dict[str, Callable[[], object]] = {
        "in order": lambda: in_order(standing),
        "1 in 20 withdrawn": lambda: in_order(leaving),
        "copy of the columns": lambda: [column.copy() for column in standing.columns()],
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(3 * rounds):
        for name, way in ways.items():
            taken[name].append(seconds(way, clock))
    forecasts = standing.group.size
    print(f"{forecasts:,} forecasts on {standing.questions:,} questions")
    speed = {name: forecasts / median(each) / 1e6 for name, each in taken.items()}
    for name, each in speed.items():
        print(f"  {name:<22} {each:10.1f} million forecasts/s")
    return speed["in order"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--least-times", type=float, default=3000.0)
    options.add_argument("--least-speed", type=float, default=10.0)
    options.add_argument("--wall", action="store_true")
    asked = options.parse_args()
    clock = perf_counter if asked.wall else process_time
    times = beside_metaculus(asked.rounds, clock)
    speed = in_millions(asked.rounds, clock)
    sys.exit(times < asked.least_times or speed < asked.least_speed)


if __name__ == "__main__":
    main()
