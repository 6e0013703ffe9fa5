"""What holds for every source that has saved cases: it joins by its folder, and inherits all of this."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers import registry
from resolvers.offline import answer
from resolvers.saved import Case, cases
from resolvers.source import Evidence, NotYet, Reading, Request, Source, Span, Unusable
from tests.resolvers.bodies import answer_to, is_json, names, pages, renamed, says_no_more

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import UnionType

    from resolvers.source import Nature

CASES = cases(Path(__file__).parent / "saved")
READINGS = [case for case in CASES if case.expected["kind"] == "reading"]
REPLIES = [(case, place) for case in CASES for place in range(len(case.evidence))]
SOURCES = sorted({case.source for case in CASES})
READ = {(case.source, evidence.body.strip()) for case in READINGS for evidence in case.evidence}
"""What a saved case reads from: for some publishers an empty list is an answer."""

HUGE = 5_000_000

OPEN_ENDED = {"owid.chart"}
"""Their publishers end a file without a line break: only the transfer, which the fetcher checks, tells that all of it came."""

HOPELESS = {
    "empty": b"",
    "blank": b" \r\n\n",
    "web page": b"<!DOCTYPE html>\n<html><body>Try again later</body></html>\n",
    "not UTF-8": b"\xff\xfeM\x00o\x00d\x00e\x00l\x00",
    "zeros": b"\x00" * 100,
    "a word": b"null",
    "an empty list": b"[]",
    "an empty table": b"{}",
    "a list of nothing": b"[null]",
    "a list of lists": b"[[[]]]",
    "a list of empty tables": b"[{}]",
    "lists where tables were": b'{"data": [], "results": [[]], "objects": [1]}',
    "nested without end": b"[" * 100_000,
    "nested deeply": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "an error with status 200": b'{"error": {"code": "OVER_RATE_LIMIT", "message": "slow down"}}',
    "a message with status 200": b'{"message": "API rate limit exceeded", "documentation_url": "https://x.org"}',
}

MAY_BE: Mapping[Nature, UnionType | type] = {"level": Decimal | str, "total": Decimal, "event": date | None}


def _id(case: Case) -> str:
    return f"{case.source}/{case.name}"


def _make(case: Case) -> Source:
    return registry.make(case.source, case.params)


def _requests(case: Case) -> list[Request]:
    made: list[Request] = []

    def kept(request: Request) -> Evidence | Unusable:
        made.append(request)
        return case.kept(request)

    answer(_make(case), case.span, kept)
    return made


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_looking_twice_gives_the_same_answer_and_the_same_requests(case: Case) -> None:
    source = _make(case)
    assert case.answer(source) == case.answer(source) == case.answer(_make(case))
    assert _requests(case) == _requests(case)


ENDS_OF_TIME = (
    Span(date.min, date.min),
    Span(date.min, date(2026, 10, 1)),
    Span(date(9999, 10, 1), date.max),
    Span(date.max, date.max),
)


@pytest.mark.parametrize("span", ENDS_OF_TIME, ids=lambda span: f"{span.first}..{span.last}")
@pytest.mark.parametrize("source", SOURCES)
def test_days_at_the_ends_of_time_are_no_exception(source: str, span: Span) -> None:
    for case in (case for case in CASES if case.source == source):
        bodies = iter(case.evidence)

        def kept(request: Request, bodies: Iterator[Evidence] = bodies) -> Evidence | Unusable:
            body = next(bodies, None)
            return replace(body, request=request) if body else Unusable("source_missing", "No more is saved.")

        got = answer(_make(case), span, kept)
        assert isinstance(got, Reading | NotYet | Unusable)


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_all_saved_replies_are_asked_for_over_https_and_without_a_secret(case: Case) -> None:
    made = _requests(case)
    assert [(request.url, request.query) for request in made] == [
        (evidence.request.url, evidence.request.query) for evidence in case.evidence
    ]
    assert all(request.url.startswith("https://") for request in made)
    assert all(key not in {"api_key", "key", "token"} for request in made for key, _ in request.query)
    assert {request.secret for request in made if request.secret_needed} <= {_make(case).secret}


@pytest.mark.parametrize("case", READINGS, ids=_id)
def test_a_reading_keeps_what_its_source_declares(case: Case) -> None:
    source, got = _make(case), case.answer(_make(case))
    assert isinstance(got, Reading)
    assert set(got.values) <= set(source.offers)
    assert set(got.where) == set(got.values)
    assert all(got.where.values())
    for name, value in got.values.items():
        offer = source.offers[name]
        assert got.units.get(name) == offer.unit
        assert isinstance(value, MAY_BE[offer.nature])


@pytest.mark.parametrize("case", READINGS, ids=_id)
def test_a_reading_speaks_only_for_days_that_were_asked_for_and_have_come(case: Case) -> None:
    got = case.answer(_make(case))
    assert isinstance(got, Reading)
    fetched_on = min(evidence.fetched_at for evidence in case.evidence).date()
    assert got.covers.first == case.span.first or not _make(case).history
    assert case.span.first <= got.covers.first <= got.covers.last <= min(case.span.last, fetched_on)
    assert got.as_of <= fetched_on


@pytest.mark.parametrize("case", READINGS, ids=_id)
def test_a_clock_that_is_ahead_proves_no_day_that_the_host_has_not_seen(case: Case) -> None:
    yesterday = min(evidence.fetched_at for evidence in case.evidence) - timedelta(days=1)
    told = tuple(replace(evidence, server_date=yesterday) for evidence in case.evidence)
    got = replace(case, evidence=told).answer(_make(case))
    assert not isinstance(got, Reading) or got.covers.last <= yesterday.date()


@pytest.mark.parametrize(
    ("case", "place"), REPLIES, ids=lambda part: _id(part) if isinstance(part, Case) else None
)
def test_a_hopeless_body_is_never_a_reading(case: Case, place: int) -> None:
    source = _make(case)
    for name, body in HOPELESS.items():
        got = case.with_body(place, body).answer(source)
        assert isinstance(got, NotYet | Unusable) or (case.source, body) in READ, name


def _huge(body: bytes) -> Iterator[bytes]:
    """A number and a text of five megabytes, half a megabyte of lists, and of the body's own last line."""
    yield b"9" * HUGE
    yield b'"' + b"x" * HUGE + b'"'
    yield b"[" + b"[1]," * (HUGE // 40) + b"1]"
    last = body.rstrip().rpartition(b"\n")[2] + b"\n"
    yield body + last * (HUGE // 10 // len(last))


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SOURCES)
def test_a_huge_body_is_answered(name: str) -> None:
    case = next(each for each in [*READINGS, *CASES] if each.source == name)
    for place, evidence in enumerate(case.evidence):
        for body in _huge(evidence.body):
            _check(case.with_body(place, body).answer(_make(case)), _make(case).offers)


LEFT_OUT = {
    ("manifold.market", b"closeTime"),
    ("metaculus.question", b"resolution_set_time"),
    ("polymarket.market", b"active"),
    ("polymarket.market", b"umaResolutionStatus"),
    ("polymarket.market", b"umaResolutionStatuses"),
}
"""Keys that markets of some kinds do not have, so that another name for them looks like none."""


@pytest.mark.parametrize("case", READINGS, ids=_id)
def test_a_column_or_key_of_another_name_is_noticed_or_was_not_needed(case: Case) -> None:
    read = case.answer(_make(case))
    assert isinstance(read, Reading)
    for places in pages(case):
        for name in {name for place in places for name in names(case.evidence[place].body)}:
            got = answer_to(case, places, partial(renamed, name=name))
            assert got is not None
            assert says_no_more(got, read) or (case.source, name) in LEFT_OUT, name


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("case", "place"),
    [reply for reply in REPLIES if reply[0].source not in OPEN_ENDED],
    ids=lambda part: _id(part) if isinstance(part, Case) else None,
)
def test_a_body_cut_short_inside_a_line_is_never_a_reading(case: Case, place: int) -> None:
    body = case.evidence[place].body
    whole = len(body.rstrip())
    for cut in range(1, whole, max(1, whole // 40)):
        if body[:cut].endswith(b"\n"):
            continue  # between two rows: only the transfer, which the fetcher checks, can tell
        got = case.with_body(place, body[:cut]).answer(_make(case))
        assert isinstance(got, NotYet | Unusable), body[:cut][-40:]


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_declares_what_people_need_to_know(name: str) -> None:
    source = registry.find(name)
    assert source.name == name
    assert source.version >= 1
    assert source.home.startswith("https://")
    assert source.about.endswith(".")
    assert all((source.publisher, source.licence, source.offers))
    assert all(offer.about for offer in source.offers.values())


@pytest.mark.parametrize("name", SOURCES)
def test_no_parameter_is_a_date(name: str) -> None:
    for param in registry.find(name).params.values():
        assert not re.search(r"[0-9]{4}-[0-9]{2}", repr(param))
        assert not isinstance(param.default, date)


# What publishers might send one day: other types, other numbers, other lengths.
ODD: st.SearchStrategy[object] = st.sampled_from(
    [
        None,
        True,
        [],
        {},
        "",
        " ",
        "x",
        0,
        -1,
        1.5,
        10**40,
        "2026-13-45",
        "9999-12-31",
        "0001-01-01",
        [{}],
        "\x1b[31m",
    ]
)


def _places(node: object) -> Iterator[tuple[Any, Any]]:
    """Every place of a JSON document, as container and key."""
    items: list[tuple[Any, Any]] = []
    if isinstance(node, dict):
        items = list(node.items())
    elif isinstance(node, list):
        items = list(enumerate(node))
    for key, inside in items:
        yield node, key
        yield from _places(inside)


def _odd_json(data: st.DataObject, body: bytes) -> bytes:
    document = json.loads(body)
    container, key = data.draw(st.sampled_from(list(_places(document))))
    if data.draw(st.booleans()):
        container[key] = data.draw(ODD)
    else:
        del container[key]
    return json.dumps(document).encode()


def _odd_bytes(data: st.DataObject, body: bytes) -> bytes:
    at = data.draw(st.integers(0, len(body)))
    until = data.draw(st.integers(at, min(len(body), at + 60)))
    piece = data.draw(
        st.sampled_from([b"", b"0", b"9", b",", b'"', b"\n", b"\r", b"\x00", b"\xff", b"China", b"e9", b"}"])
    )
    return body[:at] + piece + body[until:]


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SOURCES)
def test_an_odd_body_ends_in_an_answer_and_never_in_an_exception(name: str) -> None:
    replies = [(case, place) for case, place in REPLIES if case.source == name]

    @settings(max_examples=150, deadline=None, database=None)
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        case, place = data.draw(st.sampled_from(replies))
        body = case.evidence[place].body
        structured = is_json(body) and any(_places(json.loads(body))) and data.draw(st.booleans())
        changed = _odd_json(data, body) if structured else _odd_bytes(data, body)
        _check(case.with_body(place, changed).answer(_make(case)), _make(case).offers)

    tried()


def _check(got: object, offers: Mapping[str, Any]) -> None:
    match got:
        case Reading():
            assert set(got.values) <= set(offers)
        case NotYet():
            assert got.reason.endswith(".")
        case Unusable():
            assert got.detail.endswith(".")
        case _:
            raise AssertionError(got)
