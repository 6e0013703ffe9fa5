"""`fledger scenarios`: every quantity beside what the scenarios name, and what belongs to neither."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.ledger.cli.conftest import data, fields, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World

NOW = ("--now", "2026-06-02")
PUBLICATIONS = """\
[paper-1]
title = "Two worlds"
by = "The Lab"
kind = "paper"
read = "whole"
interest = "sells models"
[review]
title = "On two worlds"
by = "A Reviewer"
kind = "review"
read = "whole"
"""
SCENARIOS = """\
format = 1
publication = "paper-1"
[[scenario]]
name = "1"
title = "A lead"
condition = "exports are tightened"
[[scenario]]
name = "2"
condition = "nothing more is done"
[[quantity]]
question = "lead"
note = "one index"
[[quantity.range]]
scenario = "1"
words = "12-24 months"
at_least = 12.0
at_most = 24.0
[[quantity.range]]
scenario = "2"
words = "neck and neck"
below = 3.0
our_reading = "no number is named"
[[quantity]]
question = "share"
against = "it goes the other way"
[[left_out]]
by = "review"
words = "A lead that is used badly."
watched_by = ["watch"]
"""
FILE = """\
format = 1
kind = "numeric"
title = "A title"
statement = "How much?"
by = "this project"
unit = "months"
digits = 1
range = { min = 0.0, max = 60.0, open_max = true }
opens_at = 2026-06-01
resolves_at = 2026-06-12
gives_up_at = 2026-08-01
criteria = "As read."
[resolution]
window = { over = [2026-06-01, 2026-06-10] }
[[resolution.source]]
name = "manual"
value = "answer"
params = { ask = "How much?", accept = ["anything"] }
"""


@pytest.fixture
def frame(command: Command, world: World) -> Path:
    """A home that reads one folder with scenarios; their questions are in its ledger, but for the one that watches."""
    folder = command.home / "forecasts" / "frame"
    folder.mkdir(parents=True)
    (command.home / "settings.toml").write_text('[catalogue]\nfolders = ["home"]\n', encoding="utf-8")
    for name, text in (("publications", PUBLICATIONS), ("scenarios", SCENARIOS)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    for stem in ("lead", "share", "watch"):
        (folder / f"{stem}.toml").write_text(FILE, encoding="utf-8")
    world.ask("lead", "numeric", title="The lead")
    world.ask("share", "numeric", title="The share")
    return folder


def line(command: Command, question: str) -> list[str]:
    return next(row for row in fields(command, "scenarios", "--all", *NOW) if row[1] == question)


@pytest.mark.usefixtures("frame")
@pytest.mark.parametrize(
    ("value", "place"), [("6.2", "neither"), ("12", "1"), ("24.04", "1"), ("24.1", "neither"), ("-2", "2")]
)
def test_the_value_now_lies_in_a_scenario_or_in_neither(
    command: Command, world: World, value: str, place: str
) -> None:
    world.rehearse("lead", "2026-06-01", value=value, would=f"{value} months")
    found = line(command, "lead")
    assert found[4:] == [f"SIM {value} months", "12 to 24", "below 3*", "3 to below 12, above 24", place]


@pytest.mark.usefixtures("frame")
def test_what_a_scenario_names_is_hidden_until_one_answered(command: Command, world: World) -> None:
    world.rehearse("lead", "2026-06-01", value="6.2", would="6.2 months")
    found = next(row for row in fields(command, "scenarios", "--by", "mira", *NOW) if row[1] == "lead")
    assert found[4:] == ["SIM 6.2 months", "## to ##", "below ##*", "## to below ##, above ##", "hidden"]
    note = "## hidden until you answered; --all shows it"
    assert run(command, "scenarios", "--by", "mira", *NOW).stdout.splitlines()[-1] == note
    assert note not in run(command, "scenarios", "--all", *NOW).stdout
    for name in ("lead", "share"):
        world.say(name, says={"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]})
    shown = run(command, "scenarios", "--by", "mira", *NOW).stdout
    assert "12 to 24" in shown
    assert "##" not in shown


@pytest.mark.usefixtures("frame")
def test_a_quantity_no_scenario_names_still_has_its_line(command: Command, world: World) -> None:
    found = line(command, "share")
    assert found[2:8] == [
        "<",
        "The share",
        "not read yet",
        "names none",
        "names none",
        "every value: no scenario names one",
    ]
    world.rehearse("share", "2026-06-01", value="6.2", would="6.2 months")
    assert line(command, "share")[8] == "no scenario names a value"


@pytest.mark.parametrize(
    ("value", "place"),
    [("12", "1"), ("6.2", "not in scenario 1; scenario 2 names none"), ("25", "not in scenario 1; scenario 2 names none")],
)  # fmt: skip
def test_where_a_scenario_names_nothing_no_value_is_said_to_lie_in_neither(
    command: Command, world: World, frame: Path, value: str, place: str
) -> None:
    _without_the_second(frame)
    world.rehearse("lead", "2026-06-01", value=value, would=f"{value} months")
    found = line(command, "lead")
    assert found[5:] == ["12 to 24", "names none", "outside scenario 1: below 12, above 24", place]
    lead = data(command, "scenarios", "--all", *NOW)["frames"][0]["quantities"][0]
    assert (lead["names_none"], lead["neither"], lead["outside"]) == (["2"], None, "below 12, above 24")
    assert lead["lies_in"] == ([place] if place == "1" else [])


def test_several_that_name_nothing_are_told_together(command: Command, world: World, frame: Path) -> None:
    text = _without_the_second(frame)
    third = '[[scenario]]\nname = "3"\ncondition = "the rest"\n'
    (frame / "scenarios.toml").write_text(
        text.replace("[[quantity]]", f"{third}[[quantity]]", 1), encoding="utf-8"
    )
    world.rehearse("lead", "2026-06-01", value="6.2", would="6.2 months")
    assert line(command, "lead")[-1] == "not in scenario 1; scenarios 2 and 3 name none"


def _without_the_second(frame: Path) -> str:
    """The scenarios, the second of which names no lead."""
    named = SCENARIOS.index('[[quantity.range]]\nscenario = "2"')
    text = SCENARIOS[:named] + SCENARIOS[SCENARIOS.index("[[quantity]]", named) :]
    (frame / "scenarios.toml").write_text(text, encoding="utf-8")
    return text


@pytest.mark.usefixtures("frame")
def test_the_page_says_whose_reading_it_is_and_what_the_frame_leaves_out(command: Command) -> None:
    lines = run(command, "scenarios", "--all", *NOW).stdout.splitlines()
    assert lines[:6] == [
        "Two worlds (The Lab)",
        "  interest: sells models",
        "  how far it was read: whole",
        "  1  A lead: if exports are tightened",
        "  2  if nothing more is done",
        "No likelihood is stored for any of them, and nothing is multiplied.",
    ]
    assert '* The lead, scenario 2: "neck and neck". Our reading: no number is named' in lines
    assert "< The share cuts against the direction of the publication: it goes the other way" in lines
    assert "  The lead: one index" in lines
    assert lines[-3:] == [
        "What the frame leaves out",
        "- A lead that is used badly. (On two worlds)",
        "    watch: not in this ledger; see: fledger sync",
    ]


@pytest.mark.usefixtures("frame")
def test_a_question_that_watches_is_shown_with_its_state(command: Command, world: World) -> None:
    world.ask("watch", title="The watch")
    world.rehearse("watch", "2026-06-01", value="1", would="NO")
    lines = run(command, "scenarios", "--all", *NOW).stdout.splitlines()
    assert lines[-1] == "    watch: The watch. open, ends 2026-06-11, now SIM NO (1)"


@pytest.mark.usefixtures("frame")
def test_what_ended_lies_where_its_outcome_lies(command: Command, world: World) -> None:
    world.rehearse("lead", "2026-06-01", value="6.2", would="6.2 months")
    world.go(12)
    world.resolve("lead", {"value": "13"})
    found = next(row for row in fields(command, "scenarios", "--now", "2026-07-01") if row[1] == "lead")
    assert (found[4], found[8]) == ("SIM 13 months", "1")
    world.resolve("share", {"beyond": "max"})
    assert line(command, "share")[8] == ""


@pytest.mark.usefixtures("frame")
def test_a_value_that_is_no_number_lies_nowhere(command: Command, world: World) -> None:
    world.rehearse("lead", "2026-06-01", value="6.2", would="6.2 months")
    world.work("UPDATE run_rehearsals SET value = 'soon'")
    assert line(command, "lead")[8] == ""


@pytest.mark.usefixtures("frame")
def test_scenarios_for_programs(command: Command, world: World) -> None:
    world.rehearse("lead", "2026-06-01", value="6.2", would="6.2 months")
    (frame,) = data(command, "scenarios", "--all", *NOW)["frames"]
    lead, share = frame["quantities"]
    assert (lead["now"], lead["lies_in"], lead["neither"]) == ("6.2", ["neither"], "3 to below 12, above 24")
    assert lead["ranges"][1] == {
        "scenario": "2",
        "range": "below 3",
        "words": "neck and neck",
        "below": 3,
        "our_reading": "no number is named",
    }
    assert (share["now"], share["lies_in"], share["against"]) == (None, None, "it goes the other way")
    assert (lead["names_none"], share["names_none"], share["neither"]) == ([], ["1", "2"], None)
    assert frame["left_out"][0]["watched_by"] == [{"question": "watch", "title": None, "state": None}]
    assert "probability" not in json.dumps(frame)


@pytest.mark.usefixtures("frame")
def test_programs_get_no_figure_of_a_scenario_until_one_answered(command: Command, world: World) -> None:
    world.rehearse("lead", "2026-06-01", value="6.2", would="6.2 months")
    (frame,) = data(command, "scenarios", "--by", "mira", *NOW)["frames"]
    lead, _ = frame["quantities"]
    assert lead["hidden"] is True
    assert (lead["now"], lead["lies_in"], lead["neither"], lead["outside"]) == ("6.2", None, None, None)
    first = {"scenario": "1", "range": None, "words": "##-## months", "at_least": None, "at_most": None}
    assert lead["ranges"][0] == first | {"our_reading": None}
    world.say("lead", says={"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]})
    (frame,) = data(command, "scenarios", "--by", "mira", *NOW)["frames"]
    assert frame["quantities"][0]["hidden"] is False
    assert frame["quantities"][0]["ranges"][0]["words"] == "12-24 months"


@pytest.mark.usefixtures("frame")
def test_a_quantity_whose_question_is_not_in_the_ledger_says_so(command: Command, frame: Path) -> None:
    scenarios = frame / "scenarios.toml"
    scenarios.write_text(SCENARIOS.replace('"share"', '"watch"'), encoding="utf-8")
    assert line(command, "watch")[3] == "watch (not in this ledger; see: fledger sync)"


def test_no_scenarios_are_no_error(command: Command, world: World) -> None:
    del world
    command.home.joinpath("settings.toml").write_text('[catalogue]\nfolders = ["home"]\n', encoding="utf-8")
    result = run(command, "scenarios", *NOW)
    assert result.stdout == ""
    assert "No folder of the catalogue has a scenarios.toml" in result.stderr
