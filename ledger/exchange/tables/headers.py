"""What a header that is of no table may be meant for: names of other projects, another separator, or no header at all."""

from __future__ import annotations

from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

SHOWN = 8
"""So many names of columns are repeated."""
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
ELSEWHERE = {
    "question": ("question_id", "questionid", "question_name", "market_id", "id", "slug"),
    "forecaster": (
        "user",
        "username",
        "user_id",
        "author",
        "model",
        "model_id",
        "team",
        "source",
        "forecaster_id",
    ),
    "made_at": ("timestamp", "time", "datetime", "date", "created_at", "start_time", "forecast_date"),
    "expires_at": ("end_time", "expires", "withdrawn_at"),
    "probability": ("prediction", "forecast", "prob", "p", "chance", "community_prediction"),
    "quantile": ("output_type_id",),
    "kind": ("type", "question_type"),
    "title": ("question_title", "name", "question_text"),
    "opens_at": ("open_time", "open_date", "opened_at"),
    "closes_at": ("close_time", "close_date", "closed_at", "deadline"),
    "known_at": ("resolution_time", "resolve_time", "resolved_on", "resolution_date"),
    "outcome": ("resolution", "result", "answer", "resolved_to"),
}
"""What the columns are called in other projects, by their names here."""
_HERE = {there: here for here, names in ELSEWHERE.items() for there in names}
HUBVERSE = frozenset({"output_type", "output_type_id"})
TABLES = (
    "Questions have question, kind, title, opens_at, closes_at; forecasts question, forecaster, made_at and probability; "
    "outcomes question, outcome, known_at."
)


def no_table(found: Sequence[str], known: Collection[str]) -> str:
    """Why a file with these columns is no table, and what to do: sentences."""
    if len(found) == 1 and (signs := [sign for sign in SEPARATORS if sign in found[0]]):
        return f"its cells are separated by {SEPARATORS[signs[0]]}. Save it with commas between them."
    if first := next(filter(_is_value, found), None):
        return f"its first line is no header: it holds {first!r}. Begin it with the names of the columns. {TABLES}"
    return " ".join(_unknown(found, known))


def _unknown(found: Sequence[str], known: Collection[str]) -> Iterator[str]:
    names = [name for name in found if name][:SHOWN]
    more = " and more" if len(found) > SHOWN else ""
    yield f"its columns are of no table: {', '.join(names)}{more}."
    yield renaming(found, known) or TABLES
    if not HUBVERSE.isdisjoint(found):
        yield "How a Hubverse file becomes a table is in docs/tables.md."


def renaming(found: Sequence[str], known: Collection[str]) -> str:
    """A sentence that says which columns to rename, or "" where none is near a known one."""
    pairs: dict[str, str] = {}
    for name in found:
        meant = None if name in known else _meant(name, known)
        if meant is not None and meant not in found and meant not in pairs.values():
            pairs[name] = meant
    told = ", ".join(f"{name} to {meant}" for name, meant in pairs.items())
    return f"Rename {told}." if told else ""


def _meant(name: str, known: Collection[str]) -> str | None:
    plain = name.strip().lower().replace(" ", "_").replace("-", "_")
    if plain in known:
        return plain
    return _HERE.get(plain) or next(iter(get_close_matches(plain, known, 1, 0.75)), None)


def _is_value(cell: str) -> bool:
    """Whether a cell holds a time or a number, as no name of a column does."""
    for read in (float, datetime.fromisoformat):
        try:
            read(cell)
        except ValueError:
            continue
        return True
    return False
