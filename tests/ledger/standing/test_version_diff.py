"""A change of rule re-scores the past: by cause, adding up, and saying plainly where no number moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ledger.standing.engine import ENGINE_VERSION
from ledger.standing.rule_changes import CHANGES, Change, Lines
from ledger.standing.scores import score_lines
from ledger.standing.version_diff import NoSuchVersionError, VersionDiff, version_diff

if TYPE_CHECKING:
    from ledger.record.opening import Record
    from ledger.standing.scores import ScoreLine
    from tests.ledger.record.worlds import World


def doubled(rule: str) -> Change:
    """A made-up change: since version 3 a rule counts half of what it did."""

    def before(lines: Lines) -> Lines:
        def as_it_was(record: Record, forecaster: str) -> tuple[ScoreLine, ...]:
            return tuple(
                replace(
                    line,
                    scores=tuple(
                        replace(one, value=one.value * 2) if one.rule.name == rule else one
                        for one in line.scores
                    ),
                )
                for line in lines(record, forecaster)
            )

        return as_it_was

    return Change("3", f"{rule} counts half", before)


def lifted(by: float) -> Change:
    """Another: since version 4 every Brier score is higher by so much."""

    def before(lines: Lines) -> Lines:
        def as_it_was(record: Record, forecaster: str) -> tuple[ScoreLine, ...]:
            return tuple(
                replace(
                    line,
                    scores=tuple(
                        replace(one, value=one.value - by) if one.rule.name == "brier" else one
                        for one in line.scores
                    ),
                )
                for line in lines(record, forecaster)
            )

        return as_it_was

    return Change("4", "Brier is lifted", before)


def without_log(lines: Lines) -> Lines:
    def as_it_was(record: Record, forecaster: str) -> tuple[ScoreLine, ...]:
        return tuple(
            replace(line, scores=tuple(one for one in line.scores if one.rule.name != "log"))
            for line in lines(record, forecaster)
        )

    return as_it_was


NEW = Change("3", "the log score is new", without_log)


def spoken(world: World) -> None:
    for question, p in (("a", "0.5"), ("b", "0.75")):
        world.ask(question)
        world.say(question, p)
    world.go(10)
    for question in ("a", "b"):
        world.resolve(question)


def diff(world: World, since: str, *changes: Change) -> VersionDiff:
    with world.record() as record:
        return version_diff(record, "mira", since, score_lines, changes=changes or CHANGES)


def test_causes_stand_one_after_the_other_and_add_up(world: World) -> None:
    spoken(world)
    found = diff(world, "1", doubled("brier"), lifted(0.5))
    (one, other) = found.changed
    assert (one.question, one.rule, one.before, one.after) == ("a", "brier", -0.5, 0.25)
    assert [(move.cause, move.before, move.after) for move in one.moves] == [
        ("brier counts half", -0.5, -0.25),
        ("Brier is lifted", -0.25, 0.25),
    ]
    assert sum((move.after or 0) - (move.before or 0) for move in other.moves) == (other.after or 0) - (
        other.before or 0
    )
    assert (found.new, found.same) == ((), 8)


def test_only_what_came_after_the_version_counts(world: World) -> None:
    spoken(world)
    found = diff(world, "3", doubled("brier"), lifted(0.5))
    assert {move.cause for one in found.changed for move in one.moves} == {"Brier is lifted"}


def test_a_cause_that_moves_no_number_is_not_named(world: World) -> None:
    spoken(world)
    assert diff(world, "1", doubled("rps")).rescored == ()


def test_the_last_digits_of_a_float_are_no_change_of_rule(world: World) -> None:
    spoken(world)
    assert diff(world, "1", lifted(1e-14)).rescored == ()
    assert len(diff(world, "1", lifted(1e-9)).changed) == 2


def test_a_new_number_is_told_apart_from_one_that_changed(world: World) -> None:
    spoken(world)
    found = diff(world, "1", NEW)
    assert [(one.question, one.rule, one.before) for one in found.new] == [
        ("a", "log", None),
        ("b", "log", None),
    ]
    assert found.changed == ()


def test_a_version_that_never_was_is_refused(world: World) -> None:
    with pytest.raises(NoSuchVersionError, match=r"There is no engine version '7'. There are: 1, 2"):
        diff(world, "7")


def test_ranked_probability_was_divided_under_the_name_of_the_raw_score(world: World) -> None:
    world.ask(kind="multiple_choice")
    world.say(says={"options": [["few", "0.2"], ["some", "0.5"], ["many", "0.3"]]})
    world.go(10)
    world.resolve(outcome={"option": "some"})
    found = diff(world, "1")
    (raw,) = found.changed
    assert raw.rule == "rps"
    assert raw.before == pytest.approx(0.065)
    assert raw.after == pytest.approx(0.13)
    assert [move.cause for move in raw.moves] == ["rps is raw; divided by options - 1 it is rps_normalised"]
    assert [one.rule for one in found.new] == ["spherical", "rps_normalised"]


def test_no_number_of_the_first_version_changed(world: World) -> None:
    spoken(world)
    found = diff(world, "1")
    assert (found.now, found.changed) == (ENGINE_VERSION, ())
    assert found.same == 8


def test_every_change_belongs_to_a_version_up_to_this_one() -> None:
    versions = [int(change.version) for change in CHANGES]
    assert versions == sorted(versions)
    assert versions[-1] == int(ENGINE_VERSION)
