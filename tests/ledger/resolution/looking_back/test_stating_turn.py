"""Several naive forecasts in a row: a series costs what one question of it costs, and there is an end to asking."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ledger.questions.says_stored import says_said
from ledger.record.opening import Record
from ledger.record.references import lacking, to_try
from ledger.resolution.looking_back.stating_turn import state_turn
from resolvers.fetch import Fetcher, FetchSettings
from tests.ledger.resolution.conftest import http_source
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


def test_a_source_without_a_past_has_one_once_six_month_ends_were_kept(ledger: Any, world: Any) -> None:
    ends = [date(2026, month + 1, 1) - timedelta(days=1) for month in range(1, 8)]
    for end in ends:
        rule = {"window": {"at": end.isoformat()}, "source": [http_source()], "yes_if": None, "digits": 1}
        days = {"closes_at": end, "resolves_at": end, "gives_up_at": end + timedelta(days=60)}
        said = {name: day.isoformat() for name, day in days.items()}
        numbers = {"kind": "numeric", "unit": None, "range": {"min": "0.0", "max": "99.0"}}
        ledger.ask(f"gap-{end:%m}", rule, **said, **numbers)
    found: dict[int, list[Stated]] = {}
    for number, end in enumerate(ends[:6], 1):
        ledger.now(f"{end}T10:00")
        found[number] = turn(ledger)
        ledger.now(f"{end + timedelta(days=1)}T10:00")
        world.says(number * number, end.isoformat())
        ledger.sweep()
    assert names(found[6]) == []
    assert found[6][0].why.startswith("5 earlier windows can be decided, and 6 are needed")
    (july,) = turn(ledger)
    no_change, base_rate = (says_said(one.says)["quantiles"] for one in july.made)
    assert no_change == [["0.1", "27.0"], ["0.5", "36.0"], ["0.9", "45.0"]]
    assert base_rate == [["0.1", "1.0"], ["0.5", "9.0"], ["0.9", "36.0"]]
    assert {one.windows for one in july.made} == {6}


def test_a_last_day_of_a_month_is_held_against_others_and_not_against_the_day_before(
    ledger: Any, world: Any
) -> None:
    publishes(world, lambda day: day.month, last="2026-01-01")
    rule = {"window": {"at": "2026-01-31"}, "source": [series()], "yes_if": None, "digits": 1}
    numbers = {"kind": "numeric", "unit": None, "range": {"min": "0.0", "max": "99.0"}}
    ledger.ask("month", rule, closes_at="2026-01-31", resolves_at="2026-01-31", **numbers)
    (found,) = turn(ledger)
    no_change, _ = found.made
    assert says_said(no_change.says)["quantiles"] == [["0.1", "11.0"], ["0.5", "12.0"], ["0.9", "13.0"]]
    assert (no_change.windows, no_change.days.first, no_change.days.last) == (
        24,
        date(2024, 1, 31),
        date(2025, 12, 31),
    )
