"""Fiscal quarters out of what was told since the start of a year, and params that cannot be meant."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers import registry
from resolvers.errors import BadParamsError
from resolvers.exact_numbers import total
from resolvers.json_fields import Fields
from resolvers.sec_edgar.facts import Fact, told
from resolvers.sec_edgar.periods import exact_period, quarters

FILED = date(2027, 3, 1)
CAPEX = "us-gaap/PaymentsToAcquirePropertyPlantAndEquipment"


def _fact(start: date | None, end: date, value: Decimal) -> Fact:
    return Fact(start, end, FILED, Fields({"val": value}))


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(1995, 1, 1), date(2090, 1, 1)),
    st.lists(
        st.tuples(st.integers(12, 15), st.decimals(-(10**12), 10**12, places=2)), min_size=4, max_size=4
    ),
)
def test_what_was_told_since_the_start_of_a_year_comes_apart_into_its_quarters(
    first: date, weeks_and_values: list[tuple[int, Decimal]]
) -> None:
    ends = [
        first + timedelta(weeks=weeks, days=-1)
        for weeks in accumulate(weeks for weeks, _ in weeks_and_values)
    ]
    values = [value for _, value in weeks_and_values]
    so_far = [total(values[: place + 1]) for place in range(4)]
    facts = [_fact(first, end, value) for end, value in zip(ends, so_far, strict=True)]
    found = quarters(told([*facts, _fact(None, ends[1], Decimal(5))], "original"))
    assert [(period.end, period.value) for period in found] == list(zip(ends, values, strict=True))
    assert [period.start for period in found] == [first, *(end + timedelta(days=1) for end in ends[:-1])]


def test_of_two_ways_to_a_period_the_one_that_starts_later_is_taken() -> None:
    facts = [
        _fact(date(2025, 1, 1), date(2026, 6, 30), Decimal(60)),
        _fact(date(2025, 1, 1), date(2026, 3, 31), Decimal(50)),
        _fact(date(2026, 1, 1), date(2026, 6, 30), Decimal(21)),
        _fact(date(2026, 1, 1), date(2026, 3, 31), Decimal(10)),
    ]
    found = exact_period(told(facts, "original"), date(2026, 4, 1), date(2026, 6, 30))
    assert found is not None
    assert found.value == 11


@pytest.mark.parametrize(
    ("name", "params", "says"),
    [
        ("sec_edgar.concept", {"cik": 0, "concept": CAPEX}, "is no company's number"),
        ("sec_edgar.filings", {"cik": 10**10, "form": "S-1"}, "is no company's number"),
        ("sec_edgar.concept", {"cik": 42, "concept": "Revenues"}, "is not written as it must be"),
        ("sec_edgar.concept", {"cik": 42, "concept": "us-gaap/../x"}, "is not written as it must be"),
        ("sec_edgar.sum", {"ciks": [], "concepts": [CAPEX]}, "is empty"),
        ("sec_edgar.sum", {"ciks": [42], "concepts": []}, "is empty"),
        ("sec_edgar.sum", {"ciks": [42, "0000000042"], "concepts": [CAPEX]}, "names a company twice"),
        ("sec_edgar.sum", {"ciks": list(range(1, 42)), "concepts": [CAPEX]}, "are too many"),
        ("sec_edgar.sum", {"ciks": 42, "concepts": [CAPEX]}, "is of the wrong kind"),
    ],
)
def test_params_that_cannot_be_meant_are_told(name: str, params: dict[str, object], says: str) -> None:
    with pytest.raises(BadParamsError, match=says):
        registry.make(name, params)


def test_a_number_of_a_company_may_be_written_with_its_zeros() -> None:
    with_zeros = registry.canonical_params("sec_edgar.concept", {"cik": "0001045810", "concept": CAPEX})
    assert with_zeros == registry.canonical_params("sec_edgar.concept", {"cik": 1045810, "concept": CAPEX})
