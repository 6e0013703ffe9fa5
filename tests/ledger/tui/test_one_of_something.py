"""What is counted is told in words that fit the number, on every screen that is kept as text."""

from __future__ import annotations

import re
from pathlib import Path

from ledger.questions.units import counted, with_unit

SCREENS = Path(__file__).with_name("screens")
ONE_OF_MANY = re.compile(
    r"(?<![\w.,/:-])1 (?:\w+ )?(?:answers|bytes|days|entries|families|files|forecasts|hosts|looks|months|problems|questions|"
    r"readings|requests|rows|sources|times|values|weeks|windows|years)\b"
)
LONG = re.compile(r"\b\d{4,} (?:bytes|entries|questions|rows)\b")


def test_no_screen_says_one_of_many_and_long_counts_have_a_comma() -> None:
    told = {each.name: each.read_text(encoding="utf-8") for each in SCREENS.glob("*.txt")}
    assert {name: found[0] for name, text in told.items() if (found := ONE_OF_MANY.search(text))} == {}
    assert {name: found[0] for name, text in told.items() if (found := LONG.search(text))} == {}


def test_one_more_and_one_less_are_one() -> None:
    assert with_unit("+1", "months") == "+1 month"
    assert with_unit("-1", "months") == "-1 month"
    assert with_unit("+1.5", "months") == "+1.5 months"
    assert counted(1_000, "byte") == "1,000 bytes"
