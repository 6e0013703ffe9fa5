"""Whoever only reads the journal pays for no checking of files."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"pydantic", "re2", "sqlmodel", "sqlalchemy", "numpy", "textual", "httpx"}


@pytest.mark.parametrize(
    "module", ["reading", "saying", "clean", "amendment", "word_diff", "scaffold", "outcome"]
)
def test_reading_what_was_stored_loads_nothing_heavy(module: str) -> None:
    script = f"import sys, ledger.questions.{module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not HEAVY & {name.split(".")[0] for name in done.stdout.split()}
