"""What each question adds makes the sum on the board."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import pytest

from ledger.standing.board.board import Board
from ledger.standing.board.leaderboard import Wanted
from tests.ledger.standing.boards import asked, ended, named, resolved, says, spoken

if TYPE_CHECKING:
    from ledger.standing.board.leaderboard import Leaderboard
    from ledger.standing.board.shares import Share
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
