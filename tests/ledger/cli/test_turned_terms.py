"""A term of the query line that is turned round is typed as in the app, and what is an option stays one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World


@pytest.fixture(autouse=True)
def asked(world: World) -> None:
    world.ask("lead", tags=["eci"], title="A lead of 12 months")
    world.ask("law", tags=["chips"], title="A law on chips")
    world.ask("share", tags=["chips", "eci"], title="A share of the market")


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (["-tag:eci"], {"law"}),
        (["tag:chips", "-tag:eci"], {"law"}),
        (["-tag:eci", "-law"], set()),
        (["-law"], {"lead", "share"}),
        (["--limit", "5", "-tag:chips", "--sort", "id"], {"lead"}),
        (["--", "-tag:chips"], {"lead"}),
        (['-"on chips"'], {"lead", "share"}),
    ],
)
def test_a_term_with_a_dash_leaves_out_what_it_names(
    command: Command, typed: list[str], left: set[str]
) -> None:
    said = command.run("questions", "--json", *typed)
    assert said.exit_code == 0, said.stderr
    assert {each["question"] for each in json.loads(said.stdout)["questions"]} == left


def test_a_mistyped_option_is_told_as_such(command: Command) -> None:
    said = command.run("questions", "-tag:eci", "--srot", "id")
    assert said.exit_code == 2
    assert "No such option '--srot'. (Did you mean" in said.stderr


def test_help_is_asked_for_in_one_letter_still(command: Command) -> None:
    said = command.run("questions", "-h")
    assert said.exit_code == 0
    assert "-tag:imputed" in said.stdout


def test_a_turned_term_that_cannot_be_meant_is_a_sentence(command: Command) -> None:
    said = command.run("questions", "-state:opne")
    assert said.exit_code != 0
    assert "open" in str(said.exception)
