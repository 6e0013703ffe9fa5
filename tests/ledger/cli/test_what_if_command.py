"""what-if, from the command line."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from ledger.cli.what_if_page import PLAIN
from tests.ledger.cli.conftest import data, fields, run
from tests.ledger.standing.boards import asked, ended, resolved, says, spoken

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World

LATE = ("--now", "2026-07-01")


@pytest.fixture
def compared(world: World) -> World:
    resolved(world, "0.9", "0.6", "0.3", questions=11)
    return world


@pytest.mark.usefixtures("compared")
def test_it_shows_who_moves_the_board_and_your_own_means(command: Command) -> None:
    shown = run(command, "what-if", "r-10", "--outcome", "no", "--by", "ann", *LATE).stdout.splitlines()
    assert shown[0] == "SIM What if r-10 ended NO (now YES): nothing of this is written."
    assert shown[1] == "Who moves by how much"
    (head,) = (line for line in shown if line.startswith("rank now"))
    assert head.endswith("sum now ↑  sum then ↑  moves by  by the outcome")
    assert "Your means (ann)" in shown
    assert "baseline score, yes/no  " in "\n".join(shown)
    assert any(line.startswith("↓ Brier (0-1)") for line in shown)
    assert any(line.startswith("↑ peer score (100 ln)") for line in shown)


@pytest.mark.usefixtures("compared")
def test_rows_add_up_in_nine_decimals(command: Command) -> None:
    words = (
        "what-if",
        "r-10",
        "--outcome",
        "no",
        "--claimed",
        "--imputed",
        "--amended",
        "out",
        "--by",
        "ann",
    )
    rows = [dict(zip(PLAIN, row, strict=True)) for row in fields(command, *words, *LATE)]
    assert [row["cause"] for row in rows[:4]] == ["outcome", "claimed", "imputed", "amended"]
    for who in ("ann", "bob", "cat"):
        own = [row for row in rows if row["forecaster"] == who]
        moved = sum(Decimal(row["by"]) for row in own)
        whole = Decimal(own[0]["total_then"]) - Decimal(own[0]["total"])
        assert moved == round(whole, 9)
        assert moved != 0
    assert {row["simulated"] for row in rows} == {"1"}


@pytest.mark.usefixtures("compared")
def test_data_carries_engine_and_root_and_both_boards(command: Command) -> None:
    said = data(command, "what-if", "r-10", "--outcome", "annulled", "--by", "ann", *LATE)
    assert len(said["root"]) == 64
    assert said["engine"]
    assert (said["question"], said["causes"]) == ("r-10", ["outcome"])
    ann = next(one for one in said["board"]["rows"] if one["forecaster"] == "ann")
    assert (ann["now"]["panel"]["resolved"], ann["then"]["panel"]["annulled"]) == (11, 1)
    assert ann["moves_by"] == ann["by_cause"]["outcome"] < 0
    assert {one["rule"] for one in said["means"]} >= {"brier", "baseline"}


def test_a_number_has_moves_and_means_and_no_board(command: Command, world: World) -> None:
    asked(world, ["lag"], kind="numeric")
    says(world, ["lag"], "ann", says={"point": "7.0"})
    world.go(10)
    ended(world, ["lag"], {"value": "8.0"})
    shown = run(command, "what-if", "lag", "--outcome", "9.5", "--by", "ann", *LATE).stdout
    assert "lag ended 9.5 (now 8.0 months)" in shown
    assert "are on no leaderboard" in shown
    assert "+1.5" in shown


def test_below_ten_families_one_line_says_that_there_are_no_means(command: Command, world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3", questions=2)
    shown = run(command, "what-if", "r-1", "--outcome", "no", "--by", "ann", *LATE).stdout
    assert shown.count("below 10 families") == 1
    assert "No mean below 10 families, where it is mostly luck: here at most 2." in shown


def test_from_an_infinity_to_itself_there_is_no_difference(command: Command, world: World) -> None:
    resolved(world, "0", "0.6", "0.3", questions=11)
    resolved(world, "0.5", "0.6", "0.3", questions=1, first="s")
    shown = run(command, "what-if", "s-0", "--outcome", "no", "--by", "ann", *LATE).stdout
    (log,) = (line for line in shown.splitlines() if line.startswith("↑ baseline score"))
    assert log.split()[-1] == "none"
    assert "nan" not in shown


def test_who_has_no_score_is_told_so(command: Command, world: World) -> None:
    spoken(world, ["open"], "0.9")
    says(world, ["open"], "zoe", says={"words": True}, words="likely")
    shown = run(command, "what-if", "open", "--outcome", "not-yet", "--by", "zoe", *LATE).stdout
    assert "You have no score, now or then." in shown
    assert "Nobody has a score on it, now or then." in shown
    assert "open ended without an outcome (now without an outcome)" in shown


@pytest.mark.usefixtures("compared")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ((), "Say what should be otherwise"),
        (("r-1",), "go together"),
        (("--outcome", "no"), "go together"),
        (("r-1", "--outcome", "perhaps"), "is no answer to this question"),
    ],
)
def test_what_cannot_be_meant_is_refused(command: Command, typed: tuple[str, ...], sentence: str) -> None:
    found = command.run("what-if", *typed, "--by", "ann", *LATE)
    assert found.exit_code != 0
    assert sentence in found.output + str(found.exception)


def test_a_publication_gets_no_means(command: Command, world: World) -> None:
    stated = [{"by": "lab", "made_at": "2026-05-14", "probability": "0.7"}]
    asked(world, ["claimed"], claim={}, forecast=stated)
    found = command.run("what-if", "--claimed", "--by", "lab", *LATE)
    assert "is a publication: it gets no score" in str(found.exception)
