"""What a table would add to a ledger, or has added, and every row that cannot be taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.exchange.tables.bad_row import BadRow
    from ledger.exchange.tables.left_out import LeftOut


@dataclass
class Count:
    """How many are new, and how many the ledger holds already."""

    new: int = 0
    already: int = 0

    def were(self, new: int) -> None:
        """So many of the new ones were recorded; the others were there by then."""
        self.already += self.new - new
        self.new = new


@dataclass(frozen=True, slots=True)
class Changed:
    """An end that came by a table and was corrected or taken back since: what stands here, and what the table says."""

    question: str
    here: str
    table: str

    @property
    def sentence(self) -> str:
        """It in one line. Outside text in it is not cleaned yet."""
        return f"{self.question}  stands here as {self.here}, and the table says {self.table}; what was changed here stays"

    def said(self) -> dict[str, object]:
        """It for `--json`."""
        return {"question": self.question, "here": self.here, "table": self.table}


@dataclass
class TableReport:
    """What came of an import. `rows` are all rows read; `recorded` says whether anything was written.

    `bad_rows` counts every row of a bad forecast, `bad` names its first; those on a question whose own row is bad are
    told by the question, in `left_out`. `too_late` are questions whose outcome was known
    before they opened, `changed` ends that the ledger had as the table says and has otherwise now.
    """

    rows: int = 0
    questions: Count = field(default_factory=Count)
    forecasts: Count = field(default_factory=Count)
    outcomes: Count = field(default_factory=Count)
    bad: list[BadRow] = field(default_factory=list)
    bad_rows: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    too_late: list[str] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    recorded: bool = False

    @property
    def adds(self) -> int:
        """How much there is to record."""
        return self.questions.new + self.forecasts.new + self.outcomes.new

    def said(self) -> dict[str, object]:
        """The report for `--json`, with every bad row."""
        counts = {"questions": self.questions, "forecasts": self.forecasts, "outcomes": self.outcomes}
        told = {name: {"new": count.new, "already": count.already} for name, count in counts.items()}
        bad = {"bad_rows": self.bad_rows, "bad": [one.said() for one in self.bad]}
        bad |= {"left_out": [one.said() for one in self.left_out]}
        beside = {"too_late": self.too_late, "changed": [one.said() for one in self.changed]}
        return {"rows": self.rows, "recorded": self.recorded, **told, **beside, **bad}
