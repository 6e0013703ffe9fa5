"""What a rule must not mind: the order of rows, rows given twice, names of sides and options, the unit of a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import (
    brier_score,
    crps_cdf,
    crps_normal,
    crps_sample,
    fatebook_exclusive_brier_score,
    inside_interval,
    interval_score,
    log_score,
    mean_brier_score,
    mean_log_score,
    mean_score,
    multicategory_brier_score,
    pinball_loss,
    quantile_bias,
    sample_bias,
    skill,
    spherical_score,
    two_sided_brier_score,
    weighted_interval_score,
)
from ledger.scoring.rules.pairs import BLOCK

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ledger.scoring.columns import Column

eighths = st.integers(0, 8).map(lambda k: k / 8)
said_and_happened = st.lists(st.tuples(eighths, st.booleans()), min_size=1, max_size=20)
RULES: dict[str, Callable[..., Column]] = {
    "Brier": brier_score,
    "two-sided Brier": two_sided_brier_score,
    "log": log_score,
    "spherical": spherical_score,
}


def columns(rows: list[tuple[float, bool]]) -> tuple[Column, NDArray[Any]]:
    return np.array([p for p, _ in rows]), np.array([o for _, o in rows])


@pytest.mark.parametrize("rule", RULES)
@given(rows=said_and_happened, seed=st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_a_row_scores_the_same_wherever_it_stands_and_on_either_side(
    rule: str, rows: list[tuple[float, bool]], seed: int
) -> None:
    said, happened = columns(rows)
    order = np.random.default_rng(seed).permutation(said.size)
    score = RULES[rule](probability=said, occurred=happened)
    moved = RULES[rule](probability=said[order], occurred=happened[order])
    assert moved.tolist() == score[order].tolist()
    other_side = RULES[rule](probability=1 - said, occurred=~happened)
    assert other_side == pytest.approx(score, rel=1e-15)
    assert [RULES[rule](probability=p, occurred=o) for p, o in rows] == score.tolist()


@given(said_and_happened)
@settings(max_examples=50, deadline=None)
def test_means_mind_neither_order_nor_rows_given_twice(rows: list[tuple[float, bool]]) -> None:
    said, happened = columns([*rows, *reversed(rows)])
    for mean, rule in ((mean_brier_score, brier_score), (mean_log_score, log_score)):
        once = mean(probability=said[: len(rows)], occurred=happened[: len(rows)])
        assert mean(probability=said, occurred=happened) == pytest.approx(once, rel=1e-14)
        column = rule(probability=said, occurred=happened)
        assert once == pytest.approx(mean_score(score=column), rel=1e-14)


@pytest.mark.parametrize("kind", [np.bool_, np.uint8, np.int64, np.float32, np.float64])
def test_outcomes_may_come_in_any_type_of_number(kind: type) -> None:
    said = [0.25, 0.5, 1.0]
    happened: NDArray[Any] = np.asarray([1, 0, 1], dtype=kind)
    assert np.asarray(brier_score(probability=np.array(said), occurred=happened)).tolist() == [
        0.5625,
        0.25,
        0,
    ]
    assert mean_brier_score(probability=said, occurred=happened) == pytest.approx(0.8125 / 3)
    assert mean_brier_score(probability=said, occurred=happened.tolist()) == pytest.approx(0.8125 / 3)


def test_blocks_of_pairs_join_without_a_seam() -> None:
    rng = np.random.default_rng(5)
    said = rng.random(BLOCK + 5)
    said[::4] = 10.0 ** -rng.uniform(2, 15, said[::4].size)
    happened = rng.random(said.size) < said
    brier, log = (rule(probability=said, occurred=happened) for rule in (brier_score, log_score))
    for row in (0, 3, BLOCK - 1, BLOCK, BLOCK + 4):
        assert brier[row] == (said[row] - happened[row]) ** 2
        surprise = -np.log(said[row]) if happened[row] else -np.log1p(-said[row])
        assert log[row] == pytest.approx(surprise, rel=1e-14, abs=0)
    assert mean_brier_score(probability=said, occurred=happened) == pytest.approx(brier.mean(), rel=1e-14)
    assert mean_log_score(probability=said, occurred=happened) == pytest.approx(log.mean(), rel=1e-14)


def test_what_is_wrong_in_a_later_block_is_found_there() -> None:
    said, happened = np.full(BLOCK + 5, 0.5), np.zeros(BLOCK + 5)
    said[BLOCK + 2] = np.nan
    with pytest.raises(ValueError, match=f"position {BLOCK + 2}"):
        mean_brier_score(probability=said, occurred=happened)
    said[BLOCK + 2], happened[BLOCK + 3] = 0.5, 0.5
    with pytest.raises(ValueError, match="fractional"):
        brier_score(probability=said, occurred=happened)


@pytest.mark.parametrize("tiny", [1e-12, 1e-30, 1e-200])
def test_a_mean_of_tiny_surprises_keeps_its_digits(tiny: float) -> None:
    said = np.full(24, tiny)
    assert mean_log_score(probability=said, occurred=0) == pytest.approx(tiny, rel=1e-12, abs=0)
    happened = mean_log_score(probability=said, occurred=1)
    assert happened == pytest.approx(-np.log(tiny), rel=1e-14)


@given(
    st.permutations(range(4)),
    st.lists(st.integers(1, 9), min_size=4, max_size=4),
    st.integers(0, 3),
)
@settings(max_examples=50, deadline=None)
def test_options_may_be_listed_in_any_order(order: list[int], parts: list[int], outcome: int) -> None:
    row = np.array(parts) / sum(parts)
    for rule in (multicategory_brier_score, fatebook_exclusive_brier_score):
        as_asked = rule(probabilities=row, outcome=outcome)
        assert rule(probabilities=row[order], outcome=order.index(outcome)) == pytest.approx(as_asked)


quarters = st.integers(-40, 40).map(lambda k: k / 4)


@given(st.lists(quarters, min_size=5, max_size=5).map(sorted), quarters, st.sampled_from([0.5, 4.0, 64.0]))
@settings(max_examples=50, deadline=None)
def test_scores_of_numbers_grow_with_the_unit_and_shares_do_not(
    numbers: list[float], value: float, unit: float
) -> None:
    levels = [0.125, 0.25, 0.5, 0.75, 0.875]

    def in_unit(by: float) -> list[float]:
        said, truth = np.array(numbers) * by, value * by
        return [
            weighted_interval_score(quantiles=said, levels=levels, value=truth),
            crps_sample(sample=said, value=truth),
            crps_normal(mean=float(said[2]), sd=by, value=truth),
            crps_cdf(heights=levels, grid=by * np.arange(5), value=truth),
            interval_score(lower=float(said[0]), upper=float(said[4]), level=0.75, value=truth),
            pinball_loss(quantile=float(said[1]), level=0.25, value=truth),
        ]

    def shares(by: float) -> list[float]:
        said, truth = np.array(numbers) * by, value * by
        return [
            inside_interval(lower=float(said[0]), upper=float(said[4]), value=truth),
            quantile_bias(quantiles=said, levels=levels, value=truth),
            sample_bias(sample=said, value=truth),
            skill(score=abs(truth), reference=by),
        ]

    assert in_unit(unit) == pytest.approx([unit * score for score in in_unit(1.0)], rel=1e-12, abs=1e-12)
    assert shares(unit) == shares(1.0)


@given(st.lists(quarters, min_size=3, max_size=3).map(sorted), quarters)
@settings(max_examples=50, deadline=None)
def test_bias_turns_its_sign_in_a_mirror(numbers: list[float], value: float) -> None:
    said, levels = np.array(numbers), [0.25, 0.5, 0.75]
    mirrored = quantile_bias(quantiles=-said[::-1], levels=levels, value=-value)
    assert mirrored == -quantile_bias(quantiles=said, levels=levels, value=value)
    assert sample_bias(sample=-said, value=-value) == pytest.approx(-sample_bias(sample=said, value=value))


def test_rows_of_cdfs_score_as_each_alone() -> None:
    rng = np.random.default_rng(6)
    grid, heights, value = np.arange(4.0), np.sort(rng.random((600, 4)), axis=1), rng.uniform(-1, 5, 600)
    at_once = crps_cdf(heights=heights, grid=grid, value=value)
    for row in (0, 255, 256, 599):
        alone = crps_cdf(heights=heights[row], grid=grid, value=float(value[row]))
        assert at_once[row] == pytest.approx(alone, rel=1e-14)
    one_value = np.asarray(crps_cdf(heights=heights[:3], grid=grid, value=1.5))
    assert one_value[2] == crps_cdf(heights=heights[2], grid=grid, value=1.5)
    one_row = crps_cdf(heights=heights[0], grid=grid, value=value[:3])
    assert one_row[2] == crps_cdf(heights=heights[0], grid=grid, value=float(value[2]))
