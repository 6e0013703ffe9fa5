"""Taking in new and changed question files from the app: shown first, and then exactly what was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.record.journal import entries

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ledger.tui.stage import Stage

KINDS = ("QuestionAsked", "QuestionAmended")


def folder(stage: Stage) -> Path:
    return stage.settings.home / "forecasts" / "two-futures"


def reword(stage: Stage, question: str, old: str, new: str) -> None:
    path = folder(stage) / f"{question}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def write_files(stage: Stage) -> None:
    """A new question, one whose words changed and on which nobody relies, one that waits, and one that cannot be read."""
    bill = (folder(stage) / "bill-2026.toml").read_text(encoding="utf-8")
    new = bill.replace("The bill becomes law this year", "A second bill becomes law this year")
    (folder(stage) / "second-bill-2026.toml").write_text(new, encoding="utf-8")
    (folder(stage) / "broken.toml").write_text(bill.replace("statement", "statment"), encoding="utf-8")
    reword(stage, "who-leads-2027", "As the three themselves say.", "As two of the three say.")
    reword(stage, "bill-2026", "YES if it is enacted by", "YES if it is signed by")


def recorded(stage: Stage) -> list[tuple[str, object]]:
    """Which questions were asked or amended, newest first."""
    with stage.record() as record:
        return [(entry.kind, entry.data["question"]) for entry in entries(record, kinds=KINDS)]


async def test_what_would_be_taken_in_is_shown_and_escape_takes_in_nothing(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    write_files(stage)
    before = recorded(stage)
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "U")
        text = seen(pilot)
        assert "1 new question and 1 change to take in. Enter takes in what is shown." in text
        assert "A second bill becomes law this year" in text
        assert "criteria: As{+ two of+} the three [-themselves -]say." in text
        assert "[-enacted-]{+signed+}" in text
        assert "! two-futures/broken.toml:5:1" in text
        assert "statment" in text
        await press(pilot, "escape")
    assert recorded(stage) == before


async def test_what_is_wrong_with_a_whole_file_names_no_field(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    (folder(stage) / "broken.toml").write_text("title = [\n", encoding="utf-8")
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "U")
        assert "! two-futures/broken.toml:" in seen(pilot)
        assert "·  ·" not in seen(pilot)


async def test_enter_takes_in_what_is_shown_and_leaves_what_waits_for_a_person(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    write_files(stage)
    before = recorded(stage)
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "U", "enter")
        assert "1 new question and 1 change taken in." in seen(pilot)
        await press(pilot, "enter")
        assert "A second bill becomes law this year" in seen(pilot), "a line leads to its question"
    new = recorded(stage)[: -len(before)]
    assert sorted(new) == [("QuestionAmended", "who-leads-2027"), ("QuestionAsked", "second-bill-2026")]


@pytest.mark.parametrize(
    ("question", "old", "new"),
    [
        ("second-bill-2026", "A second bill", "Another bill"),
        ("who-leads-2027", "two of the three", "one of the three"),
    ],
)
async def test_files_that_changed_meanwhile_are_not_taken_in(
    question: str, old: str, new: str, stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    write_files(stage)
    before = recorded(stage)
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "U")
        reword(stage, question, old, new)
        await press(pilot, "enter")
        assert "are not what you saw any more: nothing was taken in" in seen(pilot)
    assert recorded(stage) == before


async def test_review_says_that_there_are_new_files(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    write_files(stage)
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "9")
        assert "2 questions in the files are new or changed: U shows it" in seen(pilot)
        await press(pilot, "U", "enter", "escape")
        assert "new or changed" not in seen(pilot)


async def test_where_the_files_say_nothing_new_enter_is_not_offered(
    stage: Stage, press: Any, seen: Callable[[Any], str], looks: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "U")
        assert "Nothing to take in." in seen(pilot)
        assert "Take in" not in seen(pilot)
        await looks(pilot, "files-nothing", sizes=((80, 24),))


async def test_the_files_look_as_they_did(stage: Stage, press: Any, looks: Any) -> None:
    write_files(stage)
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "U")
        await looks(pilot, "files")
        await press(pilot, "enter")
        await looks(pilot, "files-taken")
