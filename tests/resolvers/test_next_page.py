"""Fields of a JSON reply, and following it to its next page."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from resolvers.json_fields import Fields, document, shown
from resolvers.next_link import UNREADABLE
from resolvers.next_page import MOST_PAGES, linked_page, next_page
from resolvers.refusal import RefusedError
from resolvers.source import Evidence, Request

HOME = "https://example.org/api/v1/documents"


def _next(url: object, seen: list[str] | None = None) -> str | None:
    return next_page(Fields({"next": url}), "next", within=HOME, seen=seen or [])


def test_the_address_is_followed_as_it_is_written() -> None:
    url = HOME + "?cursor=WzE3%3D&fields%5B%5D=type&page=2"
    assert _next(url) == url


def test_no_address_is_the_last_page() -> None:
    assert _next(None) is None
    assert next_page(Fields({}), "next", within=HOME, seen=[]) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/api/v1/documents?page=2",
        "https://example.org.evil.net/api/v1/documents",
        "https://user@example.org/api/v1/documents",
        "https://example.org:8443/api/v1/documents",
        "https://example.org/api/v1/secrets",
        "https://example.org/api/v1/documents/../../admin",
        "//example.org/api/v1/documents",
        "/api/v1/documents?page=2",
        "https://example.org\\@evil.net/api/v1/documents",
        "https://[::1/api/v1/documents",
        "https://example.org/api/v1/documents?q=a b",
        "https://example.org/api/v1/documents?q=\r\nHost: evil",
        "https://exämple.org/api/v1/documents",
        "file:///etc/passwd",
    ],
)
def test_an_address_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(RefusedError, match="leads to another place"):
        _next(url)


def _linked(url: str | None) -> str | None:
    page = Evidence(Request(HOME), "", b"", 200, datetime(2026, 2, 1, tzinfo=UTC), next_url=url)
    return linked_page(page, within=HOME, seen=[HOME + "?page=1"])


def test_a_link_header_is_followed_by_the_same_rules() -> None:
    assert _linked(None) is None
    assert _linked(HOME + "?page=2") == HOME + "?page=2"
    for url in (UNREADABLE, "https://evil.net/api/v1/documents", HOME + "?page=1"):
        with pytest.raises(RefusedError, match="The Link header leads"):
            _linked(url)


def test_a_page_is_not_read_twice() -> None:
    with pytest.raises(RefusedError, match="leads back"):
        _next(HOME + "?page=2", [HOME + "?page=2"])


def test_pages_without_end_are_refused() -> None:
    with pytest.raises(RefusedError, match="more than 40 pages"):
        _next(HOME + "?page=99", [f"{HOME}?page={page}" for page in range(MOST_PAGES)])


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"12", b"NaN", b'{"a":1,"a":2}', b"<html>", b"\xff", b"{" * 100]
)
def test_a_reply_that_is_no_table_is_refused(body: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        document(body)
    assert refused.value.answer.why == "shape_changed"


REPLY = Fields(
    {
        "n": Decimal(3),
        "half": Decimal("0.5"),
        "less": Decimal(-1),
        "yes": True,
        "t": "x",
        "blank": " ",
        "no": None,
    }
)


@pytest.mark.parametrize("key", ["half", "less", "yes", "t", "no", "missing"])
def test_what_is_no_whole_number_is_refused_with_its_path(key: str) -> None:
    with pytest.raises(RefusedError, match=f"reply has no {key}|^{key} is "):
        REPLY.whole(key)


@pytest.mark.parametrize("key", ["n", "yes", "blank", "no", "missing"])
def test_what_is_no_text_is_refused(key: str) -> None:
    with pytest.raises(RefusedError):
        REPLY.text(key)


def test_a_label_may_be_a_text_or_a_whole_number() -> None:
    assert Fields({"a": "21", "b": Decimal(21)}).label("a") == Fields({"b": Decimal(21)}).label("b") == "21"


@pytest.mark.parametrize("written", ["2022-03-25", "2022-03-25T01:16:59Z", "2022-03-25 01:16:59"])
def test_a_day_may_stand_before_a_time(written: str) -> None:
    assert Fields({"d": written}).day("d").isoformat() == "2022-03-25"


@pytest.mark.parametrize("written", ["2022-03-255", "2022-13-01", "March 25", "2022-03"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(RefusedError, match=r"a day \(YYYY-MM-DD\) was expected"):
        Fields({"d": written}, "bill").day("d")


def test_a_path_leads_through_lists_and_tables() -> None:
    reply = document(b'{"bill": {"laws": [{"number": "119-90"}, {"number": 7.5}]}}')
    second = reply.table("bill").tables("laws")[1]
    with pytest.raises(RefusedError, match=r"bill\.laws\[1\]\.number is 7\.5"):
        second.label("number")


@pytest.mark.parametrize("found", [[1], "x", None])
def test_a_list_of_other_things_is_no_list_of_tables(found: object) -> None:
    with pytest.raises(RefusedError, match="a list of tables"):
        Fields({"l": found}).tables("l")
    with pytest.raises(RefusedError, match="a table"):
        Fields({"l": found}).table("l")


def test_what_came_from_outside_is_shown_short_and_on_one_line() -> None:
    assert shown("a\nb" * 100).count("\n") == 0
    assert len(shown("x" * 500)) < 70
