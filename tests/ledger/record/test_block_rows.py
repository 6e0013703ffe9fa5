"""Rows out of packed blocks are the rows of the table, wherever the blocks begin and end and whatever changed since."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.journal import entries as kinds
from ledger.journal.blocks import SIZE
from ledger.record.block_rows import every_row
from ledger.record.column_rows import MARKS, SEQ, VERSION, Names, unpacked_rows
from ledger.record.column_values import everybody
from ledger.record.opening import Record
from tests.ledger.record.alike import same
from tests.ledger.record.worlds import World

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


NEAR = 4
"""So many entries before the end of the second block the ledger stops."""

PEOPLE = ("mira", "ada", "Zoë")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with one whole block and nearly another, of chances and words, some of which run out."""
    path = tmp_path_factory.mktemp("blocks") / "ledger.db"
    with closing(World(path)) as world:
        world.ask("b")
        world.ask("a")
        world.journal.append_many(said(world, 2 * SIZE - NEAR - 3), chunk=3_000)
    return path


def said(world: World, count: int) -> Iterable[kinds.Entry]:
    for number in range(count):
        says: kinds.Json = {"probability": f"0.{number}"} if number % 9 else {"words": True}
        yield kinds.ForecastMade(
            question="ab"[number % 2],
            version=1,
            by=PEOPLE[number % 3],
            made_at=world.at(-(number % 11)),
            grade="documented",
            says=says,
            words=None if number % 9 else "likely",
            expires_at=None if number % 5 else world.at(30),
        )


@pytest.fixture
def near(before: Path, tmp_path: Path) -> Iterable[World]:
    shutil.copy(before, tmp_path / "ledger.db")
    with closing(World.going_on(tmp_path / "ledger.db")) as world:
        yield world


def agrees(path: Path, *, after: int = 0, head: int | None = None) -> bool:
    """Whether the rows between two entries are the same, read from the blocks and from the table alone."""
    with Record.open(path) as record:
        upto = record.head().size if head is None else head
        one, other = Names(), Names()
        found = every_row(record, one, after=after, head=upto)
        true = unpacked_rows(record, other, after=after, head=upto)
    in_order = found.numbers[SEQ].tolist() == true.numbers[SEQ].tolist()
    return in_order and same(everybody(found, one), everybody(true, other))


def test_a_reader_takes_the_blocks_and_not_the_rows(near: World) -> None:
    with closing(sqlite3.connect(near.path)) as database:
        database.execute("UPDATE now_forecasts SET version = 9")
        database.commit()
    with near.record() as record:
        rows = every_row(record, Names(), after=0, head=record.head().size)
    versions = (rows.numbers[MARKS] >> VERSION).tolist()
    assert versions == [1] * (SIZE - 3) + [9] * (SIZE - NEAR)


@pytest.mark.parametrize("after", [0, 1, 4, SIZE - 1, SIZE, SIZE + 1])
@pytest.mark.parametrize("head", [0, SIZE - 1, SIZE, SIZE + 1, None])
def test_the_rows_between_two_entries_are_those_whatever_is_packed(
    before: Path, after: int, head: int | None
) -> None:
    assert agrees(before, after=after, head=head)


def test_what_was_changed_after_it_was_packed_stands_as_it_is_now(near: World) -> None:
    near.amend("b")
    near.journal.append(
        kinds.ForecastWithdrawn(forecast=4, by="mira", at=near.now),
        kinds.ForecastReaffirmed(forecast=7, by="mira", version=2),
    )
    assert agrees(near.path)
    with near.record() as record:
        rows = every_row(record, Names(), after=0, head=record.head().size)
    (place,) = np.flatnonzero(rows.numbers[SEQ] == 7)
    assert rows.numbers[MARKS][place] >> VERSION == 2


ACTS = st.sampled_from(["say", "say", "correct", "moved", "withdraw", "reaffirm", "note"])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(st.tuples(ACTS, st.integers(0, 2 * SIZE)), min_size=1, max_size=8),
    after=st.sampled_from([0, 5, SIZE]),
)
def test_whatever_is_done_about_the_end_of_a_block_the_rows_are_those_of_the_table(
    before: Path, tmp_path: Path, acts: list[tuple[str, int]], after: int
) -> None:
    shutil.copy(before, tmp_path / "ledger.db")
    with closing(World.going_on(tmp_path / "ledger.db")) as world:
        world.amend("a")
        world.amend("b")
        own: list[int] = []
        for act, number in acts:
            world.move(seconds=1)
            _done(world, act, number, own)
        assert agrees(world.path, after=after)


def _done(world: World, act: str, number: int, own: list[int]) -> None:
    """One act of somebody: on a forecast of their own if they have one, else on one that was there before."""
    if act == "say":
        own.append(world.say("ab"[number % 2], f"0.{number}", "mira"))
    elif act == "note":
        world.note("a")
    elif act in {"correct", "moved"} and own:
        meant = {"says": {"probability": "0.123"}} if act == "correct" else {"made_at": world.now}
        seq = own[number % len(own)]
        world.journal.append(kinds.ForecastCorrected(forecast=seq, by="mira", reason="a slip", **meant))
    elif act == "withdraw" and own:
        world.withdraw(own.pop(number % len(own)))
    elif act in {"withdraw", "reaffirm"}:
        _changed(world, act, 4 + number % (2 * SIZE - NEAR - 3))


def _changed(world: World, act: str, seq: int) -> None:
    """An earlier forecast ends or is carried over, if it still may."""
    with world.record() as record:
        ((by, version, ended),) = record.rows(
            "SELECT forecaster, version, ended_at FROM now_forecasts WHERE forecast = ?", (seq,)
        )
    if ended is None and act == "withdraw":
        world.withdraw(seq, by)
    elif ended is None and version == 1:
        world.journal.append(kinds.ForecastReaffirmed(forecast=seq, by=by, version=2))
