"""Relative skill on numbers: ratios of losses on common questions, in one unit, ranking nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.standing.board.relative import NoSuchBaselineError, RelativeBoard, relative_boards
from tests.ledger.standing.boards import asked, ended, named, says

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.ledger.record.worlds import World


def around(middle: float, half: float = 2.0) -> dict[str, Any]:
    points = [("0.1", middle - half), ("0.5", middle), ("0.9", middle + half)]
    return {"quantiles": [[level, str(value)] for level, value in points]}


def boards(world: World, **more: Any) -> Sequence[RelativeBoard]:
    with world.record() as record:
        return relative_boards(record, "numeric", **more)


def told(world: World, names: Sequence[str], **said: dict[str, Any]) -> None:
    """Questions with the value 10, on which people said this."""
    asked(world, names, kind="numeric")
    for who, says_ in said.items():
        says(world, names, who, says=says_)
    world.go(10)
    ended(world, names, {"value": "10.0"})


def test_skill_is_the_geometric_mean_of_ratios_and_scales_to_a_baseline(world: World) -> None:
    told(world, named("n", 10), ann=around(10.0), bob=around(10.0, 4.0), cat=around(10.0, 8.0))
    (free,) = boards(world)
    (scaled,) = boards(world, baseline="ann")
    # a forecast right in the middle loses in proportion to its width: 1 to 2 to 4
    assert [one.forecaster for one in free.lines] == ["ann", "bob", "cat"]
    assert [one.skill for one in free.lines] == pytest.approx([0.5, 1.0, 2.0])
    assert [one.skill for one in scaled.lines] == pytest.approx([1.0, 2.0, 4.0])
    ends = [end for one in scaled.lines for end in (one.low, one.high)]
    assert ends == pytest.approx([1.0, 1.0, 2.0, 2.0, 4.0, 4.0])
    first = free.lines[0].mean
    assert first is not None
    assert [one.mean for one in free.lines] == pytest.approx([first * k for k in (1, 2, 4)])
    assert (free.unit, free.rule.name, free.questions) == ("months", "wis p10 p50 p90", 10)


def test_only_common_questions_are_compared(world: World) -> None:
    told(world, ["all"], ann=around(10.0), bob=around(10.0, 4.0), cat=around(10.0, 8.0))
    world.go(0)
    told(world, ["hard"], ann=around(40.0))
    (board,) = boards(world, anyway=True)
    assert [one.skill for one in board.lines] == pytest.approx([0.5, 1.0, 2.0])
    ann = board.lines[0]
    assert (ann.questions, ann.families) == (2, 2)
    assert (ann.mean or 0) > 10


def test_below_ten_families_there_is_no_number_and_no_order_unless_asked_for_and_never_an_interval(
    world: World,
) -> None:
    told(world, named("n", 9), ann=around(10.0, 8.0), bob=around(10.0, 4.0), cat=around(10.0, 0.0))
    (board,), (anyway,) = boards(world), boards(world, anyway=True)
    assert [(one.forecaster, one.mean, one.skill, one.why) for one in board.lines] == [
        ("ann", None, None, None),
        ("bob", None, None, None),
        ("cat", None, None, None),
    ]
    assert [one.forecaster for one in anyway.lines] == ["bob", "ann", "cat"]
    assert {(one.low, one.high) for one in (*board.lines, *anyway.lines)} == {(None, None)}


def test_nobody_is_scaled_by_a_baseline_below_ten_families_unless_asked_for(world: World) -> None:
    told(world, named("n", 9), ann=around(10.0), bob=around(10.0, 4.0), cat=around(10.0, 1.0))
    world.go(0)
    told(world, ["tenth"], ann=around(10.0), cat=around(10.0, 1.0))
    (board,), (anyway,) = (boards(world, baseline="bob", anyway=more) for more in (False, True))
    why = "no skill beside a baseline of fewer than 10 families"
    assert [(one.forecaster, one.mean is None, one.skill, one.low, one.why) for one in board.lines] == [
        ("ann", False, None, None, why),
        ("cat", False, None, None, why),
        ("bob", True, None, None, None),
    ]
    assert [one.forecaster for one in anyway.lines if one.skill is not None] == ["cat", "ann", "bob"]


def test_two_people_are_no_field_and_nobody_has_no_board(world: World) -> None:
    assert boards(world) == ()
    told(world, ["all"], ann=around(10.0), bob=around(10.0, 4.0))
    (board,) = boards(world)
    assert board.lines == ()


def test_one_who_lost_nothing_stands_apart_and_scales_nobody(world: World) -> None:
    exact = around(10.0, 0.0)
    told(world, ["all"], ann=exact, bob=around(10.0, 4.0), cat=around(10.0, 8.0))
    (board,) = boards(world, anyway=True)
    assert [(one.forecaster, one.skill is None) for one in board.lines] == [
        *(("bob", False), ("cat", False), ("ann", True))
    ]
    assert board.lines[-1].why == "has a mean loss of 0 on common questions, so no ratio"
    with pytest.raises(NoSuchBaselineError, match="ann has no mean loss to scale by"):
        boards(world, baseline="ann")


def test_losses_at_other_levels_or_in_other_units_are_other_boards(world: World) -> None:
    told(world, ["all"], ann=around(10.0), bob=around(10.0, 4.0), cat=around(10.0, 8.0))
    world.go(0)
    narrow = {"quantiles": [["0.25", "9.0"], ["0.75", "11.0"]]}
    told(world, ["other"], ann=narrow, bob=narrow, cat=narrow)
    assert [one.rule.name for one in boards(world)] == ["wis p10 p50 p90", "wis p25 p75"]
