"""The parts of a chart by keys: each is read out in words, and lists its own questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.ledger.record.worlds import World
from tests.ledger.tui.calibration.pages import listed, read_out
from tests.ledger.tui.calibration.settled import CHANCES, at_a_quantile
from tests.ledger.tui.conftest import STAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ledger.tui.stage import Stage


@pytest.mark.no_cover
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_selected_group_lists_its_own_questions_and_enter_opens_one(
    size: tuple[int, int], resolved: Callable[[int], Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    app = resolved(40).app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5", *["j"] * 7, "right")
        assert (
            "When you said 7.5 %, it happened 1 of 8 times, 12.5 %; luck gives 0 to 25 %: within"
            in read_out(pilot)
        )
        lines = listed(pilot)
        assert len(lines) == 8
        assert all(line.split()[0] in {"5", "10"} for line in lines)
        await press(pilot, "j", "enter")
        assert "Thing q-001 comes to pass" in seen(pilot)
        assert "Evidence  Said  Trail" in seen(pilot).splitlines()[1]


@pytest.mark.no_cover
async def test_a_group_that_luck_does_not_explain_says_so_in_words_and_by_its_sign(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(200).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "right", "right", "right")
        assert "[◆]" in read_out(pilot)
        assert "luck gives 35.3 to 61.8 %: less often than you said, by more than luck explains." in read_out(
            pilot
        )
        await press(pilot, "left")
        assert "[●]" in read_out(pilot)


@pytest.mark.no_cover
@pytest.mark.parametrize("key", ["escape", "right", "left"])
async def test_beyond_the_last_group_and_with_escape_all_are_listed_again(
    key: str, resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(40).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5")
        every = listed(pilot)
        assert app.screen.check_action("post", ("calibration.all",)) is False
        await press(pilot, *(["right"] * 5 if key == "right" else ["right"]))
        assert len(listed(pilot)) < 40
        assert app.screen.check_action("post", ("calibration.all",)) is True
        await press(pilot, key)
        assert listed(pilot) == every


@pytest.mark.no_cover
async def test_a_group_nobody_fell_into_is_absent(resolved: Callable[[int], Stage], press: Any) -> None:
    app = resolved(12).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "a", "right")
        read: list[str] = []
        while "When you said" in read_out(pilot):
            read.append(read_out(pilot).split("When you said ")[1].split(",")[0])
            await press(pilot, "right")
        assert read == [f"{chance} %" for chance in CHANCES]


async def test_folded_it_tells_how_sure_and_how_often_right(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(200).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "d", "right")
        assert "When you were 63.3 % sure, you were right" in read_out(pilot)
        assert {line.split()[0] for line in listed(pilot)} == {"35", "60", "65"}


async def test_where_a_value_fell_and_what_lies_outside_an_interval_are_listed(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(40).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "v", "v", "v", "right")
        assert "of 40 values fell at 0-20 % of what was said; luck gives 10 % to 30 %: beyond" in read_out(
            pilot
        )
        assert {line.split()[0] for line in listed(pilot)} == {"0-10", "10-50"}
        await press(pilot, "left", "left")
        assert "20 of 40 intervals of 80 % held their value; 32 should have, luck gives 28 to 36" in read_out(
            pilot
        )
        assert {line.split()[0] for line in listed(pilot)} == {"0-10", "90-100"}


async def test_a_value_that_is_a_quantile_fell_at_it(tmp_path: Path, press: Any) -> None:
    stage: Stage = STAGE.empty_home(tmp_path / "home")
    world = World(stage.settings.ledger, simulated=False)
    at_a_quantile(world)
    world.close()
    async with stage.app().run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "v", "v", "v")
        (line,) = listed(pilot)
        assert line.split()[:3] == ["at", "90", "%"]


async def test_slices_go_by_one_thing_after_the_other_and_list_what_they_are_made_of(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(200).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "V", "right")
        assert len(listed(pilot)) == 100
        assert {int(line.split("q-")[1][:3]) % 2 for line in listed(pilot)} == {0}
        await press(pilot, "x")
        assert "Slices by the time left when it was said" in read_out(pilot)
        await press(pilot, *["x"] * 5)
        assert "Slices by forecaster" in read_out(pilot)
        assert "mira" in read_out(pilot)
        assert "ola" in read_out(pilot)


async def test_a_slice_too_small_is_counted_only(resolved: Callable[[int], Stage], press: Any) -> None:
    app = resolved(12).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "V")
        assert "east 6 families counted only" in read_out(pilot)
        assert "2 slices below 30 families: counted only, as what they would show is luck." in read_out(pilot)


async def test_what_somebody_writes_moves_neither_the_part_nor_the_cursor(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    stage = resolved(40)
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "right", "right", "j", "j")
        sheet: Any = app.screen.query_one("#listed")
        before = sheet.leads, sheet.text, read_out(pilot)
        stage.say("later", "20%", by="tom")
        app.ask_who_wrote()
        await press(pilot)
        assert (sheet.leads, sheet.text, read_out(pilot)) == before


async def test_the_list_goes_beside_the_chart_where_there_is_room_and_the_cursor_with_it(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app: Any = resolved(12).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        assert app.screen.focused.id == "calibration"
        await pilot.resize_terminal(120, 40)
        await press(pilot)
        assert app.screen.focused.id == "listed"
        await press(pilot, "enter")
        assert "Thing q-000" in app.screen.query_one("Sheet").text
