"""Numbers below nought are typed as they are; what is no number stays an option, and a mistyped one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from ledger.cli.main import fledger
from ledger.cli.negative_numbers import NegativeNumbers

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World

NOW = ("--now", "2026-06-02")
WHY = ("--evidence", "https://example.org/gap", "--why", "it was read there")


@pytest.fixture
def gap(world: World) -> World:
    world.ask("gap", "numeric", range={"min": "-60.0", "max": "60.0", "open_max": True})
    world.move(days=1)
    return world


@pytest.mark.usefixtures("gap")
@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        (("p10", "-20", "p50", "5", "p90", "30"), "p10 -20 · p50 5 · p90 30 months"),
        (("p10", "-20", "p50", "-0.5", "p90", "3"), "p10 -20 · p50 -0.5 · p90 3 months"),
        (("80%", "-2..8"), "80 % -2 to 8 months"),
        (("--why", "-1 before", "80%", "-8..-2"), "80 % -8 to -2 months"),
    ],
)
def test_a_forecast_below_nought_is_said_unquoted(
    command: Command, typed: tuple[str, ...], saved: str
) -> None:
    said = command.run("forecast", "gap", *typed, "--by", "mira", *NOW)
    assert said.stdout == f"gap: saved {saved}\n", repr(said.exception)


@pytest.mark.usefixtures("gap")
def test_an_answer_and_a_correction_below_nought_are_given_unquoted(command: Command) -> None:
    later = ("--by", "mira", "--now", "2026-06-12")
    proposed = command.run("answer", "gap", "-3", *WHY, *later)
    assert "SIM -3.0" in proposed.stdout, repr(proposed.exception)
    corrected = command.run("review", "correct", "gap", "-4.5", "--reason", "misread", *WHY[:2], *later)
    assert "has no end that could be changed" in str(corrected.exception)


@pytest.mark.usefixtures("gap")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("forecast", "gap", "80%", "-2..8", "--wyh", "so"), "No such option '--wyh'. (Did you mean"),
        (("forecast", "gap", "80%", "-2..8", "-x"), "No such option '-x'"),
        (("forecast", "gap", "80%", "-p10"), "No such option '-p'"),
        (("answer", "gap", "-3", "--evidnce", "x"), "No such option '--evidnce'"),
        (("answer", "gap", "-3", "-4"), "unexpected extra argument (-4)"),
        (("ask", "Will it?", "-20%"), "Missing option '--by'"),
    ],
)
def test_a_mistyped_option_is_told_as_such(command: Command, words: tuple[str, ...], told: str) -> None:
    result = command.run(*words)
    assert result.exit_code == 2
    assert told in result.stderr


@given(st.integers(min_value=1) | st.floats(min_value=0.001, allow_infinity=False))
def test_whatever_number_is_typed_is_the_value(number: float) -> None:
    heard: list[str] = []

    @click.command(cls=NegativeNumbers)
    @click.argument("value")
    @click.option("-m", "--why")
    def said(value: str, why: str) -> None:
        heard.extend((value, why))

    assert CliRunner().invoke(said, [f"-{number}", "-m", f"-{number}"]).exit_code == 0
    assert heard == [f"-{number}"] * 2


def test_no_option_of_a_command_that_takes_numbers_looks_like_one() -> None:
    context = click.Context(fledger)
    for name in ("forecast", "predict", "ask", "answer"):
        made = fledger.get_command(context, name)
        assert isinstance(made, NegativeNumbers)
        assert not [one for param in made.params for one in param.opts if one.lstrip("-")[:1].isdigit()]
