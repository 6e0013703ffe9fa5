"""The charts of one question: the value over time against its threshold, and what was said over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule_words import threshold
from ledger.tui.blocks import Block, Figure
from ledger.tui.drawing.time_chart import Series, TimeChart, draw_time_chart
from ledger.tui.ink import BLANK
from ledger.tui.times import DAY
from ledger.tui.wording import ENDED, outcome_text, simulated_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.tui.ink import Line
    from ledger.tui.views.behind import Behind
    from ledger.tui.views.course import Points
    from ledger.tui.views.question import QuestionView

CHART_HEIGHT = 9

LOW_HISTORY, LOW_FORECASTS = 5, 6
"""Lines of both charts where one stands below the other, so that a screen of 24 lines has both."""
FEWEST = 2
"""One point is no history."""


def history_chart(view: QuestionView, *, ascii_only: bool, height: int = CHART_HEIGHT) -> list[Block]:
    """What the source said over time, up to now or until the outcome was known; nothing below two values."""
    points = tuple((one.at, one.number) for one in view.history if one.number is not None)
    if len(points) < FEWEST:
        return []
    series = Series("if it resolved today", points, "value", "•", "*", steps=True)
    over = view.row.outcome is not None or view.row.stands in ENDED
    until = points[-1][0] if over else view.now_us
    chart = TimeChart(
        (series,), max(points[-1][0], until), threshold=threshold(view.question.rule), height=height
    )
    return [Figure(lambda width: draw_time_chart(chart, width, ascii_only=ascii_only))]


def forecast_chart(
    view: QuestionView, behind: Behind | None, *, whole: bool, ascii_only: bool, height: int = CHART_HEIGHT
) -> list[Block]:
    """What I and the crowd said over time, and what happened. Room is kept for the crowd, which comes later on a `whole` page."""
    crowd: Points = () if behind is None else behind.crowd
    comes = whole and behind is None and not view.hidden and view.crowd.middle is not None
    if not view.mine and not crowd and not comes:
        return []
    chart = _chart(view, crowd, height)
    return [Figure(lambda width: _drawn(chart, width, ascii_only=ascii_only))]


def _drawn(chart: TimeChart, width: int, *, ascii_only: bool) -> Sequence[Line]:
    return draw_time_chart(chart, width, ascii_only=ascii_only) or [BLANK] * chart.height


def _chart(view: QuestionView, crowd: Points, height: int) -> TimeChart:
    row, binary = view.row, view.row.kind == "binary"
    until = min(max(view.now_us, row.opens_at + DAY), row.known_at or view.now_us + 1)
    mine = tuple(point for point in view.mine if point[0] <= until) or view.mine
    series = (
        Series("crowd", crowd, "theirs", "○", "+", steps=True),
        Series("you", mine, "mine", "●", "o", steps=True),  # above the crowd, where both say the same
        *_happened(view, until),
    )
    turns = None if binary else threshold(view.question.rule)
    return TimeChart(series, until, threshold=turns, percent=binary, height=height)


def _happened(view: QuestionView, until: int) -> tuple[Series, ...]:
    """The outcome at the end of time: a yes at the top, a no at the bottom, a number where it lies."""
    match view.row.outcome:
        case {"yes": bool(yes)}:
            value = float(yes)
        case {"value": str(amount)}:
            value = float(amount)
        case _:
            return ()
    words = simulated_words(outcome_text(view.row.outcome, view.row.unit), simulated=view.simulated)
    return (Series(words, ((until, value),), "strong", "◆", "x"),)
