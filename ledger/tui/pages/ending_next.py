"""What ends next on Today: a line a question, with its value now and what I say, and all of it on a line of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.blocks import Block, Figure, Pair, heading, quiet
from ledger.tui.drawing.timeline import Timeline, draw_timeline
from ledger.tui.ink import line, padded
from ledger.tui.times import names_of_times, short_utc_day
from ledger.tui.views.today import MOST
from ledger.tui.wording import marked, mine_short, now_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.questions import QuestionRow
    from ledger.tui.views.today import TodayView

NOW, YOU, BETWEEN = 15, 11, 1
"""Cells of the two columns at the right, and between them."""


def ends_blocks(view: TodayView, most: int, *, ascii_only: bool) -> list[Block]:
    """At most so many questions; where all that end within the time are fewer, some of those that end after it."""
    if not view.ends:
        return []
    rows = _rows(view, view.ends[:most])
    span = {30: "within 30 days", 365: "within a year"}.get(view.ends_days, "whenever that is")
    lines: list[Block] = [_end(row, view) for row in rows]
    columns = f"{'now':>{NOW}}{'':{BETWEEN}}{'you':>{YOU}}"
    when = [_timeline(view, ascii_only=ascii_only)] if len(view.ends_by_day) > 1 else []
    return [
        heading(f"Ends next, {span}", columns),
        *lines,
        *_more_end(view, most),
        *when,
        *_after(view, most),
    ]


def _rows(view: TodayView, ids: Sequence[str]) -> list[QuestionRow]:
    return [view.rows[id_] for id_ in ids if id_ in view.rows]


def _after(view: TodayView, most: int) -> list[Block]:
    """What ends after that, where the page has lines for it beyond those that are always there."""
    room = most - MOST - 1
    later = _rows(view, view.ends_after[:room]) if room > 0 else []
    return [quiet("after that"), *(_end(row, view) for row in later)] if later else []


def _more_end(view: TodayView, most: int) -> list[Block]:
    """How many of them open only later is said, as nobody can forecast these yet."""
    if len(view.ends) <= most:
        return []
    later = f" ({view.ends_later} of all {len(view.ends)} not open yet)" if view.ends_later else ""
    return [quiet(f"... and {len(view.ends) - most} more{later}; 3 lists every question")]


def _timeline(view: TodayView, *, ascii_only: bool) -> Block:
    """All that ends within the time the heading names, up to the last of it."""
    last = view.ends_by_day[-1][0]
    drawn = Timeline(view.now_us, last, view.ends_by_day, names_of_times(view.now_us, last))
    return Figure(lambda width: draw_timeline(drawn, width, ascii_only=ascii_only))


def _end(row: QuestionRow, view: TodayView) -> Block:
    ends = f"{short_utc_day(row.closes_at):>9}"
    now, bare = (marked(now_text(row.today, unit), simulated=view.simulated) for unit in (row.unit, None))
    value = padded(now, NOW, bare)
    mine = padded((mine_short(row.mine, row.unit),), YOU, (mine_short(row.mine),))
    shown = (*value, (" " * BETWEEN, "plain"), *mine)
    return Pair(line((ends, "muted"), "  ", row.title), shown, f"question:{row.id}")
