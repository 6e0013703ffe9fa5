"""How much a dozen resolved questions can say, held against exact arithmetic and worked figures."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import (
    RefusedError,
    calibrated_brier,
    corp_by_chance,
    count_distribution,
    happened_range,
    overconfidence_noticed,
    small_numbers,
)
from ledger.scoring.calibration.luck import _briers, _law, half_the_log_odds
from ledger.scoring.families import families

TWELVE = np.array([5, 10, 15, 20, 30, 35, 60, 65, 70, 80, 90, 95]) / 100
chances = st.integers(0, 100).map(lambda k: k / 100)


def test_twelve_forecasts_expect_the_sum_of_their_chances_and_four_to_eight() -> None:
    found = happened_range(probability=TWELVE)
    assert found.expected == pytest.approx(5.75)
    assert (found.low, found.high) == (4.0, 8.0)


@pytest.mark.parametrize(
    ("copies", "low", "high"), [(1, 0.073, 0.258), (2, 0.092, 0.229), (4, 0.110, 0.204), (8, 0.118, 0.185)]
)
def test_the_brier_score_of_the_calibrated_lies_where_it_was_measured(
    copies: int, low: float, high: float
) -> None:
    found = calibrated_brier(probability=np.tile(TWELVE, copies))
    assert found.expected == pytest.approx(0.153125)
    assert found.low == pytest.approx(low, abs=6e-3)
    assert found.high == pytest.approx(high, abs=6e-3)


@pytest.mark.parametrize(("copies", "power"), [(1, 0.31), (2, 0.46), (4, 0.73), (8, 0.93)])
def test_overconfidence_is_noticed_as_often_as_was_measured(copies: int, power: float) -> None:
    found = overconfidence_noticed(probability=TWELVE, copies=copies)
    assert found == pytest.approx(power, abs=0.03)


def test_copies_are_so_many_more_families() -> None:
    by_hand = overconfidence_noticed(probability=np.tile(TWELVE, 4))
    assert overconfidence_noticed(probability=TWELVE, copies=4) == by_hand


def test_half_the_log_odds_of_ninety_percent_is_three_to_one() -> None:
    found = half_the_log_odds(np.array([0.9, 0.5, 0.0, 1.0]))
    assert found.tolist() == pytest.approx([0.75, 0.5, 0.0, 1.0])


@given(st.lists(chances, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_the_count_has_the_distribution_of_all_outcomes_listed(said: list[float]) -> None:
    exact = np.zeros(len(said) + 1)
    for outcome in itertools.product((0, 1), repeat=len(said)):
        exact[sum(outcome)] += math.prod(p if o else 1 - p for p, o in zip(said, outcome, strict=True))
    found = count_distribution(probability=said)
    assert found.chance == pytest.approx(exact[found.count.astype(int)], abs=1e-12)
    assert float(found.chance.sum()) == pytest.approx(1.0)
    assert float(found.chance @ found.count) == pytest.approx(math.fsum(said))
    assert float(exact.sum() - exact[found.count.astype(int)].sum()) == pytest.approx(0.0, abs=1e-12)


def test_equal_chances_give_the_binomial() -> None:
    found = count_distribution(probability=np.full(20, 0.3))
    exact = [math.comb(20, k) * 0.3**k * 0.7 ** (20 - k) for k in range(21)]
    assert found.chance == pytest.approx(exact, abs=1e-14)


def test_rows_of_one_family_share_one_draw_and_count_one() -> None:
    found = count_distribution(probability=[0.2, 0.6], family=["lag", "lag"])
    assert found.count.tolist() == [0.0, 0.5, 1.0]
    assert found.chance == pytest.approx([0.4, 0.4, 0.2])


def test_a_part_of_a_family_counts_its_fraction() -> None:
    found = count_distribution(
        probability=[0.2, 0.6, 0.5], family=["lag", "lag", "gap"], part=[False, True, True]
    )
    assert found.count.tolist() == [0.0, 0.5, 1.0, 1.5]
    assert found.chance == pytest.approx([0.2, 0.3, 0.2, 0.3])
    half = happened_range(probability=[0.2, 0.6], family=["lag", "lag"], part=[False, True])
    assert (half.expected, half.low, half.high) == (0.3, 0.0, 0.5)


@pytest.mark.parametrize("part", [[False, False], [True], [1.0, 0.5]])
def test_a_part_that_tells_no_rows_is_refused(part: list[float]) -> None:
    with pytest.raises(RefusedError, match="part"):
        count_distribution(probability=[0.2, 0.6], part=part)


def test_families_of_many_sizes_are_counted_on_one_grid() -> None:
    sizes = [1, 2, 3, 5, 7, 11]
    family = np.repeat(np.arange(6), sizes)
    said = np.random.default_rng(2).random(family.size)
    found = count_distribution(probability=said, family=family)
    weight = 1 / np.repeat(sizes, sizes)
    assert float(found.chance @ found.count) == pytest.approx(float(said @ weight), abs=1e-3)
    assert float(found.count[-1]) == 6.0


def test_a_long_record_keeps_the_shape_of_its_middle() -> None:
    found = happened_range(probability=np.full(5000, 0.5))
    assert found.expected == 2500
    assert found.low == pytest.approx(2442, abs=1)
    assert found.high == pytest.approx(2558, abs=1)


def test_a_family_widens_the_range_where_more_independent_rows_would_narrow_it() -> None:
    apart = calibrated_brier(probability=np.tile(TWELVE, 10))
    one_draw_each = calibrated_brier(probability=np.tile(TWELVE, 10), family=np.tile(np.arange(12), 10))
    once = calibrated_brier(probability=TWELVE)
    assert one_draw_each.high - one_draw_each.low == pytest.approx(once.high - once.low, abs=1e-9)
    assert apart.high - apart.low < 0.6 * (once.high - once.low)


def test_the_same_forecasts_always_print_the_same_figures() -> None:
    assert calibrated_brier(probability=TWELVE) == calibrated_brier(probability=TWELVE.copy())
    other = calibrated_brier(probability=TWELVE, seed=1)
    assert other.expected == calibrated_brier(probability=TWELVE).expected


def test_simulation_in_blocks_is_the_same_simulation_of_as_many_draws() -> None:
    wide = np.tile(TWELVE, 200)
    found = calibrated_brier(probability=wide, draws=2000)
    assert found.low < found.expected < found.high


def test_a_perfect_forecaster_of_twelve_shows_half_the_score_as_miscalibration() -> None:
    found = corp_by_chance(probability=TWELVE)
    assert found.miscalibration.expected == pytest.approx(0.074, abs=4e-3)
    assert found.miscalibration.low < 0.05
    assert found.miscalibration.high > 0.1
    assert found.discrimination.expected > 0.1


def test_the_block_for_a_dozen_says_what_luck_alone_would_have_made() -> None:
    happened = np.array([0, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1])
    found = small_numbers(probability=TWELVE, occurred=happened, base_rate=np.full(12, 0.5))
    assert (found.questions, found.families, found.happened) == (12, 12, 7.0)
    assert found.expected == happened_range(probability=TWELVE)
    assert found.brier == pytest.approx(float(np.square(TWELVE - happened).mean()))
    assert (found.always_half, found.base_rates) == (0.25, 0.25)
    assert found.hindsight_rate == pytest.approx(7 / 12 * 5 / 12)
    assert found.calibrated == calibrated_brier(probability=TWELVE)
    assert found.noticed < found.noticed_later == overconfidence_noticed(probability=TWELVE, copies=4)


def test_the_block_weighs_families_and_leaves_out_base_rates_nobody_stated() -> None:
    found = small_numbers(probability=[0.2, 0.2, 0.9], occurred=[0, 1, 1], family=["a", "a", "b"], draws=200)
    assert (found.questions, found.families, found.happened) == (3, 2, 1.5)
    assert found.base_rates is None
    assert found.brier == pytest.approx(((0.04 + 0.64) / 2 + 0.01) / 2)


@pytest.mark.parametrize("rows", [1, 7, 64, 65, 300, 2000])
def test_the_count_is_scipys_poisson_binomial(rows: int) -> None:
    chance = np.random.default_rng(rows).random(rows)
    found = count_distribution(probability=chance)
    exact = scipy.stats.poisson_binom(chance).pmf(found.count)
    assert found.chance == pytest.approx(exact, abs=1e-14)
    assert float(found.chance.sum()) == pytest.approx(1, abs=1e-12)


def test_single_rows_beside_families_are_counted_as_one_by_one() -> None:
    family = [0, 0, 1, 1, 1, *range(2, 90)]
    said = np.random.default_rng(1).random(len(family))
    found = count_distribution(probability=said, family=family)
    weight = np.array([1 / 2] * 2 + [1 / 3] * 3 + [1] * 88)
    assert float(found.chance @ found.count) == pytest.approx(float(said @ weight), abs=1e-9)
    assert (found.count * 6) == pytest.approx(np.rint(found.count * 6))


def test_the_law_of_many_parts_is_what_simulation_comes_to() -> None:
    source = np.random.default_rng(2)
    said, family = source.uniform(0.02, 0.98, 500), source.integers(0, 320, 500)
    known = families(family=family, rows=500)
    law = _law(said, half_the_log_odds(said), known)
    drawn = _briers(said, half_the_log_odds(said), known, 40_000, 3)
    spread = float(drawn.std())
    assert law.mean == pytest.approx(float(drawn.mean()), abs=0.03 * spread)
    assert law.variance**0.5 == pytest.approx(spread, rel=0.02)
    for share in (0.05, 0.5, 0.95):
        assert law.point(share) == pytest.approx(float(np.quantile(drawn, share)), abs=0.05 * spread)
        assert law.chance_above(law.point(share)) == pytest.approx(1 - share, abs=2e-3)


def test_a_hundred_thousand_forecasts_are_beside_what_luck_alone_gives() -> None:
    said = np.random.default_rng(4).random(100_000)
    found = calibrated_brier(probability=said)
    assert found.low < found.expected < found.high
    spread = float(np.square(1 - 2 * said) @ (said * (1 - said))) ** 0.5 / said.size
    assert found.high - found.low == pytest.approx(2 * 1.645 * spread, rel=0.01)
    assert overconfidence_noticed(probability=said) > 0.999
    terms = corp_by_chance(probability=said, draws=100)
    assert 0 < terms.miscalibration.low < terms.miscalibration.high < 1e-3
