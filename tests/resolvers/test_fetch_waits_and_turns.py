"""Hosts that ask for a wait, one host at a time, and the deadline."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from resolvers.fetch import Fetcher, FetchSettings
from resolvers.replies import Heard
from resolvers.source import Evidence, NotYet, Request, Unusable
from tests.resolvers.fetching import NOW, PUBLISHER, QUICK, ask, fetched, reply, settings

if TYPE_CHECKING:
    from tests.resolvers.conftest import Stage


async def test_a_host_that_asks_for_a_wait_gets_it(stage: Stage) -> None:
    stage.answers("/x", status="429 Slow Down", headers={"Retry-After": "7200"})
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        first = await fetcher.fetch(ask())
        second = await fetcher.fetch(ask("/y"))
        assert fetcher.backoff == {PUBLISHER: NOW + timedelta(hours=2)}
        assert fetcher.refusals[PUBLISHER].status == 429
    wait = NotYet(f"{PUBLISHER} asks not to be asked before 2026-11-23 14:00 UTC", date(2026, 11, 23))
    assert (first, second) == (wait, wait)
    assert len(stage.asked) == 1


NOON = int(NOW.timestamp())


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(NOON + 1800)}, timedelta(minutes=30)),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(NOON - 5)}, timedelta(0)),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9" * 11}, timedelta(hours=24)),
        ({"Retry-After": "60", "X-RateLimit-Remaining": "0"}, timedelta(minutes=1)),
    ],
)
async def test_requests_used_up_ask_for_a_wait(
    stage: Stage, headers: dict[str, str], wait: timedelta
) -> None:
    stage.answers("/x", b"{}", status="403 rate limit exceeded", headers=headers)
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        assert isinstance(await fetcher.fetch(ask()), NotYet)
        assert fetcher.backoff == {PUBLISHER: NOW + wait}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-RateLimit-Remaining": "41", "X-RateLimit-Reset": str(NOON + 1800)},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "soon"},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9" * 400},
        {"X-RateLimit-Remaining": "0"},
    ],
)
async def test_a_forbidden_page_asks_for_no_wait(stage: Stage, headers: dict[str, str]) -> None:
    stage.answers("/x", status="403 Forbidden", headers=headers)
    assert await fetched(stage, ask()) == Unusable("down", "127.0.0.1 answers 403")


async def test_a_wait_asked_for_earlier_holds_until_it_is_over(stage: Stage) -> None:
    stage.answers("/x", b"")
    later = {PUBLISHER: NOW + timedelta(seconds=1)}
    over = {PUBLISHER: NOW}
    async with Fetcher(settings(stage), lambda: NOW, not_before=later) as fetcher:
        assert isinstance(await fetcher.fetch(ask()), NotYet)
    async with Fetcher(settings(stage), lambda: NOW, not_before=over) as fetcher:
        assert isinstance(await fetcher.fetch(ask()), Evidence)


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [
        ("503 Busy", "120", timedelta(minutes=2)),
        ("503 Busy", "Mon, 23 Nov 2026 13:00:00 GMT", timedelta(hours=1)),
        ("503 Busy", "999999999999999999999", timedelta(hours=24)),
        ("429 Slow Down", "soon", timedelta(minutes=1)),
    ],
)
async def test_a_wait_is_read_in_every_form(stage: Stage, status: str, header: str, wait: timedelta) -> None:
    stage.answers("/x", status=status, headers={"Retry-After": header})
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        assert isinstance(await fetcher.fetch(ask()), NotYet)
        assert fetcher.backoff[PUBLISHER] - NOW == wait


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found", "429 Too Many Requests", "500 Broken"])
async def test_every_answer_tells_the_time_whatever_else_it_says(stage: Stage, status: str) -> None:
    stage.answers("/x", b"", status, {"Date": "Mon, 23 Nov 2026 11:59:58 GMT"})
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        await fetcher.fetch(ask())
    told = datetime(2026, 11, 23, 11, 59, 58, tzinfo=UTC)
    assert fetcher.heard == {PUBLISHER: Heard(int(status[:3]), told, NOW)}


async def test_a_host_that_does_not_answer_is_not_heard(stage: Stage) -> None:
    stage.sends("/x", b"")
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        await fetcher.fetch(ask())
    assert fetcher.heard == {}


async def test_one_host_is_asked_one_thing_at_a_time_and_two_hosts_at_once(stage: Stage) -> None:
    stage.sends("/x", reply(b"Content-Length: 2\r\nConnection: close", b"a"), b"b", pause=0.05)
    both = replace(settings(stage), mirrors={PUBLISHER: stage.url, "other.example": stage.url})
    async with Fetcher(both, lambda: NOW) as fetcher:
        one = await asyncio.gather(*(fetcher.fetch(ask()) for _ in range(3)))
        assert stage.most_together == 1
        two = await asyncio.gather(fetcher.fetch(ask()), fetcher.fetch(Request("https://other.example/x")))
    assert stage.most_together == 2
    assert all(isinstance(got, Evidence) for got in [*one, *two])


async def test_waiting_for_a_turn_does_not_use_up_the_deadline(stage: Stage) -> None:
    stage.sends("/x", reply(b"Content-Length: 2\r\nConnection: close", b"a"), b"b", pause=0.15)
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        got = await asyncio.gather(*(fetcher.fetch(ask()) for _ in range(4)))
    assert all(isinstance(one, Evidence) for one in got)


async def test_a_connection_is_used_again(stage: Stage) -> None:
    stage.answers("/x", b"ok")
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        for _ in range(3):
            assert isinstance(await fetcher.fetch(ask()), Evidence)
    assert (len(stage.asked), stage.connections) == (3, 1)


def test_the_fetcher_works_in_a_loop_of_its_own() -> None:
    async def nobody() -> object:
        unreachable = FetchSettings(mirrors={PUBLISHER: "http://127.0.0.1:1"}, limits=QUICK)
        async with Fetcher(unreachable, lambda: NOW) as fetcher:
            return await fetcher.fetch(ask())

    assert isinstance(asyncio.run(nobody()), Unusable)
    assert isinstance(asyncio.run(nobody()), Unusable)
