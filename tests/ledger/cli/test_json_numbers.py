"""Numbers for which JSON has no sign, and counts with their words."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.cli.frame import emit_json
from ledger.questions.units import counted

if TYPE_CHECKING:
    import pytest


def test_an_infinite_number_is_null_with_its_word_beside(capsys: pytest.CaptureFixture[str]) -> None:
    infinite = float("inf")
    emit_json(
        {
            "value": infinite,
            "rows": [{"term": -infinite, "weight": 0.5}],
            "list": (infinite, Decimal("2.50")),
            "nan": float("nan"),
        }
    )
    assert json.loads(capsys.readouterr().out) == {
        "value": None,
        "value_is": "infinite",
        "rows": [{"term": None, "term_is": "minus infinite", "weight": 0.5}],
        "list": [None, 2.5],
        "nan": None,
        "nan_is": "not a number",
    }


def test_one_has_another_word_than_more() -> None:
    assert [counted(n, "family", "families") for n in (0, 1, 2)] == ["0 families", "1 family", "2 families"]
