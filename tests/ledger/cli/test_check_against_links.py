"""check --against where files and folders are links: what they ask and where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.cli.changed_files import (
    Deleted,
    Edited,
    New,
)
from tests.ledger.cli.checkouts import BILL, Checkout, row

if TYPE_CHECKING:
    from pathlib import Path


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
