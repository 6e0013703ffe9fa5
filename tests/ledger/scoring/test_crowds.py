"""What a crowd says: each aggregate against its formula, and the crowd over time as a forecaster of its own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import (
    AGGREGATES,
    accrued,
    averaged_loss,
    baseline_score,
    brier_score,
    crowd_mean,
    crowd_median,
    crowd_over_time,
    extremised,
    geometric_mean_of_odds,
    joined,
    legacy_relative,
    peer_over_time,
    recency_weights,
    time_covered,
)
from tests.ledger.scoring.by_hand import PEOPLE, Said, Tournament, Window, tournaments

if TYPE_CHECKING:
    from ledger.scoring import Crowd

THREE = [[0.3, 0.7], [0.2, 0.8], [0.1, 0.9]]


# ---- of one moment ---------------------------------------------------------------------------------


def test_recency_weights_are_metaculuss() -> None:
    assert recency_weights(forecasts=1).tolist() == [1.0]
    assert recency_weights(forecasts=2).tolist() == [1.0, 1.0]
    assert recency_weights(forecasts=4) == pytest.approx([math.exp(math.sqrt(k) - 2) for k in (1, 2, 3, 4)])


def test_a_geometric_mean_of_probabilities_agrees_with_metaculus() -> None:
    found = geometric_mean_of_odds(probabilities=THREE)
    assert found == pytest.approx([0.18171206 / 0.9775235, 0.79581144 / 0.9775235], abs=1e-7)


def test_of_a_yes_or_no_it_is_the_geometric_mean_of_odds() -> None:
    odds = (7 / 3 * 4 * 9) ** (1 / 3)
    assert geometric_mean_of_odds(probabilities=THREE)[1] == pytest.approx(odds / (1 + odds))
    assert geometric_mean_of_odds(probabilities=THREE, factor=2.5)[1] == pytest.approx(
        odds**2.5 / (1 + odds**2.5)
    )


def test_means_and_medians_of_three() -> None:
    assert crowd_mean(probabilities=THREE) == pytest.approx([0.2, 0.8])
    assert crowd_median(probabilities=THREE) == pytest.approx([0.2, 0.8])
    assert crowd_mean(probabilities=THREE, weights=[1, 1, 2]) == pytest.approx([0.175, 0.825])
    assert crowd_median(probabilities=THREE, weights=[1, 1, 2]) == pytest.approx([0.15, 0.85])
    assert crowd_median(probabilities=THREE, weights=[1, 1, 3]) == pytest.approx([0.1, 0.9])


def test_a_median_of_options_sums_to_one_again() -> None:
    rows = [[0.6, 0.3, 0.1], [0.1, 0.6, 0.3], [0.5, 0.1, 0.4]]
    assert crowd_median(probabilities=rows) == pytest.approx([0.5 / 1.1, 0.3 / 1.1, 0.3 / 1.1])


def test_people_sure_of_different_options_have_no_median_and_the_mean_stands() -> None:
    assert crowd_median(probabilities=np.eye(3)) == pytest.approx([1 / 3] * 3)


def test_a_mean_of_cdfs_is_that_of_their_heights() -> None:
    heights = [[0.0, 0.2, 1.0], [0.0, 0.6, 0.9]]
    assert crowd_mean(probabilities=heights, weights=recency_weights(forecasts=2)) == pytest.approx(
        [0.0, 0.4, 0.95]
    )


def test_nought_rules_an_option_out_unless_another_is_ruled_out_by_as_many() -> None:
    assert geometric_mean_of_odds(probabilities=[[0.0, 1.0], [0.5, 0.5]]).tolist() == [0.0, 1.0]
    torn = [[0.0, 1.0], [1.0, 0.0], [0.25, 0.75]]
    assert geometric_mean_of_odds(probabilities=torn)[1] == pytest.approx(3 ** (1 / 3) / (1 + 3 ** (1 / 3)))


sure_or_not = st.sampled_from([0.0, 0.2, 0.5, 1.0])


@given(st.lists(sure_or_not, min_size=1, max_size=5), st.sampled_from([0.5, 1.0, 2.5]))
@settings(max_examples=100, deadline=None)
def test_noughts_come_out_as_one_chance_that_tends_to_nothing(said: list[float], factor: float) -> None:
    tiny = 1e-120
    logs = [(math.log(max(1 - p, tiny)), math.log(max(p, tiny))) for p in said]
    ahead = factor * sum(yes - no for no, yes in logs) / len(logs)
    expected = 1 / (1 + math.exp(-ahead)) if abs(ahead) < 700 else float(ahead > 0)
    found = geometric_mean_of_odds(probabilities=[[1 - p, p] for p in said], factor=factor)
    assert found[1] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("name", ["median", "mean", "mean odds"])
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_who_speaks_first_does_not_matter_where_all_weigh_alike(name: str, data: st.DataObject) -> None:
    said = data.draw(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=6))
    other = data.draw(st.permutations(said))
    rows = [np.array([[[1 - p, p] for p in each]]) for each in (said, other)]
    assert AGGREGATES[name](rows[0]) == pytest.approx(AGGREGATES[name](rows[1]), abs=1e-12)


def test_nobody_and_uneven_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        crowd_mean(probabilities=np.empty((0, 2)))
    with pytest.raises(ValueError, match="weights"):
        crowd_median(probabilities=THREE, weights=[1, 1])
    with pytest.raises(ValueError, match="weights"):
        crowd_mean(probabilities=THREE, weights=[1, 1, 0])
    with pytest.raises(ValueError, match="factor"):
        geometric_mean_of_odds(probabilities=THREE, factor=0.0)


# ---- over time -------------------------------------------------------------------------------------


def crowd(of: Tournament, name: str, *, fewest: int = 1) -> Crowd:
    return crowd_over_time(
        steps=of.steps(),
        question=of.question,
        probabilities=of.given,
        aggregate=AGGREGATES[name],
        fewest=fewest,
    )


def stretches(found: Crowd, group: int = 0) -> list[tuple[int, int, float, int]]:
    columns = (found.steps.from_us, found.steps.to_us, found.probabilities, found.people)
    rows = list(zip(*(column[found.steps.group == group].tolist() for column in columns), strict=True))
    return [(a, b, round(p, 9), n) for a, b, p, n in rows]


def test_the_crowd_changes_with_everybody_who_speaks_changes_or_falls_silent() -> None:
    said = [Said(0, 0, 0, None, 0.2), Said(1, 0, 2, 8, 0.6), Said(0, 0, 5, 7, 0.4)]
    found = crowd(Tournament(2, [Window(0, 10)], said), "mean")
    assert stretches(found) == [(0, 2, 0.2, 1), (2, 5, 0.4, 2), (5, 7, 0.5, 2), (7, 8, 0.6, 1)]


def test_a_crowd_may_need_more_than_one() -> None:
    said = [Said(0, 0, 0, None, 0.2), Said(1, 0, 2, 8, 0.6)]
    assert stretches(crowd(Tournament(2, [Window(0, 10)], said), "median", fewest=2)) == [(2, 8, 0.4, 2)]


def test_the_newest_forecast_weighs_most_whoever_made_it() -> None:
    said = [Said(who, 0, who, None, (who + 1) / 10) for who in range(3)]
    found = crowd(Tournament(3, [Window(0, 10)], [*said, Said(0, 0, 5, None, 0.9)]), "recent mean")
    weights = recency_weights(forecasts=3)
    assert found.probabilities[-1] == pytest.approx((weights @ [0.2, 0.3, 0.9]) / weights.sum())


def test_of_forecasts_from_before_the_question_counts_the_older_one_is_older() -> None:
    said = [Said(0, 0, 3, None, 0.9), Said(1, 0, 1, None, 0.2), Said(2, 0, 2, None, 0.4)]
    found = crowd(Tournament(3, [Window(5, 10)], said), "recent mean")
    weights = recency_weights(forecasts=3)
    assert found.probabilities == pytest.approx([(weights @ [0.2, 0.4, 0.9]) / weights.sum()])


def test_a_single_row_is_no_crowd_and_the_shape_is_said() -> None:
    for aggregate in (crowd_mean, crowd_median, geometric_mean_of_odds):
        with pytest.raises(ValueError, match=r"shape \(2,\); it must be rows, \(people, options\)"):
            aggregate(probabilities=[0.3, 0.7])


def test_who_is_outside_the_base_is_no_part_of_the_crowd() -> None:
    said = [Said(0, 0, 0, None, 0.2), Said(1, 0, 0, None, 0.6)]
    of = Tournament(2, [Window(0, 10)], said)
    found = crowd_over_time(
        steps=of.steps(),
        question=of.question,
        probabilities=of.given,
        aggregate=AGGREGATES["mean"],
        base=[True, False],
    )
    assert stretches(found) == [(0, 10, 0.2, 1)]


@pytest.mark.parametrize("name", [*AGGREGATES, "extremised"])
@given(of=tournaments())
@settings(max_examples=60, deadline=None)
def test_the_crowd_says_at_every_moment_what_the_aggregate_says_of_those_who_speak(
    name: str, of: Tournament
) -> None:
    aggregate = AGGREGATES.get(name, extremised(factor=2.5))
    found = crowd_over_time(
        steps=of.steps(), question=of.question, probabilities=of.given, aggregate=aggregate
    )
    for question in range(len(of.windows)):
        expected = []
        for begins, ends in of.moments(question):
            standing = list(of.speaking(question, begins).values())
            if standing:
                oldest = sorted(standing, key=lambda one: (one.made, one.who))
                said = aggregate(np.array([[[1 - one.given, one.given] for one in oldest]]))
                expected += [(at, round(float(said[0, 1]), 9), len(oldest)) for at in range(begins, ends)]
        ticks = [(at, p, n) for a, b, p, n in stretches(found, question) for at in range(a, b)]
        assert ticks == expected


def test_the_crowd_over_options_is_a_distribution_at_every_moment() -> None:
    rng = np.random.default_rng(3)
    said = [Said(who, 0, int(made), None, 0.5) for who in range(PEOPLE) for made in rng.integers(0, 9, 3)]
    of = Tournament(PEOPLE, [Window(0, 10)], said)
    rows = rng.dirichlet(np.ones(4), len(said))
    for aggregate in AGGREGATES.values():
        found = crowd_over_time(
            steps=of.steps(), question=of.question, probabilities=rows, aggregate=aggregate
        )
        assert found.probabilities.shape == (found.steps.row.size, 4)
        assert found.probabilities.sum(axis=1) == pytest.approx(1.0)


def test_every_score_applies_to_the_crowd() -> None:
    said = [Said(0, 0, 0, None, 0.8), Said(1, 0, 0, None, 1.0)]
    of = Tournament(2, [Window(0, 10, 4)], said)
    found = crowd(of, "mean")
    loss = averaged_loss(
        steps=found.steps, loss=brier_score(probability=found.probabilities, occurred=np.ones(1))
    )
    points = baseline_score(probability=found.probabilities, options=np.full(1, 2))
    assert loss.value == pytest.approx([0.01])
    assert time_covered(steps=found.steps) == pytest.approx([0.4])
    assert accrued(steps=found.steps, points=points) == pytest.approx([33.919876])


def test_the_crowd_is_compared_with_all_of_its_people_from_outside() -> None:
    of = Tournament(2, [Window(0, 10)], [Said(0, 0, 0, None, 0.5), Said(1, 0, 0, None, 0.9)])
    found = crowd(of, "mean")
    both = joined(first=of.steps(), second=found.steps)
    scores = peer_over_time(
        steps=both,
        question=[*of.question, *found.question],
        given=[*of.given, *found.probabilities],
        base=[True, True, False],
    )
    middle = (math.log(0.5) + math.log(0.9)) / 2
    assert scores == pytest.approx([-58.778666, 58.778666, 100 * (math.log(0.7) - middle)])


# ---- Metaculus's relative score ----------------------------------------------------------------------


def relative(of: Tournament, community: Tournament) -> list[float]:
    return list(
        legacy_relative(
            steps=of.steps(),
            question=of.question,
            given=of.given,
            crowd=community.steps(),
            crowd_question=community.question,
            crowd_given=community.given,
        )
    )


def test_metaculuss_relative_score_is_in_bits_and_pays_in_full_when_a_question_ends_early() -> None:
    for window in (Window(0, 10), Window(0, 10, 4)):
        community = Tournament(1, [window], [Said(0, 0, 0, None, 0.6)])
        of = Tournament(2, [window], [Said(0, 0, 0, None, 0.8)])
        assert relative(of, community) == pytest.approx([0.415037, 0.0], abs=1e-6)


def test_nothing_is_ahead_of_a_community_that_says_nothing() -> None:
    community = Tournament(1, [Window(0, 10)], [Said(0, 0, 5, None, 0.6)])
    of = Tournament(1, [Window(0, 10)], [Said(0, 0, 0, 8, 0.8)])
    assert relative(of, community) == pytest.approx([0.3 * 0.415037], abs=1e-6)
