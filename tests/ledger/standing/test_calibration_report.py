"""The calibration report shows as much as the number of families bears, from one forecast per question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.scoring import Stage
from ledger.standing.calibration import Calibration, Which, calibration

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


def _resolved(world: World, chances: list[tuple[str, bool]], family: str | None = None) -> None:
    for number, (p, _) in enumerate(chances):
        more = {"family": family} if family else {}
        world.ask(f"q-{number:03}", **more)
        world.say(f"q-{number:03}", p=p, reason=f"because {number}")
    world.go(10)
    for number, (_, yes) in enumerate(chances):
        world.resolve(f"q-{number:03}", {"yes": yes})


def report(world: World, **more: Any) -> Calibration:
    with world.record() as record:
        return calibration(record, "mira", **more)


def test_below_ten_families_there_is_only_the_list(world: World) -> None:
    _resolved(world, [("0.2", False), ("0.8", True)])
    found = report(world)
    assert (found.stage, found.families, found.block, found.curve, found.corp) == (
        Stage.LIST,
        2,
        None,
        None,
        None,
    )
    assert [(one.question.id, one.probability, one.occurred) for one in found.said] == [
        ("q-000", 0.2, False),
        ("q-001", 0.8, True),
    ]


def test_families_are_counted_and_not_questions(world: World) -> None:
    _resolved(world, [("0.2", False)] * 11, family="one")
    assert report(world).families == 1


def test_from_ten_families_there_is_a_summary_and_the_biggest_misses(world: World) -> None:
    _resolved(world, [("0.2", False)] * 8 + [("0.9", False), ("0.35", True)])
    found = report(world)
    assert found.stage is Stage.SUMMARY
    assert found.block is not None
    assert found.block.brier == pytest.approx((8 * 0.04 + 0.81 + 0.4225) / 10)
    assert found.curve is None
    assert [(one.question.id, one.reason) for one in found.misses] == [
        ("q-008", "because 8"),
        ("q-009", "because 9"),
    ]


def test_from_thirty_families_there_is_a_curve(world: World) -> None:
    _resolved(world, [("0.2", number % 5 == 0) for number in range(30)])
    found = report(world)
    assert found.stage is Stage.GROUPS
    assert found.curve is not None
    assert found.curve.happened.tolist() == [pytest.approx(0.2)]
    assert found.corp is None


def test_anyway_shows_everything_with_what_chance_would_show_beside(world: World) -> None:
    _resolved(world, [("0.2", False), ("0.8", True)])
    found = report(world, anyway=True)
    assert found.stage is Stage.LIST
    assert found.block is not None
    assert found.curve is not None
    assert found.corp is not None
    assert found.by_chance is not None
    assert found.corp.score == pytest.approx(0.04)


def test_anyway_with_nothing_resolved_is_an_empty_list(world: World) -> None:
    found = report(world, anyway=True)
    assert (found.said, found.block, found.misses) == ((), None, ())


@pytest.mark.parametrize(("which", "p"), [("first", 0.1), ("middle", 0.5), ("last", 0.9)])
def test_one_forecast_of_a_question_is_taken(world: World, which: Which, p: float) -> None:
    for name in ("q-1", "q-2"):
        world.ask(name)
        world.say(name, p="0.1")
    world.go(3)
    for name in ("q-1", "q-2"):
        world.say(name, p="0.5")
    world.go(8)
    for name in ("q-1", "q-2"):
        world.say(name, p="0.9")
    world.go(10)
    for name in ("q-1", "q-2"):
        world.resolve(name)
    assert [one.probability for one in report(world, which=which).said] == [p, p]


def test_late_certainty_does_not_move_the_middle(world: World) -> None:
    world.ask()
    world.say(p="0.3")
    world.go(9.99)
    world.say(p="0.999")
    world.go(10)
    world.resolve()
    assert [one.probability for one in report(world).said] == [0.3]


def test_what_was_known_early_can_be_left_out(world: World) -> None:
    world.ask("early")
    world.ask("on-time")
    world.say("early")
    world.say("on-time")
    world.go(4)
    world.resolve("early")
    world.go(11)
    world.resolve("on-time", {"yes": False})
    assert (report(world).early, len(report(world).said)) == (1, 2)
    assert [one.question.id for one in report(world, on_schedule=True).said] == ["on-time"]


def test_numbers_and_words_are_no_part_of_it(world: World) -> None:
    world.ask("n", kind="numeric")
    world.ask("w")
    world.say("n", says={"point": "4"})
    world.say("w", says={"words": True})
    world.go(10)
    world.resolve("n", {"value": "4"})
    world.resolve("w")
    assert report(world).said == ()
