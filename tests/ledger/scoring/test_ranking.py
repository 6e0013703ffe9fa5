"""Ranks, intervals from resampled families, and p-values: what a table of forecasters may claim."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ledger.scoring import (
    RefusedError,
    adjusted_p_values,
    family_signs,
    family_weights,
    rank_range,
    ranks,
    resampled_interval,
    sign_flip_p_values,
)
from ledger.scoring.tournaments.resampled import student_95

values = st.lists(st.integers(-5, 5).map(lambda k: k / 4), min_size=1, max_size=12)
FEW = [f"family {number}" for number in range(40)]


@given(values)
def test_a_rank_is_one_more_than_how_many_are_better(scores: list[float]) -> None:
    assert ranks(score=scores).tolist() == [1 + sum(other > one for other in scores) for one in scores]


def test_scores_that_differ_by_rounding_share_a_rank_and_minus_infinite_ranks_last() -> None:
    assert ranks(score=[0.1 + 0.2, 0.3, -np.inf, -np.inf, 1.0]).tolist() == [2, 2, 4, 4, 1]


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=9))
def test_a_rank_lies_in_its_range_and_the_range_counts_who_is_wholly_above_or_below(
    made: list[tuple[int, int, int]],
) -> None:
    low, high = [value - less for value, less, _ in made], [value + more for value, _, more in made]
    found = rank_range(low=low, high=high)
    assert found.best.tolist() == [1 + sum(other > one for other in low) for one in high]
    assert found.worst.tolist() == [len(made) - sum(other < one for other in high) for one in low]
    rank = ranks(score=[float(value) for value, _, _ in made])
    assert (found.best <= rank).all()
    assert (rank <= found.worst).all()


@given(st.lists(st.floats(0, 1, allow_nan=False), min_size=1, max_size=20))
def test_adjusted_p_values_are_those_of_scipy(p: list[float]) -> None:
    expected = stats.false_discovery_control(p)
    assert adjusted_p_values(p=p).tolist() == pytest.approx(expected.tolist(), abs=1e-12)


def test_a_family_has_its_draws_by_name_whoever_else_is_there() -> None:
    alone, among = (
        family_weights(families=["lag"]),
        family_weights(families=["huawei", "lag", "compute"]),
    )
    assert alone[0].tolist() == among[1].tolist()
    assert family_signs(families=["lag"])[0].tolist() == family_signs(families=["x", "lag"])[1].tolist()
    assert family_weights(families=["lag"], seed=1)[0].tolist() != alone[0].tolist()


def test_weights_are_exponential_signs_are_even_and_the_two_are_independent() -> None:
    names = [f"f{number}" for number in range(200)]
    weights, signs = family_weights(families=names), family_signs(families=names)
    rate = stats.kstest(weights.ravel()[::7] - 0.5, stats.expon(scale=16.0).cdf)
    assert rate.statistic < 0.04  # a sixteenth is the step of the weights
    assert weights.min() == 1
    assert set(np.unique(signs)) == {-1, 1}
    assert abs(signs.mean()) < 0.01
    assert abs(np.corrcoef(weights.ravel(), signs.ravel())[0, 1]) < 0.01
    across = np.corrcoef(weights[:60])
    assert np.abs(across - np.eye(60)).max() < 0.16  # 1,000 draws: five standard errors


@pytest.mark.parametrize("families", [10, 20, 50])
def test_nine_intervals_in_ten_hold_the_truth_however_few_the_families(families: int) -> None:
    weights = family_weights(
        families=FEW[:families] if families <= 40 else [f"g{n}" for n in range(families)]
    )
    scores = np.random.default_rng(families).normal(3.0, 20.0, (families, 2000))
    drawn = (weights.T @ scores) / weights.sum(axis=0)[:, None]
    found = resampled_interval(drawn=drawn, value=scores.mean(axis=0), families=np.full(2000, families))
    assert 0.86 < ((found.low <= 3.0) & (found.high >= 3.0)).mean() < 0.92


def test_an_interval_always_holds_what_was_observed() -> None:
    found = resampled_interval(drawn=[[5.0, 1.0], [6.0, 1.0]], value=[1.0, 1.0], families=[3, 3])
    assert found.low.tolist() == [1.0, 1.0]
    assert found.high[0] > 5.9
    assert found.high[1] == 1.0


@settings(max_examples=50)
@given(st.integers(9, 400))
def test_students_point_is_that_of_scipy(degrees: int) -> None:
    assert student_95(np.array([float(degrees)]))[0] == pytest.approx(stats.t.ppf(0.95, degrees), abs=1e-4)


def test_a_paired_test_by_sign_flips_agrees_with_every_flip_there_is() -> None:
    scores = np.random.default_rng(5).normal(4.0, 10.0, (12, 3))
    every = np.array(np.meshgrid(*[[-1, 1]] * 12)).reshape(12, -1)
    exact = (np.abs(every.T @ scores) >= np.abs(scores.sum(axis=0)) * (1 - 1e-9)).mean(axis=0)
    signs = family_signs(families=FEW[:12], draws=20_000)
    found = sign_flip_p_values(difference=scores.sum(axis=0), flipped=signs.T @ scores)
    assert found.tolist() == pytest.approx(exact.tolist(), abs=0.01)


def test_without_a_difference_every_p_value_is_one() -> None:
    flipped = family_signs(families=FEW).T @ np.zeros((40, 2))
    assert sign_flip_p_values(difference=[0.0, 0.0], flipped=flipped).tolist() == [1.0, 1.0]


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(RefusedError, match="differ in shape"):
        rank_range(low=[0.0], high=[1.0, 2.0])
    with pytest.raises(RefusedError, match="differ in shape"):
        sign_flip_p_values(difference=[1.0], flipped=[[1.0, 2.0]])
    with pytest.raises(RefusedError, match="differ in shape"):
        resampled_interval(drawn=[[1.0]], value=[1.0, 2.0], families=[2, 2])
    with pytest.raises(RefusedError, match="at least 2 needed, found 1"):
        resampled_interval(drawn=[[1.0]], value=[1.0], families=[1])
    with pytest.raises(RefusedError, match="probability from 0 to 1"):
        adjusted_p_values(p=[1.5])
