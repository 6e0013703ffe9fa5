"""How fast calibration is: curve, CORP and bands beside scikit-learn, and `fledger calibration` beside a script.

Every candidate runs once a round, in turn; figures are medians of processor time, so that other work on the machine
counts for nobody, and of the time on the clock, which is what several cores save. A mark is reached when one of both
reaches it: threads save nothing on the clock while others want the same cores. The script reads the same ledger with pandas, takes the same forecast of each question, and draws
the same number of resamples: what a user would write instead. Ends with 1 when a mark is missed.
Run: python benchmarks/calibration.py [--rows 10000000] [--rounds 3] [--only curves|process]
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ledger.clock import SetClock, microseconds
from ledger.journal.append import Journal
from ledger.journal.entries import ForecastMade, QuestionAsked, QuestionResolved
from ledger.journal.pinning import pinned
from ledger.scoring import corp, reliability_curve
from ledger.scoring.calibration.side_by_side import threads_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DAY = 86_400_000_000
OPENED = datetime(2026, 1, 1, tzinfo=UTC)
MARKS = {"curve": 5, "corp": 40, "process": 10}
OF_DOUBLES = {"curve": 5, "corp": 20}
"""What keeps to no decimals is gone through twice, and a part of it has to be sorted: what was asked there, too, is MARKS."""
BANDS_WITHIN = 20
BINS = 20
UPDATES = 10
SAID: dict[str, Any] = {
    "format": 1,
    "kind": "binary",
    "title": "A title",
    "statement": "Will it be so?",
    "criteria": "It is so if it is.",
    "by": "this project",
    "opens_at": "2026-01-01",
    "closes_at": "2026-04-11T00:00:00+00:00",
    "resolves_at": "2026-04-12",
    "gives_up_at": "2026-06-01",
    "resolution": {
        "window": {"over": ["2026-01-01", "2026-04-10"]},
        "yes_if": {"at_least": "12"},
        "source": [{"name": "manual", "value": "answer"}],
    },
}


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time, of all threads together, and on the clock."""

    work: float
    clock: float


def spent(work: Callable[[], object]) -> Spent:
    """What it takes in this process."""
    clock, begun = time.perf_counter(), time.process_time()
    work()
    return Spent(time.process_time() - begun, time.perf_counter() - clock)


def spent_by(command: list[str], env: dict[str, str]) -> Spent:
    """What a whole process takes, its start included."""
    clock, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(work, time.perf_counter() - clock)


