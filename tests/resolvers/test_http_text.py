"""What the page source finds, and what a person is asked."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from resolvers import registry
from resolvers.errors import BadParamsError
from resolvers.offline import answer
from resolvers.source import Answer, Evidence, NotYet, Reading, Request, Span, Unusable

FETCHED = datetime(2026, 6, 15, 6, 0, tzinfo=UTC)
SPAN = Span(date(2026, 6, 1), date(2026, 6, 15))


def look(page: str | bytes, pattern: str = r"n=(\d+)", fetched: datetime = FETCHED, **params: Any) -> Answer:
    body = page if isinstance(page, bytes) else page.encode()
    source = registry.make("http_text", {"url": "https://example.org/", "pattern": pattern} | params)

    def kept(request: Request) -> Evidence:
        return Evidence(request, hashlib.sha256(body).hexdigest(), body, 200, fetched)

    return answer(source, SPAN, kept)


def read(page: str | bytes, pattern: str = r"n=(\d+)", **params: Any) -> object:
    got = look(page, pattern, **params)
    assert isinstance(got, Reading), got
    return got.values["value"], got.where["value"]


@pytest.mark.parametrize(
    ("page", "pattern", "kind", "found"),
    [
        ("a\nb n=12", r"n=(\d+)", "number", (Decimal(12), "line 2")),
        ("n=12 n=12", r"n=(\d+)", "number", (Decimal(12), "line 1")),
        ("é\nx=1 n=7", r"(x)=1 n=(?P<value>\d)", "number", (Decimal(7), "line 2")),
        ("of 1,204 cases", r"of ([0-9,]+)", "number", (Decimal(1204), "line 1")),
        ("result: yes.", r"result: (\w+)", "text", ("yes", "line 1")),
        ("on 2026-06-03.", r"on ([0-9-]+)", "date", (date(2026, 6, 3), "line 1")),
        ("2026-06-15 n=4", r"{last} n=(\d)", "number", (Decimal(4), "line 1")),
        ("b", r"a(x)?|(?P<value>b)", "text", ("b", "line 1")),
    ],
)
def test_a_pattern_finds_its_group(page: str, pattern: str, kind: str, found: object) -> None:
    assert read(page, pattern, type=kind) == found


@pytest.mark.parametrize("nature", ["level", "total"])
def test_a_page_read_after_the_last_day_says_nothing_of_it(nature: str) -> None:
    late = datetime(2026, 6, 16, 6, 0, tzinfo=UTC)
    got = look("n=1", fetched=late, nature=nature)
    assert got == Unusable("incomplete", "It says only what is so on 2026-06-16, not on 2026-06-15.")
    assert isinstance(look("2026-06-15 n=1", r"{last} n=(\d)", fetched=late, nature=nature), Reading)


def test_no_match_is_not_yet() -> None:
    assert isinstance(look("nothing"), NotYet)
    assert isinstance(look("a", r"a(x)?"), NotYet)


def test_matches_that_differ_decide_nothing_unless_one_is_taken() -> None:
    page = "n=1\nn=2\nn=1"
    assert look(page) == Unusable("shape_changed", "2 different values match: '1', '2'.")
    assert read(page + "\nn=3", take="first") == (Decimal(1), "line 1")
    assert read(page + "\nn=3", take="last") == (Decimal(3), "line 4")


def test_a_match_of_another_type_is_a_changed_shape() -> None:
    got = look("n=1e9999", r"n=(\w+)")
    assert isinstance(got, Unusable)
    assert got.why == "shape_changed"


@pytest.mark.parametrize(
    ("body", "read_as"),
    [
        ("\ufeffwho=é".encode(), "é"),
        (b'<meta charset="ISO-8859-1">who=\xe9', "é"),
        (b"<?xml version='1.0' encoding='windows-1252'?>who=\x80", "€"),
        (b"<meta charset=iso-8859-15>who=\xa4", "€"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_has(body: bytes, read_as: str) -> None:
    assert read(body, r"who=(.)", type="text") == (read_as, "line 1")


@pytest.mark.parametrize(
    "body",
    [
        b"who=\xe9",
        b"<meta charset=koi8-r>who=\xe9",
        b"<meta charset=windows-1252>who=\x81",
        b" " * 2000 + b"charset=latin1 \xe9",
    ],
)
def test_a_page_whose_encoding_is_unknown_is_unusable(body: bytes) -> None:
    assert isinstance(look(body, r"who=(.)", type="text"), Unusable)


def test_a_page_too_large_or_with_too_many_matches_is_unusable() -> None:
    assert isinstance(look(b"n=1" + b" " * 1_000_000), Unusable)
    assert isinstance(look("n=1 " * 1_001), Unusable)
    assert read("n=1 " * 1_000) == (Decimal(1), "line 1")


def test_no_pattern_takes_long() -> None:
    began = time.process_time()
    look("a" * 900_000 + "!", r"((?:a+)+$)")
    look("a" * 900_000, r"(a)(?:.*b)?")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "pattern", ["(", "a", "(a)(b)", "(?P<x>a)(b)", r"(a)\1", "(?=a)(b)", "a" * 1_001, "(a{1001})"]
)
def test_a_pattern_that_cannot_be_used_is_told(pattern: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadParamsError) as caught:
        registry.make("http_text", {"url": "https://example.org/", "pattern": pattern})
    assert [problem.param for problem in caught.value.problems] == ["pattern"]
    assert capfd.readouterr().err == ""


def test_an_event_on_a_page_is_a_date() -> None:
    got = look("on 2026-06-03.", r"on ([0-9-]+)", type="date", nature="event")
    assert isinstance(got, Reading)
    assert got.happened_on == date(2026, 6, 3)


def test_a_person_is_asked_without_a_request() -> None:
    source = registry.make("manual", {"ask": "How many by {last}?"})

    def never(request: Request) -> Evidence:
        raise AssertionError(request)

    assert answer(source, SPAN, never) == NotYet("a person answers this: How many by 2026-06-15?")
    assert source.publisher == "a person"
