"""Score lines: what a forecaster's resolved questions were worth, and nothing that may not count."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from ledger.cli.score_page import mean_data, mean_lines
from ledger.standing.histories import Choice
from ledger.standing.scores import ScoreLine, score_lines
from ledger.standing.summaries import means
from ledger.standing.trace import NoTraceError, traces

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World

QUANTILES = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}


def lines(
    world: World, by: str = "mira", *, claimed: bool = False, imputed: bool = False
) -> tuple[ScoreLine, ...]:
    with world.record() as record:
        return score_lines(record, by, choice=Choice(claimed=claimed, imputed=imputed))


def only(world: World, *, claimed: bool = False) -> ScoreLine:
    (line,) = lines(world, claimed=claimed)
    return line


def value(line: ScoreLine, rule: str) -> float:
    found = line.value(rule)
    assert found is not None
    return found


def test_ninety_percent_at_open_with_yes_known_on_day_four_of_ten(world: World) -> None:
    world.ask()
    world.say(p="0.9")
    world.go(4)
    world.resolve()
    line = only(world)
    assert value(line, "brier") == pytest.approx(0.010)
    assert value(line, "brier_points") == pytest.approx(0.096)
    assert value(line, "baseline") == pytest.approx(33.919876)
    assert value(line, "log") == pytest.approx(-math.log(0.9))
    assert line.covered == pytest.approx(0.4)
    assert value(line, "spherical") == pytest.approx(0.9 / math.hypot(0.9, 0.1))
    assert line.value("nothing") is None


def test_fifty_percent_on_the_last_of_ten_days_has_brier_a_quarter_and_no_points(world: World) -> None:
    world.ask()
    world.go(9)
    world.say(p="0.5")
    world.go(10)
    world.resolve()
    line = only(world)
    assert (value(line, "brier"), value(line, "brier_points")) == (0.25, 0.0)
    assert line.covered == pytest.approx(0.1)


def test_time_counts_from_when_the_question_entered_this_ledger(world: World) -> None:
    world.go(5)
    world.ask()
    world.say(p="1", made_at=world.at(1), grade="documented")
    world.go(10)
    world.resolve()
    line = only(world)
    assert (line.question.t0_us, line.covered, value(line, "brier_points")) == (world.at(5), 1.0, 0.25)


def test_a_later_forecast_takes_over_and_a_withdrawal_ends(world: World) -> None:
    world.ask()
    world.say(p="0.5")
    world.go(2)
    second = world.say(p="1")
    world.go(4)
    world.withdraw(second)
    world.go(10)
    world.resolve()
    line = only(world)
    assert value(line, "brier") == pytest.approx(0.125)
    assert line.covered == pytest.approx(0.4)


def test_a_forecast_made_when_the_outcome_was_known_is_late(world: World) -> None:
    world.ask()
    world.go(5)
    world.say(p="1")
    world.resolve(known_at=world.at(4))
    line = only(world)
    assert (line.scores, line.covered) == ((), 0.0)


def test_a_claimed_time_counts_on_request_only(world: World) -> None:
    world.ask()
    world.go(5)
    world.say(p="1", made_at=world.at(0), grade="claimed")
    world.say(p="0.5")
    world.go(10)
    world.resolve()
    assert only(world).covered == pytest.approx(0.5)
    taken = only(world, claimed=True)
    assert taken.covered == pytest.approx(1.0)
    assert taken.grades == pytest.approx({"seen": 0.5, "documented": 0.0, "claimed": 0.5})


def test_a_number_added_by_us_stands_apart_from_what_was_said(world: World) -> None:
    world.ask()
    world.say(p="0.5")
    world.say(p="1", imputed=True)
    world.go(10)
    world.resolve()
    assert [(line.imputed, line.value("brier")) for line in lines(world)] == [(False, 0.25)]
    assert [(line.imputed, line.value("brier")) for line in lines(world, imputed=True)] == [
        (False, 0.25),
        (True, 0.0),
    ]
    counted = means(lines(world, imputed=True), anyway=True)
    assert [(mean.imputed, mean.value) for mean in counted if mean.rule.name == "brier"] == [
        (False, 0.25),
        (True, 0.0),
    ]


def test_an_annulled_question_reaches_no_rule(world: World) -> None:
    world.ask()
    world.say(p="0.9")
    world.go(4)
    world.resolve()
    assert len(lines(world)) == 1
    with world.record() as record:
        effective = record.rows("SELECT seq FROM now_resolutions WHERE superseded_by IS NULL")[0][0]
    world.annul(revision=2, corrects=effective)
    assert lines(world) == ()


def test_a_private_question_counts_for_its_owner_only(world: World) -> None:
    world.ask(private=True, by="mira")
    world.say()
    world.say(by="tom")
    world.go(10)
    world.resolve()
    assert (len(lines(world)), len(lines(world, "tom"))) == (1, 0)


def test_a_checked_fact_counts_for_nobody(world: World) -> None:
    world.ask(claim={"stance": "reports"})
    world.ask("q-2", claim={"stance": "asks"})
    world.say()
    world.say("q-2")
    world.go(10)
    world.resolve()
    world.resolve("q-2")
    assert [line.question.id for line in lines(world)] == ["q-2"]


def test_words_and_statements_have_no_score(world: World) -> None:
    world.ask()
    world.say(says={"statement": True})
    world.go(10)
    world.resolve()
    line = only(world)
    assert (line.scores, line.covered) == ((), 1.0)


def test_words_end_the_forecast_before_them(world: World) -> None:
    world.ask()
    world.say(p="1")
    world.go(5)
    world.say(says={"words": True})
    world.go(10)
    world.resolve()
    line = only(world)
    assert {score.covered for score in line.scores} == {0.5}
    assert line.covered == 1.0
    assert value(line, "brier_points") == pytest.approx(0.125)


def test_numbers_are_scored_by_what_was_stated(world: World) -> None:
    world.ask(kind="numeric")
    world.say(says=QUANTILES)
    world.go(5)
    world.say(says={"interval": {"level": "0.8", "lower": "4", "upper": "14"}})
    world.go(10)
    world.resolve(outcome={"value": "8"})
    line = only(world)
    found = {score.rule.name: score for score in line.scores}
    assert set(found) == {"wis p10 p50 p90", "error", "log_ratio", "interval 80%"}
    assert found["log_ratio"].value == pytest.approx(math.log(8 / 7))
    # pinball at 8: 0.1 x 4, 0.5 x 1, 0.1 x 6; the score is the mean of twice these
    assert found["wis p10 p50 p90"].value == pytest.approx(2 * (0.4 + 0.5 + 0.6) / 3)
    assert found["error"].value == pytest.approx(1.0)
    assert found["interval 80%"].value == pytest.approx(10.0)
    assert found.pop("log_ratio").unit is None
    assert {score.unit for score in found.values()} == {"months"}
    assert {score.covered for score in line.scores} == {0.5}


def test_a_point_has_an_error_and_a_range_without_a_level_has_no_score(world: World) -> None:
    world.ask(kind="numeric")
    world.say(says={"point": "5"})
    world.go(5)
    world.say(says={"range": {"lower": "4", "upper": "14"}})
    world.go(10)
    world.resolve(outcome={"value": "8"})
    found = {score.rule.name: score.value for score in only(world).scores}
    assert found == pytest.approx({"error": 3.0, "log_ratio": math.log(8 / 5)})


def test_nothing_is_a_multiple_of_zero(world: World) -> None:
    world.ask(kind="numeric")
    world.say(says={"point": "5"})
    world.go(10)
    world.resolve(outcome={"value": "0"})
    assert [score.rule.name for score in only(world).scores] == ["error"]


def test_quantiles_at_unpaired_levels_have_a_name_of_their_own(world: World) -> None:
    world.ask(kind="numeric")
    world.say(says={"quantiles": [["0.1", "4"], ["0.5", "7"]]})
    world.go(10)
    world.resolve(outcome={"value": "7"})
    assert [score.rule.name for score in only(world).scores] == ["crps p10 p50", "error", "log_ratio"]


def test_an_answer_beyond_the_range_counts_as_its_end_on_both_sides(world: World) -> None:
    world.ask(kind="numeric")
    world.say(says={"quantiles": [["0.1", "30"], ["0.5", "60"], ["0.9", "90"]]})
    world.go(5)
    world.say(says={"interval": {"level": "0.8", "lower": "30", "upper": "90"}})
    world.go(10)
    world.resolve(outcome={"beyond": "max"})
    found = {score.rule.name: score.value for score in only(world).scores}
    assert found == pytest.approx({"wis p10 p50 p90": 2 * 0.1 * 30 / 3, "interval 80%": 30.0})


def test_below_the_range_counts_as_its_lower_end(world: World) -> None:
    world.ask(kind="numeric", range={"min": "5", "max": "60", "open_min": True})
    world.say(says=QUANTILES)
    world.go(10)
    world.resolve(outcome={"beyond": "min"})
    found = {score.rule.name: score.value for score in only(world).scores}
    assert found == pytest.approx({"wis p10 p50 p90": 2 * (0.5 * 2 + 0.1 * 9) / 3})


def test_options_are_scored_over_all_of_them_and_by_rank_when_ordered(world: World) -> None:
    world.ask(kind="multiple_choice")
    world.ask("q-2", kind="multiple_choice", ordered=False)
    says = {"options": [["few", "0.2"], ["some", "0.5"], ["many", "0.3"]]}
    for name in ("q-1", "q-2"):
        world.say(name, says=says)
    world.go(10)
    for name in ("q-1", "q-2"):
        world.resolve(name, {"option": "some"})
    ordered, plain = lines(world)
    assert value(ordered, "brier_options") == pytest.approx(0.38)
    assert value(ordered, "rps_normalised") == pytest.approx(0.065)
    assert value(ordered, "rps") == pytest.approx(0.13)
    assert value(ordered, "baseline") == pytest.approx(36.907025)
    assert value(ordered, "log") == pytest.approx(math.log(2))
    assert value(ordered, "spherical") == pytest.approx(0.811107, abs=1e-6)
    assert plain.value("rps") is plain.value("rps_normalised") is None


@pytest.mark.parametrize(("day", "days_off"), [("2026-06-05", 1), ("2026-06-04", 0), (None, 7)])
def test_days_are_scored_in_days_and_never_counts_as_the_day_after_the_range(
    world: World, day: str | None, days_off: int
) -> None:
    world.ask(kind="date")
    world.say(says={"dates": [["0.5", "2026-06-04"]]})
    world.go(10)
    world.resolve(outcome={"date": day})
    (score,) = only(world).scores
    assert (score.rule.name, score.value, score.unit) == ("wis p50", float(days_off), "days")


def test_an_impossible_that_happened_has_an_infinite_log_score_and_says_so(world: World) -> None:
    for number, p in enumerate(("0", "0.5")):
        world.ask(f"q-{number}")
        world.say(f"q-{number}", p=p)
    world.go(10)
    for number in range(2):
        world.resolve(f"q-{number}")
    (log,) = [mean for mean in means(lines(world), anyway=True) if mean.rule.name == "log"]
    assert log.value == math.inf
    assert log.finite is not None
    assert log.finite.left_out == 1
    assert log.finite.value == pytest.approx(math.log(2))


def test_kinds_and_units_are_never_in_one_mean(world: World) -> None:
    world.ask("a", kind="numeric")
    world.ask("b", kind="numeric", unit="percent")
    world.ask("c")
    for name, says in (("a", {"point": "5"}), ("b", {"point": "9"}), ("c", {"probability": "0.5"})):
        world.say(name, says=says)
    world.go(10)
    world.resolve("a", {"value": "6"})
    world.resolve("b", {"value": "6"})
    world.resolve("c")
    errors = [mean for mean in means(lines(world), anyway=True) if mean.rule.name == "error"]
    assert [(mean.unit, mean.value, mean.questions) for mean in errors] == [
        ("months", 1.0, 1),
        ("percent", 3.0, 1),
    ]


def test_a_rule_of_several_kinds_has_a_mean_for_each(world: World) -> None:
    world.ask("yes-no")
    world.ask("options", kind="multiple_choice")
    world.say("yes-no", p="0.5")
    world.say("options", says={"options": [["few", "0.25"], ["some", "0.5"], ["many", "0.25"]]})
    world.go(10)
    world.resolve("yes-no")
    world.resolve("options", {"option": "few"})
    logs = [mean for mean in means(lines(world), anyway=True) if mean.rule.name == "log"]
    assert [mean.value for mean in logs] == pytest.approx([math.log(2), math.log(4)])
    told = [line for line in mean_lines(logs) if line.startswith("mean log score")]
    assert [line.rsplit("(", 1)[1] for line in told] == [
        "yes/no: 1 question, 1 family)",
        "options: 1 question, 1 family)",
    ]
    assert [mean_data(mean)["kind"] for mean in logs] == ["binary", "multiple_choice"]


def test_below_ten_families_there_is_no_mean(world: World) -> None:
    for number in range(11):
        world.ask(f"q-{number}", family="all" if number < 2 else f"f-{number}")
        world.say(f"q-{number}", p="0.5" if number < 2 else "1")
    world.go(10)
    for number in range(11):
        world.resolve(f"q-{number}")
    whole = {mean.rule.name: mean for mean in means(lines(world))}
    fewer = {mean.rule.name: mean for mean in means(lines(world)[1:-1])}
    assert (whole["brier"].families, whole["brier"].questions) == (10, 11)
    assert whole["brier"].value == pytest.approx(0.025)
    assert (fewer["brier"].value, fewer["brier"].families) == (None, 9)


def _spoken(world: World) -> None:
    world.ask()
    world.say(p="0.5")
    world.go(1.5)
    world.say(p="0.7", reason="news")
    world.go(3)
    world.say(p="0.9")
    world.go(8)
    world.resolve()


def test_every_trace_adds_up_to_its_score(world: World) -> None:
    _spoken(world)
    line = only(world)
    with world.record() as record:
        found = traces(record, "q-1", "mira")
    assert {trace.rule.name: trace.total for trace in found} == pytest.approx(
        {score.rule.name: score.value for score in line.scores}
    )
    for trace in found:
        assert math.fsum(one.contribution for one in trace.stretches) == trace.total
        assert [one.says["probability"] for one in trace.stretches] == ["0.5", "0.7", "0.9"]
        assert all(one.term * one.weight == one.contribution for one in trace.stretches)


def test_a_trace_of_a_loss_weighs_the_time_covered_and_one_of_points_the_schedule(world: World) -> None:
    _spoken(world)
    with world.record() as record:
        (loss,) = traces(record, "q-1", "mira", rule="brier")
        (points,) = traces(record, "q-1", "mira", rule="brier_points")
    assert (loss.divided_by_us, points.divided_by_us) == (
        world.at(8) - world.at(0),
        world.at(10) - world.at(0),
    )
    assert math.fsum(one.weight for one in loss.stretches) == pytest.approx(1)
    assert math.fsum(one.weight for one in points.stretches) == pytest.approx(0.8)


def test_a_trace_of_numbers_names_the_forecasts_it_scores(world: World) -> None:
    world.ask(kind="numeric")
    world.say(says=QUANTILES)
    world.go(5)
    second = world.say(says={"point": "9"})
    world.go(10)
    world.resolve(outcome={"value": "8"})
    with world.record() as record:
        (error,) = traces(record, "q-1", "mira", rule="error")
    assert [(one.term, one.weight) for one in error.stretches] == [(1.0, 0.5), (1.0, 0.5)]
    assert error.stretches[1].forecast == second


def test_what_has_no_score_has_no_trace(world: World) -> None:
    world.ask()
    with world.record() as record, pytest.raises(NoTraceError, match="not resolved"):
        traces(record, "q-1", "mira", rule="brier")
