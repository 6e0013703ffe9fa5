"""check, schema and new, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from forecasts import FOLDER
from ledger.cli.files import check, github_line, new, schema
from ledger.errors import UsageError
from ledger.questions.problem import Problem

if TYPE_CHECKING:
    import click

BAD = 'format = 1\nkind = "binary"\ntitel = "A"\n'


def ran(command: click.Command, *args: str) -> Result:
    return CliRunner().invoke(command, list(args))


def test_the_shipped_files_have_nothing_wrong() -> None:
    done = ran(check, str(FOLDER))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "nothing wrong" in done.stderr


def test_problems_are_sentences_with_a_place_and_exit_3(tmp_path: Path) -> None:
    path = tmp_path / "it.toml"
    path.write_text(BAD, encoding="utf-8")
    done = ran(check, str(path))
    assert done.exit_code == 3
    (line,) = [line for line in done.stdout.splitlines() if "unknown-key" in line]
    assert line == f'{path}:3:1  titel  this key is not known here; did you mean "title"?  [unknown-key]'
    assert "1 file, " in done.stderr


def test_json_counts_files_and_questions(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("oops", encoding="utf-8")
    assert ran(new, "good", "--dir", str(tmp_path)).exit_code == 0
    done = ran(check, "--json", str(tmp_path))
    told = json.loads(done.stdout)
    assert (told["schema"], told["files"], told["questions"]) == (1, 2, 1)
    (problem,) = told["problems"]
    assert problem == {
        "file": str(tmp_path / "bad.toml"),
        "line": 1,
        "column": 5,
        "field": "",
        "wrong": problem["wrong"],
        "found": "",
        "fix": problem["fix"],
        "rule": "broken-toml",
    }


def test_github_gets_annotations(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("format = 2\n", encoding="utf-8")
    done = ran(check, "--format", "github", str(tmp_path / "bad.toml"))
    assert done.exit_code == 3
    assert f"::error file={tmp_path}/bad.toml,line=1,col=1,title=format::format  this program" in done.stdout


def test_what_an_annotation_cannot_hold_is_escaped() -> None:
    line = github_line(Problem(Path("a,b:c%.toml"), 1, 2, "x", "100%\r\nof it", "\x1b[2J", "y", "rule"))
    assert (
        line
        == "::error file=a%2Cb%3Ac%25.toml,line=1,col=2,title=rule::x  100%25%0Aof it, found [2J; y  [rule]"
    )


def test_nothing_in_a_file_or_its_name_acts_on_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\nb.toml").write_text(
        '"k\\u001b[1m" = "\\u202e\\u001b]0;x\\u0007"\n', encoding="utf-8"
    )
    for style in ("text", "github"):
        shown = ran(check, "--format", style, str(tmp_path)).stdout
        assert shown
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_a_path_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    done = ran(check, str(tmp_path / "nowhere"))
    assert done.exit_code == 3
    assert "there is no such folder or file" in done.stdout


def test_the_schema_is_printed_as_shipped() -> None:
    assert json.loads(ran(schema).stdout) == json.loads(
        (FOLDER / "question.schema.json").read_text(encoding="utf-8")
    )


def test_a_new_file_is_written_once_and_is_valid(tmp_path: Path) -> None:
    args = (
        "rules-2027",
        "--source",
        "federal_register.count",
        "--kind",
        "numeric",
        "--dir",
        str(tmp_path / "mine"),
    )
    done = ran(new, *args)
    path = tmp_path / "mine" / "rules-2027.toml"
    assert done.stdout == f"{path}\n"
    assert ran(check, str(path)).exit_code == 0
    again = ran(new, *args)
    assert isinstance(again.exception, UsageError)
    assert "is there already" in str(again.exception)


@pytest.mark.parametrize("name", ["Upper", "a/b", "../x", "a" * 121])
def test_a_name_that_is_no_id_is_refused(name: str, tmp_path: Path) -> None:
    done = ran(new, name, "--dir", str(tmp_path))
    assert isinstance(done.exception, UsageError)
    assert list(tmp_path.iterdir()) == []
