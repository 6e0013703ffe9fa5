"""The pure parts of fetching: waits, keys of requests, addresses, decoding."""

from __future__ import annotations

import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.addresses import why_refused
from resolvers.backoff import FIRST, LONGEST, LONGEST_ASKED, asked_wait, delay, http_date
from resolvers.decoding import Body
from resolvers.fetch import Fetcher, FetchSettings
from resolvers.hops import Hop, first, following
from resolvers.request_key import full_url, request_key
from resolvers.source import Fetch, Request, Unusable

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@given(st.integers(0, 10_000), st.integers(0, 2**32), st.none() | st.timedeltas(timedelta(0)))
@settings(deadline=None, max_examples=200)
def test_a_wait_is_never_longer_than_its_cap_nor_sooner_than_asked(
    failures: int, seed: int, asked: timedelta | None
) -> None:
    wait = delay(failures, Random(seed), asked)  # noqa: S311 - chance, not a secret
    floor = min(asked or timedelta(0), LONGEST_ASKED)
    assert floor <= wait <= max(LONGEST, floor)


def test_waits_spread_over_the_whole_window_and_the_window_doubles() -> None:
    rng = Random(1)  # noqa: S311 - chance, not a secret
    for failures, window in [(1, FIRST), (2, 2 * FIRST), (5, 16 * FIRST), (60, LONGEST)]:
        waits = [delay(failures, rng) for _ in range(2000)]
        assert max(waits) > 0.95 * window
        assert min(waits) < 0.05 * window
        assert max(waits) <= window


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("0", timedelta(0)),
        (" 90 ", timedelta(seconds=90)),
        ("86401", LONGEST_ASKED),
        ("9" * 400, LONGEST_ASKED),
        ("Mon, 23 Nov 2026 12:00:30 GMT", timedelta(seconds=30)),
        ("Mon, 23 Nov 2026 12:00:30 -0000", timedelta(seconds=30)),
        ("Mon, 23 Nov 2020 12:00:30 GMT", timedelta(0)),
        ("Mon, 23 Nov 2099 12:00:30 GMT", LONGEST_ASKED),
    ],
)
def test_a_retry_after_is_seconds_or_a_date_or_nothing(header: str | None, wait: timedelta | None) -> None:
    assert asked_wait(header, NOW) == wait


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=300)
def test_no_date_header_raises(header: str) -> None:
    at = http_date(header)
    assert at is None or at.tzinfo is UTC
    assert asked_wait(header, NOW) is None or True


def test_one_request_written_in_two_ways_has_one_key() -> None:
    one = Request("HTTPS://Example.ORG:443?b=2&a=1#part", accept="text/csv")
    same = Request("https://example.org/", (("a", "1"), ("b", "2")), accept="text/csv", secret="k")
    assert request_key(one) == request_key(same)
    assert len(request_key(one)) == 64


@pytest.mark.parametrize(
    "other",
    [
        Request("http://example.org/x?a=1"),
        Request("https://example.com/x?a=1"),
        Request("https://example.org/X?a=1"),
        Request("https://example.org/x?a=2"),
        Request("https://example.org/x?a=1&a=1"),
        Request("https://example.org/x?A=1"),
        Request("https://example.org:8443/x?a=1"),
        Request("https://example.org/x?a=1", accept="text/csv"),
        Request("https://example.org/x?a=1", (("b", ""),)),
    ],
)
def test_requests_that_a_publisher_tells_apart_have_different_keys(other: Request) -> None:
    assert request_key(other) != request_key(Request("https://example.org/x?a=1"))


@given(st.text(alphabet=st.characters(codec=None), max_size=40), st.text(max_size=10))
@settings(deadline=None, max_examples=300)
def test_every_address_has_a_key(url: str, value: str) -> None:
    assert len(request_key(Request(url, (("q", value),)))) == 64
    assert len(request_key(Request(f"https://{url}", (("q", value),)))) == 64


def test_the_query_is_added_to_the_one_in_the_address() -> None:
    assert full_url(Request("https://a.org/x?b=1#c", (("d", "é &"),))) == "https://a.org/x?b=1&d=%C3%A9%20%26"


