"""If it resolved today, over time, in a terminal: a plot against the threshold, and a line a day on which something changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.questions.units import with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.questions.question import Question
    from ledger.record.questions import IfToday

HEIGHT = 9
FEWEST = 2


def plot(question: Question, history: Sequence[IfToday], *, width: int) -> Iterator[str]:
    """The values against the threshold, a line each; nothing where there are fewer than two."""
    from ledger.questions.rule_words import threshold
    from ledger.tui.drawing.time_chart import Series, TimeChart, draw_time_chart

    points = tuple((one.at, one.number) for one in history if one.number is not None)
    if len(points) < FEWEST:
        return
    series = Series("if it resolved today", points, "value", "•", "*", steps=True)
    chart = TimeChart((series,), points[-1][0], threshold=threshold(question.rule), height=HEIGHT)
    for line in draw_time_chart(chart, width):
        yield "".join(text for text, _ in line).rstrip()


def history_cells(one: IfToday, unit: str | None, *, simulated: bool) -> tuple[str | None, ...]:
    """The same for pipes: the day, the value, what it would have resolved to, the day of the data, and why."""
    value = with_unit(one.value, unit) if one.value is not None else ""
    would = one.would or one.state.replace("_", " ")
    said = (words.sim(value, simulated=simulated), words.sim(would, simulated=simulated))
    return one.day, *said, one.as_of, one.reason


def history_line(one: IfToday, unit: str | None, *, simulated: bool) -> str:
    """What was known on a day, and what it would have resolved to."""
    value = with_unit(one.value, unit) if one.value is not None else ""
    would = one.would or (one.state.replace("_", " ") if not value else "")
    said = f"{value} ({would})" if value and would and would != value else value or would
    data = f"  (data to {one.as_of})" if one.as_of else ""
    return f"{one.day}  {words.sim(said, simulated=simulated)}{data}  {one.reason}".rstrip()
