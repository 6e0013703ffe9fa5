"""`python -m ledger.tui.pictures DIR [--home DEMO]`: the pictures of docs/app.md, from a demo's ledger.

The same demo gives the same bytes. Without a demo one is played first, which takes a minute or two.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.settings import read_settings
from ledger.tui.app import app_for
from ledger.tui.desk import Desk
from ledger.tui.keeping import FILE
from ledger.tui.picture import picture
from ledger.tui.themes import Looks
from ledger.wiring import clock_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.pilot import Pilot


EVENING, MORNING = Looks("evening"), Looks("morning")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: the keys that lead to it from Today, and how the app looks there."""

    name: str
    keys: tuple[str, ...]
    cells: tuple[int, int] = (112, 32)
    looks: Looks = EVENING


SHOTS = (
    Shot("today", ()),
    Shot("claims", ("2",), looks=MORNING),
    Shot("questions", ("3", "slash", *"lead", "enter")),
    Shot("question", ("3", "slash", *"lead", "enter", "enter"), (80, 36)),
    Shot("forecast", ("n",), (80, 30), MORNING),
    Shot("calibration", ("5",), (112, 36)),
    Shot("leaderboard", ("6",), (112, 30)),
    Shot("sources", ("8",), (112, 28), MORNING),
    Shot("jump", ("3", "ctrl+o"), (80, 24)),
    Shot("small", ("3",), (60, 20), Looks("evening", ascii_only=True)),
)
"""Each goes into a file of its name."""


def make(folder: Path, home: Path, shots: Sequence[Shot] = SHOTS) -> list[Path]:
    """Every picture of a demo's ledger, which stays as it is. Gives the files, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for shot in shots:
        with tempfile.TemporaryDirectory() as aside:
            # where somebody left the app is no part of a demo
            copied = shutil.copytree(home, Path(aside) / "home", ignore=shutil.ignore_patterns(FILE))
            path = folder / f"app-{shot.name}.svg"
            path.write_text(asyncio.run(_taken(shot, copied)), encoding="utf-8")
        made.append(path)
    return made


async def _taken(shot: Shot, home: Path) -> str:
    settings = read_settings(home, {"USER": "me"})
    app = app_for(Desk(settings, clock_of(settings.ledger, None), UTC), shot.looks)
    async with app.run_test(size=shot.cells) as pilot:
        await _settled(pilot)
        for key in shot.keys:
            await pilot.press(key)
            await _settled(pilot)
        return picture(app, f"fledger · {shot.name}")


async def _settled(pilot: Pilot[str | None]) -> None:
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def main(words: list[str]) -> None:
    """Make them all, and say where each is and how large."""
    parser = argparse.ArgumentParser(prog="python -m ledger.tui.pictures", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--home", type=Path, metavar="DEMO", help="the home of a demo that was played")
    said = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as aside:
        home = said.home or _played(Path(aside) / "demo")
        for path in make(said.folder, home):
            sys.stdout.write(f"{path}  {path.stat().st_size / 1000:.0f} kB\n")


def _played(home: Path) -> Path:
    from ledger.demo.story import play

    play(home, lambda _day: None)
    return home


if __name__ == "__main__":
    main(sys.argv[1:])
