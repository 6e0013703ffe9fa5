"""What the saved cases of `openrouter.token_share` cannot show: long spans, and what holds for all numbers."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from resolvers import registry
from resolvers.errors import BadParamsError
from resolvers.offline import answer
from resolvers.openrouter_days import MOST_DAYS
from resolvers.source import Answer, Evidence, Reading, Request, Span

if TYPE_CHECKING:
    from random import Random

SEEN = datetime(2026, 12, 31, 6, tzinfo=UTC)
MODELS = ("qwen/qwen3.8-max", "openai/gpt-6-astra", "mistralai/mistral-large-3", "other")
Tokens = dict[tuple[date, str], int]


class Publisher:
    """Answers as OpenRouter does: the days asked for, in one reply."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.asked: list[Span] = []

    def kept(self, request: Request) -> Evidence:
        """The days between the two of the query."""
        first, last = (date.fromisoformat(day) for _, day in request.query)
        self.asked.append(Span(first, last))
        rows = [
            {"date": day.isoformat(), "model_permaslug": model, "total_tokens": str(count)}
            for (day, model), count in self.tokens.items()
            if first <= day <= last
        ]
        body = json.dumps({"data": rows}).encode()
        return Evidence(request, hashlib.sha256(body).hexdigest(), body, 200, SEEN)

    def share(self, span: Span, **params: object) -> Answer:
        """What the source reads of them."""
        return answer(registry.make("openrouter.token_share", params), span, self.kept)


def percent(got: Answer) -> Decimal:
    assert isinstance(got, Reading)
    value = got.values["share_pct"]
    assert isinstance(value, Decimal)
    return value


def test_a_long_span_is_asked_for_in_parts_that_meet_and_are_summed() -> None:
    span = Span(date(2025, 12, 1), date(2026, 12, 27))
    days = [span.first + timedelta(days=day) for day in range(span.days)]
    publisher = Publisher(dict.fromkeys(product(days, MODELS), 3))
    assert percent(publisher.share(span, group="China")).quantize(Decimal("0.01")) == Decimal("33.33")
    assert [part.days for part in publisher.asked] == [MOST_DAYS, span.days + 1 - MOST_DAYS]
    assert publisher.asked[0].last + timedelta(days=1) == publisher.asked[1].first


COUNTS = st.lists(st.integers(0, 10**20), min_size=len(MODELS), max_size=len(MODELS))


@settings(max_examples=60, deadline=None, database=None)
@given(st.lists(COUNTS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_shares_are_of_tokens_not_of_days_and_their_order_does_not_matter(
    counts: list[list[int]], random: Random
) -> None:
    days = [date(2026, 12, 20) + timedelta(days=day) for day in range(len(counts))]
    told = {
        (day, model): count
        for day, row in zip(days, counts, strict=True)
        for model, count in zip(MODELS, row, strict=True)
    }
    china, us, other, _ = (sum(row[place] for row in counts) for place in range(len(MODELS)))
    assume(china + us + other)
    mixed = list(told.items())
    random.shuffle(mixed)
    span = Span(days[0], days[-1])
    got = percent(Publisher(dict(mixed)).share(span, group="China"))
    assert abs(got - Decimal(100 * china) / (china + us + other)) <= Decimal("1e-9")
    both = got + percent(Publisher(told).share(span, group="US"))
    assert both <= 100 + Decimal("1e-9")


@pytest.mark.parametrize("weeks", [0, -4, 521])
def test_a_comparison_looks_back_by_one_to_520_weeks(weeks: int) -> None:
    with pytest.raises(BadParamsError, match="out of range"):
        registry.make("openrouter.token_share", {"group": "US", "weeks_before": weeks})
