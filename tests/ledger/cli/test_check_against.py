"""check --against: what changed since a revision of a real git repository, for a reviewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.cli.changed_files import (
    Deleted,
    Edited,
    GitFailedError,
    New,
    NoGitError,
    NoSuchRevisionError,
    NothingInCommonError,
    NotInGitError,
    Repository,
    repository_of,
)
from ledger.cli.comparing import held
from ledger.errors import UsageError
from tests.ledger.cli.checkouts import BILL, LEAD, PUBLICATIONS, Checkout

if TYPE_CHECKING:
    from pathlib import Path


# ---- what changed ------------------------------------------------------------------------------------------


def test_new_edited_renamed_and_deleted_files_are_told_apart(checkout: Checkout) -> None:
    checkout.git("mv", "questions/bill.toml", "questions/hr-8283.toml")
    checkout.git("rm", "questions/lead.toml")
    checkout.write("publications.toml", PUBLICATIONS.replace("whole", "half"))
    checkout.write("deep/new.toml", "format = 2\n")
    checkout.commit()
    checkout.write("fresh.toml", BILL)
    folder = checkout.folder
    assert set(checkout.changes()) == {
        Edited(folder / "hr-8283.toml", folder / "bill.toml"),
        New(folder / "deep" / "new.toml"),
        Deleted(folder / "lead.toml"),
        Edited(folder / "publications.toml", folder / "publications.toml"),
        New(folder / "fresh.toml"),
    }


def test_files_that_ask_nothing_are_passed_over(checkout: Checkout) -> None:
    for name in ("notes.md", ".hidden.toml", ".folder/x.toml", "pyproject.toml"):
        checkout.write(name, "x")
    checkout.git("mv", "questions/bill.toml", "questions/bill.txt")
    checkout.commit()
    assert checkout.changes() == [Deleted(checkout.folder / "bill.toml")]


def test_a_file_that_was_something_else_before_is_new(checkout: Checkout) -> None:
    checkout.git("checkout", "base")
    checkout.write("draft.txt", BILL.replace("8283", "1"))
    checkout.commit()
    checkout.git("checkout", "-B", "proposed")
    checkout.git("mv", "questions/draft.txt", "questions/draft.toml")
    checkout.commit()
    assert checkout.changes() == [New(checkout.folder / "draft.toml")]


def test_what_the_base_did_later_is_no_change_of_ours(checkout: Checkout) -> None:
    checkout.git("checkout", "base")
    checkout.write("later.toml", BILL)
    checkout.commit()
    checkout.git("checkout", "proposed")
    assert checkout.changes() == []
    assert "No question file changed." in checkout.report()


@pytest.mark.parametrize(
    "revision", ["nope", "--upload-pack=x", "-h", "", "a\0b", "base:questions/lead.toml"]
)
def test_a_revision_that_is_none_is_refused(checkout: Checkout, revision: str) -> None:
    with pytest.raises(NoSuchRevisionError):
        repository_of(checkout.folder, revision)


def test_no_repository_is_refused(checkout: Checkout, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    for place in (outside, outside / "nowhere" / "it.toml"):
        with pytest.raises(NotInGitError):
            repository_of(place, "base")
    refused = checkout.check(place=outside)
    assert isinstance(refused.exception, NotInGitError)
    both = checkout.command.run("check", str(checkout.folder), str(outside), "--against", "base")
    assert isinstance(both.exception, NotInGitError)


def test_a_place_of_another_repository_is_refused_when_named_and_else_passed_over(checkout: Checkout) -> None:
    other = Checkout(checkout.top.parent / "other", checkout.command)
    other.top.mkdir()
    other.git("init", "-b", "base")
    other.write("bill.toml", BILL)
    other.commit()
    places = [checkout.folder, other.folder]
    with pytest.raises(NotInGitError):
        held(places, "base", named=True)
    assert held(places, "base", named=False).places == (checkout.folder,)


def test_histories_without_a_common_commit_are_refused(checkout: Checkout) -> None:
    checkout.git("checkout", "--orphan", "other")
    checkout.write("bill.toml", LEAD)
    checkout.commit()
    with pytest.raises(NothingInCommonError, match="unshallow"):
        repository_of(checkout.folder, "base")


def test_a_git_that_fails_says_what_it_said(checkout: Checkout) -> None:
    repository = repository_of(checkout.folder, "base")
    gone = Repository(repository.git, repository.top, "0" * 40)
    with pytest.raises(GitFailedError, match="bad object"):
        list(gone.changes(checkout.folder))
    nowhere = Repository("/nowhere/git", repository.top, repository.base)
    with pytest.raises(GitFailedError, match="No such file"):
        nowhere.body(checkout.folder / "lead.toml")


def test_without_git_it_says_so(checkout: Checkout, tmp_path: Path) -> None:
    done = checkout.command.whole("check", str(checkout.folder), "--against", "base", PATH=str(tmp_path))
    assert done.returncode == 1
    assert str(NoGitError()) in done.stderr


def test_nothing_the_repository_configures_is_run(checkout: Checkout) -> None:
    marks = checkout.top / "was-run"
    script = checkout.top / "script.sh"
    script.write_text(f"#!/bin/sh\necho run >> {marks}\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    (checkout.top / ".gitattributes").write_text("*.toml diff=bad\n", encoding="utf-8")
    for key in ("core.fsmonitor", "diff.external", "diff.bad.command", "diff.bad.textconv"):
        checkout.git("config", key, str(script))
    checkout.write("lead.toml", LEAD.replace("at_least = 12.0", "at_least = 13.0"))
    marks.unlink(missing_ok=True)
    assert "at_least" in checkout.report()
    assert not marks.exists()


# ---- the other forms -----------------------------------------------------------------------------------------


def test_other_forms_tell_of_changed_files_only(checkout: Checkout) -> None:
    checkout.write("old.toml", "format = 2\n")
    checkout.commit()
    checkout.git("branch", "-f", "base")
    checkout.write("bill.toml", BILL.replace('at_give_up = "annul"\n', ""))
    done = checkout.check()
    assert done.exit_code == 0
    assert [line.rpartition("[")[2] for line in done.stdout.splitlines()] == ["no-fallback]"]
    assert done.stderr.startswith("1 file, no problem. Advice on the wording: 1 remark in 1 file")
    assert checkout.check("--strict").exit_code == 3


@pytest.mark.parametrize(
    "words", [("--format", "markdown"), ("--online",), ("--online", "--against", "base", "--format", "json")]
)
def test_what_belongs_together_is_said(checkout: Checkout, words: tuple[str, ...]) -> None:
    refused = checkout.command.run("check", str(checkout.folder), *words)
    assert isinstance(refused.exception, UsageError)


def test_without_paths_the_folders_of_the_settings_that_lie_in_git_are_compared(checkout: Checkout) -> None:
    checkout.command.home.mkdir()
    (checkout.command.home / "settings.toml").write_text(
        f'[catalogue]\nfolders = ["{checkout.top.parent}/nowhere", "{checkout.folder}"]\n', encoding="utf-8"
    )
    checkout.write("bill.toml", BILL.replace("becomes law", "is law"))
    done = checkout.command.run("check", "--against", "base", "--format", "markdown")
    assert "1 changed" in done.stdout
