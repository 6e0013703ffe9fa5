"""Everybody on the same questions: people only, sorted by question and forecaster, each as in their own history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.record.columns import every_forecast
from ledger.record.ended import question_ends
from ledger.scoring import accrued, time_covered
from ledger.standing.histories import Choice, histories
from ledger.standing.together import Origin, Together, together, together_of

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World

PEOPLE = ("ada", "mira", "tom")


def several(world: World) -> None:
    """Three people on two resolved questions and one that is open; tom is silent on the second."""
    for question in ("q-2", "q-1", "open"):
        world.ask(question)
    for day in range(3):
        world.go(day)
        for place, name in enumerate(PEOPLE):
            world.say("q-1", f"0.{place + day + 1}", name)
            world.say("open", "0.5", name)
            if name != "tom":
                world.say("q-2", f"0.{place + day + 2}", name)
    world.go(4)
    world.resolve("q-1")
    world.resolve("q-2", {"yes": False})


def seen(
    world: World,
    kind: str = "binary",
    *,
    claimed: bool = False,
    origin: Origin = "said",
    only: str | None = None,
) -> Together:
    with world.record() as record:
        return together(record, kind, choice=Choice(claimed=claimed), origin=origin, only=only)


def named(found: Together) -> list[tuple[str, str]]:
    """The question and the forecaster of every group."""
    pairs = zip(found.group_question.tolist(), found.group_forecaster.tolist(), strict=True)
    return [(found.questions[question].id, found.forecasters[who]) for question, who in pairs]


def test_groups_are_sorted_by_question_as_asked_and_then_by_name(world: World) -> None:
    several(world)
    found = seen(world)
    assert [one.id for one in found.questions] == ["q-2", "q-1"]
    assert found.forecasters == PEOPLE
    assert named(found) == [("q-2", "ada"), ("q-2", "mira"), ("q-1", "ada"), ("q-1", "mira"), ("q-1", "tom")]
    assert found.group.tolist() == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3 + [4] * 3
    assert found.forecasts.probability[:3].tolist() == [0.2, 0.3, 0.4]


def test_everybody_has_the_steps_of_their_own_history(world: World) -> None:
    several(world)
    found = seen(world)
    points, covered = (
        accrued(steps=found.steps, points=found.forecasts.probability),
        time_covered(steps=found.steps),
    )
    with world.record() as record:
        for group, (question, who) in enumerate(named(found)):
            (alone,) = histories(record, who, only=question)
            assert accrued(steps=alone.steps, points=alone.forecasts.probability) == points[group]
            assert time_covered(steps=alone.steps) == covered[group]


def test_one_question_can_be_asked_for(world: World) -> None:
    several(world)
    assert named(seen(world, only="q-2")) == [("q-2", "ada"), ("q-2", "mira")]


def test_publications_private_questions_and_checked_facts_are_left_out(world: World) -> None:
    world.ask(
        "stated", kind="binary", forecast=[{"by": "lab", "made_at": "2026-05-14", "probability": "0.9"}]
    )
    world.ask("mine", private=True, by="mira")
    world.ask("fact", claim={"stance": "reports"})
    world.ask("claimed", claim={}, forecast=[{"by": "lab", "made_at": "2026-05-14", "probability": "0.9"}])
    for question in ("stated", "mine", "fact", "claimed"):
        world.say(question, by="mira")
        world.say(question, by="lab", grade="documented")
    world.go(10)
    for question in ("stated", "mine", "fact", "claimed"):
        world.resolve(question)
    assert named(seen(world)) == [("stated", "mira"), ("claimed", "mira")]


def test_one_who_spoke_too_late_has_a_group_without_a_step(world: World) -> None:
    world.ask()
    world.go(5)
    world.say()
    world.resolve(known_at=world.at(4))
    found = seen(world)
    assert (named(found), found.steps.row.size) == ([("q-1", "mira")], 0)


@pytest.mark.parametrize(
    ("origin", "claimed", "taken"),
    [
        ("said", False, [0.1]),
        ("said", True, [0.1, 0.3]),
        ("imputed", False, [0.2]),
        ("both", False, [0.1, 0.2]),
        ("both", True, [0.1, 0.2, 0.3]),
    ],
)
def test_claimed_times_and_numbers_added_by_us_come_on_request(
    world: World, origin: Origin, *, claimed: bool, taken: list[float]
) -> None:
    world.ask()
    world.say(p="0.1")
    world.move(days=1)
    world.say(p="0.2", imputed=True)
    world.move(days=1)
    world.say(p="0.3", made_at=world.at(1.5), grade="claimed")
    world.go(10)
    world.resolve()
    assert seen(world, claimed=claimed, origin=origin).forecasts.probability.tolist() == taken


def test_only_questions_of_the_kind_are_in_it(world: World) -> None:
    several(world)
    found = seen(world, "numeric")
    assert (found.questions, found.forecasters, found.group.size, found.steps.groups) == ((), (), 0, 0)


def test_rows_may_be_left_out_by_what_is_read_already(world: World) -> None:
    several(world)
    with world.record() as record:
        ends, every = question_ends(record), every_forecast(record)
    fewer = every.only(every.forecasts.probability < 0.45)
    found = together_of("binary", ends, fewer, publications=frozenset({"tom"}))
    assert named(found) == [("q-2", "ada"), ("q-2", "mira"), ("q-1", "ada"), ("q-1", "mira")]
    assert found.forecasts.probability.tolist() == [0.2, 0.3, 0.4, 0.3, 0.4, 0.1, 0.2, 0.3, 0.2, 0.3, 0.4]
