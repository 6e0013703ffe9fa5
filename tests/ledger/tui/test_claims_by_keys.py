"""Claims, driven by keys: in the order of their publication, narrowed by stance and verdict, each with what keeps it fair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal.append import Journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

WIDE, SMALL = (160, 40), (80, 24)


@pytest.fixture
def placed(empty: Stage) -> Stage:
    """A new ledger whose bill is the second claim of the paper, and the lead the first; nobody answered."""
    folder = empty.settings.home / "forecasts" / "two-futures"
    for name, place in (("lead-months-2028", 1), ("lead-12-months-2028", 1), ("bill-2026", 2)):
        path = folder / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        publication = 'publication = "two-futures"\n'
        path.write_text(text.replace(publication, f"{publication}place = {place}\n"), encoding="utf-8")
    Journal.create(empty.settings.ledger, clock=empty.clock, opened_by="mira").close()
    empty.sync()
    return empty


def _order(text: str, *words: str) -> list[str]:
    return sorted(words, key=text.index)


async def test_claims_come_in_the_order_of_their_publication(
    placed: Stage, stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    for one, first in ((placed, "“##-## months”"), (stage, "“make it a crime”")):
        async with one.app().run_test(size=SMALL) as pilot:
            await press(pilot, "2")
            words = "“make it a crime”", "months”"
            assert _order(seen(pilot), *words)[0] in first


async def test_the_claim_stands_beside_the_list_where_there_is_room(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with stage.app().run_test(size=WIDE) as pilot:
        await press(pilot, "2", "G")
        shown = seen(pilot)
        for words in ("hedge: could", "condition: the rules are tightened", "repeated by: A Newspaper"):
            assert words in shown
        assert "objection (incentive), A Critic:" in shown
        assert "their forecast: 12 to 24 months" in shown
        await press(pilot, "enter", "j", "enter")
        assert "lead-months-2028 · open" in seen(pilot)
        await press(pilot, "escape", "escape", "k")
        assert "stance: asks: wants it, did not forecast it" in seen(pilot)


async def test_on_a_small_terminal_enter_opens_the_claim_and_enter_its_question(
    stage: Stage, press: Any, seen: Callable[[Any], str], looks: Callable[..., Any]
) -> None:
    async with stage.app().run_test(size=SMALL) as pilot:
        await press(pilot, "2", "G")
        assert "hedge: could" not in seen(pilot)
        await press(pilot, "enter")
        await looks(pilot, "claim", sizes=(SMALL, (60, 20)))
        assert "hedge: could" in seen(pilot)
        await press(pilot, "enter")
        assert "lead-12-months-2028 · open" in seen(pilot)
        await press(pilot, "escape", "escape")
        assert "x Stance" in seen(pilot)


async def test_h_shows_the_figures_of_every_question_of_the_claim(
    placed: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = placed.app()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "2")
        assert "“##-## months”  " in seen(pilot)
        assert "open +1" in seen(pilot)
        assert "## is covered until you answered · h shows it" in seen(pilot)
        (here,) = [line for line in seen(pilot).splitlines() if line.startswith("▌")]
        assert "hidden" in here
        await press(pilot, "h")
        assert "“12-24 months”  " in seen(pilot)
        (here,) = [line for line in seen(pilot).splitlines() if line.startswith("▌")]
        assert "hidden" not in here
        assert "h Reveal" not in seen(pilot)
        for measuring in ("lead-months-2028", "lead-12-months-2028"):
            app.open_question(measuring)
            await press(pilot)
            assert "“12-24 months”" in seen(pilot), measuring
            await press(pilot, "escape")


async def test_the_list_narrows_by_stance_and_by_verdict(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with stage.app().run_test(size=SMALL) as pilot:
        await press(pilot, "2", "x", "x")
        assert "only scenario" in seen(pilot)
        assert "make it a crime" not in seen(pilot)
        (here,) = [line for line in seen(pilot).splitlines() if line.startswith("▌")]
        assert "12-24 months" in here
        await press(pilot, "v")
        assert "only scenario · only those: still open" in seen(pilot)
        assert "No claim is so." in seen(pilot)
        await press(pilot, "v")
        assert "12-24 months" in seen(pilot)
        await press(pilot, "x", "x", "x", "v")
        assert "only those: no verdict follows" in seen(pilot)
        assert "make it a crime" in seen(pilot)
        assert "12-24 months" not in seen(pilot)


async def test_escape_shows_all_again_after_a_restart_too(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with stage.app().run_test(size=WIDE) as pilot:
        await press(pilot, "2")
        assert "Show all" not in seen(pilot)
        await press(pilot, "x", "v", "v", "q")
    async with stage.app().run_test(size=WIDE) as pilot:
        await press(pilot)
        assert "No claim is so. · esc shows all · x the next stance · v the next verdict" in seen(pilot)
        assert "The claim" not in seen(pilot)
        assert "esc Show all" in seen(pilot)
        await press(pilot, "escape")
        assert "make it a crime" in seen(pilot)
        assert "12-24 months" in seen(pilot)
        assert "esc Show all" not in seen(pilot)


async def test_the_line_of_a_publication_tells_its_interest(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    async with stage.app().run_test(size=WIDE) as pilot:
        await press(pilot, "2", "g")
        assert "published: 2026-05-14" in seen(pilot)
        assert "interest: sells what it writes about" in seen(pilot)
        assert "f Forecast" not in seen(pilot)


async def test_what_others_write_moves_nothing(stage: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    app = stage.app()
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "2", "G")
        (before,) = [at for at, line in enumerate(seen(pilot).splitlines()) if line.startswith("▌")]
        stage.say("lead-months-2028", "p10 5 p50 8 p90 11", by="tom")
        app.ask_who_wrote()
        await press(pilot)
        (after,) = [at for at, line in enumerate(seen(pilot).splitlines()) if line.startswith("▌")]
        assert after == before
        assert " 7.1 (2)" in seen(pilot).splitlines()[after]


async def test_an_empty_ledger_names_the_way_to_claims(
    empty: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    Journal.create(empty.settings.ledger, clock=empty.clock, opened_by="mira").close()
    async with empty.app().run_test(size=SMALL) as pilot:
        await press(pilot, "2")
        assert "No claims yet: U takes the questions from the files." in seen(pilot)
