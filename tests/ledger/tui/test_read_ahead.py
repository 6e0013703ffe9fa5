"""The list's first lines: read by a process of its own, shown before all are known, and never wrong."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import moment
from ledger.journal.entries import QuestionAsked
from ledger.record.detail import detail
from ledger.tui.views.first_lines import MOST, first_lines
from ledger.tui.widgets.line_table import PAGE, LineTable

if TYPE_CHECKING:
    from textual.message import Message

    from tests.ledger.tui.stage import Stage

ROOT = Path(__file__).resolve().parents[3]
MANY = 3 * MOST

SCRIPT = """
import json, os, sys
from pathlib import Path
from ledger.cli.frame import Frame
from ledger.tui.ahead import Ahead
from ledger.tui.desk import Desk

frame = Frame(home=Path(sys.argv[1]))
desk = Desk(frame.settings, frame.clock)
ahead = Ahead.of(desk)
said = [ahead.lines(*json.loads(asked)) for asked in sys.argv[2:]]
try:
    os.waitpid(-1, 0)
except ChildProcessError:
    said.append("no process is left")
print(json.dumps(said))
"""


def _kept(stage: Stage, **kept: str) -> None:
    places = {"front": {"mode": kept.pop("mode", "questions")}, "QuestionsScreen": kept}
    text = json.dumps({"format": 1, "places": places})
    (stage.settings.home / "app.json").write_text(text, encoding="utf-8")


def _ahead(stage: Stage, *asked: tuple[str, str]) -> list[Any]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(stage.settings.home), *(json.dumps(one) for one in asked)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    said: list[Any] = json.loads(done.stdout)
    return said


def _here(stage: Stage, text: str, order: Any) -> Any:
    with stage.record() as record:
        return json.loads(json.dumps(first_lines(record, stage.desk, text, order)))


@pytest.mark.parametrize(
    ("text", "order"), [("", "ends"), ("lead", "title"), ("tag:nothing", "ends")], ids=["all", "some", "none"]
)
def test_they_are_those_that_the_screen_would_read(new_stage: Any, text: str, order: str) -> None:
    stage = new_stage(simulated=True)  # its clock is the ledger's own, in every process
    _kept(stage, filter=text, order=order)
    with stage.record() as record:
        stage.clock.at = moment(record.last_at())
    assert _ahead(stage, (text, order)) == [_here(stage, text, order), "no process is left"]


def test_they_are_told_once_and_for_what_was_kept_alone(new_stage: Any) -> None:
    stage = new_stage(simulated=True)
    _kept(stage, filter="lead", order="ends")
    assert _ahead(stage, ("bill", "ends"), ("lead", "ends")) == [None, None, "no process is left"]


@pytest.mark.parametrize(
    "kept",
    [{"mode": "today"}, {"turned": "yes"}, {"filter": "ends<never"}, {"filter": 'a "'}],
    ids=["another screen", "turned", "no such moment", "an open quote"],
)
def test_where_they_cannot_be_read_so_the_screen_reads_for_itself(
    new_stage: Any, kept: dict[str, str]
) -> None:
    stage = new_stage(simulated=True)
    _kept(stage, **kept)
    assert _ahead(stage, (kept.get("filter", ""), "ends")) == [None, "no process is left"]


def test_without_a_ledger_nothing_begins(new_stage: Any) -> None:
    stage = new_stage()
    _kept(stage)
    stage.settings.ledger.unlink()
    assert _ahead(stage, ("", "ends")) == [None, "no process is left"]


def test_they_are_a_page_of_the_list() -> None:
    assert MOST == PAGE


def test_the_first_lines_are_there_before_all_are_known(stage: Stage) -> None:
    with stage.record() as record:
        said: Any = detail(record, "bill-2026", now_us=0).said
    with stage.journal() as journal:
        journal.append_many(
            QuestionAsked(question=f"bill-{at}", version=1, file_sha256="0" * 64, said=said)
            for at in range(MANY)
        )
    _kept(stage)

    app, seen = stage.app(), [0]

    def count(_arrived: Message) -> None:
        for table in app.screen.query(LineTable) if app.screen_stack else ():
            if len(table) != seen[-1]:
                seen.append(len(table))

    async def open_it() -> None:
        async with app.run_test(size=(120, 40), message_hook=count) as pilot:
            while seen[-1] <= MANY:
                await pilot.pause(0.01)

    asyncio.run(asyncio.wait_for(open_it(), 30))
    assert seen[:2] == [0, MOST]
    assert len(seen) == 3
