"""Forecasts on a question whose own row is bad: nothing is wrong with them, so they are told once, by the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.units import counted

if TYPE_CHECKING:
    from ledger.exchange.tables.bad_row import BadRow


@dataclass
class LeftOut:
    """How many forecasts on a question, in how many rows, wait for the `row` that should ask it.

    `question` is what the table calls it.
    """

    question: str
    row: BadRow
    forecasts: int = 0
    rows: int = 0

    def leave(self, rows: int) -> None:
        """One more forecast, of so many rows."""
        self.forecasts += 1
        self.rows += rows

    @property
    def sentence(self) -> str:
        """It in one line. Outside text in it is not cleaned yet."""
        left = counted(self.forecasts, "forecast")
        are = "is" if self.forecasts == 1 else "are"
        return f"{self.question}  its own row is bad ({self.row.place}): {left} on it {are} left out"

    def said(self) -> dict[str, object]:
        """It for `--json`."""
        place: dict[str, object] = {"file": self.row.file, "line": self.row.line}
        return {"question": self.question, **place, "forecasts": self.forecasts, "rows": self.rows}
