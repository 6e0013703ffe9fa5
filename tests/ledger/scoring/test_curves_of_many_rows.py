"""Curves of a hundred thousand rows and more, which are counted instead of sorted, against sorting and other libraries."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression

from ledger.scoring import NARROW_END_EDGES, brier_score, corp, reliability_curve
from ledger.scoring.calibration.isotonic import rising_blocks

if TYPE_CHECKING:
    from ledger.scoring.columns import Column

KINDS = ("random", "tenths of a percent", "ten-thousandths of a percent", "near the ends", "three values")


def many(kind: str, rows: int = 100_000) -> tuple[Column, Column]:
    source = np.random.default_rng(7)
    said = {
        "random": source.random(rows),
        "tenths of a percent": np.round(source.random(rows), 3),
        "ten-thousandths of a percent": np.round(source.random(rows), 6),
        "near the ends": source.beta(0.05, 0.05, rows),
        "three values": source.choice([1 / 7, 1 / 3, 5 / 7], rows),
    }[kind]
    return said, (source.random(rows) < said**1.3).astype(float)


def fitted(said: Column, happened: Column) -> tuple[Column, Column]:
    """The isotonic fit of scipy, over the distinct probabilities."""
    distinct, place = np.unique(said, return_inverse=True)
    weight = np.bincount(place)
    return distinct, isotonic_regression(np.bincount(place, weights=happened) / weight, weights=weight).x[
        place
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_corp_is_the_isotonic_fit_of_scipy(kind: str) -> None:
    said, happened = many(kind)
    found = corp(probability=said, occurred=happened)
    _, curve = fitted(said, happened)
    recalibrated = float(np.square(curve - happened).mean())
    assert found.score - found.miscalibration == pytest.approx(recalibrated, abs=1e-12)
    assert found.uncertainty - found.discrimination == pytest.approx(recalibrated, abs=1e-12)
    assert found.uncertainty == pytest.approx(float(happened.var()), abs=1e-12)
    assert np.abs(np.interp(said, found.probability, found.recalibrated) - curve).max() < 1e-12


@pytest.mark.parametrize("kind", ["random", "tenths of a percent"])
def test_corp_is_the_isotonic_fit_of_scikit_learn(kind: str) -> None:
    said, happened = many(kind)
    fit = IsotonicRegression(y_min=0, y_max=1).fit_transform(said, happened.astype(float))
    found = corp(probability=said, occurred=happened)
    recalibrated = float(np.square(fit - happened).mean())
    assert found.score - found.miscalibration == pytest.approx(recalibrated, abs=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_equal_counts_and_edges_give_the_groups_that_sorting_gives(kind: str) -> None:
    said, happened = many(kind)
    curve = reliability_curve(probability=said, occurred=happened, resamples=10)
    distinct, place, count = np.unique(said, return_inverse=True, return_counts=True)
    middle = (np.cumsum(count) - count / 2) / said.size
    group = np.minimum((middle * 5).astype(int), 4)[place]
    filled = [group == number for number in range(5) if (group == number).any()]
    assert curve.forecasts.tolist() == [int(rows.sum()) for rows in filled]
    assert curve.said == pytest.approx([said[rows].mean() for rows in filled], abs=1e-12)
    assert curve.happened == pytest.approx([happened[rows].mean() for rows in filled], abs=1e-12)
    assert curve.lowest.tolist() == pytest.approx([said[rows].min() for rows in filled], abs=1e-15)
    assert curve.highest.tolist() == pytest.approx([said[rows].max() for rows in filled], abs=1e-15)
    assert distinct[0] == curve.lowest[0]


def test_bins_between_edges_are_those_of_scikit_learn() -> None:
    said, happened = many("random")
    edges = np.linspace(0, 1, 11)
    curve = reliability_curve(probability=said, occurred=happened, edges=edges, resamples=10)
    share, mean = calibration_curve(happened, said, n_bins=10)
    assert curve.happened == pytest.approx(share, abs=1e-12)
    assert curve.said == pytest.approx(mean, abs=1e-12)
    narrow = reliability_curve(probability=said, occurred=happened, edges=NARROW_END_EDGES, resamples=10)
    counted, _ = np.histogram(said, bins=np.array(NARROW_END_EDGES))
    assert narrow.forecasts.tolist() == counted.tolist()


def test_ten_million_rows_keep_the_identity() -> None:
    said = np.random.default_rng(3).random(10_000_000)
    happened = np.random.default_rng(4).random(10_000_000) < said
    found = corp(probability=said, occurred=happened)
    summed = found.miscalibration - found.discrimination + found.uncertainty
    assert summed == pytest.approx(found.score, abs=1e-14)
    assert found.score == pytest.approx(float(np.square(said - happened).mean()), abs=1e-12)
    assert 0 < found.miscalibration < 2e-5


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 4)), min_size=1, max_size=60))
@settings(max_examples=80, deadline=None)
def test_pooling_runs_at_once_gives_the_blocks_of_pooling_one_by_one(rows: list[tuple[int, int]]) -> None:
    weight = np.array([w for _, w in rows], dtype=float)
    total = np.array([mean * w for mean, w in rows], dtype=float)
    starts = rising_blocks(total=total, weight=weight)
    sizes = np.diff(starts, append=weight.size)
    means = np.repeat(np.add.reduceat(total, starts) / np.add.reduceat(weight, starts), sizes)
    exact = isotonic_regression(total / weight, weights=weight).x
    assert means == pytest.approx(exact, abs=1e-12)


def test_a_curve_that_rises_to_a_last_fall_is_pooled_one_by_one() -> None:
    total = np.append(np.arange(5000.0), -1e9)
    assert rising_blocks(total=total, weight=np.ones(5001)).tolist() == [0]


def test_curves_that_lie_end_to_end_are_not_pooled_with_each_other() -> None:
    total = np.array([3.0, 2.0, 1.0, 0.0])
    assert rising_blocks(total=total, weight=np.ones(4), first=np.array([0, 2])).tolist() == [0, 2]


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=15))
@settings(max_examples=60, deadline=None)
def test_corp_terms_are_those_of_exact_fractions(rows: list[tuple[int, bool]]) -> None:
    found = corp(probability=[p / 20 for p, _ in rows], occurred=[o for _, o in rows])
    score = sum((Fraction(p, 20) - o) ** 2 for p, o in rows) / len(rows)
    rate = Fraction(sum(o for _, o in rows), len(rows))
    curve = dict(zip(found.probability.tolist(), found.recalibrated.tolist(), strict=True))
    fit = [Fraction(curve[p / 20]).limit_denominator(100) for p, _ in rows]
    recalibrated = sum((f - o) ** 2 for f, (_, o) in zip(fit, rows, strict=True)) / len(rows)
    uncertainty = rate * (1 - rate)
    miscalibration, discrimination = score - recalibrated, uncertainty - recalibrated
    assert miscalibration - discrimination + uncertainty == score
    assert miscalibration >= 0
    assert discrimination >= 0
    terms = (found.score, found.miscalibration, found.discrimination, found.uncertainty)
    exact = (score, miscalibration, discrimination, uncertainty)
    assert terms == pytest.approx([float(term) for term in exact], abs=1e-15)


@pytest.mark.parametrize("happened", [0, 1])
@pytest.mark.parametrize("rows", [1, 2, 50_000])
def test_all_alike_is_one_group_with_nothing_to_discriminate(happened: int, rows: int) -> None:
    said, came = np.full(rows, 1 / 3), np.full(rows, happened)
    curve = reliability_curve(probability=said, occurred=came)
    found = corp(probability=said, occurred=came)
    assert (curve.forecasts.tolist(), curve.happened.tolist()) == ([rows], [happened])
    assert (found.discrimination, found.uncertainty) == (0, 0)
    assert found.miscalibration == pytest.approx(float(brier_score(probability=1 / 3, occurred=happened)))
