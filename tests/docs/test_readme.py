"""The README's session is a real one, its commands exist, and its links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def session(text: str) -> list[tuple[str, str]]:
    """Commands with the output that is shown below each."""
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    return [(command, shown) for command, _, shown in (part.partition("\n") for part in parts)]


def pattern(shown: str) -> str:
    """What is shown, with `...` standing for anything on a line."""
    return ".*".join(re.escape(piece) for piece in shown.split("..."))


def test_the_first_session_is_what_the_program_prints(tmp_path: Path) -> None:
    environment = {**os.environ, "FLEDGER_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    environment.pop("FLEDGER_MIRRORS", None)
    first = CONSOLE.findall(README)[0]
    for command, shown in session(first):
        words = shlex.split(command)
        assert words[0] == "fledger"
        ran = subprocess.run(
            [sys.executable, "-m", "ledger", *words[1:]],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert not shown or re.fullmatch(pattern(shown), ran.stdout), ran.stdout


def test_a_wrong_output_in_the_readme_would_be_noticed() -> None:
    assert not re.fullmatch(pattern("saved 3 %\n"), "saved 4 %\n")


def test_every_fledger_command_named_in_the_readme_exists() -> None:
    from ledger.cli.main import COMMANDS

    named = set(re.findall(r"`fledger ([a-z]+)", README)) | set(
        re.findall(r"^\$ fledger ([a-z]+)", README, re.MULTILINE)
    )
    assert named
    assert named <= COMMANDS.keys()


@pytest.mark.parametrize(
    "page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/**/*.md")), ids=lambda page: page.name
)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page}: {target}"


def test_the_test_command_is_the_one_that_ci_runs() -> None:
    assert "$ bash tests/run" in README
    assert "bash tests/run" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
