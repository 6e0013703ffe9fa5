"""Whose calibration, and from which forecasts: the lines of the panel, each leading to what it chooses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.standing.calibration.head_words import WHICH
from ledger.tui.blocks import GAP, Block, Words, heading, quiet
from ledger.tui.ink import line, span
from ledger.tui.views.calibration_wanted import WHICHES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.tui.views.calibration_wanted import Wanted

MOST = 200
"""So many names are listed; the command line takes any."""
CLAIMED = "forecasts, too, whose time is only their word"
SCHEDULE = "only questions whose scheduled end has passed"


def choosing_blocks(wanted: Wanted, people: Sequence[str], me: str) -> list[Block]:
    """The page of the panel."""
    names = list(dict.fromkeys((me, *people)))
    who = [
        _line(f"{name} (you)" if name == me else name, name == (wanted.who or me), f"who:{name}")
        for name in names[:MOST]
    ]
    more = (
        [quiet(f"... and {len(names) - MOST} more: fledger calibration --by NAME")]
        if len(names) > MOST
        else []
    )
    which = [_line(WHICH[one], one == wanted.which, f"which:{one}") for one in WHICHES]
    return [
        heading("Whose calibration", "publications have none"),
        *who,
        *more,
        GAP,
        heading("From each question"),
        *which,
        GAP,
        heading("Which count"),
        _line(SCHEDULE, wanted.on_schedule, "schedule"),
        _line(CLAIMED, wanted.claimed, "claimed"),
    ]


def _line(text: str, here: bool, leads: str) -> Block:
    mark = span("● ", "key") if here else span("○ ", "muted")
    return Words(line(mark, (text, "strong" if here else "plain")), 2, leads)


def chosen_from(wanted: Wanted, leads: str, me: str) -> Wanted:
    """What is wanted after a line was chosen; the two below are turned round."""
    kind, _, value = leads.partition(":")
    match kind:
        case "who":
            return replace(wanted, who=None if value == me else value)
        case "which":
            return replace(wanted, which=next(one for one in WHICHES if one == value))
        case "schedule":
            return replace(wanted, on_schedule=not wanted.on_schedule)
        case "claimed":
            return replace(wanted, claimed=not wanted.claimed)
        case _:
            raise ValueError(leads)
