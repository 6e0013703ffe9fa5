"""Whether the file of sales tells of every quarter asked for, and which rows it tells them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resolvers.quarters import label
from resolvers.source import NotYet, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from resolvers.epoch.sales import Sale, Sales


def lacking(makers: Sequence[Sales], quarters: Sequence[date]) -> NotYet | Unusable | None:
    """Why these quarters cannot be added up: a maker has no row of one yet, or one that is not complete."""
    return _missing(makers, quarters) or _unfinished(makers, quarters)


def newest_change(rows: Iterable[Sale]) -> date | None:
    """The newest day on which one of the rows was changed; None where none of them says."""
    return max((row.changed_on for row in rows if row.changed_on), default=None)


def lines(makers: Sequence[Sales], quarters: Sequence[date]) -> str:
    """Which lines of the file the sales of these quarters stand in, maker by maker."""
    return " + ".join(
        f"lines {', '.join(str(row.line) for row in maker.of(quarters))} ({maker.maker})" for maker in makers
    )


def _missing(makers: Sequence[Sales], quarters: Sequence[date]) -> NotYet | None:
    gaps = [
        f"{each.maker} has no row of {', '.join(label(quarter) for quarter in missing)} yet; {each.newest_complete()}"
        for each in makers
        if (missing := each.missing(quarters))
    ]
    return NotYet("; ".join(gaps) + ".") if gaps else None


def _unfinished(makers: Sequence[Sales], quarters: Sequence[date]) -> Unusable | None:
    for each in makers:
        if row := each.unfinished(quarters):
            found = f"Line {row.line}: {each.maker} in {label(row.quarter)} is not complete"
            return Unusable("incomplete", f"{found}; {each.newest_complete()}.")
    return None
