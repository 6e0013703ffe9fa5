"""What a row says of a question's end: an outcome with the time it was known, or that none counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ledger.exchange.tables.bad_row import CellError
from ledger.exchange.tables.cells import day_cell, number_cell, time_cell

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

NO_OUTCOME: dict[str, Literal["annulled", "ambiguous"]] = {"annulled": "annulled", "ambiguous": "ambiguous"}
YES_NO = {
    "yes": True,
    "true": True,
    "1": True,
    "1.0": True,
    "no": False,
    "false": False,
    "0": False,
    "0.0": False,
}
BEYOND = {"beyond min": "min", "beyond max": "max"}


@dataclass(frozen=True, slots=True)
class End:
    """How a question ended: `outcome` in its stored form, None where none counts; times in microseconds UTC."""

    how: Literal["resolved", "annulled", "ambiguous"]
    outcome: dict[str, Any] | None
    known_at: int | None
    resolved_at: int | None
    reason: str


def end_of_row(cells: Mapping[str, str], kind: str, labels: Collection[str]) -> End | None:
    """The end that a row states for a question of this kind; None where it states none. Raises CellError."""
    said = cells["outcome"].strip()
    if not said:
        _nothing_known(cells)
        return None
    reason = cells["reason"] or "its table says so"
    resolved_at = _time(cells, "resolved_at")
    if said not in labels and (how := NO_OUTCOME.get(said.lower())):
        return End(how, None, None, resolved_at, reason)
    known_at = _time(cells, "known_at")
    known_at = resolved_at if known_at is None else known_at
    if known_at is None:
        raise CellError(
            "known_at", "it must say when the outcome was known", "", "fill in known_at or resolved_at"
        )
    return End("resolved", _outcome(said, kind, labels), known_at, resolved_at, reason)


def _nothing_known(cells: Mapping[str, str]) -> None:
    """Raise CellError for a time of knowing where nothing is known."""
    if cells["known_at"]:
        fix = "fill in outcome, or leave known_at empty"
        raise CellError("outcome", "known_at says when it was known, and no outcome stands here", "", fix)


def _time(cells: Mapping[str, str], column: str) -> int | None:
    return time_cell(column, cells[column]) if cells[column] else None


def _outcome(said: str, kind: str, labels: Collection[str]) -> dict[str, Any]:
    match kind:
        case "binary":
            return {"yes": _yes(said)}
        case "multiple_choice":
            return {"option": _option(said, labels)}
        case "numeric" if said.lower() in BEYOND:
            return {"beyond": BEYOND[said.lower()]}
        case "numeric":
            return {"value": number_cell("outcome", said)}
        case _:
            return {
                "date": None if said.lower() == "later or never" else day_cell("outcome", said).isoformat()
            }


def _yes(said: str) -> bool:
    if (found := YES_NO.get(said.lower())) is not None:
        return found
    if _is_share(said):
        fix = "leave the outcome empty, or write annulled: a score compares with what happened or did not"
        raise CellError("outcome", "this is a share, and a yes or no is not settled in part", said, fix)
    raise CellError("outcome", "this is neither yes nor no", said, "write yes, no, annulled or ambiguous")


def _is_share(said: str) -> bool:
    try:
        return 0 < float(said) < 1
    except ValueError:
        return False


def _option(said: str, labels: Collection[str]) -> str:
    if said in labels:
        return said
    raise CellError("outcome", "this is no option", said, f"write one of {', '.join(sorted(labels))}")
