"""Slices, numbers and options: what each part of a record bears to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal import entries as kinds
from ledger.scoring import Stage, calibrated_brier, happened_range
from ledger.standing.calibration.numbers import NumbersCalibration, numbers_calibration
from ledger.standing.calibration.options import OptionsCalibration, options_calibration
from ledger.standing.calibration.slices import Slice, by_forecaster, slices
from ledger.standing.calibration.taken import read, said
from ledger.standing.histories import USUAL

if TYPE_CHECKING:
    from ledger.standing.calibration.names import By
    from tests.ledger.record.worlds import World

THREE = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}


def parts(world: World, by: By, **more: Any) -> dict[str, Slice]:
    with world.record() as record:
        kept = said(read(record, "mira").histories, "middle")
        return {one.name: one for one in slices(record, kept, by, **more)}


def numbers(world: World, **more: Any) -> NumbersCalibration:
    with world.record() as record:
        return numbers_calibration(record, read(record, "mira"), **more)


def options(world: World, **more: Any) -> OptionsCalibration:
    with world.record() as record:
        return options_calibration(record, read(record, "mira"), **more)


def _answered(world: World, count: int, start: int = 0, **more: Any) -> None:
    for number in range(start, start + count):
        world.ask(f"q-{number:03}", **more)
        world.say(f"q-{number:03}", p="0.3")
    world.go(10)
    for number in range(start, start + count):
        world.resolve(f"q-{number:03}", {"yes": number % 2 == 0})


def test_a_slice_below_thirty_families_is_counted_and_shows_nothing(world: World) -> None:
    _answered(world, 29, tags=["few"])
    one = parts(world, "tag")["few"]
    assert (one.questions, one.families, one.shown) == (29, 29, None)
    shown = parts(world, "tag", anyway=True)["few"].shown
    assert shown is not None
    assert shown.expected == happened_range(probability=[0.3] * 29)


def test_from_thirty_families_a_slice_stands_beside_what_luck_gives(world: World) -> None:
    _answered(world, 30, tags=["many", "more"])
    found = parts(world, "tag")
    assert [*found] == ["many", "more"]
    shown = found["many"].shown
    assert shown is not None
    assert shown.happened == 15
    assert shown.expected == happened_range(probability=[0.3] * 30)
    assert shown.brier == pytest.approx((0.49 + 0.09) / 2)
    assert shown.calibrated == calibrated_brier(probability=[0.3] * 30)


def test_thirty_questions_of_one_family_are_one_family_in_a_slice_too(world: World) -> None:
    _answered(world, 30, tags=["many"], family="one")
    one = parts(world, "tag")["many"]
    assert (one.questions, one.families, one.shown) == (30, 1, None)


def test_slices_go_by_times_in_their_order_and_by_who_said_it(world: World) -> None:
    world.ask("ours")
    world.ask("theirs", claim={})
    world.say("ours")
    world.go(4)
    world.say("theirs")
    world.go(10)
    world.resolve("ours")
    world.resolve("theirs")
    assert [*parts(world, "ahead")] == ["under a week", "a week to a month"]
    assert [*parts(world, "made")] == [*parts(world, "known")] == [*parts(world, "end")] == ["2026 Q2"]
    assert {name: one.questions for name, one in parts(world, "origin").items()} == {
        "paper-1": 1,
        "this project": 1,
    }
    assert [*parts(world, "tag")] == ["no tag"]


def test_what_a_table_brought_is_no_question_of_this_project(world: World) -> None:
    world.ask("ours")
    world.journal.append(
        kinds.TableImported(name="t.csv", sha256="7" * 64, size=1, rows=1, by="mira"),
        kinds.QuestionAsked(
            question="elsewhere", version=1, file_sha256="7" * 64, said=world.said(by="imported")
        ),
    )
    for name in ("ours", "elsewhere"):
        world.say(name)
    world.go(10)
    for name in ("ours", "elsewhere"):
        world.resolve(name)
    assert {name: one.questions for name, one in parts(world, "origin").items()} == {
        "imported": 1,
        "this project": 1,
    }


def test_everybody_has_a_slice_and_publications_have_none(world: World) -> None:
    world.ask("q", forecast=[{"by": "lab", "made_at": "2026-06-01", "probability": "0.5"}], claim={})
    for name in ("mira", "tom"):
        world.say("q", by=name)
    world.say("q", by="lab", grade="documented")
    world.go(10)
    world.resolve("q")
    with world.record() as record:
        found = by_forecaster(record, choice=USUAL, which="middle")
    assert [(one.name, one.questions, one.shown) for one in found] == [("mira", 1, None), ("tom", 1, None)]


def _numbers(world: World, values: list[dict[str, Any]], says: dict[str, Any] = THREE) -> None:
    for number, _ in enumerate(values):
        world.ask(f"n-{number:03}", kind="numeric")
        world.say(f"n-{number:03}", says=says)
    world.go(10)
    for number, outcome in enumerate(values):
        world.resolve(f"n-{number:03}", outcome)


def test_a_value_falls_between_two_levels_and_in_the_intervals_around_it(world: World) -> None:
    _numbers(world, [{"value": "5.0"}, {"value": "14.0"}, {"value": "20.0"}, {"beyond": "max"}])
    fell = numbers(world).fell
    assert [(one.low, one.high) for one in fell] == [(0.1, 0.5), (0.9, 0.9), (0.9, 1.0), (0.9, 1.0)]
    assert [one.inside for one in fell] == [((0.8, True),), ((0.8, True),), ((0.8, False),), ((0.8, False),)]


def test_an_interval_with_a_level_counts_at_that_level(world: World) -> None:
    stated = {"interval": {"level": "0.5", "lower": "4.0", "upper": "6.0"}}
    _numbers(world, [{"value": "5.0"}, {"value": "7.0"}], says=stated)
    fell = numbers(world).fell
    assert [(one.low, one.high, one.inside) for one in fell] == [
        (0.25, 0.75, ((0.5, True),)),
        (0.75, 1.0, ((0.5, False),)),
    ]


def test_what_lies_beyond_the_range_is_its_end_on_both_sides(world: World) -> None:
    high = {"quantiles": [["0.1", "4"], ["0.5", "60"], ["0.9", "60"]]}
    _numbers(world, [{"beyond": "max"}], says=high)
    assert [(one.low, one.high, one.inside) for one in numbers(world).fell] == [(0.5, 1.0, ((0.8, True),))]


def test_a_date_that_comes_later_or_never_is_beyond_every_day(world: World) -> None:
    world.ask("d", kind="date")
    world.say("d", says={"dates": [["0.1", "2026-06-03"], ["0.9", "2026-06-08"]]})
    world.go(10)
    world.resolve("d", {"date": None})
    assert [(one.low, one.high, one.inside) for one in numbers(world).fell] == [(0.9, 1.0, ((0.8, False),))]


def test_intervals_are_counted_from_ten_families_and_drawn_from_thirty(world: World) -> None:
    _numbers(world, [{"value": "5.0"}] * 9)
    found = numbers(world)
    assert (found.stage, found.levels, found.histogram) == (Stage.LIST, (), None)
    anyway = numbers(world, anyway=True)
    assert anyway.levels[0].low is not None
    assert anyway.histogram is not None


def test_ten_families_of_intervals_stand_beside_what_luck_gives(world: World) -> None:
    _numbers(world, [{"value": "5.0"}] * 8 + [{"value": "20.0"}] * 2)
    (level,) = numbers(world).levels
    assert (level.level, level.questions, level.families, level.inside) == (0.8, 10, 10, 8)
    assert level.expected == happened_range(probability=[0.8] * 10)
    assert (level.low, level.high) == (None, None)


def test_every_stated_quantile_is_counted_apart(world: World) -> None:
    _numbers(world, [{"value": "4.0"}] * 2 + [{"value": "5.0"}] * 6 + [{"value": "20.0"}] * 2)
    found = numbers(world).quantiles
    assert [(one.level, one.families, one.inside) for one in found] == [
        (0.1, 10, 2),
        (0.5, 10, 8),
        (0.9, 10, 8),
    ]
    assert found[1].expected == happened_range(probability=[0.5] * 10)


def test_luck_gives_a_bin_as_many_values_as_a_chance_of_its_width(world: World) -> None:
    _numbers(world, [{"value": "5.0"}] * 30)
    assert numbers(world).by_luck == happened_range(probability=[0.2] * 30)


def test_from_thirty_families_the_values_have_a_histogram(world: World) -> None:
    _numbers(world, [{"value": "5.0"}] * 30)
    found = numbers(world)
    assert found.histogram is not None
    # between 10 and 50 %: half of the first fifth, all of the second, half of the third
    assert found.histogram.tolist() == pytest.approx([0.25, 0.5, 0.25, 0, 0])
    assert found.levels[0].low is not None
    assert found.levels[0].low < 1.0 == found.levels[0].high


def _choices(world: World, count: int) -> None:
    chances = {"options": [["few", "0.5"], ["some", "0.3"], ["many", "0.2"]]}
    for number in range(count):
        world.ask(f"m-{number:03}", kind="multiple_choice")
        world.say(f"m-{number:03}", says=chances)
    world.go(10)
    for number in range(count):
        world.resolve(f"m-{number:03}", {"option": "few" if number % 2 else "some"})


def test_the_likeliest_option_came_so_often_from_ten_families_on(world: World) -> None:
    _choices(world, 10)
    found = options(world)
    assert found.stage is Stage.SUMMARY
    assert found.top is not None
    assert (found.top.questions, found.top.happened) == (10, 5)
    assert found.top.expected == happened_range(probability=[0.5] * 10)
    assert (found.top.curve, found.every) == ((), ())
    assert (found.chose[0].chances, found.chose[0].came) == ((0.5, 0.3, 0.2), 1)


def test_every_option_has_a_curve_from_thirty_families_on(world: World) -> None:
    _choices(world, 30)
    found = options(world)
    assert [one.said for one in found.every] == pytest.approx([0.2, 0.3, 0.5])
    assert [one.happened for one in found.every] == pytest.approx([0, 0.5, 0.5])
    assert [(one.families, one.explained) for one in found.every] == [(30, False), (30, False), (30, True)]


def test_below_ten_families_of_options_there_is_only_the_list(world: World) -> None:
    _choices(world, 2)
    found = options(world)
    assert (found.top, found.every, len(found.chose)) == (None, (), 2)
