"""Scales cut into bins: which bucket an outcome falls into, on a straight and a logarithmic scale, and what lies beyond."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import BinnedScale, RefusedError, Tail, bucket_mass, continuous_baseline_score

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN = BinnedScale(0.0, 200.0, open_lower=True, open_upper=True)
DECADES = BinnedScale(0.1, 1000.0, zero_point=0.0, bins=4, open_lower=True, open_upper=True)


@pytest.mark.parametrize(
    ("value", "bucket"),
    [(0.0, 1), (0.5, 1), (1.0, 1), (1.001, 2), (42.0, 42), (199.0, 199), (199.001, 200), (200.0, 200)],
)
def test_an_inner_edge_belongs_to_the_lower_bin_and_both_ends_lie_inside(value: float, bucket: int) -> None:
    assert OPEN.bucket(value) == bucket


@pytest.mark.parametrize("kind", [int, float, np.float32, np.float16, np.int32, np.uint8, np.array])
def test_an_answer_is_any_kind_of_number(kind: Callable[[int], Any]) -> None:
    assert OPEN.bucket(kind(42)) == 42


def test_ends_and_bins_of_any_kind_cut_the_range_alike() -> None:
    single: Any = np.float32
    whole: Any = np.int32
    cut = BinnedScale(single(0.0), single(200.0), bins=whole(200))
    assert [cut.bucket(edge) for edge in range(1, 200)] == list(range(1, 200))


@pytest.mark.parametrize("bucket", [-1, 202, 999, None, 1.5, Tail.ABOVE, [1]])
def test_a_bucket_that_does_not_exist_has_no_mass_and_no_score(bucket: Any) -> None:
    for asked in (
        lambda: OPEN.reference_mass(bucket),
        lambda: continuous_baseline_score(mass=0.2, bucket=bucket, scale=OPEN),
        lambda: bucket_mass(heights=np.linspace(0.0, 1.0, 201), bucket=bucket, scale=OPEN),
    ):
        with pytest.raises(RefusedError, match="`bucket`"):
            asked()


def test_what_lies_beyond_an_open_end_is_a_tail_however_it_was_said() -> None:
    assert OPEN.location(-0.001) is Tail.BELOW
    assert [OPEN.bucket(outcome) for outcome in (-0.001, -1e9, Tail.BELOW)] == [0, 0, 0]
    assert [OPEN.bucket(outcome) for outcome in (200.001, math.inf, Tail.ABOVE)] == [201, 201, 201]


def test_below_a_logarithmic_range_is_a_bucket_and_not_nan() -> None:
    assert [DECADES.bucket(outcome) for outcome in (0.1 - 1.0, 0.0, -5.0, Tail.BELOW)] == [0, 0, 0, 0]


def test_a_logarithmic_scale_with_its_zero_at_zero_is_even_in_decades() -> None:
    assert [DECADES.location(value) for value in (0.1, 1.0, 10.0, 1000.0)] == pytest.approx([0, 0.25, 0.5, 1])
    assert [DECADES.bucket(value) for value in (0.1, 0.5, 1.0, 1.1, 10.0, 999.0, 1000.0)] == [
        *(1, 1, 1, 2, 2, 4, 4)
    ]


@given(
    st.floats(-100, 100),
    st.floats(0.1, 1000),
    st.floats(0.01, 50) | st.floats(-1200, -1001),
    st.floats(0, 1),
)
@settings(max_examples=100, deadline=None)
def test_a_logarithmic_location_is_metaculus_formula(
    least: float, width: float, off: float, share: float
) -> None:
    most, zero = least + width, least - off
    value = min(least + share * width, most)
    ratio = (most - zero) / (least - zero)
    theirs = (math.log((value - least) * (ratio - 1) + (most - least)) - math.log(most - least)) / math.log(
        ratio
    )
    found = BinnedScale(least, most, zero_point=zero).location(value)
    assert found == pytest.approx(theirs, abs=1e-6)


def test_the_reference_gives_a_twentieth_to_each_open_end_and_sums_to_one() -> None:
    for scale in (OPEN, BinnedScale(0, 1, open_lower=True, bins=7), BinnedScale(0, 1, bins=3)):
        given_to = [scale.reference_mass(bucket) for bucket in range(scale.bins + 2)]
        assert sum(given_to) == pytest.approx(1)
        assert given_to[0] == (0.05 if scale.open_lower else 0)
        assert given_to[-1] == (0.05 if scale.open_upper else 0)


def test_buckets_of_a_cdf_have_its_steps_and_its_ends_as_mass() -> None:
    scale = BinnedScale(0, 2, bins=2, open_lower=True, open_upper=True)
    heights = [[0.125, 0.5, 0.75], [0.0, 0.0, 1.0]]
    masses = [bucket_mass(heights=heights, bucket=bucket, scale=scale).tolist() for bucket in range(4)]
    assert masses == [[0.125, 0.0], [0.375, 0.0], [0.25, 1.0], [0.25, 0.0]]


def test_saying_what_the_reference_says_is_worth_nothing_in_every_bucket() -> None:
    heights = 0.05 + 0.9 * np.linspace(0, 1, OPEN.bins + 1)
    for bucket in (0, 1, 77, 200, 201):
        mass = bucket_mass(heights=heights, bucket=bucket, scale=OPEN)
        assert continuous_baseline_score(mass=mass, bucket=bucket, scale=OPEN) == pytest.approx(0, abs=1e-9)


def test_no_chance_for_what_happened_is_minus_infinity_and_not_a_floor() -> None:
    assert continuous_baseline_score(mass=0.0, bucket=3, scale=OPEN) == -math.inf
