"""check --against: the report on what changed, as a reviewer reads it."""

from __future__ import annotations

from markdown_it import MarkdownIt

from ledger.clock import RealClock
from ledger.demo.server import publishers
from tests.ledger.cli.checkouts import BILL, LEAD, PUBLICATIONS, Checkout, row


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
