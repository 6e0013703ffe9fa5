"""Calibration by keys: what a record bears to show, part by part, and the questions behind each part."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from ledger.cli.frame import Frame
from ledger.cli.main import fledger
from ledger.journal import entries as kinds
from ledger.tui.views.calibration_wanted import Wanted, wanted_from
from tests.ledger.record.worlds import World
from tests.ledger.standing.boards import ended
from tests.ledger.tui.conftest import STAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.ledger.tui.stage import Stage

CHANCES = (5, 10, 15, 20, 30, 35, 60, 65, 70, 80, 90, 95)
QUANTILES = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}
OPTIONS = {"options": [["few", "0.5"], ["some", "0.3"], ["many", "0.2"]]}
BESIDE = ((120, 40), (80, 24), (60, 20))


def _ask(world: World, names: Sequence[str], kind: str = "binary") -> None:
    """Questions with names of their own, tagged in turn."""
    world.journal.append(
        *(
            kinds.QuestionAsked(
                question=name,
                version=1,
                file_sha256="0" * 64,
                said=world.said(
                    kind, title=f"Thing {name} comes to pass", tags=["east", "west"][at % 2 :][:1]
                ),
            )
            for at, name in enumerate(names)
        )
    )


def _say(world: World, names: Sequence[str], says: Sequence[dict[str, Any]], by: str = "mira") -> None:
    fields: dict[str, Any] = {"version": 1, "made_at": world.now, "grade": "seen"}
    world.journal.append(
        *(
            kinds.ForecastMade(question=name, by=by, says=one, reason=f"as {name} looked", **fields)
            for name, one in zip(names, says, strict=True)
        )
    )


def _settle(world: World, count: int) -> None:
    """So many yes/no questions, of which those said at 60 to 65 % never come true; the rest as often as said."""
    names = [f"q-{number:03}" for number in range(count)]
    chances = [CHANCES[number % len(CHANCES)] for number in range(count)]
    _ask(world, names)
    _say(world, names, [{"probability": f"{chance / 100:.2f}"} for chance in chances])
    _say(world, names, [{"probability": "0.4"}] * count, by="ola")
    world.go(10)
    happened = [
        chance not in {60, 65} and (number * 37 % 100) < chance for number, chance in enumerate(chances)
    ]
    ended(world, [name for name, yes in zip(names, happened, strict=True) if yes])
    ended(world, [name for name, yes in zip(names, happened, strict=True) if not yes], {"yes": False})


def _amounts(world: World, count: int) -> None:
    names = [f"n-{number:03}" for number in range(count)]
    _ask(world, names, "numeric")
    _say(world, names, [QUANTILES] * count)
    world.go(10)
    for value, first in (("3.0", 0), ("5.0", 1), ("9.0", 2), ("20.0", 3)):
        ended(world, names[first::4], {"value": value})


def _choices(world: World, count: int) -> None:
    names = [f"m-{number:03}" for number in range(count)]
    _ask(world, names, "multiple_choice")
    _say(world, names, [OPTIONS] * count)
    world.go(10)
    ended(world, names[0::2], {"option": "few"})
    ended(world, names[1::2], {"option": "many"})


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """A home with so many resolved yes/no questions, made once; from 40 on with numbers and options, too."""
    made: dict[int, Path] = {}

    def home(count: int, *, simulated: bool = False) -> Path:
        if count not in made:
            made[count] = tmp_path_factory.mktemp("calibrated") / "home"
            stage = STAGE.empty_home(made[count])
            world = World(stage.settings.ledger, simulated=simulated)
            if count:
                _settle(world, count)
            if count >= 40:
                world.go(0)
                _amounts(world, count)
                world.go(0)
                _choices(world, count)
                world.ask("later", title="Another is open still", closes_at="2027-06-01")
            world.close()
        return made[count]

    return home


@pytest.fixture
def resolved(homes: Callable[[int], Path], tmp_path: Path) -> Callable[[int], Stage]:
    """A furnished stage with so many resolved questions."""

    def stage(count: int) -> Stage:
        home = tmp_path / "home"
        shutil.copytree(homes(count), home)
        made: Stage = STAGE.Stage(STAGE.read_settings(home, {}), STAGE.SetClock(STAGE.NOW))
        return made

    return stage


@pytest.mark.parametrize(
    ("name", "count", "keys"),
    [
        ("none", 0, ()),
        ("12", 12, ()),
        ("40", 40, ()),
        ("200", 200, ()),
        ("200-selected", 200, ("right", "right", "right")),
        ("200-folded", 200, ("d",)),
        ("corp", 200, ("v", "right", "right")),
        ("sharpness", 200, ("v", "v")),
        ("numbers", 40, ("v", "v", "v")),
        ("options", 40, ("v", "v", "v", "v")),
        ("slices", 200, ("V", "right")),
        ("whose", 40, ("w",)),
    ],
)
async def test_calibration_looks_as_it_did(
    name: str,
    count: int,
    keys: tuple[str, ...],
    resolved: Callable[[int], Stage],
    press: Any,
    looks: Callable[..., Any],
) -> None:
    app = resolved(count).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", *keys)
        await looks(pilot, f"calibration-{name}")


async def test_calibration_in_ascii_has_no_other_sign(
    resolved: Callable[[int], Stage], press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    app = resolved(200).app(ascii_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "right", "right", "right")
        await looks(pilot, "calibration-ascii", sizes=((80, 24),))
        for _ in range(6):
            assert {sign for sign in seen(pilot) if not sign.isascii()} <= set("▁▂▃▄▅▆▇█─│"), (
                "Textual's own bars"
            )
            await press(pilot, "v")


def _list(pilot: Any) -> list[str]:
    """The lines that lead somewhere, of whichever page has the list."""
    sheet = pilot.app.screen.query_one(
        "#listed" if pilot.app.screen.query_one("#listed").display else "#calibration"
    )
    return [line for line in sheet.text.splitlines() if "Thing " in line]


def _part(pilot: Any) -> str:
    """What is read out."""
    return " ".join(pilot.app.screen.query_one("#calibration").text.split())


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_selected_group_lists_its_own_questions_and_enter_opens_one(
    size: tuple[int, int], resolved: Callable[[int], Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    app = resolved(40).app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, "5", *["j"] * 7, "right")
        assert "When you said 7.5 %, it happened 1 of 8 times, 12.5 %; luck gives 0 to 25 %: within" in _part(
            pilot
        )
        listed = _list(pilot)
        assert len(listed) == 8
        assert all(line.split()[0] in {"5", "10"} for line in listed)
        await press(pilot, "j", "enter")
        assert "Thing q-001 comes to pass" in seen(pilot)
        assert "Evidence  Said  Trail" in seen(pilot).splitlines()[1]


async def test_a_group_that_luck_does_not_explain_says_so_in_words_and_by_its_sign(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(200).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "right", "right", "right")
        assert "[◆]" in _part(pilot)
        assert "luck gives 35.3 to 61.8 %: less often than you said, by more than luck explains." in _part(
            pilot
        )
        await press(pilot, "left")
        assert "[●]" in _part(pilot)


@pytest.mark.parametrize("key", ["escape", "right", "left"])
async def test_beyond_the_last_group_and_with_escape_all_are_listed_again(
    key: str, resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(40).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5")
        every = _list(pilot)
        assert app.screen.check_action("post", ("calibration.all",)) is False
        await press(pilot, *(["right"] * 5 if key == "right" else ["right"]))
        assert len(_list(pilot)) < 40
        assert app.screen.check_action("post", ("calibration.all",)) is True
        await press(pilot, key)
        assert _list(pilot) == every


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
            assert f"[{title}]" in _part(pilot)
            assert words in _part(pilot)
            can = [app.screen.check_action("post", (f"calibration.{name}",)) for name in ("fold", "slice")]
            assert can == [folds, slices]
            await press(pilot, "v")
        assert "[Chances]" in _part(pilot)
        await press(pilot, "V")
        assert "[Slices]" in _part(pilot)


async def test_more_than_the_numbers_bear_is_a_key_away_and_says_so(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(12).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5")
        assert "up: happened" not in _part(pilot)
        await press(pilot, "a")
        assert "More than the numbers bear; a hides it again." in _part(pilot)
        assert "up: happened" in _part(pilot)
        await press(pilot, "v")
        assert "a perfect forecaster by chance" in _part(pilot)
        await press(pilot, "a")
        assert "CORP is shown from 100 families on; so far 12." in _part(pilot)


async def test_a_group_nobody_fell_into_is_absent(resolved: Callable[[int], Stage], press: Any) -> None:
    app = resolved(12).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "a", "right")
        read: list[str] = []
        while "When you said" in _part(pilot):
            read.append(_part(pilot).split("When you said ")[1].split(",")[0])
            await press(pilot, "right")
        assert read == [f"{chance} %" for chance in CHANCES]


async def test_folded_it_tells_how_sure_and_how_often_right(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(200).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "d", "right")
        assert "When you were 63.3 % sure, you were right" in _part(pilot)
        assert {line.split()[0] for line in _list(pilot)} == {"35", "60", "65"}


async def test_where_a_value_fell_and_what_lies_outside_an_interval_are_listed(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(40).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "v", "v", "v", "right")
        assert "of 40 values fell at 0-20 % of what was said; luck gives 10 % to 30 %: beyond" in _part(pilot)
        assert {line.split()[0] for line in _list(pilot)} == {"0-10", "10-50"}
        await press(pilot, "left", "left")
        assert "20 of 40 intervals of 80 % held their value; 32 should have, luck gives 28 to 36" in _part(
            pilot
        )
        assert {line.split()[0] for line in _list(pilot)} == {"0-10", "90-100"}


async def test_slices_go_by_one_thing_after_the_other_and_list_what_they_are_made_of(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(200).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "V", "right")
        assert len(_list(pilot)) == 100
        assert {int(line.split("q-")[1][:3]) % 2 for line in _list(pilot)} == {0}
        await press(pilot, "x")
        assert "Slices by the time left when it was said" in _part(pilot)
        await press(pilot, *["x"] * 5)
        assert "Slices by forecaster" in _part(pilot)
        assert "mira" in _part(pilot)
        assert "ola" in _part(pilot)


async def test_a_slice_too_small_is_counted_only(resolved: Callable[[int], Stage], press: Any) -> None:
    app = resolved(12).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "V")
        assert "east 6 families counted only" in _part(pilot)
        assert "2 slices below 30 families: counted only, as what they would show is luck." in _part(pilot)


async def test_somebody_else_is_chosen_in_a_panel_and_named_throughout(
    resolved: Callable[[int], Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    app = resolved(40).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "w")
        assert "● mira (you)" in seen(pilot)
        await press(pilot, "j", "enter")
        assert "40 resolved of 40 yes/no questions ola forecast" in _part(pilot)
        assert "ola expected 16 to happen" in _part(pilot)
        assert "When ola said 40 %" in _part(pilot)
        assert "you " not in _part(pilot)


async def test_the_panel_chooses_which_forecast_counts_and_which_questions(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    app = resolved(12).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "w", "j", "j", "enter")
        assert "From each question, the first forecast that counted." in _part(pilot)
        await press(pilot, "w", *["j"] * 5, "enter")
        assert "Only questions whose scheduled end has passed; 0 left out." in _part(pilot)
        await press(pilot, "w", "G", "enter", "w", "escape")
        assert "Forecasts count, too, whose time is only their word." in _part(pilot)


async def test_a_publication_cannot_be_chosen(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "w")
        text = seen(pilot)
        assert all(name in text for name in ("mira (you)", "ola", "tom"))
        assert "two-futures" not in text


async def test_a_slice_is_handed_on_to_the_list_of_questions(
    resolved: Callable[[int], Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = resolved(12).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "V", "right", "t")
        assert 'kind:binary state:resolved by:me tag:"east"' in seen(pilot)
        assert len(app.screen.query_one("#list")) == 6


async def test_a_group_is_handed_on_where_the_last_forecast_counts_and_is_mine(
    resolved: Callable[[int], Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = resolved(40).app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "right")
        assert app.screen.check_action("post", ("calibration.list",)) is False
        await press(pilot, "w", *["j"] * 4, "enter", "right", "t")
        assert "kind:binary state:resolved by:me p>=5% p<=10%" in seen(pilot)
        assert len(app.screen.query_one("#list")) == 8


def test_how_it_was_seen_is_kept_and_whose_it_was_is_not() -> None:
    wanted = Wanted(seen="slices", by="origin", which="last", who="ola", anyway=True, folded=True)
    assert wanted_from(wanted.kept()) == Wanted(seen="slices", by="origin", which="last")
    assert wanted_from({"seen": "everything", "by": "\x1b", "which": ""}) == Wanted()


async def test_what_somebody_writes_moves_neither_the_part_nor_the_cursor(
    resolved: Callable[[int], Stage], press: Any
) -> None:
    stage = resolved(40)
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "right", "right", "j", "j")
        sheet: Any = app.screen.query_one("#listed")
        before = sheet.leads, sheet.text, _part(pilot)
        stage.say("later", "20%", by="tom")
        app.ask_who_wrote()
        await press(pilot)
        assert (sheet.leads, sheet.text, _part(pilot)) == before


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


async def test_the_page_says_what_the_command_says(resolved: Callable[[int], Stage], press: Any) -> None:
    stage = resolved(40)
    said = CliRunner().invoke(fledger, ["calibration"], obj=Frame(stage.settings.home)).stdout
    sentences = [
        line.strip() for line in said.splitlines() if line.startswith(("You expected", "When you", "With "))
    ]
    assert len(sentences) == 7
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "5")
        assert not [one for one in sentences if one not in _part(pilot)]