@given(st.ip_addresses(v=4))
@settings(deadline=None, max_examples=200)
def test_an_ipv4_address_is_judged_alike_in_its_mapped_form(address: IPv4Address) -> None:
    mapped = IPv6Address(b"\0" * 10 + b"\xff\xff" + address.packed)
    assert (why_refused(str(address)) is None) == (why_refused(str(mapped)) is None)


@given(st.ip_addresses())
@settings(deadline=None, max_examples=300)
def test_only_addresses_python_calls_global_pass(address: IPv4Address | IPv6Address) -> None:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    assert why_refused(str(address)) is not None or (mapped or address).is_global


@pytest.mark.parametrize("public", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_a_public_address_passes(public: str) -> None:
    assert why_refused(public) is None


@pytest.mark.parametrize("written", ["", "example.org", "1.2.3", "8.8.8.8%eth0", "2606:2800::1%eth0"])
def test_what_is_no_plain_address_is_refused(written: str) -> None:
    assert why_refused(written) is not None


def unzipped(data: bytes, most: int, chunk: int) -> bytes | Unusable:
    body = Body("gzip", most_wire=10**9, most_decoded=most)
    assert body.start() is None
    for at in range(0, len(data), chunk):
        problem = body.add(data[at : at + chunk])
        if problem is not None:
            return problem
    return body.finish()


def zipped(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=31)
    return packer.compress(data) + packer.flush()


@given(st.binary(max_size=5000), st.integers(1, 700))
@settings(deadline=None, max_examples=100)
def test_a_body_is_the_same_however_it_is_cut(data: bytes, chunk: int) -> None:
    assert unzipped(zipped(data), 5000, chunk) == data


@given(st.binary(min_size=1, max_size=300), st.integers(1, 50))
@settings(deadline=None, max_examples=100)
def test_a_body_cut_anywhere_is_unusable(data: bytes, missing: int) -> None:
    whole = zipped(data)
    cut = whole[: max(1, len(whole) - missing)]
    assert isinstance(unzipped(cut, 5000, 7), Unusable)


def test_the_cap_is_exact() -> None:
    assert unzipped(zipped(b"a" * 1000), 1000, 10) == b"a" * 1000
    assert unzipped(zipped(b"a" * 1001), 1000, 10) == Unusable(
        "shape_changed", "the answer is larger than 1000 bytes"
    )


def test_an_empty_body_is_empty_whatever_its_coding() -> None:
    assert unzipped(b"", 10, 1) == b""


async def test_a_fetcher_is_what_looks_are_taken_with() -> None:
    async with Fetcher(FetchSettings(), lambda: NOW) as fetcher:
        fetch: Fetch = fetcher.fetch
        assert isinstance(await fetch(Request("ftp://example.org/")), Unusable)


def test_a_bomb_is_never_unpacked_beyond_its_cap() -> None:
    bomb = zipped(bytes(50_000_000))
    tracemalloc.start()
    try:
        assert isinstance(unzipped(bomb, 1_000_000, 65_536), Unusable)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("start", "location", "reached"),
    [
        ("https://public.example/", "https://10.0.0.5/", False),
        ("https://public.example/", "https://inside.example/", False),
        ("https://inside.example/", "https://inside.example:8443/x", True),
        ("https://inside.example/", "https://public.example/", False),
    ],
)
def test_only_a_host_of_the_user_leads_to_another_one(start: str, location: str, reached: bool) -> None:
    own = FetchSettings(private_hosts=frozenset({"inside.example", "inside.example:8443", "10.0.0.5"}))
    begun = first(Request(start), own)
    assert isinstance(begun, Hop)
    onward = following(begun, location, own)
    assert isinstance(onward, Hop)
    assert onward.trusted == reached


def test_a_bare_private_host_is_asked_on_the_ports_of_the_web_only() -> None:
    own = FetchSettings(private_hosts=frozenset({"inside.example"}))
    assert isinstance(first(Request("http://inside.example/"), own), Hop)
    assert isinstance(first(Request("http://inside.example:8080/"), own), Unusable)
