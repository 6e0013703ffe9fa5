"""A panel acts on what it shows: where somebody else wrote meanwhile, nothing is written, and a sentence says so."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal.intake import sync
from ledger.questions.catalogue import read_catalogue
from ledger.record.journal import entries
from ledger.resolution.people.challenges import Challenge, challenge, reject_challenge
from ledger.resolution.people.confirm import confirm, confirm_due, reject
from ledger.resolution.people.ends import Correction, annul, correct
from ledger.resolution.people.receipt import Receipt
from ledger.tui.screens.case import CaseScreen
from tests.ledger.tui import cases
from tests.ledger.tui.pasting import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.journal import EntryRow
    from tests.ledger.tui.stage import Stage

SIZE = (120, 45)
BILL = "bill-2026"
REPORT = "will-the-report-be-out-2026"
SHOWN = Receipt("https://example.org/seen")


def newest(stage: Stage, *kinds: str) -> Sequence[EntryRow]:
    """The entries of these kinds, newest first."""
    with stage.record() as record:
        return entries(record, kinds=kinds)


def count(stage: Stage) -> int:
    with stage.record() as record:
        return entries(record)[0].seq


async def case_of(pilot: Any, press: Any, question: str, key: str) -> None:
    """The case of a question, and the panel of one act."""
    await press(pilot)
    pilot.app.push_screen(CaseScreen(question))
    await press(pilot, key)


# ---- a changed file --------------------------------------------------------------------------------------


async def changed_file(stage: Stage, pilot: Any, press: Any) -> None:
    """The panel that accepts another word in the criteria of the bill."""
    rewrite(stage, "YES if it is enacted by", "YES if it is signed by")
    await press(pilot, "9", "enter", "t")


def rewrite(stage: Stage, old: str, new: str) -> None:
    path = stage.settings.home / "forecasts" / "two-futures" / f"{BILL}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


async def test_words_that_came_into_the_file_later_are_not_accepted(
    stage: Stage, press: Any, seen: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await changed_file(stage, pilot, press)
        rewrite(stage, "YES if it is signed by that day.", "NO whatever happens.")
        before = count(stage)
        await write(pilot, press, "clearer")
        assert "is not what you saw any more: nothing was accepted" in seen(pilot)
    assert count(stage) == before


async def test_a_file_that_was_broken_meanwhile_is_not_accepted(stage: Stage, press: Any, seen: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await changed_file(stage, pilot, press)
        rewrite(stage, "format = 1", "format =")
        await write(pilot, press, "clearer")
        assert "is not what you saw any more: nothing was accepted" in seen(pilot)


async def test_accepting_one_file_takes_in_no_other(stage: Stage, press: Any, seen: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await changed_file(stage, pilot, press)
        folder = stage.settings.home / "forecasts" / "two-futures"
        text = (folder / f"{BILL}.toml").read_text(encoding="utf-8")
        (folder / "another-2026.toml").write_text(text, encoding="utf-8")
        before = count(stage)
        await write(pilot, press, "clearer")
        assert "accepted: the file's words are the newest version" in seen(pilot)
    assert count(stage) == before + 1
    assert newest(stage, "QuestionAmended")[0].data["question"] == BILL


# ---- ends ------------------------------------------------------------------------------------------------


async def test_an_end_that_was_corrected_meanwhile_is_not_taken_back(
    stage: Stage, press: Any, seen: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await case_of(pilot, press, REPORT, "w")
        with stage.journal() as journal:
            correct(journal, REPORT, Correction("no", "mira", "another report", SHOWN))
        await write(pilot, press, "yes was wrong")
        assert "does not stand as you saw it any more: nothing was written" in seen(pilot)
    assert newest(stage, "ResolutionWithdrawn") == ()


async def test_a_correction_that_was_tried_before_an_annulment_is_not_written_after_it(
    stage: Stage, press: Any, seen: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await case_of(pilot, press, REPORT, "o")
        await write(pilot, press, "no", "https://example.org/e", "", "it was another")
        assert "would be NO" in seen(pilot)
        with stage.journal() as journal:
            annul(journal, REPORT, "zoe", "cannot be judged")
        await press(pilot, "enter")
        assert "does not stand as you saw it any more" in seen(pilot)
    assert newest(stage, "ResolutionCorrected") == ()


@pytest.mark.parametrize("key", ["l", "i"])
async def test_what_resolved_meanwhile_is_not_ended_without_an_outcome(
    stage: Stage, press: Any, seen: Any, key: str
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await case_of(pilot, press, BILL, key)
        sha256 = cases.answered(stage)
        stage.clock.move(timedelta(days=8))
        with stage.journal() as journal:
            confirm(journal, sha256, "zoe", None)
            confirm_due(journal, {})
        await write(pilot, press, "cannot be judged yet")
        assert "does not stand as you saw it any more" in seen(pilot)
    assert newest(stage, "QuestionAnnulled") == ()


# ---- answers ---------------------------------------------------------------------------------------------


async def answered(pilot: Any, press: Any) -> None:
    """The panel of an answer to the bill, filled in and sent."""
    await write(pilot, press, "yes", "https://example.org/act", "2026-11-20", "it was signed")


async def test_words_that_were_never_read_are_not_answered(stage: Stage, press: Any, seen: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await case_of(pilot, press, BILL, "a")
        rewrite(stage, "YES if it is enacted by that day.", "NO whatever happens.")
        with stage.journal() as journal:
            files = read_catalogue(stage.settings.catalogue_folders())
            sync(journal, files, by="zoe", accept=[BILL], reason="clearer")
        before = count(stage)
        await answered(pilot, press)
        assert f"The words of {BILL} changed meanwhile: nothing was written" in seen(pilot)
    assert count(stage) == before


async def test_a_question_that_was_answered_and_rejected_meanwhile_is_looked_at_before_it_is_answered_again(
    stage: Stage, press: Any, seen: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await case_of(pilot, press, BILL, "a")
        sha256 = cases.answered(stage)
        with stage.journal() as journal:
            reject(journal, sha256, "zoe", "it was vetoed")
        before = count(stage)
        await answered(pilot, press)
        assert "does not stand as you saw it any more: nothing was written" in seen(pilot)
    assert count(stage) == before


async def test_an_answer_to_what_is_shown_is_proposed(stage: Stage, press: Any, seen: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await case_of(pilot, press, BILL, "a")
        await answered(pilot, press)
        assert "proposed YES" in seen(pilot)


# ---- challenges ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["p", "d"])
async def test_a_challenge_that_was_never_read_is_not_decided(
    stage: Stage, press: Any, seen: Any, key: str
) -> None:
    sha256 = cases.disputed(stage)
    app: Any = stage.app()
    async with app.run_test(size=SIZE) as pilot:
        await case_of(pilot, press, BILL, key)
        with stage.journal() as journal:
            reject_challenge(journal, sha256, "zoe", "not so")
            challenge(journal, sha256, Challenge("xenia", "another reason", "no", None, SHOWN))
        before = count(stage)
        await write(pilot, press, "right, vetoed", *(["yes", "", ""] if key == "p" else []))
        assert "does not stand as you saw it any more: nothing was written" in seen(pilot)
    assert count(stage) == before
