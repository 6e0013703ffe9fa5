"""The whole program in a real terminal, driven by keys: first run, first forecast, quit, and on from there at the second start."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ledger.record.forecasts import of_question
from ledger.record.opening import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ledger.tui.stage import Stage

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 30.0
"""Seconds that anything may take on a busy machine."""

FAR = (("2026-12-20", "2098-12-20"), ("2027-02-01", "2099-02-01"), ("20 December 2026", "20 December 2098"))
"""The app has the real clock here; the question stays open for who runs this later."""

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed here")


@dataclass(frozen=True, slots=True)
class Terminal:
    """A tmux server of its own, with one window of 80x24."""

    socket: str

    def tmux(self, *words: str) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "TMUX"}
        done = subprocess.run(
            ["tmux", "-L", self.socket, *words],
            capture_output=True, text=True, timeout=LONGEST, check=True, env=environment,
        )  # fmt: skip
        return done.stdout

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.tmux("send-keys", key)

    def until(self, *marks: str, without: str = "\0") -> str:
        """What is shown once every mark is on the screen, and the other is not."""
        shown, end = "", time.monotonic() + LONGEST
        while time.monotonic() < end:
            shown = self.tmux("capture-pane", "-p")
            if all(mark in shown for mark in marks) and without not in shown:
                return shown
            time.sleep(0.1)
        pytest.fail(f"{marks} did not come:\n{shown}")


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal(f"fledger-{os.getpid()}-{time.monotonic_ns()}")
    made.tmux("-f", os.devnull, "new-session", "-d", "-x", "80", "-y", "24", "env -u NO_COLOR PS1=ready sh")
    try:
        yield made
    finally:
        made.tmux("kill-server")


def test_from_nothing_to_a_forecast_and_on_from_there_at_the_second_start(
    empty: Stage, terminal: Terminal
) -> None:
    home = empty.settings.home
    folder = home / "forecasts" / "two-futures"
    for path in folder.glob("*.toml"):
        if path.stem not in {"publications", "bill-2026"}:
            path.unlink()
    bill = (folder / "bill-2026.toml").read_text(encoding="utf-8")
    for old, new in FAR:
        bill = bill.replace(old, new)
    (folder / "bill-2026.toml").write_text(bill, encoding="utf-8")
    starts = f"cd {shlex.quote(str(ROOT))} && {shlex.quote(sys.executable)} -m ledger --home {shlex.quote(str(home))} app"

    terminal.keys(starts, "Enter")
    terminal.until("No ledger yet.")
    terminal.keys("Enter")
    terminal.until("taken from “Two Futures”")
    terminal.keys("n")
    terminal.until("without your forecast")
    terminal.keys("n")
    terminal.until("The bill becomes law", "why?")
    terminal.tmux("send-keys", *"35%", "Enter", *"bills", "Enter")  # all at once, before anything is painted
    terminal.until("saved 35 %")
    terminal.keys("Escape")
    terminal.until("[1 Today]")
    terminal.keys("3")
    terminal.until("[3 Questions]", "35 %")
    terminal.keys("/")
    terminal.until("^u Clear")
    terminal.keys(*"law", "Enter")
    terminal.until("s Sort", without="^u Clear")
    terminal.keys("s")
    terminal.until("law", "state ▲")
    terminal.keys("q")
    terminal.until("ready", without="Questions")

    terminal.keys("clear", "Enter", starts, "Enter")
    terminal.until("[3 Questions]", "\n law\n", "state ▲", "35 %")
    terminal.keys("f")
    terminal.until("why?")
    terminal.keys("4", "C-q")
    terminal.until("1 draft is kept; fledger app shows it again.", "ready")
    with Record.open(empty.settings.ledger) as record:
        (mine,) = of_question(record, "bill-2026", by="mira")
    assert (mine.probability, mine.reason) == (0.35, "bills")
