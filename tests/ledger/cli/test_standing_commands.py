"""score, calibration and claims, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import UsageError
from ledger.journal import entries as kinds
from ledger.standing.score_words import percent
from tests.ledger.cli.conftest import data, fields, run
from tests.ledger.standing.boards import resolved

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World


NOW = ("--now", "2026-06-05")
QUANTILES = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}
LATE = ("--now", "2026-07-01")


@pytest.mark.usefixtures("lived")
def test_scores_stand_beside_their_denominator(command: Command) -> None:
    shown = run(command, "score", "--by", "mira", *LATE).stdout
    head = "mira: 10 resolved of 12 asked · 1 annulled · 0 ambiguous · 0 without a score · 0 held · 1 open"
    assert shown.splitlines()[0] == f"{head} (families scored: 10)"
    assert "SIM YES" in shown
    assert "mean Brier (0-1, lower is better): " in shown
    said = data(command, "score", "--by", "mira", *LATE)
    assert (said["panel"]["asked"], len(said["lines"]), said["engine"]) == (12, 10, "2")
    assert len(said["root"]) == 64
    assert {one["rule"]: one["questions"] for one in said["means"]}["brier"] == 10
    rows = fields(command, "score", "--by", "mira", *LATE)
    assert len(rows) == 40
    assert {row[2] for row in rows} == {"SIM YES"}


@pytest.mark.usefixtures("lived")
def test_a_rule_that_is_not_shown_is_shown_when_asked_for(command: Command) -> None:
    assert "spherical" not in run(command, "score", "--by", "mira", *LATE).stdout
    assert {row[3] for row in fields(command, "score", "--by", "mira", "--rule", "spherical", *LATE)} == {
        "spherical"
    }
    asked = run(command, "score", "--by", "mira", "--rule", "spherical", *LATE).stdout
    assert "mean spherical score (0-1, higher is better): " in asked
    assert "Brier" not in asked
    assert "(families scored: 10)" in asked
    assert (
        "mean Brier points (0.25 - Brier, higher is better): "
        in run(command, "score", "--by", "mira", *LATE).stdout
    )
    every = {one["rule"] for one in data(command, "score", "--by", "mira", *LATE)["means"]}
    assert every == {"brier", "brier_points", "baseline", "log", "spherical"}
    refused = command.run("score", "--by", "mira", "--rule", "breir", *LATE).exception
    assert refused is not None
    assert "There is no score by the rule 'breir' here." in str(refused)


@pytest.mark.usefixtures("lived")
def test_a_trace_adds_up_on_screen_and_in_data(command: Command) -> None:
    said = data(command, "trace", "q-1", "--by", "mira", "--score", "brier", *LATE)
    (trace,) = said["traces"]
    assert sum(row["contribution"] for row in trace["rows"]) == pytest.approx(trace["total"], abs=1e-12)
    assert [row["weight"] for row in trace["rows"]] == pytest.approx([1 / 3, 2 / 3])
    shown = run(command, "trace", "q-1", "--by", "mira", *LATE).stdout
    assert "weights are shares of the time covered" in shown
    assert f"adds up to {trace['total']:.4g}" in shown
    assert len(fields(command, "trace", "q-1", "--by", "mira", *LATE)) == 8


@pytest.mark.usefixtures("lived")
def test_a_trace_says_what_happened_and_which_entry_holds_each_forecast(command: Command) -> None:
    asked = ("trace", "q-1", "--by", "mira", "--score", "brier", *LATE)
    (trace,) = data(command, *asked)["traces"]
    assert (trace["outcome"], trace["simulated"]) == ({"yes": True}, True)
    head, _, first, *_, foot, _ = run(command, *asked).stdout.splitlines()
    assert "mira on q-1: it became SIM YES" in head
    assert f" #{trace['rows'][0]['forecast']} " in first
    assert foot.startswith("#: the number of a forecast in the journal")
    assert {row[-1] for row in fields(command, *asked)} == {"SIM YES"}


def test_times_of_scores_and_traces_are_whole_to_the_microsecond(command: Command, world: World) -> None:
    world.ask()
    world.say(p="0.8")
    world.go(10)
    world.resolve(known_at=world.at(4) + 1)
    (line,) = data(command, "score", "--by", "mira", *LATE)["lines"]
    assert line["known_at"].endswith("00:00.000001+00:00")
    (trace, *_) = data(command, "trace", "q-1", "--by", "mira", *LATE)["traces"]
    assert trace["rows"][-1]["to"] == line["known_at"]
    assert {row[2] for row in fields(command, "trace", "q-1", "--by", "mira", *LATE)} == {line["known_at"]}


@pytest.mark.usefixtures("lived")
def test_a_trace_says_the_crowd_of_its_time_and_the_best_there_was(command: Command) -> None:
    (trace,) = data(command, "trace", "q-1", "--by", "mira", "--score", "baseline", *LATE)["traces"]
    assert [row["crowd"] for row in trace["rows"]] == [{"forecasters": 1, "middle": None}] * 2
    assert trace["attainable"] == pytest.approx(100 * 0.3, rel=0.01)
    shown = run(command, "trace", "q-1", "--by", "mira", "--score", "baseline", *LATE).stdout
    assert "the best there was: 30, for saying what happened with certainty from the start" in shown
    assert "none (1 forecaster)" in shown


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize(
    "name", [("score",), ("trace", "q-1"), ("calibration",), ("leaderboard",), ("claims",)]
)
def test_scores_carry_the_engine_and_the_root_under_a_table_and_beside_plain_rows(
    command: Command, name: tuple[str, ...]
) -> None:
    whose = () if name == ("leaderboard",) else ("--by", "mira")
    root = data(command, *name, *whose, *LATE)["root"]
    told = f"engine version 2, journal root {root}"
    assert run(command, *name, *whose, *LATE).stdout.splitlines()[-1] == told
    plain = run(command, *name, *whose, "--plain", *LATE)
    assert told in plain.stderr
    assert "engine version" not in plain.stdout


def test_peer_scores_come_with_three_people_and_with_two_on_request(command: Command, world: World) -> None:
    for question, people in (("three", ("mira", "tom", "ada")), ("two", ("mira", "tom"))):
        world.ask(question)
        for place, who in enumerate(people):
            world.say(question, f"0.{place + 6}", who)
    world.go(10)
    for question in ("three", "two"):
        world.resolve(question)
    said = data(command, "score", "--by", "tom", *LATE)["lines"]
    peers = {line["question"]: [one["rule"] for one in line["scores"]] for line in said}
    assert "peer" in peers["three"]
    assert "spot_peer" in peers["three"]
    assert "peer" not in peers["two"]
    asked = fields(command, "score", "--by", "tom", "--pairs", "--rule", "peer", *LATE)
    assert [row[0] for row in asked] == ["three", "two"]
    (trace,) = data(command, "trace", "three", "--by", "tom", "--score", "peer", *LATE)["traces"]
    assert f"{trace['total']:.9g}" == f"{float(asked[0][4]):.9g}"
    assert [row["others"]["forecasters"] for row in trace["rows"]] == [2]
    shown = run(command, "trace", "three", "--by", "tom", "--score", "peer", *LATE).stdout
    assert "gave: the chance given to YES, which happened; beside it the others' geometric mean" in shown
    assert "70 %  69.3 % (2)" in shown
    assert "gave  others gave" in shown
    assert "the best there was: 36.7" in shown


def test_of_a_no_both_chances_are_those_given_to_it(command: Command, world: World) -> None:
    world.ask("q")
    for p, who in (("0.8", "mira"), ("0.6", "tom"), ("0.6", "ada")):
        world.say("q", p, who)
    world.go(10)
    world.resolve("q", {"yes": False})
    shown = run(command, "trace", "q", "--by", "mira", "--score", "peer", *LATE).stdout
    assert "gave: the chance given to NO, which happened; beside it the others' geometric mean" in shown
    assert "20 %  40 % (2)" in shown
    (row,) = fields(command, "trace", "q", "--by", "mira", "--score", "peer", *LATE)
    assert row[4:6] == ["80 %", "40 % (2)"]
    assert float(row[9]) == pytest.approx(0.2)


def test_a_score_is_traced_by_the_beginning_of_its_name(command: Command, world: World) -> None:
    world.ask("n", kind="numeric")
    for who in ("mira", "tom", "ada"):
        world.say("n", by=who, says=QUANTILES)
    world.go(10)
    world.resolve("n", {"value": "8"})
    for typed, rule in (("wis", "wis p10 p50 p90"), ("peer", "peer wis p10 p50 p90"), ("error", "error")):
        rows = fields(command, "trace", "n", "--by", "mira", "--score", typed, *LATE)
        assert {row[0] for row in rows} == {rule}
        scored = fields(command, "score", "n", "--by", "mira", "--rule", typed, *LATE)
        assert {row[3] for row in scored} == {rule}
    refused = command.run("trace", "n", "--by", "mira", "--score", "bier", *LATE).exception
    assert "There is no score by the rule 'bier' here. There are: wis p10 p50 p90, error, log_ratio, " in str(
        refused
    )
    shown = run(command, "trace", "n", "--by", "mira", "--score", "peer", *LATE).stdout
    assert "lost: the loss in months; beside it the others' mean" in shown


@pytest.mark.parametrize(
    "words", [("score", "n"), ("trace", "n"), ("trace", "n", "--score", "peer"), ("what-if", "--claimed")]
)
def test_on_a_line_of_80_cells_a_table_has_every_number_and_direction(
    command: Command, world: World, words: tuple[str, ...]
) -> None:
    resolved(world, "0.9", "0.6", "0.3", questions=11)
    world.go(0)
    world.ask("n", kind="numeric")
    for who in ("ann", "tom", "ada"):
        world.say("n", by=who, says=QUANTILES)
    world.go(10)
    world.resolve("n", {"value": "8"})
    shown = command.whole(*words, "--by", "ann", *LATE, COLUMNS="80").stdout
    cells = [line for line in shown.splitlines() if "  " in line]
    assert max(map(len, cells)) <= 80
    assert not any("…" in line for line in cells)


@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize(
    "name", [("score",), ("calibration",), ("trace", "q-1"), ("what-if", "q-1", "--outcome", "no")]
)
def test_a_name_nobody_has_is_a_wrong_use_and_those_there_are_told(
    command: Command, name: tuple[str, ...]
) -> None:
    refused = command.run(*name, "--by", "miar", *LATE).exception
    assert isinstance(refused, UsageError)
    assert str(refused).startswith("Nobody of the name 'miar' has forecast. There are: ")
    assert "mira" in str(refused)
    assert "paper" not in str(refused)


@pytest.mark.usefixtures("world")
def test_the_help_of_score_says_what_time_covered_is_a_share_of(command: Command) -> None:
    told = " ".join(run(command, "score", "--help").stdout.split())
    assert "share of the scheduled time" in told


@pytest.mark.usefixtures("lived")
def test_who_has_not_forecast_yet_sees_an_empty_page_of_their_own(command: Command) -> None:
    assert "0 resolved of 0 asked" in run(command, "score", *LATE).stdout


def test_scores_infinite_in_both_directions_have_no_mean_and_say_so(command: Command, world: World) -> None:
    resolved(world, "0.9", "0.6", "0.3", questions=10)
    resolved(world, "0.5", "0", "0", questions=1, first="up")
    resolved(world, "0", "0.5", "0.5", questions=1, first="down")
    shown = run(command, "score", "--by", "ann", *LATE).stdout
    (mean,) = (line for line in shown.splitlines() if line.startswith("mean peer score"))
    assert ": no mean (1 plus infinite, 1 minus infinite; without: " in mean
    assert ", 10 questions)   (yes/no: 12 questions, 12 families)" in mean
    assert "nan" not in shown
    said = {one["rule"]: one for one in data(command, "score", "--by", "ann", *LATE)["means"]}
    peer = said["peer"]
    assert (peer["value"], peer["infinite"], peer["plus_infinite"], peer["minus_infinite"]) == (None, 2, 1, 1)
    assert "value_is" not in peer
    assert said["log"]["value_is"] == "infinite"
    assert "nan" not in "".join(
        run(command, *words, "--by", "ann", *LATE).stdout
        for words in (
            ("trace", "up-0"),
            ("trace", "up-0", "--score", "relative"),
            ("trace", "down-0", "--score", "peer"),
            ("what-if", "down-0", "--outcome", "no"),
            ("what-if", "up-0", "--outcome", "annulled"),
        )
    )


@pytest.mark.usefixtures("lived")
def test_a_diff_says_that_no_older_number_changed_and_what_is_new(command: Command) -> None:
    shown = run(command, "score", "--by", "mira", "--diff", "1", *LATE).stdout
    assert shown.startswith(
        "No number of engine version 1 comes out differently: 40 numbers are what they were"
    )
    said = data(command, "score", "--by", "mira", "--diff", "1", *LATE)
    assert (said["since"], said["engine"], said["same"], said["changed"]) == ("1", "2", 40, [])
    assert {one["before"] for one in said["new"]} <= {None}
    refused = command.run("score", "--by", "mira", "--diff", "9", *LATE).exception
    assert str(refused) == "There is no engine version '9'. There are: 1, 2."


@pytest.mark.usefixtures("lived")
def test_what_has_no_score_is_said(command: Command, world: World) -> None:
    world.ask("late")
    world.say("late", by="tom")
    world.resolve("late", known_at=world.at(2))
    assert "no time covered: said too late" in run(command, "score", "--by", "tom", *LATE).stdout
    for question, why in (
        ("late", "no time covered: said too late"),
        ("q-1", "nothing was said on it"),
    ):
        refused = command.run("trace", question, "--by", "tom", *LATE).exception
        assert str(refused).startswith(f"tom has no score on {question}: {why}")
    assert (
        "tom has no score on it: nothing was said on it."
        in run(command, "score", "q-1", "--by", "tom", *LATE).stdout
    )
    assert data(command, "score", "q-1", "--by", "mira", *LATE)["panel"] is None


@pytest.mark.usefixtures("lived")
def test_every_question_counted_as_without_a_score_has_a_row_that_says_why(
    command: Command, world: World
) -> None:
    for name, more in (("theirs", {"grade": "claimed"}), ("ours", {"imputed": True}), ("late", {})):
        world.ask(name)
        world.say(name, by="tom", **more)
        world.resolve(name, known_at=world.at(2 if name == "late" else 9))
    shown = run(command, "score", "--by", "tom", *LATE).stdout
    assert "3 without a score" in shown
    for name, why in (
        ("theirs", "the time is only claimed; --claimed takes it"),
        ("ours", "only a number added by us; --imputed shows it"),
        ("late", "no time covered: said too late"),
    ):
        (row,) = [row for row in shown.splitlines() if row.startswith(name)]
        assert row.endswith(why)
        assert " none " in row
    said = data(command, "score", "--by", "tom", *LATE)
    assert [(one["question"], one["why"]) for one in said["without"]] == [
        ("theirs", "claimed"),
        ("ours", "imputed"),
        ("late", "late"),
    ]
    assert said["panel"]["late"] == len(said["without"])
    (line,) = [
        line
        for line in run(command, "score", "--by", "tom", "--claimed", *LATE).stdout.splitlines()
        if line.startswith("theirs")
    ]
    assert "none" not in line


@pytest.mark.parametrize("name", ["score", "calibration"])
@pytest.mark.usefixtures("lived")
def test_a_publication_gets_no_score(command: Command, name: str) -> None:
    done = command.whole(name, "--by", "lab", *LATE)
    assert done.returncode == 2
    assert "it gets no score, rank or grade" in done.stderr


def test_an_infinite_score_is_null_with_its_word_in_json_and_named_in_a_mean(
    command: Command, world: World
) -> None:
    for number in range(10):
        world.ask(f"q-{number}")
        world.say(f"q-{number}", p="0" if number == 0 else "0.5", grade="documented", imputed=number == 1)
    world.go(10)
    for number in range(10):
        world.resolve(f"q-{number}")
    shown = run(command, "score", "--by", "mira", "--anyway", "--imputed", *LATE).stdout
    assert "inf (1 plus infinite; without: 0.6931, 8 questions)" in shown
    assert "number added by us, 100 % documented" in shown
    said = data(command, "score", "--by", "mira", "--anyway", *LATE)
    scores = {score["rule"]: (score["value"], score.get("value_is")) for score in said["lines"][0]["scores"]}
    assert scores["log"] == (None, "infinite")
    assert scores["baseline"] == (None, "minus infinite")
    assert scores["brier"] == (1.0, None)


@pytest.mark.usefixtures("lived")
def test_calibration_shows_a_summary_from_ten_families(command: Command) -> None:
    shown = run(command, "calibration", "--by", "mira", *LATE).stdout
    assert shown.startswith("SIM mira, yes/no questions: 10 resolved of 11 asked")
    assert "mira expected " in shown
    assert "Luck alone gives" in shown
    assert 'Miss: 10 % on q-0, YES; mira wrote: "a hunch"' in shown
    assert "10 known before the scheduled end" in shown
    assert "happened  90 % interval" not in shown
    said = data(command, "calibration", "--by", "mira", *LATE)
    assert (said["stage"], said["families"], said["curve"], said["corp"]) == ("summary", 10, None, None)
    assert said["summary"]["brier"] == pytest.approx((0.81 + 8 * 0.01 + 0.04) / 10)
    assert len(fields(command, "calibration", "--by", "mira", *LATE)) == 10


@pytest.mark.usefixtures("lived")
def test_calibration_anyway_shows_everything(command: Command) -> None:
    shown = run(command, "calibration", "--by", "mira", "--anyway", *LATE).stdout
    assert "happened  90 % interval" in shown
    assert "= miscalibration" in shown
    said = data(command, "calibration", "--by", "mira", "--anyway", "--which", "last", *LATE)
    assert said["corp"]["by_chance"]["miscalibration"]["high"] > 0
    assert [row["forecasts"] for row in said["curve"]] == [1, 1, 8]


@pytest.mark.usefixtures("world")
def test_calibration_of_nothing_says_what_ends_next(command: Command) -> None:
    shown = run(command, "calibration", *LATE).stdout
    assert "0 families resolved: too few for any mean" in shown
    assert "What ends next: nothing" in shown


@pytest.mark.usefixtures("lived")
def test_claims_stand_in_their_own_words_under_the_tally(command: Command, world: World) -> None:
    shown = run(command, "claims", "--by", "mira", *NOW).stdout.splitlines()
    assert shown[0] == "The Lab: 1 point forecast, 0 due"
    assert any(line.startswith("Anthropic, interest: ") for line in shown)
    assert '"so it will be", The Lab' in shown[-2]
    assert "none   open" in shown[-2]
    world.go(10)
    world.resolve("moved", {"value": "8"})
    (row,) = fields(command, "claims", "--by", "mira", *LATE)
    assert row[5] == "SIM 8 months"
    assert row[-1] == "SIM off by -4 months (0.50 x); no change: not known"
    (claim,) = data(command, "claims", "anthropic", "--stance", "asserts", *LATE)["claims"]
    assert claim["verdicts"][0]["kind"] == "PointError"
    assert claim["outcome"] == {"value": "8"}
    assert claim["simulated"] is True


@pytest.mark.no_cover
def test_figures_of_a_claim_and_the_crowd_are_hidden_until_one_answered(
    command: Command, world: World
) -> None:
    claim = {"quote": "12 months", "stance": "asserts", "proxy": "exact"}
    world.ask("lead", kind="numeric", claim=claim)
    for by in ("ola", "tom"):
        world.say("lead", by=by, says={"quantiles": [["0.1", "5"], ["0.5", "8"], ["0.9", "15"]]})
    for style in ((), ("--plain",)):
        hidden = run(command, "claims", "--by", "mira", *style, *NOW).stdout
        whole = run(command, "claims", "--by", "mira", "--all", *style, *NOW).stdout
        answered = run(command, "claims", "--by", "ola", *style, *NOW).stdout
        assert '"## months"' in hidden
        assert "hidden" in hidden
        for shown in (whole, answered):
            assert '"12 months"' in shown
            assert "hidden" not in shown
    (hidden,) = data(command, "claims", "--by", "mira", *NOW)["claims"]
    (whole,) = data(command, "claims", "--by", "mira", "--all", *NOW)["claims"]
    assert (hidden["hidden"], hidden["words"], hidden["crowd"]["middle"]) == (True, "## months", None)
    assert (whole["hidden"], whole["words"]) == (False, "12 months")
    assert (hidden["crowd"]["forecasters"], whole["crowd"]["middle"]) == (2, 8)


def test_claims_fit_a_line_of_80_cells(command: Command, world: World) -> None:
    words = "the US and its allies have many times the compute of China, in hardware and in use"
    for name, stance in (("us-lead-months-at-the-end-of-2028", "asserts"), ("another", "scenario")):
        claim = {"quote": words, "stance": stance, "condition": "controls are tightened, and much more"}
        world.ask(name, kind="numeric", claim={**claim, "proxy": "loose", "proxy_note": "an index"})
        world.say(name, says={"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]})
        world.say(name, by="ola", says={"quantiles": [["0.1", "5"], ["0.5", "8"], ["0.9", "15"]]})
    world.go(10)
    world.resolve("another", {"value": "8"})
    shown = command.whole("claims", "--by", "mira", *LATE, COLUMNS="80").stdout.splitlines()
    table = shown[next(nth for nth, one in enumerate(shown) if one.startswith("question")) : -1]
    assert max(map(len, table)) <= 80
    assert "hardware" in " ".join(table)
    assert "p50 7" in " ".join(" ".join(table).split())


@pytest.mark.usefixtures("lived")
def test_claims_are_chosen_by_how_far_their_verdict_goes(command: Command, world: World) -> None:
    assert len(fields(command, "claims", "--verdict", "open", *NOW)) == 1
    assert run(command, "claims", "--verdict", "some", "--plain", *NOW).stdout == ""
    world.go(10)
    world.resolve("moved", {"value": "8"})
    assert [row[0] for row in fields(command, "claims", "--verdict", "some", *LATE)] == ["moved"]
    (claim,) = data(command, "claims", "--verdict", "some", *LATE)["claims"]
    assert claim["verdicts"][0]["reach"] == "some"


@pytest.mark.usefixtures("lived")
def test_an_unknown_publication_names_those_there_are(command: Command) -> None:
    done = command.whole("claims", "nobody", *NOW)
    assert done.returncode == 2
    assert "There are: anthropic-2028." in done.stderr


@pytest.mark.usefixtures("world")
def test_a_ledger_without_claims_says_how_to_take_them_in(command: Command) -> None:
    assert "fledger sync" in run(command, "claims", *NOW).stdout
    assert run(command, "claims", "--stance", "asks", "--plain", *NOW).stdout == ""


def test_a_number_of_a_question_and_its_grade_stand_beside_the_score(command: Command, world: World) -> None:
    world.ask("two", kind="numeric", resolution={"confirmed_by": "two_people"})
    world.say("two", says={"point": "5"}, grade="documented")
    world.go(10)
    hash_ = world.propose("two", {"value": "8"})
    world.journal.append(kinds.ProposalConfirmed(hash=hash_, by="mira"))
    outcome: dict[str, Any] = {"value": "8"}
    world.journal.append(
        kinds.QuestionResolved(
            question="two",
            revision=1,
            outcome=outcome,
            known_at=world.now,
            proposal=world.proposal,
            confirmed="one of two",
        )
    )
    shown = run(command, "score", "--by", "mira", *LATE).stdout
    assert "↓ absolute error in months" in shown
    assert "100 % documented, confirmed by one of two" in shown
    assert "mean absolute" not in shown
    assert (
        "No mean below 10 families, where it is mostly luck: here at most 1. With --anyway it is shown."
        in shown
    )
    traced = run(command, "trace", "two", "--by", "mira", *LATE).stdout
    assert "5 months" in traced


def test_shares_are_never_rounded_to_nothing() -> None:
    assert [percent(share) for share in (0.0, 0.001, 0.004999, 0.006, 1.0)] == [
        "0 %",
        "under 1 %",
        "under 1 %",
        "1 %",
        "100 %",
    ]


@pytest.mark.usefixtures("lived")
def test_an_empty_publication_has_no_table(command: Command, world: World) -> None:
    world.ask("other", claim={"publication": "unlisted", "said_by": "Somebody", "quote": "w" * 80})
    shown = run(command, "claims", "unlisted", *NOW).stdout
    assert shown.startswith("Somebody: 0 unconditional forecasts of a number; 1 assertion")
    assert "w" * 80 in shown
