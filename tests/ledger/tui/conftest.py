"""A furnished home, made once a run and copied for every test, and driving the app as a person does."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from textual.worker import WorkerCancelled

from tests.ledger.tui.publisher import Publisher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

    from textual.pilot import Pilot

    from tests.ledger.tui.stage import Stage


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tui_{name}", Path(__file__).with_name(f"{name}.py"))
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


STAGE = _beside("stage")
SCREENS = Path(__file__).with_name("screens")
SIZES = ((120, 40), (80, 24), (60, 20))


@pytest.fixture(scope="session")
def _staging() -> ModuleType:
    """How homes are made here."""
    return STAGE


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    made = {}
    for simulated in (False, True):
        made[simulated] = tmp_path_factory.mktemp("home") / "home"
        STAGE.furnished(made[simulated], simulated=simulated)
    return made


@pytest.fixture
def new_stage(_made: dict[bool, Path], tmp_path: Path) -> Callable[..., Stage]:
    """Makes a furnished home in this test's folder."""

    def make(*, simulated: bool = False) -> Stage:
        home = tmp_path / ("simulated" if simulated else "home")
        shutil.copytree(_made[simulated], home)
        settings = STAGE.read_settings(home, {})
        stage: Stage = STAGE.Stage(settings, STAGE.SetClock(STAGE.NOW))
        return stage

    return make


@pytest.fixture
def stage(new_stage: Callable[..., Stage]) -> Stage:
    """A furnished home."""
    return new_stage()


@pytest.fixture
def empty(tmp_path: Path) -> Stage:
    """A home without a ledger."""
    made: Stage = STAGE.empty_home(tmp_path / "empty")
    return made


async def settle(pilot: Pilot[object]) -> None:
    """Until no worker runs and everything they said was heard, in three rounds one after the other, and nothing moves."""
    calm = 0
    while calm < 3:
        running = [worker for worker in pilot.app.workers if not worker.is_finished]
        calm = 0 if running else calm + 1
        # a worker that a newer one took the place of is over, too
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete(running)
        await pilot.pause(0)
    await pilot.pause()


@pytest.fixture
def press() -> Callable[..., object]:
    """Presses keys one by one, letting the app come to rest after each."""

    async def pressing(pilot: Pilot[object], *keys: str) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return pressing


@pytest.fixture
def seen() -> Callable[[Pilot[object]], str]:
    """What stands on the screen, as text without trailing blanks."""

    def text(pilot: Pilot[object]) -> str:
        # the one place that asks Textual's compositor; there is no public way to the painted text
        strips = pilot.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    return text


@pytest.fixture
def looks(press: Any, seen: Callable[[Any], str]) -> Callable[..., object]:
    """Compares what is on the screen with `screens/NAME-WIDTHxHEIGHT.txt`, at three sizes or at those given.

    Set FLEDGER_REWRITE_SCREENS=1 to write the files anew, and read them before they are committed.
    """

    async def looking(pilot: Pilot[object], name: str, *, sizes: Sequence[tuple[int, int]] = SIZES) -> None:
        for width, height in sizes:
            await pilot.resize_terminal(width, height)
            await press(pilot)
            _compare(f"{name}-{width}x{height}", seen(pilot))

    return looking


def _compare(name: str, painted: str) -> None:
    # every ledger has an id of its own, so roots and leaves differ from run to run
    text = re.sub(r"[0-9a-f]{24,}…?", "(a hash)", painted)
    path = SCREENS / f"{name}.txt"
    if os.environ.get("FLEDGER_REWRITE_SCREENS"):
        path.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == path.read_text(encoding="utf-8"), f"{name} looks different; look at it"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    server = Publisher()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.gate.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def home(empty: Stage, publisher: Publisher) -> Stage:
    """An empty home whose sources are mirrored here, on a day when the served table is fresh."""
    settings = empty.settings.home / "settings.toml"
    text = settings.read_text(encoding="utf-8") + f'[mirrors]\n"epoch.ai" = "{publisher.base}"\n'
    settings.write_text(text, encoding="utf-8")
    empty.settings = STAGE.read_settings(empty.settings.home, {})
    empty.clock.at = datetime(2026, 11, 20, 6, tzinfo=UTC)
    return empty
