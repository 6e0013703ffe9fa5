"""What each question adds makes the sum on the board."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import pytest

from ledger.standing.board.adding_up import best_first, total
from ledger.standing.board.board import Board
from ledger.standing.board.board_words import total_words
from ledger.standing.board.leaderboard import Wanted
from tests.ledger.standing.boards import asked, ended, named, resolved, says, spoken

if TYPE_CHECKING:
    from ledger.standing.board.adding_up import Share
    from ledger.standing.board.leaderboard import Leaderboard
    from tests.ledger.record.worlds import World


def _found(world: World, who: str, wanted: Wanted | None = None) -> tuple[Leaderboard, tuple[Share, ...]]:
    board = Board(wanted or Wanted())
    with world.record() as record:
        shown = board.refresh(record, now_us=world.now)
    return shown, board.shares(who)


def test_what_the_questions_add_is_the_sum_on_the_board(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3", questions=4)
    world.go(0)
    asked(world, named("f", 3), family="one measurement")
    for who, chance in (("ann", "0.7"), ("bob", "0.5"), ("cat", "0.2")):
        says(world, named("f", 3)[: 2 if who == "ann" else 3], who, chance)
    says(world, ["f-2"], "dan", "0.4")
    world.go(10)
    ended(world, named("f", 3))
    for who in ("ann", "bob", "cat"):
        board, found = _found(world, who)
        place = board.place(who)
        assert place is not None
        assert sum(one.adds or 0.0 for one in found) == pytest.approx(place.total, abs=1e-8)
    ann = _found(world, "ann")[1]
    assert [(one.question, one.of) for one in ann if one.family == "one measurement"] == [
        ("f-0", 3),
        ("f-1", 3),
    ]


def test_a_question_few_spoke_on_is_listed_and_adds_nothing(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3", questions=2)
    resolved(world, "0.9", "0.4", questions=1, first="alone")
    found = _found(world, "ann")[1]
    assert [(one.question, one.of, one.adds is None) for one in found] == [
        ("r-0", 1, False),
        ("r-1", 1, False),
        ("alone-0", 0, True),
    ]


def test_who_was_certain_of_the_wrong_is_minus_infinite_there(world: World) -> None:
    world.go(0)
    spoken(world, ["q"], "0.9", "0.6", "0")
    world.go(10)
    ended(world, ["q"])
    (share,) = _found(world, "cat", Wanted(score="baseline"))[1]
    assert (share.points, share.adds) == (-inf, None)


def test_a_board_nobody_looked_at_yet_has_no_shares() -> None:
    assert Board(Wanted()).shares("ann") == ()


def test_with_one_score_of_minus_infinite_the_sum_is_that_and_says_what_the_others_add(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3", questions=2)
    world.go(0)
    spoken(world, ["nought"], "0.9", "0.6", "0")
    world.go(10)
    ended(world, ["nought"])
    shown, found = _found(world, "cat")
    summed = total(found)
    assert (summed.points, summed.families, summed.endless) == (-inf, 2, 1)
    assert summed.finite == pytest.approx(sum(one.adds or 0.0 for one in found))
    points, over = total_words(summed)
    assert points == "minus infinite"
    assert over.startswith("with 0 % for what happened, 1 time; -")
    assert over.endswith(" without, over 2 families; each family weighs one")
    place = next(one for one in shown.places if one.forecaster == "cat")
    assert place.endless == summed.endless
    assert total_words(total(_found(world, "bob")[1]))[1] == "over 3 families; each family weighs one"


def test_the_best_stand_first_and_those_off_the_board_last(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3", questions=1)
    resolved(world, "0.99", questions=1, first="alone")
    world.go(0)
    spoken(world, ["nought"], "0", "0.6", "0.7")
    world.go(10)
    ended(world, ["nought"])
    ordered = best_first(_found(world, "ann")[1])
    assert [one.question for one in ordered] == ["r-0", "nought", "alone-0"]


@pytest.mark.parametrize("said", ["0", "0.3"])
def test_whoever_is_alone_is_ahead_of_nobody_and_behind_nobody(said: str, world: World) -> None:
    world.go(0)
    spoken(world, ["q"], said)
    world.go(10)
    ended(world, ["q"])
    (share,) = _found(world, "ann")[1]
    assert (share.points, share.of) == (0.0, 0)
