"""Identities in exact fractions. Forecasts are whole numbers of 64ths, which floats hold exactly, and so are sums and
products of a few of them: no tolerance is needed where a rule only adds and multiplies.

Each oracle is also shown a rule with a seeded fault, which it must catch.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from ledger.scoring import (
    brier_score,
    crps_cdf,
    crps_quantiles,
    crps_sample,
    interval_score,
    log_points,
    log_score,
    log_score_bits,
    multicategory_brier_score,
    multicategory_log_score,
    multicategory_spherical_score,
    ordinal_brier_score,
    peer_score,
    pinball_loss,
    ranked_probability_score,
    spherical_score,
    two_sided_brier_score,
    weighted_interval_score,
)

Loss = Callable[[float, int], float]
Row = tuple[Fraction, ...]
PARTS = 64
GRID = [Fraction(k, PARTS) for k in range(1, PARTS)]
ROWS = [
    (Fraction(a, 16), Fraction(b, 16), Fraction(16 - a - b, 16))
    for a in range(1, 15)
    for b in range(1, 16 - a)
]

YES_NO: dict[str, Loss] = {
    "Brier": lambda p, o: brier_score(probability=p, occurred=o),
    "two-sided Brier": lambda p, o: two_sided_brier_score(probability=p, occurred=o),
    "log": lambda p, o: log_score(probability=p, occurred=o),
    "log in bits": lambda p, o: log_score_bits(probability=p, occurred=o),
    "log points": lambda p, o: -log_points(probability=p, occurred=o),
    "spherical": lambda p, o: -spherical_score(probability=p, occurred=o),
}


def expected(belief: Row, losses: list[float]) -> Fraction:
    """The expected loss, exactly, of the floats a rule gave."""
    return sum((chance * Fraction(loss) for chance, loss in zip(belief, losses, strict=True)), Fraction(0))


def best_to_say(belief: Fraction, loss: Loss) -> Fraction:
    """The one of 63 probabilities with the least expected loss."""
    return min(GRID, key=lambda p: expected((belief, 1 - belief), [loss(float(p), 1), loss(float(p), 0)]))


@pytest.mark.parametrize("rule", YES_NO)
def test_the_belief_itself_is_best_said(rule: str) -> None:
    for belief in GRID[::3]:
        assert best_to_say(belief, YES_NO[rule]) == belief


def test_the_oracle_catches_a_rule_that_is_not_proper() -> None:
    assert best_to_say(Fraction(1, 4), lambda p, o: abs(p - o)) != Fraction(1, 4)


def test_what_another_forecast_loses_by_brier_is_its_squared_distance_from_the_belief() -> None:
    def loss(p: Fraction, belief: Fraction) -> Fraction:
        return expected(
            (belief, 1 - belief), [brier_score(probability=float(p), occurred=o) for o in (True, False)]
        )

    for p, belief in product(GRID[::4], GRID[::5]):
        assert loss(p, belief) - loss(belief, belief) == (p - belief) ** 2


OVER_OPTIONS: dict[str, Callable[[list[float], int], float]] = {
    "Brier": lambda f, k: multicategory_brier_score(probabilities=f, outcome=k),
    "log": lambda f, k: multicategory_log_score(probabilities=f, outcome=k),
    "spherical": lambda f, k: -multicategory_spherical_score(probabilities=f, outcome=k),
    "ranked": lambda f, k: ranked_probability_score(probabilities=f, outcome=k),
    "ordinal": lambda f, k: ordinal_brier_score(probabilities=f, outcome=k),
}


@pytest.mark.parametrize("rule", OVER_OPTIONS)
def test_the_belief_over_options_is_best_said(rule: str) -> None:
    losses = {row: [OVER_OPTIONS[rule]([float(f) for f in row], k) for k in range(3)] for row in ROWS}
    for belief in ROWS[::9]:
        assert min(ROWS, key=lambda row: expected(belief, losses[row])) == belief


def test_ranked_probability_and_the_sum_form_are_exact() -> None:
    for row, outcome in product(ROWS[::7], range(3)):
        said = [float(f) for f in row]
        apart = [f - (k == outcome) for k, f in enumerate(row)]
        assert Fraction(multicategory_brier_score(probabilities=said, outcome=outcome)) == sum(
            x**2 for x in apart
        )
        ranked = apart[0] ** 2 + (apart[0] + apart[1]) ** 2
        assert Fraction(ranked_probability_score(probabilities=said, outcome=outcome)) == ranked


DIE = [Fraction(k, 8) for k in (1, 5, 6, 9, 14, 20, 21, 30)]
"""Eight values, each as likely as any: what a quantile at an odd number of sixteenths is, needs no convention."""


def over_the_die(loss: Callable[[float], float]) -> Fraction:
    return expected((Fraction(1, 8),) * 8, [loss(float(value)) for value in DIE])


@pytest.mark.parametrize("sixteenths", [1, 5, 9, 15])
def test_a_quantile_is_best_said_as_it_is(sixteenths: int) -> None:
    def loss(q: Fraction) -> Fraction:
        return over_the_die(lambda y: pinball_loss(quantile=float(q), level=sixteenths / 16, value=y))

    assert min(DIE, key=loss) == DIE[sixteenths // 2]


def test_the_central_interval_is_best_said_as_it_is() -> None:
    def loss(ends: tuple[Fraction, Fraction]) -> Fraction:
        low, high = map(float, ends)
        return over_the_die(lambda y: interval_score(lower=low, upper=high, level=0.625, value=y))

    every = [(low, high) for low, high in product(DIE, DIE) if low <= high]
    assert min(every, key=loss) == (DIE[1], DIE[6])


def test_weighted_interval_score_is_exactly_the_mean_of_twice_the_pinball_loss() -> None:
    levels = [0.125, 0.25, 0.75, 0.875]
    for value in (-3.5, 0.0, 1.25, 7.0):
        quantiles = [-1.5, 0.25, 1.25, 6.0]
        by_pinball = sum(
            Fraction(2 * pinball_loss(quantile=q, level=tau, value=value))
            for q, tau in zip(quantiles, levels, strict=True)
        )
        found = weighted_interval_score(quantiles=quantiles, levels=levels, value=value)
        assert Fraction(found) == by_pinball / 4
        outer = interval_score(lower=-1.5, upper=6.0, level=0.75, value=value)
        inner = interval_score(lower=0.25, upper=1.25, level=0.5, value=value)
        assert Fraction(found) == (Fraction(outer) / 8 + Fraction(inner) / 4) / 2
        assert found == crps_quantiles(quantiles=quantiles, levels=levels, value=value)


def test_crps_of_a_sample_is_exact() -> None:
    sample = [Fraction(k, 4) for k in (7, -3, 0, 9)]
    for value in (Fraction(-5), Fraction(1, 2), Fraction(9, 4)):
        near = sum(abs(x - value) for x in sample) / 4
        apart = sum((abs(x - y) for x, y in product(sample, sample)), Fraction(0))
        said = [float(x) for x in sample]
        assert Fraction(crps_sample(sample=said, value=float(value))) == near - apart / 32
        fair = crps_sample(sample=said, value=float(value), fair=True)
        assert fair == pytest.approx(float(near - apart / 24), rel=1e-15)


def test_the_true_cdf_on_a_grid_is_best_said() -> None:
    grid, beliefs = [0.0, 1.0, 3.0], [(Fraction(k, 8), Fraction(m, 8)) for k in range(9) for m in range(k, 9)]
    # three eighths at the first point and five at the last: what lies at the end does not rise before it

    def loss(said: tuple[Fraction, Fraction], belief: Row) -> Fraction:
        heights = [float(said[0]), float(said[0]), float(said[1])]
        return expected(belief, [crps_cdf(heights=heights, grid=grid, value=y) for y in grid])

    belief = (Fraction(3, 8), Fraction(0), Fraction(5, 8))
    best = min(beliefs, key=lambda said: loss(said, belief))
    assert best == (Fraction(3, 8), Fraction(3, 8))


def test_peer_scores_of_powers_of_two_are_exact_and_sum_to_zero() -> None:
    halvings = [1, 2, 2, 5, 9]
    points = [
        Fraction(-k) - sum(Fraction(-j) for j in halvings[:i] + halvings[i + 1 :]) / 4
        for i, k in enumerate(halvings)
    ]
    assert sum(points) == 0
    found = peer_score(probabilities=[2.0**-k for k in halvings])
    assert found / (100 * np.log(2)) == pytest.approx([float(p) for p in points], rel=1e-14)
