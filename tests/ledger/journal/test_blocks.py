"""Blocks of packed forecasts follow from the log like everything else that is shown, and say what the rows say."""

from __future__ import annotations

import json
import math
import sqlite3
import struct
from typing import TYPE_CHECKING

from ledger.journal.blocks import NEVER, SIZE, packed
from ledger.journal.entries import Entry, ForecastWithdrawn, NoteAdded
from ledger.journal.rebuild import rebuild
from ledger.journal.sayings import Saying
from ledger.journal.verify import verify
from tests.ledger.journal.conftest import HOUR, Make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ledger.journal.append import Journal


def blocks(path: Path) -> list[tuple[int, int, str, bytes]]:
    database = sqlite3.connect(path)
    rows = database.execute("SELECT first, last, names, held FROM now_blocks ORDER BY first").fetchall()
    database.close()
    return rows


def said(make: Make) -> Iterator[Entry]:
    """What people say on and on: chances and words, some of which run out, and remarks in between."""
    number = 0
    while True:
        number += 1
        by = f"person {number % 7}"
        if number % 100 == 0:
            yield NoteAdded(question="q-1", by=by, text="so it seems")
        elif number % 5 == 1:
            until = make.now + number * HOUR
            yield make.forecast(by=by, p=f"0.{number}", imputed=True, expires_at=until)
        elif number % 5 == 2:
            yield make.forecast(by=by, says={"words": True}, words="likely", grade="claimed")
        else:
            yield make.forecast(by=by, p=f"0.{number}", grade="documented")


def tell(journal: Journal, coming: Iterator[Entry], count: int) -> None:
    journal.append(*(next(coming) for _ in range(count)))


def test_forecasts_are_packed_as_six_columns_of_whole_numbers_and_one_of_chances() -> None:
    rows = [
        *((7, "q-1", 2, "ada", 70, 0, "seen", "", 0.25, None, 0, None, None, None),),
        *((8, "q-2", 1, "Zoë", 80, 0, "claimed", "", None, None, 1, None, 99, "table"),),
        *((9, "q-1", 1, "ada", 90, 0, "documented", "", 1.0, None, 0, None, None, None),),
    ]
    names, held = packed(rows, {"q-1": 3, "q-2": 5})
    *whole, first, none, last = struct.unpack("<18q3d", held)
    assert json.loads(names) == ["ada", "Zoë"]
    assert whole[:12] == [3, 5, 3, 0, 1, 0, 7, 8, 9, 70, 80, 90]
    assert whole[12:] == [NEVER, 99, NEVER, 16, 8 + 4 + 2, 8 + 1]
    assert (first, math.isnan(none), last) == (0.25, True, 1.0)


def test_a_block_is_packed_with_its_last_entry(asked: Journal, make: Make) -> None:
    coming = said(make)
    tell(asked, coming, SIZE - 3)
    assert blocks(asked.path) == []
    tell(asked, coming, 1)
    assert [(first, last) for first, last, _, _ in blocks(asked.path)] == [(1, SIZE)]


def test_a_block_is_the_same_however_its_entries_came(asked: Journal, make: Make) -> None:
    coming = said(make)
    for count in (3_000, 1, 1_500):
        tell(asked, coming, count)
    with asked.transaction() as tx:
        sayings = (Saying("q-1", "bob", make.now, {"probability": "0.2"}) for _ in range(2 * SIZE))
        tx.append_sayings(sayings, "table-0123456789abcdef")
    before = blocks(asked.path)
    assert [last for _, last, _, _ in before] == [SIZE, 2 * SIZE, 3 * SIZE]
    assert verify(asked.path).ok
    rebuild(asked)
    assert blocks(asked.path) == before


def test_a_block_without_a_forecast_is_packed_too(asked: Journal) -> None:
    asked.append(*(NoteAdded(question="q-1", by="ada", text="hm") for _ in range(SIZE)))
    assert blocks(asked.path) == [(1, SIZE, "[]", b"")]


def test_a_block_is_not_touched_by_what_comes_after(asked: Journal, make: Make) -> None:
    tell(asked, said(make), SIZE)
    before = blocks(asked.path)
    (seq,) = asked.append(make.forecast(by="bob"))
    asked.append(
        *(ForecastWithdrawn(forecast=one, by=by, at=make.now) for one, by in ((3, "person 1"), (seq, "bob")))
    )
    assert blocks(asked.path) == before
    database = sqlite3.connect(asked.path)
    assert database.execute("SELECT forecast FROM now_changed").fetchall() == [(3,), (seq,)]
    database.close()


def test_a_block_that_was_changed_does_not_follow_from_the_log(asked: Journal, make: Make) -> None:
    tell(asked, said(make), SIZE)
    before = blocks(asked.path)
    database = sqlite3.connect(asked.path)
    database.execute("UPDATE now_blocks SET held = zeroblob(length(held))")
    database.commit()
    database.close()
    (found,) = verify(asked.path).findings
    assert found.sentence == "now_blocks: the row 1 does not follow from the log."
    rebuild(asked)
    assert blocks(asked.path) == before
