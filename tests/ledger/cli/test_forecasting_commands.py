"""`fledger forecast`, `withdraw`, `ask`, `note` and `app` as somebody types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ledger.cli.app import why_not
from ledger.cli.main import fledger
from ledger.errors import LedgerError, UnknownQuestionError, UsageError
from ledger.slips import NothingToCorrectError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

LATER = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
YEAR = LATER[:4]


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Runs `fledger` in a new home; an error it ends with is raised."""
    home = tmp_path / "home"

    def running(*words: str) -> Result:
        result = CliRunner().invoke(fledger, ["--home", str(home), *words])
        if isinstance(result.exception, LedgerError):
            raise result.exception
        return result

    assert running("init", "--me", "mira").exit_code == 0
    assert running("ask", "Will it rain?", "--by", LATER).exit_code == 0
    return running


def test_a_forecast_by_the_beginning_of_an_id(run: Callable[..., Result]) -> None:
    assert run("forecast", "will-it", "22%").stdout == f"will-it-rain-{YEAR}: saved 22 %\n"
    again = run("forecast", "will-it", "35%", "--why", "clouds")
    assert again.stdout == f"will-it-rain-{YEAR}: saved 35 % · was 22 %\n"


def test_a_slip_is_corrected_within_minutes(run: Callable[..., Result]) -> None:
    run("forecast", "will-it", "53%")
    again = run("correct", "will-it", "35%")
    assert again.stdout == f"will-it-rain-{YEAR}: corrected to 35 % · said 53 % by a slip\n"
    said = json.loads(run("correct", "will-it", "36%", "--json").stdout)
    assert (said["schema"], said["says"], said["typed"]) == (
        1,
        {"probability": "0.36"},
        {"probability": "0.35"},
    )


def test_a_slip_that_is_none_is_refused(run: Callable[..., Result]) -> None:
    run("forecast", "will-it", "30%")
    told = f"nothing to correct: your forecast on will-it-rain-{YEAR} says 30 % already"
    with pytest.raises(NothingToCorrectError, match=told):
        run("correct", "will-it", "0.30")


def test_a_forecast_for_programs(run: Callable[..., Result]) -> None:
    said = json.loads(run("forecast", "will-it", "1:4", "--json", "--by", "ola").stdout)
    assert said["schema"] == 1
    assert (said["by"], said["grade"], said["says"], said["was"]) == (
        "ola",
        "seen",
        {"probability": "0.2"},
        None,
    )
    assert said["counts_from"] is None


def rows(run: Callable[..., Result], *words: str) -> list[list[str]]:
    return [line.split("\t") for line in run(*words, "--plain").stdout.splitlines()]


def test_what_a_forecaster_does_goes_through_a_pipe_field_by_field(run: Callable[..., Result]) -> None:
    name = f"will-it-rain-{YEAR}"
    ((did, which, seq, by, at, grade, says, was, counts_from),) = rows(run, "forecast", "will-it", "22%")
    assert (did, which, by, grade, says, was, counts_from) == ("saved", name, "mira", "seen", "22 %", "", "")
    assert datetime.fromisoformat(at).tzinfo is not None
    assert rows(run, "correct", "will-it", "35%") == [["corrected", name, seq, "35 %", "22 %"]]
    assert rows(run, "forecast", "will-it", "40%")[0][7] == "35 %"
    ((did, *said),) = rows(run, "withdraw", "will-it")
    assert (did, said[0], said[1].isdecimal()) == ("withdrawn", name, True)
    ((did, *said),) = rows(run, "note", "will-it", "which rain?")
    assert (did, said[0], said[1].isdecimal()) == ("noted", name, True)


def test_a_question_of_ones_own_goes_through_a_pipe_with_its_first_forecast(
    run: Callable[..., Result],
) -> None:
    name = f"will-it-snow-{YEAR}"
    asked, saved = rows(run, "ask", "Will it snow?", "--by", LATER, "20%")
    assert (asked[:2], asked[2].endswith(f"{name}.toml")) == (["asked", name], True)
    assert (saved[:2], saved[6]) == (["saved", name], "20 %")
    assert len(rows(run, "ask", "Will it hail?", "--by", LATER)) == 1


def test_predict_is_the_same_word(run: Callable[..., Result]) -> None:
    assert "saved 10 %" in run("predict", "will-it", "0.10").stdout


