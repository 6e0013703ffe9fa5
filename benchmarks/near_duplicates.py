"""How the search for near-duplicates grows: 10,000 questions against 1,000, in words where many are nearly alike.

    python benchmarks/near_duplicates.py [--few 1000] [--times 10] [--most 30]

The questions are made from templates that share most words and differ in a name and a number. Prints seconds of both;
ends with 1 when `--times` as many take more than `--most` as long (a comparison of each with each would take 100).
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from typing import TYPE_CHECKING

from forecasts import FOLDER
from ledger.questions.catalogue import read_catalogue
from ledger.questions.lint.near_duplicates import compared, near_duplicates

if TYPE_CHECKING:
    from ledger.questions.question import Question

NAMES = 400
TEMPLATES = 40
LENGTH = 14


def questions(count: int) -> list[Question]:
    """Made from the first shipped question: a template's sentence with a name and a number."""
    rng, shipped = Random(3), next(iter(read_catalogue([FOLDER]).questions.values()))
    common = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(200)]
    templates = [" ".join(rng.sample(common, LENGTH)) for _ in range(TEMPLATES)]
    return [
        replace(
            shipped,
            id=f"q{n}",
            family=None,
            title=f"{rng.choice(templates)} {rng.randrange(count)}",
            statement=f"name{rng.randrange(NAMES)}x",
        )
        for n in range(count)
    ]


def seconds(asked: list[Question]) -> float:
    began = perf_counter()
    found = near_duplicates(map(compared, asked))
    print(f"{len(asked):,} questions: {perf_counter() - began:.2f} s, {len(found):,} near-duplicates")
    return perf_counter() - began


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--few", type=int, default=1000)
    options.add_argument("--times", type=int, default=10)
    options.add_argument("--most", type=float, default=30.0)
    asked = options.parse_args()
    few, many = (seconds(questions(count)) for count in (asked.few, asked.few * asked.times))
    print(f"{many / few:.1f} times as long for {asked.times} times as many")
    sys.exit(many / few > asked.most)


if __name__ == "__main__":
    main()
