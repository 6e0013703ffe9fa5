"""Until the first paint nothing heavy is loaded: the app opens as fast on any ledger."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ledger.tui.stage import Stage

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("numpy", "pydantic", "sqlmodel", "sqlalchemy", "httpx", "apscheduler", "re2", "jmespath", "orjson")

SCRIPT = """
import json, sys
from pathlib import Path
from ledger.cli.frame import Frame
import ledger.cli.app
from ledger.tui.app import app_for
from ledger.tui.desk import Desk

frame = Frame(home=Path(sys.argv[1]))
app = app_for(Desk(frame.settings, frame.clock))
painted = {}

def look():
    painted["modules"] = sorted(sys.modules)
    app.exit()

class Watched(type(app)):
    def _begin(self):
        look()
app.__class__ = Watched
app.run(headless=True, size=(80, 24))
print(json.dumps(painted["modules"]))
"""


def test_nothing_heavy_is_loaded_before_the_first_paint(stage: Stage) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(stage.settings.home)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    modules = set(json.loads(done.stdout.splitlines()[-1]))
    assert "textual.app" in modules
    assert "ledger.record.opening" in modules
    assert not [name for name in HEAVY if name in modules]


def test_reading_screens_load_no_writer(stage: Stage) -> None:
    script = """
import asyncio, json, sys
from pathlib import Path
from ledger.clock import RealClock
from ledger.settings import read_settings
from ledger.tui.app import app_for
from ledger.tui.desk import Desk

async def main():
    app = app_for(Desk(read_settings(Path(sys.argv[1]), {}), RealClock()))
    class Hasty(type(app)):
        def _remember(self):
            pass  # writes that somebody looked, once the screen was looked at for long enough
    app.__class__ = Hasty
    async with app.run_test(size=(120, 40)) as pilot:
        for key in ("3", "enter", "escape", "0"):
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
        return sorted(sys.modules)

print(json.dumps(asyncio.run(main())))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(stage.settings.home)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    modules = set(json.loads(done.stdout.splitlines()[-1]))
    assert not [name for name in ("sqlmodel", "sqlalchemy", "pydantic", "httpx") if name in modules]
