"""Which columns a table of questions, forecasts or outcomes has, and which of the three a file is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ledger.errors import UsageError
from ledger.questions.finding import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

Holds = Literal["questions", "forecasts", "outcomes"]

OUTCOME_COLUMNS = ("outcome", "known_at", "resolved_at", "reason")
QUESTION_COLUMNS = (
    *("question", "kind", "title", "opens_at", "closes_at", "resolves_at", "gives_up_at"),
    *("statement", "criteria", "url", "family", "tags", "unit", "digits"),
    *("range_min", "range_max", "open_min", "open_max", "scale", "options", "ordered", "otherwise"),
)
FORECAST_COLUMNS = (
    *("question", "forecaster", "made_at", "probability", "expires_at", "option", "quantile", "value"),
    *("level", "lower", "upper", "says", "words", "reason", "imputed", "grade"),
)
COLUMNS: dict[Holds, tuple[str, ...]] = {
    "questions": (*QUESTION_COLUMNS, *OUTCOME_COLUMNS, "simulated"),
    "forecasts": (*FORECAST_COLUMNS, "simulated"),
    "outcomes": ("question", *OUTCOME_COLUMNS, "simulated"),
}
NEEDED: dict[Holds, tuple[str, ...]] = {
    "questions": ("question", "kind", "title", "opens_at", "closes_at"),
    "forecasts": ("question", "forecaster", "made_at"),
    "outcomes": ("question", "outcome"),
}
READ_PAST = frozenset(
    {"title", "recorded_at", "state", "outcome", "known_at", "private", "engine_version", "journal_root"}
)
"""Columns of this program's own exports that say nothing new when they come back."""


class NotATableError(UsageError):
    """A file cannot be read as a table at all; nothing was recorded."""

    def __init__(self, file: str, because: str) -> None:
        super().__init__(f"{file} cannot be imported: {because}")


def holds(file: str, found: Sequence[str]) -> Holds:
    """What a table with these columns holds. Raises NotATableError."""
    columns = set(found)
    if {"forecaster", "made_at"} & columns:
        return "forecasts"
    if "kind" in columns:
        return "questions"
    if "outcome" in columns:
        return "outcomes"
    raise NotATableError(
        file,
        "its columns are of no table. Questions have question, kind, title, opens_at, closes_at; forecasts question, "
        "forecaster, made_at and probability; outcomes question, outcome, known_at.",
    )


def check_columns(file: str, table: Holds, found: Sequence[str], ignored: frozenset[str]) -> None:
    """Raise NotATableError for a column that is missing, twice there, or unknown and not to be ignored."""
    if missing := [name for name in NEEDED[table] if name not in found]:
        raise NotATableError(file, f"a table of {table} needs the column {missing[0]}.")
    if twice := [name for name in found if found.count(name) > 1]:
        raise NotATableError(file, f"the column {twice[0]} stands there twice.")
    for name in found:
        if name not in COLUMNS[table] and name not in READ_PAST and name not in ignored:
            way = f"leave it out with --ignore {name!r}"
            raise NotATableError(
                file, f"nothing is known of a column {name!r}; {nearest(name, COLUMNS[table])} Or {way}."
            )
