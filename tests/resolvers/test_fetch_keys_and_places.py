"""Where a fetch may go, and where a key may go with it."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from resolvers.fetch import Fetcher, FetchSettings, Kept, Limits, NothingKept
from resolvers.secrets import PLACES, Credential, Place
from resolvers.source import Evidence, NotYet, Request, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.resolvers.conftest import Stage

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CANARY = "canary+7f3a/91"
QUICK = Limits(total=1.0, connect=0.5, read=0.5)
Fetched = Evidence | NotYet | Unusable


async def fetched(settings: FetchSettings, request: Request) -> Fetched:
    async with Fetcher(settings, lambda: NOW) as fetcher:
        return await fetcher.fetch(request)


def private(stage: Stage, **more: Place) -> FetchSettings:
    """The stage is a host of the user's own, and keys are bound to it."""
    return FetchSettings(
        private_hosts=frozenset({stage.place}),
        places=more,
        secrets=dict.fromkeys(more, lambda: CANARY),
        limits=QUICK,
    )


IN_QUERY = Place("127.0.0.1", "query", "api_key")
IN_HEADER = Place("127.0.0.1", "header", "Authorization", "Bearer ")

NOT_PUBLIC = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "0",
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "localhost",
    "localhost.",
    "LOCALHOST",
    "127.255.255.254",
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.0.8",
    "192.88.99.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[fc00::1]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[fec0::1]",
    "[ff02::1]",
    "[3fff::1]",
    "[5f00::1]",
    "１２７.0.0.1",
    "①②⑦.0.0.1",
    "127。0。0。1",
    "127.0.0.1\\@example.org",
    "example.org@127.0.0.1",
    "127.0.0.1#@example.org",
]


@pytest.mark.parametrize("host", NOT_PUBLIC)
async def test_no_form_of_a_private_address_is_connected_to(stage: Stage, host: str) -> None:
    stage.answers("/x", b"secret")
    anywhere = FetchSettings(limits=replace(QUICK, ports=frozenset({stage.port})))
    got = await fetched(anywhere, Request(f"http://{host}:{stage.port}/x"))
    assert isinstance(got, Unusable)
    assert stage.connections == 0


async def test_the_same_address_is_connected_to_when_the_user_names_it(stage: Stage) -> None:
    stage.answers("/x", b"own")
    assert isinstance(await fetched(private(stage), Request(f"{stage.url}/x")), Evidence)


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1:{port}/x", "//127.0.0.1:{port}/x", "http://localhost:{port}/x"]
)
async def test_a_mirror_does_not_make_its_address_reachable_by_name(stage: Stage, location: str) -> None:
    ports = replace(QUICK, ports=frozenset({stage.port}))
    settings = FetchSettings(mirrors={"data.example.org": stage.url}, limits=ports)
    got = await fetched(
        settings, Request("http:" * location.startswith("//") + location.format(port=stage.port))
    )
    assert isinstance(got, Unusable)
    assert stage.connections == 0


@pytest.mark.parametrize(
    "url",
    ["https://example.org:8080/", "http://example.org:22/", "ftp://example.org/", "file:///etc/passwd", "", "x", "https:///x", "https://[::1/", "https://example.org:99999/", "https://exa mple.org/", "https://ex\u0430mple.org/", "https://a:b@example.org/", "https://example.org/\n", "https://-/"],
)  # fmt: skip
async def test_an_address_that_is_no_public_web_address_is_not_asked(url: str) -> None:
    got = await fetched(FetchSettings(limits=QUICK), Request(url))
    assert isinstance(got, Unusable)
    assert got.why == "source_missing"


@pytest.mark.parametrize("host", ["xn--bcher-kva.invalid", "no-such-host.invalid", "[2001:db8::1]"])
async def test_a_host_that_is_written_well_is_looked_for(host: str) -> None:
    got = await fetched(FetchSettings(limits=QUICK), Request(f"https://{host}/"))
    assert isinstance(got, Unusable)
    assert "read" not in got.detail
    assert got.why == ("source_missing" if "[" in host else "down")


