"""How a question ended: what happened against the threshold, when it was known, what I said then and why, and what it was worth."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.questions.rule_words import threshold
from ledger.questions.says_words import number_words
from ledger.questions.units import with_unit
from ledger.tui.blocks import GAP, Block, Figure, Words, heading
from ledger.tui.drawing.outcome_line import OutcomeLine, draw_outcome_line
from ledger.tui.ink import joined, line, span
from ledger.tui.pages.worth import brief_blocks
from ledger.tui.times import deadline, length
from ledger.tui.wording import ENDED, SIM, outcome_text, says_long, simulated_words

if TYPE_CHECKING:
    from datetime import tzinfo

    from ledger.tui.ink import Line, Span
    from ledger.tui.views.behind import Behind
    from ledger.tui.views.question import QuestionView


def end_blocks(
    view: QuestionView, behind: Behind | None, zone: tzinfo | None, *, whole: bool = True, ascii_only: bool
) -> list[Block]:
    """The end; nothing while the question is asked. Two lines are kept for what it was worth, which comes later on a `whole`
    page, and on no other.
    """
    if view.row.stands not in ENDED:
        return []
    blocks: list[Block] = [GAP, heading("Outcome"), Words(joined(_end(view, zone)), 2)]
    blocks += [Words(line(("because: ", "muted"), view.why), 2)] if view.why else []
    blocks += _drawn(view, ascii_only=ascii_only)
    if view.row.outcome is None:
        return blocks
    brief = brief_blocks(view, behind.worth if behind is not None else None) if whole else []
    return [*blocks, *_then(view), *brief]


def _end(view: QuestionView, zone: tzinfo | None) -> list[Line | Span]:
    row, confirmed = view.row, view.detail.confirmed
    shown: Span = (outcome_text(row.outcome, row.unit) if row.outcome else row.stands, "strong")
    parts: list[Line | Span] = [line(*((SIM,) if view.simulated and row.outcome else ()), shown)]
    if row.value and row.kind == "binary":
        parts.append(span(f"value {with_unit(row.value, row.unit)}", "value"))
    if row.known_at:
        parts.append(span(f"known {deadline(row.known_at, zone)}", "muted"))
    if confirmed:
        parts.append(span(f"confirmed by {confirmed}", "muted"))
    return parts


def _drawn(view: QuestionView, *, ascii_only: bool) -> list[Block]:
    """The value on a line, with the threshold or with what I said; nothing where there is nothing to compare it with."""
    row, turns = view.row, threshold(view.question.rule)
    marks = () if view.then is None else _marks(view.then.says)
    if row.outcome is None or row.value is None or not (turns or marks):
        return []
    words = simulated_words(f"it was {with_unit(row.value, row.unit)}", simulated=view.simulated)
    beyond = (turns[0], f"YES at {turns[1]}") if turns else None
    drawn = OutcomeLine((float(row.value), words), beyond, marks)
    return [Figure(lambda width: draw_outcome_line(drawn, width, ascii_only=ascii_only))]


def _marks(says: object) -> tuple[tuple[str, float], ...]:
    """What was said of a number, as marks on a line."""
    match says:
        case {"quantiles": list(pairs)}:
            return tuple((f"p{number_words(Decimal(level) * 100)}", float(value)) for level, value in pairs)
        case {"interval": {"lower": str(lower), "upper": str(upper)}}:
            return ("from", float(lower)), ("to", float(upper))
        case {"point": str(value)}:
            return (("you", float(value)),)
        case _:
            return ()


def _then(view: QuestionView) -> list[Block]:
    """What I said when the outcome was known, and my reason then."""
    one, row = view.then, view.row
    if one is None or row.known_at is None:
        return []
    before = span(f"{length(row.known_at - one.made_at)} before it was known", "muted")
    said = joined([line(("you said ", "muted"), (says_long(one.says, row.unit), "mine")), before])
    return [Words(said, 2), Words(line(("because: ", "muted"), one.reason or "you gave no reason then"), 2)]
