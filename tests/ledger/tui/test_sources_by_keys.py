"""Sources in the app: what stands in the list, filters and orders, and trying one at a server on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal.append import Journal
from ledger.tui.views.sources import fitting, read_sources
from tests.ledger.tui.pasting import paste

if TYPE_CHECKING:
    from tests.ledger.tui.publisher import Publisher
    from tests.ledger.tui.stage import Stage


async def test_a_look_leads_from_its_alarm_to_the_question_it_endangers(
    stage: Stage, press: Any, seen: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "8")
        text = seen(pilot)
        assert "! failing" in text
        assert "2 of 2 !" in text
        assert "! shape changed: no column eci" in text
        await press(pilot, "enter", "enter")
        assert app.screen.question == "lead-12-months-2028"


async def test_the_query_line_keeps_what_fits_while_it_is_typed(stage: Stage, press: Any, seen: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "8", "slash")
        await paste(pilot, press, "is:well")
        assert "No look fits." in seen(pilot)
        assert "last good" not in app.screen.query_one("#beside").text
        assert "t Try" not in seen(pilot)
        await press(pilot, "ctrl+u", *"epoch", "enter")
        assert len(app.screen.table) == 1
        assert app.screen.table.has_focus


async def test_before_the_first_look_the_screen_names_its_key_and_says_what_comes_here(
    empty: Stage, press: Any, seen: Any
) -> None:
    Journal.create(empty.settings.ledger, clock=empty.clock, opened_by="mira").close()
    empty.sync()
    app: Any = empty.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "8")
        assert "No source was looked at yet: u looks at them now." in seen(pilot)
        assert "Every look stands here once it was taken" in seen(pilot)


async def test_what_a_source_is_asked_is_seen_however_narrow_the_list_is(
    stage: Stage, press: Any, seen: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "8")
        (row,) = (line for line in seen(pilot).splitlines() if "epoch.eci_lag" in line)
        assert "2028-10-01..12-31" in row
        assert "2 of 2 !" in row


async def test_a_source_is_tried_after_its_request_was_shown_and_nothing_is_written(
    home: Stage, publisher: Publisher, press: Any, seen: Any
) -> None:
    app: Any = home.app()
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "enter", "y", "escape")
    asked = len(publisher.asked)
    with home.record() as record:
        before = (
            record.head(),
            record.rows("SELECT * FROM run_looks"),
            record.rows("SELECT * FROM run_values"),
        )
    again: Any = home.app()
    async with again.run_test(size=(110, 30)) as pilot:
        await press(pilot, "8", "t")
        assert "https://epoch.ai/data/eci_scores.csv" in seen(pilot)
        assert len(publisher.asked) == asked
        await press(pilot, "enter")
        text = seen(pilot)
        assert len(publisher.asked) == asked + 1
        assert "mean_lag_months" in text
        assert "as of 2026-" in text
        assert "Nothing of it is written" in text
    with home.record() as record:
        after = record.head(), record.rows("SELECT * FROM run_looks"), record.rows("SELECT * FROM run_values")
    assert after == before


async def test_escape_stops_a_trial(home: Stage, publisher: Publisher, press: Any, seen: Any) -> None:
    app: Any = home.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "enter", "y", "escape")
    publisher.gate.clear()
    again: Any = home.app()
    async with again.run_test(size=(100, 30)) as pilot:
        await press(pilot, "8", "t")
        asked = len(publisher.asked)
        await pilot.press("enter")
        for _ in range(200):
            if len(publisher.asked) > asked:
                break
            await pilot.pause(0.02)
        await pilot.press("escape")
        for _ in range(200):
            if "stopped; nothing was read" in seen(pilot):
                break
            await pilot.pause(0.02)
        publisher.gate.set()
        assert "stopped; nothing was read" in seen(pilot)
        await press(pilot, "escape")
        assert "newest row" in seen(pilot)


async def test_what_cannot_be_used_is_said_as_the_source_says_it(
    home: Stage, publisher: Publisher, press: Any, seen: Any
) -> None:
    app: Any = home.app()
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "enter", "y", "escape")
    home.clock.at = home.clock.at.replace(year=2028)
    again: Any = home.app()
    async with again.run_test(size=(110, 30)) as pilot:
        await press(pilot, "8", "t", "enter")
        assert "! " in seen(pilot)
        assert "mean_lag_months" not in seen(pilot)
    assert publisher.asked


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("", 1),
        ("epoch", 1),
        ("source:eci", 1),
        ("source:fred", 0),
        ("is:failing", 1),
        ("-is:failing", 0),
        ("is:endangered", 1),
        ("is:never", 0),
        ("column", 1),
        ("is:late", 0),
    ],
)
def test_a_query_line_means_these_looks(stage: Stage, text: str, fits: int) -> None:
    with stage.record() as record:
        view = read_sources(record, now_us=stage.desk.now_us)
    assert len(fitting(view, text, "source")) == fits
