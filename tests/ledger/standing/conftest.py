"""A small real ledger for every test of standings."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ledger.record.worlds import World

_SPEC = importlib.util.spec_from_file_location(
    "ledger_worlds", Path(__file__).parent.parent / "record" / "worlds.py"
)
if _SPEC is None or _SPEC.loader is None:
    raise ImportError("worlds.py stands in tests/ledger/record")
WORLDS = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(WORLDS)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = WORLDS.World(tmp_path / "ledger.db")
    yield made
    made.close()


@pytest.fixture
def simulated(tmp_path: Path) -> Iterator[World]:
    made = WORLDS.World(tmp_path / "simulated.db", simulated=True)
    yield made
    made.close()
