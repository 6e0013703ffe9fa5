"""What the command line prints passes one place, so that nothing of it acts on a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import ledger.cli
from ledger.cli.frame import talk, tell
from tests.ledger.tui.poisons import ALL, acting_in

if TYPE_CHECKING:
    import pytest

    from tests.ledger.cli.conftest import Command

PRINTING = {"frame.py": "the one place", "progress.py": "a number over the one before"}
"""The modules that may print by themselves, and why."""


def test_no_command_prints_by_itself() -> None:
    modules = Path(ledger.cli.__path__[0]).glob("*.py")
    found = {path.name for path in modules if "click.echo" in path.read_text(encoding="utf-8")}
    assert found == PRINTING.keys()


def test_what_is_told_and_talked_shows_no_sign_that_acts_or_hides(capsys: pytest.CaptureFixture[str]) -> None:
    tell(ALL)
    talk(ALL)
    for said in capsys.readouterr():
        assert acting_in(said) == []
        assert "[@click=app.quit]" in said


def test_a_setting_that_there_is_not_is_named_without_what_acts(command: Command) -> None:
    path = command.home / "settings.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text('"a\\u001b]0;PWN\\u0007\\u202e" = "x"\n', encoding="utf-8")
    done = command.whole("settings")
    assert (done.returncode, acting_in(done.stderr)) == (2, [])
    assert "there is no setting a]0;PWN" in done.stderr


def test_a_word_that_has_no_place_is_named_without_what_acts(command: Command) -> None:
    done = command.run("today", "\x1b]0;PWN\x07\u202e")
    assert (done.exit_code, acting_in(done.stderr)) == (2, [])
    assert "unexpected extra argument (]0;PWN)" in done.stderr
