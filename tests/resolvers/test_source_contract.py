"""What holds for every source that has saved cases: it joins by its folder, and inherits all of this."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers import registry
from resolvers.offline import answer
from resolvers.saved import Case, cases
from resolvers.source import Evidence, NotYet, Reading, Request, Source, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CASES = cases(Path(__file__).parent / "saved")
READINGS = [case for case in CASES if case.expected["kind"] == "reading"]
REPLIES = [(case, place) for case in CASES for place in range(len(case.evidence))]
SOURCES = sorted({case.source for case in CASES})

OPEN_ENDED = {"owid.chart"}
"""Their publishers end a file without a line break: a cut may leave what was asked for, but must leave it as it was."""

HOPELESS = {
    "empty": b"",
    "blank": b" \r\n\n",
    "web page": b"<!DOCTYPE html>\n<html><body>Try again later</body></html>\n",
    "not UTF-8": b"\xff\xfeM\x00o\x00d\x00e\x00l\x00",
    "zeros": b"\x00" * 100,
    "a word": b"null",
    "an empty list": b"[]",
    "an empty table": b"{}",
    "an error with status 200": b'{"error": {"code": "OVER_RATE_LIMIT", "message": "slow down"}}',
}


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


@pytest.mark.parametrize("case", CASES, ids=_id)
def test_all_saved_replies_are_asked_for_over_https_and_without_a_secret(case: Case) -> None:
    made = _requests(case)
    assert [(request.url, request.query) for request in made] == [
        (evidence.request.url, evidence.request.query) for evidence in case.evidence
    ]
    assert all(request.url.startswith("https://") for request in made)
    assert all(key not in {"api_key", "key", "token"} for request in made for key, _ in request.query)
    assert {request.secret for request in made} <= {_make(case).secret}


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
        assert isinstance(value, date | None if offer.nature == "event" else Decimal)


@pytest.mark.parametrize("case", READINGS, ids=_id)
def test_a_reading_speaks_only_for_days_that_were_asked_for_and_have_come(case: Case) -> None:
    got = case.answer(_make(case))
    assert isinstance(got, Reading)
    fetched_on = min(evidence.fetched_at for evidence in case.evidence).date()
    assert got.covers.first == case.span.first
    assert got.covers.first <= got.covers.last <= min(case.span.last, fetched_on)
    assert got.as_of <= fetched_on


@pytest.mark.parametrize("case", READINGS, ids=_id)
def test_a_clock_that_is_ahead_proves_no_day_that_the_host_has_not_seen(case: Case) -> None:
    yesterday = min(evidence.fetched_at for evidence in case.evidence) - timedelta(days=1)
    told = tuple(replace(evidence, server_date=yesterday) for evidence in case.evidence)
    got = replace(case, evidence=told).answer(_make(case))
    assert not isinstance(got, Reading) or got.covers.last <= yesterday.date()


@pytest.mark.parametrize("body", HOPELESS.values(), ids=HOPELESS)
@pytest.mark.parametrize(
    ("case", "place"), REPLIES, ids=lambda part: _id(part) if isinstance(part, Case) else None
)
def test_a_hopeless_body_is_never_a_reading(case: Case, place: int, body: bytes) -> None:
    got = case.with_body(place, body).answer(_make(case))
    assert isinstance(got, NotYet | Unusable)


@pytest.mark.parametrize(
    ("case", "place"), REPLIES, ids=lambda part: _id(part) if isinstance(part, Case) else None
)
def test_a_body_cut_short_inside_a_line_is_never_a_reading(case: Case, place: int) -> None:
    body, uncut = case.evidence[place].body, case.answer(_make(case))
    whole = len(body.rstrip())
    for cut in range(1, whole, max(1, whole // 40)):
        if body[:cut].endswith(b"\n"):
            continue  # between two rows: only the transfer, which the fetcher checks, can tell
        got = case.with_body(place, body[:cut]).answer(_make(case))
        if case.source in OPEN_ENDED and isinstance(got, Reading) and isinstance(uncut, Reading):
            assert (got.values, got.covers) == (uncut.values, uncut.covers), body[:cut][-40:]
        else:
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


def _is_json(body: bytes) -> bool:
    return body.lstrip().startswith((b"{", b"["))


@pytest.mark.parametrize("name", SOURCES)
def test_an_odd_body_ends_in_an_answer_and_never_in_an_exception(name: str) -> None:
    replies = [(case, place) for case, place in REPLIES if case.source == name]

    @settings(max_examples=150, deadline=None, database=None)
    @given(st.data())
    def tried(data: st.DataObject) -> None:
        case, place = data.draw(st.sampled_from(replies))
        body = case.evidence[place].body
        structured = _is_json(body) and data.draw(st.booleans())
        changed = _odd_json(data, body) if structured else _odd_bytes(data, body)
        _check(case.with_body(place, changed).answer(_make(case)), registry.find(name).offers)

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
