"""Claims: what may be said of somebody's words, and never more."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from ledger.questions.outcome import Amount, Beyond, Outcome, YesNo
from ledger.questions.question import Claim, Question
from ledger.questions.reading import question_from_said
from ledger.standing.crowd import Crowd, crowd
from ledger.standing.kept import MOST, Kept
from ledger.standing.publications.claims import ClaimLine, claim_lines
from ledger.standing.publications.judging import Ended, verdicts
from ledger.standing.publications.tally import tallies
from ledger.standing.publications.verdict import (
    Annulled,
    BeyondRange,
    Loose,
    NotTested,
    Occurred,
    PointError,
    RangeResult,
    Report,
    Request,
    StillOpen,
    TwoPoints,
    Verdict,
    bearing,
)

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World

YES, NO = YesNo(yes=True), YesNo(yes=False)


@pytest.fixture
def judged(world: World) -> Any:
    """Gives the words of the verdicts on a claim, by stance, proxy, what was stated, and what became of it."""

    def judge(
        stance: str,
        outcome: Outcome | None = None,
        *,
        kind: str = "binary",
        stated: dict[str, Any] | None = None,
        proxy: str = "exact",
        no_change: float | None = None,
        **ended: Any,
    ) -> tuple[Verdict, ...]:
        claim = {"stance": stance, "proxy": proxy, "condition": "controls are tightened"}
        forecast = [{"by": "paper-1", "made_at": "2026-05-14", **stated}] if stated else []
        question = _question(world.said(kind, claim=claim, forecast=forecast))
        assert question.claim is not None
        return verdicts(question, question.claim, Ended(outcome, **ended), no_change)

    return judge


def _question(said: dict[str, Any]) -> Question:
    return question_from_said("q-1", {key: value for key, value in said.items() if value is not None})


def amount(text: str) -> Amount:
    return Amount(Decimal(text))


@pytest.mark.parametrize(
    ("outcome", "verdict", "words"),
    [
        (YES, Request(done=True), "done (a request, not a forecast)"),
        (NO, Request(done=False), "not done (a request, not a forecast)"),
        (None, Request(None), "not done yet (a request, not a forecast)"),
    ],
)
def test_a_request_is_done_or_not_and_no_forecast(
    judged: Any, outcome: Outcome | None, verdict: Request, words: str
) -> None:
    assert judged("asks", outcome) == (verdict,)
    assert verdict.words() == words


@pytest.mark.parametrize(
    ("outcome", "annulled", "words"),
    [
        (YES, None, "supported"),
        (NO, None, "not supported"),
        (None, None, "not checked yet"),
        (None, "annulled", "not checkable"),
    ],
)
def test_a_report_is_supported_or_not_or_not_checkable(
    judged: Any, outcome: Outcome | None, annulled: str | None, words: str
) -> None:
    (found,) = judged("reports", outcome, annulled=annulled)
    assert found.words() == words


def test_a_reported_number_stands_beside_what_was_found(judged: Any) -> None:
    assert judged("reports", amount("8"), kind="numeric") == (Occurred("8 months", None),)


def test_a_scenario_is_not_tested_until_its_condition_is_met(judged: Any) -> None:
    assert judged("scenario", YES) == (NotTested("controls are tightened"),)
    assert judged("scenario", YES, condition_met=True) == (Occurred("YES", None),)
    assert NotTested("x holds").words() == "not tested (if x holds)"


@pytest.mark.parametrize("stance", ["asserts", "asks", "reports", "scenario"])
@pytest.mark.parametrize(
    ("outcome", "measured"), [(YES, "measured YES; "), (NO, "measured NO; "), (None, "")]
)
def test_a_loose_proxy_never_says_right_or_wrong(
    judged: Any, stance: str, outcome: Outcome | None, measured: str
) -> None:
    (found,) = judged(stance, outcome, proxy="loose", condition_met=True, stated={"statement": True})
    assert isinstance(found, Loose)
    assert found.words() == f"{measured}loose proxy, no verdict"


@pytest.mark.parametrize("stance", ["asserts", "asks"])
def test_an_annulled_question_says_nothing_of_the_claim(judged: Any, stance: str) -> None:
    assert judged(stance, annulled="ambiguous") == (Annulled("ambiguous"),)
    assert Annulled("ambiguous").words() == "ambiguous: no verdict"


def test_an_open_assertion_is_open(judged: Any) -> None:
    assert [one.words() for one in judged("asserts")] == ["open"]
    assert judged("asserts") == (StillOpen(),)


def test_a_point_is_scored_as_a_point_beside_no_change(judged: Any) -> None:
    (found,) = judged("asserts", amount("8"), kind="numeric", stated={"point": "4"}, no_change=6.0)
    assert isinstance(found, PointError)
    assert (found.error, found.ratio) == (-4.0, 0.5)
    assert found.reference is not None
    assert (found.reference.error, found.reference.ratio) == (-2.0, 0.75)
    assert found.words() == "off by -4 months (0.50 x); no change: off by -2 months (0.75 x)"


def test_a_point_whose_last_known_value_is_not_there_says_so(judged: Any) -> None:
    (found,) = judged("asserts", amount("0"), kind="numeric", stated={"point": "4"})
    assert found.words() == "off by +4 months; no change: not known"


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"range": {"lower": "4", "upper": "8"}}, "inside (width 4 months)"),
        ({"range": {"lower": "12", "upper": "24"}}, "outside by 4 months (width 12 months)"),
        (
            {"interval": {"level": "0.8", "lower": "9", "upper": "14"}},
            "outside by 1 month (width 5 months, stated to hold 80 %, interval score 15 months, lower is better)",
        ),
        (
            {"quantiles": [["0.1", "4"], ["0.9", "9"]]},
            "inside (width 5 months, stated to hold 80 %, interval score 5 months, lower is better)",
        ),
    ],
)
def test_a_range_is_inside_or_outside_by_how_much_and_how_wide(
    judged: Any, stated: dict[str, Any], words: str
) -> None:
    (found,) = judged("asserts", amount("8"), kind="numeric", stated=stated)
    assert isinstance(found, RangeResult)
    assert found.words() == words


def test_a_range_over_two_situations_is_two_conditional_points(judged: Any) -> None:
    stated = {"range": {"lower": "4", "upper": "16", "situations": True}}
    (found,) = judged("asserts", amount("8"), kind="numeric", stated=stated, no_change=2.0)
    assert found == TwoPoints(PointError(4.0, 8.0, "months", 2.0), PointError(16.0, 8.0, "months", 2.0))
    assert found.words() == "two situations: off by -4 months (0.50 x), or off by +8 months (2.00 x)"


def test_a_number_beyond_the_range_has_no_error(judged: Any) -> None:
    (found,) = judged("asserts", Beyond("max"), kind="numeric", stated={"point": "4"})
    assert isinstance(found, BeyondRange)
    assert found.words() == "beyond the upper end of the range"


@pytest.mark.parametrize(
    ("stated", "outcome", "words"),
    [
        ({"statement": True}, YES, "YES, as said"),
        ({"statement": True}, NO, "NO, not as said"),
        ({"words": "likely"}, NO, "NO"),
        (None, NO, "NO"),
    ],
)
def test_a_yes_or_no_stands_beside_what_was_said(
    judged: Any, stated: dict[str, Any] | None, outcome: Outcome, words: str
) -> None:
    (found,) = judged("asserts", outcome, stated=stated)
    assert found.words() == words


def test_an_imputed_number_is_no_forecast_of_the_publication(judged: Any) -> None:
    stated = {"point": "4", "imputed": True}
    assert judged("asserts", amount("8"), kind="numeric", stated=stated) == (Occurred("8 months", None),)


# ---- the view -------------------------------------------------------------------------------------


def _stated(point: str) -> list[dict[str, Any]]:
    return [{"by": "paper-1", "made_at": "2026-05-14", "point": point}]


@pytest.fixture
def claimed(world: World) -> World:
    council = {"publication": "council", "said_by": "The Council", "quote": None, "paraphrase": "4 % by then"}
    world.ask("point", kind="numeric", claim=council, forecast=_stated("4"), family="share")
    world.ask("direction", claim=council, family="share")
    condition = {"stance": "scenario", "condition": "it is tightened", "condition_question": "tightened"}
    world.ask("scenario", claim=condition, family="lag")
    world.ask("other-scenario", claim={"stance": "scenario", "condition": "nothing is done"}, family="lag")
    world.ask("request", claim={"stance": "asks"})
    world.ask("report", claim={"stance": "reports"})
    world.ask("range", kind="numeric", claim={}, forecast=[_stated("4")[0] | {"point": None} | _range()])
    world.ask("tightened")
    return world


def _range() -> dict[str, Any]:
    return {"range": {"lower": "4", "upper": "8"}}


def lines(world: World, **more: Any) -> dict[str, ClaimLine]:
    with world.record() as record:
        found = claim_lines(record, now_us=world.now, **more)
    return {line.question.id: line for line in found}


def test_claims_come_in_the_order_of_the_catalogue(claimed: World) -> None:
    asked = ["point", "direction", "scenario", "other-scenario", "request", "report", "range"]
    assert list(lines(claimed)) == asked
    assert list(lines(claimed, order=("paper-1", "council"))) == [*asked[2:], *asked[:2]]
    assert list(lines(claimed, publication="council")) == asked[:2]


def test_a_claim_stands_at_its_place_and_one_without_comes_last(world: World) -> None:
    for name, place in (("unplaced", None), ("second", 2), ("first", 1)):
        world.ask(name, claim={"place": place})
    assert list(lines(world)) == ["first", "second", "unplaced"]


@pytest.mark.parametrize(
    ("verdict", "reach"),
    [
        (StillOpen(), "open"),
        (Request(None), "open"),
        (Report(None, checked=False), "open"),
        (NotTested("x"), "not-tested"),
        (Annulled("annulled"), "none"),
        (Loose("8 months"), "none"),
        (Report(None), "none"),
        (Report(supported=False), "some"),
        (Request(done=False), "some"),
        (Occurred("YES", None), "some"),
        (BeyondRange("above 60"), "some"),
    ],
)
def test_how_far_a_verdict_goes(verdict: Verdict, reach: str) -> None:
    assert bearing(verdict) == reach


def test_a_line_has_their_words_my_forecast_and_the_crowd(claimed: World) -> None:
    claimed.say("direction", p="0.4")
    claimed.say("direction", p="0.6", by="tom")
    found = lines(claimed, me="mira")
    assert (found["point"].words, found["point"].paraphrased) == ("4 % by then", True)
    assert (found["request"].words, found["request"].paraphrased) == ("so it will be", False)
    assert found["direction"].row.mine is not None
    assert found["direction"].crowd == Crowd(2, 0.5, chance=True)


def test_a_resolved_point_has_its_error_and_the_last_value_known_then(claimed: World) -> None:
    claimed.rehearse("point", "2026-05-10", value="6")
    claimed.rehearse("point", "2026-06-01", value="7")
    claimed.go(10)
    claimed.resolve("point", {"value": "8"})
    assert lines(claimed)["point"].verdicts == (PointError(4.0, 8.0, "months", 6.0),)


def test_a_scenario_is_tested_when_its_condition_question_resolved_yes(claimed: World) -> None:
    claimed.go(10)
    claimed.resolve("scenario")
    assert isinstance(lines(claimed)["scenario"].verdicts[0], NotTested)
    claimed.resolve("tightened")
    assert lines(claimed)["scenario"].verdicts == (Occurred("YES", None),)


def test_a_condition_that_resolved_no_tests_nothing(claimed: World) -> None:
    claimed.go(10)
    claimed.resolve("scenario")
    claimed.resolve("tightened", {"yes": False})
    assert isinstance(lines(claimed)["scenario"].verdicts[0], NotTested)


def test_an_annulled_claim_shows_no_outcome(claimed: World) -> None:
    claimed.annul("direction")
    line = lines(claimed)["direction"]
    assert (line.outcome, line.verdicts) == (None, (Annulled("annulled"),))


def test_the_tally_has_all_parts_counted_by_family(claimed: World) -> None:
    found = tallies(list(lines(claimed).values()), now_us=claimed.now)
    assert [one.words() for one in found] == [
        "The Council: 1 point forecast, 0 due",
        "The Lab: 1 range forecast, 0 due; 2 scenarios, 1 request, 1 report",
    ]
    claimed.go(10)
    claimed.resolve("point", {"value": "8"})
    due = tallies(list(lines(claimed).values()), now_us=claimed.now)
    assert (due[0].words(), due[1].due) == ("The Council: 1 point forecast, 1 due", 0)
    assert tallies(list(lines(claimed).values()), now_us=claimed.at(40))[1].due == 1


def test_who_forecast_no_number_is_said_to_have_forecast_none(world: World) -> None:
    world.ask("a", claim={})
    found = tallies(list(lines(world).values()), now_us=world.now)
    assert [one.words() for one in found] == ["The Lab: 0 unconditional forecasts of a number; 1 assertion"]


def test_one_forecaster_is_no_crowd(world: World) -> None:
    world.ask()
    with world.record() as record:
        assert crowd(record, "q-1", now_us=world.now).words() == "none (0 forecasters)"
    world.say(p="0.4")
    world.say(p="0.9", by="guess", imputed=True)
    with world.record() as record:
        assert crowd(record, "q-1", now_us=world.now).words() == "none (1 forecaster)"


def test_the_crowd_is_the_median_of_what_stands(world: World) -> None:
    world.ask(
        "n", kind="numeric", forecast=[{"by": "paper-1", "made_at": "2026-05-14", "point": "4"}], claim={}
    )
    for by, median in (("a", "5"), ("b", "7"), ("c", "30")):
        world.say("n", by=by, says={"quantiles": [["0.1", "1"], ["0.5", median]]})
    world.say("n", by="paper-1", says={"point": "4"}, grade="documented")
    world.say("n", by="d", says={"interval": {"level": "0.8", "lower": "1", "upper": "2"}})
    world.ask("yes")
    for by, p in (("a", "0.2"), ("b", "0.355")):
        world.say("yes", by=by, p=p)
    with world.record() as record:
        assert crowd(record, "n", now_us=world.now).words("months") == "7 months (4)"
        assert crowd(record, "yes", now_us=world.now).words() == "27.7 % (2)"


def test_what_follows_from_the_journal_is_computed_once_per_root(world: World) -> None:
    calls: list[int] = []

    def count(record: Any, step: int) -> int:
        calls.append(step)
        return int(record.head().size) * step

    kept = Kept()
    with world.record() as record:
        assert [kept.of(record, count, 2), kept.of(record, count, 2), kept.of(record, count, 3)] == [2, 2, 3]
        assert calls == [2, 3]
        world.ask()
        assert kept.of(record, count, 2) == 4
        assert calls == [2, 3, 2]
        for step in range(10, 10 + MOST):
            kept.of(record, count, step)
        calls.clear()
        kept.of(record, count, 2)
    assert calls == [2]


def test_what_was_computed_while_the_journal_grew_is_not_kept(world: World) -> None:
    kept = Kept()

    def growing(record: Any) -> int:
        size = int(record.head().size)
        world.ask(f"q-{size}")
        return size

    with world.record() as record:
        assert [kept.of(record, growing), kept.of(record, growing)] == [1, 2]


def test_a_claim_value_is_what_a_question_carries(claimed: World) -> None:
    assert isinstance(lines(claimed)["range"].claim, Claim)
