"""leaderboard, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.cli.leaderboard_page import PLAIN
from ledger.cli.shares_page import PLAIN as SHARES
from ledger.standing.board.leaderboard import NoSuchBoardError
from tests.ledger.cli.conftest import data, fields, run
from tests.ledger.standing.boards import ended, resolved, says, spoken

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World

LATE = ("--now", "2026-07-01")


@pytest.fixture
def compared(world: World) -> World:
    resolved(world, "0.9", "0.6", "0.3", "0.5")
    resolved(world, "0.9", questions=2, first="alone")
    return world


@pytest.mark.usefixtures("compared")
def test_the_ranked_stand_above_everybodys_denominator(command: Command) -> None:
    lines = run(command, "leaderboard", *LATE).stdout.splitlines()
    assert lines[0] == (
        "SIM peer score on yes/no questions, summed over the scheduled time: "
        "10 questions of 10 families that three or more people have a score on"
    )
    assert lines[1].split("90 %")[0].split() == ["rank", "↓", "open", "forecaster", "sum", "↑"]
    assert [line.split()[2] for line in lines[2:6]] == ["ann", "bob", "dan", "cat"]
    panel = lines.index("What each spoke on")
    assert lines[panel + 1].split() == [
        *("forecaster", "asked", "due", "resolved", "scored", "annulled", "ambiguous", "late", "withdrawn")
    ]
    assert lines[panel + 2].split() == ["ann", "12", "12", "12", "12", "0", "0", "0", "0"]


@pytest.mark.usefixtures("compared")
def test_rows_and_data_say_the_same(command: Command) -> None:
    rows, said = fields(command, "leaderboard", *LATE), data(command, "leaderboard", *LATE)
    assert {len(row) for row in rows} == {len(PLAIN)}
    plain = [dict(zip(PLAIN, row, strict=True)) for row in rows]
    assert [one["forecaster"] for one in plain] == [one["forecaster"] for one in said["rows"]]
    assert [float(one["value"]) for one in plain] == [one["value"] for one in said["rows"]]
    assert [one["asked"] for one in plain] == [str(one["panel"]["asked"]) for one in said["rows"]]
    assert (said["better"], said["families"], said["missing"], said["simulated"]) == (
        "higher",
        10,
        None,
        True,
    )
    assert len(said["root"]) == 64
    assert said["engine"]


@pytest.mark.parametrize("method", ["time", "adjusted", "pairwise"])
@pytest.mark.usefixtures("compared")
def test_every_method_tells_which_way_is_better(command: Command, method: str) -> None:
    shown = run(command, "leaderboard", "--method", method, *LATE).stdout.splitlines()
    better, sign = ("lower", "↓") if method == "pairwise" else ("higher", "↑")
    assert shown[1].split("90 % interval")[0].rstrip().endswith(sign)
    assert any(line.startswith("↑ higher is better, ↓ lower is better.") for line in shown)
    assert data(command, "leaderboard", "--method", method, *LATE)["better"] == better.split(maxsplit=1)[0]


def test_below_three_forecasters_it_says_what_is_missing(command: Command, world: World) -> None:
    resolved(world, "0.9", "0.6")
    shown = run(command, "leaderboard", *LATE).stdout
    assert "needs 3 forecasters with a score on the same question: here 2 have scores" in shown
    assert "What each spoke on" in shown
    said = data(command, "leaderboard", *LATE)
    assert (said["families"], [one["rank"] for one in said["rows"]]) == (0, [None, None])


@pytest.mark.usefixtures("world")
def test_a_ledger_where_nobody_spoke_has_no_table(command: Command) -> None:
    shown = run(command, "leaderboard", *LATE).stdout
    assert shown.splitlines()[1].endswith("here nobody has a score yet.")
    assert "What each spoke on" not in shown


@pytest.mark.usefixtures("compared")
def test_a_board_that_means_nothing_is_a_wrong_use(command: Command) -> None:
    found = command.run("leaderboard", "--method", "pairwise", "--score", "peer", *LATE)
    assert isinstance(found.exception, NoSuchBoardError)
    assert "pairwise compares ratios of losses" in str(found.exception)


@pytest.mark.usefixtures("compared")
def test_crowds_stand_beside_on_request_without_a_rank(command: Command) -> None:
    assert "without a rank" not in run(command, "leaderboard", *LATE).stdout
    shown = run(command, "leaderboard", "--beside", *LATE).stdout
    assert "Beside it, without a rank" in shown
    said = data(command, "leaderboard", "--beside", *LATE)
    assert "crowd\N{NO-BREAK SPACE}median" in {one["name"] for one in said["beside"]}
    assert data(command, "leaderboard", *LATE)["beside"] == []


def test_minus_infinite_is_a_word_in_json_and_a_note_on_the_page(command: Command, world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3", "0")
    shown = run(command, "leaderboard", "--score", "baseline", *LATE).stdout
    assert "10 scores of minus infinite" in shown
    dan = data(command, "leaderboard", "--score", "baseline", *LATE)["rows"][-1]
    assert (dan["forecaster"], dan["rank"], dan["total"], dan["total_is"]) == (
        "dan",
        None,
        None,
        "minus infinite",
    )


def test_who_is_minus_infinite_is_told_in_a_sentence_and_holds_no_rank(
    command: Command, world: World
) -> None:
    resolved(world, "0", "0", "0", "0", questions=12)
    shown = run(command, "leaderboard", *LATE).stdout
    why = "gave 0 % to what happened: minus infinite; 12 scores of minus infinite."
    assert f"ann, bob, cat, dan: {why}" in shown
    assert [one["rank"] for one in data(command, "leaderboard", *LATE)["rows"]] == [None] * 4


@pytest.mark.parametrize(
    ("method", "what"),
    [
        ("time", "Nothing per family"),
        ("adjusted", "Nothing per family and no adjusted value"),
        ("pairwise", "Nothing per family and no relative skill"),
    ],
)
def test_what_is_held_back_below_ten_families_is_said(
    command: Command, world: World, method: str, what: str
) -> None:
    resolved(world, "0.9", "0.6", "0.3", questions=9)
    asked_for = ("leaderboard", "--method", method, *LATE)
    note = f"{what} below 10 families, where it is mostly luck. With --anyway it is shown."
    assert note in run(command, *asked_for).stdout.splitlines()
    assert "below 10 families" not in run(command, *asked_for, "--anyway").stdout
    held, shown = (data(command, *asked_for, *more)["rows"] for more in ((), ("--anyway",)))
    assert {one["mean"] for one in held} == {None}
    assert {one["value"] is None for one in held} == {method != "time"}
    assert None not in {value for one in shown for value in (one["mean"], one["value"])}


def test_where_somebody_is_nobodys_peer_it_is_said_on_how_many_questions(
    command: Command, world: World
) -> None:
    resolved(world, "0.9", "0.6", "0.3", "0", questions=2)
    resolved(world, "0.9", "0.6", "0.3", "0.5", first="s")
    note = "On 2 questions somebody gave 0 % to what happened and is nobody's peer here"
    assert note in run(command, "leaderboard", *LATE).stdout
    assert data(command, "leaderboard", *LATE)["nought"] == 2
    assert "nobody's peer" not in run(command, "leaderboard", "--score", "baseline", *LATE).stdout


@pytest.mark.parametrize("method", ["time", "adjusted", "pairwise"])
@pytest.mark.usefixtures("compared")
def test_on_a_line_of_80_cells_no_number_and_no_direction_is_cut(command: Command, method: str) -> None:
    wide = run(command, "leaderboard", "--method", method, *LATE).stdout.splitlines()
    shown = command.whole("leaderboard", "--method", method, *LATE, COLUMNS="80").stdout.splitlines()
    panel = shown.index("What each spoke on")
    assert max(map(len, shown[panel + 1 :][:5])) <= 80
    table = shown[1 : next(nth for nth, line in enumerate(shown) if line.startswith("↑ higher"))]
    assert max(map(len, table)) <= 80
    assert not any("…" in line for line in shown)
    assert sorted(" ".join(table).split()) == sorted(" ".join(wide[1:6]).split())


@pytest.mark.parametrize(
    ("third", "switch"), [({"grade": "claimed"}, "--claimed"), ({"imputed": True}, "--imputed")]
)
def test_claimed_times_and_numbers_added_by_us_count_on_request_only(
    command: Command, world: World, third: dict[str, object], switch: str
) -> None:
    spoken(world, ["q"], "0.9", "0.6")
    says(world, ["q"], "cat", "0.5", **third)
    world.go(10)
    ended(world, ["q"])
    assert data(command, "leaderboard", *LATE)["questions"] == 0
    assert data(command, "leaderboard", switch, *LATE)["questions"] == 1


@pytest.mark.usefixtures("compared")
def test_of_somebody_it_shows_what_each_question_adds(command: Command) -> None:
    lines = run(command, "leaderboard", "--of", "ann", *LATE).stdout.splitlines()
    assert lines[1].split() == ["question", "outcome", "peer", "score", "↑", "weight", "adds"]
    assert len([line for line in lines if line.startswith("r-")]) == 10
    said = data(command, "leaderboard", "--of", "ann", *LATE)
    place = data(command, "leaderboard", *LATE)["rows"][0]
    assert said["adds_up_to"] == pytest.approx(place["total"], abs=1e-8)
    assert [one["of"] for one in said["shares"]] == [1] * 10 + [0] * 2
    plain = fields(command, "leaderboard", "--of", "ann", *LATE)
    assert [row[0] for row in plain] == [one["question"] for one in said["shares"]]
    assert {len(row) for row in plain} == {len(SHARES)}


def test_of_somebody_with_0_percent_for_what_happened_the_sum_is_that_of_the_board(
    command: Command, world: World
) -> None:
    resolved(world, "0.9", "0.6", "0.3", questions=2)
    world.go(0)
    spoken(world, ["nought"], "0.9", "0.6", "0")
    world.go(10)
    ended(world, ["nought"])
    said = data(command, "leaderboard", "--of", "cat", *LATE)
    (place,) = (one for one in data(command, "leaderboard", *LATE)["rows"] if one["forecaster"] == "cat")
    assert said["adds_up_to"] is None
    assert said["adds_up_to_is"] == place["value_is"] == "minus infinite"
    assert said["adds_up_to_without_infinite"] == sum(one["adds"] or 0.0 for one in said["shares"])
    lines = run(command, "leaderboard", "--of", "cat", *LATE).stdout.splitlines()
    assert lines[-2].startswith("cat: adds up to minus infinite with 0 % for what happened, 1 time; ")


@pytest.mark.usefixtures("compared")
@pytest.mark.parametrize("method", ["adjusted", "pairwise"])
def test_of_somebody_the_head_names_the_points_and_says_that_the_board_ranks_otherwise(
    method: str, command: Command
) -> None:
    lines = run(command, "leaderboard", "--of", "ann", "--method", method, *LATE).stdout.splitlines()
    assert ", summed over the scheduled time: " in lines[0]
    assert "The board ranks by another method, made from the same points." in lines


@pytest.mark.usefixtures("compared")
def test_of_somebody_who_never_spoke_it_names_those_who_did(command: Command) -> None:
    found = command.run("leaderboard", "--of", "nobody", *LATE)
    assert "There are: ann, bob, cat, dan." in str(found.exception)


def test_of_somebody_without_a_score_there_is_no_table(command: Command, world: World) -> None:
    spoken(world, ["q"], "0.9")
    assert "ann has no score on them." in run(command, "leaderboard", "--of", "ann", *LATE).stdout
