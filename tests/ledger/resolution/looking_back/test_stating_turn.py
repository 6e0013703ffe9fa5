"""Several naive forecasts in a row: a series costs what one question of it costs, and there is an end to asking."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from ledger.record.opening import Record
from ledger.record.references import lacking, to_try
from ledger.resolution.looking_back.stating_turn import state_turn
from resolvers.fetch import Fetcher, FetchSettings
from tests.ledger.resolution.looking_back.past import publishes, series

if TYPE_CHECKING:
    from ledger.resolution.looking_back.stating import Stated

MONTHS = {"2026-01": "31", "2026-02": "28", "2026-03": "31"}


def ask(ledger: Any, name: str, month: str, path: str = "/series.csv") -> None:
    last = f"{month}-{MONTHS[month]}"
    rule = {"window": {"over": [f"{month}-01", last]}, "source": [series(path)], "digits": 1}
    ledger.ask(name, rule, closes_at=last, resolves_at="2026-04-10", gives_up_at="2026-06-30")


def turn(ledger: Any, requests: int | None = None) -> list[Stated]:
    async def work() -> list[Stated]:
        settings = FetchSettings(mirrors=ledger.world.mirrors)
        async with Fetcher(settings, ledger.clock.now) as network:
            return await state_turn(ledger.journal, wanted, network.fetch, requests=requests)

    with Record.open(ledger.journal.path) as record:
        wanted = lacking(record, now_us=ledger.us())
    return asyncio.run(work())


def names(found: list[Stated]) -> list[str]:
    return [one.question for one in found if one.made]


def test_the_months_of_a_series_are_stated_from_one_request(ledger: Any, world: Any) -> None:
    publishes(world, lambda day: 13 if day.year == 2024 else 6, last="2026-01-01")
    for month in MONTHS:
        ask(ledger, f"mean-{month}", month)
    assert names(turn(ledger)) == ["mean-2026-01", "mean-2026-02", "mean-2026-03"]
    assert world.asked == ["/series.csv"]
    assert turn(ledger) == []


def test_no_other_question_is_begun_after_so_many_requests(ledger: Any, world: Any) -> None:
    publishes(world, lambda _: 6, last="2026-01-01")
    ask(ledger, "first", "2026-01")
    ask(ledger, "second", "2026-02", "/elsewhere.csv")
    assert names(turn(ledger, requests=1)) == ["first"]
    assert world.asked == ["/series.csv"]


def test_why_there_is_none_is_kept_and_not_tried_again_at_once(ledger: Any, world: Any) -> None:
    publishes(world, lambda _: 6, first="2025-10-01", last="2026-01-01")
    ask(ledger, "young", "2026-01")
    (young,) = turn(ledger)
    assert young.why == "3 earlier windows can be decided, and 6 are needed"
    assert ledger.all("SELECT question, version, at, why FROM run_without") == [
        ("young", 1, ledger.us(), young.why)
    ]
    with Record.open(ledger.journal.path) as record:
        assert to_try(record, now_us=ledger.us(), most=9) == ()


def test_a_question_that_closed_while_its_past_was_read_gets_none(ledger: Any, world: Any) -> None:
    publishes(world, lambda _: 6, last="2026-01-01")
    ask(ledger, "late", "2026-01")
    with Record.open(ledger.journal.path) as record:
        wanted = lacking(record, now_us=ledger.us())
    ledger.now("2026-02-03T12:00")

    async def work() -> list[Stated]:
        async with Fetcher(FetchSettings(mirrors=world.mirrors), ledger.clock.now) as network:
            return await state_turn(ledger.journal, wanted, network.fetch)

    (late,) = asyncio.run(work())
    assert late.made == ()
    assert "closed" in late.why
