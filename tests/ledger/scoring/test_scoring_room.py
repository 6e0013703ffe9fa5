"""What the room imports, and that its public names are all there."""

from __future__ import annotations

import doctest
import subprocess
import sys
from inspect import isfunction
from pathlib import Path

import pytest

import ledger.scoring

PROBE = """
import sys, ledger.scoring
heavy = {"sqlite3", "pydantic", "sqlalchemy", "sqlmodel", "httpx", "textual", "click", "scipy"}
rooms = {name for name in sys.modules if name.startswith("ledger.") and not name.startswith("ledger.scoring")}
print(sorted(heavy & set(sys.modules)), sorted(rooms))
"""


def test_scores_need_numpy_and_the_error_classes_and_nothing_else() -> None:
    found = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, check=True, timeout=30
    )
    assert found.stdout.strip() == "[] ['ledger.errors']"


def test_every_public_name_exists_and_is_explained() -> None:
    for name in ledger.scoring.__all__:
        assert getattr(ledger.scoring, name).__doc__ is not None


def test_the_names_others_rely_on_are_public() -> None:
    promised = {
        "brier_score",
        "multicategory_brier_score",
        "log_score",
        "spherical_score",
        "ranked_probability_score",
        "pinball_loss",
        "interval_score",
        "weighted_interval_score",
        "crps_sample",
        "crps_normal",
        "baseline_score",
        "reliability_curve",
        "corp",
    }
    assert promised <= set(ledger.scoring.__all__)


DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(("page", "fewest"), [("scoring.md", 10), ("scores.md", 1), ("calibration.md", 4)])
def test_every_example_in_the_documentation_runs_as_printed(page: str, fewest: int) -> None:
    found = doctest.testfile(str(DOCS / page), module_relative=False)
    assert found.attempted > fewest
    assert found.failed == 0


def test_no_page_has_an_example_that_nobody_runs() -> None:
    shown = {page.name for page in DOCS.glob("*.md") if ">>> " in page.read_text(encoding="utf-8")}
    assert shown == {"scoring.md", "scores.md", "calibration.md"}


def test_every_public_function_is_in_the_documentation() -> None:
    page = (DOCS / "scoring.md").read_text(encoding="utf-8")
    functions = [name for name in ledger.scoring.__all__ if isfunction(getattr(ledger.scoring, name))]
    assert [name for name in functions if name not in page] == []
