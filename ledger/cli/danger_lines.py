"""Sources in danger, a line each: what is wrong with their looks, and how many questions that endangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.questions.units import counted
from ledger.record.danger import by_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.record.danger import Danger
    from ledger.record.looks import Endangered


def danger_lines(endangered: Sequence[Endangered]) -> Iterator[str]:
    """One line for each source, by its name."""
    for one in by_source(endangered):
        looks = f", {one.looks} looks" if one.looks > 1 else ""
        wrong, questions = words.first_and_more(one.said), counted(len(one.questions), "question")
        yield f"{one.source}{looks}, {wrong} ({_last_good(one)}), endangers {questions}"


def _last_good(one: Danger) -> str:
    return "never good" if one.last_good_at is None else f"last good {words.day(one.last_good_at)}"
