"""A naive forecast says what earlier windows show, and nothing where they are too few."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.questions.forecast import Chance, Chances, Quantiles
from ledger.questions.outcome import Amount, Chosen, OnDay, YesNo
from ledger.questions.rule import Over
from ledger.resolution.looking_back.backtest import Backtest, Tried
from ledger.resolution.looking_back.naive import FEWEST, naive
from ledger.resolution.rule.decision import Resolves, Waits
from tests.ledger.resolution.conftest import Makes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.questions.outcome import Outcome
    from ledger.questions.question import Question

AT = datetime(2026, 1, 1, tzinfo=UTC)
MONTH = timedelta(days=30)
NUMERIC: dict[str, Any] = {"kind": "numeric", "range": {"min": "0", "max": "60", "open_max": True}}
CHOICE: dict[str, Any] = {
    "kind": "multiple_choice",
    "option": [{"label": "low", "below": "5"}, {"label": "high", "at_least": "5"}],
}


def past(*outcomes: Outcome | None) -> Backtest:
    """One window a month from 2025 on, newest first as a back-test tries them; None for what cannot be decided."""
    tried = [_tried(place, outcome) for place, outcome in enumerate(outcomes)]
    return Backtest("history", tuple(reversed(tried)))


def _tried(place: int, outcome: Outcome | None) -> Tried:
    first = date(2025, 1, 1) + place * MONTH
    decision = Waits("not there") if outcome is None else Resolves(outcome, AT, (), "so it was")
    return Tried(Over(first, first + MONTH - timedelta(days=1)), decision, None)


def numeric(**more: Any) -> Question:
    return Makes().question({"yes_if": None}, **{**NUMERIC, **more})


def amounts(*values: float) -> Backtest:
    return past(*(Amount(Decimal(str(value))) for value in values))


def quantiles(says: object) -> list[Decimal]:
    assert isinstance(says, Quantiles)
    assert [level for level, _ in says.points] == [Decimal("0.1"), Decimal("0.5"), Decimal("0.9")]
    return [value for _, value in says.points]


def test_no_change_is_the_newest_value_give_or_take_what_four_of_five_changes_stayed_within() -> None:
    first, second = naive(numeric(), amounts(10, 11, 9, 12, 13, 23))
    assert (first.name, second.name) == ("no change", "base rate")
    assert quantiles(first.says) == [20, 23, 26]
    assert quantiles(second.says) == [9, 11, 23]
    assert (first.windows, first.days.first, first.days.last) == (6, date(2025, 1, 1), date(2025, 6, 29))


def test_what_lies_outside_a_closed_end_is_brought_to_it() -> None:
    falling = amounts(10, 6, 10, 6, 2, 1)
    assert quantiles(naive(numeric(), falling)[0].says) == [0, 1, 5]
    assert quantiles(naive(numeric(range={"min": "0", "max": "3"}), falling)[0].says) == [0, 1, 3]
    free = numeric(range={"min": "0", "max": "60", "open_min": True})
    assert quantiles(naive(free, falling)[0].says) == [-3, 1, 5]


def test_a_base_rate_leaves_nothing_impossible() -> None:
    never = naive(Makes().question(), past(*[YesNo(yes=False)] * 8))
    assert [(one.name, one.says) for one in never] == [("base rate", Chance(Decimal("0.1000")))]
    always = naive(Makes().question(), past(*[YesNo(yes=True)] * 8))
    assert always[0].says == Chance(Decimal("0.9000"))


@given(st.lists(st.booleans(), min_size=FEWEST, max_size=60))
def test_the_chances_of_options_add_up_to_one_and_follow_what_came(highs: Sequence[bool]) -> None:
    question = Makes().question({"yes_if": None}, **CHOICE)
    found = naive(question, past(*(Chosen("high" if high else "low") for high in highs)))
    (one,) = found
    assert isinstance(one.says, Chances)
    chances = dict(one.says.options)
    assert sum(chances.values()) == 1
    assert all(0 < chance < 1 for chance in chances.values())
    assert (chances["high"] > chances["low"]) == (sum(highs) > len(highs) / 2)


@pytest.mark.parametrize("count", [0, 1, FEWEST - 1])
def test_too_few_windows_say_nothing_and_undecided_ones_do_not_count(count: int) -> None:
    assert naive(Makes().question(), past(*[YesNo(yes=True)] * count, *[None] * 20)) == ()
    assert naive(numeric(), amounts(*range(count))) == ()


def test_a_day_has_no_naive_forecast() -> None:
    question = Makes().question(
        {"window": {"any_day": ["2026-01-01", "2026-03-31"], "max_gap": "3d"}, "yes_if": None, "first_day": {"at_least": "12"}},
        kind="date",
        range={"min": "2026-01-01", "max": "2026-03-31"},
    )  # fmt: skip
    assert naive(question, past(*[OnDay(date(2025, 1, 3))] * 9)) == ()
