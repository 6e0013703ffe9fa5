"""What the JSON source makes of what it finds."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers import registry
from resolvers.http_json import HttpJson
from resolvers.offline import answer
from resolvers.source import Answer, Evidence, NotYet, Reading, Request, Span, Unusable

FETCHED = datetime(2026, 6, 9, 6, 0, tzinfo=UTC)
SPAN = Span(date(2026, 6, 1), date(2026, 6, 9))
LATER = datetime(2026, 6, 10, 6, 0, tzinfo=UTC)
URL = "https://example.org/x"


def look(
    body: bytes | object,
    span: Span = SPAN,
    server_date: datetime | None = None,
    fetched: datetime = FETCHED,
    **params: Any,
) -> Answer:
    written = body if isinstance(body, bytes) else json.dumps(body).encode()
    source = registry.make("http_json", {"url": URL, "select": "v"} | params)

    def kept(request: Request) -> Evidence:
        digest = hashlib.sha256(written).hexdigest()
        return Evidence(request, digest, written, 200, fetched, server_date=server_date)

    return answer(source, span, kept)


def value(body: object, **params: Any) -> object:
    got = look(body, **params)
    assert isinstance(got, Reading), got
    return got.values["value"]


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("number", b'{"v": 0.1}', Decimal("0.1")),
        ("number", b'{"v": 215938000000}', Decimal(215938000000)),
        ("number", b'{"v": "0.9999996"}', Decimal("0.9999996")),
        ("number", b'{"v": "1,204.5"}', Decimal("1204.5")),
        ("number", b'{"v": 4e-7}', Decimal("4e-7")),
        ("text", b'{"v": " yes "}', "yes"),
        ("text", b'{"v": "2026-06-01"}', "2026-06-01"),
        ("date", b'{"v": "2026-06-01"}', date(2026, 6, 1)),
        ("date", b'{"v": "2026-06-01T23:30:00-02:00"}', date(2026, 6, 2)),
        ("date", b'{"v": "2026-06-01 23:30"}', date(2026, 6, 1)),
        ("date", b'{"v": "2026-06-01T23:30:00.5Z"}', date(2026, 6, 1)),
        ("date", b'{"v": 1780272000}', date(2026, 6, 1)),
        ("date", b'{"v": 1780272000000}', date(2026, 6, 1)),
    ],
)
def test_a_value_is_read_as_its_type(kind: str, written: bytes, read: object) -> None:
    got = value(written, type=kind)
    assert got == read
    assert type(got) is type(read)


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("number", True),
        ("number", "12 apples"),
        ("number", "NaN"),
        ("number", "1,20"),
        ("number", [1]),
        ("number", {"a": 1}),
        ("text", 1),
        ("text", "  "),
        ("text", "a" * 401),
        ("text", ["a"]),
        ("date", "soon"),
        ("date", "2026-02-30"),
        ("date", "2026-02-30T00:00:00"),
        ("date", "0001-01-01T00:00:00+14:00"),
        ("date", "2026-W23-1"),
        ("date", 12),
        ("date", 10**30),
        ("date", True),
        ("date", ["2026-06-01"]),
    ],
)
def test_a_value_of_another_type_is_a_changed_shape(kind: str, found: object) -> None:
    got = look({"v": found}, type=kind)
    assert isinstance(got, Unusable)
    assert (got.why, "At v stands" in got.detail) == ("shape_changed", True)
    assert len(got.detail) < 200


@pytest.mark.parametrize("body", [{}, {"v": None}, {"v": []}, [], None, 3, "v"])
def test_nothing_at_the_path_is_not_yet(body: object) -> None:
    assert look(body) == NotYet("Nothing stands at v yet.")


@pytest.mark.parametrize("body", [b"", b"{", b'{"v": NaN}', b'{"v": 1, "v": 2}', b"\xff", b"[" * 9999])
def test_what_is_no_json_is_a_changed_shape(body: bytes) -> None:
    got = look(body)
    assert isinstance(got, Unusable)
    assert got.why == "shape_changed"


def test_a_path_that_does_not_fit_the_answer_is_a_changed_shape() -> None:
    got = look({"v": "x"}, select="sum(v)")
    assert isinstance(got, Unusable)
    assert "sum(v)" in got.detail


def test_without_a_stamp_the_servers_day_counts() -> None:
    plain, dated = look({"v": 1}), look({"v": 1}, server_date=datetime(2026, 6, 8, 23, 59, tzinfo=UTC))
    assert isinstance(plain, Reading)
    assert isinstance(dated, Reading)
    assert (plain.as_of, dated.as_of) == (date(2026, 6, 9), date(2026, 6, 8))


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        (None, NotYet("Nothing stands at at yet.")),
        ("yesterday", Unusable("shape_changed", "At at stands 'yesterday', which is no date.")),
        ("2026-05-01", Unusable("stale", "The newest value is of 2026-05-01; it was asked for 2026-06-09.")),
    ],
)
def test_a_stamp_that_cannot_be_used_is_told(stamp: str | None, expected: Answer) -> None:
    assert look({"v": 1, "at": stamp}, as_of="at") == expected


def test_a_level_speaks_for_the_last_day_while_it_is_young_enough() -> None:
    got = look({"v": 1, "at": "2026-05-10"}, as_of="at", max_age=30)
    assert isinstance(got, Reading)
    assert (got.covers, got.as_of) == (Span(SPAN.last, SPAN.last), date(2026, 5, 10))
    assert isinstance(look({"v": 1, "at": "2026-05-09"}, as_of="at", max_age=30), Unusable)


@pytest.mark.parametrize("nature", ["level", "total"])
def test_a_live_value_is_not_read_for_days_that_are_past(nature: str) -> None:
    got = look({"v": 1}, fetched=LATER, nature=nature)
    assert got == Unusable("incomplete", "It says only what is so on 2026-06-10, not on 2026-06-09.")
    stamped = look({"v": 1, "at": "2026-06-10"}, fetched=LATER, nature=nature, as_of="at")
    assert stamped == got


@pytest.mark.parametrize("stamp", [None, "2026-06-03"])
def test_a_live_level_speaks_for_the_one_day_it_is_of(stamp: str | None) -> None:
    got = look({"v": 1, "at": stamp}, as_of="at") if stamp else look({"v": 1})
    day = date.fromisoformat(stamp) if stamp else SPAN.last
    assert isinstance(got, Reading)
    assert (got.covers, got.as_of) == (Span(day, day), day)


def test_a_live_level_speaks_for_today_in_a_window_that_goes_on() -> None:
    got = look({"v": 1}, span=Span(SPAN.first, date(2026, 12, 31)))
    assert isinstance(got, Reading)
    assert got.covers == Span(FETCHED.date(), FETCHED.date())


def test_a_late_copy_of_a_live_page_says_nothing_of_the_day_asked_for() -> None:
    day, before = Span(SPAN.last, SPAN.last), datetime(2026, 6, 7, 12, tzinfo=UTC)
    assert isinstance(look({"v": 1}, span=day, server_date=before), NotYet)
    assert isinstance(look({"v": 1}, span=day, server_date=before, fetched=LATER), NotYet)


def test_a_value_the_publisher_dates_counts_until_a_newer_one_comes() -> None:
    got = look({"v": 1, "at": "2026-06-07"}, span=Span(SPAN.last, SPAN.last), as_of="at", fetched=LATER)
    assert isinstance(got, Reading)
    assert (got.covers, got.as_of) == (Span(SPAN.last, SPAN.last), date(2026, 6, 7))


@pytest.mark.parametrize(
    "params", [{"select": "v[?d=='{last}'].n | [0]"}, {"select": "v[0].n", "query": {"to": "{last}"}}]
)
def test_a_value_of_the_days_asked_for_may_be_read_later(params: dict[str, Any]) -> None:
    got = look({"v": [{"d": "2026-06-09", "n": 4}]}, fetched=LATER, **params)
    assert isinstance(got, Reading)
    assert got.covers == Span(SPAN.last, SPAN.last)


def test_a_stamp_that_names_the_days_gives_a_live_value_no_past() -> None:
    assert not registry.make(
        "http_json", {"url": URL, "select": "v", "as_of": "at[?d=='{last}'].s | [0]"}
    ).history


def test_an_event_has_a_day_of_its_own_and_may_be_read_later() -> None:
    happened = look({"v": "2026-06-03"}, fetched=LATER, nature="event", type="date")
    absent = look({"v": False}, fetched=LATER, nature="event", type="yes")
    assert isinstance(happened, Reading)
    assert isinstance(absent, Reading)
    assert (happened.happened_on, happened.covers) == (date(2026, 6, 3), SPAN)
    assert (absent.values["value"], absent.covers) == (None, SPAN)


def test_a_level_is_not_read_for_a_day_to_come() -> None:
    got = look({"v": 1}, span=Span(date(2026, 6, 11), date(2026, 6, 11)))
    assert got == NotYet("2026-06-11 has not come yet.", date(2026, 6, 11))


def test_a_total_speaks_for_the_days_up_to_its_stamp_and_never_for_days_to_come() -> None:
    for stamp, last in [("2026-06-05", 5), ("2026-06-30", 9), ("2027-06-30", 9)]:
        got = look({"v": 1, "at": stamp}, as_of="at", nature="total")
        assert isinstance(got, Reading)
        assert got.covers == Span(SPAN.first, date(2026, 6, last))
        assert got.as_of <= FETCHED.date()
    assert isinstance(look({"v": 1, "at": "2026-05-31"}, as_of="at", nature="total"), NotYet)
    whole_month = Span(date(2026, 6, 1), date(2026, 6, 30))
    ahead = look({"v": 1, "at": "2026-06-30"}, span=whole_month, as_of="at", nature="total")
    assert isinstance(ahead, Reading)
    assert ahead.covers.last == FETCHED.date()


EVENT: dict[str, Any] = {"nature": "event", "as_of": "at"}


@pytest.mark.parametrize(
    ("found", "stamp", "told", "happened_on", "until"),
    [
        ("2026-06-03", "2026-06-08", date(2026, 6, 3), date(2026, 6, 3), 8),
        ("2026-05-03", "2026-06-30", date(2026, 5, 3), date(2026, 5, 3), 9),
        ("2026-06-10", "2026-06-30", None, None, 9),
        ("2026-06-09", "2026-06-08", None, None, 8),
    ],
)
def test_an_event_has_its_day_or_is_absent_up_to_the_stamp(
    found: str, stamp: str, told: date | None, happened_on: date | None, until: int
) -> None:
    got = look({"v": found, "at": stamp}, type="date", **EVENT)
    assert isinstance(got, Reading)
    assert (got.values["value"], got.happened_on) == (told, happened_on)
    assert got.covers == Span(SPAN.first, date(2026, 6, until))


def test_an_event_without_a_date_is_not_yet_and_never_absent() -> None:
    assert isinstance(look({"v": None, "at": "2026-06-08"}, type="date", **EVENT), NotYet)


def test_a_flag_tells_that_something_happened_by_its_stamp_and_not_when() -> None:
    yes, no = (look({"v": flag, "at": "2026-06-08"}, type="yes", **EVENT) for flag in (True, False))
    assert isinstance(yes, Reading)
    assert isinstance(no, Reading)
    assert (yes.values["value"], yes.happened_on) == (date(2026, 6, 8), None)
    assert (no.values["value"], no.covers.last) == (None, date(2026, 6, 8))
    late = look({"v": True, "at": "2026-06-10"}, type="yes", fetched=LATER, **EVENT)
    assert isinstance(late, Unusable)
    assert late.why == "incomplete"


@pytest.mark.parametrize("found", ["yes", 1, 0, "true", [True]])
def test_only_true_and_false_are_flags(found: object) -> None:
    assert isinstance(look({"v": found}, type="yes", nature="event"), Unusable)


def test_a_source_that_was_not_checked_still_refuses_a_flag_as_a_level() -> None:
    source = HttpJson(url=URL, select="v", type="yes")
    body = b'{"v": true}'
    evidence = Evidence(Request(URL), hashlib.sha256(body).hexdigest(), body, 200, FETCHED)
    assert isinstance(answer(source, SPAN, lambda _: evidence), Unusable)
    broken = HttpJson(url=URL, select="v[")
    assert isinstance(answer(broken, SPAN, lambda _: evidence), Unusable)


def test_identity_names_what_was_found_and_its_absence_is_a_changed_shape() -> None:
    got = look({"v": 1, "id": {"b": 1.5, "a": "x"}}, identity="id", publisher="P", unit="kg")
    assert isinstance(got, Reading)
    assert got.identity == 'P, v, {"a": "x", "b": "1.5"}, in kg'
    assert isinstance(look({"v": 1}, identity="id"), Unusable)


def test_the_days_are_put_into_address_query_and_path() -> None:
    params = {
        "url": "https://example.org/{first_year}/{last}",
        "query": {"from": "{first}", "many": ["{last_year}", 7]},
        "select": "[?d=='{last}'].{v: v} | [0].v",
    }
    request = next(registry.make("http_json", params).look(SPAN))
    assert request.url == "https://example.org/2026/2026-06-09"
    assert request.query == (("from", "2026-06-01"), ("many", "2026"), ("many", "7"))
    assert value([{"d": "2026-06-09", "v": 4}], select=params["select"]) == 4


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(str),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["v", "at", "id", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(
    TREES,
    st.sampled_from(["number", "text", "date"]),
    st.sampled_from(["v", "x.v", "[].v | [0]", "sum(v)", "v[?x > `1`]"]),
)
@settings(deadline=None, max_examples=300)
def test_every_answer_ends_as_an_answer(tree: object, kind: str, path: str) -> None:
    got = look(json.dumps(tree).encode(), type=kind, select=path, as_of="at", identity="id")
    assert isinstance(got, Reading | NotYet | Unusable)


@given(st.binary(max_size=8), st.integers(0, 60), st.integers(0, 8))
@settings(deadline=None, max_examples=300)
def test_every_mutilated_answer_ends_as_an_answer(junk: bytes, at: int, cut: int) -> None:
    body = b'{"v": 52500000000, "at": "2026-06-08", "id": "X", "rows": [{"n": 1.5}]}'
    assert isinstance(look(body[:at] + junk + body[at + cut :], as_of="at"), Reading | NotYet | Unusable)


# ---- two clocks ----------------------------------------------------------------------------------------

BEHIND = datetime(2026, 6, 8, 20, 0, tzinfo=UTC)
"""Our clock, ten hours behind a host on which it is the next morning."""
MORNING = datetime(2026, 6, 9, 6, 0, tzinfo=UTC)


def test_a_live_value_is_no_word_on_a_day_that_only_a_clock_behind_gives_it() -> None:
    dated = {"v": 1, "at": "2026-06-09"}
    got = look(dated, as_of="at", fetched=BEHIND, server_date=MORNING)
    assert got == NotYet(
        "The clocks do not agree on the day: 2026-06-08 by one; it says it is of 2026-06-09."
    )
    assert isinstance(look(dated, as_of="at", fetched=BEHIND), NotYet)
    assert isinstance(look({"v": 1}, fetched=BEHIND, server_date=MORNING), NotYet)


def test_a_live_value_of_an_earlier_day_does_not_depend_on_the_clocks() -> None:
    got = look({"v": 1, "at": "2026-06-08"}, as_of="at", fetched=BEHIND, server_date=MORNING)
    assert isinstance(got, Reading)
    assert got.covers == Span(date(2026, 6, 8), date(2026, 6, 8))


def test_a_publisher_that_stamps_ahead_is_read_where_the_clocks_agree() -> None:
    got = look({"v": 1, "at": "2026-12-31"}, as_of="at", fetched=MORNING, server_date=MORNING)
    assert isinstance(got, Reading)
    assert got.covers == Span(date(2026, 6, 9), date(2026, 6, 9))


def test_that_it_has_happened_is_of_no_day_while_the_clocks_do_not_agree() -> None:
    yes = {"v": True, "at": "2026-06-09"}
    event: dict[str, Any] = {"as_of": "at", "nature": "event", "type": "yes"}
    assert isinstance(look(yes, fetched=BEHIND, server_date=MORNING, **event), NotYet)
    got = look(yes, fetched=MORNING, server_date=MORNING, **event)
    assert isinstance(got, Reading)
    assert got.happened_on is None
    assert got.values["value"] == date(2026, 6, 9)
