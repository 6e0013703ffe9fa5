"""Kills writers of one ledger with SIGKILL at random moments, and counts what they were told is kept but is not.

Two writers append at once; each reports a seq only after `append` returned it. After every kill the ledger is opened
again and its log is read. Run: python benchmarks/kill_writers.py --kills 200 [--mode wal]
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.plain_question import SAID
from ledger.clock import RealClock, microseconds
from ledger.journal.append import Journal
from ledger.journal.entries import ForecastMade, QuestionAsked
from ledger.journal.verify import verify


@dataclass
class Count:
    """What came of all kills."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0


def write_for_ever(path: Path, mode: Literal["truncate", "wal"], told: int) -> NoReturn:
    """A writer: appends one or a few forecasts at a time and reports the seqs that came back."""
    try:
        with Journal.open(path, clock=RealClock(), mode=mode) as journal:
            while True:
                now = microseconds(RealClock().now())
                says: dict[str, Any] = {"probability": "0.35"}
                forecast = ForecastMade(
                    question="q-1", version=1, by="ada", made_at=now, grade="seen", says=says
                )
                seqs = journal.append(*[forecast] * random.randint(1, 3))
                os.write(told, b"".join(b"%d\n" % seq for seq in seqs))
    finally:
        os._exit(1)


def spawn(path: Path, mode: Literal["truncate", "wal"]) -> tuple[int, int]:
    """A writer in a process of its own: its id, and the pipe it reports to."""
    heard, told = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(heard)
        write_for_ever(path, mode, told)
    os.close(told)
    return process, heard


def acknowledged(heard: int) -> set[int]:
    """Everything a dead writer had reported."""
    with os.fdopen(heard, "rb") as pipe:
        return {int(line) for line in pipe.read().splitlines()}


def one_round(path: Path, mode: Literal["truncate", "wal"], count: Count) -> None:
    """Two writers, killed after a while; then what they were told must be there."""
    writers = [spawn(path, mode) for _ in range(2)]
    time.sleep(random.uniform(0.01, 0.15))
    for process, _ in writers:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    promised = set().union(*(acknowledged(heard) for _, heard in writers))
    with Journal.open(path, clock=RealClock(), mode=mode):
        pass
    database = sqlite3.connect(path)
    kept = {seq for (seq,) in database.execute("SELECT seq FROM log_entries")}
    database.close()
    count.kills += len(writers)
    count.acknowledged += len(promised)
    count.lost += len(promised - kept)


def run(kills: int, mode: Literal["truncate", "wal"], folder: Path) -> Count:
    """All rounds on one ledger; at the end it must verify."""
    path, count = folder / "ledger.db", Count()
    with Journal.create(path, clock=RealClock(), opened_by="ada", mode=mode) as journal:
        journal.append(QuestionAsked(question="q-1", version=1, file_sha256="0" * 64, said=SAID))
    while count.kills < kills:
        one_round(path, mode, count)
    report = verify(path)
    count.damaged = len(report.findings) + report.more
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--mode", choices=["truncate", "wal"], default="truncate")
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    random.seed(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        count = run(asked.kills, asked.mode, Path(folder))
    print(
        f"{asked.mode}: {count.kills} kills, {count.acknowledged} acknowledged, {count.lost} lost, "
        f"{count.damaged} findings at the end"
    )
    return 1 if count.lost or count.damaged or not count.acknowledged else 0


if __name__ == "__main__":
    sys.exit(main())
