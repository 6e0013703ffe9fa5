"""What holds for every source with saved cases: a quantity in another unit is noticed, or stands here with the reason why not."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resolvers import registry
from resolvers.saved import Case, cases
from resolvers.source import Reading
from tests.resolvers.bodies import answer_to, pages, quantities, reworded, says_no_more, scaled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resolvers.source import Answer

READINGS = [case for case in cases(Path(__file__).parent / "saved") if case.expected["kind"] == "reading"]

FACTORS = (Decimal(100), Decimal("0.01"), Decimal(1000))
"""Percent and fractions, dollars and cents, units and thousands."""

NO_QUANTITY = "it is a code, an id or a time, and has no unit"
COUNT = "it is a count, which has no unit"
CHANCE = "percent are noticed; less than it was, it is a chance as well"
PART = "it is of the unit of the score beside it, which is noticed; by itself it may lie anywhere"
UNSTATED = "the body says of no unit, and any figure may be right: the alarm of a jump tells of it"

UNSEEN: Mapping[tuple[str, bytes], str] = {
    ("congress.bill", b"actionCode"): NO_QUANTITY,
    ("doj.press_releases", b"date"): NO_QUANTITY,
    ("github.releases", b"id"): NO_QUANTITY,
    ("manifold.market", b"closeTime"): NO_QUANTITY,
    ("github.repo", b"forks_count"): COUNT,
    ("github.repo", b"open_issues_count"): COUNT,
    ("github.repo", b"stargazers_count"): COUNT,
    ("huggingface.model", b"downloads"): COUNT,
    ("huggingface.model", b"downloadsAllTime"): COUNT,
    ("huggingface.model", b"likes"): COUNT,
    ("kalshi.market", b"last_price_dollars"): CHANCE,
    ("kalshi.market", b"yes_ask_dollars"): CHANCE,
    ("kalshi.market", b"yes_bid_dollars"): CHANCE,
    ("manifold.market", b"probability"): CHANCE,
    ("metaculus.question", b"centers"): CHANCE,
    ("polymarket.market", b"outcomePrices"): CHANCE,
    ("epoch.eci_lag", b"eci_ci_high"): PART,
    ("epoch.eci_lag", b"eci_ci_low"): PART,
    ("fred.series", b"CPIAUCSL"): UNSTATED,
    ("fred.series", b"DGS10"): UNSTATED,
    ("fred.series", b"GDP"): UNSTATED,
    ("fred.series", b"GDPPOT"): UNSTATED,
    ("fred.vintage", b"value"): UNSTATED,
    ("owid.chart", b"life_expectancy_0"): UNSTATED,
    ("owid.chart", b"population"): UNSTATED,
    ("owid.chart", b"weekly_cases"): UNSTATED,
    ("sec_edgar.concept", b"val"): UNSTATED,
    ("sec_edgar.sum", b"val"): UNSTATED,
    ("wayback.reading", b"level"): UNSTATED,
    ("world_bank.indicator", b"value"): UNSTATED,
}
"""By source and column or key: why another size of its numbers is not noticed in the body."""

OTHERWISE = {
    "USD": "EUR",
    "US$": "EUR",
    "dollars": "cents",
    "percent": "fraction",
    "%": "per mille",
    "lin": "pch",
    "millions": "thousands",
    "minutes": "hours",
    "months": "years",
    "tokens": "words",
}
"""Words in which bodies state a unit, each with another that might come instead."""


def _id(case: Case) -> str:
    return f"{case.source}/{case.name}"


def _read(case: Case) -> Reading:
    got = case.answer(registry.make(case.source, case.params))
    assert isinstance(got, Reading)
    return got


def _sized(case: Case, factors: tuple[Decimal, ...]) -> Iterator[tuple[bytes, Answer]]:
    """What is made of each quantity whose numbers are so many times as large."""
    for places in pages(case):
        told = {
            what: called for place in places for what, called in quantities(case.evidence[place].body).items()
        }
        for what, called in sorted(told.items()):
            for factor in factors:
                got = answer_to(case, places, partial(scaled, called=called, factor=factor))
                if got is not None:
                    yield what, got


def _unseen(case: Case) -> set[bytes]:
    read = _read(case)
    return {name for name, got in _sized(case, FACTORS) if not says_no_more(got, read)}


@pytest.mark.parametrize("case", READINGS, ids=_id)
def test_a_quantity_of_another_size_is_noticed_or_listed_with_the_reason(case: Case) -> None:
    assert _unseen(case) <= {name for source, name in UNSEEN if source == case.source}


@pytest.mark.parametrize("case", READINGS, ids=_id)
def test_writing_numbers_anew_changes_no_answer(case: Case) -> None:
    read = _read(case)
    for name, got in _sized(case, (Decimal(1),)):
        assert says_no_more(got, read), name
        assert isinstance(got, Reading), name


@pytest.mark.parametrize(("source", "name"), UNSEEN, ids=str)
def test_nothing_is_listed_that_is_noticed(source: str, name: bytes) -> None:
    assert any(name in _unseen(case) for case in READINGS if case.source == source)


@pytest.mark.parametrize("case", READINGS, ids=_id)
def test_a_unit_in_another_word_is_noticed_or_was_not_the_values(case: Case) -> None:
    read = _read(case)
    for places in pages(case):
        for word, other in OTHERWISE.items():
            got = answer_to(case, places, partial(reworded, word=word, other=other))
            assert got is None or says_no_more(got, read), word


STATED = {
    ("fred.vintage", "lin"),
    ("kalshi.market", "dollars"),
    ("openrouter.token_share", "tokens"),
    ("sec_edgar.concept", "USD"),
    ("sec_edgar.sum", "USD"),
    ("world_bank.indicator", "US$"),
    ("world_bank.indicator", "millions"),
}
"""Sources whose bodies state the unit of what is read, and in which word."""


@pytest.mark.parametrize(("source", "word"), sorted(STATED))
def test_where_the_body_states_its_unit_another_one_is_refused_or_of_another_identity(
    source: str, word: str
) -> None:
    seen = [
        (got, _read(case))
        for case in READINGS
        if case.source == source
        for places in pages(case)
        if (got := answer_to(case, places, partial(reworded, word=word, other=OTHERWISE[word])))
    ]
    assert seen
    assert any(not isinstance(got, Reading) or got.identity != read.identity for got, read in seen)
