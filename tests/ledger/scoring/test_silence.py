"""Silence never improves a score.

What that means, exactly: silence is worth what stating the reference is worth, which is 0; to whoever
says what they believe, every stretch of a zero-centred score is worth at least 0 in expectation, so
leaving one out cannot pay; and time without a forecast moves an accrued score only towards 0 and a loss
not at all. (What has turned out badly does look better once it is diluted; nobody can know that first.)
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import (
    NEVER,
    Steps,
    accrued,
    averaged_loss,
    baseline_score,
    brier_points,
    brier_score,
    peer_over_time,
    schedule,
    steps,
)

beliefs = st.lists(st.integers(1, 99).map(lambda k: k / 100), min_size=1, max_size=8)
outcomes = st.sampled_from([0, 1])


def daily(spoken: list[bool], *, days: int) -> Steps:
    """One forecast a day, each gone after a day, on the days that are spoken."""
    made = np.flatnonzero(spoken)
    return steps(
        group=np.zeros(made.size, dtype=np.int64),
        made_us=made,
        gone_us=made + 1,
        schedule=schedule(t0_us=[0], closes_us=[days], known_us=[NEVER]),
    )


def points_of(said: list[float], outcome: int, rule: str) -> list[float]:
    column, happened = np.array(said), np.full(len(said), outcome)
    if rule == "brier points":
        return list(brier_points(probability=column, occurred=happened))
    given_to_it = column if outcome else 1 - column
    return list(baseline_score(probability=given_to_it, options=np.full(len(said), 2)))


def total(said: list[float], spoken: list[bool], outcome: int, rule: str, *, days: int) -> float:
    own = [p for p, speaks in zip(points_of(said, outcome, rule), spoken, strict=True) if speaks]
    return float(accrued(steps=daily(spoken, days=days), points=own)[0])


@pytest.mark.parametrize("rule", ["brier points", "baseline"])
@given(said=beliefs)
@settings(max_examples=60, deadline=None)
def test_to_the_sincere_no_silence_pays_in_expectation(rule: str, said: list[float]) -> None:
    for day, belief in enumerate(said):
        only = [k == day for k in range(len(said))]
        if_yes, if_no = (total(said, only, outcome, rule, days=len(said)) for outcome in (1, 0))
        assert belief * if_yes + (1 - belief) * if_no >= -1e-9


@pytest.mark.parametrize("rule", ["brier points", "baseline"])
@given(said=beliefs, outcome=outcomes, data=st.data())
@settings(max_examples=60, deadline=None)
def test_leaving_out_what_paid_never_raises_a_score(
    rule: str, said: list[float], outcome: int, data: st.DataObject
) -> None:
    wish = data.draw(st.lists(st.booleans(), min_size=len(said), max_size=len(said)))
    points = points_of(said, outcome, rule)
    spoken = [keep or p < 0 for p, keep in zip(points, wish, strict=True)]
    all_of_it = total(said, [True] * len(said), outcome, rule, days=len(said))
    assert total(said, spoken, outcome, rule, days=len(said)) <= all_of_it + 1e-9


@pytest.mark.parametrize("rule", ["brier points", "baseline"])
@given(said=beliefs, outcome=outcomes, data=st.data())
@settings(max_examples=60, deadline=None)
def test_silence_is_worth_what_stating_the_reference_is_worth(
    rule: str, said: list[float], outcome: int, data: st.DataObject
) -> None:
    spoken = data.draw(st.lists(st.booleans(), min_size=len(said), max_size=len(said)))
    with_the_reference = [p if speaks else 0.5 for p, speaks in zip(said, spoken, strict=True)]
    silent = total(said, spoken, outcome, rule, days=len(said))
    stated = total(with_the_reference, [True] * len(said), outcome, rule, days=len(said))
    assert silent == pytest.approx(stated, abs=1e-9)
    assert total(said, [False] * len(said), outcome, rule, days=len(said)) == 0.0


@pytest.mark.parametrize("rule", ["brier points", "baseline"])
@given(said=beliefs, outcome=outcomes, more=st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_time_without_a_forecast_moves_a_score_only_towards_zero(
    rule: str, said: list[float], outcome: int, more: int
) -> None:
    spoken = [True] * len(said)
    full = total(said, spoken, outcome, rule, days=len(said))
    longer = total(said, spoken, outcome, rule, days=len(said) + more)
    assert longer == pytest.approx(full * len(said) / (len(said) + more), abs=1e-9)
    if full >= 0:
        assert longer <= full


@given(said=beliefs, outcome=outcomes, more=st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_time_without_a_forecast_leaves_a_loss_as_it_is(said: list[float], outcome: int, more: int) -> None:
    spoken, losses = (
        [True] * len(said),
        brier_score(probability=np.array(said), occurred=np.full(len(said), outcome)),
    )
    short = averaged_loss(steps=daily(spoken, days=len(said)), loss=losses)
    longer = averaged_loss(steps=daily(spoken, days=len(said) + more), loss=losses)
    assert longer.value.tolist() == short.value.tolist()
    divided_by_the_schedule = float(losses.sum()) / (len(said) + more)
    assert divided_by_the_schedule < float(longer.value[0])


def peer_days(said: list[float], others: list[float], spoken: list[bool], outcome: int) -> float:
    """The peer score of one who speaks on some days, beside one who speaks on all."""
    days = len(said)
    own, all_days = np.flatnonzero(spoken), np.arange(days)
    held = steps(
        group=np.repeat([0, 1], [own.size, days]),
        made_us=np.append(own, all_days),
        gone_us=np.append(own, all_days) + 1,
        schedule=schedule(t0_us=[0, 0], closes_us=[days, days], known_us=[NEVER, NEVER]),
    )
    column = np.append(np.array(said)[own], others)
    given_to_it = column if outcome else 1 - column
    return float(peer_over_time(steps=held, question=[0, 0], given=given_to_it)[0])


both = st.lists(st.tuples(st.integers(1, 99), st.integers(1, 99)), min_size=1, max_size=8)


@given(both)
@settings(max_examples=60, deadline=None)
def test_to_the_sincere_no_silence_pays_beside_any_peer(each: list[tuple[int, int]]) -> None:
    said, others = [own / 100 for own, _ in each], [other / 100 for _, other in each]
    for day, belief in enumerate(said):
        only = [k == day for k in range(len(said))]
        if_yes, if_no = (peer_days(said, others, only, outcome) for outcome in (1, 0))
        assert belief * if_yes + (1 - belief) * if_no >= -1e-9


@given(both, outcomes, st.data())
@settings(max_examples=60, deadline=None)
def test_leaving_out_where_one_was_ahead_never_raises_a_peer_score(
    each: list[tuple[int, int]], outcome: int, data: st.DataObject
) -> None:
    said, others = [own / 100 for own, _ in each], [other / 100 for _, other in each]
    wish = data.draw(st.lists(st.booleans(), min_size=len(said), max_size=len(said)))
    behind = [(own < other) == bool(outcome) for own, other in zip(said, others, strict=True)]
    spoken = [keep or lost for keep, lost in zip(wish, behind, strict=True)]
    everything = peer_days(said, others, [True] * len(said), outcome)
    assert peer_days(said, others, spoken, outcome) <= everything + 1e-9
    assert peer_days(said, others, [False] * len(said), outcome) == 0.0
