"""Only the rows near a turn of a curve are told apart: what comes out is what comes from sorting all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression

from ledger.scoring import corp, reliability_curve
from ledger.scoring.calibration.cells import FEW
from ledger.scoring.calibration.isotonic import rising_blocks
from ledger.scoring.calibration.lowest_line import near_the_line, sums
from ledger.scoring.calibration.side_by_side import BLOCK
from ledger.scoring.families import families
from ledger.scoring.refusals import MissingNumberError, NotAnOutcomeError, OutOfRangeError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.scoring.columns import Column, Flags

MANY = max(FEW, BLOCK) + 9_000
KINDS = ("spread", "few values", "crowded", "both ends", "beside edges")


def stated(kind: str, seed: int) -> Column:
    """Probabilities that keep to no decimals."""
    source = np.random.default_rng(seed)
    beside = np.nextafter(source.integers(0, 21, MANY) / 20, source.integers(0, 2, MANY))
    return {
        "spread": source.random(MANY),
        "few values": source.integers(0, 8, MANY) / 7,
        "crowded": 1 / 3 + source.integers(0, 2000, MANY) * 1e-9,
        "both ends": source.beta(0.02, 0.02, MANY),
        "beside edges": np.where(source.random(MANY) < 0.5, beside, source.integers(0, 21, MANY) / 20),
    }[kind]


def came(said: Column, seed: int, share: float) -> Flags:
    """Outcomes: none, all, or as was said but for a bend."""
    return np.asarray(
        np.random.default_rng(seed + 1).random(said.size) < said**1.5 * (share > 0) + (share == 1)
    )


@given(st.sampled_from(KINDS), st.integers(0, 1000), st.sampled_from([0, 0.5, 1]), st.booleans())
@settings(max_examples=30, deadline=None)
def test_corp_is_the_isotonic_fit_over_all_probabilities(
    kind: str, seed: int, share: float, clustered: bool
) -> None:
    said = stated(kind, seed)
    happened = came(said, seed, share)
    family = np.random.default_rng(seed).integers(0, MANY // 3, MANY) if clustered else None
    weight = families(family=family, rows=MANY).weight
    found = corp(probability=said, occurred=happened, family=family)
    place = np.unique(said, return_inverse=True)[1]
    heavy, yes = np.bincount(place, weights=weight), np.bincount(place, weights=weight * happened)
    fit = isotonic_regression(yes / heavy, weights=heavy).x[place]
    score, recalibrated = (np.average((one - happened) ** 2, weights=weight) for one in (said, fit))
    rate = np.average(happened, weights=weight)
    assert found.score == pytest.approx(score, abs=1e-12)
    assert found.miscalibration == pytest.approx(score - recalibrated, abs=1e-12)
    assert found.discrimination == pytest.approx(rate * (1 - rate) - recalibrated, abs=1e-12)
    assert np.abs(np.interp(said, found.probability, found.recalibrated) - fit).max() < 1e-9
    assert found.weight.sum() == pytest.approx(weight.sum())
    assert (np.diff(found.probability) > 0).all()


@given(st.sampled_from(KINDS), st.integers(0, 1000), st.booleans())
@settings(max_examples=30, deadline=None)
def test_bins_hold_the_rows_between_their_edges_to_the_last_bit(kind: str, seed: int, narrow: bool) -> None:
    said, edges = stated(kind, seed), np.linspace(0, 1, 21) if narrow else np.array([0, 1 / 3, 2 / 3, 1])
    happened = came(said, seed, 0.5)
    curve = reliability_curve(probability=said, occurred=happened, edges=edges, resamples=2)
    group = np.searchsorted(edges[1:-1], said, side="right")
    filled = [group == number for number in np.unique(group)]
    assert curve.forecasts.tolist() == [int(rows.sum()) for rows in filled]
    assert curve.happened.tolist() == pytest.approx([happened[rows].mean() for rows in filled], abs=1e-13)
    assert curve.said.tolist() == pytest.approx([said[rows].mean() for rows in filled], abs=1e-13)
    assert curve.lowest[0] == said.min()
    assert curve.highest[-1] == said.max()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=60))
@settings(max_examples=200, deadline=None)
def test_a_cell_far_from_the_line_stays_above_it_in_whatever_order_its_rows_come(
    counted: list[tuple[int, int]],
) -> None:
    yes = np.array([one for one, _ in counted], dtype=float)
    weight = yes + np.array([no for _, no in counted]) + (yes == 0)
    found = sums(total=yes, weight=weight)
    line, near = near_the_line(found)
    starts = rising_blocks(total=yes, weight=weight)
    assert line.end.tolist() == [*starts.tolist(), weight.size]
    for cell in sorted(set(range(weight.size)) - set(near.tolist())):
        flat = np.arange(found.place[cell], found.place[cell + 1] - yes[cell] + 1)
        assert (found.height[cell] > np.interp(flat, line.place, line.height)).all()


@pytest.mark.parametrize("kind", ["b", "i1", "u8", "f4", "f8"])
def test_outcomes_of_any_type_of_number_give_the_same(kind: str) -> None:
    said = stated("spread", 1)
    happened = came(said, 1, 0.5)
    one, other = (corp(probability=said, occurred=column) for column in (happened, happened.astype(kind)))
    assert (one.score, one.miscalibration) == (other.score, other.miscalibration)


@pytest.mark.parametrize("curve", [corp, reliability_curve])
@pytest.mark.parametrize(
    ("said", "happened", "error", "sentence"),
    [
        (np.nan, 1, MissingNumberError, "probability"),
        (1.5, 1, OutOfRangeError, "1.5"),
        (-0.1, 1, OutOfRangeError, "-0.1"),
        (0.4, 0.5, NotAnOutcomeError, "0.5"),
        (0.4, np.nan, MissingNumberError, "occurred"),
    ],
)
@pytest.mark.parametrize("decimals", [3, 17])
def test_a_number_far_down_is_refused_as_the_first_is(
    curve: Callable[..., Any],
    said: float,
    happened: float,
    error: type[RefusedError],
    sentence: str,
    decimals: int,
) -> None:
    stated_ = np.round(np.random.default_rng(1).random(200_000), decimals)
    occurred = np.zeros(200_000)
    stated_[-3], occurred[-3] = said, happened
    with pytest.raises(error, match=sentence):
        curve(probability=stated_, occurred=occurred)


@pytest.mark.parametrize("curve", [corp, reliability_curve])
@pytest.mark.parametrize("first", [1e308, np.inf, -np.inf])
def test_a_first_number_that_no_step_can_hold_is_refused_without_a_warning(
    curve: Callable[..., Any], first: float
) -> None:
    with pytest.raises(OutOfRangeError):
        curve(probability=[first, 0.5], occurred=[0, 1])