def test_a_claimed_time_is_said_to_be_claimed(run: Callable[..., Result]) -> None:
    today = datetime.now(UTC).date().isoformat()
    result = run("forecast", "will-it", "10%", "--made-at", today)
    assert "only claimed" in result.stderr


def test_a_bare_number_asks_back(run: Callable[..., Result]) -> None:
    with pytest.raises(UsageError, match=r"write 35% or 0\.35") as caught:
        run("forecast", "will-it", "35")
    assert caught.value.exit_code == 2


def test_a_time_that_is_none_is_refused(run: Callable[..., Result]) -> None:
    result = run("forecast", "will-it", "35%", "--expires", "soon")
    assert result.exit_code == 2
    assert "'soon' is no time" in result.stderr


@pytest.mark.parametrize("option", ["--made-at", "--expires"])
def test_a_time_without_a_zone_is_refused_as_in_question_files(
    run: Callable[..., Result], option: str
) -> None:
    result = run("forecast", "will-it", "35%", option, "2026-11-01T01:30:00")
    assert result.exit_code == 2
    assert "'2026-11-01T01:30:00' has no time zone; add Z for UTC" in " ".join(result.stderr.split())


def test_an_unknown_question_is_refused(run: Callable[..., Result]) -> None:
    with pytest.raises(UnknownQuestionError):
        run("forecast", "nowhere", "35%")


def test_withdrawing(run: Callable[..., Result]) -> None:
    run("forecast", "will-it", "22%")
    assert "ends now" in run("withdraw", "will-it").stdout
    run("forecast", "will-it", "22%")
    assert json.loads(run("withdraw", "will-it", "--json").stdout)["question"] == f"will-it-rain-{YEAR}"


def test_asking_with_a_chance(run: Callable[..., Result]) -> None:
    result = run("ask", "Will it snow?", "--by", LATER, "20%")
    assert result.stdout == f"will-it-snow-{YEAR}: saved 20 %\n"
    assert "fledger answer" in result.stderr
    said = json.loads(run("ask", "Will it hail?", "--by", LATER, "0.3", "--json").stdout)
    assert said["forecast"]["says"] == {"probability": "0.3"}
    assert said["file"].endswith(f"will-it-hail-{YEAR}.toml")


def test_asking_for_no_day_is_refused(run: Callable[..., Result]) -> None:
    result = run("ask", "Will it snow?", "--by", "spring")
    assert result.exit_code == 2
    assert "'spring' is no day" in result.stderr


def test_asking_without_a_chance_only_asks(run: Callable[..., Result]) -> None:
    assert json.loads(run("ask", "Will it thaw?", "--by", LATER, "--json").stdout)["forecast"] is None


def test_a_note(run: Callable[..., Result]) -> None:
    assert "noted" in run("note", "will-it", "which rain?").stdout
    assert json.loads(run("note", "will-it", "which?", "--badly-worded", "--json").stdout)["note"] > 1


def test_on_a_pipe_the_app_is_today_in_lines_and_says_why(run: Callable[..., Result]) -> None:
    result = run("app")
    assert result.exit_code == 0
    assert result.stdout == run("today").stdout
    assert "this is a pipe or a file. The same in plain lines, as fledger today:" in result.stderr


def test_the_app_is_refused_on_a_dumb_terminal() -> None:
    assert why_not("dumb", terminal=True) == 'TERM is "dumb"'
    assert why_not("xterm", terminal=True) is None
    assert why_not("xterm", terminal=False) == "this is a pipe or a file"


@pytest.mark.parametrize(
    ("words", "because"),
    [
        (("--why", "x" * 30_000), "reason: it is longer than 20,000 characters"),
        (("--by", "x" * 300), "longer than 200 characters"),
        (("--by", ""), "blank"),
        (("--by", "a\u202eb"), "cannot be seen"),
        (("--expires", "9999-01-01"), "1685 to 2255"),
        (("--expires", "2020-01-01"), "has passed"),
        (("--made-at", "0001-01-01"), "1685 to 2255"),
        (("--made-at", "9999-12-31T23:30-05:00"), "9999-12-31 23:30 UTC-05:00 has not come yet"),
        (("--expires", "2020-01-01T01:00Z"), "2020-01-01 01:00 UTC has passed"),
    ],
)
def test_what_cannot_be_recorded_ends_in_a_sentence(
    run: Callable[..., Result], words: tuple[str, ...], because: str
) -> None:
    with pytest.raises(LedgerError, match=because) as caught:
        run("forecast", "will-it", "35%", *words)
    assert caught.value.exit_code == 2