async def test_a_name_too_long_for_any_name_server_is_down() -> None:
    got = await fetched(FetchSettings(limits=QUICK), Request(f"https://{'a' * 70}.example/"))
    assert isinstance(got, Unusable)


async def test_redirects_within_a_host_are_followed_up_to_five(stage: Stage) -> None:
    for step in range(5):
        stage.answers(f"/{step}", status="302 Found", headers={"Location": f"{step + 1}"})
    stage.answers("/5", b"there")
    got = await fetched(private(stage), Request(f"{stage.url}/0"))
    assert isinstance(got, Evidence)
    assert got.request.url == f"{stage.url}/0"
    stage.answers("/5", status="302 Found", headers={"Location": "/6"})
    stage.answers("/6", b"too far")
    assert await fetched(private(stage), Request(f"{stage.url}/0")) == Unusable(
        "shape_changed", "more than 5 redirects"
    )


async def test_a_request_that_takes_no_redirect_is_answered_by_its_very_address_or_not_at_all(
    stage: Stage,
) -> None:
    stage.answers("/x", status="302 Found", headers={"Location": "/y"})
    stage.answers("/y", b"of another day")
    got = await fetched(private(stage), Request(f"{stage.url}/x", redirects=False))
    assert got == Unusable("shape_changed", "a redirect, where only the address asked may answer")
    assert [asked.path for asked in stage.asked] == ["/x"]
    assert isinstance(await fetched(private(stage), Request(f"{stage.url}/y", redirects=False)), Evidence)


async def test_a_redirect_loop_ends(stage: Stage) -> None:
    stage.answers("/x", status="301 Moved", headers={"Location": "/x"})
    assert isinstance(await fetched(private(stage), Request(f"{stage.url}/x")), Unusable)
    assert len(stage.asked) == 6


async def test_a_redirect_from_https_to_http_is_refused(stage: Stage, other_stage: Stage) -> None:
    other_stage.answers("/y", b"plain")
    stage.answers("/x", status="302 Found", headers={"Location": f"{other_stage.url}/y"})
    settings = replace(private(other_stage), mirrors={"data.example.org": stage.url})
    got = await fetched(settings, Request("https://data.example.org/x"))
    assert got == Unusable("shape_changed", "a redirect from https to http, at 127.0.0.1")
    assert isinstance(await fetched(settings, Request("http://data.example.org/x")), Evidence)


async def test_a_redirect_to_another_publisher_goes_to_its_mirror(stage: Stage, other_stage: Stage) -> None:
    stage.answers("/x", status="302 Found", headers={"Location": "https://b.example.org/y?z=1"})
    other_stage.answers("/y", b"there")
    settings = FetchSettings(
        mirrors={"a.example.org": stage.url, "b.example.org": other_stage.url}, limits=QUICK
    )
    assert isinstance(await fetched(settings, Request("https://a.example.org/x")), Evidence)
    assert other_stage.asked[0].path == "/y?z=1"


async def test_a_key_goes_into_the_query_of_its_host(stage: Stage) -> None:
    stage.answers("/x", b"ok")
    got = await fetched(private(stage, k=IN_QUERY), Request(f"{stage.url}/x?a=1", secret="k"))
    assert isinstance(got, Evidence)
    assert stage.asked[0].path == "/x?a=1&api_key=canary%2B7f3a%2F91"
    assert "api_key" not in got.request.url


async def test_a_key_goes_into_the_header_of_its_host_and_along_a_redirect_within_it(stage: Stage) -> None:
    stage.answers("/x", status="307 Over There", headers={"Location": "/y"})
    stage.answers("/y", b"ok")
    await fetched(private(stage, k=IN_HEADER), Request(f"{stage.url}/x", secret="k"))
    assert [asked.headers["authorization"] for asked in stage.asked] == [f"Bearer {CANARY}"] * 2


