"""Kill the daemon and a writing command line at random moments, and see that nothing acknowledged is lost.

    python benchmarks/kill_daemon.py --kills 200

Each round starts `fledger run` (a sweep a second, against the demo's publishers on loopback) and, beside it, `fledger
forecast` again and again; then kills one of the two with SIGKILL at a random moment. What the command line
acknowledged must be in the ledger afterwards, a reader must open it, and at the end `verify` must find nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ledger import wiring
from ledger.clock import RealClock
from ledger.demo.server import publishers
from ledger.journal.verify import verify
from ledger.settings import read_settings

QUESTION = "distillation-bill-hr8283"
LONGEST = 2.5
"""Seconds a round lives at most: the start of a process, a sweep and a write fit into it."""


def fledger(*words: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ledger", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def killed(process: subprocess.Popen[str]) -> str:
    """Kill it, whatever it does, and give what it had said."""
    process.send_signal(signal.SIGKILL)
    return process.communicate()[0]


def one_round(environment: dict[str, str], rng: random.Random, chance: int) -> list[int]:
    """One life of a daemon and a writer; the seqs that were acknowledged."""
    daemon = fledger("run", environment=environment)
    ends = time.monotonic() + rng.uniform(0.2, LONGEST)
    acknowledged: list[int] = []
    number = chance
    while time.monotonic() < ends:
        number = number % 97 + 1
        writer = fledger("forecast", QUESTION, f"{number}%", "--json", environment=environment)
        try:
            said = writer.communicate(timeout=max(0.01, ends - time.monotonic()))[0]
        except subprocess.TimeoutExpired:
            said = killed(writer)
        acknowledged += [json.loads(line)["forecast"] for line in said.splitlines() if line]
    killed(daemon)
    return acknowledged


def kept(ledger: Path) -> set[int]:
    with wiring.open_record(read_settings(ledger.parent, {})) as record:
        return {row[0] for row in record.rows("SELECT forecast FROM now_forecasts")}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    rng = random.Random(given.seed)
    acknowledged: set[int] = set()
    lost: set[int] = set()
    with tempfile.TemporaryDirectory() as folder, publishers(RealClock()) as mirrors:
        home = Path(folder) / "home"
        environment = {
            **os.environ,
            "FLEDGER_HOME": str(home),
            "FLEDGER_MIRRORS": ",".join(f"{host}={base}" for host, base in mirrors.items()),
            "FLEDGER_SWEEP_EVERY": "1s",
        }
        for words in (["init", "--me", "bench"], ["sync"]):
            fledger(*words, environment=environment).communicate()
        for done in range(given.kills):
            acknowledged |= set(one_round(environment, rng, done))
            lost |= acknowledged - kept(home / "ledger.db")
            print(
                f"\r{done + 1} rounds, {len(acknowledged)} acknowledged, {len(lost)} lost", end="", flush=True
            )
        report = verify(home / "ledger.db")
        after = fledger("resolve", environment=environment)
        after.communicate()
    print(f"\nverify: {'nothing found' if report.ok else report.text()}; goes on: {after.returncode == 0}")
    return 0 if report.ok and not lost and after.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
