"""A small real ledger for every test of standings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ledger.record.worlds import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "ledger.db")
    yield made
    made.close()


@pytest.fixture
def simulated(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "simulated.db", simulated=True)
    yield made
    made.close()
