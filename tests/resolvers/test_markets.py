"""What the sources of markets share, where a saved case cannot show it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers import registry
from resolvers.errors import BadParamsError
from resolvers.saved import Case, case
from resolvers.source import NotYet, Reading, Span, Unusable

if TYPE_CHECKING:
    from resolvers.source import Answer

SAVED = Path(__file__).parent / "saved"
MARKETS = ("manifold.market", "polymarket.market", "kalshi.market", "metaculus.question")


def _open(source: str) -> Case:
    return case(SAVED / source / "open")


def _answer(asked: Case) -> Answer:
    return asked.answer(registry.make(asked.source, asked.params))


def _told_by_host(asked: Case, at: datetime) -> Case:
    return replace(asked, evidence=tuple(replace(one, server_date=at) for one in asked.evidence))


@pytest.mark.parametrize("source", MARKETS)
def test_a_price_read_while_the_clocks_are_on_two_days_is_of_neither(source: str) -> None:
    asked = _told_by_host(_open(source), datetime(2026, 11, 19, 23, 59, 59, tzinfo=UTC))
    got = _answer(replace(asked, span=Span(date(2026, 11, 19), date(2026, 11, 20))))
    assert isinstance(got, Reading)
    assert dict(got.values) == {"resolved_yes_on": None}
    assert got.covers.last == date(2026, 11, 19)


def test_a_market_that_says_neither_is_asked_again_when_the_clocks_agree() -> None:
    asked = case(SAVED / "manifold.market" / "cancelled")
    span = Span(date(2026, 11, 19), date(2026, 11, 20))
    got = _answer(replace(_told_by_host(asked, datetime(2026, 11, 19, 23, tzinfo=UTC)), span=span))
    assert isinstance(got, NotYet)
    assert "do not agree" in got.reason


@pytest.mark.parametrize("source", MARKETS)
def test_what_is_still_open_later_was_not_settled_on_the_last_day_asked_for(source: str) -> None:
    yesterday = date(2026, 11, 20) - timedelta(days=1)
    span = Span(date(2026, 1, 1), yesterday)
    got = _answer(replace(_open(source), span=span))
    assert isinstance(got, Reading)
    assert dict(got.values) == {"resolved_yes_on": None}
    assert got.covers == Span(yesterday, yesterday)


@given(st.decimals(0, 1, places=17))
def test_a_chance_is_a_hundred_times_the_price_and_never_rounded(price: Decimal) -> None:
    asked = _open("polymarket.market")
    body: dict[str, Any] = json.loads(asked.evidence[0].body)
    body["outcomePrices"] = json.dumps([f"{price:f}", f"{1 - price:f}"])
    got = _answer(asked.with_body(0, json.dumps(body).encode()))
    assert isinstance(got, Reading)
    assert got.values["chance_pct"] == price * 100


@given(st.decimals(0, 1, places=4), st.decimals(0, 1, places=4))
def test_a_midpoint_lies_between_two_quotes_that_are_near_or_there_is_none(
    bid: Decimal, ask: Decimal
) -> None:
    asked = _open("kalshi.market")
    body: dict[str, Any] = json.loads(asked.evidence[0].body)
    body["market"] |= {"yes_bid_dollars": f"{bid:f}", "yes_ask_dollars": f"{ask:f}"}
    got = _answer(asked.with_body(0, json.dumps(body).encode()))
    assert isinstance(got, Reading)
    is_near = 0 < bid <= ask < 1 and ask - bid <= Decimal("0.1")
    assert got.values["chance_pct"] == ((bid + ask) * 50 if is_near else 40)


@pytest.mark.parametrize("name", ["manifold.market", "polymarket.market"])
def test_a_market_is_named_in_exactly_one_way(name: str) -> None:
    for params in ({}, {"id": "12", "slug": "will-it"}):
        with pytest.raises(BadParamsError, match="one of them"):
            registry.make(name, params)


def test_another_wording_is_another_series() -> None:
    asked = _open("manifold.market")
    body = json.loads(asked.evidence[0].body)
    edited = json.dumps(body | {"question": "Will a row appear in 2027?"}).encode()
    before, after = _answer(asked), _answer(asked.with_body(0, edited))
    assert isinstance(before, Reading)
    assert isinstance(after, Reading)
    assert before.identity != after.identity


@pytest.mark.no_cover
def test_a_reply_too_large_to_be_meant_is_refused_at_once() -> None:
    for body in (b"[" * 1_000_000, b'{"market": ' * 200_000, b"[" + b"{}," * 300_000 + b"{}]"):
        for source in MARKETS:
            assert isinstance(_answer(_open(source).with_body(0, body)), Unusable)
