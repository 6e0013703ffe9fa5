"""check --against: what changed since a revision of a real git repository, for a reviewer."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

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
from ledger.clock import RealClock
from ledger.demo.server import publishers
from ledger.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from click.testing import Result

    from tests.ledger.cli.conftest import Command

LEAD = """\
format = 1
kind = "binary"
title = "A lead of 12 months, last quarter of 2028"
statement = "Will the best Chinese model trail by 12.0 months or more, averaged over October to December 2028?"
opens_at = 2026-05-14
resolves_at = 2029-02-01
gives_up_at = 2029-06-30
criteria = "YES if the mean lag on Epoch's index is 12.0 months or more, on the first file fetched from 2029-02-01 on."

[claim]
publication = "paper-2028"
stance = "scenario"
condition = "controls are tightened"
said_by = "A Lab"
repeated_by = ["A Blog"]
quote = "12-24 months"
hedge = "perhaps"
proxy = "close"
proxy_note = "One index stands for capability."

[resolution]
window = { over = [2028-10-01, 2028-12-31] }
vintage = "first_final"
unit = "months"
digits = 1
yes_if = { at_least = 12.0 }

[[resolution.source]]
name = "epoch.eci_lag"
value = "mean_lag_months"

[[resolution.source]]
name = "manual"
value = "answer"
fallback = true
params = { ask = "How many months?" }
"""
PUBLICATIONS = """\
[paper-2028]
title = "2028"
by = "A Lab"
kind = "paper"
read = "whole"
"""
BILL = """\
format = 1
kind = "binary"
title = "H.R. 8283 becomes law"
statement = "Will H.R. 8283 of the 119th Congress become law?"
by = "this project"
opens_at = 2026-05-14
closes_at = 2027-01-03
resolves_at = 2026-05-14
gives_up_at = 2027-03-31
criteria = "YES if congress.gov gives it a date of enactment by 2027-01-03."

[resolution]
window = { any_day = [2026-05-14, 2027-01-03], max_gap = "30d" }
yes_if = { happened = true }
at_give_up = "annul"

