"""What somebody needs to see to say how likely: the question, its decisive line, the value now, what they said last.

The first lines are those that decide, as only so many fit above the fields on a small terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule_words import rule_words
from ledger.tui.blocks import GAP, Block, Figure, Words, heading
from ledger.tui.drawing.spark import spark
from ledger.tui.ink import joined, line, span
from ledger.tui.pages.claim import claim_blocks
from ledger.tui.pages.family import family_blocks
from ledger.tui.pages.question import (
    crowd_blocks,
    head_blocks,
    paragraphs,
    value_blocks,
    you_blocks,
)
from ledger.tui.pages.value_now import BY_HAND, beside_value, by_hand
from ledger.tui.times import day, utc_day
from ledger.tui.wording import SIM, marked, now_text, says_long

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from ledger.questions.publication import Publication
    from ledger.record.queue import Stop
    from ledger.record.references import Reference
    from ledger.tui.ink import Line, Span
    from ledger.tui.views.forecasting import ForecastView
    from ledger.tui.views.question import QuestionView

SMALL_CHART = 7
TALL = 36
"""Lines of a screen that has room for a chart of the history besides all that decides."""

MOST_SPARKS = 24
CLOSED = "It takes no more forecasts."
EARLY = "Not open yet: what you say now counts from "
MOST_CHANGED = 3


def forecast_blocks(
    view: ForecastView,
    *,
    publications: Mapping[str, Publication],
    place: str = "",
    stop: Stop | None = None,
    zone: tzinfo | None = None,
    ascii_only: bool = False,
    lines: int = 24,
) -> list[Block]:
    """The page above the fields. `place` says where in the queue one is, `stop` why; a screen of many `lines` has the chart."""
    page, question = view.page, view.page.question
    return [
        *_where(place, stop, simulated=page.simulated),
        *head_blocks(page, zone),
        *_when(page),
        Words(line(question.statement)),
        Words(line(("rule: ", "muted"), rule_words(question.rule)), 2),
        *_now(page),
        *(
            _chart(page, ascii_only=ascii_only)
            if lines >= TALL
            else _history(page, zone, ascii_only=ascii_only)
        ),
        *_references(view),
        *_mine(view),
        *(crowd_blocks(page) if _answered(page) else ()),
        *family_blocks(page),
        GAP,
        heading("How it is judged"),
        *paragraphs(question.criteria),
        *(Words(line(("aside: ", "muted"), aside), 2) for aside in question.asides),
        *(() if _answered(page) else (GAP, heading("Others"), *crowd_blocks(page, typing=True))),
        *claim_blocks(
            question.claim,
            publications,
            hidden=page.hidden,
            stated=page.stated,
            unit=page.row.unit,
            typing=True,
        ),
    ]


def _answered(view: QuestionView) -> bool:
    """Whether what others say is worth a line near the top: I spoke, and so did they."""
    return not view.hidden and view.crowd.middle is not None


def _where(place: str, stop: Stop | None, *, simulated: bool) -> list[Block]:
    """Where one is, and why this question is here."""
    parts: list[Line | Span] = [span(place, "key")] if place else []
    if stop is not None:
        sim = (SIM,) if simulated and not stop.is_new else ()
        parts.append(line(*sim, (stop.words, "plain" if stop.is_new else "warn")))
    return [Words(joined(parts), 2)] if parts else []


def _when(page: QuestionView) -> list[Block]:
    """Whether what is said now counts, and from when; nothing where it counts from now on."""
    if not page.takes_forecasts:
        return [Words(line((CLOSED, "warn")), 2)]
    early = page.now_us < page.row.opens_at
    return [Words(line((f"{EARLY}{utc_day(page.row.opens_at)}.", "warn")), 2)] if early else []


def _now(view: QuestionView) -> list[Block]:
    """The value now, and how far it is from where the answer turns."""
    row = view.row
    now = line(("now ", "muted"), *marked(now_text(row.today, row.unit), simulated=view.simulated))
    parts: list[Line | Span] = [now, *beside_value(view)]
    if row.today is None and by_hand(view):
        parts = [span(BY_HAND, "muted")]
    danger = [Words(line((f"! {row.heading.words}", "warn")), 2)] if row.heading else []
    return [Words(joined(parts), 2), *danger]


def _chart(view: QuestionView, *, ascii_only: bool) -> list[Block]:
    """Where there is room, what the question's own page draws of it."""
    blocks = value_blocks(view, ascii_only=ascii_only, height=SMALL_CHART)
    return [each for each in blocks if isinstance(each, Figure)]


def _history(view: QuestionView, zone: tzinfo | None, *, ascii_only: bool) -> list[Block]:
    points = [(one.at, one.number) for one in view.history if one.number is not None]
    if len(points) < 2:  # noqa: PLR2004 one point is no history
        return []
    values = [value for _, value in points]
    signs = spark(values, MOST_SPARKS, ascii_only=ascii_only)
    lowest, highest = min(values), max(values)
    said = f" {lowest:.4g} to {highest:.4g} since {day(points[0][0], zone)}"
    sim = (SIM,) if view.simulated else ()
    return [Words(line(("history ", "muted"), *sim, (signs, "value"), (said, "muted")), 2)]


def _references(view: ForecastView) -> list[Block]:
    parts = [_reference(each, view) for each in view.references]
    return [Words(joined(parts), 2)] if parts else []


def _reference(one: Reference, view: ForecastView) -> Line:
    sim = (SIM,) if view.page.simulated else ()
    windows = f" ({one.windows} earlier {'window' if one.windows == 1 else 'windows'})"
    said = says_long(one.says, view.page.row.unit)
    return line((f"{one.name} ", "muted"), *sim, (said, "value"), (windows, "muted"))


def _mine(view: ForecastView) -> list[Block]:
    """My forecast, its age and my reason; and which words changed since."""
    if view.page.row.mine is None:
        return []
    blocks = you_blocks(view.page)
    if view.changed:
        shown = ", ".join(view.changed[:MOST_CHANGED]) + (" ..." if len(view.changed) > MOST_CHANGED else "")
        blocks.append(Words(line((f"  what changed since: {shown}", "warn")), 2))
    return blocks
