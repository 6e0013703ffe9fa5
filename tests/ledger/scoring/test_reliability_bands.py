"""The reliability curve: groups, counts, and intervals that hold what they promise and no more."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import NARROW_END_EDGES, ReliabilityCurve, Stage, reliability_curve, stage
from ledger.scoring.calibration.bands import brought, frequency_bands
from ledger.scoring.families import families


def simulated(
    seed: int, *, families: int, rows: int, by_family: bool = True, resamples: int = 300
) -> ReliabilityCurve:
    """One forecaster exactly as calibrated as claimed, every question updated `rows` times."""
    source = np.random.default_rng(seed)
    said = source.uniform(0.02, 0.98, families)
    happened = source.random(families) < said
    return reliability_curve(
        probability=np.repeat(said, rows),
        occurred=np.repeat(happened, rows),
        family=np.repeat(np.arange(families), rows) if by_family else None,
        resamples=resamples,
        seed=seed,
    )


def share_held(curves: list[ReliabilityCurve]) -> float:
    held = [(curve.low <= curve.said) & (curve.said <= curve.high) for curve in curves]
    return float(np.concatenate(held).mean())


def test_ninety_percent_bands_hold_nine_times_in_ten() -> None:
    assert 0.88 <= share_held([simulated(k, families=100, rows=1) for k in range(2000)]) <= 0.92


def test_bands_of_updated_questions_hold_as_often_and_naive_ones_are_caught() -> None:
    assert 0.87 <= share_held([simulated(k, families=60, rows=4) for k in range(400)]) <= 0.93
    naive = [simulated(k, families=60, rows=4, by_family=False) for k in range(100)]
    assert share_held(naive) < 0.75


def test_forty_updates_of_each_question_do_not_narrow_the_band() -> None:
    once = simulated(1, families=50, rows=1, resamples=4000)
    forty = simulated(1, families=50, rows=40, resamples=4000)
    assert forty.happened == pytest.approx(once.happened)
    assert forty.high - forty.low == pytest.approx(once.high - once.low, abs=0.02)
    assert forty.families.tolist() == once.families.tolist() == [10] * 5
    assert forty.forecasts.tolist() == [400] * 5


def test_six_of_six_leave_room() -> None:
    curve = reliability_curve(probability=np.full(6, 0.9), occurred=np.ones(6), resamples=4000)
    assert curve.happened.tolist() == [1.0]
    assert curve.high.tolist() == [1.0]
    jeffreys = 0.7358  # the 5 % point of Beta(6.5, 0.5)
    assert curve.low == pytest.approx([jeffreys], abs=0.01)


def test_a_group_nobody_fell_into_is_absent() -> None:
    edges = np.linspace(0, 1, 11)
    curve = reliability_curve(probability=[0.05, 0.95, 1.0], occurred=[0, 1, 1], edges=edges)
    assert curve.forecasts.tolist() == [1, 2]
    assert curve.happened.tolist() == [0.0, 1.0]
    assert (curve.lowest.tolist(), curve.highest.tolist()) == ([0.05, 0.95], [0.05, 1.0])


def test_edges_belong_to_the_upper_bin_and_one_to_the_last() -> None:
    curve = reliability_curve(probability=[0.0, 0.5, 1.0], occurred=[0, 1, 1], edges=[0, 0.5, 1])
    assert curve.forecasts.tolist() == [1, 2]


def test_narrow_end_edges_are_twenty_one_bins_from_nought_to_one() -> None:
    widths = np.diff(NARROW_END_EDGES)
    assert {0.125, 0.225, 0.375, 0.425, 0.475, 0.625, 0.725, 0.825} < set(NARROW_END_EDGES)
    assert widths[[0, 1, 2, -3, -2, -1]] == pytest.approx(np.full(6, 1 / 24))
    assert widths[3:-3] == pytest.approx(np.full(15, 0.05))
    curve = reliability_curve(probability=[0.02, 0.06, 1.0], occurred=[0, 0, 1], edges=NARROW_END_EDGES)
    assert curve.forecasts.tolist() == [1, 1, 1]


def test_equal_probabilities_are_never_parted() -> None:
    curve = reliability_curve(probability=[0.5] * 8 + [0.9] * 2, occurred=[0, 1] * 5)
    assert curve.forecasts.tolist() == [8, 2]


def test_distinct_probabilities_are_parted_into_equal_counts() -> None:
    curve = reliability_curve(probability=np.arange(100) / 100, occurred=np.arange(100) % 2)
    assert curve.forecasts.tolist() == [20] * 5


def test_a_family_weighs_one_in_the_frequency() -> None:
    curve = reliability_curve(
        probability=[0.4, 0.4, 0.4, 0.6], occurred=[1, 1, 1, 0], family=["a", "a", "a", "b"], groups=1
    )
    assert curve.happened.tolist() == [0.5]
    assert curve.said.tolist() == pytest.approx([0.5])
    assert (curve.forecasts.tolist(), curve.families.tolist()) == ([4], [2])


def test_a_family_spread_over_groups_counts_in_each() -> None:
    curve = reliability_curve(
        probability=[0.1, 0.9, 0.9], occurred=[0, 1, 0], family=["a", "a", "b"], groups=2
    )
    assert (curve.forecasts.tolist(), curve.families.tolist()) == ([1, 2], [1, 2])


def test_many_families_are_resampled_in_blocks_all_the_same() -> None:
    curve = simulated(3, families=3000, rows=2, resamples=1000)
    assert (curve.high - curve.low < 0.08).all()
    assert share_held([curve]) >= 0.6


columns = st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.integers(0, 4)), min_size=1, max_size=40)


@given(columns, st.permutations(range(40)))
@settings(max_examples=60, deadline=None)
def test_neither_order_nor_names_of_families_matter(
    rows: list[tuple[int, bool, int]], order: list[int]
) -> None:
    def curve(of: list[tuple[int, bool, int]], names: str) -> ReliabilityCurve:
        return reliability_curve(
            probability=[p / 20 for p, _, _ in of],
            occurred=[o for _, o, _ in of],
            family=[names[f] for _, _, f in of],
            resamples=50,
        )

    asked = curve(rows, "abcde")
    shuffled = curve([rows[k] for k in order if k < len(rows)], "ecbda")
    assert shuffled.happened == pytest.approx(asked.happened)
    assert shuffled.said == pytest.approx(asked.said)
    assert shuffled.low == pytest.approx(asked.low)
    assert (asked.low <= asked.happened).all()
    assert (asked.happened <= asked.high).all()
    assert int(asked.forecasts.sum()) == len(rows)


@given(columns)
@settings(max_examples=40, deadline=None)
def test_rows_said_twice_by_the_same_family_change_nothing(rows: list[tuple[int, bool, int]]) -> None:
    once, twice = (
        reliability_curve(
            probability=[p / 20 for p, _, _ in of],
            occurred=[o for _, o, _ in of],
            family=[f for _, _, f in of],
            resamples=10,
        )
        for of in (rows, [*rows, *rows])
    )
    assert twice.families.tolist() == once.families.tolist()
    assert twice.said == pytest.approx(once.said, abs=1e-12)
    assert twice.happened == pytest.approx(once.happened, abs=1e-12)


def test_twenty_thousand_kinds_of_families_have_the_bands_of_each_drawn_by_itself() -> None:
    source = np.random.default_rng(8)
    family = np.repeat(np.arange(20_000), 10)
    group, happened = source.integers(0, 5, family.size), source.random(family.size) < 0.3
    kinds = brought(group=group, happened=happened, known=families(family=family, rows=family.size), groups=5)
    low, high = frequency_bands(kinds, resamples=2000, seed=1)
    share = np.zeros((20_000, 10))
    np.add.at(share, (family, group * 2 + happened), 0.1)
    drawn = (source.standard_exponential((2000, 20_000)) @ share).reshape(-1, 5, 2)
    exact = np.quantile(drawn[:, :, 1] / drawn.sum(axis=2), [0.05, 0.95], axis=0)
    assert kinds.number.size > 10_000
    assert np.array([low, high]) == pytest.approx(exact, abs=0.1 * float((high - low).min()))


def test_a_cell_few_families_bring_to_is_drawn_family_by_family_among_many() -> None:
    source = np.random.default_rng(9)
    family = np.repeat(np.arange(20_000), 10)
    group, happened = source.integers(0, 5, family.size), source.random(family.size) < 0.3
    group[:3], happened[:3] = 5, True
    kinds = brought(group=group, happened=happened, known=families(family=family, rows=family.size), groups=6)
    low, high = frequency_bands(kinds, resamples=4000, seed=1)
    jeffreys = 0.2285  # the 5 % point of Beta(1.5, 0.5)
    assert kinds.families_in[5] == 1
    assert (low[5], high[5]) == (pytest.approx(jeffreys, abs=0.03), 1.0)
    assert high[4] - low[4] < 0.02


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        (0, Stage.LIST),
        (9, Stage.LIST),
        (10, Stage.SUMMARY),
        (29, Stage.SUMMARY),
        (30, Stage.GROUPS),
        (99, Stage.GROUPS),
        (100, Stage.CORP),
        (299, Stage.CORP),
        (300, Stage.ALL),
    ],
)
def test_how_much_is_shown_follows_the_number_of_families(families: int, expected: Stage) -> None:
    assert stage(families=families) is expected
