"""fledger new --series, as it is typed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from forecasts import FOLDER
from ledger.cli.check import check
from ledger.cli.files import new
from ledger.errors import UsageError

if TYPE_CHECKING:
    import click

SHIPPED = FOLDER / "two-scenarios-2028" / "series" / "bis-rules-2026-12.toml"


def ran(command: click.Command, *args: str | Path) -> Result:
    return CliRunner().invoke(command, list(map(str, args)))


def monthly(first: Path, *more: str | Path) -> Result:
    return ran(new, "--series", "monthly", "--until", "2027-03", first, *more)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return Path(shutil.copy(SHIPPED, tmp_path))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_files_that_follow_lie_beside_the_first_and_pass_the_strict_check(first: Path) -> None:
    done = monthly(first)
    written = [first.with_name(f"bis-rules-2027-{month}.toml") for month in ("01", "02", "03")]
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [str(path) for path in written]
    assert "3 files written." in done.stderr
    assert ran(check, "--strict", first.parent).exit_code == 0
    assert "in March 2027" in written[2].read_text(encoding="utf-8")


def test_a_file_that_is_there_already_stays_and_is_named(first: Path) -> None:
    mine = first.with_name("bis-rules-2027-02.toml")
    mine.write_text("mine", encoding="utf-8")
    done = monthly(first)
    assert [line.rsplit("-", 1)[1] for line in done.stdout.splitlines()] == ["01.toml", "03.toml"]
    assert f"{mine} is there already and stays as it is." in done.stderr
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_dry_run_names_the_files_and_writes_none(first: Path) -> None:
    done = monthly(first, "--dry-run")
    assert len(done.stdout.splitlines()) == 3
    assert "3 files would be written." in done.stderr
    assert names(first.parent) == [first.name]


def test_another_folder_is_made_for_them(first: Path, tmp_path: Path) -> None:
    monthly(first, "--dir", tmp_path / "later")
    assert len(names(tmp_path / "later")) == 3


def test_bytes_are_kept_as_they_are_written(first: Path) -> None:
    body = first.read_bytes().replace(b"\n", b"\r\n")
    first.write_bytes(body)
    monthly(first)
    assert first.with_name("bis-rules-2027-01.toml").read_bytes().count(b"\r\n") == body.count(b"\r\n")


def test_what_cannot_be_moved_is_told_by_file_and_line_and_nothing_is_written(first: Path) -> None:
    text = first.read_text(encoding="utf-8").replace("Corrections are", "Until the 31st corrections are")
    first.write_text(text, encoding="utf-8")
    done = monthly(first)
    assert done.exit_code == 3
    assert done.stdout.startswith(f"{first}:")
    assert "[series-date]" in done.stdout
    assert '"31st"' in done.stdout
    assert "Nothing was written." in done.stderr
    assert names(first.parent) == [first.name]


@pytest.mark.parametrize(
    ("was", "becomes", "rule", "month"),
    [
        ("gives_up_at = 2027-03-31", "gives_up_at = 2026-03-31", "times-order", "2026-12"),
        ('at_give_up = "ask"', "", "no-fallback", "2026-12"),
        ("How many BIS rules in December 2026", f"{'x' * 106} December 2026", "too-long", "2027-09"),
    ],
)
def test_where_the_first_file_or_a_later_one_is_not_sound_nothing_is_written(
    first: Path, was: str, becomes: str, rule: str, month: str
) -> None:
    first.write_text(first.read_text(encoding="utf-8").replace(was, becomes), encoding="utf-8")
    done = ran(new, "--series", "monthly", "--until", "2027-09", first)
    assert done.exit_code == 3
    told = done.stdout.splitlines()
    assert {line.partition(":")[0] for line in told} == {str(first.with_name(f"bis-rules-{month}.toml"))}
    assert any(line.endswith(f"[{rule}]") for line in told)
    assert names(first.parent) == [first.name]


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["--series", "monthly", "{first}"], "--until says the last month"),
        (["--series", "monthly", "--until", "2027-13", "{first}"], "2027-13"),
        (["--series", "monthly", "--until", "2027-03", "nowhere.toml"], "no file nowhere.toml"),
        (["--series", "monthly", "--until", "2027-03", "--kind", "binary", "{first}"], "leave --kind"),
        (["--until", "2027-03", "an-id"], "belong to --series"),
        (["--dry-run", "an-id"], "belong to --series"),
    ],
)
def test_what_cannot_be_meant_says_what_can(first: Path, args: list[str], hint: str) -> None:
    done = ran(new, *(each.format(first=first) for each in args))
    assert isinstance(done.exception, UsageError)
    assert hint in str(done.exception)
    assert names(first.parent) == [first.name]
