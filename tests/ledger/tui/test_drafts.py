"""Half-typed forecasts outlive the app: what was typed is in the fields again, whatever somebody wrote into the file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ledger.record.detail import detail
from ledger.tui.draft import Draft
from ledger.tui.draft_kept import kept, taken_up
from ledger.tui.drafts import LONGEST, MOST, Drafts
from ledger.tui.keeping import FILE, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.questions.question import Question
    from tests.ledger.tui.stage import Stage

BILL, WHO = "bill-2026", "who-leads-2027"


def question(stage: Stage, name: str) -> Question:
    with stage.record() as record:
        return detail(record, name, now_us=0).question()


async def typed(stage: Stage, press: Any, name: str, *keys: str) -> None:
    """In one run of the app, which is left by its key."""
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        app.forecast_on(name)
        await press(pilot, *keys)
        await pilot.press("ctrl+q")


async def test_the_next_run_has_what_was_half_typed_and_today_says_where(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    await typed(stage, press, BILL, "ctrl+u", *"27%", "enter", *"as ever")
    await typed(stage, press, WHO, *"60")
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "1")
        assert "2 drafts wait, half-typed: bill-2026, who-leads-2027" in seen(pilot)
        app.forecast_on(BILL)
        await press(pilot)
        assert app.screen.query_one("#value").value == "27%"
        assert app.screen.query_one("#reason").value == "as ever"
        await press(pilot, "enter", "enter")
        assert "saved 27 %" in seen(pilot)
        assert app.drafts.kept == (WHO,)
        await press(pilot, "1")
        assert "1 draft waits, half-typed: who-leads-2027" in seen(pilot)


def test_a_draft_is_taken_up_as_it_was(stage: Stage) -> None:
    binary, many = question(stage, BILL), question(stage, WHO)
    split = Draft.begun(many, None).split
    assert split is not None
    for draft in (
        Draft.begun(binary, None).typed("27%").because("as ever"),
        Draft.begun(many, None).split_as(split.held(0, fixed=True).moved(0, 600)).because("so"),
    ):
        assert taken_up(kept(draft), draft.question, None) == draft


def test_what_was_kept_for_other_words_is_told_before_it_is_saved(stage: Stage) -> None:
    binary = question(stage, BILL)
    amended = replace(binary, said={**binary.said, "criteria": "NO whatever happens."})
    again = taken_up(kept(Draft.begun(binary, None).typed("27%")), amended, None)
    assert again is not None
    assert again.reworded


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", "7", *(
        json.dumps({"text": "", "reason": "", "parts": parts, "fixed": fixed})
        for parts, fixed in [(None, []), ([500, 500], []), ([999, 0, 0], []), ([-1, 1, 1000], []), ([400, 300, 300], [7]),
                             ([400, 300, 300], "0"), ([400, 300, 300], [[0]]), ([400.0, 300, 300], [])]
    )],
)  # fmt: skip
def test_what_cannot_be_meant_is_no_draft(stage: Stage, text: str) -> None:
    assert taken_up(text, question(stage, WHO), None) is None


def test_only_so_many_and_no_long_ones_are_kept(stage: Stage) -> None:
    shelf = Shelf(stage.settings.home / FILE)
    drafts, binary = Drafts(shelf), question(stage, BILL)
    for number in range(MOST + 2):
        drafts.put(Draft.begun(replace(binary, id=f"q-{number}"), None).typed("27%"))
    assert drafts.kept == tuple(f"q-{number}" for number in range(2, MOST + 2))
    long = Draft.begun(binary, None).because("x" * LONGEST)
    drafts.put(long)
    assert BILL not in drafts.kept
    assert drafts.of(binary, None) == long
