"""The journal in the app: searched while it is typed, gone to by number, followed from entry to entry, proved and pinned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ledger.journal.head import head
from tests.ledger.tui import cases
from tests.ledger.tui.pasting import paste, write

if TYPE_CHECKING:
    from ledger.tui.screens.journal import JournalScreen
    from tests.ledger.tui.stage import Stage


def rows(app: Any) -> list[str]:
    """The seqs in the list."""
    table = app.screen.query_one("#entries")
    return list(table._ids)


async def test_a_search_narrows_the_list_and_an_empty_line_shows_all(
    stage: Stage, press: Any, seen: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "0")
        whole = len(rows(app))
        await press(pilot, "slash")
        await write(pilot, press, "kind:forecast by:mira")
        assert 0 < len(rows(app)) < whole
        assert f"{len(rows(app))} fit" in seen(pilot)
        assert "QuestionAsked" not in seen(pilot)
        await press(pilot, "slash", "ctrl+u")
        assert len(rows(app)) == whole


async def test_what_cannot_be_searched_is_said_in_words(stage: Stage, press: Any, seen: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "0", "slash")
        await paste(pilot, press, "kind:zebra")
        assert "There is no kind of entry like 'zebra'" in seen(pilot)


async def test_a_number_goes_to_that_entry_among_all(stage: Stage, press: Any, seen: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "0")
        whole = len(rows(app))
        await press(pilot, "slash", "number_sign", "4", "enter")
        assert app.screen.table.row == "4"
        assert len(rows(app)) == whole
        await press(pilot, "slash", "number_sign", "9", "9")
        assert "There is no entry 99" in seen(pilot)


async def test_an_entry_leads_on_to_the_proposal_its_reading_and_the_bytes(
    stage: Stage, press: Any, seen: Any
) -> None:
    cases.decided(stage)
    app: Any = stage.app()
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "0", "enter")
        assert "ResolutionProposed" in seen(pilot)
        assert re.search(r'"challenge_until": 1864\d{12},  5 Feb 2029 09:00', seen(pilot))
        await press(pilot, "j", "enter")
        assert "ReadingTaken" in seen(pilot)
        await press(pilot, "enter")
        assert "EvidenceKept" in seen(pilot)
        await press(pilot, "enter")
        assert "alpha,145.2,12.4" in seen(pilot)
        await press(pilot, "escape", "escape", "escape")
        assert "ResolutionProposed" in seen(pilot)


async def test_new_entries_leave_a_search_and_its_cursor_where_they_are(stage: Stage, press: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "0", "slash", *"bill", "enter", "j")
        row = app.screen.table.row
        cases.answered(stage)
        app.ask_who_wrote()
        await press(pilot)
        assert app.screen.table.row == row
        assert app.screen.table.cursor == 2


async def test_the_head_is_shown_as_the_command_prints_it(stage: Stage, press: Any, seen: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "0", "p")
        text = seen(pilot)
        for part in head(stage.settings.ledger).text().splitlines():
            assert part in text
        await press(pilot, "y")
        assert app.clipboard == head(stage.settings.ledger).text()


async def test_verify_proves_the_record(stage: Stage, press: Any, seen: Any) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "0", "v")
        assert "the record holds" in seen(pilot)
        assert "Verify" in seen(pilot)


async def test_a_proof_that_is_stopped_says_that_nothing_was_proved(
    stage: Stage, press: Any, seen: Any
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "0")
        screen: JournalScreen = app.screen
        screen.do_verify()
        screen.do_stop_verify()  # before the worker had a turn, as a quick hand may
        await press(pilot)
        assert "stopped; nothing was proved" in seen(pilot)
        await press(pilot, "v")
        assert "the record holds" in seen(pilot)
