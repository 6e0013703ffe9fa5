"""The names others rely on, as spelled, with numbers, lists and columns of every documented shape."""

from __future__ import annotations

from inspect import Parameter, isfunction, signature
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from ledger import scoring

if TYPE_CHECKING:
    from collections.abc import Mapping

THREE = [[0.2, 0.5, 0.3], [0.1, 0.1, 0.8]]
QUANTILES = [[4, 7, 14], [1, 2, 3]]

PROMISED: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    # one forecast, and two forecasts of which it is the first
    "brier_score": (
        {"probability": 0.7, "occurred": True},
        {"probability": [0.7, 0.2], "occurred": [1, 0]},
    ),
    "multicategory_brier_score": (
        {"probabilities": THREE[0], "outcome": 1},
        {"probabilities": THREE, "outcome": [1, 2]},
    ),
    "log_score": (
        {"probability": 0.7, "occurred": 1},
        {"probability": [0.7, 0.2], "occurred": [True, False]},
    ),
    "spherical_score": (
        {"probability": 0.7, "occurred": 1},
        {"probability": [0.7, 0.2], "occurred": [1.0, 0.0]},
    ),
    "ranked_probability_score": (
        {"probabilities": THREE[0], "outcome": 1},
        {"probabilities": THREE, "outcome": [1, 2]},
    ),
    "pinball_loss": (
        {"quantile": 7, "level": 0.5, "value": 9},
        {"quantile": [7, 3], "level": 0.5, "value": [9, 1]},
    ),
    "interval_score": (
        {"lower": 4, "upper": 14, "level": 0.8, "value": 15},
        {"lower": [4, 1], "upper": [14, 3], "level": 0.8, "value": [15, 2]},
    ),
    "weighted_interval_score": (
        {"quantiles": QUANTILES[0], "levels": [0.1, 0.5, 0.9], "value": 15},
        {"quantiles": QUANTILES, "levels": [0.1, 0.5, 0.9], "value": [15, 2]},
    ),
    "crps_sample": (
        {"sample": QUANTILES[0], "value": 5, "fair": True},
        {"sample": QUANTILES, "value": [5, 2], "fair": True},
    ),
    "crps_normal": ({"mean": 3, "sd": 2, "value": 5}, {"mean": [3, 0], "sd": [2, 1], "value": [5, 2]}),
    "baseline_score": ({"probability": 0.7, "options": 2}, {"probability": [0.7, 0.2], "options": 2}),
}


@pytest.mark.parametrize("name", PROMISED)
def test_a_promised_name_takes_numbers_lists_and_columns(name: str) -> None:
    one, two = PROMISED[name]
    rule = getattr(scoring, name)
    alone, listed = rule(**one), rule(**two)
    assert type(alone) is float
    assert np.shape(listed) == (2,)
    assert listed[0] == pytest.approx(alone, rel=1e-15)
    in_columns = {key: np.array(given) if isinstance(given, list) else given for key, given in two.items()}
    assert rule(**in_columns).tolist() == listed.tolist()


@pytest.mark.parametrize("name", PROMISED)
def test_a_promised_name_takes_keywords_only(name: str) -> None:
    with pytest.raises(TypeError, match="positional"):
        getattr(scoring, name)(*PROMISED[name][0].values())


def test_rows_of_quantiles_have_a_pinball_loss_for_each_level() -> None:
    levels = [0.1, 0.5, 0.9]
    each = np.asarray(
        scoring.pinball_loss(quantile=np.array(QUANTILES), level=np.array(levels), value=np.array([15, 2]))
    )
    assert each == pytest.approx(np.array([[1.1, 4.0, 0.9], [0.1, 0.0, 0.1]]))
    of_rows = scoring.weighted_interval_score(quantiles=QUANTILES, levels=levels, value=np.array([15, 2]))
    assert 2 * each.mean(axis=1) == pytest.approx(of_rows)
    for_all = scoring.pinball_loss(quantile=np.array(QUANTILES), level=np.array(levels), value=np.array(15.0))
    assert np.asarray(for_all)[0].tolist() == each[0].tolist()


def test_levels_of_single_precision_pair_up() -> None:
    levels = np.array([0.025, 0.1, 0.5, 0.9, 0.975], dtype=np.float32)
    found = scoring.weighted_interval_score(quantiles=[1, 2, 3, 4, 5], levels=levels, value=3.0)
    exact = scoring.weighted_interval_score(
        quantiles=[1, 2, 3, 4, 5], levels=[0.025, 0.1, 0.5, 0.9, 0.975], value=3.0
    )
    assert found == pytest.approx(exact, rel=1e-6)


def test_every_public_function_takes_keywords_only() -> None:
    functions = {name: getattr(scoring, name) for name in scoring.__all__}
    positional = {
        (name, parameter.name)
        for name, function in functions.items()
        if isfunction(function)
        for parameter in signature(function).parameters.values()
        if parameter.kind is not Parameter.KEYWORD_ONLY
    }
    assert positional == set()


def test_no_forecasts_have_no_scores_and_one_number_goes_with_a_column() -> None:
    assert scoring.brier_score(probability=np.array([]), occurred=np.array([])).tolist() == []
    assert scoring.log_score(probability=np.array([]), occurred=np.array([])).tolist() == []
    half = scoring.brier_score(probability=np.array(0.5), occurred=np.array([0, 1, 1]))
    assert half.tolist() == [0.25, 0.25, 0.25]
    table = scoring.spherical_score(probability=np.full((2, 3), 0.5), occurred=np.ones((2, 3)))
    assert table.shape == (2, 3)
