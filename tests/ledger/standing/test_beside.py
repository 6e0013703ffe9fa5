"""Crowds and naive forecasts stand beside a leaderboard by the same sum on the same questions, and have no rank."""

from __future__ import annotations

from dataclasses import replace
from math import inf, log
from typing import TYPE_CHECKING

import pytest

from ledger.standing.board.beside import Beside, beside
from ledger.standing.board.leaderboard import Wanted
from ledger.standing.crowd_lines import crowd_name
from tests.ledger.standing.boards import ended, named, resolved, shown, spoken
from tests.ledger.standing.test_references import reference

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World

BASELINE = Wanted(score="baseline")


def others(world: World, wanted: Wanted = BASELINE) -> dict[str, Beside]:
    with world.record() as record:
        return {one.name: one for one in beside(record, wanted)}


def test_the_median_of_three_sums_what_the_middle_one_sums(world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3")
    bob = shown(world, BASELINE).place("bob")
    median = others(world)[crowd_name("median")]
    assert bob is not None
    assert (median.total, median.mean) == pytest.approx((bob.total, bob.mean))
    assert median.families == 10
    assert crowd_name("median") not in {one.forecaster for one in shown(world).places}


def test_a_naive_forecast_counts_on_the_boards_questions_only_and_weighs_a_family_once(world: World) -> None:
    spoken(world, named("r", 2), "0.9", "0.6", "0.3")
    spoken(world, ["two"], "0.9", "0.6")
    world.journal.append(*(reference(name) for name in ("r-0", "two")))
    world.go(10)
    ended(world, [*named("r", 2), "two"])
    naive = others(world)["base rate"]
    assert (naive.families, naive.mean) == (1, None)
    assert others(world, replace(BASELINE, anyway=True))["base rate"].mean == naive.total
    assert naive.total == pytest.approx(100 * log(0.5) / log(2))
    assert "base rate" not in others(world, Wanted())


def test_where_plus_and_minus_infinite_meet_there_is_no_sum(world: World) -> None:
    resolved(world, "0", "0.6", "0.3", questions=1)
    resolved(world, "0", "0", "0.5", questions=1, first="s")
    peers = others(world, Wanted())
    assert peers[crowd_name("mean")].total == inf
    median = peers[crowd_name("median")]
    assert (median.total, median.mean) == (None, None)


def test_without_a_board_nothing_stands_beside_it(world: World) -> None:
    resolved(world, "0.9", "0.6")
    assert others(world) == {}
