"""A host is asked one thing at a time, and left alone between two requests."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from resolvers.fetch import Fetcher, FetchSettings, Limits
from resolvers.source import Evidence, Request, Unusable
from resolvers.turns import Turn
from tests.resolvers.fetching import NOW, ask, settings

if TYPE_CHECKING:
    from tests.resolvers.conftest import Stage

PAUSE = 0.2
FOR_EVER = 600.0
"""A pause that nobody in a test waits out: what comes back at all did not wait for it."""

SOON = 30.0
"""Seconds after which a test gives up."""


async def asked(turn: Turn, pause: float) -> float:
    async with turn:
        await turn.pause(pause)
        turn.left()
        return monotonic()


def public(spacing: float) -> FetchSettings:
    """A publisher on loopback is refused when it is reached, which is late enough to see when it was asked."""
    return FetchSettings(spacing=spacing, limits=Limits(total=PAUSE / 2))


async def test_the_first_request_waits_for_nothing_and_each_other_one_for_the_pause() -> None:
    turn = Turn()
    async with asyncio.timeout(SOON):
        await asked(turn, FOR_EVER)
        times = [await asked(turn, PAUSE), *await asyncio.gather(*(asked(turn, PAUSE) for _ in range(3)))]
    assert all(later - sooner >= PAUSE * 0.95 for sooner, later in pairwise(times))


async def test_the_pause_is_over_by_itself() -> None:
    turn = Turn()
    await asked(turn, 0)
    await asyncio.sleep(1.0)
    async with turn, asyncio.timeout(0.9):
        await turn.pause(1.0)


async def test_a_wait_that_is_broken_off_gives_the_turn_back_at_once() -> None:
    turn = Turn()
    await asked(turn, 0)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(PAUSE):
            await asked(turn, FOR_EVER)
    async with asyncio.timeout(SOON), turn:
        pass


async def test_a_publisher_is_left_alone_between_requests_without_using_up_their_seconds() -> None:
    started = monotonic()
    async with Fetcher(public(PAUSE), lambda: NOW) as fetcher:
        got = await asyncio.gather(*(fetcher.fetch(Request(f"http://127.0.0.1/{n}")) for n in range(3)))
    assert monotonic() - started >= 2 * PAUSE * 0.95
    assert [each.why for each in got if isinstance(each, Unusable)] == ["source_missing"] * 3


async def test_two_publishers_do_not_wait_for_each_other() -> None:
    async with Fetcher(public(FOR_EVER), lambda: NOW) as fetcher, asyncio.timeout(SOON):
        await asyncio.gather(*(fetcher.fetch(Request(f"http://127.0.0.{n}/")) for n in range(1, 9)))


async def test_a_fetch_that_is_broken_off_does_not_wait_out_the_pause() -> None:
    async with Fetcher(public(FOR_EVER), lambda: NOW) as fetcher, asyncio.timeout(SOON):
        await fetcher.fetch(Request("http://127.0.0.1/"))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(PAUSE):
                await fetcher.fetch(Request("http://127.0.0.1/"))


async def test_the_users_own_mirror_is_asked_without_a_pause(stage: Stage) -> None:
    stage.answers("/x", b"hello")
    patient = replace(settings(stage), spacing=FOR_EVER)
    async with Fetcher(patient, lambda: NOW) as fetcher, asyncio.timeout(SOON):
        got = [await fetcher.fetch(ask()) for _ in range(5)]
    assert all(isinstance(each, Evidence) for each in got)
