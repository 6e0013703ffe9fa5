"""`fledger sources`: the health of every look, one look whole, and accepting what a source gives now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.ledger.cli.conftest import Command, fields, run

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World

LOOK = "a" * 64
NOW = ("--now", "2026-06-06")


@pytest.fixture
def troubled(lived: object, world: World) -> World:  # noqa: ARG001 - the ledger is lived in
    """A look that fails, with an alarm of another series."""
    world.alarm(LOOK, "identity_changed", "series b \x1b[2J", "series a")
    world.work(
        "UPDATE run_looks SET identity = 'series b', as_of = '2026-06-01', right_identity = 'series a'"
    )
    world.work("UPDATE run_looks SET unable_since = ?, lacks = 'nothing of May'", world.at(-60))
    return world


@pytest.mark.usefixtures("troubled")
def test_every_look_stands_in_a_line_with_its_alarms(command: Command) -> None:
    (row,) = fields(command, "sources", "--looks")
    assert (row[0], row[1], row[3], row[4], row[5], row[7]) == (
        LOOK[:12], "epoch.eci_lag", "1 ms", "10", "2", "2026-06-01",
    )  # fmt: skip
    assert "shape changed: stale: nothing new" in row[8]
    assert "identity changed: series a -> series b" in row[8]
    assert row[9:13] == ["failing", "1", "1", "over 2026-06-01 2026-06-10"]
    (look,) = json.loads(run(command, "sources", "--json").stdout)["sources"]
    assert (look["health"], look["hanging"], look["endangered"]) == ("failing", 1, 1)


@pytest.mark.usefixtures("troubled")
def test_one_look_goes_through_a_pipe_line_by_line(command: Command) -> None:
    rows = fields(command, "sources", "show", LOOK[:8])
    assert {len(row) for row in rows} == {5}
    assert rows[0][:4] == [LOOK[:12], "look", "epoch.eci_lag", "failing"]
    kinds = [row[1] for row in rows]
    assert [kinds.count(one) for one in ("alarm", "question", "endangers")] == [2, 1, 1]
    assert next(row[2] for row in rows if row[1] == "question") == "served"


def test_the_looks_of_a_source_are_told_on_one_line_for_people(command: Command, world: World) -> None:
    for number, failures in enumerate((2, 0, 1, 1)):
        asked = f"{chr(ord('d') - number)}-{number}"
        world.ask(asked)
        world.look(
            look=f"{number:064}",
            failures=failures,
            answer="unusable" if failures else "reading",
            said=f"down: {failures}",
            serves=[asked, "d-0"],
            more={"last_good_at": None if failures else world.at(-2), "as_of": f"2026-05-0{number + 1}"},
        )
    world.work("DELETE FROM run_alarms WHERE look = ?", f"{2:064}")
    world.look("a.source", look="f" * 64)
    head, *rows = [line.split("  ") for line in run(command, "sources").stdout.splitlines()]
    cells = [[cell.strip() for cell in row if cell] for row in rows]
    assert head[0] == "source"
    assert [row[:4] for row in cells] == [["a.source", "1", "0", "0"], ["epoch.eci_lag", "4", "3", "4"]]
    assert cells[1][4].startswith("2026-05-")
    assert cells[1][6:] == ["2026-05-04", "shape changed: down: 2; and 2 more"]
    assert [[cell for cell in row if cell] for row in fields(command, "sources")] == cells
    head, *rows = [line.split() for line in run(command, "sources", "--looks").stdout.splitlines()]
    assert (head[0], len(rows)) == ("look", 5)


def test_a_ledger_without_a_look_says_what_brings_one(command: Command, world: World) -> None:
    world.ask("open")
    done = run(command, "sources", "--plain")
    assert (done.stdout, done.stderr) == ("", "No source was looked at yet: fledger look looks at them.\n")


@pytest.mark.usefixtures("troubled")
def test_programs_get_all_of_it(command: Command) -> None:
    said = json.loads(run(command, "sources", "--json").stdout)
    (look,) = said["sources"]
    assert (said["schema"], look["failures"], look["lacks"]) == (1, 2, "nothing of May")
    assert [one["kind"] for one in look["alarms"]] == ["identity_changed", "shape_changed"]


@pytest.mark.usefixtures("troubled")
def test_one_look_is_shown_with_the_questions_it_endangers_and_where_they_are_heading(
    command: Command,
) -> None:
    for typed in ("epoch.eci_lag", LOOK[:5]):
        shown = command.run("sources", "show", typed).stdout
        assert "served  decided from 2026-06-12, given up 2026-08-0" in shown
        assert "Likely to need a person: epoch.eci_lag: stale: nothing new" in shown
        assert "\x1b" not in shown
        assert "! endangers 1 question: served" in shown
    (look,) = json.loads(command.run("sources", "show", LOOK, "--json").stdout)["looks"]
    assert [one["question"] for one in look["questions"]] == look["endangers"] == ["served"]
    assert isinstance(look["requests"], list)


def test_accepting_takes_the_present_series_as_right(command: Command, troubled: World) -> None:
    shown = run(command, "sources", "accept", LOOK[:8]).stdout
    assert shown == "epoch.eci_lag  aaaaaaaaaaaa  series b: identity changed over\n"
    with troubled.record() as record:
        assert record.one("SELECT right_identity FROM run_looks") == ("series b",)
        assert record.rows("SELECT kind FROM run_alarms") == [("shape_changed",)]


@pytest.mark.usefixtures("troubled")
def test_what_was_accepted_is_told_to_programs_and_pipes(command: Command) -> None:
    assert fields(command, "sources", "accept", LOOK[:8]) == [[LOOK[:12], "alarm over", "identity changed"]]
    again = json.loads(run(command, "sources", "accept", LOOK[:8], "--json").stdout)
    assert (again["schema"], again["look"], again["reads"], again["over"]) == (1, LOOK, "series b", [])


def test_trying_a_look_writes_nothing_and_says_why_there_is_no_reading(
    command: Command, troubled: World
) -> None:
    with troubled.record() as record:
        before = record.head(), record.rows("SELECT * FROM run_looks")
    tried = command.run("sources", "try", LOOK[:8], "--json", *NOW)
    said = json.loads(tried.stdout)
    assert (tried.exit_code, said["state"], said["simulated"]) == (4, "unusable", True)
    assert "is asked only through a mirror" in said["reason"]
    piped = command.run("sources", "try", LOOK[:8], "--plain", *NOW).stdout.splitlines()
    assert piped[0].split("\t") == ["unusable", "epoch.eci_lag", said["reason"]]
    assert "unusable: source missing" in command.run("sources", "try", LOOK[:8], *NOW).stdout
    with troubled.record() as record:
        assert (record.head(), record.rows("SELECT * FROM run_looks")) == before


def test_an_unknown_look_and_one_of_several_are_named(command: Command, troubled: World) -> None:
    assert "No look is of a source 'zzz'" in str(command.run("sources", "show", "zzz").exception)
    troubled.look(look="ab" * 32)
    assert "Several looks are meant by 'a'" in str(command.run("sources", "accept", "a").exception)


@pytest.mark.usefixtures("troubled")
def test_the_list_marks_what_is_heading_to_a_person_and_show_says_why(command: Command) -> None:
    (row,) = fields(command, "questions", "served", *NOW)
    assert row[2].endswith(" !")
    listed = command.run("questions", "served", *NOW)
    assert "why: fledger show served" in listed.stderr
    assert "Heading    Likely to need a person: " in run(command, "show", "served", *NOW).stdout
    assert "Likely to need a person: epoch.eci_lag" in run(command, "today", *NOW).stdout


@pytest.mark.usefixtures("lived")
def test_the_history_is_plotted_and_listed_without_looking(command: Command) -> None:
    shown = run(command, "rehearse", "moved", "--history").stdout
    assert "• if it resolved today" in shown
    assert "2026-06-01  SIM 6.2 months  (data to 2026-06-01)" in shown
    said = json.loads(run(command, "rehearse", "moved", "--history", "--json").stdout)
    assert [one["value"] for one in said["history"]] == ["6.2", "15.0"]
    first, _ = fields(command, "rehearse", "moved", "--history")
    assert (first[:2], first[3]) == (["2026-06-01", "SIM 6.2 months"], "2026-06-01")
    assert "• if it resolved today" in run(command, "show", "moved", *NOW).stdout


def test_what_a_look_read_is_listed_and_many_questions_are_counted(command: Command, world: World) -> None:
    params = json.dumps({"source": "epoch.chip_ratio", "params": {"numerator": "Huawei"}})
    for number in range(22):
        world.ask(f"q-{number:02}")
    look = f"{'q-00':0<64}"
    world.look(
        "epoch.chip_ratio", look=look, params=params, serves=[f"q-{number:02}" for number in range(22)]
    )
    world.rehearse("q-00", "2026-06-01", "6.2")
    shown = run(command, "sources", "show", "epoch.chip_ratio").stdout.splitlines()
    assert shown[0] == "epoch.chip_ratio  q-0000000000  over 2026-06-01 2026-06-10  numerator Huawei"
    assert "  and 2 more questions" in shown
    assert "  2026-06-01  value SIM 6.2  (data to 2026-06-01)" in shown
    (found,) = json.loads(run(command, "sources", "show", "epoch.chip_ratio", "--json").stdout)["looks"]
    assert (found["params"], found["history"][0]["exact"]) == ({"numerator": "Huawei"}, "6.2")
