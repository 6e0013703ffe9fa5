"""check, as it is typed: problems, then advice; as text, JSON and annotations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from forecasts import FOLDER
from ledger.cli.check import check, github_line
from ledger.cli.files import new
from ledger.questions.problem import Problem

if TYPE_CHECKING:
    import click

    from tests.ledger.cli.conftest import Command

BAD = 'format = 1\nkind = "binary"\ntitel = "A"\n'
SAVED = Path(__file__).parents[1] / "questions" / "lint" / "saved"


def ran(command: click.Command, *args: str) -> Result:
    return CliRunner().invoke(command, list(args))


def test_the_shipped_files_have_nothing_wrong_also_in_their_words() -> None:
    done = ran(check, "--strict", str(FOLDER))
    asking_nothing = {"publications.toml", "scenarios.toml"}
    files = len([path for path in FOLDER.rglob("*.toml") if path.name not in asking_nothing])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"{files} files, nothing wrong.\n")


@pytest.mark.parametrize("name", ["lead.toml", "publications.toml", "scenarios.toml"])
def test_a_pipe_among_the_files_is_told_and_never_opened(name: str, tmp_path: Path, command: Command) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    os.mkfifo(folder / name)
    for words in (("check", str(folder)), ("check", "--no-cache", str(folder))):
        done = command.whole(*words, seconds=30)
        assert (done.returncode, done.stdout.startswith(f"{folder / name}:1:1")) == (3, True)
        assert "this is no regular file" in done.stdout


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
    assert {(each["file"], each["rule"]) for each in told["advice"]} == {
        (str(tmp_path / "good.toml"), "unwritten")
    }
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


def test_pipes_get_what_is_wrong_field_by_field(tmp_path: Path) -> None:
    path = tmp_path / "it.toml"
    path.write_text(BAD, encoding="utf-8")
    done = ran(check, "--plain", str(path))
    (row,) = [line.split("\t") for line in done.stdout.splitlines() if "unknown-key" in line]
    assert row[:6] == ["problem", str(path), "3", "1", "titel", "unknown-key"]
    assert (done.exit_code, len(row)) == (3, 9)


def test_an_untouched_template_fails_only_where_advice_counts(tmp_path: Path) -> None:
    assert ran(new, "it", "--dir", str(tmp_path)).exit_code == 0
    assert ran(check, str(tmp_path)).exit_code == 0
    strict = ran(check, "--strict", str(tmp_path))
    assert strict.exit_code == 3
    assert [line.split("  ")[2] for line in strict.stdout.splitlines()] == [
        "title",
        "statement",
        "criteria",
        "resolution.source[0].params.ask",
    ]


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
    assert done.stderr == "0 files, 1 path without a file.\n"
    (tmp_path / "it.toml").write_text(BAD, encoding="utf-8")
    both = ran(check, str(tmp_path / "it.toml"), str(tmp_path / "nowhere"))
    assert " in 1 file, 1 path without a file." in both.stderr


def test_advice_is_printed_after_the_problems_and_ends_with_0(tmp_path: Path) -> None:
    path = SAVED / "rounding" / "fails" / "lead.toml"
    done = ran(check, str(path))
    assert done.exit_code == 0
    assert done.stdout.startswith(
        f"{path}:11:2  advice  resolution.digits  nothing says to how many decimals"
    )
    assert done.stdout.endswith("[rounding]\n")
    assert done.stderr == (
        "1 file, no problem. Advice on the wording: 1 remark in 1 file, explained in docs/lint.md.\n"
    )
    (tmp_path / "it.toml").write_text(BAD, encoding="utf-8")
    both = ran(check, str(path), str(tmp_path))
    assert both.exit_code == 3
    assert "  advice  " in both.stdout.splitlines()[-1]
    assert "  advice  " not in both.stdout.splitlines()[0]


def test_strict_lets_advice_count() -> None:
    path = str(SAVED / "rounding" / "fails" / "lead.toml")
    assert ran(check, "--strict", path).exit_code == 3
    assert ran(check, "--strict", str(SAVED / "rounding" / "passes" / "lead.toml")).exit_code == 0


@pytest.mark.parametrize("style", ["json", "github"])
def test_advice_is_told_apart_in_every_form(style: str) -> None:
    path = SAVED / "rounding" / "fails" / "lead.toml"
    done = ran(check, "--format", style, str(path))
    assert done.exit_code == 0
    if style == "json":
        told = json.loads(done.stdout)
        assert (told["problems"], [each["rule"] for each in told["advice"]]) == ([], ["rounding"])
    else:
        assert done.stdout.startswith(
            f"::warning file={path},line=11,col=2,title=rounding::resolution.digits  "
        )


def test_an_unchanged_folder_is_answered_without_reading_it_or_loading_what_reads(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "it.toml").write_text(BAD, encoding="utf-8")
    words = ("check", str(tmp_path), "--json")
    first = command.whole(*words)
    script = f"import sys; from ledger.cli.main import fledger; fledger({words!r}, standalone_mode=False)"
    script = f"import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {script}"
    again = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (first.returncode, again.returncode) == (3, 3)
    assert json.loads(again.stdout) == json.loads(first.stdout)
    assert not {"pydantic", "re2", "resolvers", "sqlmodel"} & set(again.stderr.split())


def test_no_cache_keeps_nothing_and_asks_nothing_kept(command: Command, cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "it.toml"
    path.write_text(BAD, encoding="utf-8")
    before = sorted(cache.rglob("*"))
    told = command.run("check", "--no-cache", str(tmp_path))
    assert sorted(cache.rglob("*")) == before
    assert command.run("check", str(tmp_path)).stdout == told.stdout
    assert sorted(cache.rglob("*")) != before
    path.write_text(BAD.replace("titel", "titles"), encoding="utf-8")
    assert "titles" in command.run("check", str(tmp_path)).stdout
