"""Forecasts as step functions: what ends a step, what is scored, what it is divided by, and what adds up."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.clock import microseconds
from ledger.scoring import (
    NEVER,
    Steps,
    accrued,
    averaged_loss,
    baseline_score,
    brier_points,
    brier_score,
    schedule,
    steps,
    time_covered,
    trace_of_loss,
    trace_of_points,
)
from ledger.scoring.refusals import NoTimeCoveredError

DAY = 86_400_000_000
T0 = microseconds(datetime(2026, 5, 14, tzinfo=UTC))


def one_question(
    made: list[float], *, days: float, known: float | None = None, gone: dict[int, float] | None = None
) -> Steps:
    """Steps of one forecaster on one question; every time in days after T0."""
    ends = np.full(len(made), NEVER)
    for row, day in (gone or {}).items():
        ends[row] = T0 + int(day * DAY)
    return steps(
        group=np.zeros(len(made), dtype=np.int64),
        made_us=np.array([T0 + int(day * DAY) for day in made], dtype=np.int64),
        gone_us=ends,
        schedule=schedule(
            t0_us=[T0],
            closes_us=[T0 + int(days * DAY)],
            known_us=[NEVER if known is None else T0 + int(known * DAY)],
        ),
    )


def stretches(found: Steps) -> list[tuple[int, float, float]]:
    """(forecast, from, to) in days after T0."""
    columns = found.row.tolist(), found.from_us.tolist(), found.to_us.tolist()
    return [(row, (a - T0) / DAY, (b - T0) / DAY) for row, a, b in zip(*columns, strict=True)]


def test_half_on_the_last_of_ten_days_has_brier_a_quarter_and_no_points() -> None:
    found = one_question([9], days=10)
    loss = averaged_loss(steps=found, loss=brier_score(probability=np.array([0.5]), occurred=np.array([1])))
    points = accrued(steps=found, points=brier_points(probability=np.array([0.5]), occurred=np.array([1])))
    assert (loss.value.tolist(), points.tolist()) == ([0.25], [0.0])
    divided_by_the_schedule = 0.25 * float(time_covered(steps=found)[0])
    assert divided_by_the_schedule == pytest.approx(0.025)


def test_ninety_percent_known_on_day_four_of_ten() -> None:
    found = one_question([0], days=10, known=4)
    said, happened = np.array([0.9]), np.array([1])
    loss = averaged_loss(steps=found, loss=brier_score(probability=said, occurred=happened))
    points = accrued(steps=found, points=brier_points(probability=said, occurred=happened))
    baseline = accrued(steps=found, points=baseline_score(probability=said, options=np.array([2])))
    assert loss.value == pytest.approx([0.010])
    assert points == pytest.approx([0.096])
    assert baseline == pytest.approx([33.919876], abs=1e-6)
    assert time_covered(steps=found) == pytest.approx([0.4])


def test_five_days_with_nothing_on_the_first_agree_with_metaculus() -> None:
    found = one_question([1, 2, 3, 4], days=5)
    points = baseline_score(probability=np.array([0.4, 0.7, 0.7, 0.8]), options=np.full(4, 2))
    assert accrued(steps=found, points=points) == pytest.approx([26.539949], abs=1e-6)
    assert time_covered(steps=found) == pytest.approx([0.8])


def test_a_later_forecast_replaces_the_earlier() -> None:
    assert stretches(one_question([0, 3], days=10)) == [(0, 0.0, 3.0), (1, 3.0, 10.0)]


def test_of_forecasts_at_one_instant_the_last_counts() -> None:
    assert stretches(one_question([2, 2], days=10)) == [(1, 2.0, 10.0)]


def test_withdrawal_ends_a_step() -> None:
    assert stretches(one_question([0], days=10, gone={0: 6})) == [(0, 0.0, 6.0)]


def test_a_withdrawn_forecast_does_not_bring_back_the_one_before() -> None:
    found = one_question([0, 3], days=10, gone={1: 5})
    assert stretches(found) == [(0, 0.0, 3.0), (1, 3.0, 5.0)]


def test_a_forecast_that_expires_leaves_silence_until_the_next() -> None:
    found = one_question([0, 6], days=10, gone={0: 2})
    assert stretches(found) == [(0, 0.0, 2.0), (1, 6.0, 10.0)]
    assert time_covered(steps=found) == pytest.approx([0.6])


def test_a_forecast_made_before_t0_counts_from_t0() -> None:
    assert stretches(one_question([-5], days=10)) == [(0, 0.0, 10.0)]


def test_a_forecast_after_the_outcome_was_known_is_not_scored() -> None:
    assert stretches(one_question([1, 4, 5], days=10, known=4)) == [(0, 1.0, 4.0)]


def test_a_forecast_after_closing_is_not_scored() -> None:
    assert stretches(one_question([1, 10, 12], days=10, known=20)) == [(0, 1.0, 10.0)]


def test_nothing_counts_on_a_question_known_before_it_entered() -> None:
    found = one_question([0, 1], days=10, known=-1)
    assert stretches(found) == []
    assert accrued(steps=found, points=[5.0, 5.0]).tolist() == [0.0]


def test_nothing_counts_on_a_question_closed_before_it_entered() -> None:
    found = one_question([0], days=-1)
    assert (found.scheduled_us.tolist(), stretches(found)) == ([0], [])
    assert time_covered(steps=found).tolist() == [0.0]
    assert accrued(steps=found, points=[1.0]).tolist() == [0.0]


def test_a_silent_group_has_no_loss_and_exactly_zero_points() -> None:
    found = steps(
        group=[1],
        made_us=[T0],
        gone_us=[NEVER],
        schedule=schedule(t0_us=[T0] * 3, closes_us=[T0 + DAY] * 3, known_us=[NEVER] * 3),
    )
    loss = averaged_loss(steps=found, loss=[0.3])
    assert (loss.group.tolist(), loss.value.tolist(), loss.covered_us.tolist()) == ([1], [0.3], [DAY])
    assert accrued(steps=found, points=[7.0]).tolist() == [0.0, 7.0, 0.0]


def test_an_infinite_loss_stays_infinite_unless_it_covers_no_time() -> None:
    held = one_question([0, 1], days=10)
    assert averaged_loss(steps=held, loss=[math.inf, 0.1]).value.tolist() == [math.inf]
    replaced = one_question([1, 1], days=10)
    assert averaged_loss(steps=replaced, loss=[math.inf, 0.1]).value.tolist() == [0.1]


def test_steps_cannot_be_written_to() -> None:
    found = one_question([0], days=10)
    with pytest.raises(ValueError, match="read-only"):
        found.from_us[0] = 0


@pytest.mark.parametrize(
    ("group", "made", "name"),
    [
        ([1, 0], [0, 0], "group"),
        ([0, 0], [2, 1], "made_us"),
        ([0, 5], [0, 0], "group"),
        ([-1, 0], [0, 0], "group"),
    ],
)
def test_rows_out_of_order_or_of_no_group_are_refused(group: list[int], made: list[int], name: str) -> None:
    two = schedule(t0_us=[0, 0], closes_us=[9, 9], known_us=[NEVER, NEVER])
    with pytest.raises(ValueError, match=name):
        steps(group=group, made_us=made, gone_us=[NEVER, NEVER], schedule=two)


def test_times_as_floats_and_uneven_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="t0_us"):
        schedule(t0_us=[0.5], closes_us=[9], known_us=[NEVER])
    with pytest.raises(ValueError, match="closes_us"):
        schedule(t0_us=[0], closes_us=[9, 9], known_us=[NEVER])
    with pytest.raises(ValueError, match="loss"):
        averaged_loss(steps=one_question([0, 1], days=10), loss=[0.1])
    with pytest.raises(ValueError, match="points"):
        accrued(steps=one_question([0], days=10), points=[math.nan])


def test_no_forecasts_at_all_are_fine() -> None:
    found = one_question([], days=10)
    assert averaged_loss(steps=found, loss=[]).value.size == 0
    assert accrued(steps=found, points=[]).tolist() == [0.0]


moments = st.integers(-3, 15)
rows = st.lists(
    st.tuples(st.integers(0, 3), moments, st.one_of(st.none(), moments), st.integers(0, 100)), max_size=25
)
windows = st.lists(st.tuples(moments, moments, st.one_of(st.none(), moments)), min_size=4, max_size=4)
Row = tuple[int, int, int | None, int]
Window = tuple[int, int, int | None]


def many(
    forecasts: list[Row], each: list[Window]
) -> tuple[Steps, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    ordered = sorted(forecasts, key=lambda row: row[:2])
    found = steps(
        group=[row[0] for row in ordered],
        made_us=[row[1] for row in ordered],
        gone_us=[NEVER if row[2] is None else row[2] for row in ordered],
        schedule=schedule(
            t0_us=[w[0] for w in each],
            closes_us=[w[1] for w in each],
            known_us=[NEVER if w[2] is None else w[2] for w in each],
        ),
    )
    return found, np.array([row[3] / 100 for row in ordered])


def tick_by_tick(forecasts: list[Row], window: Window, group: int) -> list[float]:
    """What the forecaster says at every tick that counts, None left out: the definition, one tick at a time."""
    t0, closes, known = window
    said = []
    for tick in range(t0, closes if known is None else min(closes, known)):
        own = [row for row in sorted(forecasts, key=lambda r: r[:2]) if row[0] == group and row[1] <= tick]
        if own and (own[-1][2] is None or own[-1][2] > tick):
            said.append(own[-1][3] / 100)
    return said


@given(rows, windows)
@settings(max_examples=200, deadline=None)
def test_all_groups_at_once_agree_with_the_definition_tick_by_tick(
    forecasts: list[Row], each: list[Window]
) -> None:
    found, score = many(forecasts, each)
    loss = averaged_loss(steps=found, loss=score)
    losses = dict(zip(loss.group.tolist(), loss.value.tolist(), strict=True))
    points = accrued(steps=found, points=score)
    for group, window in enumerate(each):
        said = tick_by_tick(forecasts, window, group)
        assert (group in losses) == bool(said)
        if said:
            assert losses[group] == pytest.approx(sum(said) / len(said), abs=1e-12)
            assert points[group] == pytest.approx(sum(said) / (window[1] - window[0]), abs=1e-12)
        else:
            assert points[group] == 0.0


@given(rows, windows)
@settings(max_examples=100, deadline=None)
def test_a_trace_adds_up_to_the_number_it_explains(forecasts: list[Row], each: list[Window]) -> None:
    found, score = many(forecasts, each)
    loss = averaged_loss(steps=found, loss=score)
    losses = dict(zip(loss.group.tolist(), loss.value.tolist(), strict=True))
    points = accrued(steps=found, points=score - 0.5)
    for group in range(found.groups):
        trace = trace_of_points(steps=found, points=score - 0.5, group=group)
        contributions = [row.contribution for row in trace.rows]
        assert trace.total == math.fsum(contributions)
        assert trace.total == pytest.approx(float(points[group]), abs=1e-12)
        assert sum(row.weight for row in trace.rows) == pytest.approx(float(time_covered(steps=found)[group]))
        if group not in losses:
            with pytest.raises(NoTimeCoveredError):
                trace_of_loss(steps=found, loss=score, group=group)
            continue
        trace = trace_of_loss(steps=found, loss=score, group=group)
        assert trace.total == pytest.approx(losses[group], abs=1e-12)
        assert math.fsum(row.weight for row in trace.rows) == pytest.approx(1.0)


def test_a_trace_tells_from_when_to_when_which_forecast_and_what_it_gave() -> None:
    found = one_question([0, 4], days=10, known=8)
    trace = trace_of_points(steps=found, points=[0.16, 0.24], group=0)
    told = [((r.from_us - T0) / DAY, (r.to_us - T0) / DAY, r.forecast, r.term, r.weight) for r in trace.rows]
    assert told == [(0.0, 4.0, 0, 0.16, 0.4), (4.0, 8.0, 1, 0.24, 0.4)]
    assert [row.contribution for row in trace.rows] == pytest.approx([0.064, 0.096])
    assert trace.total == pytest.approx(0.16)
    assert trace.divided_by_us == timedelta(days=10) // timedelta(microseconds=1)
