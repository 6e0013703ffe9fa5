"""One look: requests answered and counted, a broken source contained, a deadline kept."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from ledger.errors import UsageError
from ledger.questions.rule import AnyDay, At, Over, SourceUse
from ledger.resolution.looking.look import MOST_REQUESTS, look_key, params_of, source_of, take
from ledger.resolution.looking.once import Once
from resolvers.source import Evidence, NotYet, Offer, Param, Reading, Request, Source, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

SPAN = Span(date(2026, 1, 1), date(2026, 1, 1))
READING = Reading({"value": Decimal(1)}, {}, SPAN.last, SPAN, "series", {})


class Scripted:
    """A source that does what the test says."""

    name: ClassVar[str] = "scripted"
    version: ClassVar[int] = 1
    publisher: ClassVar[str] = "Example"
    licence: ClassVar[str] = ""
    about: ClassVar[str] = ""
    home: ClassVar[str] = ""
    cadence: ClassVar[timedelta] = timedelta(days=1)
    history: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, Offer]] = {"value": Offer("level")}
    params: ClassVar[Mapping[str, Param]] = {}
    secret: ClassVar[str | None] = None

    def __init__(self, script: Callable[[Span], Generator[Request, Evidence, Any]]) -> None:
        self.look = script


async def fetch(request: Request) -> Evidence:
    return Evidence(request, "0" * 64, b"body", 200, datetime(2026, 1, 2, tzinfo=UTC))


def taken(script: Callable[[Span], Generator[Request, Evidence, Any]], **how: Any) -> tuple[Any, int]:
    source: Source = Scripted(script)
    answer, evidence = asyncio.run(take(source, SPAN, how.pop("fetch", fetch), **how))
    return answer, len(evidence)


def key_of(use: SourceUse, window: Over) -> str:
    return look_key(use.name, params_of(use), window)


def pages(count: int) -> Callable[[Span], Generator[Request, Evidence, Reading]]:
    def script(_: Span) -> Generator[Request, Evidence, Reading]:
        for number in range(count):
            yield Request(f"https://example.org/{number}")
        return READING

    return script


def test_a_source_may_page_and_its_evidence_comes_in_order() -> None:
    assert taken(pages(3)) == (READING, 3)


def test_a_source_that_needs_no_request_answers_at_once() -> None:
    assert taken(pages(0)) == (READING, 0)


def test_fifty_requests_are_the_most() -> None:
    assert taken(pages(MOST_REQUESTS)) == (READING, 50)
    answer, count = taken(pages(MOST_REQUESTS + 1))
    assert (answer.why, count) == ("incomplete", 50)


def test_what_the_network_could_not_bring_is_the_answer() -> None:
    async def down(_: Request) -> Unusable:
        return Unusable("down", "no answer")

    assert taken(pages(2), fetch=down) == (Unusable("down", "no answer"), 0)


@pytest.mark.parametrize("requests_before", [0, 1])
def test_a_source_that_fails_is_unusable_and_its_trace_is_logged(
    requests_before: int, caplog: pytest.LogCaptureFixture
) -> None:
    def script(_: Span) -> Generator[Request, Evidence, Reading]:
        for _number in range(requests_before):
            yield Request("https://example.org/")
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        answer, count = taken(script)
    assert answer == Unusable("shape_changed", "scripted failed (ZeroDivisionError)")
    assert count == requests_before
    assert "ZeroDivisionError" in caplog.text


def test_a_source_that_cannot_even_begin_is_unusable() -> None:
    def script(_: Span) -> Generator[Request, Evidence, Reading]:
        raise RuntimeError

    assert taken(script) == (Unusable("shape_changed", "scripted failed (RuntimeError)"), 0)


def test_a_source_that_asks_for_no_request_is_unusable() -> None:
    def script(_: Span) -> Generator[Any, Evidence, Reading]:
        yield "https://example.org/"
        return READING

    answer, count = taken(script)
    assert (answer.why, count) == ("shape_changed", 0)
    assert "no request" in answer.detail


def test_a_network_that_fails_makes_its_own_look_unusable() -> None:
    async def broken(_: Request) -> Evidence:
        raise ZeroDivisionError

    assert taken(pages(1), fetch=broken)[0].why == "shape_changed"


def test_a_setting_that_is_wrong_is_named() -> None:
    async def refused(_: Request) -> Evidence:
        raise UsageError("secrets.example: write it otherwise.")

    assert taken(pages(1), fetch=refused)[0] == Unusable("no_key", "secrets.example: write it otherwise.")


def test_a_source_that_ends_without_an_answer_is_unusable() -> None:
    def script(_: Span) -> Generator[Request, Evidence, None]:
        yield Request("https://example.org/")

    assert taken(script)[0] == Unusable("shape_changed", "scripted ended without an answer")


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e60", "1e999999999", "1e-61", "0e999"])
def test_a_number_no_publisher_means_is_unusable(number: str) -> None:
    def script(_: Span) -> Generator[Request, Evidence, Reading]:
        yield Request("https://example.org/")
        return Reading({"value": Decimal(number)}, {}, SPAN.last, SPAN, "series", {})

    assert taken(script)[0] == Unusable("shape_changed", "scripted read a value that is no usual number")


def test_a_look_ends_at_its_deadline() -> None:
    async def never(request: Request) -> Evidence:
        await asyncio.sleep(30)
        return await fetch(request)

    answer, _ = taken(pages(1), fetch=never, seconds=0.05)
    assert answer == Unusable("down", "no whole answer within 0.05 s")


def test_many_pages_of_a_busy_host_are_no_silence() -> None:
    async def slow(request: Request) -> Evidence:
        await asyncio.sleep(0.1)
        return await fetch(request)

    assert taken(pages(8), fetch=slow, seconds=0.5) == (READING, 8)


def test_a_name_or_params_that_cannot_be_meant_are_a_missing_source() -> None:
    for use in (SourceUse("nobody.has_this", "value"), SourceUse("manual", "answer", {"asks": "?"})):
        source = source_of(use)
        assert isinstance(source, Unusable)
        assert source.why == "source_missing"
        assert params_of(use).startswith("{")


def test_the_key_of_a_look_follows_source_params_and_window_and_nothing_else() -> None:
    year = Over(date(2026, 1, 1), date(2026, 12, 31))
    any_day = AnyDay(date(2026, 1, 1), date(2026, 12, 31), timedelta(days=3))
    patient = AnyDay(date(2026, 1, 1), date(2026, 12, 31), timedelta(days=30))
    keys = {look_key("epoch.eci_lag", "{}", window) for window in (year, any_day, At(date(2026, 12, 31)))}
    assert len(keys) == 3
    assert look_key("epoch.eci_lag", "{}", patient) in keys
    lag, mean = SourceUse("epoch.eci_lag", "lag_months"), SourceUse("epoch.eci_lag", "mean_lag_months")
    assert key_of(lag, year) == key_of(mean, year)
    assert key_of(lag, year) != key_of(SourceUse("epoch.chip_ratio", "ratio_pct"), year)


def test_params_written_out_and_left_at_their_default_are_the_same_look() -> None:
    year = Over(date(2026, 1, 1), date(2026, 12, 31))
    written = SourceUse("epoch.chip_ratio", "ratio_pct", {"numerator": "Huawei", "denominator": "Nvidia"})
    assert key_of(written, year) == key_of(SourceUse("epoch.chip_ratio", "ratio_pct"), year)


def test_one_request_is_fetched_once_however_many_ask() -> None:
    asked: list[str] = []

    async def counting(request: Request) -> Evidence:
        asked.append(request.url)
        await asyncio.sleep(0)
        return await fetch(request)

    async def work() -> dict[str, Evidence]:
        async with Once(counting) as once:
            same = Request("https://example.org/a")
            await asyncio.gather(
                once(same), once(Request("https://EXAMPLE.org/a")), once(Request("https://example.org/b"))
            )
            await once(same)
            return once.brought()

    assert len(asyncio.run(work())) == 2
    assert sorted(asked) == ["https://example.org/a", "https://example.org/b"]


@pytest.mark.parametrize("strict_first", [False, True])
def test_a_request_that_takes_no_redirect_does_not_share_with_one_that_does(*, strict_first: bool) -> None:
    asked: list[Request] = []

    async def counting(request: Request) -> Evidence:
        asked.append(request)
        return await fetch(request)

    async def work() -> list[Evidence]:
        async with Once(counting) as once:
            for redirects in (not strict_first, strict_first):
                await once(Request("https://example.org/a", redirects=redirects))
            return list(once.brought().values())

    [brought] = asyncio.run(work())
    assert len(asked) == 2
    assert not brought.request.redirects


def test_a_look_that_gives_up_leaves_the_answer_to_the_others() -> None:
    async def slow(request: Request) -> Evidence:
        await asyncio.sleep(0.05)
        return await fetch(request)

    async def work() -> tuple[Any, Any]:
        async with Once(slow) as once:
            hasty = take(Scripted(pages(1)), SPAN, once, seconds=0.01)
            patient = take(Scripted(pages(1)), SPAN, once)
            first, second = await asyncio.gather(hasty, patient)
            return first[0], second[0]

    first, second = asyncio.run(work())
    assert isinstance(first, Unusable)
    assert second == READING


def test_what_is_under_way_at_the_end_is_stopped() -> None:
    ended: list[str] = []

    async def endless(request: Request) -> NotYet:
        try:
            await asyncio.sleep(30)
        finally:
            ended.append(request.url)
        return NotYet("never")

    async def work() -> dict[str, Evidence]:
        async with Once(endless) as once:
            await take(Scripted(pages(1)), SPAN, once, seconds=0.01)
        return once.brought()

    assert asyncio.run(work()) == {}
    assert ended == ["https://example.org/0"]
