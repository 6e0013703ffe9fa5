"""What scoring rules cost beside the plain numpy formula and the libraries people use.

    python benchmarks/scoring_rules.py [--pairs 10000000] [--rows 1000000] [--rounds 7]

Brier and log: the mean of `--pairs` yes/no forecasts against one numpy pass without a check (`d = p - y; d @ d / n`,
and `-np.log(np.where(y, p, 1 - p)).mean()`) and against scikit-learn; and the column of scores against the plain
expression that makes it. WIS: `--rows` forecasts of 23 quantiles against scoringrules' numpy backend. Candidates run in
turn; prints medians of processor time. Ends with 1 when a mean or a column takes more than 1.2 times its pass, scikit-learn
less than 40 times the mean, or scoringrules less than 2.5 times the WIS. One thread: a product on several would cost
more processor time than it saves.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from statistics import median
from time import process_time

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy looks when it is imported
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from typing import TYPE_CHECKING

import numpy as np
import scoringrules
from sklearn.metrics import brier_score_loss, log_loss

from ledger.scoring import brier_score, log_score, mean_brier_score, mean_log_score, weighted_interval_score

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ledger.scoring.columns import Column

Candidates = dict[str, "Callable[[], object]"]
LEVELS = np.array([0.01, 0.025, *(np.arange(1, 20) / 20), 0.975, 0.99])
SLOW_ROUNDS = 1  # scikit-learn takes seconds where the others take hundredths


def seconds(candidates: Candidates, rounds: int) -> dict[str, list[float]]:
    """The processor times of each, all in turn; those of scikit-learn once."""
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for turn in range(rounds):
        for name, run in candidates.items():
            if turn < SLOW_ROUNDS or "scikit" not in name:
                began = process_time()
                run()
                taken[name].append(process_time() - began)
    return taken


def times(taken: Mapping[str, list[float]], one: str, other: str) -> float:
    """How many times one takes what the other takes: the median over rounds, so that a busy moment spoils one."""
    return median(a / b for a, b in zip(taken[one], taken[other], strict=False))


def brier(said: Column, happened: Column) -> Candidates:
    """Candidates for the Brier score."""

    def one_pass() -> object:
        off = said - happened
        return off @ off / off.size

    return {
        "mean": lambda: mean_brier_score(probability=said, occurred=happened),
        "mean, one pass": one_pass,
        "mean, scikit-learn": lambda: brier_score_loss(happened, said),
        "column": lambda: brier_score(probability=said, occurred=happened),
        "column, one pass": lambda: np.square(said - happened),
    }


def log(said: Column, happened: Column) -> Candidates:
    """Candidates for the log score."""
    return {
        "mean": lambda: mean_log_score(probability=said, occurred=happened),
        "mean, one pass": lambda: -np.log(np.where(happened, said, 1 - said)).mean(),
        "mean, scikit-learn": lambda: log_loss(happened, said),
        "column": lambda: log_score(probability=said, occurred=happened),
        "column, one pass": lambda: -np.log(np.where(happened, said, 1 - said)),
    }


def quantiles(rows: int) -> Candidates:
    """Candidates for the weighted interval score of 23 quantiles."""
    rng = np.random.default_rng(2)
    said = np.sort(rng.normal(size=(rows, LEVELS.size)), axis=1)
    value = rng.normal(size=rows)
    low, high = said[:, :11], said[:, :-12:-1]
    alpha = 2 * LEVELS[:11]
    return {
        "ours": lambda: weighted_interval_score(quantiles=said, levels=LEVELS, value=value),
        "scoringrules": lambda: scoringrules.weighted_interval_score(
            value, said[:, 11], low, high, alpha, backend="numpy"
        ),
        "scoringrules, by pinball": lambda: scoringrules.crps_quantile(value, said, LEVELS, backend="numpy"),
    }


def shown(title: str, taken: Mapping[str, list[float]]) -> None:
    print(title)
    for name, found in taken.items():
        print(f"  {name:<26}{median(found) * 1000:>10.1f} ms")


def marks(title: str, taken: Mapping[str, list[float]]) -> list[bool]:
    """Whether each mark of a rule of pairs is met; printed."""
    shown(title, taken)
    mean, column = times(taken, "mean", "mean, one pass"), times(taken, "column", "column, one pass")
    peer = median(taken["mean, scikit-learn"]) / median(taken["mean"])
    print(
        f"  mean {mean:.2f} and column {column:.2f} of one pass (at most 1.2); scikit-learn {peer:.0f} times (at least 40)"
    )
    return [mean <= 1.2, column <= 1.2, peer >= 40]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=10_000_000)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=7)
    asked = options.parse_args()
    rng = np.random.default_rng(1)
    said = rng.random(asked.pairs)
    happened = (rng.random(asked.pairs) < said).astype(np.float64)
    met = marks(f"Brier of {asked.pairs:,} pairs", seconds(brier(said, happened), asked.rounds))
    met += marks(f"log score of {asked.pairs:,} pairs", seconds(log(said, happened), asked.rounds))
    del said, happened
    taken = seconds(quantiles(asked.rows), asked.rounds)
    shown(f"WIS of {asked.rows:,} forecasts of 23 quantiles", taken)
    peer = min(times(taken, name, "ours") for name in taken if name != "ours")
    print(f"  scoringrules {peer:.1f} times (at least 2.5)")
    sys.exit(not all([*met, peer >= 2.5]))


if __name__ == "__main__":
    main()