@pytest.mark.parametrize("place", [IN_QUERY, IN_HEADER])
async def test_a_request_with_a_key_is_not_redirected_to_another_place(
    stage: Stage, other_stage: Stage, place: Place
) -> None:
    stage.answers("/x", status="302 Found", headers={"Location": f"{other_stage.url}/y"})
    other_stage.answers("/y", b"ok")
    both = replace(private(stage, k=place), private_hosts=frozenset({stage.place, other_stage.place}))
    got = await fetched(both, Request(f"{stage.url}/x", secret="k"))
    assert got == Unusable("shape_changed", "a redirect to another place, where the key may not go")
    assert other_stage.connections == 0
    assert isinstance(await fetched(both, Request(f"{stage.url}/x")), Evidence)


async def test_a_mirror_is_asked_without_the_key_even_when_there_is_one(stage: Stage) -> None:
    stage.answers("/v3/bill", b"ok")
    settings = FetchSettings(
        mirrors={"api.congress.gov": stage.url}, secrets={"congress": lambda: CANARY}, limits=QUICK
    )
    got = await fetched(settings, Request("https://api.congress.gov/v3/bill", secret="congress"))
    assert isinstance(got, Evidence)
    assert CANARY not in str(stage.asked)
    assert "api_key" not in stage.asked[0].path


async def test_a_mirror_is_asked_when_the_key_is_missing(stage: Stage) -> None:
    stage.answers("/x", b"ok")
    settings = FetchSettings(mirrors={"api.congress.gov": stage.url}, limits=QUICK)
    assert isinstance(
        await fetched(settings, Request("https://api.congress.gov/x", secret="congress")), Evidence
    )


@pytest.mark.parametrize("value", [None, "", "  "])
async def test_a_missing_key_is_named_with_where_to_set_it(value: str | None) -> None:
    settings = FetchSettings(secrets={"congress": lambda: value}, limits=QUICK)
    got = await fetched(settings, Request("https://api.congress.gov/v3/bill", secret="congress"))
    assert got == Unusable("no_key", "the key 'congress' is not set. Set it under [secrets] in the settings.")


@pytest.mark.parametrize(
    ("url", "name", "said"),
    [
        ("https://evil.example/x", "congress", "goes to https://api.congress.gov only"),
        ("http://api.congress.gov/x", "congress", "goes to https://api.congress.gov only"),
        ("https://api.congress.gov.evil.example/x", "congress", "goes to https://api.congress.gov only"),
        ("https://api.congress.gov/x", "other", "no key is known"),
        ("https://api.github.com/x", "github", "characters that no key has"),
    ],
)
async def test_a_key_goes_nowhere_else(url: str, name: str, said: str) -> None:
    settings = FetchSettings(
        secrets={"congress": lambda: CANARY, "github": lambda: "a b\r\nX: y"}, limits=QUICK
    )
    got = await fetched(settings, Request(url, secret=name))
    assert isinstance(got, Unusable)
    assert (got.why, said in got.detail) == ("no_key", True)


async def test_a_key_that_is_not_accepted_is_said_by_its_name(stage: Stage) -> None:
    stage.answers("/x", status="403 Forbidden")
    got = await fetched(private(stage, k=IN_QUERY), Request(f"{stage.url}/x", secret="k"))
    assert got == Unusable("no_key", "127.0.0.1 answers 403: the key 'k' is not accepted")


async def test_a_key_that_is_not_needed_goes_along_only_where_it_is_set(stage: Stage) -> None:
    stage.answers("/x", b"read")
    request = Request(f"{stage.url}/x", secret="k", secret_needed=False)
    unset = replace(private(stage, k=IN_HEADER), secrets={})
    for settings, sent in ((unset, None), (private(stage, k=IN_HEADER), f"Bearer {CANARY}")):
        assert isinstance(await fetched(settings, request), Evidence)
        assert stage.asked[-1].headers.get("authorization") == sent


