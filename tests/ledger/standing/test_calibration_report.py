"""The calibration report shows as much as the number of families bears, from one forecast per question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.scoring import Stage, happened_range
from ledger.standing.calibration.corp_steps import steps_of
from ledger.standing.calibration.report import Calibration, Which, calibration

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


def _one_more(world: World, p: str) -> None:
    more: dict[str, Any] = {
        "closes_at": "2026-06-20",
        "resolution": {"window": {"over": ["2026-06-01", "2026-06-19"]}},
    }
    world.ask("one-more", **more)
    world.say("one-more", p=p)
    world.go(20)
    world.resolve("one-more")


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


def test_a_group_stands_beside_what_luck_gives_of_its_chances(world: World) -> None:
    _resolved(world, [("0.2", number % 5 == 0) for number in range(20)] + [("0.9", False)] * 10)
    low, high = report(world).groups
    assert low.said == pytest.approx(0.2)
    assert (low.count, low.families, low.forecasts) == (4, 20, 20)
    assert low.luck == happened_range(probability=[0.2] * 20)
    assert (low.explained, high.count, high.explained) == (True, 0, False)
    assert (high.luck_low, high.luck_high) == (high.luck.low / 10, 1.0)


def test_a_family_in_a_group_counts_one_however_many_rows_it_has(world: World) -> None:
    _resolved(world, [("0.2", True)] * 3, family="one")
    (group,) = report(world, anyway=True).groups
    assert (group.forecasts, group.families, group.count) == (3, 1, 1)
    assert (group.luck.low, group.luck.high) == (0, 1)


def test_the_steps_of_corp_rise_and_hold_every_family(world: World) -> None:
    _resolved(world, [("0.1", False), ("0.2", True), ("0.3", False), ("0.8", True)])
    found = report(world, anyway=True).corp
    assert found is not None
    steps = [(one.lowest, one.highest, one.happened, one.families) for one in steps_of(found)]
    assert steps == [(0.1, 0.1, 0, 1), (0.2, 0.3, 0.5, 2), (0.8, 0.8, 1, 1)]


def test_a_folded_curve_has_groups_of_how_sure_one_was(world: World) -> None:
    _resolved(world, [("0.2", False)] * 15 + [("0.8", True)] * 15)
    (group,) = report(world, fold=True).groups
    assert group.said == pytest.approx(0.8)
    assert (group.count, group.families) == (30, 30)


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


def test_a_question_known_early_waits_for_its_scheduled_end_where_that_is_asked_for(world: World) -> None:
    world.ask("early")
    world.ask("on-time")
    world.say("early")
    world.say("on-time")
    world.go(4)
    world.resolve("early")
    assert (report(world).early, len(report(world).said)) == (1, 1)
    assert report(world, ended_by_us=world.now).said == ()
    world.go(11)
    world.resolve("on-time", {"yes": False})
    assert [one.question.id for one in report(world, ended_by_us=world.now).said] == ["early", "on-time"]


def test_taking_what_came_early_would_lean_to_yes_and_waiting_does_not(world: World) -> None:
    """Half of twenty come true on the fourth day; the rest can only fail at the end."""
    for number in range(20):
        world.ask(f"q-{number:02}")
        world.say(f"q-{number:02}", p="0.5")
    world.go(4)
    for number in range(0, 20, 2):
        world.resolve(f"q-{number:02}")
    eager = report(world).block
    assert eager is not None
    assert eager.happened == eager.families == 10
    assert report(world, ended_by_us=world.now).said == ()
    world.go(11)
    for number in range(1, 20, 2):
        world.resolve(f"q-{number:02}", {"yes": False})
    patient = report(world, ended_by_us=world.now).block
    assert patient is not None
    assert (patient.happened, patient.families) == (10, 20)


def test_a_folded_curve_goes_from_a_half_up_and_leaves_the_scores_alone(world: World) -> None:
    _resolved(world, [("0.1", number % 10 == 0) for number in range(30)])
    plain, folded = report(world), report(world, fold=True)
    assert plain.curve is not None
    assert folded.curve is not None
    assert plain.curve.said.tolist() == [pytest.approx(0.1)]
    assert folded.curve.said.tolist() == [pytest.approx(0.9)]
    assert folded.curve.happened.tolist() == [pytest.approx(0.9)]
    assert folded.block == plain.block


def test_sharpness_comes_with_the_curve(world: World) -> None:
    _resolved(world, [("0.2", False)] * 29)
    assert report(world).sharpness is None
    _one_more(world, "0.9")
    found = report(world).sharpness
    assert found is not None
    assert found.variance == pytest.approx((29 * 0.16 + 0.09) / 30)
    assert found.near_the_ends == pytest.approx(1 / 30)


def test_reasons_stand_with_the_misses_only(world: World) -> None:
    _resolved(world, [("0.2", False)] * 9 + [("0.9", False)])
    found = report(world)
    assert [one.reason for one in found.misses] == ["because 9"]
    assert {one.reason for one in found.said} == {None}


def test_numbers_and_words_are_no_part_of_it(world: World) -> None:
    world.ask("n", kind="numeric")
    world.ask("w")
    world.say("n", says={"point": "4"})
    world.say("w", says={"words": True})
    world.go(10)
    world.resolve("n", {"value": "4"})
    world.resolve("w")
    assert report(world).said == ()
