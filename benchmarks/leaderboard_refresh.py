"""What a leaderboard costs after one more entry, on a ledger of 1,000 forecasts and on one of 1,000,000, act by act in turn.

    python benchmarks/leaderboard_refresh.py [--few 1000] [--many 1000000] [--most 2]

Ten people speak ten times each on every question; nearly all are resolved, each in a family of its own. Two acts: one
more forecast (on an open question, for a resolved one takes none), which moves the denominators; and one more
resolution, which moves every sum, interval and p-value. Timed is the refresh, in process time, and beside it the
append with its fsync. Ends with 1 when either act's refresh takes more than `--most` times as long on the large ledger.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ledger.clock import SetClock, microseconds
from ledger.journal.append import Journal
from ledger.journal.entries import ForecastMade, QuestionAsked, QuestionResolved
from ledger.journal.pinning import pinned
from ledger.record.opening import Record
from ledger.standing.board.board import Board
from ledger.standing.board.leaderboard import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PEOPLE = tuple(f"person-{number}" for number in range(10))
UPDATES = 10
TURNS = 15
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
SAID: dict[str, Any] = {
    "format": 1,
    "kind": "binary",
    "title": "A title",
    "statement": "Will it be so?",
    "criteria": "It is so if it is.",
    "by": "this project",
    "opens_at": "2026-01-01",
    "closes_at": "2026-12-31",
    "resolves_at": "2027-01-01",
    "gives_up_at": "2027-02-15",
    "resolution": {
        "window": {"at": "2026-12-31"},
        "yes_if": {"at_least": "12"},
        "source": [{"name": "manual", "value": "answer"}],
    },
}
YES = {"yes": True}


class Large:
    """A ledger of so many forecasts, with its board; `TURNS` questions and the next are left open to act on."""

    def __init__(self, path: Path, forecasts: int) -> None:
        self.clock = SetClock(START)
        self.journal = Journal.create(path, clock=self.clock, opened_by="benchmark", simulated=False)
        self.random = Random(7)
        count = forecasts // (len(PEOPLE) * UPDATES)
        self.open = [f"open-{number}" for number in range(TURNS + 1)]
        names = [f"q-{number}" for number in range(count)]
        self.journal.append_many(self._asked(chain(names, self.open)))
        self.journal.append_many(self._said(name) for name in chain(names, self.open) for _ in range(100))
        self.clock.at = END
        first = self.journal.head().size + 1
        self.journal.append_many(self._proposed(name) for name in names)
        self.journal.append_many(self._resolved(name, first + nth) for nth, name in enumerate(names))
        self.record = Record.open(path)
        self.board = Board(Wanted())
        began = process_time()
        self.refresh()
        self.anew = process_time() - began

    def _asked(self, names: chain[str]) -> Iterator[QuestionAsked]:
        return (QuestionAsked(question=name, version=1, file_sha256="0" * 64, said=SAID) for name in names)

    def _said(self, name: str) -> ForecastMade:
        says: dict[str, Any] = {"probability": f"{self.random.uniform(0.02, 0.98):.3f}"}
        made = microseconds(START)
        who = self.random.choice(PEOPLE)
        return ForecastMade(question=name, version=1, by=who, made_at=made, grade="seen", says=says)

    def _proposed(self, name: str) -> Any:
        now = microseconds(END)
        fields: dict[str, Any] = {
            "version": 1,
            "rule_version": 1,
            "basis": "person",
            "outcome": YES,
            "readings": [],
        }
        return pinned(
            question=name, known_at=now, decided_at=now, challenge_until=now, by="tom", why="so", **fields
        )

    def _resolved(self, name: str, proposal: int) -> QuestionResolved:
        fields: dict[str, Any] = {"revision": 1, "confirmed": "machine", "outcome": YES}
        return QuestionResolved(question=name, proposal=proposal, known_at=microseconds(END), **fields)

    def refresh(self) -> None:
        """Bring the board to what the record says now."""
        self.board.refresh(self.record, now_us=microseconds(END))

    def speak(self, turn: int) -> None:
        """One more forecast, on the question that stays open."""
        self.clock.at = END + timedelta(seconds=turn)
        says: dict[str, Any] = {"probability": f"{self.random.uniform(0.02, 0.98):.3f}"}
        made, who = microseconds(self.clock.at), PEOPLE[turn % len(PEOPLE)]
        self.journal.append(
            ForecastMade(question=self.open[-1], version=1, by=who, made_at=made, grade="seen", says=says)
        )

    def resolve(self, turn: int) -> None:
        """One more resolution; its proposal comes before, with a refresh of its own."""
        (seq,) = self.journal.append(self._proposed(self.open[turn]))
        self.refresh()
        self.journal.append(self._resolved(self.open[turn], seq))


def timed(ledger: Large, act: Callable[[int], None], turn: int) -> tuple[float, float]:
    """Seconds of process time for the refresh, and of the clock for the act and the refresh."""
    began = perf_counter()
    act(turn)
    refreshed = process_time()
    ledger.refresh()
    return process_time() - refreshed, perf_counter() - began


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--few", type=int, default=1_000)
    options.add_argument("--many", type=int, default=1_000_000)
    options.add_argument("--most", type=float, default=2.0)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sizes = (asked.few, asked.many)
        ledgers = [Large(Path(folder) / f"{size}.db", size) for size in sizes]
        for size, ledger in zip(sizes, ledgers, strict=True):
            print(f"{size:>9,} forecasts: the board anew {ledger.anew * 1e3:,.1f} ms")
        worst = max(compared(name, ledgers) for name in ("speak", "resolve"))
    sys.exit(worst > asked.most)


def compared(name: str, ledgers: list[Large]) -> float:
    """How many times as long the refresh after this act takes on the large ledger; prints it."""
    found: list[list[tuple[float, float]]] = [[], []]
    for turn in range(TURNS):
        for place, ledger in enumerate(ledgers):
            found[place].append(timed(ledger, getattr(ledger, name), turn))
    (few, few_all), (many, many_all) = (
        (median(one for one, _ in rows), median(one for _, one in rows)) for rows in found
    )
    print(
        f"{name:>8}: refresh {few * 1e3:.2f} ms and {many * 1e3:.2f} ms, {many / few:.2f} times; "
        f"with the append {few_all * 1e3:.1f} ms and {many_all * 1e3:.1f} ms"
    )
    return many / few


if __name__ == "__main__":
    main()
