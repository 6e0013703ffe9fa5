"""The ways to see calibration, how much a record bears, and that the page says what the command says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from ledger.cli.frame import Frame
from ledger.cli.main import fledger
from ledger.tui.views.calibration_wanted import Wanted, wanted_from
from tests.ledger.tui.calibration.pages import read_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage


async def test_every_way_to_see_it_is_one_key_on_and_has_only_keys_that_work(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(40).app()
    ways = {
        "Chances": ("happen", True, False),
        "CORP": ("CORP is shown from 100 families on; so far 40. a shows it anyway.", False, False),
        "Sharpness": ("whatever happened", False, False),
        "Numbers": ("Intervals that held their value", False, False),
        "Options": ("The option you held likeliest came 20 of 40 times", True, False),
        "Slices": ("Slices by tag", False, True),
    }
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5")
        for title, (words, folds, slices) in ways.items():
            assert f"[{title}]" in read_out(pilot)
            assert words in read_out(pilot)
            can = [app.screen.check_action("post", (f"calibration.{name}",)) for name in ("fold", "slice")]
            assert can == [folds, slices]
            await press(pilot, "v")
        assert "[Chances]" in read_out(pilot)
        await press(pilot, "V")
        assert "[Slices]" in read_out(pilot)


async def test_more_than_the_numbers_bear_is_a_key_away_and_says_so(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(12).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5")
        assert "up: happened" not in read_out(pilot)
        await press(pilot, "a")
        assert "More than the numbers bear; a hides it again." in read_out(pilot)
        assert "up: happened" in read_out(pilot)
        await press(pilot, "v")
        assert "a perfect forecaster by chance" in read_out(pilot)
        await press(pilot, "a")
        assert "CORP is shown from 100 families on; so far 12." in read_out(pilot)


async def test_what_ends_next_is_of_the_kind_that_counts_there(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    async with resolved(40).app().run_test(size=(80, 60)) as pilot:
        await press(pilot, "5")
        assert "Another is open still" in read_out(pilot)
        await press(pilot, "v", "v", "v")
        assert "Values" in read_out(pilot)
        assert "Another is open still" not in read_out(pilot)


def test_how_it_was_seen_is_kept_and_whose_it_was_is_not() -> None:
    wanted = Wanted(seen="slices", by="origin", which="last", who="ola", anyway=True, folded=True)
    assert wanted.kept() == {"seen": "slices", "by": "origin", "which": "last"}
    assert wanted_from(wanted.kept()) == Wanted(seen="slices", by="origin", which="last")
    assert wanted_from({"seen": "everything", "by": "\x1b", "which": ""}) == Wanted()


async def test_the_page_says_what_the_command_says(resolved: Callable[[int], Stage], press: Any) -> None:
    stage = resolved(40)
    said = CliRunner().invoke(fledger, ["calibration"], obj=Frame(stage.settings.home)).stdout
    sentences = [
        line.strip() for line in said.splitlines() if line.startswith(("You expected", "When you", "With "))
    ]
    assert len(sentences) == 7
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "5")
        assert not [one for one in sentences if one not in read_out(pilot)]
