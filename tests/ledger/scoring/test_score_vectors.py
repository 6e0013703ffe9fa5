"""The field's published numbers, one test per rule: vectors worked out elsewhere, copied in as figures."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ledger.scoring import (
    BinnedScale,
    absolute_error,
    baseline_score,
    below_quantile,
    brier_index,
    brier_points,
    brier_score,
    continuous_baseline_score,
    corp,
    crps_cdf,
    crps_lognormal,
    crps_normal,
    crps_quantiles,
    crps_sample,
    distance_outside,
    fatebook_exclusive_brier_score,
    floored_mean,
    improvement,
    inside_interval,
    interval_score,
    log_points,
    log_ratio_error,
    log_score,
    log_score_bits,
    log_score_normal,
    mean_brier_score,
    mean_log_score,
    mean_score,
    mean_without_infinite,
    multicategory_brier_score,
    multicategory_log_score,
    multicategory_spherical_score,
    ordinal_brier_score,
    peer_score,
    pinball_loss,
    quantile_bias,
    ranked_probability_score,
    sample_bias,
    skill,
    spherical_score,
    two_sided_brier_score,
    weighted_interval_score,
)

THREE = [0.2, 0.5, 0.3]
FOUR = [0.15, 0.45, 0.25, 0.15]
FIVE_LEVELS = np.array([0.1, 0.25, 0.5, 0.75, 0.9])
WIS_QUANTILES = np.array([[-1, 0, 1, 2, 3], [-2, 1, 2, 2, 4], [-2, 0, 3, 3, 4]])
WIS_VALUES = np.array([1.0, -15.0, 22.0])


def test_binary_baseline_agrees_with_metaculus() -> None:
    said = np.array([0.999, 0.99, 0.9, 0.7, 0.6, 0.5, 0.4, 0.1, 0.01, 0.001])
    expected = [
        99.855658,
        98.550043,
        84.799691,
        48.542683,
        26.303441,
        0.0,
        -32.192809,
        -232.192809,
        -564.385619,
        -896.578428,
    ]
    assert baseline_score(probability=said, options=np.full(10, 2)) == pytest.approx(expected, abs=1e-6)


def test_baseline_is_fifty_at_the_root_of_a_half() -> None:
    assert baseline_score(probability=2**-0.5, options=2) == pytest.approx(50)


def test_baseline_of_three_options_agrees_with_metaculus() -> None:
    found = baseline_score(probability=np.array([0.5, 0.2, 1 / 3]), options=np.full(3, 3))
    assert found == pytest.approx([36.907025, -46.497352, 0.0], abs=1e-6)


def test_baseline_of_zero_is_minus_infinity_and_not_a_floor() -> None:
    assert baseline_score(probability=0.0, options=2) == -math.inf


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([0.1, 0.5, 0.9], [-190.3331, 51.0826, 139.2506]),
        ([0.7, 0.8, 0.9], [-19.242291, 0.787418, 18.454873]),
        ([0.5, 0.9], [-58.778666, 58.778666]),
        ([0.3], [0.0]),
    ],
)
def test_peer_score_agrees_with_metaculus(said: list[float], expected: list[float]) -> None:
    found = peer_score(probabilities=said)
    assert found == pytest.approx(expected, abs=1e-4)
    assert float(found.sum()) == pytest.approx(0.0, abs=1e-9)


def test_brier_has_a_form_from_zero_to_one_and_a_labelled_one_from_zero_to_two() -> None:
    assert brier_score(probability=0.7, occurred=True) == pytest.approx(0.09)
    assert multicategory_brier_score(probabilities=[0.3, 0.7], outcome=1) == pytest.approx(0.18)
    assert two_sided_brier_score(probability=0.7, occurred=True) == pytest.approx(0.18)
    assert brier_points(probability=0.7, occurred=True) == pytest.approx(0.16)


def test_brier_of_three_options_and_fatebooks_double() -> None:
    score = multicategory_brier_score(probabilities=THREE, outcome=1)
    assert score == pytest.approx(0.38)
    two_sided = sum(2.0 * brier_score(probability=p, occurred=k == 1) for k, p in enumerate(THREE))
    assert two_sided == pytest.approx(0.76)
    assert fatebook_exclusive_brier_score(probabilities=THREE, outcome=1) == pytest.approx(0.76)


def test_ranked_probability_score_raw_and_normalised() -> None:
    assert ranked_probability_score(probabilities=THREE, outcome=1) == pytest.approx(0.13)
    assert ranked_probability_score(probabilities=THREE, outcome=1, normalised=True) == pytest.approx(0.065)


def test_ordinal_score_of_good_judgment_is_twice_the_normalised_ranked_score() -> None:
    assert multicategory_brier_score(probabilities=FOUR, outcome=2) == pytest.approx(0.81)
    assert ranked_probability_score(probabilities=FOUR, outcome=2) == pytest.approx(0.405)
    assert 2 * ranked_probability_score(probabilities=FOUR, outcome=2, normalised=True) == pytest.approx(0.27)
    assert ordinal_brier_score(probabilities=FOUR, outcome=2) == pytest.approx(0.27)
    cut_by_cut = [
        two_sided_brier_score(probability=sum(FOUR[: cut + 1]), occurred=cut >= 2) for cut in range(3)
    ]
    assert cut_by_cut == pytest.approx([0.045, 0.72, 0.045])


def test_spherical_score_of_two_and_of_three_options() -> None:
    assert spherical_score(probability=0.7, occurred=True) == pytest.approx(0.919145, abs=1e-6)
    assert multicategory_spherical_score(probabilities=THREE, outcome=1) == pytest.approx(0.811107, abs=1e-6)


def test_log_score_is_in_nats_and_infinite_where_it_is() -> None:
    assert log_score(probability=0.7, occurred=True) == pytest.approx(0.356675, abs=1e-6)
    assert log_score(probability=1e-6, occurred=True) == pytest.approx(13.815511, abs=1e-6)
    said, happened = np.array([0.0, 1.0, 0.0, 1.0]), np.array([True, False, False, True])
    assert log_score(probability=said, occurred=happened).tolist() == [math.inf, math.inf, 0.0, 0.0]


def test_log_score_in_bits_and_in_metaculus_points() -> None:
    said, happened = np.array([0.5, 0.25, 1.0, 0.0]), np.array([1, 0, 1, 1])
    bits = log_score_bits(probability=said, occurred=happened)
    assert bits == pytest.approx([1.0, 0.415037, 0.0, math.inf], abs=1e-6)
    points = log_points(probability=said, occurred=happened)
    assert points == pytest.approx([-69.314718, -28.768207, 0.0, -math.inf], abs=1e-6)
    assert np.signbit(points).tolist() == [True, True, False, True]


def test_log_score_keeps_the_digits_of_a_tiny_probability() -> None:
    assert log_score(probability=1e-12, occurred=False) == pytest.approx(1e-12, rel=1e-9, abs=0)


def test_log_score_over_options_looks_only_at_what_happened() -> None:
    rows = np.array([THREE, [0.5, 0.5, 0.0]])
    found = multicategory_log_score(probabilities=rows, outcome=np.array([1, 2]))
    assert found.tolist() == pytest.approx([math.log(2), math.inf])


def test_log_score_of_a_normal_density() -> None:
    assert log_score_normal(mean=0.0, sd=1.0, value=0.0) == pytest.approx(0.918939, abs=1e-6)
    wide = log_score_normal(mean=np.array([1.0]), sd=np.array([2.0]), value=np.array([3.0]))
    assert wide == pytest.approx([0.918939 + 0.5 + math.log(2)], abs=1e-6)


def test_crps_of_a_normal_distribution() -> None:
    value = np.array([0.0, 1.0, 2.0])
    found = crps_normal(mean=np.zeros(3), sd=np.ones(3), value=value)
    assert found == pytest.approx([0.233695, 0.602441, 1.452792], abs=1e-6)
    assert crps_normal(mean=10.0, sd=5.0, value=15.0) == pytest.approx(5 * 0.602441, abs=1e-5)


def test_crps_of_a_sample_plain_and_fair() -> None:
    assert crps_sample(sample=[3, 0, 2, 1], value=1.5) == pytest.approx(0.375)
    assert crps_sample(sample=[3, 0, 2, 1], value=1.5, fair=True) == pytest.approx(0.166667, abs=1e-6)


def test_crps_of_one_member_is_the_absolute_error() -> None:
    assert crps_sample(sample=[4.0], value=6.5) == absolute_error(point=4.0, value=6.5) == 2.5


def test_weighted_interval_score_weighs_the_median_one_half() -> None:
    found = weighted_interval_score(quantiles=WIS_QUANTILES, levels=FIVE_LEVELS, value=WIS_VALUES)
    assert found == pytest.approx([0.36, 15.34, 19.14])
    median_twice = np.array([0.3, 15.616667, 19.116667])
    assert (np.abs(found - median_twice) > 0.02).all()


def test_weighted_interval_score_is_the_stated_sum_of_interval_scores() -> None:
    for quantiles, value in zip(WIS_QUANTILES.astype(float), WIS_VALUES.tolist(), strict=True):
        outer = interval_score(lower=float(quantiles[0]), upper=float(quantiles[4]), level=0.8, value=value)
        inner = interval_score(lower=float(quantiles[1]), upper=float(quantiles[3]), level=0.5, value=value)
        by_hand = (abs(value - quantiles[2]) / 2 + 0.1 * outer + 0.25 * inner) / 2.5
        found = weighted_interval_score(quantiles=quantiles, levels=FIVE_LEVELS, value=value)
        assert found == pytest.approx(by_hand)


def test_weighted_interval_score_without_a_median_divides_by_the_intervals() -> None:
    found = weighted_interval_score(quantiles=[4.0, 14.0], levels=[0.1, 0.9], value=15.0)
    assert found == pytest.approx(0.1 * interval_score(lower=4.0, upper=14.0, level=0.8, value=15.0))


def test_crps_from_quantiles_needs_no_mirror_image() -> None:
    by_hand = 2 * (0.1 * 3.0 + 0.5 * 0.0) / 2
    assert crps_quantiles(quantiles=[4.0, 7.0], levels=[0.1, 0.5], value=7.0) == pytest.approx(by_hand)


def test_interval_score_charges_the_miss_by_the_stated_level() -> None:
    value = np.array([4.0, 7.0, 3.0, 15.0])
    columns = {"lower": np.full(4, 4.0), "upper": np.full(4, 14.0)}
    found = interval_score(**columns, level=np.full(4, 0.8), value=value)
    assert found == pytest.approx([10.0, 10.0, 20.0, 20.0])
    assert distance_outside(**columns, value=value) == pytest.approx([0.0, 0.0, 1.0, 1.0])


def test_pinball_loss_on_both_sides_of_the_quantile() -> None:
    value = np.array([8.0, 10.0, 12.0])
    found = pinball_loss(quantile=np.full(3, 10.0), level=np.full(3, 0.9), value=value)
    assert found == pytest.approx([0.2, 0.0, 1.8])


def test_errors_of_points_in_the_unit_and_as_a_ratio() -> None:
    assert absolute_error(point=np.array([4.0]), value=np.array([2.0])).tolist() == [2.0]
    twice = log_ratio_error(point=4.0, value=2.0)
    assert twice == log_ratio_error(point=2.0, value=4.0) == pytest.approx(math.log(2))


def test_brier_index_of_forecastbench() -> None:
    found = brier_index(brier=np.array([0.0, 0.16, 0.25, 1.0]))
    assert found == pytest.approx([100.0, 60.0, 50.0, 0.0])


def test_murphys_terms_where_bins_and_isotonic_groups_agree() -> None:
    said = np.repeat([0.1, 0.4, 0.8], 5)
    happened = np.array([1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0])
    found = corp(probability=said, occurred=happened)
    terms = (found.score, found.miscalibration, found.discrimination, found.uncertainty)
    assert terms == pytest.approx((0.19, 0.003333, 0.062222, 0.248889), abs=1e-6)


def test_infinity_stays_in_the_mean_and_is_counted_beside_it() -> None:
    scores = [0.5, math.inf, 0.1]
    assert mean_score(score=scores) == math.inf
    beside = mean_without_infinite(score=scores, family=["a", "b", "a"])
    assert beside.value == pytest.approx(0.3)
    assert beside.left_out == 1
    nothing_finite = mean_without_infinite(score=[math.inf])
    assert (nothing_finite.value, nothing_finite.left_out) == (None, 1)


@pytest.mark.parametrize(
    ("scale", "outcome", "mass", "expected"),
    [
        (BinnedScale(0, 100), 42.0, [0.005, 0.2, 5e-5], [0.0, 184.443973, -230.258509]),
        (BinnedScale(0, 100, open_lower=True), 42.0, [0.2], [187.008638]),
        (BinnedScale(0, 100, open_upper=True), 42.0, [0.2], [187.008638]),
        (BinnedScale(0, 100, open_lower=True, open_upper=True), 42.0, [0.2], [189.711998]),
        (BinnedScale(0, 100, open_lower=True), -1.0, [0.05, 0.001, 0.5], [0.0, -195.601150, 115.129255]),
        (BinnedScale(0, 100, open_upper=True), 101.0, [0.05, 0.001, 0.5], [0.0, -195.601150, 115.129255]),
        (BinnedScale(0, 10, bins=10), 4.0, [0.3, 0.001], [54.930614, -230.258509]),
    ],
)
def test_continuous_baseline_agrees_with_metaculus(
    scale: BinnedScale, outcome: float, mass: list[float], expected: list[float]
) -> None:
    found = continuous_baseline_score(mass=np.array(mass), bucket=scale.bucket(outcome), scale=scale)
    assert found == pytest.approx(expected, abs=1e-6)


def test_means_of_pairs_are_the_means_of_their_scores() -> None:
    said, happened = np.array([0.9, 0.2, 0.0]), np.array([True, False, True])
    assert mean_brier_score(probability=said, occurred=happened) == pytest.approx((0.01 + 0.04 + 1) / 3)
    assert mean_log_score(probability=said, occurred=happened) == math.inf
    assert mean_log_score(probability=said[:2], occurred=happened[:2]) == pytest.approx(0.164252, abs=1e-6)


def test_a_display_floor_is_named_beside_its_number() -> None:
    floored = floored_mean(score=[0.5, math.inf, 13.815511], floor=1e-3, family=["a", "b", "b"])
    assert floored.value == pytest.approx((0.5 - math.log(1e-3)) / 2)
    assert floored.sentence == "2 of 3 counted as if what happened had been given 0.1 %"
    untouched = floored_mean(score=[0.5, 0.7], floor=1e-6)
    assert untouched.value == pytest.approx(0.6)
    assert untouched.floored == 0


def test_skill_is_a_share_of_the_reference_and_improvement_a_difference() -> None:
    scores = np.array([0.0, 0.2, 0.25, 0.5, math.inf])
    assert skill(score=scores, reference=np.array(0.25)).tolist() == pytest.approx([1, 0.2, 0, -1, -math.inf])
    assert improvement(score=0.2, reference=0.25) == pytest.approx(0.05)


def test_the_ends_of_a_range_are_inside_it_and_at_a_quantile_counts_as_below() -> None:
    value = np.array([3.9, 4.0, 7.0, 11.0, 11.1])
    inside = inside_interval(lower=np.full(5, 4.0), upper=np.full(5, 11.0), value=value)
    assert inside.tolist() == [0, 1, 1, 1, 0]
    assert below_quantile(quantile=np.full(5, 7.0), value=value).tolist() == [1, 1, 1, 0, 0]


def test_crps_of_a_cdf_on_a_grid() -> None:
    value = np.array([-1.0, 0.0, 0.5, 1.0, 3.0])
    uniform = crps_cdf(heights=[0, 1], grid=[0, 1], value=value)
    assert uniform == pytest.approx([4 / 3, 1 / 3, 1 / 12, 1 / 3, 7 / 3])
    open_ends = crps_cdf(heights=[0.25, 0.75], grid=[0, 2], value=value)
    assert open_ends == pytest.approx([37 / 24, 13 / 24, 17 / 48, 7 / 24, 37 / 24])


def test_crps_of_a_lognormal_distribution() -> None:
    found = crps_lognormal(log_mean=np.zeros(3), log_sd=np.ones(3), value=np.array([1.0, 0.0, -1.0]))
    assert found == pytest.approx([0.267405, 0.790562, 1.790562], abs=1e-6)


def test_bias_of_quantiles_follows_scoringutils() -> None:
    levels = [0.1, 0.25, 0.5, 0.75, 0.9]
    value = np.array([0.5, 1.0, 2.5, 3.0, 3.5, 5.0, 5.5])
    found = quantile_bias(quantiles=[1, 2, 3, 4, 5], levels=levels, value=value)
    assert found == pytest.approx([1.0, 0.8, 0.5, 0.0, -0.5, -0.8, -1.0])
    without_median = quantile_bias(
        quantiles=[2, 4], levels=[0.25, 0.75], value=np.array([2.5, 3.0, 3.5, 4.5])
    )
    assert without_median == pytest.approx([0.5, 0.0, -0.5, -1.0])


def test_bias_of_a_sample_counts_members_on_both_sides() -> None:
    value = np.array([0.0, 1.0, 2.5, 9.0])
    assert sample_bias(sample=[4, 1, 3, 2], value=value) == pytest.approx([1.0, 0.75, 0.0, -1.0])
