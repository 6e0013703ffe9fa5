"""Agreement with other people's code on random input: scoringrules and scipy, which the ledger never imports itself."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
import scipy
import scoringrules

from ledger.scoring import (
    brier_score,
    crps_cdf,
    crps_lognormal,
    crps_normal,
    crps_quantiles,
    crps_sample,
    interval_score,
    log_score,
    log_score_normal,
    mean_brier_score,
    mean_log_score,
    multicategory_log_score,
    multicategory_spherical_score,
    pinball_loss,
    ranked_probability_score,
    spherical_score,
    weighted_interval_score,
)

if TYPE_CHECKING:
    from ledger.scoring.columns import Column

ROWS = 500
LEVELS = np.array([0.01, 0.025, *(np.arange(1, 20) / 20), 0.975, 0.99])


def to_the_last_digits(theirs: object) -> object:
    return pytest.approx(theirs, rel=1e-12, abs=1e-12)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20)


def yes_and_no(rng: np.random.Generator) -> tuple[Column, Column]:
    said = np.concatenate([rng.random(ROWS), 10.0 ** -rng.uniform(0, 15, ROWS)])
    return said, rng.integers(0, 2, said.size).astype(np.float64)


def test_yes_and_no(rng: np.random.Generator) -> None:
    said, happened = yes_and_no(rng)
    theirs = scoringrules.brier_score(happened, said)
    assert brier_score(probability=said, occurred=happened) == to_the_last_digits(theirs)
    assert mean_brier_score(probability=said, occurred=happened) == to_the_last_digits(theirs.mean())
    surprise = -scipy.special.xlog1py(1 - happened, -said) - scipy.special.xlogy(happened, said)
    assert log_score(probability=said, occurred=happened) == pytest.approx(surprise, rel=1e-14, abs=0)
    assert mean_log_score(probability=said, occurred=happened) == pytest.approx(surprise.mean(), rel=1e-14)
    cosine = np.where(happened == 1, said, 1 - said) / np.linalg.norm([said, 1 - said], axis=0)
    assert spherical_score(probability=said, occurred=happened) == to_the_last_digits(cosine)


def test_options(rng: np.random.Generator) -> None:
    said, outcome = rng.dirichlet(np.ones(5), ROWS), rng.integers(0, 5, ROWS)
    chosen = said[np.arange(ROWS), outcome]
    ranked = scoringrules.rps_score(outcome + 1, said)
    assert ranked_probability_score(probabilities=said, outcome=outcome) == to_the_last_digits(ranked)
    surprise = multicategory_log_score(probabilities=said, outcome=outcome)
    assert surprise == to_the_last_digits(-np.log(chosen))
    cosine = multicategory_spherical_score(probabilities=said, outcome=outcome)
    assert cosine == to_the_last_digits(chosen / scipy.linalg.norm(said, axis=1))


def test_intervals_and_pinball(rng: np.random.Generator) -> None:
    said, value = np.sort(rng.normal(0, 9, (ROWS, 2)), axis=1), rng.normal(0, 9, ROWS)
    for level in (0.1, 0.5, 0.9):
        theirs = scoringrules.interval_score(value, said[:, 0], said[:, 1], 1 - level)
        found = interval_score(lower=said[:, 0], upper=said[:, 1], level=np.array(level), value=value)
        assert found == to_the_last_digits(theirs)
        pinball = scoringrules.quantile_score(value, said[:, 0], level)
        assert pinball_loss(quantile=said[:, 0], level=np.array(level), value=value) == to_the_last_digits(
            pinball
        )


def test_quantiles_are_a_mean_of_pinball_losses_and_of_interval_scores(rng: np.random.Generator) -> None:
    said, value = np.sort(rng.normal(0, 9, (ROWS, LEVELS.size)), axis=1), rng.normal(0, 9, ROWS)
    theirs = scoringrules.crps_quantile(value, said, LEVELS, backend="numpy")
    assert crps_quantiles(quantiles=said, levels=LEVELS, value=value) == to_the_last_digits(theirs)
    # scoringrules 0.10 adds the median itself where |y - median| belongs: so it is left out there, and added here
    without = scoringrules.weighted_interval_score(
        value, said[:, 11], said[:, :11], said[:, :11:-1], 2 * LEVELS[:11], w_median=0.0, backend="numpy"
    )
    found = weighted_interval_score(quantiles=said, levels=LEVELS, value=value)
    assert found == to_the_last_digits(without + np.abs(value - said[:, 11]) / 2 / 11.5)


def test_samples(rng: np.random.Generator) -> None:
    sample, value = rng.normal(3, 9, (ROWS, 17)), rng.normal(3, 9, ROWS)
    plain = scoringrules.crps_ensemble(value, sample, estimator="nrg", backend="numpy")
    assert crps_sample(sample=sample, value=value) == to_the_last_digits(plain)
    fair = scoringrules.crps_ensemble(value, sample, estimator="fair", backend="numpy")
    assert crps_sample(sample=sample, value=value, fair=True) == to_the_last_digits(fair)


def test_normal_and_lognormal_distributions(rng: np.random.Generator) -> None:
    mean, sd, value = rng.normal(0, 2, ROWS), rng.uniform(0.05, 2, ROWS), rng.normal(0, 3, ROWS)
    theirs = scoringrules.crps_normal(value, mean, sd, backend="numpy")
    assert crps_normal(mean=mean, sd=sd, value=value) == to_the_last_digits(theirs)
    surprise = -scipy.stats.norm.logpdf(value, mean, sd)
    assert log_score_normal(mean=mean, sd=sd, value=value) == to_the_last_digits(surprise)
    logs = scoringrules.crps_lognormal(np.exp(value), mean, sd, backend="numpy")
    found = crps_lognormal(log_mean=mean, log_sd=sd, value=np.exp(value))
    assert found == to_the_last_digits(logs)


def test_a_cdf_on_a_grid_is_its_integral(rng: np.random.Generator) -> None:
    grid, heights = np.sort(rng.normal(size=7)), np.sort(rng.random(7))
    for value in (*rng.uniform(grid[0], grid[-1], 4).tolist(), float(grid[3]), float(grid[0]), -9.0):
        pieces = np.unique([*grid, min(max(value, float(grid[0])), float(grid[-1]))])
        parts = [
            scipy.integrate.fixed_quad(
                lambda x, above=middle >= value: (np.interp(x, grid, heights) - above) ** 2, low, high
            )[0]
            for low, high, middle in zip(pieces[:-1], pieces[1:], (pieces[:-1] + pieces[1:]) / 2, strict=True)
        ]
        beyond = max(float(grid[0]) - value, 0.0)
        found = crps_cdf(heights=heights, grid=grid, value=value)
        assert found == to_the_last_digits(math.fsum(parts) + beyond)


def test_a_fine_grid_of_a_normal_cdf_has_its_closed_form() -> None:
    grid, value = np.linspace(-9, 9, 4001), np.array([-1.3, 0.0, 0.4])
    found = crps_cdf(heights=scipy.stats.norm.cdf(grid), grid=grid, value=value)
    closed = crps_normal(mean=np.zeros(3), sd=np.ones(3), value=value)
    assert found == pytest.approx(closed, abs=1e-5)
