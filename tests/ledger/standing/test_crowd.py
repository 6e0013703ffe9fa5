"""What people say together at a moment: by any aggregate, of any moment gone by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.standing.crowd import crowd

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


def said(world: World, day: float, aggregate: str = "median") -> float | None:
    with world.record() as record:
        return crowd(record, "q-1", now_us=world.at(day), aggregate=aggregate).middle


def three(world: World) -> None:
    world.ask()
    world.say(p="0.9")
    world.go(1)
    world.say(p="0.8", by="ada")
    world.go(2)
    last = world.say(p="0.2", by="tom")
    world.go(5)
    world.withdraw(last, by="tom")


def test_the_crowd_of_a_moment_gone_by_is_of_who_spoke_then(world: World) -> None:
    three(world)
    assert [said(world, day) for day in (0.5, 1.5, 3, 6)] == [
        None,
        pytest.approx(0.85),
        0.8,
        pytest.approx(0.85),
    ]


@pytest.mark.parametrize(
    ("aggregate", "expected"),
    [("mean", 1.9 / 3), ("mean odds", 9 ** (1 / 3) / (1 + 9 ** (1 / 3))), ("recent median", 0.8)],
)
def test_the_crowd_may_be_any_aggregate(world: World, aggregate: str, expected: float) -> None:
    three(world)
    assert said(world, 3, aggregate) == pytest.approx(expected)


def test_the_newest_weighs_most_in_a_recent_mean(world: World) -> None:
    three(world)
    recent, mean = said(world, 3, "recent mean"), said(world, 3, "mean")
    assert recent is not None
    assert mean is not None
    assert recent < mean


def test_numbers_have_a_median_and_no_odds(world: World) -> None:
    world.ask(kind="numeric")
    for by, middle in (("mira", "7"), ("ada", "9")):
        world.say(by=by, says={"quantiles": [["0.1", "4"], ["0.5", middle], ["0.9", "30"]]})
    assert said(world, 0) == 8.0
    assert said(world, 0, "mean odds") is None
