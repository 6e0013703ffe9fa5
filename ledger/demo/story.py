"""Three simulated years: the clock moves, and everything else is the ledger's own work.

Each step takes new questions from the files, lets the forecasters speak, looks at the simulated publishers over
loopback HTTP through the real fetcher, and decides, confirms and resolves as the daemon would.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from ledger import wiring
from ledger.clock import SetClock
from ledger.demo.forecasters import PEOPLE, forecasts_due
from ledger.demo.scenarios import write_scenarios
from ledger.demo.series import write_due
from ledger.demo.server import publishers
from ledger.journal.append import Journal
from ledger.resolution.looking.register import Register
from ledger.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ledger.settings import Settings

BEGINS = datetime(2026, 5, 14, 6, tzinfo=UTC)
ENDS = datetime(2029, 3, 15, 6, tzinfo=UTC)
STEP = timedelta(days=7)
SEED = 2028
SETTINGS = """\
# A simulated ledger: everything in it is invented, and marked so.

[people]
me = "sim-ada"

[catalogue]
folders = ["home"]
"""

PLAYED = (
    "us-lead-months-2028",
    "us-lead-12-months-2028",
    "near-parity-2028",
    "several-months-ahead-2026",
    "huawei-share-2026",
    "huawei-share-2027",
    "huawei-share-2027-at-most-2pct",
    "huawei-share-2027-lower-than-2026",
    "distillation-bill-hr8283",
    "bis-advanced-computing-rules-2027h1",
)
"""The shipped questions that the simulated publishers have something to say on."""

Progress = "Callable[[datetime, int], None]"


@dataclass
class Told:
    """What happened in the simulated years."""

    steps: int = 0
    requests: int = 0
    forecasts: int = 0
    proposed: int = 0
    resolved: int = 0
    trouble: dict[str, str] = field(default_factory=dict)


def play(
    home: Path, progress: Callable[[datetime], None], *, until: datetime = ENDS
) -> tuple[Settings, Told]:
    """Make a simulated ledger in `home` (a new folder) and let the years pass. `progress` hears of every step."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    _ship(home / "forecasts")
    write_scenarios(home / "forecasts" / "sim-futures")
    clock = SetClock(BEGINS)
    told = Told()
    with publishers(clock) as mirrors:
        settings = replace(read_settings(home, {}), mirrors=mirrors)
        with Journal.create(settings.ledger, clock=clock, simulated=True, opened_by="demo") as journal:
            _Years(journal, settings, clock, told).pass_until(until, progress)
    return read_settings(home, {}), told


def _ship(folder: Path) -> None:
    """Copy the questions that are played into the home's own folder."""
    from shutil import copy

    from forecasts import FOLDER

    there = folder / "two-scenarios-2028"
    there.mkdir(parents=True)
    for name in (*PLAYED, "publications"):
        copy(FOLDER / there.name / f"{name}.toml", there)


@dataclass
class _Years:
    journal: Journal
    settings: Settings
    clock: SetClock
    told: Told
    rng: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 invented people, not secrets
    register: Register = field(default_factory=Register)

    def pass_until(self, end: datetime, progress: Callable[[datetime], None]) -> None:
        """One step a week."""
        while self.clock.at <= end:
            self._ask()
            self._look()
            self._speak()
            self._decide()
            self.told.steps += 1
            progress(self.clock.at)
            self.clock.move(STEP)

    def _ask(self) -> None:
        """New files appear in the folder, and are taken."""
        from ledger.journal.intake import sync

        if write_due(self.settings.mine / "series", self.clock.at.date()) or self.told.steps == 0:
            sync(self.journal, wiring.catalogue(self.settings))

    def _look(self) -> None:
        report = asyncio.run(wiring.look(self.journal, self.settings, who="demo", register=self.register))
        self.told.requests += report.requests
        self.told.proposed += len(report.proposed)
        self.told.trouble.update(report.refused)

    def _speak(self) -> None:
        with wiring.open_record(self.settings) as record:
            said = list(forecasts_due(record, self.clock.at, self.rng))
        self.told.forecasts += self.journal.append_many(said)

    def _decide(self) -> None:
        """People confirm what is theirs to confirm; what waited long enough is resolved."""
        from ledger.resolution.people.confirm import confirm, confirm_due, waiting_for_people

        for proposal in waiting_for_people(self.journal):
            for person in PEOPLE[:2]:
                confirm(self.journal, proposal, by=person.name, why="SIM: I looked at the evidence")
        self.told.resolved += len(confirm_due(self.journal))
