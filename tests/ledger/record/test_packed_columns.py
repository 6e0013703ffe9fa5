"""The packed file gives what the ledger gives, whatever came after it, and nothing where there is any doubt."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.journal import entries as kinds
from ledger.journal.append import Journal
from ledger.record.column_rows import Names, unpacked_rows
from ledger.record.column_values import EveryForecast, everybody
from ledger.record.opening import Record
from ledger.record.packed import MAGIC, packed_bytes, packed_path, unpacked
from ledger.record.shape import SHAPE
from tests.ledger.record.alike import same
from tests.ledger.record.worlds import World

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = ("mira", "ada", "Zoë")


def fresh(world: World) -> EveryForecast:
    """Read row by row."""
    with world.record() as record:
        names = Names()
        return everybody(unpacked_rows(record, names, after=0, head=record.head().size), names)


def packed(world: World, worth: int = 1) -> EveryForecast:
    with world.record() as record:
        return unpacked(record, worth=worth)


def spoken(world: World) -> int:
    """Two questions and three people; the seq of the last forecast."""
    world.ask("b")
    world.ask("a")
    world.say("b", "0.2", "mira")
    world.say("a", says={"words": True}, words="likely", by="ada", imputed=True)
    return world.say("a", "0.3", "mira", expires_at=world.at(3))


def bent(world: World) -> None:
    """A file that is whole and says something else than the ledger, so that it shows when it is read."""
    every = packed(world)
    other = replace(every, forecasts=replace(every.forecasts, version=every.forecasts.version + 1))
    path = packed_path(world.path)
    path.unlink()
    with world.record() as record:
        path.write_bytes(packed_bytes(record, other, record.head()))


def test_what_is_packed_comes_back_to_the_bit(world: World) -> None:
    spoken(world)
    first = packed(world)
    assert packed_path(world.path).is_file()
    assert same(first, fresh(world))
    assert same(packed(world), first)


def test_an_unchanged_ledger_is_read_from_the_file(world: World) -> None:
    spoken(world)
    bent(world)
    assert (packed(world).forecasts.version - fresh(world).forecasts.version).tolist() == [1, 1, 1]


def test_few_forecasts_are_not_worth_a_file(world: World) -> None:
    spoken(world)
    assert same(packed(world, worth=4), fresh(world))
    assert not packed_path(world.path).exists()


def test_the_file_is_for_those_who_may_read_the_ledger(world: World) -> None:
    spoken(world)
    world.path.chmod(0o640)
    packed(world)
    mode = stat.S_IMODE(packed_path(world.path).stat().st_mode)
    assert mode & ~0o640 == 0


def test_a_file_that_cannot_be_written_is_missed_by_nobody(world: World) -> None:
    spoken(world)
    path = packed_path(world.path)
    path.mkdir()
    assert same(packed(world), fresh(world))
    assert [each.name for each in world.path.parent.glob("*columns*")] == [path.name]


@pytest.mark.parametrize("theirs", [b"", b"my columns\n", MAGIC, MAGIC + b"0" * 64 + b"\n{}\n"])
def test_a_file_of_that_name_that_is_not_ours_is_neither_read_nor_touched(
    world: World, theirs: bytes
) -> None:
    spoken(world)
    path = packed_path(world.path)
    path.write_bytes(theirs)
    for worth in (1, 9):
        assert same(packed(world, worth), fresh(world))
        assert path.read_bytes() == theirs


def test_a_pipe_of_that_name_keeps_nobody_waiting(world: World) -> None:
    spoken(world)
    os.mkfifo(packed_path(world.path))
    assert same(packed(world), fresh(world))


def test_two_ledgers_in_one_folder_have_a_file_each(world: World) -> None:
    assert packed_path(world.path) != packed_path(world.path.with_suffix(".sqlite"))


HEADS: list[object] = [
    *(b"", b"{", b"\xff", b"[" * 100_000, 4, [], {}),
    *({"size": None}, {"size": 2**70}, {"root": "no hex"}, {"rows": -1}, {"rows": 2}, {"rows": 4}),
    *({"rows": 2**70}, {"names": None}, {"names": [1]}, {"ledger": None}, {"shape": 3}),
]


@pytest.mark.parametrize("head", HEADS)
def test_a_file_whose_hash_fits_and_whose_head_does_not_is_nothing(world: World, head: object) -> None:
    spoken(world)
    bent(world)
    path = packed_path(world.path)
    _, _, line, columns = path.read_bytes().split(b"\n", 3)
    true = json.loads(line)
    said = (
        head
        if isinstance(head, bytes)
        else json.dumps(true | head if isinstance(head, dict) and head else head).encode()
    )
    rest = said + b"\n" + columns
    path.write_bytes(MAGIC + hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest)
    assert same(packed(world), fresh(world))


@pytest.mark.parametrize("place", [0, 20, 90, 200, -1])
def test_a_changed_byte_makes_the_file_nothing(world: World, place: int) -> None:
    spoken(world)
    bent(world)
    path = packed_path(world.path)
    held = bytearray(path.read_bytes())
    held[place] ^= 1
    path.write_bytes(held)
    assert same(packed(world), fresh(world))


@pytest.mark.parametrize("length", [0, 10, 84, 300])
def test_a_file_cut_short_is_nothing(world: World, length: int) -> None:
    spoken(world)
    bent(world)
    path = packed_path(world.path)
    path.write_bytes(path.read_bytes()[:length])
    assert same(packed(world), fresh(world))


def test_a_file_of_another_history_is_not_read_and_gives_way(world: World, tmp_path: Path) -> None:
    world.ask("a")
    other = tmp_path / "other.db"
    shutil.copy(world.path, other)
    world.say("a", "0.9")
    packed(world)
    shutil.copy(packed_path(world.path), packed_path(other))
    with closing(Journal.open(other, clock=world.clock)) as journal:
        says: kinds.Json = {"probability": "0.1"}
        journal.append(
            kinds.ForecastMade(question="a", version=1, by="mira", made_at=world.now, grade="seen", says=says)
        )
    with Record.open(other) as record:
        assert unpacked(record).forecasts.probability.tolist() == [0.1]
        before = packed_path(other).read_bytes()
        assert unpacked(record, worth=1).forecasts.probability.tolist() == [0.1]
    assert packed_path(other).read_bytes() != before


def test_a_file_of_another_ledger_is_neither_read_nor_touched(world: World, simulated: World) -> None:
    spoken(world)
    packed(world)
    spoken(simulated)
    shutil.copy(packed_path(world.path), packed_path(simulated.path))
    assert same(packed(simulated), fresh(simulated))
    assert packed_path(simulated.path).read_bytes() == packed_path(world.path).read_bytes()


def test_a_file_made_from_tables_of_another_shape_is_nothing(world: World) -> None:
    spoken(world)
    bent(world)
    path = packed_path(world.path)
    _, digest, rest = path.read_bytes().split(b"\n", 2)
    other = rest.replace(SHAPE.encode(), b"0" * len(SHAPE))
    assert hashlib.sha256(rest).hexdigest().encode() == digest
    path.write_bytes(MAGIC + hashlib.sha256(other).hexdigest().encode() + b"\n" + other)
    assert same(packed(world), fresh(world))


def test_what_came_after_is_put_in_its_place(world: World) -> None:
    last = spoken(world)
    bent(world)
    world.move(minutes=1)
    world.journal.append(
        kinds.ForecastCorrected(forecast=last, by="mira", says={"probability": "0.4"}, reason="a slip")
    )
    world.say("b", "0.5", "Zoë", made_at=world.at(-1), grade="documented")
    found, true = packed(world, worth=9), fresh(world)
    assert found.names == true.names == ("Zoë", "ada", "mira")
    assert found.forecasts.probability[[0, 1, 3]].tolist() == [0.5, 0.2, 0.4]
    assert (found.forecasts.version - true.forecasts.version).tolist() == [0, 1, 1, 0]


ACTS = st.sampled_from(["say", "earlier", "correct", "moved", "withdraw", "read", "read", "note"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(ACTS, st.integers(0, 7)), max_size=25))
def test_read_at_any_moments_it_is_what_the_ledger_says(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    with closing(World(tmp_path_factory.mktemp("packed") / "ledger.db")) as world:
        world.ask("a")
        world.ask("b")
        standing: list[tuple[int, str]] = []
        for act, number in acts:
            world.move(seconds=number)
            _done(world, act, number, standing)
            if act == "read":
                assert same(packed(world), fresh(world))
        assert same(packed(world), fresh(world))


def _done(world: World, act: str, number: int, standing: list[tuple[int, str]]) -> None:
    """One act of somebody; those on an earlier forecast do nothing where none stands."""
    by, question = PEOPLE[number % 3], "ab"[number % 2]
    if act == "say":
        standing.append((world.say(question, f"0.{number}", by), by))
    elif act == "earlier":
        when = world.at(-number)
        standing.append((world.say(question, f"0.{number}", by, made_at=when, grade="documented"), by))
    elif act == "note":
        world.note(question)
    elif standing and act in {"correct", "moved"}:
        seq, whose = standing[number % len(standing)]
        meant = {"says": {"probability": f"0.9{number}"}} if act == "correct" else {"made_at": world.at(0)}
        world.journal.append(kinds.ForecastCorrected(forecast=seq, by=whose, reason="a slip", **meant))
    elif standing and act == "withdraw":
        seq, whose = standing.pop(number % len(standing))
        world.withdraw(seq, whose)
