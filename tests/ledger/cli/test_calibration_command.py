"""`fledger calibration` by kind, by slice and folded, from the command line."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.ledger.cli.conftest import data, fields, run

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World

LATE = ("--now", "2026-07-01")
MIRA = ("calibration", "--by", "mira")
QUANTILES = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}
CHANCES = {"options": [["few", "0.5"], ["some", "0.3"], ["many", "0.2"]]}


TIGHT = re.compile(r"\d%")
"""Percent as it is written nowhere here."""


def i_am(command: Command, name: str) -> None:
    (command.home / "settings.toml").write_text(f'[people]\nme = "{name}"\n', encoding="utf-8")


def thirty(world: World) -> None:
    for number in range(30):
        world.ask(f"t-{number:02}", tags=["x\x1b[2J"] if number else ["x"])
        world.say(f"t-{number:02}", p="0.2" if number % 2 else "0.7")
    world.go(10)
    for number in range(30):
        world.resolve(f"t-{number:02}", {"yes": number % 4 == 0})


@pytest.mark.usefixtures("lived")
def test_a_slice_too_small_is_counted_and_shown_only_anyway(command: Command) -> None:
    shown = run(command, *MIRA, "--slice", "origin", *LATE).stdout
    assert "SIM this project  10         10" in shown
    assert "1 slice below 30 families: counted only, as what they would show is luck." in shown
    assert data(command, *MIRA, "--slice", "origin", *LATE)["slices"][0]["shown"] is None
    anyway = run(command, *MIRA, "--slice", "origin", "--anyway", *LATE).stdout
    assert "Below 30 families a line shows luck more than anything" in anyway
    said = data(command, *MIRA, "--slice", "origin", "--anyway", *LATE)
    assert (said["by"], said["engine"] != "", len(said["root"])) == ("origin", True, 64)
    assert said["slices"][0]["shown"]["happened"] == 10
    (row,) = fields(command, *MIRA, "--slice", "origin", "--anyway", *LATE)
    assert (row[0], row[1], row[-1]) == ("this project", "10", "1")


def test_a_curve_of_few_groups_is_told_in_sentences_too(command: Command, world: World) -> None:
    thirty(world)
    i_am(command, "mira")
    shown = run(command, *MIRA, *LATE).stdout
    twenty = "When you said 20 %, it happened 0 of 15 times, 0 %; luck gives 6.67 to 40 %: less often than you said"
    seventy = (
        "When you said 70 %, it happened 8 of 15 times, 53.3 %; luck gives 46.7 to 86.7 %: within what luck"
    )
    assert twenty in shown
    assert seventy in shown
    assert "of 2, one or more do in 2 of 10 records" in shown
    assert not TIGHT.search(shown)
    assert "of themselves; 0 % of them say 10 % or less" in shown
    folded = run(command, *MIRA, "--folded", *LATE).stdout
    sure = (
        "When you were 80 % sure, you were right 15 of 15 times, 100 %; luck gives 60 to 93.3 %: more often"
    )
    assert sure in folded
    assert data(command, *MIRA, "--folded", *LATE)["folded"] is True
    first, _ = data(command, *MIRA, *LATE)["curve"]
    assert (first["count"], first["luck"]) == (0, {"expected": pytest.approx(3.0), "low": 1, "high": 6})
    assert data(command, *MIRA, *LATE)["sharpness"]["near_the_ends"] == 0


def test_today_and_calibration_tell_the_same_counts_and_why_they_are_not_whole(
    command: Command, world: World
) -> None:
    for number in range(12):
        world.ask(f"t-{number:02}", family=f"f-{number // 2 if number < 4 else number}")
        world.say(f"t-{number:02}", p="0.3")
    world.go(10)
    for number in range(12):
        world.resolve(f"t-{number:02}", {"yes": number in {0, 5}})
    i_am(command, "mira")
    today = run(command, "today", *LATE).stdout
    calibration = run(command, "calibration", *LATE).stdout
    told = re.compile(r"expected (\S+) to happen\W+(\S+) did\W+[Ll]uck alone gives (\S+) to (\S+) nine")
    (one,), (other,) = told.findall(today), told.findall(calibration)
    assert one == other
    assert one[1] == "1.5"
    why = "Questions of one family share one count, as one measurement decides them; so these counts need not be whole."
    assert today.count(why) == calibration.count(why) == 1


def test_of_whole_counts_nothing_is_explained(command: Command, world: World) -> None:
    thirty(world)
    for page in (("today",), ("calibration",)):
        assert "need not be whole" not in run(command, *page, "--by", "mira", *LATE).stdout


def test_who_is_not_the_reader_is_named_throughout(command: Command, world: World) -> None:
    thirty(world)
    i_am(command, "ann")
    shown = run(command, *MIRA, *LATE).stdout
    assert shown.startswith("SIM mira, yes/no questions: 30 resolved of 30 asked")
    assert "mira expected 13.5 to happen; 8 did." in shown
    assert "luck gives 6.67 to 40 %: less often than mira said" in shown
    folded = run(command, *MIRA, "--folded", *LATE).stdout
    assert "When mira was 80 % sure, mira was right 15 of 15 times" in folded
    assert "you" not in shown + folded
    i_am(command, "mira")
    assert "You expected 13.5 to happen; 8 did." in run(command, "calibration", *LATE).stdout


def test_the_brier_score_has_a_verdict_of_its_own(command: Command, world: World) -> None:
    for number in range(30):
        world.ask(f"b-{number:02}")
        world.say(f"b-{number:02}", p="0.1" if number % 2 else "0.9")
    world.go(10)
    for number in range(30):
        world.resolve(f"b-{number:02}", {"yes": bool(number % 2) != (number > 20)})
    shown = run(command, *MIRA, *LATE).stdout
    assert "nine times in ten: luck explains it." in shown
    assert "0.570: worse than luck explains" in shown
    table = run(command, "calibration", "--slice", "forecaster", *LATE).stdout.splitlines()
    place = {name: table[0].index(name) for name in ("count", "Brier is")}
    assert {name: table[1][at:].split()[0] for name, at in place.items()} == {
        "count": "luck",
        "Brier is": "worse",
    }


def test_the_head_counts_the_kind_that_is_shown_and_the_others_apart(command: Command, world: World) -> None:
    thirty(world)
    world.go(0)
    world.ask("m-1", kind="multiple_choice")
    world.say("m-1", says=CHANCES)
    world.go(10)
    world.resolve("m-1", {"option": "few"})
    first, second, *_ = run(command, *MIRA, *LATE).stdout.splitlines()
    assert (first[:47], first[-21:]) == (
        "SIM mira, yes/no questions: 30 resolved of 30 a",
        "(families scored: 30)",
    )
    assert second == "1 scored question of other kinds stand apart: --kind numbers, --kind options."
    shown = run(command, *MIRA, "--kind", "options", *LATE).stdout
    assert "SIM mira, questions with several options: 1 resolved of 1 asked" in shown
    assert "(families scored: 1)\n30 scored questions of other kinds stand apart: --kind yes-no" in shown
    assert data(command, *MIRA, "--kind", "options", *LATE)["other_kinds_scored"] == 30


@pytest.mark.usefixtures("lived")
def test_a_curve_that_is_not_there_is_said_to_need_thirty_families(command: Command) -> None:
    shown = run(command, *MIRA, "--folded", *LATE).stdout
    assert "Folded or not, there is a curve from 30 families on; so far 10. --anyway draws it." in shown
    assert "so far 10" not in run(command, *MIRA, "--folded", "--anyway", *LATE).stdout


@pytest.mark.usefixtures("lived")
def test_a_record_on_schedule_says_so_and_how_many_it_leaves_out(command: Command) -> None:
    words = "--on-schedule: only questions whose scheduled end has passed"
    assert f"{words}; 10 left out." in run(command, *MIRA, "--on-schedule", "--now", "2026-06-05").stdout
    assert f"{words}; 0 left out." in run(command, *MIRA, "--on-schedule", *LATE).stdout
    assert f"{words}; 0 left out." in run(command, *MIRA, "--on-schedule", "--slice", "tag", *LATE).stdout
    assert words in run(command, "calibration", "--on-schedule", "--slice", "forecaster", *LATE).stdout
    assert data(command, *MIRA, "--on-schedule", "--now", "2026-06-05")["waiting"] == 10


@pytest.mark.usefixtures("lived")
def test_the_terms_of_corp_say_their_name_and_which_way_is_better(command: Command) -> None:
    shown = run(command, *MIRA, "--anyway", *LATE).stdout
    assert "CORP: Brier " in shown
    assert " (lower is better) - discrimination " in shown
    assert " (higher is better) + uncertainty " in shown


def test_every_choice_of_the_command_has_its_help(command: Command) -> None:
    assert "Which forecast of each question" in run(command, "calibration", "--help").stdout


def test_names_of_slices_cannot_act_on_a_terminal(command: Command, world: World) -> None:
    thirty(world)
    shown = run(command, *MIRA, "--slice", "tag", "--anyway", *LATE).stdout
    assert "\x1b" not in shown
    assert "Each range is left once in ten by luck alone" in shown


def test_everybody_has_a_line_by_forecaster(command: Command, world: World) -> None:
    thirty(world)
    said = data(command, "calibration", "--slice", "forecaster", *LATE)
    assert [(one["name"], one["families"]) for one in said["slices"]] == [("mira", 30)]
    assert said["slices"][0]["shown"]["brier"] == pytest.approx((15 * 0.04 + 8 * 0.09 + 7 * 0.49) / 30)
    assert "mira" in run(command, "calibration", "--slice", "forecaster", *LATE).stdout


def test_numbers_have_intervals_and_no_brier(command: Command, world: World) -> None:
    for number in range(12):
        world.ask(f"n-{number:02}", kind="numeric")
        world.say(f"n-{number:02}", says=QUANTILES)
    world.go(10)
    for number in range(12):
        world.resolve(f"n-{number:02}", {"value": "5.0" if number else "20.0"})
    shown = run(command, *MIRA, "--kind", "numbers", *LATE).stdout
    row = next(line for line in shown.splitlines() if line.startswith("80 %")).split()
    assert row[2:6] == ["12", "12", "11", "9.6"]
    assert "Brier" not in shown
    assert "Where the values fell" not in shown
    anyway = run(command, *MIRA, "--kind", "numbers", "--anyway", *LATE).stdout
    assert "evenly would be 10 % in each" in anyway
    assert "90-100 %: 8 %" in anyway
    assert not TIGHT.search(anyway)
    said = data(command, *MIRA, "--kind", "numbers", *LATE)
    assert (said["kind"], said["stage"], said["histogram"]) == ("numbers", "summary", None)
    assert said["levels"][0]["inside"] == 11
    assert fields(command, *MIRA, "--kind", "numbers", *LATE)[0][3:6] == ["0.9", "1.0", "0.8:0"]


def test_options_have_a_likeliest_one(command: Command, world: World) -> None:
    for number in range(10):
        world.ask(f"m-{number:02}", kind="multiple_choice")
        world.say(f"m-{number:02}", says=CHANCES)
    assert "too few for any count" in run(command, *MIRA, "--kind", "options", *LATE).stdout
    world.go(10)
    for number in range(10):
        world.resolve(f"m-{number:02}", {"option": "few" if number < 4 else "many"})
    shown = run(command, *MIRA, "--kind", "options", *LATE).stdout
    assert (
        "The option mira held likeliest came 4 of 10 times; mira expected 5. Luck alone gives 2 to 8" in shown
    )
    assert "Every option" not in shown
    assert (
        "Every option as a yes/no forecast:"
        in run(command, *MIRA, "--kind", "options", "--anyway", *LATE).stdout
    )
    said = data(command, *MIRA, "--kind", "options", "--anyway", *LATE)
    assert [row["happened"] for row in said["every"]] == pytest.approx([0.6, 0, 0.4])
    assert fields(command, *MIRA, "--kind", "options", *LATE)[0][3:5] == ["0", "0.5 0.3 0.2"]


@pytest.mark.usefixtures("lived")
def test_on_schedule_waits_for_the_scheduled_end(command: Command) -> None:
    assert data(command, *MIRA, "--on-schedule", "--now", "2026-06-05")["said"] == []
    assert len(data(command, *MIRA, "--on-schedule", *LATE)["said"]) == 10


@pytest.mark.parametrize("words", [("--slice", "tag", "--folded"), ("--slice", "tag", "--kind", "numbers")])
def test_slices_of_what_has_none_are_refused(command: Command, words: tuple[str, ...]) -> None:
    assert command.run("calibration", *words).exit_code == 2


def test_the_help_of_the_command_costs_no_numpy() -> None:
    probe = "import sys, ledger.cli.calibrating; print('numpy' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == "False"
