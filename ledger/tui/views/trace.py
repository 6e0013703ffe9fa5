"""Where one score comes from, for the page that adds it up. Loads numpy: for workers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.questions import QuestionRow, page
from ledger.standing.trace import ScoreTrace, traces

if TYPE_CHECKING:
    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class TraceView:
    """The traces of one forecaster's usual scores on one question, the one asked for first."""

    row: QuestionRow
    forecaster: str
    traces: tuple[ScoreTrace, ...]
    simulated: bool


def read_trace(
    record: Record, question: str, forecaster: str, *, now_us: int, first: str = "", me: str = ""
) -> TraceView:
    """Every usual score with its rows; `first` names the rule that stands above the others.

    Raises NoTraceError where there is no score.
    """
    found = traces(record, question, forecaster)
    shown = [one for one in found if one.rule.usual or one.rule.name == first]
    (row,) = page(record, [question], now_us=now_us, me=me)
    ordered = sorted(shown, key=lambda one: one.rule.name != first)
    return TraceView(row, forecaster, tuple(ordered), record.simulated)
