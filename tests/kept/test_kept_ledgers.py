"""An upgrade of the program records nothing by itself: every kept ledger opens, holds, and goes on as it was."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import SetClock
from ledger.exchange.journal_lines import import_journal
from ledger.journal.append import Journal
from ledger.journal.intake import sync
from ledger.journal.verify import verify
from ledger.questions.catalogue import read_catalogue
from ledger.record.opening import Record
from ledger.record.shape import SHAPE, shape_of
from ledger.resolution.looking.sweep import Sweeping, sweep
from ledger.resolution.looking_back.replay import replay
from ledger.resolution.people.confirm import confirm_due
from resolvers.source import Unusable

if TYPE_CHECKING:
    from resolvers.source import Request

HERE = Path(__file__).parent
KEPT = sorted(path.parent for path in HERE.glob("*/expected.json"))
LATER = datetime(2026, 7, 30, 12, tzinfo=UTC)


@pytest.fixture(params=KEPT, ids=lambda path: path.name)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "kept"
    shutil.copytree(request.param, folder)
    return folder


def expected(folder: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return said


async def nobody(_: Request) -> Unusable:
    return Unusable("down", "no network")


def head(folder: Path) -> tuple[int, str]:
    with Record.open(folder / "ledger.db") as record:
        found = record.head()
    return found.size, found.root


def test_every_version_that_was_released_has_a_kept_ledger() -> None:
    changelog = (HERE.parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
    released = {line[4:].partition("]")[0] for line in changelog.splitlines() if line.startswith("## [")}
    assert released - {"Unreleased"} <= {path.name for path in KEPT}
    assert KEPT


def test_opening_files_and_a_sweep_without_a_network_record_nothing(kept: Path) -> None:
    said = expected(kept)
    with Journal.open(kept / "ledger.db", clock=SetClock(LATER)) as journal:
        report = sync(journal, read_catalogue([kept / "forecasts"]))
        swept = asyncio.run(sweep(journal, nobody, Sweeping()))
        accepted = confirm_due(journal)
    assert (report.asked, report.amended, report.waiting, report.refused) == ([], [], [], {})
    assert (swept.entries, swept.proposed, accepted) == (0, [], ())
    assert head(kept) == (said["size"], said["root"])


def test_what_the_log_says_is_shown_as_it_was(kept: Path) -> None:
    said = expected(kept)
    with Journal.open(kept / "ledger.db", clock=SetClock(LATER)):
        pass
    with Record.open(kept / "ledger.db") as record:
        rows = record.rows("SELECT question, state, outcome FROM now_questions")
    assert {question: [state, outcome] for question, state, outcome in rows} == said["ends"]
    assert verify(kept / "ledger.db").findings == ()


def test_its_decisions_follow_again(kept: Path) -> None:
    with Journal.open(kept / "ledger.db", clock=SetClock(LATER)) as journal:
        found = asyncio.run(replay(journal))
    assert len(found) >= expected(kept)["replayed"]
    assert all(each.holds for each in found)


def test_its_export_makes_the_same_ledger(kept: Path, tmp_path: Path) -> None:
    with (kept / "journal.jsonl").open("rb") as lines:
        made = import_journal(lines, tmp_path / "home" / "ledger.db")
    assert (made.size, made.root.hex()) == (expected(kept)["size"], expected(kept)["root"])


@pytest.mark.parametrize(
    "words", [("verify",), ("status",), ("today",), ("show", "any-day")], ids=lambda w: w[0]
)
def test_the_first_command_after_an_upgrade_works(kept: Path, words: tuple[str, ...]) -> None:
    with Journal.open(kept / "ledger.db", clock=SetClock(LATER)) as journal, journal.transaction() as tx:
        tx.database.execute("ALTER TABLE now_notes ADD COLUMN once TEXT")
    ran = subprocess.run(
        [sys.executable, "-m", "ledger", "--home", str(kept), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_reader_refuses_tables_of_another_shape_rather_than_misread_them(kept: Path) -> None:
    with Journal.open(kept / "ledger.db", clock=SetClock(LATER)) as journal, journal.transaction() as tx:
        tx.database.execute("ALTER TABLE run_looks ADD COLUMN once TEXT")
    with pytest.raises(Exception, match="those of another version"):
        Record.open(kept / "ledger.db")


def test_the_shape_that_is_read_is_the_one_that_is_written(tmp_path: Path) -> None:
    made = Journal.create(tmp_path / "home" / "ledger.db", clock=SetClock(LATER), opened_by="ada")
    with made as journal, journal.transaction() as tx:
        found = shape_of(tx.database)
    assert found == SHAPE, f"A table changed: SHAPE in ledger/record/shape.py is now {found!r}."
