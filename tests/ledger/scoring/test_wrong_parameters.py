"""Shapes and parameters that a function does not take: refused by name, whatever numpy would have made of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.special import erfcx

from ledger.scoring import (
    BinnedScale,
    RefusedError,
    adjusted_p_values,
    after_open,
    before_close,
    brier_score,
    bucket_mass,
    calibrated_brier,
    corp_by_chance,
    crps_cdf,
    crps_lognormal,
    crps_quantiles,
    family_signs,
    family_weights,
    floored_mean,
    geometric_mean_of_odds,
    interval_score,
    mean_score,
    overconfidence_noticed,
    peer_in_order,
    per_option,
    pit_histogram,
    quantile_bias,
    rank_range,
    ranks,
    recency_weights,
    relative_skill,
    reliability_curve,
    resampled_interval,
    schedule,
    share_of_life,
    skill,
    small_numbers,
    stage,
    steps,
    top_choice,
    trace_of_ahead,
    trace_of_loss,
    trace_of_peer,
    trace_of_points,
    two_way_effects,
    weighted_interval_score,
)
from ledger.scoring.time_axis.steps import NEVER

Call = Callable[[Any], object]
UNEARTHLY = -1, 0, 2.5, math.nan, None, "3", [2], True
"""What is no count of at least one."""
PEOPLE = [[0.1, 0.9], [0.5, 0.5]]
CUBE = np.full((2, 2, 2), 0.5)
SAID: Any = {"probability": [0.1, 0.2], "occurred": [0, 1]}
LIFE = schedule(t0_us=[5], closes_us=[10], known_us=[NEVER])
TWO: Any = {"forecaster": [0, 1], "question": [0, 0], "loss": [0.1, 0.2]}
TOLD: Any = {key: [] for key in ("question", "group", "made_us", "gone_us", "supersedes", "given")}

COUNTS: dict[str, Call] = {
    "resamples": lambda many: reliability_curve(**SAID, resamples=many),
    "groups": lambda many: reliability_curve(**SAID, groups=many),
    "bins": lambda many: pit_histogram(low=[0.0], high=[1.0], bins=many),
    "bins of a scale": lambda many: BinnedScale(0.0, 10.0, bins=many),
    "draws of CORP": lambda many: corp_by_chance(probability=[0.1], draws=many),
    "draws of luck": lambda many: calibrated_brier(probability=[0.1], draws=many),
    "draws of power": lambda many: overconfidence_noticed(probability=[0.1], draws=many),
    "draws of a block": lambda many: small_numbers(**SAID, draws=many),
    "draws of weights": lambda many: family_weights(families=["a"], draws=many),
    "draws of signs": lambda many: family_signs(families=["a"], draws=many),
    "copies": lambda many: overconfidence_noticed(probability=[0.1], copies=many),
}
FROM_ZERO: dict[str, Call] = {
    "forecasts": lambda many: recency_weights(forecasts=many),
    "families": lambda many: stage(families=many),
    "us before": lambda many: before_close(schedule=LIFE, us=many),
    "us after": lambda many: after_open(schedule=LIFE, us=many),
    "groups": lambda many: peer_in_order(**TOLD, schedule=LIFE, groups=many),
}


@pytest.mark.parametrize("given", UNEARTHLY)
@pytest.mark.parametrize("case", COUNTS)
def test_how_many_is_a_whole_number_of_at_least_one(case: str, given: object) -> None:
    with pytest.raises(RefusedError, match=f"`{case.split(maxsplit=1)[0]}`"):
        COUNTS[case](given)


@pytest.mark.parametrize("given", [each for each in UNEARTHLY if each != 0])
@pytest.mark.parametrize("case", FROM_ZERO)
def test_how_many_may_be_none_where_none_means_something(case: str, given: object) -> None:
    with pytest.raises(RefusedError, match=f"`{case.split(maxsplit=1)[0]}`"):
        FROM_ZERO[case](given)
    FROM_ZERO[case](0)


@pytest.mark.parametrize("group", [-1, 2, 0.5, [0]])
def test_only_a_group_that_there_is_has_a_trace(group: Any) -> None:
    both = steps(
        group=[0, 1],
        made_us=[5, 5],
        gone_us=[NEVER, NEVER],
        schedule=schedule(t0_us=[5] * 2, closes_us=[10] * 2, known_us=[NEVER] * 2),
    )
    for trace in (
        lambda: trace_of_loss(steps=both, loss=[0.1, 0.2], group=group),
        lambda: trace_of_points(steps=both, points=[0.1, 0.2], group=group),
        lambda: trace_of_peer(steps=both, question=[0, 0], given=[0.1, 0.2], group=group),
        lambda: trace_of_ahead(steps=both, question=[0, 0], loss=[0.1, 0.2], group=group),
    ):
        with pytest.raises(RefusedError, match="`group`"):
            trace()


@pytest.mark.parametrize("kind", [int, np.int32, np.uint8, np.array])
def test_a_count_is_any_whole_number(kind: Callable[[int], Any]) -> None:
    assert recency_weights(forecasts=kind(3)).tolist() == recency_weights(forecasts=3).tolist()


REFUSED: dict[str, tuple[str, Callable[[], object]]] = {
    "ranks of a table": ("score", lambda: ranks(score=[[1, 2], [3, 4]])),
    "the rank of a number": ("score", lambda: ranks(score=1.0)),
    "a table of p-values": ("p", lambda: adjusted_p_values(p=[[0.1, 0.2]])),
    "one p-value": ("p", lambda: adjusted_p_values(p=0.1)),
    "ranks of an interval upside down": ("low", lambda: rank_range(low=[3.0], high=[1.0])),
    "ranks of a table of intervals": ("low", lambda: rank_range(low=[[0.0]], high=[[1.0]])),
    "an interval from no draws": (
        "drawn",
        lambda: resampled_interval(drawn=np.empty((0, 1)), value=[0.5], families=[2]),
    ),
    "half a baseline": ("baseline", lambda: relative_skill(**TWO, baseline=_any(0.5))),
    "a WIS at one level": ("levels", lambda: weighted_interval_score(quantiles=[1.0], levels=0.5, value=1.0)),
    "a table of levels": (
        "levels",
        lambda: weighted_interval_score(quantiles=[1, 2], levels=[[0.1, 0.8]], value=1.0),
    ),
    "a CRPS at one level": ("levels", lambda: crps_quantiles(quantiles=[1.0], levels=0.5, value=1.0)),
    "bias at one level": ("levels", lambda: quantile_bias(quantiles=[1.0], levels=0.5, value=1.0)),
    "a grid of one number": ("grid", lambda: crps_cdf(heights=[0, 1], grid=1.0, value=0.0)),
    "a cube of options": ("probabilities", lambda: top_choice(probabilities=CUBE, outcome=[[0, 1]] * 2)),
    "every option of a cube": ("probabilities", lambda: per_option(probabilities=CUBE, outcome=[[0, 1]] * 2)),
    "several shares": ("share", lambda: share_of_life(schedule=LIFE, share=_any([0.1, 0.2]))),
    "several factors": (
        "factor",
        lambda: geometric_mean_of_odds(probabilities=PEOPLE, factor=_any([1.0, 2.0])),
    ),
    "several floors": ("floor", lambda: floored_mean(score=[0.1, 0.2], floor=_any([0.1, 0.01]))),
    "half a bucket": (
        "bucket",
        lambda: bucket_mass(heights=[0, 0.5, 1], bucket=_any(1.5), scale=BinnedScale(0, 1, bins=2)),
    ),
    "a word for an outcome": ("value", lambda: BinnedScale(0.0, 10.0).bucket(_any("3"))),
    "several outcomes": ("value", lambda: BinnedScale(0.0, 10.0).bucket(_any([1.0, 2.0]))),
    "a word for an end": ("most", lambda: BinnedScale(0.0, _any("10"))),
    "words among numbers of families": (
        "family",
        lambda: mean_score(score=[1, 1, 2], family=_any(["a", 1, "1"])),
    ),
    "a name that is NaN": ("family", lambda: mean_score(score=[1, 2], family=_any(["a", math.nan]))),
    "a time that would wrap around": (
        "t0_us",
        lambda: schedule(t0_us=np.array([2**63], np.uint64), closes_us=[10], known_us=[NEVER]),
    ),
}


def _any(given: object) -> Any:
    """What no type checker lets pass, and a notebook does."""
    return given


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_parameter_is_refused_by_name(case: str) -> None:
    name, call = REFUSED[case]
    with pytest.raises(RefusedError, match=f"`{name}`"):
        call()


def test_families_may_be_numpys_words_and_bytes_among_their_own() -> None:
    names: Any = ["a", np.str_("a"), "b"]
    assert mean_score(score=[1, 1, 2], family=names) == 1.5
    assert mean_score(score=[1, 1, 2], family=_any([b"a", b"a", b"b"])) == 1.5


def test_what_is_out_of_range_is_told_with_its_row() -> None:
    rows: list[tuple[float, Callable[[], object]]] = [
        (35.0, lambda: brier_score(probability=np.array([0.1, 0.2, 35.0]), occurred=np.ones(3))),
        (
            1.5,
            lambda: interval_score(lower=_any(0), upper=_any(1), level=_any([0.1, 0.5, 1.5]), value=_any(0)),
        ),
        (-0.5, lambda: skill(score=np.array([0.1, 0.2, -0.5, -1.0]), reference=np.ones(4))),
        (0.0, lambda: skill(score=np.ones(4), reference=np.array([0.2, 0.1, 0.0, -1.0]))),
        (-1, lambda: two_way_effects(forecaster=[0, 1, -1, -2], question=[0, 0, 0, 0], score=[1, 1, 1, 1])),
    ]
    for found, call in rows:
        with pytest.raises(RefusedError, match=f"is {found} at position 2;"):
            call()
    with pytest.raises(RefusedError, match=r"`level` is 80\.0; it must be"):
        interval_score(lower=0.0, upper=1.0, level=80.0, value=0.0)


def test_a_moment_beyond_all_time_is_never() -> None:
    long_ago = schedule(t0_us=[5, -5], closes_us=[10, -2], known_us=[NEVER, NEVER])
    assert after_open(schedule=long_ago, us=NEVER).tolist() == [NEVER, NEVER]
    assert before_close(schedule=long_ago, us=NEVER).tolist() == [NEVER, NEVER]
    assert after_open(schedule=long_ago, us=2).tolist() == [7, -3]
    assert before_close(schedule=long_ago, us=2).tolist() == [8, -4]


@pytest.mark.filterwarnings("error")
def test_a_lognormal_of_great_spread_has_the_score_the_formula_has() -> None:
    found = crps_lognormal(
        log_mean=np.array([0.0, -700.0, 608.0, 800.0, 0.0]),
        log_sd=np.array([40.0, 60.0, 20.2, 1.0, 1e-300]),
        value=np.array([1.0, 0.0, 1e239, 1.0, 2.0]),
    )
    # by scipy's erfcx: the mean's part is exp(μ + σ²/4) erfcx(σ/2), which is all of it where the value is small
    near = np.log(erfcx(np.array([20.0, 30.0, 10.1]))) + np.array([400.0, 200.0, 608.0 + 10.1**2])
    assert np.log(found).tolist() == pytest.approx([*near.tolist(), math.inf, 0.0], rel=1e-12)
