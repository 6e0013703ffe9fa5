"""What is shown follows from the log: made again at any time, it is the same."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import NotALedgerError
from ledger.journal.append import Journal
from ledger.journal.entries import KINDS
from ledger.journal.projection import PROJECTIONS
from ledger.journal.rebuild import rebuild
from ledger.journal.rules import RULES
from ledger.journal.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.clock import SetClock

Made = Any


def shown(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    database = sqlite3.connect(path)
    tables = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'now%'"
    ).fetchall()
    rows = {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for (name,) in tables}
    database.close()
    return rows


def test_the_full_ledger_has_an_entry_of_every_kind(full: Journal) -> None:
    database = sqlite3.connect(full.path)
    kinds = {kind for (kind,) in database.execute("SELECT DISTINCT kind FROM log_entries")}
    database.close()
    assert kinds == KINDS.keys() == RULES.keys() == PROJECTIONS.keys()


def test_a_rebuild_gives_the_same_projections(full: Journal) -> None:
    before, head = shown(full.path), full.head()
    assert [name for name, rows in before.items() if not rows] == ["now_blocks"]  # test_blocks.py has some
    assert rebuild(full) == head.size
    assert (shown(full.path), full.head()) == (before, head)


def test_a_rebuild_mends_what_was_changed_behind_the_journal(full: Journal) -> None:
    before = shown(full.path)
    database = sqlite3.connect(full.path)
    database.execute("UPDATE now_questions SET state = 'resolved'")
    database.execute("DELETE FROM now_forecasts")
    database.commit()
    database.close()
    assert not verify(full.path).ok
    rebuild(full)
    assert shown(full.path) == before
    assert verify(full.path).ok


def test_projections_of_an_earlier_shape_are_made_again_on_opening(full: Journal, clock: SetClock) -> None:
    before = shown(full.path)
    full.close()
    database = sqlite3.connect(full.path, isolation_level=None)
    database.execute("DROP TABLE now_notes")
    database.execute("CREATE TABLE now_notes (seq INTEGER, remark TEXT)")
    database.execute('CREATE TABLE "now_odd""name" (x)')
    database.execute("DROP INDEX run_looks_by_due")
    database.execute("INSERT INTO run_state VALUES ('heartbeat', '1', 2)")
    database.close()
    with Journal.open(full.path, clock=clock):
        pass
    assert shown(full.path) == before
    assert verify(full.path).ok


def test_a_log_of_another_shape_is_not_written(full: Journal, clock: SetClock) -> None:
    full.close()
    database = sqlite3.connect(full.path, isolation_level=None)
    database.execute("DROP TRIGGER log_entries_update")
    database.close()
    with pytest.raises(NotALedgerError, match="fledger verify"):
        Journal.open(full.path, clock=clock)


def test_a_question_is_shown_as_its_newest_version_says(journal: Journal, make: Made) -> None:
    claim = {
        "publication": "anthropic-2028",
        "stance": "asserts",
        "said_by": "Anthropic",
        "quote": "12-24 months",
        "certainty": "read",
    }
    said = make.asked(kind="numeric", claim=claim, tags=["lead", "eci"], family="eci-lag", private=True)
    del said.said["by"]
    journal.append(said)
    (row,) = shown(journal.path)["now_questions"]
    database = sqlite3.connect(journal.path)
    names = [column[1] for column in database.execute("PRAGMA table_info(now_questions)")]
    database.close()
    found = dict(zip(names, row, strict=True))
    assert (found["unit"], found["digits"], found["family"]) == ("months", 1, "eci-lag")
    assert (found["publication"], found["stance"], found["proxy"]) == ("anthropic-2028", "asserts", "exact")
    assert (found["tags"], found["private"], found["revision"]) == ('["lead","eci"]', 1, 0)
    assert found["opens_at"] == 1_778_716_800_000_000
    assert found["closes_at"] == 1_798_761_599_999_999
