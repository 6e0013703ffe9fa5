"""One connection to one place: used again while it is good, made anew when it is not, let go at the end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from resolvers.fetch import Fetcher
from resolvers.source import Evidence, Unusable
from tests.resolvers.fetching import NOW, OK, ask, reply, settings

if TYPE_CHECKING:
    from tests.resolvers.conftest import Stage


async def test_a_connection_that_the_server_closed_in_between_is_made_anew(stage: Stage) -> None:
    stage.sends("/x", reply(b"Content-Length: 5", b"hello"))
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        first = await fetcher.fetch(ask())
        await asyncio.sleep(0.05)
        second = await fetcher.fetch(ask())
    assert [each.body for each in (first, second) if isinstance(each, Evidence)] == [b"hello"] * 2
    assert stage.connections == 2


@pytest.mark.parametrize("bad", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal", b"no http\r\n\r\n"])
async def test_a_place_that_answered_badly_is_asked_over_a_new_connection(stage: Stage, bad: bytes) -> None:
    stage.sends("/bad", bad)
    stage.answers("/x", b"hello")
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        assert isinstance(await fetcher.fetch(ask("/bad")), Unusable)
        assert isinstance(await fetcher.fetch(ask()), Evidence)
    assert stage.connections == 2


async def test_a_fetch_that_was_broken_off_leaves_a_line_that_can_be_used(stage: Stage) -> None:
    stage.sends("/slow", OK + b"Content-Length: 2\r\n\r\n", b"x", b"y", pause=5)
    stage.answers("/x", b"hello")
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await fetcher.fetch(ask("/slow"))
        assert isinstance(await fetcher.fetch(ask()), Evidence)


async def test_every_connection_is_let_go_at_the_end(stage: Stage) -> None:
    stage.answers("/x", b"hello")
    async with Fetcher(settings(stage), lambda: NOW) as fetcher:
        await fetcher.fetch(ask())
        assert stage.together == 1
    await asyncio.sleep(0.05)
    assert stage.together == 0
