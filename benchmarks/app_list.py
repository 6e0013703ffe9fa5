"""The app's list of 100,000 questions with 1,000,000 forecasts, as a person meets it, beside an empty Textual app and other programs.

Every program runs in a pseudo-terminal of 120 x 40; a key's time is from writing it until its answer was painted.
Run: python benchmarks/app_list.py [--home FOLDER] [--rounds 5] [--peers FOLDER]

`--home` keeps the ledger for another run. `--peers` names a folder with an environment each for VisiData, harlequin and
posting (python -m venv F/visidata; F/visidata/bin/pip install visidata; likewise harlequin and posting).
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.first_paint import DAY, EMPTY, OURS, said  # noqa: E402 the folder is on the path now
from benchmarks.terminal import Terminal  # noqa: E402

QUESTIONS, FORECASTS = 100_000, 1_000_000
FIRST_PAINT, MEMORY_MB, CURSOR_MS, BLOCKED_MS = 1.3, 80, 50, 100
CURSOR = "▌".encode()
STARTS = 5
"""Of an empty app and ours in each round: one start may take a fifth longer than the next."""
DOWN, PAGE_DOWN, SORT = b"j", b" ", b"s"
FILTER = "indicator 77 state:open"


def build(home: Path) -> None:
    """The ledger, by the journal."""
    from ledger.clock import RealClock, microseconds
    from ledger.journal.append import Journal
    from ledger.journal.entries import ForecastMade, QuestionAsked

    clock = RealClock()
    now = microseconds(clock.now())
    home.mkdir(parents=True)
    with Journal.create(home / "ledger.db", clock=clock, opened_by="bench") as journal:
        journal.append_many(
            QuestionAsked(question=f"q-{at:06}", version=1, file_sha256="0" * 64, said=said(at))
            for at in range(QUESTIONS)
        )
        journal.append_many(
            ForecastMade(
                question=f"q-{at % QUESTIONS:06}",
                version=1,
                by=f"person-{at // QUESTIONS}",
                made_at=now - DAY + at,
                grade="claimed",
                says={"probability": f"0.{at % 90 + 5:02}"},
            )
            for at in range(FORECASTS)
        )


def main() -> int:
    """Measure and print; 1 where a mark is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder) / "home"
        if not home.is_dir():
            build(home)
        missed = [*starts(home, options.rounds, options.peers), *keys(home)]
        if options.peers:
            beside_visidata(Path(folder), options.peers)
    for sentence in missed:
        print(f"missed: {sentence}")
    return bool(missed)


def starts(home: Path, rounds: int, peers: Path | None) -> list[str]:
    """Starts in turn: an empty app, ours on Questions, and the peers."""
    with Terminal(OURS, home=home) as app:  # the app opens where it was left
        app.until(b"Calibration")
        app.rest()
        os.write(app.fd, b"3")  # it may be there already
        app.rest(0.5)
        os.write(app.fd, b"q")
        app.rest(0.5)
    taken: dict[str, list[float]] = {}
    peak = 0.0
    for _ in range(rounds):
        for _ in range(STARTS):
            with Terminal(["-c", EMPTY]) as empty:
                taken.setdefault("an empty Textual app", []).append(empty.until(b"READY-MARK"))
            with Terminal(OURS, home=home) as app:
                taken.setdefault("Questions: the frame", []).append(app.until(b"[3 Questions]"))
                taken.setdefault("Questions: its first rows", []).append(app.until(b"Will indicator"))
                app.rest()
                peak = max(peak, app.peak_mb)
        for name, (arguments, mark) in (PEERS if peers else {}).items():
            program = str(peers / name / "bin" / arguments[0]) if peers else ""
            with Terminal(arguments[1:], program=program) as peer:
                taken.setdefault(name, []).append(peer.until(mark))
    return _compared(taken, peak)


PEERS = {
    "harlequin": (["harlequin"], b"Query Editor"),
    "posting": (["posting"], b"Collection"),
}
"""Folder under --peers -> what to start, and what its first screen says."""


def _compared(taken: dict[str, list[float]], peak: float) -> list[str]:
    base = statistics.median(taken["an empty Textual app"])
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"{name:<28} median {middle * 1000:6.0f} ms   x {middle / base:.2f}")
    print(f"{'most memory':<28} {peak:.0f} MB")
    shown = statistics.median(taken["Questions: its first rows"]) / base
    missed = [f"first rows x {shown:.2f}, at most {FIRST_PAINT}"] if shown > FIRST_PAINT else []
    return missed + ([f"{peak:.0f} MB, at most {MEMORY_MB}"] if peak > MEMORY_MB else [])


def keys(home: Path) -> list[str]:
    """Key to paint, for each kind of key."""
    missed = []
    with Terminal(OURS, home=home) as app:
        app.until(b"Will indicator")
        app.rest(0.5)
        for name, key, times, most in (
            ("cursor", DOWN, 60, CURSOR_MS),
            ("page", PAGE_DOWN, 30, CURSOR_MS),
            ("sort, first answer", SORT, 10, None),
        ):
            taken = []
            for _ in range(times):
                taken.append(app.press(key, CURSOR))
                app.rest(0.05)
            missed += _told(name, taken, most)
        os.write(app.fd, b"/")
        app.rest(0.3)
        typed = []
        for sign in FILTER:  # as fast as a quick typist, while older queries still run
            typed.append(app.press(sign.encode(), b"\x1b"))
            app.rest(0.03)
        missed += _told("typing a filter, the sign is there", typed, BLOCKED_MS)
    return missed


def _told(name: str, taken: list[float], most: float | None) -> list[str]:
    ordered = sorted(taken)
    p95 = ordered[int(len(ordered) * 0.95) - 1] * 1000
    print(
        f"{name:<36} median {statistics.median(ordered) * 1000:5.0f} ms   p95 {p95:5.0f} ms   most {ordered[-1] * 1000:5.0f} ms"
    )
    return [f"{name}: p95 {p95:.0f} ms, at most {most}"] if most is not None and p95 > most else []


def beside_visidata(folder: Path, peers: Path) -> None:
    """The same list as a CSV file in VisiData: start, cursor, page."""
    path = folder / "list.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("question", "ends"))
        writer.writerows((said(at)["title"], said(at)["closes_at"]) for at in range(QUESTIONS))
    with Terminal([str(path)], program=str(peers / "visidata" / "bin" / "vd")) as vd:
        print(f"VisiData: first rows {vd.until(b'indicator 20') * 1000:.0f} ms", end="")
        vd.rest(1.0)
        print(f", most memory {vd.peak_mb:.0f} MB")
        for name, key in (("cursor", DOWN), ("page", b"\x06")):
            taken = []
            for _ in range(30):
                taken.append(vd.press(key, b"\x1b["))  # it writes only what is another sign
                vd.rest(0.05)
            _told(f"VisiData: {name}", taken, None)


if __name__ == "__main__":
    sys.exit(main())
