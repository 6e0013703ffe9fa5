"""`fledger show` tells what one needs to forecast and to answer; `fledger review show` what a person is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ledger.cli.conftest import data, run

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World

NOW = ("--now", "2026-06-05")
ASK = "How many by {last}?"
MANUAL = {"name": "manual", "value": "answer", "params": {"ask": ASK, "accept": ["a page", "a \x1b[2Jfile"]}}
BARE = {"name": "manual", "value": "answer", "params": {"ask": ASK}, "fallback": True}
LAG = {"name": "epoch.eci_lag", "value": "lag_months"}
ASKED = "How many by 2026-06-10?"


@pytest.fixture
def asked(world: World, command: Command) -> World:
    """A choice that a person answers, with a remark; and a question that a person answers if its source fails."""
    command.home.joinpath("settings.toml").write_text('[people]\nme = "mira"\n[catalogue]\nfolders = []\n')
    aside = [{"text": "Ran at 4\nlast year."}]
    by_hand = {"source": [MANUAL], "unit": "months"}
    world.ask("choice", kind="multiple_choice", aside=aside, resolution=by_hand)
    world.ask("served", resolution={"source": [LAG, BARE]})
    return world


@pytest.mark.usefixtures("asked")
def test_whoever_forecasts_is_told_rule_options_in_order_people_and_asides(command: Command) -> None:
    shown = run(command, "show", "choice", *NOW).stdout
    assert (
        "Rule       the option the value falls in, over 2026-06-01 to 2026-06-10\n"
        "Option     few: less than 3 months\n"
        "Option     some: 3 or more and less than 6 months\n"
        "Option     many: 6 or more months\n"
        f"Asks       a person: {ASKED}\n"
        "           receipt: a page or a [2Jfile\n"
        "Aside      Ran at 4 last year.\n"
    ) in shown


@pytest.mark.usefixtures("asked")
def test_a_person_behind_a_source_is_said_to_be_asked_only_then(command: Command) -> None:
    shown = run(command, "show", "served", *NOW).stdout
    assert f"Asks       a person: {ASKED} (only if the others fail)\n\n" in shown
    assert "Option" not in shown


@pytest.mark.usefixtures("asked")
def test_an_option_that_a_person_chooses_is_its_label_alone(command: Command, world: World) -> None:
    world.ask("who", kind="multiple_choice", option=[{"label": "the first"}, {"label": "the other"}])
    assert "Option     the first\nOption     the other\n" in run(command, "show", "who", *NOW).stdout


@pytest.mark.usefixtures("asked")
def test_programs_are_told_the_same(command: Command) -> None:
    said = data(command, "show", "choice", *NOW)
    assert said["rule"] == "the option the value falls in, over 2026-06-01 to 2026-06-10"
    assert [one["label"] for one in said["options"]] == ["few", "some", "many"]
    assert said["options"][1]["means"] == "3 or more and less than 6 months"
    assert said["asks"] == [{"ask": ASKED, "accept": ["a page", "a \x1b[2Jfile"], "fallback": False}]
    assert said["asides"] == ["Ran at 4\nlast year."]
    served = data(command, "show", "served", *NOW)
    assert (served["options"], served["asides"]) == ([], [])
    assert served["asks"] == [{"ask": ASKED, "accept": [], "fallback": True}]


@pytest.mark.usefixtures("asked")
def test_a_reviewer_is_told_what_a_person_is_asked_and_what_counts_as_a_receipt(command: Command) -> None:
    shown = run(command, "review", "show", "choice", *NOW).stdout
    assert f"Asks       a person: {ASKED}\n           receipt: a page or a [2Jfile\n" in shown
    (asks,) = data(command, "review", "show", "choice", *NOW)["asks"]
    assert (asks["ask"], asks["accept"][0], asks["fallback"]) == (ASKED, "a page", False)
