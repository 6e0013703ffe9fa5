"""How long the closest forecasts that go together take, and what scipy would cost instead.

    python benchmarks/closest.py [--times 20]

Each problem is so many chances for parts of one number, said at random, some with bounds that other numbers leave. Prints
the median and the longest time, how often scipy's answer to the same problem is farther or nearer, and what loading scipy takes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ledger.questions.family.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

MANY = (3, 6, 12, 20)
LOADS = "import time; import numpy; at = time.perf_counter(); import scipy.optimize; print(time.perf_counter() - at)"

WORSE = 1e-6

Problem = tuple[list[float], list[list[float]], list[tuple[float, float]]]
Said = tuple[float, ...]


def problem(chance: Random, many: int) -> Problem:
    """So many parts of a line of one cell more; the bounds leave room for one distribution at least."""
    parts = [sorted((chance.randrange(many + 1), chance.randrange(many + 1))) for _ in range(many)]
    corners = [[float(first <= cell <= last) for first, last in parts] for cell in range(many + 1)]
    shares = [chance.random() for _ in corners]
    true = [
        sum(share * corner[at] for share, corner in zip(shares, corners, strict=True)) / sum(shares)
        for at in range(many)
    ]
    left = [chance.choice((1.0, 0.1)) for _ in true]
    bounds = [(max(0.0, at - room), min(1.0, at + room)) for at, room in zip(true, left, strict=True)]
    return [chance.randrange(1, 100) / 100 for _ in true], corners, bounds


def scipys(one: Problem) -> Said | None:
    """The same by scipy's general solver, which knows gradients and constraints and no distribution."""
    import numpy as np
    from scipy.optimize import minimize

    wanted, corners, bounds = np.array(one[0]), np.array(one[1]), np.array(one[2])
    inside = [
        {"type": "eq", "fun": lambda weights: weights.sum() - 1},
        {"type": "ineq", "fun": lambda weights: weights @ corners - bounds[:, 0]},
        {"type": "ineq", "fun": lambda weights: bounds[:, 1] - weights @ corners},
    ]
    found = minimize(
        lambda weights: ((weights @ corners - wanted) ** 2).sum(),
        np.full(len(corners), 1 / len(corners)),
        bounds=[(0, 1)] * len(corners),
        constraints=inside,
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 1000},
    )
    return tuple((found.x @ corners).tolist()) if found.success else None


def far(said: Said, one: Problem) -> float:
    """The squared distance from what is wanted."""
    return sum((a - b) ** 2 for a, b in zip(said, one[0], strict=True))


def timed(solve: Callable[[Problem], Said | None], problems: list[Problem]) -> tuple[list[Said | None], str]:
    """What is found, and the median and longest time in words."""
    found, took = list[Said | None](), list[float]()
    for one in problems:
        at = perf_counter()
        found.append(solve(one))
        took.append((perf_counter() - at) * 1e3)
    return found, f"{median(took):7.2f} ms, at most {max(took):7.2f}"


def main() -> None:
    """Time both."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=20)
    times = asked.parse_args().times
    timed(lambda one: nearest(*one), [problem(Random(0), 3)])
    for many in MANY:
        chance = Random(many)
        problems = [problem(chance, many) for _ in range(times)]
        ours, took = timed(lambda one: nearest(*one), problems)
        theirs, slsqp = timed(scipys, problems)
        both = [(a, b, one) for a, b, one in zip(ours, theirs, problems, strict=True) if a and b]
        farther = sum(far(b, one) > far(a, one) + WORSE for a, b, one in both)
        nearer = sum(far(a, one) > far(b, one) + WORSE for a, b, one in both)
        told = f"gave up on {theirs.count(None)}, ended farther off on {farther} and nearer on {nearer} of {times}"
        print(f"{many:>3} chances: {took}; SLSQP {slsqp}, {told}")
    loads = [
        float(
            subprocess.run([sys.executable, "-c", LOADS], capture_output=True, text=True, check=True).stdout
        )
        for _ in range(3)
    ]
    print(f"loading scipy.optimize beside numpy: {min(loads):.2f} s")


if __name__ == "__main__":
    main()
