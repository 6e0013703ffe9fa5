"""Forecasts, values and outcomes as they fit into a cell. In a simulated ledger an outcome carries SIM in its cell."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.questions.outcome import NotAnOutcomeError, outcome_from, outcome_words
from ledger.questions.says_stored import NotAForecastError, says_from
from ledger.questions.says_words import number_words, percent_words, says_words
from ledger.questions.units import with_unit
from ledger.tui.ink import line
from ledger.tui.times import day, utc_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.questions import IfToday, Mine, QuestionRow
    from ledger.tui.ink import Ink, Line, Span
    from ledger.tui.widgets.line_table import Cell

NONE: Span = ("-", "muted")
SIM: Span = ("SIM ", "sim")

ENDED = frozenset({"resolved", "annulled", "ambiguous"})
"""Where a question stands at its end."""

INK_OF_STATE: Mapping[str, Ink] = {
    "open": "plain",
    "upcoming": "muted",
    "closed": "muted",
    "due": "warn",
    "proposed": "warn",
    "contested": "bad",
    "given up": "bad",
    "resolved": "good",
    "annulled": "muted",
    "ambiguous": "muted",
}


def says_short(said: Mapping[str, object], unit: str | None = None) -> str:
    """A forecast in a cell: `35 %`, `p50 7`, `80 % 4..14`, `60 % under 3`.

    >>> says_short({"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]})
    'p50 7'
    """
    match said:
        case {"probability": str(chance)}:
            return percent_words(Decimal(chance))
        case {"quantiles": list(pairs)} | {"dates": list(pairs)}:
            return _middle(pairs)
        case {"options": list(pairs)} if pairs:
            label, chance = max(pairs, key=lambda pair: Decimal(pair[1]))
            return f"{percent_words(Decimal(chance))} {label}"
        case {"interval": {"level": str(level), "lower": lower, "upper": upper}}:
            return f"{percent_words(Decimal(level))} {lower}..{upper}"
        case {"range": {"lower": lower, "upper": upper}}:
            return f"{lower}..{upper}"
        case _:
            return says_long(said, unit)


def _middle(pairs: list[tuple[str, str]]) -> str:
    level, value = min(pairs, key=lambda pair: abs(Decimal(pair[0]) - Decimal("0.5")))
    return f"p{number_words(Decimal(level) * 100)} {value}"


def says_long(said: Mapping[str, object], unit: str | None = None) -> str:
    """A forecast in full, on one line; a stored form this program does not know, as it is."""
    try:
        return says_words(says_from(said), unit)
    except NotAForecastError:
        return str(dict(said))


def mine_short(mine: Mine | None, unit: str | None = None) -> Span:
    """My forecast in a cell, or a dash."""
    if mine is None or mine.over:
        return NONE
    return says_short(mine.says, unit), "mine"


def ended_words(mine: Mine) -> str:
    """How and when my forecast ceased to stand, behind its figure: `, withdrawn 3 Jun 2026`, `, taken back 3 Jun 2026`; nothing while it stands."""
    if mine.withdrawn_at is not None:
        return f", {'taken back' if mine.undone else 'withdrawn'} {day(mine.withdrawn_at)}"
    return "" if mine.expired_at is None else f", ran out {utc_day(mine.expired_at)}"


def outcome_text(said: Mapping[str, object] | None, unit: str | None = None) -> str:
    """An outcome as people say it."""
    if said is None:
        return "no outcome"
    try:
        return outcome_words(outcome_from(said), unit)
    except NotAnOutcomeError:
        return str(dict(said))


def now_text(today: IfToday | None, unit: str | None = None) -> Span:
    """The value now, or why there is none: `6.9 months`, `NO`, `unusable`."""
    if today is None:
        return "not looked yet", "muted"
    if today.state == "unusable":
        return "! unusable", "bad"
    if today.state == "needs_person":
        return "a person says", "muted"
    if today.value is not None:
        return with_unit(today.value, unit), "value"
    if today.would is not None:
        return today.would, "value"
    return "not yet", "muted"


def standing_value(row: QuestionRow, *, simulated: bool) -> Line:
    """What a list shows as the value: the outcome once there is one, else the value now; SIM where invented."""
    return _standing_value(row, row.unit, simulated=simulated)


def _standing_value(row: QuestionRow, unit: str | None, *, simulated: bool) -> Line:
    if row.outcome is not None:
        shown: Span = (outcome_text(row.outcome, unit), "strong")
    elif row.proposed is not None:
        shown = (f"{outcome_text(row.proposed, unit)} proposed", "strong")
    elif row.stands in {"annulled", "ambiguous"}:
        return line((row.stands, "muted"))
    else:
        shown = now_text(row.today, unit)
    return marked(shown, simulated=simulated)


def value_cell(row: QuestionRow, *, simulated: bool) -> Cell:
    """The same in a cell of a list, which leaves the unit out where it does not fit whole."""
    text, ink = one_cell(standing_value(row, simulated=simulated))
    return text, ink, one_cell(_standing_value(row, None, simulated=simulated))[0]


def mine_cell(mine: Mine | None, unit: str | None) -> Cell:
    """My forecast in a cell of a list, or a dash; without the unit where it does not fit whole."""
    text, ink = mine_short(mine, unit)
    return text, ink, mine_short(mine)[0]


def marked(shown: Span, *, simulated: bool) -> Line:
    """The span with SIM before it in a simulated ledger, unless it says that there is nothing."""
    return (SIM, shown) if simulated and shown[1] in {"value", "strong"} else (shown,)


def simulated_words(text: str, *, simulated: bool) -> str:
    """The text with SIM before it in a simulated ledger."""
    return f"{SIM[0]}{text}" if simulated else text


def percent(share: float) -> str:
    """A share in whole percent; what is more than nothing is never shown as 0 %.

    >>> percent(0.58), percent(0.001)
    ('58 %', 'under 1 %')
    """
    return "under 1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"  # noqa: PLR2004 rounds to 0 below


def one_cell(spans: Line) -> Span:
    """Several spans as one cell of a table; its ink is the last one's."""
    return "".join(text for text, _ in spans), spans[-1][1] if spans else "plain"
