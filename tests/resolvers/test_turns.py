"""A host is asked one thing at a time, and left alone between two requests."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from resolvers.fetch import Fetcher, FetchSettings, Limits
from resolvers.source import Evidence, Request, Unusable
from resolvers.turns import Turn
from tests.resolvers.test_fetch_answers import NOW, ask, settings

if TYPE_CHECKING:
    from tests.resolvers.conftest import Stage

PAUSE = 0.3
PUBLIC = FetchSettings(spacing=PAUSE, limits=Limits(total=0.2))
"""A publisher on loopback is refused when it is reached, which is late enough to see when it was asked."""


async def asked_at(turn: Turn, times: list[float]) -> None:
    async with turn:
        await turn.pause(PAUSE)
        times.append(monotonic())
        turn.left()


async def test_the_first_request_waits_for_nothing_and_each_other_one_for_the_pause() -> None:
    turn, times = Turn(), [monotonic()]
    await asyncio.gather(*(asked_at(turn, times) for _ in range(3)))
    assert times[1] - times[0] < PAUSE / 2
    assert all(later - sooner >= PAUSE * 0.95 for sooner, later in pairwise(times[1:]))


async def test_the_pause_is_over_by_itself() -> None:
    turn, times = Turn(), list[float]()
    await asked_at(turn, times)
    await asyncio.sleep(PAUSE)
    await asked_at(turn, times)
    assert times[1] - times[0] < PAUSE * 1.5


async def test_a_wait_that_is_broken_off_gives_the_turn_back_at_once() -> None:
    turn, times = Turn(), list[float]()
    await asked_at(turn, times)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(PAUSE / 10):
            await asked_at(turn, times)
    async with asyncio.timeout(PAUSE / 10), turn:
        pass


async def test_a_publisher_is_left_alone_between_requests_without_using_up_their_seconds() -> None:
    started = monotonic()
    async with Fetcher(PUBLIC, lambda: NOW) as fetcher:
        got = await asyncio.gather(*(fetcher.fetch(Request(f"http://127.0.0.1/{n}")) for n in range(3)))
    assert 2 * PAUSE * 0.95 <= monotonic() - started < 4 * PAUSE
    assert [each.why for each in got if isinstance(each, Unusable)] == ["source_missing"] * 3


async def test_two_publishers_do_not_wait_for_each_other() -> None:
    started = monotonic()
    async with Fetcher(PUBLIC, lambda: NOW) as fetcher:
        await asyncio.gather(*(fetcher.fetch(Request(f"http://127.0.0.{n}/")) for n in range(1, 9)))
    assert monotonic() - started < PAUSE


async def test_a_fetch_that_is_broken_off_does_not_wait_out_the_pause() -> None:
    slow = FetchSettings(spacing=60)
    started = monotonic()
    async with Fetcher(slow, lambda: NOW) as fetcher:
        await fetcher.fetch(Request("http://127.0.0.1/"))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await fetcher.fetch(Request("http://127.0.0.1/"))
    assert monotonic() - started < 5


async def test_the_users_own_mirror_is_asked_without_a_pause(stage: Stage) -> None:
    stage.answers("/x", b"hello")
    started = monotonic()
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        got = [await fetcher.fetch(ask()) for _ in range(5)]
    assert all(isinstance(each, Evidence) for each in got)
    assert monotonic() - started < settings(stage).spacing
