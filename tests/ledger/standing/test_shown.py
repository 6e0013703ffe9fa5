"""A page shows the usual scores, and any one of the others when it is asked for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.standing.scores import score_lines
from ledger.standing.shown import NoSuchRuleError, shown

if TYPE_CHECKING:
    from ledger.standing.scores import ScoreLine
    from tests.ledger.record.worlds import World


@pytest.fixture
def lines(world: World) -> tuple[ScoreLine, ...]:
    """A yes or no, and a number."""
    world.ask("q-1")
    world.ask("q-2", kind="numeric")
    world.say("q-1", p="0.9")
    world.say("q-2", says={"point": "5"})
    world.go(10)
    world.resolve("q-1")
    world.resolve("q-2", outcome={"value": "8"})
    with world.record() as record:
        return score_lines(record, "mira")


def names(lines: tuple[ScoreLine, ...]) -> list[list[str]]:
    return [[score.rule.name for score in line.scores] for line in lines]


def test_unasked_a_page_shows_the_usual_ones_and_no_line_is_lost(lines: tuple[ScoreLine, ...]) -> None:
    assert names(lines) == [
        ["brier", "brier_points", "baseline", "log", "spherical"],
        ["error", "log_ratio"],
    ]
    assert names(shown(lines, None)) == [["brier", "brier_points", "baseline", "log"], ["error"]]


def test_asked_by_name_a_page_shows_that_one_alone(lines: tuple[ScoreLine, ...]) -> None:
    assert names(shown(lines, "spherical")) == [["spherical"]]
    assert names(shown(lines, "log_ratio")) == [["log_ratio"]]


def test_a_rule_that_scored_nothing_is_told_beside_those_that_did(lines: tuple[ScoreLine, ...]) -> None:
    with pytest.raises(
        NoSuchRuleError, match="There are: brier, brier_points, baseline, log, spherical, error"
    ):
        shown(lines, "breir")


def test_every_label_says_which_way_is_better(lines: tuple[ScoreLine, ...]) -> None:
    for line in lines:
        for score in line.scores:
            assert ("lower is better" in score.rule.label) != ("higher is better" in score.rule.label)
            assert ("lower is better" in score.rule.label) == (score.rule.adds == "loss")
