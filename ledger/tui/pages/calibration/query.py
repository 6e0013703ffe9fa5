"""The same questions for the list of questions, where its query line can say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.standing.calibration.report import Calibration
from ledger.standing.calibration.slices import IMPORTED, OURSELVES, UNTAGGED
from ledger.tui.views.calibration import Slices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.standing.calibration.names import Kind
    from ledger.tui.views.calibration import CalibrationView

KINDS: Mapping[Kind, str] = {"yes-no": "kind:binary", "options": "kind:multiple_choice"}


def query_of(view: CalibrationView, selected: int | None) -> str | None:
    """What lists the questions of the selected part, or of all. None where the query line has no words for them.

    It knows of forecasts only my newest, so a group of chances can be said where the last one counts, and is mine.
    """
    if view.kind not in KINDS:
        return None
    who = "by:me" if view.whose.own else f'by:"{view.whose.name}"'
    whole = f"{KINDS[view.kind]} state:resolved {who}"
    part = "" if selected is None else _part(view, selected)
    return None if part is None else f"{whole} {part}".rstrip()


def _part(view: CalibrationView, selected: int) -> str | None:
    match view.report:
        case Slices(parts):
            return _slice(view.wanted.by, parts[selected].name)
        case Calibration() as report if _newest_is_mine(view) and view.wanted.seen == "chances":
            group = report.groups[selected]
            return f"p>={group.lowest * 100:.10g}% p<={group.highest * 100:.10g}%"
        case _:
            return None


def _newest_is_mine(view: CalibrationView) -> bool:
    return view.whose.own and view.wanted.which == "last" and not view.wanted.folded


def _slice(by: str, name: str) -> str | None:
    if by == "tag" and name != UNTAGGED:
        return f'tag:"{name}"'
    if by == "origin" and name not in {OURSELVES, IMPORTED}:
        return f'from:"{name}"'
    return None
