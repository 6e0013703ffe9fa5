"""What a rule refuses, and that the sentence names the argument. Nothing is clamped, tidied or guessed."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ledger.errors import LedgerError
from ledger.scoring import (
    BinnedScale,
    Tail,
    absolute_error,
    baseline_score,
    below_quantile,
    brier_score,
    bucket_mass,
    continuous_baseline_score,
    corp,
    crps_cdf,
    crps_lognormal,
    crps_normal,
    crps_sample,
    floored_mean,
    improvement,
    inside_interval,
    interval_score,
    log_points,
    log_ratio_error,
    log_score,
    log_score_bits,
    mean_brier_score,
    mean_log_score,
    mean_score,
    multicategory_brier_score,
    peer_over_time,
    peer_score,
    pinball_loss,
    quantile_bias,
    ranked_probability_score,
    relative_skill,
    reliability_curve,
    sample_bias,
    schedule,
    skill,
    spherical_score,
    steps,
    two_sided_brier_score,
    two_way_effects,
    weighted_interval_score,
)

Call = Callable[[], object]
NAN = math.nan
COLUMN = np.array([0.2, 0.4])
# what no type checker lets pass, and a notebook does
YES: Any = "yes"
BOB: Any = "bob"
A_THIRD: Any = "0.3"
AMONG_NUMBERS: Any = np.array([0.2, A_THIRD], dtype=object)
IMAGINARY: Any = 1j
HIDDEN: Any = np.ma.masked_array([0, 1], mask=[False, True])
PANDAS_MISSING: Any = [1, pd.NA]
A_DAY: Any = np.array(["2026-01-01"], dtype="M8[D]")
NO_DAY: Any = np.array(["NaT"], dtype="M8[D]")
BYTES: Any = np.array([b"1"])
NAMELESS: Any = [None, 1]
GENERATED: Any = (each for each in (0.2, 0.4))
NAMED: Any = {"score": 0.2}
TOO_LARGE: Any = [1, 10**400]
MIXED: Any = np.array(["a", 1], dtype=object)
ALONE = steps(
    group=[0], made_us=[0], gone_us=[10], schedule=schedule(t0_us=[0], closes_us=[10], known_us=[10])
)

REFUSED: dict[str, tuple[str, Call]] = {
    "a missing probability": ("probability", lambda: brier_score(probability=NAN, occurred=True)),
    "a missing outcome": ("occurred", lambda: log_score(probability=0.5, occurred=NAN)),
    "a percentage": ("probability", lambda: spherical_score(probability=35.0, occurred=True)),
    "a negative probability": ("probability", lambda: brier_score(probability=-0.001, occurred=True)),
    "a fractional outcome": ("occurred", lambda: brier_score(probability=0.5, occurred=0.4)),
    "uneven columns": ("occurred", lambda: brier_score(probability=COLUMN, occurred=np.ones(3))),
    "a missing option": (
        "probabilities",
        lambda: multicategory_brier_score(probabilities=[NAN, 1], outcome=0),
    ),
    "rows over 1": ("sums to", lambda: multicategory_brier_score(probabilities=[0.6, 0.6], outcome=0)),
    "no such option": ("outcome", lambda: ranked_probability_score(probabilities=[0.5, 0.5], outcome=2)),
    "half an option": ("outcome", lambda: ranked_probability_score(probabilities=[0.5, 0.5], outcome=0.5)),
    "a negative option": ("outcome", lambda: multicategory_brier_score(probabilities=[0.5, 0.5], outcome=-1)),
    "one option": ("probabilities", lambda: ranked_probability_score(probabilities=[1.0], outcome=0)),
    "a bare number for options": (
        "probabilities",
        lambda: multicategory_brier_score(probabilities=1.0, outcome=0),
    ),
    "uneven rows": (
        "outcome",
        lambda: multicategory_brier_score(probabilities=[[0.5, 0.5]] * 2, outcome=np.zeros(3)),
    ),
    "a level of 80": ("level", lambda: interval_score(lower=1.0, upper=2.0, level=80.0, value=1.0)),
    "a level of 1": ("level", lambda: pinball_loss(quantile=1.0, level=1.0, value=1.0)),
    "a range upside down": ("lower", lambda: interval_score(lower=3.0, upper=2.0, level=0.8, value=1.0)),
    "a word for an outcome": ("`occurred` has 'yes'", lambda: brier_score(probability=0.5, occurred=YES)),
    "a word for an option": (
        "`outcome` has 'bob'",
        lambda: multicategory_brier_score(probabilities=[0.5, 0.5], outcome=BOB),
    ),
    "text that could be read as a number": (
        "`probability` has '0.3'",
        lambda: brier_score(probability=A_THIRD, occurred=1),
    ),
    "text among numbers": (
        "`probability` has '0.3'",
        lambda: brier_score(probability=AMONG_NUMBERS, occurred=1),
    ),
    "text in a mean": (
        "`probability` has '0.3'",
        lambda: mean_brier_score(probability=["0.3"], occurred=[1]),
    ),
    "text in a curve": ("`occurred` has 'no'", lambda: corp(probability=[0.3], occurred=["no"])),
    "text for quantiles": (
        "`quantiles` has '4'",
        lambda: weighted_interval_score(quantiles=["4", "5"], levels=[0.1, 0.9], value=1.0),
    ),
    "a complex number": ("`value` has", lambda: absolute_error(point=1.0, value=IMAGINARY)),
    "a number hidden by a mask": (
        "`probability` has no number",
        lambda: mean_brier_score(probability=HIDDEN, occurred=[1, 0]),
    ),
    "an outcome hidden by a mask": ("`occurred`", lambda: brier_score(probability=COLUMN, occurred=HIDDEN)),
    "whole numbers hidden by a mask": (
        "`forecaster`",
        lambda: relative_skill(forecaster=HIDDEN, question=[0, 0], loss=[1, 1]),
    ),
    "a day for a number": (
        "`value`",
        lambda: absolute_error(point=1.0, value=A_DAY),
    ),
    "no day for a number": ("`value`", lambda: absolute_error(point=1.0, value=NO_DAY)),
    "bytes for a number": ("`point`", lambda: absolute_error(point=BYTES, value=1.0)),
    "pandas' missing value": ("`point`", lambda: absolute_error(point=PANDAS_MISSING, value=COLUMN)),
    "a generator": ("`score`", lambda: mean_score(score=GENERATED)),
    "a dictionary": ("`score`", lambda: mean_score(score=NAMED)),
    "a whole number no float can hold": (
        "`point` is infinite at position 1",
        lambda: absolute_error(point=TOO_LARGE, value=COLUMN),
    ),
    "two and a half options": (
        "`options` is 2.5",
        lambda: baseline_score(probability=0.5, options=2.5),
    ),
    "endless options": ("`options`", lambda: baseline_score(probability=0.5, options=math.inf)),
    "infinity both ways": (
        "`score` is infinite in both directions: it has no mean",
        lambda: mean_score(score=[math.inf, -math.inf, 1.0]),
    ),
    "a missing family": ("`family`", lambda: mean_score(score=[1, 2], family=NAMELESS)),
    "families of words and numbers": ("`family`", lambda: mean_score(score=[1, 2], family=MIXED)),
    "a family that is no number": ("`family`", lambda: mean_score(score=[1, 2], family=[NAN, 1])),
    "a family missing in pandas": ("`family`", lambda: mean_score(score=[1, 2], family=PANDAS_MISSING)),
    "a family hidden by a mask": ("`family`", lambda: mean_score(score=[1, 2], family=HIDDEN)),
    "a base of words": (
        "`base` has 'no'",
        lambda: peer_over_time(steps=ALONE, question=[0], given=[0.5], base=["no"]),
    ),
    "a base with a hole": (
        "`base`",
        lambda: peer_over_time(steps=ALONE, question=[0], given=[0.5], base=[NAN]),
    ),
    "a missing loss": (
        "`loss` has no number",
        lambda: relative_skill(forecaster=[0, 1], question=[0, 0], loss=[NAN, 0.2]),
    ),
    "a forecaster's number left out": (
        "`forecaster` 1 has no score",
        lambda: relative_skill(forecaster=[0, 5], question=[0, 0], loss=[0.1, 0.2]),
    ),
    "a question's number left out": (
        "`question` 0 has no score",
        lambda: two_way_effects(forecaster=[0, 1], question=[1, 2], score=[1.0, 2.0]),
    ),
    "a far question's number": (
        "`question` 1 has no score",
        lambda: two_way_effects(forecaster=[0, 1], question=[0, 10**12], score=[1.0, 2.0]),
    ),
    "rows of quantiles with too few levels": (
        "`level`",
        lambda: pinball_loss(quantile=np.ones((2, 3)), level=COLUMN, value=COLUMN),
    ),
    "rows of quantiles with too many values": (
        "`value`",
        lambda: pinball_loss(quantile=np.ones((3, 2)), level=COLUMN, value=COLUMN),
    ),
    "rows of different lengths": (
        "`quantiles` has rows of different lengths",
        lambda: weighted_interval_score(quantiles=[[1, 2], [3]], levels=[0.1, 0.9], value=1.0),
    ),
    "one number for a schedule": (
        "`t0_us` is a single number; it must be a column",
        lambda: schedule(t0_us=0, closes_us=1, known_us=1),
    ),
    "a table for a schedule": (
        r"`closes_us` is of shape \(1, 1\)",
        lambda: schedule(t0_us=[0], closes_us=[[1]], known_us=[1]),
    ),
    "an infinite value": ("value", lambda: interval_score(lower=1.0, upper=2.0, level=0.8, value=math.inf)),
    "a missing value": ("value", lambda: pinball_loss(quantile=1.0, level=0.5, value=NAN)),
    "levels without a mirror image": (
        "0.1, 0.5",
        lambda: weighted_interval_score(quantiles=[1, 2], levels=[0.1, 0.5], value=1.0),
    ),
    "levels out of order": (
        "levels",
        lambda: weighted_interval_score(quantiles=[1, 2], levels=[0.9, 0.1], value=1.0),
    ),
    "crossing quantiles": (
        "quantiles",
        lambda: weighted_interval_score(quantiles=[2, 1], levels=[0.1, 0.9], value=1.0),
    ),
    "a missing quantile": (
        "quantiles",
        lambda: weighted_interval_score(quantiles=[NAN, 1], levels=[0.1, 0.9], value=1.0),
    ),
    "an infinite quantile": (
        "quantiles",
        lambda: weighted_interval_score(quantiles=[-math.inf, 1], levels=[0.1, 0.9], value=1.0),
    ),
    "more quantiles than levels": (
        "quantiles",
        lambda: weighted_interval_score(quantiles=[1, 2, 3], levels=[0.1, 0.9], value=1.0),
    ),
    "an empty sample": ("sample", lambda: crps_sample(sample=[], value=1.0)),
    "a fair sample of one": ("sample", lambda: crps_sample(sample=[1.0], value=1.0, fair=True)),
    "a spread of nothing": ("sd", lambda: crps_normal(mean=0.0, sd=0.0, value=1.0)),
    "a ratio to nothing": ("value", lambda: log_ratio_error(point=1.0, value=0.0)),
    "one option for the baseline": ("options", lambda: baseline_score(probability=1.0, options=1)),
    "a peer who said 0": ("probabilities", lambda: peer_score(probabilities=[0.0, 0.5])),
    "no peers": ("probabilities", lambda: peer_score(probabilities=[])),
    "a fractional outcome, in bits": ("occurred", lambda: log_score_bits(probability=0.5, occurred=0.4)),
    "a fractional outcome, in points": ("occurred", lambda: log_points(probability=0.5, occurred=0.4)),
    "a fractional outcome, two-sided": (
        "occurred",
        lambda: two_sided_brier_score(probability=0.5, occurred=0.4),
    ),
    "a fractional outcome in a mean": (
        "occurred",
        lambda: mean_brier_score(probability=COLUMN, occurred=[0, 0.4]),
    ),
    "a missing outcome in a mean": (
        "occurred",
        lambda: mean_log_score(probability=COLUMN, occurred=[0, NAN]),
    ),
    "a missing probability in a mean": (
        "position 1",
        lambda: mean_log_score(probability=[0, NAN], occurred=0),
    ),
    "a mean of no pairs": ("probability", lambda: mean_brier_score(probability=[], occurred=[])),
    "a CDF that falls": ("heights", lambda: crps_cdf(heights=[0.5, 0.4], grid=[0, 1], value=0.0)),
    "a CDF over 1": ("heights", lambda: crps_cdf(heights=[0.5, 1.4], grid=[0, 1], value=0.0)),
    "a CDF of one point": ("heights", lambda: crps_cdf(heights=[1.0], grid=[0], value=0.0)),
    "a grid that stands still": ("grid", lambda: crps_cdf(heights=[0, 1], grid=[1, 1], value=0.0)),
    "a grid to infinity": ("grid", lambda: crps_cdf(heights=[0, 1], grid=[0, math.inf], value=0.0)),
    "a grid too long": ("grid", lambda: crps_cdf(heights=[0, 1], grid=[0, 1, 2], value=0.0)),
    "values for other rows": ("value", lambda: crps_cdf(heights=[[0, 1]] * 3, grid=[0, 1], value=COLUMN)),
    "a lognormal of no spread": ("log_sd", lambda: crps_lognormal(log_mean=0.0, log_sd=0.0, value=1.0)),
    "inside a range upside down": ("lower", lambda: inside_interval(lower=2.0, upper=1.0, value=1.0)),
    "a missing value at a quantile": ("value", lambda: below_quantile(quantile=2.0, value=NAN)),
    "bias of crossing quantiles": (
        "quantiles",
        lambda: quantile_bias(quantiles=[2, 1], levels=[0.1, 0.9], value=1.0),
    ),
    "bias from one side": (
        "both sides",
        lambda: quantile_bias(quantiles=[1, 2], levels=[0.6, 0.9], value=1.0),
    ),
    "bias from the other side": (
        "both sides",
        lambda: quantile_bias(quantiles=[1, 2], levels=[0.1, 0.4], value=1.0),
    ),
    "bias with more levels than quantiles": (
        "levels",
        lambda: quantile_bias(quantiles=[1, 2], levels=[0.1, 0.5, 0.9], value=1.0),
    ),
    "bias of no sample": ("sample", lambda: sample_bias(sample=[], value=1.0)),
    "skill against perfection": ("reference", lambda: skill(score=0.1, reference=0.0)),
    "skill against an infinite loss": ("reference", lambda: skill(score=0.1, reference=math.inf)),
    "skill of a score that is no loss": ("score", lambda: skill(score=-0.1, reference=0.25)),
    "improvement on infinity": ("reference", lambda: improvement(score=0.1, reference=math.inf)),
    "a floor of nothing": ("floor", lambda: floored_mean(score=[0.1], floor=0.0)),
    "a range without width": ("least", lambda: BinnedScale(1.0, 1.0)),
    "an endless range": ("least", lambda: BinnedScale(0.0, math.inf)),
    "a range of no bins": ("bins", lambda: BinnedScale(0.0, 1.0, bins=0)),
    "a logarithm's zero in the range": ("zero_point", lambda: BinnedScale(0.0, 1.0, zero_point=0.0)),
    "a missing answer": ("value", lambda: BinnedScale(0.0, 1.0).bucket(NAN)),
    "an answer below a closed end": ("below", lambda: BinnedScale(0.0, 1.0).bucket(-0.1)),
    "an answer above a closed end": (
        "above",
        lambda: BinnedScale(0.0, 1.0, open_lower=True).bucket(Tail.ABOVE),
    ),
    "mass below a closed end": (
        "below",
        lambda: bucket_mass(heights=[0.1, 1], bucket=1, scale=BinnedScale(0, 1, bins=1)),
    ),
    "mass above a closed end": (
        "above",
        lambda: bucket_mass(heights=[0, 0.9], bucket=1, scale=BinnedScale(0, 1, bins=1)),
    ),
    "heights of another scale": (
        "heights",
        lambda: bucket_mass(heights=[0, 1], bucket=1, scale=BinnedScale(0, 1)),
    ),
    "no such bucket": (
        "bucket",
        lambda: bucket_mass(heights=[0, 1], bucket=3, scale=BinnedScale(0, 1, bins=1)),
    ),
    "a score beyond a closed end": (
        "bucket",
        lambda: continuous_baseline_score(mass=0.5, bucket=0, scale=BinnedScale(0, 1)),
    ),
    "the mean of nothing": ("score", lambda: mean_score(score=[])),
    "one family for two rows": ("family", lambda: mean_score(score=[1, 2], family=["a"])),
    "a table for a column": ("probability", lambda: corp(probability=[[0.5]], occurred=[[1]])),
    "no groups": ("groups", lambda: reliability_curve(probability=COLUMN, occurred=[0, 1], groups=0)),
    "edges that stop early": (
        "edges",
        lambda: reliability_curve(probability=COLUMN, occurred=[0, 1], edges=[0, 0.9]),
    ),
    "edges that start late": (
        "edges",
        lambda: reliability_curve(probability=COLUMN, occurred=[0, 1], edges=[0.1, 1]),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_scored_is_refused_by_name(case: str) -> None:
    name, call = REFUSED[case]
    with pytest.raises(ValueError, match=name) as caught:
        call()
    assert isinstance(caught.value, LedgerError)


def test_the_position_of_a_missing_number_is_told() -> None:
    with pytest.raises(ValueError, match="position 2"):
        brier_score(probability=np.array([0.1, 0.2, NAN]), occurred=np.zeros(3))


def test_probabilities_of_zero_and_one_are_kept_as_said() -> None:
    said = np.array([0.0, 1.0])
    assert brier_score(probability=said, occurred=np.array([1, 1])).tolist() == [1.0, 0.0]


def test_numbers_give_numbers_and_columns_give_columns() -> None:
    assert type(brier_score(probability=0.5, occurred=True)) is float
    assert brier_score(probability=COLUMN, occurred=np.array([0, 1])).shape == (2,)
    assert brier_score(probability=np.array([]), occurred=np.array([])).shape == (0,)


def test_one_row_goes_with_many_outcomes_and_many_rows_with_one() -> None:
    outcomes = np.array([0, 1])
    assert multicategory_brier_score(probabilities=[0.9, 0.1], outcome=outcomes) == pytest.approx(
        [0.02, 1.62]
    )
    both = np.asarray(ranked_probability_score(probabilities=[[0.9, 0.1], [0.2, 0.8]], outcome=0))
    assert both == pytest.approx([0.01, 0.64])
    quantiles = np.array([1.0, 3.0])
    found = weighted_interval_score(quantiles=quantiles, levels=[0.25, 0.75], value=np.array([2.0, 2.0]))
    assert found == pytest.approx([0.5, 0.5])
