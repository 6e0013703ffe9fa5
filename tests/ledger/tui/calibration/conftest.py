"""Homes with resolved questions, made once a run and copied for every test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.ledger.record.worlds import World
from tests.ledger.tui.calibration.settled import amounts, choices, settle
from tests.ledger.tui.conftest import STAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ledger.tui.stage import Stage


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """A home with so many resolved yes/no questions, made once; from 40 on with numbers and options, too."""
    made: dict[int, Path] = {}

    def home(count: int, *, simulated: bool = False) -> Path:
        if count not in made:
            made[count] = tmp_path_factory.mktemp("calibrated") / "home"
            stage = STAGE.empty_home(made[count])
            world = World(stage.settings.ledger, simulated=simulated)
            if count:
                settle(world, count)
            if count >= 40:
                world.go(0)
                amounts(world, count)
                world.go(0)
                choices(world, count)
                world.ask("later", title="Another is open still", closes_at="2027-06-01")
            world.close()
        return made[count]

    return home


@pytest.fixture
def resolved(homes: Callable[[int], Path], tmp_path: Path) -> Callable[[int], Stage]:
    """A furnished stage with so many resolved questions."""

    def stage(count: int) -> Stage:
        home = tmp_path / "home"
        shutil.copytree(homes(count), home)
        made: Stage = STAGE.Stage(STAGE.read_settings(home, {}), STAGE.SetClock(STAGE.NOW))
        return made

    return stage
