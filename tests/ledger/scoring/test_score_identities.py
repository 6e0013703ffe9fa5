"""What must hold of a rule for all forecasts: propriety, agreement of forms, indifference to order.

Each oracle is also shown a rule with a seeded fault, which it must catch.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import (
    baseline_score,
    brier_points,
    brier_score,
    corp,
    crps_normal,
    crps_quantiles,
    crps_sample,
    log_score,
    multicategory_brier_score,
    multicategory_log_score,
    multicategory_spherical_score,
    peer_score,
    pinball_loss,
    ranked_probability_score,
    spherical_score,
    weighted_interval_score,
)

if TYPE_CHECKING:
    from random import Random

Rule = Callable[[float, bool], float]
GRID = np.linspace(0.001, 0.999, 999)
chances = st.integers(0, 1000).map(lambda k: k / 1000)
doubles = st.floats(0.0, 1.0)
inner = st.integers(1, 999).map(lambda k: k / 1000)
values = st.floats(-100, 100, allow_nan=False)


def best_thing_to_say(belief: float, loss: Rule) -> float:
    """Which of 999 probabilities has the least expected loss for someone who holds this belief."""
    expected = [belief * loss(p, True) + (1 - belief) * loss(p, False) for p in GRID.tolist()]
    return float(GRID[int(np.argmin(expected))])


PROPER: dict[str, Rule] = {
    "brier": lambda p, o: brier_score(probability=p, occurred=o),
    "brier points": lambda p, o: -brier_points(probability=p, occurred=o),
    "log": lambda p, o: log_score(probability=p, occurred=o),
    "spherical": lambda p, o: -spherical_score(probability=p, occurred=o),
    "baseline": lambda p, o: -baseline_score(probability=p if o else 1 - p, options=2),
    "ranked": lambda p, o: ranked_probability_score(probabilities=[1 - p, p], outcome=int(o)),
    "many options": lambda p, o: multicategory_brier_score(probabilities=[1 - p, p], outcome=int(o)),
}


@pytest.mark.parametrize("rule", PROPER)
@pytest.mark.parametrize("belief", [0.05, 0.3, 0.5, 0.85])
def test_saying_what_one_believes_is_best(rule: str, belief: float) -> None:
    assert best_thing_to_say(belief, PROPER[rule]) == pytest.approx(belief, abs=1e-9)


def test_the_propriety_oracle_catches_the_absolute_error() -> None:
    assert best_thing_to_say(0.3, lambda p, o: abs(p - o)) != pytest.approx(0.3, abs=1e-9)


@given(st.lists(st.tuples(chances, st.booleans()), min_size=1, max_size=30))
@settings(max_examples=100, deadline=None)
def test_brier_is_exact_to_the_last_digits(rows: list[tuple[float, bool]]) -> None:
    said, happened = np.array([p for p, _ in rows]), np.array([o for _, o in rows])
    exact = [float((Fraction(p) - o) ** 2) for p, o in rows]
    assert brier_score(probability=said, occurred=happened).tolist() == pytest.approx(exact, rel=1e-15)


@given(inner, st.booleans())
@settings(max_examples=100, deadline=None)
def test_two_options_agree_with_yes_and_no(p: float, happened: bool) -> None:
    row, outcome = [1 - p, p], int(happened)
    once = brier_score(probability=p, occurred=happened)
    assert multicategory_brier_score(probabilities=row, outcome=outcome) == pytest.approx(2 * once)
    assert ranked_probability_score(probabilities=row, outcome=outcome) == pytest.approx(once)
    surprise = log_score(probability=p, occurred=happened)
    assert multicategory_log_score(probabilities=row, outcome=outcome) == pytest.approx(surprise)
    cosine = spherical_score(probability=p, occurred=happened)
    assert multicategory_spherical_score(probabilities=row, outcome=outcome) == pytest.approx(cosine)
    in_bits = 100 * (1 - surprise / math.log(2))
    given_to_it = p if happened else 1 - p
    assert baseline_score(probability=given_to_it, options=2) == pytest.approx(in_bits, abs=1e-9)


@given(st.permutations([0, 1, 2, 3]), st.integers(0, 3))
@settings(max_examples=50, deadline=None)
def test_only_the_ranked_score_minds_the_order_of_options(order: list[int], outcome: int) -> None:
    row = np.array([0.1, 0.2, 0.3, 0.4])
    moved, place = row[order], order.index(outcome)
    for rule in (multicategory_brier_score, multicategory_log_score, multicategory_spherical_score):
        as_asked = rule(probabilities=row, outcome=outcome)
        assert rule(probabilities=moved, outcome=place) == pytest.approx(as_asked)


def test_the_ranked_score_minds_the_order_of_options() -> None:
    near = ranked_probability_score(probabilities=[0.0, 0.5, 0.5], outcome=2)
    assert near < ranked_probability_score(probabilities=[0.5, 0.0, 0.5], outcome=2)


@given(st.lists(values, min_size=5, max_size=5).map(sorted), values)
@settings(max_examples=100, deadline=None)
def test_weighted_interval_score_is_the_mean_of_twice_the_pinball_loss(
    quantiles: list[float], value: float
) -> None:
    levels = np.array([0.1, 0.25, 0.5, 0.75, 0.9])
    losses = pinball_loss(quantile=np.array(quantiles), level=levels, value=np.full(5, value))
    found = weighted_interval_score(quantiles=quantiles, levels=levels, value=value)
    assert found == pytest.approx(2 * float(losses.mean()), abs=1e-9)


def test_blocks_of_rows_join_without_a_seam() -> None:
    rows, levels = 5000, [0.1, 0.5, 0.9]
    quantiles = np.sort(np.random.default_rng(3).normal(size=(rows, 3)), axis=1)
    value = np.random.default_rng(4).normal(size=rows)
    at_once = weighted_interval_score(quantiles=quantiles, levels=levels, value=value)
    for row in (0, 2047, 2048, 4999):
        alone = weighted_interval_score(quantiles=quantiles[row], levels=levels, value=float(value[row]))
        assert float(at_once[row]) == pytest.approx(alone, rel=1e-12)


@given(st.lists(values, min_size=2, max_size=12), values)
@settings(max_examples=100, deadline=None)
def test_crps_of_a_sample_is_its_definition(sample: list[float], value: float) -> None:
    size = len(sample)
    near = math.fsum(abs(x - value) for x in sample) / size
    apart = math.fsum(abs(x - y) for x in sample for y in sample)
    plain, fair = near - apart / (2 * size**2), near - apart / (2 * size * (size - 1))
    assert crps_sample(sample=sample, value=value) == pytest.approx(plain, abs=1e-9)
    assert crps_sample(sample=sample, value=value, fair=True) == pytest.approx(fair, abs=1e-9)
    assert abs(plain - fair) < 1e-9 or crps_sample(sample=sample, value=value) != pytest.approx(
        fair, abs=1e-10
    )


@pytest.mark.parametrize("value", [-2.5, 0.0, 0.7])
def test_crps_of_a_normal_is_the_integral_it_stands_for(value: float) -> None:
    x = np.linspace(-12, 12, 24_001)
    below = np.array([0.5 * math.erfc(-z / math.sqrt(2)) for z in x.tolist()])
    integral = float(np.square(below - (x >= value)).sum() * (x[1] - x[0]))
    assert crps_normal(mean=0.0, sd=1.0, value=value) == pytest.approx(integral, abs=1e-3)


def test_many_even_levels_approach_the_crps() -> None:
    levels = (np.arange(2000) + 0.5) / 2000
    sample = np.sort(np.random.default_rng(1).normal(size=20_000))
    quantiles = np.quantile(sample, levels)
    found = crps_quantiles(quantiles=quantiles, levels=levels, value=1.0)
    assert found == pytest.approx(crps_sample(sample=sample, value=1.0), rel=1e-3)


@given(st.lists(st.floats(0.001, 0.999), min_size=2, max_size=20))
@settings(max_examples=100, deadline=None)
def test_peer_scores_of_an_instant_sum_to_zero(said: list[float]) -> None:
    found = peer_score(probabilities=said)
    others = [np.log([q for k, q in enumerate(said) if k != i]).mean() for i in range(len(said))]
    assert float(found.sum()) == pytest.approx(0, abs=1e-7)
    assert found == pytest.approx(100 * (np.log(said) - np.array(others)), abs=1e-7)


@given(st.lists(st.tuples(chances, st.booleans()), min_size=1, max_size=25))
@settings(max_examples=150, deadline=None)
def test_corp_terms_add_up_to_the_brier_score(rows: list[tuple[float, bool]]) -> None:
    said, happened = np.array([p for p, _ in rows]), np.array([o for _, o in rows])
    found = corp(probability=said, occurred=happened)
    assert found.score == pytest.approx(
        float(brier_score(probability=said, occurred=happened).mean()), abs=1e-15
    )
    summed = found.miscalibration - found.discrimination + found.uncertainty
    assert summed == pytest.approx(found.score, abs=1e-15)
    assert found.miscalibration > -1e-15
    assert found.discrimination > -1e-15
    assert (np.diff(found.recalibrated) >= 0).all()


@given(
    # what is not all thousandths is told apart on another path
    st.lists(st.tuples(chances, st.booleans()), min_size=1, max_size=12)
    | st.lists(st.tuples(doubles, st.booleans()), min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
@settings(max_examples=120, deadline=None)
def test_corp_minds_neither_order_nor_duplication(rows: list[tuple[float, bool]], source: Random) -> None:
    shuffled = [*rows, *rows]
    source.shuffle(shuffled)
    once = corp(probability=[p for p, _ in rows], occurred=[o for _, o in rows])
    twice = corp(probability=[p for p, _ in shuffled], occurred=[o for _, o in shuffled])
    assert twice.miscalibration == pytest.approx(once.miscalibration, abs=1e-12)
    assert twice.discrimination == pytest.approx(once.discrimination, abs=1e-12)


def rising_by_definition(mean: list[Fraction], weight: list[int]) -> list[Fraction]:
    """The max-min formula of isotonic regression: slow, and nothing like pooling neighbours."""

    def block(i: int, j: int) -> Fraction:
        total = sum((mean[k] * weight[k] for k in range(i, j + 1)), Fraction(0))
        return total / sum(weight[i : j + 1])

    size = len(mean)
    return [max(min(block(i, j) for j in range(k, size)) for i in range(k + 1)) for k in range(size)]


@given(st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_the_recalibrated_curve_is_the_isotonic_one(rows: list[tuple[int, bool]]) -> None:
    said = sorted({p for p, _ in rows})
    own = [[o for q, o in rows if q == p] for p in said]
    exact = rising_by_definition([Fraction(sum(o), len(o)) for o in own], [len(o) for o in own])
    found = corp(probability=[p / 10 for p, _ in rows], occurred=[o for _, o in rows])
    assert found.recalibrated == pytest.approx([float(f) for f in exact], abs=1e-12)
    assert found.probability == pytest.approx([p / 10 for p in said])


def test_probabilities_off_the_thousandths_pool_alike() -> None:
    said, happened = [1 / 3, 2 / 3, 1 / 3, 0.9], [0, 1, 1, 1]
    found = corp(probability=said, occurred=happened)
    assert found.recalibrated.tolist() == [0.5, 1.0, 1.0]
    assert found.weight.tolist() == [2.0, 1.0, 1.0]


def test_families_weigh_one_in_corp() -> None:
    said, happened = [0.2, 0.8, 0.8, 0.8], [0, 1, 1, 1]
    together = corp(probability=said, occurred=happened, family=["a", "b", "b", "b"])
    assert together.uncertainty == pytest.approx(0.25)
    assert corp(probability=said, occurred=happened).uncertainty == pytest.approx(0.1875)
