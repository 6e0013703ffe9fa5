"""What a fetch makes of every kind of answer, over a real connection."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from resolvers.fetch import Fetcher, FetchSettings, Kept, Limits, request_key
from resolvers.next_link import UNREADABLE
from resolvers.replies import Heard
from resolvers.source import Evidence, NotYet, Request, Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.resolvers.conftest import Stage

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
QUICK = Limits(total=0.6, connect=0.3, read=0.2, wire=100_000, decoded=300_000)
PUBLISHER = "data.example.org"
OK = b"HTTP/1.1 200 OK\r\n"


@dataclass
class Shelf:
    """Kept bodies by key."""

    bodies: Mapping[str, Kept]

    def lookup(self, request_key: str) -> Kept | None:
        return self.bodies.get(request_key)


def settings(stage: Stage) -> FetchSettings:
    mirrors = {PUBLISHER: stage.url}
    return FetchSettings(contact="ops@example.org", version="0.1.0", mirrors=mirrors, limits=QUICK)


def ask(path: str = "/x", **more: str) -> Request:
    return Request(f"https://{PUBLISHER}{path}", accept=more.get("accept", "*/*"))


async def fetched(stage: Stage, request: Request, shelf: Shelf | None = None) -> Evidence | NotYet | Unusable:
    async with Fetcher(settings(stage), lambda: NOW, shelf) as fetcher:
        return await fetcher.fetch(request)


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


def reply(headers: bytes, body: bytes) -> bytes:
    return OK + headers + b"\r\n\r\n" + body


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


def kept(body: bytes = b"old", sha256: str | None = None, etag: str | None = '"1"') -> Shelf:
    digest = hashlib.sha256(body).hexdigest() if sha256 is None else sha256
    stamp = "Sun, 22 Nov 2026 08:00:00 GMT"
    return Shelf({request_key(ask()): Kept(etag, stamp, digest, body)})


async def test_unchanged_is_evidence_with_the_kept_body(stage: Stage) -> None:
    stage.answers("/x", status="304 Not Modified")
    got = await fetched(stage, ask(), kept())
    assert isinstance(got, Evidence)
    assert (got.body, got.unchanged, got.etag, got.status) == (b"old", True, '"1"', 304)
    assert stage.asked[0].headers["if-none-match"] == '"1"'
    assert stage.asked[0].headers["if-modified-since"] == "Sun, 22 Nov 2026 08:00:00 GMT"


async def test_changed_is_evidence_with_the_new_body(stage: Stage) -> None:
    stage.answers("/x", b"new", headers={"ETag": '"2"'})
    got = await fetched(stage, ask(), kept())
    assert isinstance(got, Evidence)
    assert (got.body, got.unchanged, got.etag) == (b"new", False, '"2"')


async def test_the_next_page_comes_from_the_link_header_as_the_publisher_would_write_it(stage: Stage) -> None:
    stage.answers("/x", b"one", headers={"Link": '</x?page=2>; rel="next"'})
    got = await fetched(stage, ask())
    assert isinstance(got, Evidence)
    assert got.next_url == f"https://{PUBLISHER}/x?page=2"


async def test_a_next_page_that_cannot_be_read_is_not_taken_for_the_end(stage: Stage) -> None:
    stage.answers("/x", b"one", headers={"Link": '<https://[::1/x>; rel="next"'})
    got = await fetched(stage, ask())
    assert isinstance(got, Evidence)
    assert got.next_url == UNREADABLE


async def test_an_unchanged_page_goes_on_where_it_went_on_before(stage: Stage) -> None:
    before = f"https://{PUBLISHER}/x?page=2"
    [(key, page)] = kept().bodies.items()
    shelf = Shelf({key: replace(page, next_url=before)})
    stage.answers("/x", status="304 Not Modified")
    got = await fetched(stage, ask(), shelf)
    stage.answers("/x", status="304 Not Modified", headers={"Link": '</x?page=3>; rel="next"'})
    again = await fetched(stage, ask(), shelf)
    assert isinstance(got, Evidence)
    assert isinstance(again, Evidence)
    assert (got.next_url, again.next_url) == (before, f"https://{PUBLISHER}/x?page=3")


@pytest.mark.parametrize("shelf", [kept(sha256="0" * 64), Shelf({})])
async def test_nothing_stands_for_a_body_that_is_not_what_was_kept(stage: Stage, shelf: Shelf) -> None:
    stage.answers("/x", b"new")
    await fetched(stage, ask(), shelf)
    assert "if-none-match" not in stage.asked[0].headers
    assert "if-modified-since" not in stage.asked[0].headers


async def test_a_kept_tag_that_is_no_tag_is_not_sent(stage: Stage) -> None:
    stage.answers("/x", b"new")
    await fetched(stage, ask(), kept(etag='"a\r\nX-Injected: 1"'))
    assert "if-none-match" not in stage.asked[0].headers
    assert "x-injected" not in stage.asked[0].headers


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
