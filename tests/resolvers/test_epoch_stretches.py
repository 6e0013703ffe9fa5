"""What is added up over many days, stretch by stretch, against the same day by day and by definition."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.epoch.lead import (
    Group,
    Model,
    longest_overtaking,
    sum_of_gaps,
    sum_of_lag_days,
    sum_of_lag_days_at,
)
from resolvers.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DAY = date(2025, 1, 1)
ENDS = st.one_of(st.none(), st.integers(0, 6))


def _model(days: int, score: int, line: int, below: int | None, above: int | None) -> Model:
    low = None if below is None else Decimal(score - below)
    high = None if above is None else Decimal(score + above)
    return Model(DAY + timedelta(days=days), Decimal(score), f"m{line}", line, low, high)


def _models(ends: st.SearchStrategy[int | None]) -> st.SearchStrategy[list[Model]]:
    days, scores, lines = st.integers(0, 60), st.integers(90, 100), st.integers(2, 99)
    return st.lists(st.builds(_model, days, scores, lines, ends, ends), min_size=1, max_size=10)


MODELS, KNOWN = _models(ENDS), _models(st.integers(0, 6))
# Scores that grow with the days, so that the lead changes hands.
RACING = st.lists(
    st.builds(
        lambda days, ahead, line: _model(days, 90 + days + ahead, line, None, None),
        st.integers(0, 30),
        st.integers(0, 5),
        st.integers(2, 99),
    ),
    min_size=3,
    max_size=12,
)


def _score(model: Model) -> Decimal | None:
    return model.score


def _low(model: Model) -> Decimal | None:
    return model.low


def _high(model: Model) -> Decimal | None:
    return model.high


def _span(us: Sequence[Model], cn: Sequence[Model], length: int) -> Span:
    first = max(min(model.released for model in us), min(model.released for model in cn))
    return Span(first, first + timedelta(days=length - 1))


def _days(span: Span) -> list[date]:
    return [span.first + timedelta(days=place) for place in range(span.days)]


def _best(models: Sequence[Model], day: date) -> Model:
    released = [model for model in models if model.released <= day]
    return min(released, key=lambda model: (-model.score, model.released, model.line))


def _lag(
    us: Sequence[Model], cn: Sequence[Model], day: date, end: Callable[[Model], Decimal | None]
) -> int | None:
    """The lag of a day in days, its best Chinese model at an end of its interval and all others at their scores."""
    best = _best(cn, day)
    counted = end(best)
    if counted is None:
        return None
    reached = [model.released for model in us if model.released <= day and model.score >= counted]
    if reached:
        return (day - min(reached)).days
    top = _best(us, day).score
    above = [model.released for model in cn if model.released <= day and model.score > top]
    return -(day - min([*above, best.released])).days


@settings(max_examples=150, deadline=None)
@given(MODELS, MODELS, st.integers(1, 60))
def test_a_lag_at_an_end_of_the_interval_is_that_of_every_day(
    us: list[Model], cn: list[Model], length: int
) -> None:
    span = _span(us, cn, length)
    for end in (_score, _low, _high):
        each = [_lag(us, cn, day, end) for day in _days(span)]
        known = [lag for lag in each if lag is not None]
        wanted = sum(known) if len(known) == len(each) else None
        assert sum_of_lag_days_at(end, Group.of(us), Group.of(cn), span) == wanted


@settings(max_examples=100, deadline=None)
@given(KNOWN, KNOWN, st.integers(1, 60))
def test_the_upper_end_gives_the_smaller_lag_and_the_lower_end_the_larger(
    us: list[Model], cn: list[Model], length: int
) -> None:
    span, leader, follower = _span(us, cn, length), Group.of(us), Group.of(cn)
    small, large = (sum_of_lag_days_at(end, leader, follower, span) for end in (_high, _low))
    assert small is not None
    assert large is not None
    assert small <= sum_of_lag_days(leader, follower, span) <= large


@settings(max_examples=100, deadline=None)
@given(MODELS, MODELS, st.integers(1, 60))
def test_the_gaps_add_up_day_by_day(us: list[Model], cn: list[Model], length: int) -> None:
    span = _span(us, cn, length)
    each = [_best(us, day).score - _best(cn, day).score for day in _days(span)]
    assert sum_of_gaps(Group.of(us), Group.of(cn), span) == sum(each)


@settings(max_examples=100, deadline=None)
@given(RACING, RACING, st.integers(1, 40))
def test_the_longest_overtaking_is_the_longest_run_of_days_above(
    us: list[Model], cn: list[Model], length: int
) -> None:
    span = _span(us, cn, length)
    above = "".join(" x"[_best(cn, day).score > _best(us, day).score] for day in _days(span))
    assert longest_overtaking(Group.of(us), Group.of(cn), span) == max(map(len, above.split()), default=0)
