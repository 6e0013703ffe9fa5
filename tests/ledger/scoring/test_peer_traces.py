"""The rows of a peer score add up to it, whatever was said, and say beside whom."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import ahead_over_time, peer_over_time, trace_of_ahead, trace_of_peer
from tests.ledger.scoring.by_hand import PEOPLE, Said, Tournament, Window, tournaments

flags = st.none() | st.lists(st.booleans(), min_size=PEOPLE, max_size=PEOPLE)


@pytest.mark.parametrize("least", [0.0, 0.001])
@given(data=st.data(), base=flags, halved=st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_rows_of_a_peer_score_add_up_to_it(
    least: float, data: st.DataObject, base: list[bool] | None, halved: bool
) -> None:
    of = data.draw(tournaments((least, 0.5, 1.0)))
    told: dict[str, Any] = {"steps": of.steps(), "question": of.question, "given": of.given, "halved": halved}
    among = None if base is None else base * len(of.windows)
    scores = peer_over_time(**told, base=among)
    for group, score in enumerate(scores.tolist()):
        trace = trace_of_peer(**told, base=among, group=group)
        assert trace.total == pytest.approx(score, abs=1e-9)
        if all(math.isfinite(row.term) for row in trace.rows):
            assert math.fsum(row.contribution for row in trace.rows) == pytest.approx(score, abs=1e-9)


@given(data=st.data(), base=flags)
@settings(max_examples=40, deadline=None)
def test_the_rows_of_any_loss_that_is_compared_add_up_to_how_far_ahead_it_was(
    data: st.DataObject, base: list[bool] | None
) -> None:
    of = data.draw(tournaments((0.0, 0.5, 1.0)))
    loss = [math.inf if one == 0.0 else 3.0 - one for one in of.given]
    told: dict[str, Any] = {"steps": of.steps(), "question": of.question, "loss": loss}
    among = None if base is None else base * len(of.windows)
    for group, score in enumerate(ahead_over_time(**told, base=among).tolist()):
        trace = trace_of_ahead(**told, base=among, group=group)
        assert trace.total == pytest.approx(score, abs=1e-9)


def test_a_trace_tells_beside_how_many_and_what_they_said() -> None:
    said = [Said(0, 0, 0, None, 0.9), Said(1, 0, 2, 8, 0.5), Said(2, 0, 4, None, 0.6)]
    of = Tournament(3, [Window(0, 10)], said)
    trace = trace_of_peer(steps=of.steps(), question=of.question, given=of.given, group=0)
    assert [(r.from_us, r.to_us, r.forecast, r.others) for r in trace.rows] == [
        (0, 2, 0, 0),
        (2, 4, 0, 1),
        (4, 8, 0, 2),
        (8, 10, 0, 1),
    ]
    both = (math.log(0.5) + math.log(0.6)) / 2
    assert trace.rows[0].others_log is None
    assert [row.others_log for row in trace.rows[1:]] == pytest.approx([math.log(0.5), both, math.log(0.6)])
    assert [row.weight for row in trace.rows] == pytest.approx([0.2, 0.2, 0.4, 0.2])
    assert trace.rows[2].term == pytest.approx(100 * (math.log(0.9) - both))
    assert trace.rows[0].contribution == 0.0
    assert trace.divided_by_us == 10


def test_where_one_gave_nought_the_rows_say_so() -> None:
    of = Tournament(2, [Window(0, 10)], [Said(0, 0, 0, None, 0.9), Said(1, 0, 5, None, 0.0)])
    ahead, behind = (
        trace_of_peer(steps=of.steps(), question=of.question, given=of.given, group=group) for group in (0, 1)
    )
    assert [(row.term, row.others_log) for row in ahead.rows] == [(0.0, None), (math.inf, -math.inf)]
    assert [row.term for row in behind.rows] == [-math.inf]
    assert (ahead.total, behind.total) == (math.inf, -math.inf)


def test_who_said_nothing_has_an_empty_trace() -> None:
    of = Tournament(2, [Window(0, 10)], [Said(0, 0, 0, None, 0.9)])
    trace = trace_of_peer(steps=of.steps(), question=of.question, given=of.given, group=1)
    assert (trace.rows, trace.total) == ((), 0.0)
