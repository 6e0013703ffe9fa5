"""Forecasting a family from the command line: what numbers imply, `=`, and what contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import UsageError
from tests.ledger.cli.conftest import data, fields, run

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World

NOW = ("--now", "2026-06-02")
LEAD: dict[str, Any] = {
    "family": "lead",
    "closes_at": "2026-06-11T00:00:00+00:00",
    "unit": "months",
    "digits": 1,
}
PAGE = {"name": "http_json", "value": "value", "params": {"url": "https://example.org/lead"}}


def rule(**more: Any) -> dict[str, Any]:
    return {"source": [PAGE], **more}


@pytest.fixture
def family(world: World) -> World:
    """The number, two thresholds that exclude each other, three classes, and a question by itself."""
    world.ask("months", "numeric", **LEAD, resolution=rule())
    world.ask("twelve", **LEAD, title="12 or more", resolution=rule(yes_if={"at_least": "12.0"}))
    world.ask("near", **LEAD, resolution=rule(yes_if={"below": "3.0"}))
    world.ask("classes", "multiple_choice", **LEAD, resolution=rule())
    world.ask("alone")
    return world


@pytest.fixture
def say(command: Command, family: World) -> Any:
    """Forecasts as mira on the second day."""
    del family

    def saying(question: str, *words: str) -> Any:
        return run(command, "forecast", question, *words, "--by", "mira", *NOW)

    return saying


def test_numbers_say_what_they_imply_and_how_to_take_it(say: Any) -> None:
    result = say("months", "p10", "4", "p50", "7", "p90", "14")
    assert result.stdout == "months: saved p10 4 · p50 7 · p90 14 months\n"
    assert result.stderr.splitlines() == [
        'your numbers imply 21 % for "12 or more" (twelve): fledger forecast twelve =',
        'your numbers leave at most 10 % for "A title" (near); beyond your outermost quantiles there is no figure',
        (
            'your numbers leave few at most 10 %, some at most 50 %, many 50 % to 90 % for "A title" (classes); '
            "beyond your outermost quantiles there is no figure"
        ),
    ]


def test_equals_enters_the_figure_and_says_where_it_is_from(command: Command, say: Any) -> None:
    say("months", "p5", "2", "p50", "7", "p90", "14")
    assert say("twelve", "=").stdout == "twelve: saved 21 %\n"
    assert say("near", "=", "-m", "so be it").stdout == "near: saved 14 %\n"
    assert say("classes", "=").stdout == "classes: saved few 14 % · some 27 % · many 59 %\n"
    twelve, near = (data(command, "show", name, "--all", *NOW)["forecasts"][0] for name in ("twelve", "near"))
    assert twelve["reason"] == "implied by my numbers on months: p5 2 · p50 7 · p90 14 months"
    assert near["reason"] == f"so be it ({twelve['reason']})"
    assert run(command, "coherence", "--by", "mira", *NOW).stderr == (
        "4 forecasts of mira hang together: nothing contradicts.\n"
    )


def test_what_was_said_just_so_is_not_offered_again(say: Any) -> None:
    numbers = ("p10", "4", "p50", "7", "p90", "14")
    say("months", *numbers)
    say("twelve", "=")
    say("near", "5%")
    assert "(twelve)" not in say("months", *numbers).stderr
    assert "(near)" not in say("months", *numbers).stderr
    assert "imply 41 %" in say("months", "p10", "4", "p50", "7", "p90", "30").stderr


def test_equals_without_numbers_is_refused_with_the_way_on(command: Command, say: Any) -> None:
    def refused(question: str) -> str:
        result = command.run("forecast", question, "=", "--by", "mira", *NOW)
        assert isinstance(result.exception, UsageError)
        return str(result.exception)

    assert "no numbers of yours stand" in refused("twelve")
    assert "no numbers of yours stand" in refused("alone")
    say("months", "p10", "4", "p50", "7", "p90", "14")
    assert "your numbers on months leave at most 10 %" in refused("near")
    assert "no numbers of yours stand" in refused("months")


def test_a_claimed_time_implies_nothing_for_today(say: Any) -> None:
    result = say("months", "p10", "4", "p90", "14", "--made-at", "2026-06-01")
    assert "imply" not in result.stderr


def test_implied_figures_for_programs(command: Command, family: World) -> None:
    del family
    said = data(command, "forecast", "months", "80% 4..14", "--by", "mira", *NOW)
    assert said["implies"][0] == {
        "question": "twelve",
        "says": {"probability": "0.26"},
        "leaves": {"YES": {"least": 0.1, "most": 0.9}},
    }
    assert said["implies"][1]["says"] is None


def test_a_contradiction_is_told_when_it_is_saved(say: Any) -> None:
    say("near", "60%")
    assert say("alone", "90%").stderr == ""
    assert say("twelve", "55%").stderr == (
        "contradicts: twelve: you said 55 %; what you said on near leaves at most 40 %. "
        "To mend it: fledger forecast twelve 40%, or change near\n"
    )


def test_coherence_lists_what_contradicts_and_what_is_apart(command: Command, say: Any) -> None:
    say("months", "p10", "4", "p50", "7", "p90", "14")
    say("twelve", "45%")
    say("near", "30%")
    shown = command.run("coherence", "--by", "mira", *NOW)
    assert shown.exit_code == 6
    lines = shown.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines[:3]] == ["off", "20 points", "24 points"]
    assert lines[4].split() == ["question", "you", "said", "closest", "what", "says", "it"]
    assert lines[5].split() == [*("near", "30", "%", "10", "%"), *("fledger", "forecast", "near", "10%")]
    assert len(lines) == 6
    assert "near: you said 30 %; what you said on months leaves at most 10 %" in lines[1]
    assert (
        shown.stderr == "3 forecasts of mira hang together: 1 contradiction, 1 apart from straight lines.\n"
    )
    plain = command.run("coherence", "--by", "mira", "--plain", *NOW).stdout.splitlines()
    assert [line.split("\t")[1] for line in plain] == ["contradicts", "apart", "closest"]
    assert plain[2] == "near\tclosest\t30 % -> 10 %\tfledger forecast near 10%"
    say("near", "10%")
    assert command.run("coherence", "--by", "mira", *NOW).exit_code == 0


def test_coherence_for_programs(command: Command, say: Any) -> None:
    import json

    say("months", "p10", "4", "p50", "7", "p90", "14")
    say("twelve", "45%")
    say("near", "30%")
    said = json.loads(command.run("coherence", "--by", "mira", "--json", *NOW).stdout)
    assert (said["schema"], said["forecaster"], said["together"], said["simulated"]) == (1, "mira", 3, True)
    (one,) = said["contradictions"]
    assert {key: one[key] for key in ("kind", "question", "against", "said", "least", "most", "off")} == {
        "kind": "outside",
        "question": "near",
        "against": ["months"],
        "said": 0.3,
        "least": 0,
        "most": 0.1,
        "off": 0.2,
    }
    assert said["closest"] == [{"question": "near", "says": {"probability": "0.1"}}]
    (apart,) = said["apart"]
    assert (apart["kind"], apart["implied"]) == ("apart", 0.21)


def test_sums_for_programs(command: Command, family: World, say: Any) -> None:
    import json

    middle = {"at_least": "3.0", "below": "12.0"}
    family.ask("middle", **LEAD, resolution=rule(yes_if=middle))
    for chances, kind in ((("40%", "40%", "40%"), "too_much"), (("10%", "10%", "10%"), "too_little")):
        for question, chance in zip(("near", "middle", "twelve"), chances, strict=True):
            say(question, chance)
        said = json.loads(command.run("coherence", "--by", "mira", "--json", *NOW).stdout)
        assert {each["question"] for each in said["closest"]} == {"near", "middle", "twelve"}
        (one,) = said["contradictions"]
        assert (one["kind"], one["questions"]) == (kind, ["near", "middle", "twelve"])


def test_nothing_to_hold_together_is_said(command: Command, say: Any) -> None:
    say("alone", "90%")
    result = run(command, "coherence", "--by", "mira", *NOW)
    assert result.stdout == ""
    assert result.stderr == "mira has no two forecasts on questions that one number decides.\n"
    assert fields(command, "coherence", "--by", "mira", *NOW) == []


def test_what_has_closed_or_was_withdrawn_contradicts_nothing(command: Command, say: Any) -> None:
    say("near", "60%")
    say("twelve", "55%")
    assert command.run("coherence", "--by", "mira", "--now", "2026-07-01").exit_code == 0
    run(command, "withdraw", "near", "--by", "mira", "--now", "2026-06-03")
    assert command.run("coherence", "--by", "mira", "--now", "2026-06-04").exit_code == 0
