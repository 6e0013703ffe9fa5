"""Peer scores over time: as Metaculus defines them at each moment, summed exactly, and sane where it is not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import NEVER, accrued, ahead_over_time, peer_over_time, peer_score, schedule, steps
from tests.ledger.scoring.by_hand import (
    PEOPLE,
    Said,
    Tournament,
    Window,
    peer_as_metaculus_defines_it,
    peer_beside_a_base,
    tournaments,
)

if TYPE_CHECKING:
    from ledger.scoring import Steps

INF = math.inf
TEN = Window(0, 10)


def peers(of: Tournament, base: list[bool] | None = None) -> list[float]:
    among = None if base is None else base * len(of.windows)
    return list(peer_over_time(steps=of.steps(), question=of.question, given=of.given, base=among))


def on_ten_days(*said: tuple[int, int, int | None, float], people: int = 3) -> list[float]:
    """(who, made, gone, given) on one question of ten days."""
    rows = [Said(who, 0, made, gone, given) for who, made, gone, given in said]
    return peers(Tournament(people, [TEN], rows))


@given(tournaments())
@settings(max_examples=500, deadline=None)
def test_all_groups_at_once_agree_with_metaculus_moment_by_moment(all_of_it: Tournament) -> None:
    expected = all_of_it.accrued(peer_as_metaculus_defines_it)
    assert peers(all_of_it) == pytest.approx(expected, abs=1e-9)


@given(tournaments(), st.lists(st.booleans(), min_size=PEOPLE, max_size=PEOPLE))
@settings(max_examples=200, deadline=None)
def test_who_is_outside_the_base_is_compared_with_all_of_it(all_of_it: Tournament, base: list[bool]) -> None:
    inside = frozenset(who for who, among in enumerate(base) if among)
    expected = all_of_it.accrued(peer_beside_a_base(inside))
    assert peers(all_of_it, base) == pytest.approx(expected, abs=1e-9)


@given(tournaments())
@settings(max_examples=100, deadline=None)
def test_the_scores_of_a_question_sum_to_nothing(all_of_it: Tournament) -> None:
    each = np.reshape(peers(all_of_it), (-1, PEOPLE))
    assert each.sum(axis=1) == pytest.approx(0.0, abs=1e-9)


@given(st.lists(st.integers(1, 1000).map(lambda k: k / 1000), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_people_who_speak_all_the_time_get_the_score_of_an_instant(said: list[float]) -> None:
    found = on_ten_days(*((who, 0, None, p) for who, p in enumerate(said)), people=len(said))
    assert found == pytest.approx(list(peer_score(probabilities=said)), abs=1e-9)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([0.1, 0.5, 0.9], [-190.3331, 51.0826, 139.2506]),
        ([0.7, 0.8, 0.9], [-19.242291, 0.787418, 18.454873]),
        ([0.5, 0.9], [-58.778666, 58.778666]),
    ],
)
def test_metaculuss_own_numbers_come_out(said: list[float], expected: list[float]) -> None:
    found = on_ten_days(*((who, 0, None, p) for who, p in enumerate(said)), people=len(said))
    assert found == pytest.approx(expected, abs=1e-4)


def test_who_says_what_all_say_is_exactly_nothing_ahead() -> None:
    assert on_ten_days((0, 0, None, 0.3), (1, 2, None, 0.3), (2, 5, 7, 0.3)) == [0.0, 0.0, 0.0]


def test_who_is_alone_gets_nothing() -> None:
    assert on_ten_days((0, 0, None, 0.9)) == [0.0, 0.0, 0.0]


def test_nothing_accrues_against_the_last_word_of_someone_who_withdrew() -> None:
    both = 100 * math.log(0.9 / 0.5) * 0.4
    assert on_ten_days((0, 0, 4, 0.5), (1, 0, None, 0.9)) == pytest.approx([-both, both, 0.0])


def test_nothing_accrues_once_the_outcome_is_known_and_the_divisor_stays() -> None:
    rows = [Said(0, 0, 0, None, 0.5), Said(1, 0, 0, None, 0.9)]
    early = peers(Tournament(2, [Window(0, 10, 4)], rows))
    late = peers(Tournament(2, [TEN], rows))
    assert early == pytest.approx([0.4 * one for one in late])


def test_a_continuous_peer_score_is_half_of_it() -> None:
    rows = [Said(0, 0, 0, None, 0.5), Said(1, 0, 0, None, 0.9)]
    of = Tournament(2, [TEN], rows)
    halved = peer_over_time(steps=of.steps(), question=of.question, given=of.given, halved=True)
    assert halved == pytest.approx([-29.389333, 29.389333])


def test_nought_percent_of_what_happened_is_endless_for_both_sides() -> None:
    assert on_ten_days((0, 0, None, 0.0), (1, 0, None, 0.2), (2, 0, None, 0.9)) == [-INF, INF, INF]


def test_among_people_who_all_gave_nought_nobody_is_ahead() -> None:
    assert on_ten_days((0, 0, None, 0.0), (1, 0, None, 0.0)) == [0.0, 0.0, 0.0]


def test_two_who_gave_nought_are_both_behind_a_third() -> None:
    assert on_ten_days((0, 0, None, 0.0), (1, 0, None, 0.0), (2, 0, None, 0.1)) == [-INF, -INF, INF]


def test_nought_before_anybody_else_spoke_costs_nothing() -> None:
    ahead = 100 * math.log(0.9 / 0.5) * 0.5
    said = ((0, 0, None, 0.0), (0, 5, None, 0.9), (1, 5, None, 0.5))
    assert on_ten_days(*said) == pytest.approx([ahead, -ahead, 0.0])


def test_who_was_on_both_sides_of_nought_gets_the_sign_of_the_larger_part() -> None:
    first_then_second = ((0, 0, None, 0.0), (0, 3, None, 0.5), (1, 0, None, 0.5), (1, 6, None, 0.0))
    assert on_ten_days(*first_then_second) == [INF, -INF, 0.0]


def test_two_equal_parts_on_both_sides_of_nought_cancel() -> None:
    halves = ((0, 0, None, 0.0), (0, 5, None, 0.8), (1, 0, None, 0.4), (1, 5, None, 0.0))
    ahead = 100 * math.log(0.8 / 0.4) * 0.5
    assert on_ten_days(*halves) == pytest.approx([ahead, -ahead, 0.0])


@given(tournaments((0.0, 0.25, 0.5, 1.0)))
@settings(max_examples=200, deadline=None)
def test_noughts_come_out_as_one_chance_that_tends_to_nothing(all_of_it: Tournament) -> None:
    tiny = [
        Tournament(PEOPLE, all_of_it.windows, [_at_least(one, chance) for one in all_of_it.said])
        for chance in (1e-100, 1e-200)
    ]
    once, twice = (of.accrued(peer_as_metaculus_defines_it) for of in tiny)
    for found, less, more in zip(peers(all_of_it), once, twice, strict=True):
        if abs(more - less) < 1e-6:
            assert found == pytest.approx(more, abs=1e-6)
        else:
            assert found == math.copysign(INF, more - less)


def _at_least(one: Said, chance: float) -> Said:
    return Said(one.who, one.question, one.made, one.gone, max(one.given, chance))


@given(tournaments())
@settings(max_examples=60, deadline=None)
def test_the_lead_in_any_loss_is_the_others_mean_less_ones_own(all_of_it: Tournament) -> None:
    loss = (1 - all_of_it.given) ** 2
    found = ahead_over_time(steps=all_of_it.steps(), question=all_of_it.question, loss=loss)

    def at_a_moment(speaking: dict[int, Said]) -> dict[int, float]:
        lost = {who: (1 - one.given) ** 2 for who, one in speaking.items()}
        return {who: _mean_of_others(lost, who) - own for who, own in lost.items()}

    assert list(found) == pytest.approx(all_of_it.accrued(at_a_moment), abs=1e-9)


def _mean_of_others(lost: dict[int, float], who: int) -> float:
    others = [value for name, value in lost.items() if name != who]
    return sum(others) / len(others) if others else lost[who]


def far_apart(questions: int) -> Steps:
    """Two people on many questions of very different lengths, from a minute to a century."""
    lasts = np.where(np.arange(questions) % 2, 60_000_000, 3_155_760_000_000_000)
    return steps(
        group=np.arange(2 * questions),
        made_us=np.zeros(2 * questions, dtype=np.int64),
        gone_us=np.full(2 * questions, NEVER),
        schedule=schedule(
            t0_us=np.zeros(2 * questions, dtype=np.int64),
            closes_us=np.repeat(lasts, 2),
            known_us=np.full(2 * questions, NEVER),
        ),
    )


def test_a_short_question_keeps_its_digits_between_long_ones() -> None:
    held = far_apart(3000)
    found = peer_over_time(
        steps=held, question=np.repeat(np.arange(3000), 2), given=np.tile([0.5, 0.9], 3000)
    )
    assert np.abs(found - np.tile([-1.0, 1.0], 3000) * 100 * math.log(1.8)).max() < 1e-9


def test_columns_that_do_not_belong_together_are_refused() -> None:
    held = far_apart(1)
    with pytest.raises(ValueError, match="question"):
        peer_over_time(steps=held, question=[0], given=[0.5, 0.5])
    with pytest.raises(ValueError, match="given"):
        peer_over_time(steps=held, question=[0, 0], given=[0.5, 1.5])
    with pytest.raises(ValueError, match="base"):
        peer_over_time(steps=held, question=[0, 0], given=[0.5, 0.5], base=[True])
    with pytest.raises(ValueError, match="loss"):
        ahead_over_time(steps=held, question=[0, 0], loss=[0.5])
    with pytest.raises(ValueError, match="above −infinity"):
        ahead_over_time(steps=held, question=[0, 0], loss=[0.5, -INF])


def test_nobody_at_all_is_fine() -> None:
    nothing = Tournament(2, [TEN], [])
    assert peers(nothing) == [0.0, 0.0]
    assert accrued(steps=nothing.steps(), points=[]).tolist() == [0.0, 0.0]