def medians(rounds: int, **work: Callable[[], Spent]) -> dict[str, Spent]:
    """The medians of each, all run once a round in turn."""
    found: dict[str, list[Spent]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, one in work.items():
            found[name].append(one())
    return {
        name: Spent(statistics.median(one.work for one in all_), statistics.median(one.clock for one in all_))
        for name, all_ in found.items()
    }


def curves(rows: int, rounds: int) -> Iterator[bool]:
    from sklearn.calibration import calibration_curve
    from sklearn.isotonic import IsotonicRegression

    source = np.random.default_rng(1)
    exact = source.random(rows)
    happened, edges = (source.random(rows) < exact).astype(np.float64), np.linspace(0.0, 1.0, BINS + 1)
    for name, said in (("random doubles", exact), ("kept to 0.1 %", np.round(exact, 3))):
        found = medians(
            rounds,
            curve=partial(
                spent, partial(reliability_curve, probability=said, occurred=happened, edges=edges)
            ),
            peer_curve=partial(spent, partial(calibration_curve, happened, said, n_bins=BINS)),
            corp=partial(spent, partial(corp, probability=said, occurred=happened)),
            peer_corp=partial(spent, partial(IsotonicRegression().fit, said, happened)),
        )
        print(f"{rows:,} pairs, {name}, {threads_for(rows)} threads, load {os.getloadavg()[0]:.1f}")
        for work in ("curve", "corp"):
            asked = MARKS[work]
            mark = OF_DOUBLES[work] if said is exact else asked
            yield told(work, found[work], found[f"peer_{work}"], "scikit-learn", mark, asked)


def told(name: str, own: Spent, peer: Spent, whose: str, mark: float, asked: float | None = None) -> bool:
    """Print two lines; whether the mark is reached, which may be lower than what was asked of all rows alike."""
    more = f"; asked: {asked}x" if asked not in {None, mark} else ""
    work, clock = peer.work / own.work, peer.clock / own.clock
    print(
        f"  {name:<12} {own.work * 1e3:9.1f} ms   {whose} {peer.work * 1e3:10.1f} ms   {work:6.1f}x (mark: at least {mark}x{more})\n"
        f"  {'on the clock':<12} {own.clock * 1e3:9.1f} ms   {whose} {peer.clock * 1e3:10.1f} ms   {clock:6.1f}x"
    )
    return max(work, clock) >= mark


def bands(rounds: int, rows: int = 1_000_000) -> Iterator[bool]:
    source = np.random.default_rng(2)
    said = source.random(rows)
    happened = source.random(rows) < said
    print(f"{rows:,} pairs, 1,000 resamples of families, beside the curve without families")
    for size in (5, 10, 100):
        family = source.permutation(np.arange(rows) // size)
        own = medians(
            rounds,
            alone=partial(spent, partial(reliability_curve, probability=said, occurred=happened)),
            clustered=partial(
                spent, partial(reliability_curve, probability=said, occurred=happened, family=family)
            ),
        )
        clustered, alone = own["clustered"].work, own["alone"].work
        ratio = clustered / alone
        print(
            f"  families of {size:<4} {clustered * 1e3:9.1f} ms   curve alone {alone * 1e3:7.1f} ms"
            f"   {ratio:6.1f}x (mark: within {BANDS_WITHIN}x)"
        )
        yield ratio <= BANDS_WITHIN


def ledger(home: Path, forecasts: int) -> None:
    """A simulated ledger in which ada said so much, ten times on each question, and all of it is resolved."""
    home.mkdir()
    clock, chance = SetClock(OPENED), random.Random(1)
    journal = Journal.create(home / "ledger.db", clock=clock, opened_by="ada", simulated=True)
    questions = [f"question-{number}" for number in range(forecasts // UPDATES)]
    journal.append(
        *(QuestionAsked(question=one, version=1, file_sha256="0" * 64, said=SAID) for one in questions)
    )
    clock.move(timedelta(days=101))
    journal.append_many([_said(one, day, chance) for day in range(UPDATES) for one in questions])
    now = microseconds(clock.at)
    outcomes: list[dict[str, Any]] = [{"yes": chance.random() < 0.4} for _ in questions]
    proposals = journal.append(*(_proposal(*pair, now) for pair in zip(questions, outcomes, strict=True)))
    journal.append(
        *(
            QuestionResolved(
                question=one, proposal=seq, revision=1, confirmed="machine", known_at=now, outcome=outcome
            )
            for one, seq, outcome in zip(questions, proposals, outcomes, strict=True)
        )
    )
    journal.close()


def _said(question: str, day: int, chance: random.Random) -> ForecastMade:
    return ForecastMade(
        question=question,
        version=1,
        by="ada",
        made_at=microseconds(OPENED) + (day * 10 + 1) * DAY,
        grade="documented",
        says={"probability": f"0.{chance.randrange(1, 1000):03}"},
    )


def _proposal(question: str, outcome: dict[str, Any], now: int) -> Any:
    return pinned(
        question=question,
        version=1,
        basis="person",
        outcome=outcome,
        known_at=now,
        readings=[],
        rule_version=1,
        decided_at=now,
        challenge_until=now,
        by="tom",
        why="it is so",
    )


SCRIPT = """
import sqlite3, sys
import numpy as np, pandas as pd
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.utils import resample

database = sqlite3.connect(sys.argv[1])
said = pd.read_sql("SELECT question, made_at, probability FROM now_forecasts WHERE forecaster = 'ada'", database)
ends = pd.read_sql("SELECT question, family, outcome, known_at, closes_at FROM now_questions WHERE state = 'resolved'", database)
rows = said.merge(ends, on="question").sort_values(["question", "made_at"])
rows["happened"] = rows.outcome.str.contains("true").astype(float)
rows["until"] = rows.groupby("question").made_at.shift(-1).fillna(rows[["known_at", "closes_at"]].min(axis=1))
rows["lasted"] = rows.until - rows.made_at
done, whole = rows.groupby("question").lasted.cumsum(), rows.groupby("question").lasted.transform("sum")
taken = rows[done >= whole / 2].groupby("question").first()
p, o = taken.probability.to_numpy(), taken.happened.to_numpy()
print(calibration_curve(o, p, n_bins=20))
fit = IsotonicRegression(y_min=0, y_max=1).fit_transform(p, o)
score, recalibrated, uncertainty = ((p - o) ** 2).mean(), ((fit - o) ** 2).mean(), o.mean() * (1 - o.mean())
print(score, score - recalibrated, uncertainty - recalibrated, uncertainty)
edges = np.linspace(0, 1, 21)
curves = np.full((1000, 20), np.nan)
for number in range(1000):
    q, r = resample(p, o, random_state=number)
    share, _ = calibration_curve(r, q, n_bins=20)
    filled = np.unique(np.searchsorted(edges[1:-1], q))
    curves[number, filled] = share
print(np.nanquantile(curves, [0.05, 0.95], axis=0))
chance = []
for number in range(1000):
    drawn = np.random.default_rng(number).random(p.size) < p
    fit = IsotonicRegression(y_min=0, y_max=1).fit_transform(p, drawn.astype(float))
    chance.append(((p - drawn) ** 2).mean() - ((fit - drawn) ** 2).mean())
print(np.quantile(chance, [0.05, 0.95]))
"""


def processes(rounds: int) -> Iterator[bool]:
    with tempfile.TemporaryDirectory() as name:
        for forecasts in (1_000, 100_000):
            home = Path(name) / str(forecasts)
            ledger(home, forecasts)
            own = [
                sys.executable,
                "-m",
                "ledger",
                "calibration",
                "--by",
                "ada",
                "--anyway",
                "--home",
                str(home),
            ]
            peer = [sys.executable, "-c", SCRIPT, str(home / "ledger.db")]
            # both are compiled beforehand, as what is installed is
            env = {
                **os.environ,
                "OPENBLAS_NUM_THREADS": "1",
                "PYTHONPYCACHEPREFIX": str(Path(name) / "compiled"),
            }
            env.pop("PYTHONDONTWRITEBYTECODE", None)
            spent_by(own, env)
            spent_by(peer, env)
            found = medians(
                rounds,
                own=partial(spent_by, own, env),
                peer=partial(spent_by, peer, env),
            )
            print(
                f"{forecasts:,} forecasts on {forecasts // UPDATES:,} questions, whole process, CORP and bands included"
            )
            yield told("calibration", found["own"], found["peer"], "pandas + scikit-learn", MARKS["process"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["curves", "process"])
    asked = parser.parse_args()
    reached = []
    if asked.only != "process":
        reached += [*curves(asked.rows, asked.rounds), *bands(asked.rounds)]
    if asked.only != "curves":
        reached += processes(asked.rounds)
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