async def test_who_is_refused_without_a_key_is_not_told_that_it_was_wrong(stage: Stage) -> None:
    stage.answers("/x", status="403 Forbidden")
    request = Request(f"{stage.url}/x", secret="k", secret_needed=False)
    assert await fetched(replace(private(stage, k=IN_HEADER), secrets={}), request) == Unusable(
        "down", "127.0.0.1 answers 403"
    )
    assert await fetched(private(stage, k=IN_HEADER), request) == Unusable(
        "no_key", "127.0.0.1 answers 403: the key 'k' is not accepted"
    )


def echoes(stage: Stage) -> dict[str, Callable[[], None]]:
    """Servers that send the key back, in every place there is."""
    return {
        "body": lambda: stage.answers("/x", f"you are {CANARY}".encode()),
        "body, quoted": lambda: stage.answers("/x", b"next=/x?api_key=canary%2b7f3a%2f91"),
        "etag": lambda: stage.answers("/x", b"", headers={"ETag": f'"{CANARY}"'}),
        "link": lambda: stage.answers("/x", b"", headers={"Link": f'</x?api_key={CANARY}>; rel="next"'}),
        "redirect": lambda: stage.answers("/x", status="302 F", headers={"Location": f"http://{CANARY}/"}),
        "redirect scheme": lambda: stage.answers("/x", status="302 F", headers={"Location": f"{CANARY}:/"}),
        "coding": lambda: stage.answers("/x", b"a", headers={"Content-Encoding": CANARY}),
        "status": lambda: stage.answers("/x", status=f"500 {CANARY}"),
        "bad header": lambda: stage.sends("/x", f"HTTP/1.1 200 OK\r\n{CANARY}\r\n\r\n".encode()),
        "no http": lambda: stage.sends("/x", CANARY.encode() + b"\r\n\r\n"),
        "cut": lambda: stage.sends("/x", f"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{CANARY}".encode()),
    }


@pytest.mark.parametrize("place", [IN_QUERY, IN_HEADER])
async def test_a_key_is_in_no_answer_no_log_and_no_repr(
    stage: Stage, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="httpx")
    caplog.set_level(logging.INFO)
    settings = private(stage, k=place)
    shown = [repr(settings)]
    for case in echoes(stage).values():
        case()
        async with Fetcher(settings, lambda: NOW) as fetcher:
            got = await fetcher.fetch(Request(f"{stage.url}/x", secret="k"))
            shown += [repr(got), repr(fetcher), repr(vars(fetcher))]
        assert isinstance(got, Unusable)
    assert CANARY in str(stage.asked) or "canary%2B7f3a%2F91" in str(stage.asked)
    everything = ("".join(shown) + caplog.text).lower()
    assert "canary" not in everything


def test_a_credential_prints_as_its_name() -> None:
    held = Credential("k", IN_HEADER, CANARY)
    assert f"{held} {held!r}" == "Credential(k) Credential(k)"


def test_a_short_key_is_not_looked_for_in_ordinary_text() -> None:
    assert not Credential("k", IN_HEADER, "abc").is_told_in(b"abcabc")


def test_each_key_is_bound_to_the_host_of_its_publisher() -> None:
    assert {name: place.host for name, place in PLACES.items()} == {
        "congress": "api.congress.gov",
        "fred": "api.stlouisfed.org",
        "github": "api.github.com",
        "metaculus": "www.metaculus.com",
        "openrouter": "openrouter.ai",
    }


def test_nothing_is_kept_where_nothing_is() -> None:
    got: Kept | None = NothingKept().lookup("a")
    assert got is None


@pytest.mark.parametrize(
    ("contact", "version", "agent"),
    [
        ("", "", "forecast-ledger"),
        ("", "1.0", "forecast-ledger/1.0"),
        ("a@b.org\r\nX: y", "1.0", "forecast-ledger/1.0 (+a@b.orgX: y)"),
    ],
)
async def test_the_user_agent_is_one_line(stage: Stage, contact: str, version: str, agent: str) -> None:
    stage.answers("/x", b"")
    await fetched(replace(private(stage), contact=contact, version=version), Request(f"{stage.url}/x"))
    assert stage.asked[0].headers["user-agent"] == agent
