"""Least squares without negative unknowns, against scipy's, which the ledger never loads itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import nnls

from ledger.questions.family.not_negative import not_negative


@pytest.mark.parametrize("seed", range(40))
def test_it_fits_as_well_as_scipys(seed: int) -> None:
    chance = np.random.default_rng(seed)
    lines, unknowns = chance.integers(1, 30, size=2)
    rows = chance.normal(size=(lines, unknowns)) * 10.0 ** chance.integers(0, 5, size=(lines, 1))
    right = chance.normal(size=lines)
    found = not_negative(rows, right)
    assert found.min() >= 0
    _, residual = nnls(rows, right)
    assert np.linalg.norm(rows @ found - right) == pytest.approx(residual, abs=1e-9)


def test_columns_that_are_the_same_are_one() -> None:
    rows = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]])
    found = not_negative(rows, np.array([0.3, 0.7]))
    assert found[0] + found[1] == pytest.approx(0.3)
    assert found[2] == pytest.approx(0.4)


def test_what_only_a_negative_number_would_fit_is_0() -> None:
    assert not_negative(np.eye(2), np.array([-1.0, 2.0])).tolist() == [0.0, 2.0]
