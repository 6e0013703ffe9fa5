"""What a fetch makes of every kind of answer, over a real connection."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from resolvers.fetch import Fetcher
from resolvers.source import Evidence, Request, Unusable
from tests.resolvers.fetching import NOW, PUBLISHER, ask, fetched, reply, settings

if TYPE_CHECKING:
    from tests.resolvers.conftest import Stage


async def test_a_plain_answer_is_evidence_with_its_hash_times_and_tags(stage: Stage) -> None:
    told = {
        "ETag": 'W/"7"',
        "Last-Modified": "Sun, 22 Nov 2026 08:00:00 GMT",
        "Date": "Mon, 23 Nov 2026 11:59:58 GMT",
    }
    stage.answers("/x", b"hello", headers=told)
    got = await fetched(stage, ask())
    assert got == Evidence(
        request=ask(),
        sha256=hashlib.sha256(b"hello").hexdigest(),
        body=b"hello",
        status=200,
        fetched_at=NOW,
        server_date=datetime(2026, 11, 23, 11, 59, 58, tzinfo=UTC),
        etag='W/"7"',
        last_modified="Sun, 22 Nov 2026 08:00:00 GMT",
    )


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Sat, 23 Nov 2999 12:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Fri, 24 Nov 2028 12:00:00 GMT", None),
        ("Wed, 22 Nov 2028 12:00:00 GMT", datetime(2028, 11, 22, 12, tzinfo=UTC)),
        ("9" * 500, None),
    ],
)
async def test_a_servers_time_beyond_reason_is_not_kept(
    stage: Stage, told: str, kept: datetime | None
) -> None:
    stage.answers("/x", b"hello", headers={"Date": told})
    got = await fetched(stage, ask())
    assert isinstance(got, Evidence)
    assert got.server_date == kept


async def test_a_last_modified_that_is_longer_than_any_date_is_not_kept(stage: Stage) -> None:
    for told in ("Sun, 22 Nov 2026 08:00:00 GMT (" + "x" * 500 + ")", "x" * 20):
        stage.answers("/x", b"hello", headers={"Last-Modified": told})
        got = await fetched(stage, ask())
        assert isinstance(got, Evidence)
        assert got.last_modified is None


async def test_the_server_sees_who_asks_what_is_accepted_and_the_whole_query(stage: Stage) -> None:
    stage.answers("/x", b"")
    request = Request(f"https://{PUBLISHER}/x?b=2", (("a", "1 2"),), accept="text/csv")
    await fetched(stage, request)
    seen = stage.asked[0]
    assert seen.path == "/x?b=2&a=1%202"
    assert seen.headers["user-agent"] == "forecast-ledger/0.1.0 (+ops@example.org)"
    assert seen.headers["accept"] == "text/csv"
    assert seen.headers["accept-encoding"] == "gzip, identity"
    assert "cookie" not in seen.headers


async def test_a_mirror_keeps_its_own_path_before_the_publishers(stage: Stage) -> None:
    stage.answers("/copy/of/x", b"m")
    mirrored = replace(settings(stage), mirrors={PUBLISHER: f"{stage.url}/copy/of/"})
    async with Fetcher(mirrored, lambda: NOW) as fetcher:
        got = await fetcher.fetch(ask())
    assert isinstance(got, Evidence)
    assert got.request.url == f"https://{PUBLISHER}/x"


async def test_a_gzipped_answer_is_unzipped_once(stage: Stage) -> None:
    stage.answers("/x", gzip.compress(b"a" * 200_000), headers={"Content-Encoding": "gzip"})
    got = await fetched(stage, ask())
    assert isinstance(got, Evidence)
    assert got.body == b"a" * 200_000


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("404 Not Found", "source_missing"),
        ("410 Gone", "source_missing"),
        ("401 Unauthorized", "down"),
        ("403 Forbidden", "down"),
        ("500 Oops", "down"),
        ("502 Bad Gateway", "down"),
        ("503 Busy", "down"),
        ("408 Slow", "down"),
        ("400 Bad Request", "shape_changed"),
        ("204 No Content", "shape_changed"),
        ("206 Partial Content", "shape_changed"),
        ("300 Choices", "shape_changed"),
        ("302 Found", "shape_changed"),
        ("304 Not Modified", "shape_changed"),
    ],
)
async def test_every_other_status_is_unusable_for_its_reason(stage: Stage, status: str, why: str) -> None:
    stage.answers("/x", status=status)
    got = await fetched(stage, ask())
    assert isinstance(got, Unusable)
    assert got.why == why
    assert status[:3] in got.detail


HOSTILE = {
    "nothing at all": (b"",),
    "no http": (b"hello\r\n\r\n",),
    "half a status line": (b"HTTP/1.1 2",),
    "a body shorter than promised": (reply(b"Content-Length: 50", b"short"),),
    "two lengths": (reply(b"Content-Length: 5\r\nContent-Length: 6", b"short"),),
    "a negative length": (reply(b"Content-Length: -5", b"short"),),
    "a chunk that is no number": (reply(b"Transfer-Encoding: chunked", b"zz\r\nabc\r\n0\r\n\r\n"),),
    "chunks without an end": (reply(b"Transfer-Encoding: chunked", b"3\r\nabc\r\n"),),
    "a header of 200 kB": (reply(b"X-Long: " + b"a" * 200_000, b""),),
    "a header that is no header": (reply(b"no colon here", b""),),
    "a zero byte in a header": (reply(b"X-Bad: a\0b", b""),),
    "gzip in name only": (reply(b"Content-Encoding: gzip\r\nContent-Length: 5", b"hello"),),
    "gzip cut short": (
        reply(b"Content-Encoding: gzip\r\nConnection: close", gzip.compress(b"a" * 999_99)[:40]),
    ),
    "gzip with a tail": (
        reply(b"Content-Encoding: gzip\r\nConnection: close", gzip.compress(b"a") + gzip.compress(b"b")),
    ),
    "gzip within gzip": (
        reply(b"Content-Encoding: gzip, gzip\r\nConnection: close", gzip.compress(gzip.compress(b"a"))),
    ),
    "a coding nobody asked for": (reply(b"Content-Encoding: br\r\nConnection: close", b"abc"),),
    "a bomb": (reply(b"Content-Encoding: gzip\r\nConnection: close", gzip.compress(b"\0" * 20_000_000)),),
    "a long body without an end": (reply(b"Connection: close", b"a" * 150_000),),
    "a length no disk can hold": (reply(b"Content-Length: 999999999999", b"a" * 150_000),),
    "a redirect to nowhere": (b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",),
    "a redirect to a file": (b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n",),
    "a redirect in another script": (b"HTTP/1.1 302 Found\r\nLocation: https://\xff\xfe.org/\r\n\r\n",),
}


@pytest.mark.parametrize("case", HOSTILE)
async def test_a_hostile_answer_ends_as_unusable(stage: Stage, case: str) -> None:
    stage.sends("/x", *HOSTILE[case])
    assert isinstance(await fetched(stage, ask()), Unusable)


@pytest.mark.parametrize("at", [0, 1, 16, 17, 30, 38, 39, 60, 98])
async def test_a_connection_reset_at_any_byte_is_down(stage: Stage, at: int) -> None:
    whole = reply(b"Content-Length: 60", b"a" * 60)
    assert at < len(whole)
    stage.sends("/x", whole[:at], reset=True)
    got = await fetched(stage, ask())
    assert isinstance(got, Unusable)
    assert got.why == "down"


async def test_a_dripping_answer_ends_at_the_deadline(stage: Stage) -> None:
    stage.sends("/x", reply(b"Content-Length: 500", b""), *[b"a"] * 500, pause=0.05)
    began = asyncio.get_running_loop().time()
    got = await fetched(stage, ask())
    assert got == Unusable("down", "no whole answer within 0.6 s")
    assert asyncio.get_running_loop().time() - began < 1.5


async def test_a_silent_server_ends_at_the_read_limit(stage: Stage) -> None:
    stage.sends("/x", reply(b"Content-Length: 5", b""), b"", b"", b"", b"", pause=0.2)
    got = await fetched(stage, ask())
    assert got == Unusable("down", "127.0.0.1 did not answer as agreed (ReadTimeout)")


async def test_a_closed_port_is_down(stage: Stage) -> None:
    nobody = replace(settings(stage), mirrors={PUBLISHER: "http://127.0.0.1:1"})
    async with Fetcher(nobody, lambda: NOW) as fetcher:
        got = await fetcher.fetch(ask())
    assert isinstance(got, Unusable)
    assert got.why == "down"


@pytest.mark.parametrize("mirror", ["", "ftp://x", "http://", "http://a b/", "http://u:p@h/"])
async def test_a_mirror_without_a_usable_address_is_said_to_be_one(stage: Stage, mirror: str) -> None:
    async with Fetcher(replace(settings(stage), mirrors={PUBLISHER: mirror}), lambda: NOW) as fetcher:
        got = await fetcher.fetch(ask())
    assert isinstance(got, Unusable)
    assert "mirror" in got.detail