[[resolution.source]]
name = "congress.bill"
value = "enacted_on"
params = { congress = 119, type = "hr", number = 8283 }
"""


@dataclass(frozen=True)
class Checkout:
    """A repository whose branch `base` holds three files, and the folder of questions in it."""

    top: Path
    command: Command

    @property
    def folder(self) -> Path:
        return self.top / "questions"

    def git(self, *words: str) -> None:
        named = ["-c", "user.name=ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(self.top), *named, *words], check=True, capture_output=True)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def link(self, name: str, to: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(to)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-m", "change")

    def check(self, *words: str, place: Path | None = None) -> Result:
        return self.command.run("check", str(place or self.folder), "--against", "base", *words)

    def mirrors(self, mirrors: Mapping[str, str]) -> None:
        """Lead these hosts elsewhere, by the settings of the home."""
        self.command.home.mkdir(exist_ok=True)
        lines = [f'"{host}" = "{base}"' for host, base in mirrors.items()]
        settings = self.command.home / "settings.toml"
        settings.write_text("\n".join(["[mirrors]", *lines]), encoding="utf-8")

    def report(self) -> str:
        return self.check("--format", "markdown").stdout

    def changes(self) -> list[New | Edited | Deleted]:
        return list(repository_of(self.folder, "base").changes(self.folder))


@pytest.fixture
def checkout(tmp_path: Path, command: Command) -> Checkout:
    made = Checkout((tmp_path / "checkout").resolve(), command)
    made.top.mkdir()
    made.git("init", "-b", "base")
    made.write("lead.toml", LEAD)
    made.write("bill.toml", BILL)
    made.write("publications.toml", PUBLICATIONS)
    made.commit()
    made.git("checkout", "-b", "proposed")
    return made


def row(report: str, name: str) -> str:
    (found,) = [line for line in report.splitlines() if line.startswith(f"| {name} |")]
    return found.removeprefix(f"| {name} | ").removesuffix(" |")


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


# ---- the report ----------------------------------------------------------------------------------------------


def test_a_new_question_is_told_in_one_block(checkout: Checkout) -> None:
    checkout.write("twin.toml", LEAD.replace("A lead", "Lead"))
    report = checkout.report()
    assert report.startswith(
        "## Questions changed since `base`\n\n1 new, 1 remark on the wording. Nothing was fetched"
    )
    assert "### New: Lead of 12 months, last quarter of 2028\n\n`questions/twin.toml`" in report
    assert row(report, "ends").endswith("resolves from 2029-02-01 00:00 UTC, gives up 2029-06-30 23:59 UTC")
    assert row(report, "decidable from") == "2029-02-01 00:00 UTC"
    assert row(report, "who judges").startswith(
        "the rule, from its sources, a person where they fail; a proposal"
    )
    assert row(report, "nearest question").endswith("(`lead`, 100% alike)")
    claim = row(report, "claim").replace("\u2060", "")
    assert claim == (
        "**scenario**, said by A Lab; in `paper-2028`; repeated by A Blog; “12-24 months”; if controls are tightened; "
        "hedged: perhaps; proxy **close**: One index stands for capability."
    )
    for name in ("value now", "distance", "would resolve", "base rate"):
        assert row(report, name) == "not looked; `--online` does"
    assert "| source | `epoch.eci_lag` of Epoch AI, licence CC BY 4.0, no key |" in report
    assert "| source | a person as fallback (look `main`) |" in report
    assert "**Advice on the wording**\n\n- line 3 `title` this asks nearly what lead asks" in report


def test_online_the_sources_are_looked_at(checkout: Checkout) -> None:
    checkout.write("lead.toml", LEAD.replace("digits = 1", "digits = 2"))
    with publishers(RealClock()) as found:
        checkout.mirrors(found)
        done = checkout.check("--online", "--format", "markdown")
    assert done.exit_code == 0, done.stderr
    assert "months as of" in row(done.stdout, "value now")
    assert row(done.stdout, "distance").endswith(" below 12")
    assert row(done.stdout, "would resolve") == "NO"
    assert "windows like it" in row(done.stdout, "base rate")
    assert "Nothing was fetched" not in done.stdout


def test_a_source_that_cannot_be_read_says_why(checkout: Checkout) -> None:
    checkout.write("bill.toml", BILL.replace("8283", "1"))
    checkout.mirrors({"api.congress.gov": "http://127.0.0.1:9/"})
    done = checkout.check("--online", "--format", "markdown")
    assert row(done.stdout, "value now").startswith("none")
    assert "needs the key `congress`, **no reading" in row(done.stdout, "source")


def test_an_amendment_is_a_word_diff_and_another_meaning_says_what_it_needs(checkout: Checkout) -> None:
    checkout.write("lead.toml", LEAD.replace("or more, on the first file", "or more, on the newest file"))
    checkout.write("bill.toml", BILL.replace('"30d"', '"31d"').replace("becomes law", "is law"))
    report = checkout.report()
    assert "**Amendment** of `criteria`. Forecasts stay with the version they were made on." in report
    assert "on the <del>first</del><ins>newest</ins> file" in report
    assert (
        "**The meaning changed** (`window`): where somebody has relied on it, this needs a new file" in report
    )
    assert "- `resolution.window.max_gap`: <del>30d</del><ins>31d</ins>" in report
    assert "- `title`: H.R. 8283 <del>becomes</del><ins>is</ins> law" in report.replace("\u2060", "")


def test_every_kind_of_value_has_its_difference(checkout: Checkout) -> None:
    new = BILL.replace('by = "this project"', 'by = "this project"\ntags = ["law"]')
    new = (
        new.replace("type =", "note_type =").replace("note_type =", "type =")
        + '\n[[aside]]\ntext = "Most fail."\n'
    )
    checkout.write("bill.toml", new.replace('value = "enacted_on"', 'value = "enacted_on"\nfallback = false'))
    report = checkout.report()
    assert "- `tags`: <ins>law</ins>" in report
    assert "- `aside[1].text`: <ins>Most fail.</ins>" in report
    assert "- `resolution.source[1].fallback`: <ins>false</ins>" in report


def test_words_that_only_moved_are_no_change(checkout: Checkout) -> None:
    checkout.write("bill.toml", "# a remark\n" + BILL)
    assert "It says the same as before." in checkout.report()


def test_another_id_is_another_question(checkout: Checkout) -> None:
    checkout.git("mv", "questions/bill.toml", "questions/hr-8283.toml")
    report = checkout.report()
    assert "### Renamed: H.R. 8283 becomes law" in report.replace("\u2060", "")
    assert "`questions/hr-8283.toml`, before `questions/bill.toml`" in report
    assert "**Another id is another question.** `bill` stays asked where it was" in report


def test_a_deleted_file_removes_nothing(checkout: Checkout) -> None:
    checkout.git("rm", "questions/bill.toml")
    report = checkout.report()
    assert "### Deleted: H.R. 8283 becomes law" in report.replace("\u2060", "")
    assert "a file that vanishes removes nothing" in report


def test_a_broken_file_shows_its_problems_and_ends_with_3(checkout: Checkout) -> None:
    checkout.write("bill.toml", BILL.replace("format = 1", "format = 2"))
    done = checkout.check("--format", "markdown")
    assert done.exit_code == 3
    assert "### Changed: `bill`" in done.stdout
    assert "- line 1 `format` this program reads format = 1, found 2; write format = 1" in done.stdout


def test_what_was_broken_before_is_said(checkout: Checkout) -> None:
    checkout.git("checkout", "base")
    checkout.write("bill.toml", BILL.replace("format = 1", "format = 2"))
    checkout.commit()
    checkout.git("checkout", "-B", "proposed")
    checkout.write("bill.toml", BILL)
    assert "What the file said before asked nothing." in checkout.report()


def test_publications_are_told_by_what_changed(checkout: Checkout) -> None:
    other = '\n[review]\ntitle = "On 2028"\nby = "B"\nkind = "review"\nread = "whole"\naliases = ["r", "s"]\n'
    checkout.write("publications.toml", PUBLICATIONS.replace("whole", "half") + other)
    report = checkout.report()
    assert "### Changed: Publications" in report
    assert "- `paper-2028.read`: <del>whole</del><ins>half</ins>" in report
    assert "- new: `review`, On 2028 by B" in report
    checkout.commit()
    checkout.git("branch", "-f", "base")
    checkout.write(
        "publications.toml", PUBLICATIONS + other.replace(', "s"', "").replace("On 2028", "Of 2028")
    )
    again = checkout.report()
    assert "- `review.aliases`: <del>r, s</del><ins>r</ins>" in again
    checkout.write("publications.toml", PUBLICATIONS)
    assert "- gone: `review`" in checkout.report()
    checkout.git("rm", "-f", "questions/publications.toml")
    assert "### Deleted: Publications" in checkout.report()


def test_nothing_in_a_file_becomes_a_link_or_a_mention(checkout: Checkout) -> None:
    poison = "[x](http://evil.example) @ada <img src=x> | y ![z](http://evil.example) #1 www.evil.example"
    bent = BILL.replace("H.R. 8283 becomes law", poison).replace("Will H.R. 8283 of", f"Will {poison}")
    checkout.write("new.toml", bent.replace("YES if", f"{poison} YES if"))
    checkout.write("bill.toml", bent)
    tokens = MarkdownIt("gfm-like", {"html": True}).parse(checkout.report())
    kinds = {child.type for token in tokens for child in token.children or []}
    assert not kinds & {"link_open", "image"}
    html = {
        child.content for token in tokens for child in token.children or [] if child.type == "html_inline"
    }
    assert html <= {"<ins>", "</ins>", "<del>", "</del>"}
    assert not [token for token in tokens if token.type == "html_block"]


# ---- links -----------------------------------------------------------------------------------------------------


def test_a_link_shows_what_it_asks_and_where_it_leads(checkout: Checkout) -> None:
    (checkout.top / "drafts").mkdir()
    (checkout.top / "drafts" / "sneaky.txt").write_text(BILL.replace("8283", "1"), encoding="utf-8")
    checkout.link("sneaky.toml", "../drafts/sneaky.txt")
    report = checkout.report()
    assert "1 new" in report
    assert "**This is a link** to `../drafts/sneaky.txt`; what is asked stands there." in report
    assert "become law?" in row(report, "asks")
    checkout.commit()
    assert checkout.report() == report
    alone = checkout.check("--format", "markdown", place=checkout.folder / "sneaky.toml").stdout
    assert "become law?" in row(alone, "asks")


def test_the_problems_of_a_link_are_shown(checkout: Checkout) -> None:
    checkout.write("draft.txt", "format = 2\n")
    checkout.link("sneaky.toml", "draft.txt")
    done = checkout.check("--format", "markdown")
    assert (done.exit_code, "- line 1 `format` this program reads format = 1" in done.stdout) == (3, True)


@pytest.mark.parametrize("to", ["nowhere", "sneaky.toml", "/dev/zero", "."])
def test_a_link_to_no_file_asks_nothing(checkout: Checkout, to: str) -> None:
    checkout.link("sneaky.toml", to)
    checkout.link("deep/sneaky.toml", to)
    done = checkout.check("--format", "markdown")
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "### New: `sneaky`" in done.stdout
    assert f"**This is a link** to `{to}`" in done.stdout
    assert "| asks |" not in done.stdout


@pytest.mark.parametrize("to", ["nowhere", "publications.toml", "/dev/zero"])
def test_publications_that_are_a_link_to_no_file_are_a_problem(checkout: Checkout, to: str) -> None:
    (checkout.folder / "publications.toml").unlink()
    checkout.link("publications.toml", to)
    done = checkout.check("--format", "markdown")
    assert done.exit_code == 3
    assert "this is no regular file" in done.stdout
    assert "- gone: `paper-2028`" in done.stdout


def test_what_a_link_leads_to_changed(checkout: Checkout) -> None:
    checkout.git("checkout", "base")
    checkout.write("draft.txt", BILL.replace("8283", "1"))
    checkout.link("linked.toml", "draft.txt")
    checkout.link("same.toml", "publications.toml")
    checkout.commit()
    checkout.git("checkout", "-B", "proposed")
    assert checkout.changes() == []
    checkout.write("draft.txt", BILL.replace("8283", "1").replace('"30d"', '"31d"'))
    assert checkout.changes() == [Edited(checkout.folder / "linked.toml", checkout.folder / "linked.toml")]
    report = checkout.report()
    assert "- `resolution.window.max_gap`: <del>30d</del><ins>31d</ins>" in report
    checkout.commit()
    assert checkout.report() == report


def test_a_link_out_of_the_repository_is_told_whenever_it_is_compared(
    checkout: Checkout, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.toml").write_text(BILL.replace("8283", "1"), encoding="utf-8")
    checkout.git("checkout", "base")
    checkout.link("linked.toml", str(tmp_path / "elsewhere.toml"))
    checkout.commit()
    checkout.git("checkout", "-B", "proposed")
    report = checkout.report()
    assert "outside the repository; what is asked stands there, and git keeps nothing of it." in report
    assert "become law?" in row(report, "asks")


def test_a_file_that_became_a_link_is_changed(checkout: Checkout) -> None:
    checkout.git("mv", "questions/bill.toml", "questions/bill.txt")
    checkout.link("bill.toml", "bill.txt")
    checkout.commit()
    report = checkout.report()
    assert "### Changed: H.R. 8283" in report.replace("\u2060", "")
    assert "It says the same as before." in report


def test_a_folder_that_is_a_link_is_compared_where_it_leads(checkout: Checkout) -> None:
    checkout.write("bill.toml", BILL.replace('"30d"', '"31d"'))
    (checkout.top / "way").symlink_to("questions")
    for place in (checkout.top / "way", checkout.top / "way" / "bill.toml"):
        assert "max_gap" in checkout.check("--format", "markdown", place=place).stdout


def test_another_repository_is_no_file(checkout: Checkout) -> None:
    inner = Checkout(checkout.folder / "inner.toml", checkout.command)
    inner.top.mkdir()
    inner.git("init", "-b", "base")
    (inner.top / "a.txt").write_text("a", encoding="utf-8")
    inner.commit()
    assert checkout.changes() == []
    checkout.git("-c", "advice.addEmbeddedRepo=false", "add", "questions/inner.toml")
    checkout.git("rm", "--cached", "questions/bill.toml")
    (checkout.folder / "bill.toml").unlink()
    inner.top.rename(checkout.folder / "bill.toml")
    checkout.git("-c", "advice.addEmbeddedRepo=false", "add", "-A")
    assert checkout.changes() == [Deleted(checkout.folder / "bill.toml")]
    checkout.commit()
    checkout.git("branch", "-f", "base")
    checkout.git("rm", "--cached", "questions/bill.toml")
    (checkout.folder / "bill.toml").rename(checkout.top.parent / "away")
    checkout.write("bill.toml", BILL)
    checkout.git("add", "-A")
    assert checkout.changes() == [New(checkout.folder / "bill.toml")]


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
