"""The saved cases of the general sources, and what holds for all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from resolvers import registry
from resolvers.saved import Case, cases
from resolvers.source import NotYet, Reading, Source, Span, Unusable

CASES = cases(Path(__file__).parent / "saved_generic")
GENERAL = ("http_json", "http_csv", "http_text", "manual")
READ = [case for case in CASES if case.expected["kind"] == "reading"]
FETCHED = [case for case in CASES if case.evidence]


def made(case: Case) -> Source:
    return registry.make(case.source, case.params)


def named(case: Case) -> str:
    return f"{case.source}/{case.name}"


def test_every_general_source_has_cases() -> None:
    assert {case.source for case in CASES} == set(GENERAL)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_saved_case_gives_its_answer(case: Case) -> None:
    assert case.differs(case.answer(made(case))) is None


@pytest.mark.parametrize("case", READ, ids=named)
def test_a_reading_gives_what_the_source_offers_with_its_place(case: Case) -> None:
    source = made(case)
    got = case.answer(source)
    assert isinstance(got, Reading)
    assert set(got.values) == set(source.offers) == set(got.where)
    for name, offer in source.offers.items():
        assert got.units.get(name) == offer.unit
    assert got.identity.startswith(source.publisher)


@pytest.mark.parametrize("case", FETCHED, ids=named)
@pytest.mark.parametrize("body", [b"", b"<html>Try again</html>", b"\xff\xfeM\0", b"null", b"{}", b"\0" * 50])
def test_a_hopeless_body_is_never_a_reading(case: Case, body: bytes) -> None:
    assert isinstance(case.with_body(0, body).answer(made(case)), NotYet | Unusable)


@pytest.mark.parametrize("case", FETCHED, ids=named)
def test_the_days_to_come_are_never_read(case: Case) -> None:
    later = replace(case, span=Span(date(2030, 1, 1), date(2030, 12, 31)))
    url, query = case.evidence[0].request.url.replace("2026", "2030"), case.evidence[0].request.query
    evidence = replace(case.evidence[0], request=replace(case.evidence[0].request, url=url, query=query))
    got = replace(later, evidence=(evidence,)).answer(made(case))
    assert isinstance(got, NotYet | Unusable)


@pytest.mark.parametrize("name", GENERAL)
def test_class_and_instance_say_who_publishes_and_what_is_offered(name: str) -> None:
    case = next(case for case in CASES if case.source == name)
    kind, source = registry.find(name), made(case)
    assert kind.publisher == "as configured"
    assert source.publisher != "as configured"
    assert set(kind.offers) == {"answer" if name == "manual" else "value"}
    assert set(source.offers) == {case.params.get("value", "value")}
    assert kind.about.endswith(".")
    assert all(offer.about for offer in source.offers.values())


def test_history_is_there_where_the_days_are_asked_for() -> None:
    plain = {"url": "https://example.org/x", "select": "a"}
    assert not registry.make("http_json", plain).history
    assert registry.make("http_json", plain | {"select": "a[?d=='{last}'].v | [0]"}).history
    assert registry.make("http_json", plain | {"query": {"from": ["{first}", 3]}}).history
    assert registry.make(
        "http_csv", {"url": "https://example.org/x", "column": "a", "date_column": "d"}
    ).history
    assert not registry.make("http_csv", {"url": "https://example.org/x", "column": "a"}).history


def test_a_key_is_named_by_the_source_that_sends_it() -> None:
    params = {"url": "https://api.github.com/x", "select": "a", "secret": "github"}
    source = registry.make("http_json", params)
    assert source.secret == "github"
    assert registry.find("http_json").secret is None
    assert next(source.look(Span(date(2026, 1, 1), date(2026, 1, 1)))).secret == "github"
