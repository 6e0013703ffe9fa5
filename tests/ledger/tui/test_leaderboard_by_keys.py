"""The leaderboard, driven by keys: places, denominators, and the way from a number to the rows it adds up from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import SetClock, microseconds
from ledger.journal.entries import ForecastMade
from ledger.record.opening import Record, StoppedError
from ledger.settings import read_settings
from ledger.standing.board.board import leaderboard
from ledger.standing.board.leaderboard import Wanted
from ledger.tui.views.board_choice import BoardChoice
from ledger.tui.views.boards import Boards
from tests.ledger.record.worlds import World
from tests.ledger.standing.boards import asked, ended, named, says

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.ledger.tui.stage import Stage

NO = {"yes": False}
SAID = {
    "ann": ("0.8", "0.9", "0.7", "0.85", "0.3", "0.75", "0.6", "0.9", "0.2", "0.8", "0.7", "0.65"),
    "bob": ("0.6", "0.7", "0.6", "0.6", "0.5", "0.6", "0.5", "0.7", "0.4", "0.6", "0.6", "0.5"),
    "cat": ("0.3", "0.4", "0.5", "0.3", "0.6", "0.4", "0.5", "0.4", "0.6", "0.4", "0.3", "0.5"),
}
FALSE = (4, 8)
"""Which of the twelve did not happen."""


def _twelve(world: World, people: Sequence[str]) -> None:
    """Twelve questions said at the start and known at the end; one of them was said in two steps."""
    names = named("q", 12)
    world.go(0)
    for nth, name in enumerate(names):
        asked(world, [name], title=f"It is so in place {nth}")
        for who in people:
            says(world, [name], who, SAID[who][nth])
    world.go(4)
    says(world, ["q-0"], "ann", "0.95")
    world.go(10)
    ended(world, [name for nth, name in enumerate(names) if nth not in FALSE])
    ended(world, [names[nth] for nth in FALSE], NO)


def _more(world: World) -> None:
    """Two questions of one measurement, one of two people only, one annulled, one that is open; somebody who spoke once."""
    world.go(0)
    asked(world, ["pair-0", "pair-1"], family="pair", title="One of a pair")
    asked(world, ["alone"], title="Two people only")
    asked(world, ["gone"], title="The premise failed")
    asked(world, ["open"], title="Not known yet", closes_at="2026-12-31T00:00:00+00:00")
    for who, chance in (("ann", "0.9"), ("bob", "0.8"), ("cat", "0.6")):
        says(world, ["pair-0", "pair-1", "gone", "open"], who, chance)
    for who in ("ann", "cat"):
        says(world, ["alone"], who, "0.7")
    says(world, ["pair-0"], "dan", "0.5")
    world.go(10)
    ended(world, ["pair-0", "pair-1", "alone"])
    world.annul("gone")


@pytest.fixture
def competing(empty: Stage) -> Callable[..., Stage]:
    """A home in which so many people spoke on the same questions; I am ann."""

    def make(people: Sequence[str] = ("ann", "bob", "cat"), *, simulated: bool = False) -> Stage:
        home = empty.settings.home
        (home / "settings.toml").write_text('[people]\nme = "ann"\n[catalogue]\nfolders = ["home"]\n')
        world = World(home / "ledger.db", simulated=simulated)
        _twelve(world, people)
        if len(people) > 2:
            _more(world)
        world.close()
        return type(empty)(read_settings(home, {}), SetClock(world.clock.at))

    return make


async def test_the_leaderboard_looks_as_it_did(
    competing: Callable[..., Stage], press: Any, looks: Callable[..., Any]
) -> None:
    async with competing().app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "6", "o")
        await looks(pilot, "leaderboard")
        await press(pilot, "enter")
        await looks(pilot, "leaderboard-person")
        await press(pilot, "enter")
        await looks(pilot, "leaderboard-trace")


async def test_in_a_simulated_ledger_and_in_ascii_it_says_so_in_plain_signs(
    competing: Callable[..., Stage], press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    async with competing(simulated=True).app(ascii_only=True).run_test(size=(120, 40)) as pilot:
        await press(pilot, "6")
        await looks(pilot, "leaderboard-ascii-simulated", sizes=((120, 40),))
        assert "SIM peer score" in seen(pilot)
        assert {sign for sign in seen(pilot) if not sign.isascii()} <= set("▁▂▃▄▅▆▇█─│")
        await press(pilot, "enter")
        assert "SIM YES" in seen(pilot)


async def test_with_too_few_it_says_what_is_missing_and_what_helps(
    competing: Callable[..., Stage], press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    async with competing(("ann", "bob")).app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "6")
        assert "here 2 have scores, at most 2 on one question" in seen(pilot)
        assert "n forecasts your next question; fledger import table" in " ".join(seen(pilot).split())
        await looks(pilot, "leaderboard-too-few")


async def test_every_key_shows_another_leaderboard(
    competing: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    async with competing().app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "6")
        assert "peer score on yes/no questions, summed" in seen(pilot)
        await press(pilot, "s")
        assert "baseline score on yes/no questions, summed" in seen(pilot)
        await press(pilot, "m")
        assert "adjusted for how hard the questions were" in seen(pilot)
        assert "o Others" not in seen(pilot)
        await press(pilot, "m")
        assert "Brier points on yes/no questions, compared pair by pair" in seen(pilot)
        assert "s Score" not in seen(pilot)
        await press(pilot, "t")
        assert "baseline score on multiple-choice questions, summed" in seen(pilot)
        assert "nobody has a score yet" in seen(pilot)


async def test_a_number_leads_to_the_rows_that_add_up_to_it(
    competing: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    async with competing().app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "6")
        (own,) = [line for line in seen(pilot).splitlines() if "ann (you)" in line]
        total = own.split("(you)")[1].split()[0]
        await press(pilot, "enter")
        assert f"adds up to {total} over 13 families" in seen(pilot)
        made = [float(added) for added in re.findall(r" (?:1|1/2) +([+-][\d.]+) ", seen(pilot))]
        assert len(made) == 14
        assert sum(made) == pytest.approx(float(total), abs=0.1)
        assert "One of a pair" in seen(pilot)
        assert "Fewer than three people have a score on these." in seen(pilot)
        await press(pilot, "enter")
        rows = list(_added(seen(pilot)))
        assert sum(rows) == pytest.approx(_sum_said(seen(pilot)), rel=1e-3)
        assert f"{_sum_said(seen(pilot)):.4g}" in re.findall(r"adds up to (\S+)", seen(pilot))


def _added(text: str) -> Iterator[float]:
    """What the rows of the first trace add."""
    for line in text.split("adds up to", maxsplit=1)[0].splitlines():
        if found := re.search(r"\s([+-][\d.]+)\s+│?━", line):
            yield float(found[1])


def _sum_said(text: str) -> float:
    found = re.search(r"adds up to (\S+)", text)
    assert found
    return float(found[1])


async def test_escape_goes_back_the_way_it_came(
    competing: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    async with competing().app().run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "j", "enter", "enter")
        assert "the best there was" in seen(pilot)
        await press(pilot, "escape")
        assert "What made the sum" in seen(pilot)
        await press(pilot, "escape")
        assert "What each spoke on" in seen(pilot)


async def test_who_leaves_before_it_is_worked_out_finds_it_on_coming_back(
    competing: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    app = competing().app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        await pilot.press("6", "1")
        await press(pilot)
        assert "[1 Today]" in seen(pilot)
        await press(pilot, "6")
        assert "ann (you)" in seen(pilot)


async def test_what_others_write_meanwhile_moves_no_cursor(
    competing: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    stage = competing()
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "j")
        (before,) = [line for line in seen(pilot).splitlines() if line.startswith("▌")]
        assert "bob" in before
        stage.say("open", "40%", by="eve")
        app.ask_who_wrote()
        await press(pilot)
        assert "eve" in seen(pilot)
        (after,) = [line for line in seen(pilot).splitlines() if line.startswith("▌")]
        assert after == before


async def test_a_forecaster_has_one_line_to_stand_on_so_that_a_reload_finds_it(
    competing: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    async with competing().app().run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "G")
        (here,) = [line for line in seen(pilot).splitlines() if line.startswith("▌")]
        assert here.split()[1:] == ["-", "dan", "-20.67", "1"]


async def test_a_name_is_only_text(
    competing: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    stage = competing()
    stage.say("open", "40%", by="[@click=app.quit]eve[/]")
    async with stage.app().run_test(size=(120, 40)) as pilot:
        await press(pilot, "6")
        assert "[@click=app.quit]eve[/]" in seen(pilot)
        await press(pilot, "G", "k", "enter")
        assert "[@click=app.quit]eve[/]" in seen(pilot)
        assert "Nothing of it has a score yet." in seen(pilot)


def test_a_leaderboard_that_was_stopped_half_way_is_whole_the_next_time(
    competing: Callable[..., Stage],
) -> None:
    stage, boards, wanted = competing(), Boards(), Wanted()
    now = microseconds(stage.clock.at)
    with stage.record() as record:
        boards.view(record, wanted, now_us=now, me="ann")
    with stage.journal() as journal:
        more: Any = {"version": 1, "made_at": now, "grade": "seen", "says": {"probability": "0.5"}}
        journal.append(*(ForecastMade(question="open", by=f"p{nth}", **more) for nth in range(1000)))
    stops = 0
    with stage.record() as record:
        while _stopped(boards, record, wanted, after=stops, now=now):
            stops += 1
        found = boards.view(record, wanted, now_us=now, me="ann")
        assert found.board == leaderboard(record, wanted, now_us=now)
    assert stops > 1


@pytest.mark.parametrize(
    "wanted", [Wanted(method="adjusted"), Wanted(score="brier_points", method="pairwise")]
)
def test_what_takes_long_tells_how_far_it_is_and_stops_within_a_few_resamples(
    competing: Callable[..., Stage], wanted: Wanted
) -> None:
    stage, boards = competing(), Boards()
    now, heard = microseconds(stage.clock.at), list[tuple[int, int]]()

    def told(done: int, whole: int) -> None:
        heard.append((done, whole))

    with stage.record() as record:
        with pytest.raises(StoppedError), record.stoppable(lambda: len(heard) == 3):
            boards.view(record, wanted, now_us=now, me="ann", told=told)
        assert heard == [(0, 1000), (10, 1000), (20, 1000)]
        found = boards.view(record, wanted, now_us=now, me="ann")
        assert found.board == leaderboard(record, wanted, now_us=now)


async def test_escape_stops_what_is_worked_out_and_the_one_before_stays(
    competing: Callable[..., Stage], press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = competing().app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "6")
        screen = app.screen
        _, one_hand = screen._kept()._of(screen.choice.next_method().wanted())
        with one_hand:  # so that it takes as long as this test wants
            await pilot.press("m")
            await pilot.pause()
            assert "esc Stop" in seen(pilot)
            screen.post_message(screen.Progressed(screen.choice, 250, 1000))
            await pilot.pause()
            assert "working it out ... 25 % · escape stops" in seen(pilot)
            await pilot.press("escape")
            await pilot.pause()
            assert "stopped; this is the one before" in seen(pilot)
            assert "esc Stop" not in seen(pilot)
        await press(pilot)
        assert screen.choice.method == "time"
        assert "stopped; this is the one before" in seen(pilot)
        await press(pilot, "m")
        assert screen.choice.method == "adjusted"
        assert "ann" in seen(pilot)


def _stopped(boards: Boards, record: Record, wanted: Wanted, *, after: int, now: int) -> bool:
    """Whether the reading was stopped, which asks so many times in vain."""
    asks = iter(range(after))
    try:
        with record.stoppable(lambda: next(asks, None) is None):
            boards.view(record, wanted, now_us=now, me="ann")
    except StoppedError:
        return True
    return False


def test_the_keys_never_reach_a_leaderboard_that_cannot_be() -> None:
    seen, ahead = set[BoardChoice](), [BoardChoice()]
    while ahead:
        choice = ahead.pop()
        if choice not in seen:
            seen.add(choice)
            assert choice.can_be
            assert choice.wanted().method == choice.method
            assert BoardChoice.taken_up(choice.kept()) == choice
            ahead += [choice.next_method(), choice.next_score(), choice.next_kind()]
    assert len({choice.wanted() for choice in seen}) == 11
    assert (
        BoardChoice.taken_up({"score": "brier_points", "method": "time", "kind": "multiple_choice"})
        == BoardChoice()
    )
    assert BoardChoice.taken_up({"method": "[/x]"}) == BoardChoice()
