"""Scores at one moment: who stands at it, and that what scores all the time scores the moment alike."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import (
    NEVER,
    THEMIS_AFTER_OPEN,
    THEMIS_BEFORE_CLOSE,
    accrued,
    after_open,
    averaged_loss,
    baseline_score,
    before_close,
    brier_score,
    peer_over_time,
    schedule,
    share_of_life,
    spot,
    time_covered,
)
from tests.ledger.scoring.by_hand import (
    PEOPLE,
    Said,
    Tournament,
    Window,
    peer_as_metaculus_defines_it,
    tournaments,
)

DAY = 86_400_000_000


def baseline_at(at: int, *said: tuple[int, int | None, float], window: Window = Window(0, 10)) -> float:  # noqa: B008 - a value
    of = Tournament(1, [window], [Said(0, 0, made, gone, given) for made, gone, given in said])
    held = spot(steps=of.steps(), at_us=[at])
    points = baseline_score(probability=of.given, options=np.full(of.given.size, 2))
    return float(accrued(steps=held, points=points)[0])


def test_a_spot_baseline_is_that_of_the_forecast_that_stands() -> None:
    assert baseline_at(5, (0, None, 0.9), (3, None, 0.7), (7, None, 0.1)) == pytest.approx(48.542683)


def test_who_had_fallen_silent_has_nothing() -> None:
    assert baseline_at(5, (0, 5, 0.9)) == 0.0
    assert baseline_at(4, (0, 5, 0.9)) == pytest.approx(84.799691)


def test_a_moment_after_the_end_finds_who_stood_when_it_came() -> None:
    known = Window(0, 10, 4)
    assert baseline_at(8, (0, None, 0.9), (4, None, 0.1), window=known) == pytest.approx(84.799691)
    assert baseline_at(8, (0, 3, 0.9), window=known) == 0.0
    assert baseline_at(8, (4, None, 0.9), window=known) == 0.0


def test_where_there_is_no_such_moment_nobody_stands() -> None:
    assert baseline_at(NEVER, (0, None, 0.9)) == 0.0


def test_a_forecast_made_at_the_moment_stands_for_everybody_alike() -> None:
    of = Tournament(2, [Window(0, 10)], [Said(0, 0, 0, None, 0.5), Said(1, 0, 5, None, 0.9)])
    held = spot(steps=of.steps(), at_us=[5, 5])
    found = peer_over_time(steps=held, question=of.question, given=of.given)
    assert found == pytest.approx([-58.778666, 58.778666])


@given(tournaments(), st.integers(-2, 24))
@settings(max_examples=200, deadline=None)
def test_a_spot_peer_score_is_that_of_the_instant(of: Tournament, at: int) -> None:
    held = spot(steps=of.steps(), at_us=[at] * len(of.question))
    found = peer_over_time(steps=held, question=of.question, given=of.given)
    expected = []
    for question, window in enumerate(of.windows):
        moment = min(at, window.ends - 1)
        counts = window.t0 <= moment and window.t0 < window.ends
        scores = peer_as_metaculus_defines_it(of.speaking(question, moment)) if counts else {}
        expected += [scores.get(who, 0.0) for who in range(PEOPLE)]
    assert list(found) == pytest.approx(expected, abs=1e-9)


def test_a_loss_at_the_midpoint_is_of_those_who_spoke() -> None:
    of = Tournament(2, [Window(0, 10, 8)], [Said(0, 0, 0, None, 0.9), Said(1, 0, 5, None, 0.7)])
    held = spot(steps=of.steps(), at_us=share_of_life(schedule=of.steps().schedule, share=0.5))
    loss = averaged_loss(steps=held, loss=brier_score(probability=of.given, occurred=np.ones(2)))
    assert (loss.group.tolist(), loss.value.tolist()) == ([0], pytest.approx([0.01]))
    assert time_covered(steps=held).tolist() == [1.0, 0.0]


def test_shares_of_life_end_with_what_counts() -> None:
    lives = schedule(
        t0_us=[0, 100, 0, 50], closes_us=[1000, 200, 1000, 10], known_us=[NEVER, NEVER, 500, NEVER]
    )
    assert share_of_life(schedule=lives, share=0.25).tolist() == [250, 125, 125, NEVER]
    with pytest.raises(ValueError, match="share"):
        share_of_life(schedule=lives, share=1.5)


def test_checkpoints_beyond_a_life_are_no_moments() -> None:
    lives = schedule(t0_us=[0, 0], closes_us=[10 * DAY, DAY // 2], known_us=[NEVER, NEVER])
    before = [before_close(schedule=lives, us=us).tolist() for us in THEMIS_BEFORE_CLOSE]
    after = [after_open(schedule=lives, us=us).tolist() for us in THEMIS_AFTER_OPEN]
    assert [row[0] for row in before] == [19 * DAY // 2, 9 * DAY, 3 * DAY, *[NEVER] * 5]
    assert [row[0] for row in after] == [DAY // 2, DAY, 7 * DAY, NEVER]
    assert {row[1] for row in before + after} == {NEVER}


def test_moments_of_another_shape_are_refused() -> None:
    of = Tournament(2, [Window(0, 10)], [])
    with pytest.raises(ValueError, match="at_us"):
        spot(steps=of.steps(), at_us=[5])
    assert math.isclose(float(np.sum(accrued(steps=spot(steps=of.steps(), at_us=[5, 5]), points=[]))), 0.0)
