"""Where numbers fell in what was said of them, options as yes/no forecasts, folding, sharpness, and Murphy's terms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import (
    RefusedError,
    brier_score,
    folded,
    murphy,
    per_option,
    pit_histogram,
    pit_intervals,
    reliability_curve,
    sharpness,
    top_choice,
)

rows_of_pairs = st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=30)


def test_murphys_terms_are_those_of_the_published_example() -> None:
    said = np.repeat([0.1, 0.4, 0.8], 5)
    happened = np.array([1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0])
    found = murphy(probability=said, occurred=happened)
    terms = (found.score, found.miscalibration, found.discrimination, found.uncertainty)
    assert terms == pytest.approx((0.19, 0.003333, 0.062222, 0.248889), abs=1e-6)
    assert found.within == 0


@given(rows_of_pairs)
@settings(max_examples=60, deadline=None)
def test_murphys_terms_add_up_in_any_bins(rows: list[tuple[int, bool]]) -> None:
    said, happened = [p / 100 for p, _ in rows], [o for _, o in rows]
    family = [p % 3 for p, _ in rows]
    for edges in (None, [0, 0.3, 1], np.linspace(0, 1, 11)):
        found = murphy(probability=said, occurred=happened, family=family, edges=edges)
        summed = found.miscalibration - found.discrimination + found.uncertainty + found.within
        assert summed == pytest.approx(found.score, abs=1e-14)
        if edges is None:
            assert found.within == pytest.approx(0, abs=1e-14)


@given(rows_of_pairs)
@settings(max_examples=40, deadline=None)
def test_folding_keeps_every_brier_score_and_lies_above_a_half(rows: list[tuple[int, bool]]) -> None:
    said, happened = np.array([p / 100 for p, _ in rows]), np.array([float(o) for _, o in rows])
    found = folded(probability=said, occurred=happened)
    assert (found.probability >= 0.5).all()
    own = brier_score(probability=found.probability, occurred=found.occurred.astype(float))
    assert own == pytest.approx(brier_score(probability=said, occurred=happened), abs=1e-15)


def test_a_no_said_with_ten_percent_is_a_ninety_percent_that_came() -> None:
    found = folded(probability=[0.1, 0.5, 0.5], occurred=[0, 1, 0])
    assert found.probability.tolist() == [0.9, 0.5, 0.5]
    assert found.occurred.tolist() == [True, True, False]


def test_a_tie_has_no_top_choice() -> None:
    found = top_choice(probabilities=[[0.4, 0.4, 0.2], [0.1, 0.3, 0.6]], outcome=[0, 1])
    assert (found.probability.tolist(), found.occurred.tolist(), found.row.tolist()) == ([0.6], [False], [1])


def test_options_of_one_question_are_one_family() -> None:
    found = per_option(probabilities=[[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]], outcome=[0, 1])
    curve = reliability_curve(
        probability=found.probability, occurred=found.occurred, family=found.row, groups=1
    )
    assert (curve.forecasts.tolist(), curve.families.tolist()) == ([6], [2])
    assert curve.happened.tolist() == [pytest.approx(1 / 3)]


def test_a_value_falls_between_the_levels_around_it() -> None:
    quantiles = [[1.0, 2.0, 2.0, 3.0]] * 6
    low, high = pit_intervals(
        quantiles=quantiles, levels=[0.1, 0.4, 0.6, 0.9], value=[0, 1, 1.5, 2, np.inf, -np.inf]
    )
    assert low.tolist() == [0, 0.1, 0.1, 0.4, 0.9, 0]
    assert high.tolist() == [0.1, 0.1, 0.4, 0.6, 1, 0.1]


def test_calibrated_quantiles_fill_the_histogram_evenly_and_wide_ones_its_middle() -> None:
    source = np.random.default_rng(5)
    value, levels = source.uniform(0, 1, 20_000), np.arange(1, 10) / 10
    low, high = pit_intervals(quantiles=np.tile(levels, (value.size, 1)), levels=levels, value=value)
    assert pit_histogram(low=low, high=high) == pytest.approx(np.full(10, 0.1), abs=0.01)
    wide = np.tile((levels - 0.5) * 3 + 0.5, (value.size, 1))
    low, high = pit_intervals(quantiles=wide, levels=levels, value=value)
    shares = pit_histogram(low=low, high=high)
    assert shares[0] == shares[-1] == 0
    assert shares[4] > 0.25


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=20), st.integers(1, 9)
)
@settings(max_examples=60, deadline=None)
def test_the_histogram_shares_out_one_and_minds_no_order(rows: list[tuple[int, int]], bins: int) -> None:
    low, high = ([pick(row) / 20 for row in rows] for pick in (min, max))
    shares = pit_histogram(low=low, high=high, bins=bins)
    assert float(shares.sum()) == pytest.approx(1)
    assert (shares > -1e-15).all()
    turned = pit_histogram(low=low[::-1], high=high[::-1], bins=bins)
    assert turned == pytest.approx(shares, abs=1e-14)


def test_a_family_weighs_one_in_the_histogram() -> None:
    shares = pit_histogram(low=[0, 0, 0.5], high=[0.5, 0.5, 1], family=["a", "a", "b"], bins=2)
    assert shares.tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("low", "high", "bins"), [([0.5], [0.4], 2), ([0.1], [1.1], 2), ([0.1], [0.2], 0), ([], [], 2)]
)
def test_what_is_no_interval_is_refused(low: list[float], high: list[float], bins: int) -> None:
    with pytest.raises(RefusedError):
        pit_histogram(low=low, high=high, bins=bins)


@pytest.mark.parametrize(
    ("quantiles", "levels"), [([[2.0, 1.0]], [0.1, 0.9]), ([[1.0, 2.0]], [0.9, 0.1]), ([[1.0]], [0.1, 0.9])]
)
def test_quantiles_that_fall_or_do_not_fit_are_refused(
    quantiles: list[list[float]], levels: list[float]
) -> None:
    with pytest.raises(RefusedError):
        pit_intervals(quantiles=quantiles, levels=levels, value=[1.0])


def test_sharpness_tells_what_was_said_and_nothing_of_what_happened() -> None:
    found = sharpness(probability=[0.1, 0.1, 0.3, 1.0], family=["a", "a", "b", "c"])
    assert found.variance == pytest.approx((0.09 + 0.21 + 0) / 3)
    assert found.near_the_ends == pytest.approx(2 / 3)
    assert found.spread == pytest.approx([0, 1 / 3, 0, 1 / 3, 0, 0, 0, 0, 0, 1 / 3])
