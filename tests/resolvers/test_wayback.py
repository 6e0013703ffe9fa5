"""What may be asked of the Wayback Machine, and what must not be taken from it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from resolvers.errors import BadParamsError
from resolvers.fetch import Fetcher, FetchSettings
from resolvers.offline import answer
from resolvers.refusal import RefusedError
from resolvers.registry import canonical_params, make
from resolvers.source import Evidence, NotYet, Reading, Request, Span, Unusable, lag_of, windows_of
from resolvers.wayback.copies import INDEX, copies

if TYPE_CHECKING:
    from resolvers.source import Answer
    from tests.resolvers.conftest import Stage

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
DAYS = Span(date(2026, 5, 1), date(2026, 5, 10))
PAGE = Request("https://data.example.org/A/x.csv", (("b", "2"), ("a", "One Two")))


def listed(original: str) -> bytes:
    head = ["timestamp", "original", "statuscode"]
    return json.dumps([head, ["20260505060000", original, "200"]]).encode()


@pytest.mark.parametrize(
    "original",
    [
        "https://data.example.org/A/x.csv?b=2&a=One%20Two",
        "http://www.data.example.org:80/A/x.csv?a=One+Two&b=2",
        "https://DATA.example.org:443/a/X.csv?a=one%20two&b=2",
    ],
)
def test_an_address_the_index_takes_for_the_same_is_the_same(original: str) -> None:
    [copy] = copies(listed(original), PAGE, DAYS)
    assert copy.request.url == f"https://web.archive.org/web/20260505060000id_/{original}"


@pytest.mark.parametrize(
    "original",
    [
        "https://data.example.org/A/x.csv?b=2",
        "https://data.example.org/A/y.csv?b=2&a=One%20Two",
        "https://data.example.org.evil.net/A/x.csv?b=2&a=One%20Two",
        "https://data.example.org:8443/A/x.csv?b=2&a=One%20Two",
        "https://[::1/x",
        "",
    ],
)
def test_a_copy_of_another_address_is_refused(original: str) -> None:
    with pytest.raises(RefusedError):
        copies(listed(original), PAGE, DAYS)


@pytest.mark.parametrize(
    "body",
    [
        b"[[1]]",
        b'{"a": 1}',
        b'[["timestamp", "original"]]',
        b"a b",
        b"a b\n",
        b"\xff\n",
        b"[1]",
        b'"x"',
        listed("x").replace(b"20260505060000", b"soon"),
    ],
)
def test_a_list_in_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        copies(body, PAGE, DAYS)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("source", "params", "what"),
    [
        ("congress.bill", {"congress": 119, "type": "hr", "number": 1}, "needs a key"),
        ("http_json", {"url": "https://x.org", "select": "a", "secret": "fred"}, "needs a key"),
        ("manual", {"ask": "How many?"}, "has no page"),
        ("wayback.reading", {"source": "manual"}, "has no page"),
        ("http_jsn", {}, "cannot be used"),
        ("http_json", {"url": "https://x.org"}, "params.select: is missing"),
    ],
)
def test_what_cannot_be_looked_up_is_a_problem_of_the_file(
    source: str, params: dict[str, Any], what: str
) -> None:
    with pytest.raises(BadParamsError, match=what):
        make("wayback.reading", {"source": source, "params": params})


def test_a_key_to_go_on_with_ends_the_list() -> None:
    table = [*json.loads(listed("https://other.example.org/")), []]
    table.insert(1, [])
    assert copies(json.dumps(table).encode(), PAGE, DAYS) == ()


def test_params_of_the_wrong_kind_are_told_once() -> None:
    with pytest.raises(BadParamsError) as refused:
        make("wayback.reading", {"source": "http_json", "params": "x"})
    assert [each.param for each in refused.value.problems] == ["params"]


def test_it_is_what_it_looks_up() -> None:
    bills = {"congress": 119, "type": "hr", "number": 1}
    inner, outer = (
        make("govtrack.bill", bills),
        make("wayback.reading", {"source": "govtrack.bill", "params": bills}),
    )
    assert (outer.publisher, outer.licence, outer.offers) == (inner.publisher, inner.licence, inner.offers)
    assert (lag_of(outer), windows_of(outer), outer.secret) == (lag_of(inner), windows_of(inner), None)
    assert "govtrack.bill" in canonical_params(
        "wayback.reading", {"source": "govtrack.bill", "params": bills}
    )


def test_a_list_that_may_go_on_elsewhere_is_not_taken_for_whole() -> None:
    asked: list[Request] = []
    bodies = {
        "repos/orderly/ledger": {"id": 7, "full_name": "orderly/ledger"},
        "repos/orderly/ledger/releases": [],
    }

    def kept(request: Request) -> Evidence:
        asked.append(request)
        if request.url == INDEX:
            body = listed(dict(request.query)["url"])
        else:
            name = request.url.partition("api.github.com/")[2].partition("?")[0]
            body = json.dumps(bodies[name]).encode()
        return Evidence(
            request, hashlib.sha256(body).hexdigest(), body, 200, datetime(2027, 1, 1, tzinfo=UTC)
        )

    source = make("wayback.reading", {"source": "github.releases", "params": {"repo": "orderly/ledger"}})
    got = answer(source, DAYS, kept)
    assert isinstance(got, Unusable)
    assert "The Link header leads to another place" in got.detail
    assert {request.secret for request in asked} == {None}


async def looked_up(stage: Stage, params: dict[str, Any]) -> Answer:
    settings = FetchSettings(mirrors={"web.archive.org": stage.url})
    look = make("wayback.reading", {"source": "http_json", "params": params}).look(DAYS)
    async with Fetcher(settings, lambda: NOW) as fetcher:
        try:
            request = next(look)
            while isinstance(got := await fetcher.fetch(request), Evidence):
                request = look.send(got)
        except StopIteration as end:
            told: Answer = end.value
            return told
    assert isinstance(got, NotYet | Unusable)
    return got


async def test_a_copy_of_another_moment_to_which_the_archive_sends_on_is_not_taken(stage: Stage) -> None:
    page = "https://data.example.org/level.json"
    params = {"url": page, "select": "level", "as_of": "day", "unit": "cm", "publisher": "Rivers"}
    asked_for, later = (f"/web/{moment}id_/{page}" for moment in ("20260505060000", "20261015080000"))
    stage.answers("/cdx/search/cdx", listed(page))
    stage.answers(later, b'{"level": 9, "day": "2026-05-04"}')
    stage.answers(asked_for, b'{"level": 3, "day": "2026-05-04"}')
    got = await looked_up(stage, params)
    assert isinstance(got, Reading)
    stage.answers(asked_for, status="302 Found", headers={"Location": later})
    got = await looked_up(stage, params)
    assert got == Unusable("shape_changed", "a redirect, where only the address asked may answer")
