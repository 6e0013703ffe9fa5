"""How long until something is painted: an empty Textual app against ours, on ledgers of three sizes.

Every program runs in a pseudo-terminal of 120 x 40; the clock stops when its marker appears in what it wrote.
The programs take turns, so that a busy machine is busy for all. Run: python benchmarks/first_paint.py [--rounds 7]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("READY-MARK")
Empty().run()
"""
OURS = ["-m", "ledger", "app"]
SIZES = (10, 10_000, 1_000_000)
DAY = 86_400_000_000


def build(home: Path, forecasts: int) -> None:
    """A ledger with so many forecasts, on one question for every hundred (at least five), built by the journal."""
    from ledger.clock import RealClock, microseconds
    from ledger.journal.append import Journal
    from ledger.journal.entries import Entry, ForecastMade, QuestionAsked

    clock = RealClock()
    now = microseconds(clock.now())
    questions = max(5, forecasts // 100)
    home.mkdir(parents=True)

    def entries() -> list[Entry]:
        return [
            QuestionAsked(question=f"q-{at:06}", version=1, file_sha256="0" * 64, said=said(at))
            for at in range(questions)
        ]

    def made() -> object:
        for at in range(forecasts):
            yield ForecastMade(
                question=f"q-{at % questions:06}",
                version=1,
                by=f"person-{at // questions % 50}",
                made_at=now - DAY + at,
                grade="claimed",
                says={"probability": f"0.{at % 90 + 5:02}"},
            )

    with Journal.create(home / "ledger.db", clock=clock, opened_by="bench") as journal:
        journal.append_many(entries())
        journal.append_many(made())  # type: ignore[arg-type] # a generator of entries


def said(at: int) -> dict[str, Any]:
    """What a question file would say."""
    from datetime import UTC, datetime, timedelta

    today = datetime.now(UTC).date()
    last = today + timedelta(days=30 + at % 700)
    return {
        "format": 1,
        "kind": "binary",
        "title": f"Will indicator {at} pass its mark?",
        "statement": f"Will indicator {at} pass its mark?",
        "criteria": "As its publisher says.",
        "by": "this project",
        "opens_at": str(today - timedelta(days=30)),
        "closes_at": str(last),
        "resolves_at": str(last),
        "gives_up_at": str(last + timedelta(days=60)),
        "resolution": {
            "window": {"at": str(last)},
            "yes_if": {"happened": True},
            "source": [
                {"name": "manual", "value": "answer", "params": {"ask": "Did it?", "nature": "event"}}
            ],
        },
    }


def painted(arguments: list[str], mark: bytes, home: Path | None = None) -> float:
    """Seconds from the start of a program until `mark` is in what it wrote."""
    from benchmarks.terminal import Terminal

    with Terminal(arguments, home=home) as program:
        return program.until(mark)


def finished(arguments: list[str], home: Path | None = None) -> float:
    """Seconds a command takes to its end."""
    environment = {**os.environ, **({"FLEDGER_HOME": str(home)} if home else {})}
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, cwd=ROOT, env=environment, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    """Build the ledgers, take turns, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        homes = {size: Path(folder) / str(size) for size in options.sizes}
        for size, home in homes.items():
            begun = time.perf_counter()
            build(home, size)
            print(f"built {size:,} forecasts in {time.perf_counter() - begun:.1f} s")
        _paint(homes, options.rounds)
        _cold(homes[options.sizes[0]], options.rounds)


def _paint(homes: dict[int, Path], rounds: int) -> None:
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        taken.setdefault("empty Textual app", []).append(painted(["-c", EMPTY], b"READY-MARK"))
        for size, home in homes.items():
            taken.setdefault(f"ours, {size:,}: frame", []).append(painted(OURS, b"Calibration", home))
            taken.setdefault(f"ours, {size:,}: Today's content", []).append(
                painted(OURS, b"without your", home)
            )
    _print(taken)


def _cold(home: Path, rounds: int) -> None:
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        taken.setdefault("bare Python", []).append(finished(["-c", "pass"]))
        taken.setdefault("fledger --version", []).append(finished(["-m", "ledger", "--version"]))
        taken.setdefault("fledger status", []).append(finished(["-m", "ledger", "status"], home))
    _print(taken)


def _print(taken: dict[str, list[float]]) -> None:
    first = next(iter(taken.values()))
    base, least = statistics.median(first), min(first)
    for name, times in taken.items():
        middle = statistics.median(times)
        fastest = min(times)
        print(
            f"{name:<34} median {middle * 1000:6.0f} ms x {middle / base:.2f}"
            f"   fastest {fastest * 1000:6.0f} ms x {fastest / least:.2f}"
        )


if __name__ == "__main__":
    main()
