"""`fledger import table` and `fledger export`: what is said, what is recorded, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ledger.journal.head import head

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command

QUESTIONS = """question,kind,title,opens_at,closes_at,outcome,known_at
rain,binary,Will it rain?,2026-01-01T00:00:00Z,2026-01-11T00:00:00Z,yes,2026-01-05T00:00:00Z
"""
HEAD = "question,forecaster,made_at,probability\n"


@pytest.fixture
def questions(command: Command, tmp_path: Path) -> str:
    """A table of one question, beside a new ledger."""
    command.run("init", "--me", "ada")
    path = tmp_path / "questions.csv"
    path.write_text(QUESTIONS, encoding="utf-8")
    return str(path)


def forecasts(tmp_path: Path, *chances: str) -> str:
    path = tmp_path / "forecasts.csv"
    rows = [f"rain,person {n},2026-01-01T00:00:00Z,{chance}\n" for n, chance in enumerate(chances)]
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return str(path)


def test_a_bad_row_ends_with_3_and_its_place_and_keeps_everything_out(
    command: Command, questions: str, tmp_path: Path
) -> None:
    said = forecasts(tmp_path, "0.5", "35%", *["2"] * 30)
    told = command.run("import", "table", questions, said)
    assert told.exit_code == 3
    assert f"{said}:3  probability  this is a percentage, found '35%'; write 0.35 for 35 %" in told.stderr
    assert "... and 11 more; --json gives them all." in told.stderr
    assert "31 of 33 rows are bad: nothing was recorded" in told.stderr
    every = json.loads(command.run("import", "table", questions, said, "--json").stdout)
    assert (every["schema"], every["recorded"], len(every["bad"])) == (1, False, 31)
    assert every["bad"][0]["line"] == 3
    assert "QuestionAsked" not in command.run("journal").stdout


def test_a_bad_question_is_told_with_how_many_forecasts_it_keeps_out_after_all_bad_rows(
    command: Command, tmp_path: Path
) -> None:
    command.run("init", "--me", "ada")
    other = "cup,choice,Who wins?,2026-01-01,2026-01-31,,\n"
    asked = tmp_path / "both.csv"
    asked.write_text(QUESTIONS + other, encoding="utf-8")
    said = forecasts(tmp_path, "2")
    with Path(said).open("a", encoding="utf-8") as file:
        file.writelines(f"cup,person {n},2026-01-02T00:00:00Z,0.5\n" for n in range(30))
    told = command.run("import", "table", str(asked), said)
    assert [" ".join(line.split()) for line in told.stderr.splitlines()[-4:-1]] == [
        f"{asked}:3 kind this is no kind of question, found 'choice'; write binary, multiple_choice, numeric, date",
        f"{said}:2 probability a probability lies from 0 to 1, found '2'; write 0.35 for 35 %",
        f"cup its own row is bad ({asked}:3): 30 forecasts on it are left out",
    ]
    assert "32 of 33 rows are bad (30 of forecasts on questions whose own row is bad)" in told.stderr
    (left,) = json.loads(command.run("import", "table", str(asked), said, "--json").stdout)["left_out"]
    assert (left["question"], left["line"], left["forecasts"]) == ("cup", 3, 30)


def test_the_good_rows_are_recorded_when_told_so(command: Command, questions: str, tmp_path: Path) -> None:
    told = command.run("import", "table", questions, forecasts(tmp_path, "0.5", "2"), "--skip-bad", "--plain")
    assert (told.exit_code, told.stdout) == (0, "questions\t1\t0\nforecasts\t1\t0\noutcomes\t1\t0\n")
    shown = command.run("show", "rain", "--all").stdout
    assert "resolved, imported" in shown
    assert "(documented)" in shown
    assert "imported from the table of sha256" in shown


def test_above_a_thousand_rows_it_takes_yes(command: Command, questions: str, tmp_path: Path) -> None:
    said = forecasts(tmp_path, *["0.5"] * 1_000)
    told = command.run("import", "table", questions, said)
    assert (told.exit_code, "it takes --yes" in told.stderr) == (6, True)
    assert command.run("import", "table", questions, said, "--dry-run").exit_code == 0
    assert "Recorded." in command.run("import", "table", questions, said, "--yes").stderr
    again = command.run("import", "table", questions, said, "--yes")
    assert "The ledger holds all of it already" in again.stderr
    assert again.exit_code == 0


def test_a_table_with_nothing_good_in_it_is_not_said_to_be_there_already(
    command: Command, questions: str, tmp_path: Path
) -> None:
    command.run("import", "table", questions)
    told = command.run("import", "table", forecasts(tmp_path, "2"), "--skip-bad")
    assert "1 of 1 row is bad, and no other is new: nothing was recorded." in told.stderr


def test_the_head_of_the_table_says_whether_it_was_recorded(
    command: Command, questions: str, tmp_path: Path
) -> None:
    bad = forecasts(tmp_path, "0.5", "2")

    def head_of(*arguments: str) -> str:
        return command.run("import", "table", questions, *arguments).stdout.partition("new")[0].strip()

    assert [head_of(bad), head_of("--dry-run"), head_of(), head_of()] == [
        "refused",
        "dry run",
        "recorded",
        "not recorded",
    ]


def test_questions_nothing_on_which_is_ever_scored_are_named(command: Command, tmp_path: Path) -> None:
    command.run("init", "--me", "ada")
    path = tmp_path / "early.csv"
    path.write_text(QUESTIONS.replace("yes,2026-01-05", "yes,2025-01-05"), encoding="utf-8")
    told = command.run("import", "table", str(path))
    assert (told.exit_code, "nothing on them is ever scored: rain." in told.stderr) == (0, True)


def test_an_imported_question_is_found_by_the_id_it_has_elsewhere(command: Command, tmp_path: Path) -> None:
    command.run("init", "--me", "ada")
    path = tmp_path / "questions.csv"
    path.write_text(QUESTIONS.replace("rain,", "VLb_wL2,"), encoding="utf-8")
    command.run("import", "table", str(path))
    assert "Will it rain?" in command.run("show", "VLb_wL2").stdout
    assert "No question is called 'VLb_wL3'" in str(command.run("show", "VLb_wL3").exception)


def test_explain_tells_of_an_imported_end_by_whom_and_not_by_which_rule(
    command: Command, questions: str
) -> None:
    command.run("import", "table", questions)
    told = command.run("explain", "rain").stdout
    assert "by ada" in told
    assert "a person is asked" not in told


@pytest.mark.parametrize("what", ["questions", "forecasts", "scores", "calibration"])
def test_every_table_leaves_with_the_engine_and_the_root_in_the_form_of_its_file(
    command: Command, questions: str, tmp_path: Path, what: str
) -> None:
    command.run("import", "table", questions, forecasts(tmp_path, "0.5"))
    root = head(command.home / "ledger.db").root.hex()
    target = tmp_path / f"{what}.jsonl"
    assert command.run("export", what, str(target)).exit_code == 0
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert {(row["engine_version"] != "", row["journal_root"]) for row in rows} == {(True, root)}
    assert command.run("export", what).stdout.splitlines()[0].split(",") == list(rows[0])
    assert "Nothing that exists is overwritten" in str(command.run("export", what, str(target)).exception)


def test_an_end_that_was_corrected_here_is_told_each_time_its_table_comes(
    command: Command, questions: str, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("It did not.", encoding="utf-8")
    command.run("import", "table", questions)
    how = ("--reason", "misread", "--evidence", str(tmp_path / "note.txt"), "--on", "2026-01-04")
    assert command.run("review", "correct", "rain", "no", *how).exit_code == 0
    told = command.run("import", "table", questions)
    assert "rain  stands here as NO, and the table says YES; what was changed here stays" in told.stderr
    assert told.exit_code == 0
    said = json.loads(command.run("import", "table", questions, "--json").stdout)
    assert said["changed"] == [{"question": "rain", "here": "NO", "table": "YES"}]
