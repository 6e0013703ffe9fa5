"""Which columns a table of questions, forecasts or outcomes has, and which of the three a file is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ledger.errors import UsageError
from ledger.exchange.tables.headers import no_table, renaming
from ledger.questions.clean import clean_line
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
LONGEST_NAME = 200
KNOWN = tuple(dict.fromkeys(name for columns in COLUMNS.values() for name in columns))
MARKS = frozenset({"engine_version", "journal_root"})
"""What every table this program exports ends with."""
REPEATED = frozenset({"title", "recorded_at", "state", "outcome", "known_at"})
"""What an exported forecast repeats of its question, and the ledger knows by the exported questions."""


class NotATableError(UsageError):
    """A file cannot be read as a table at all; nothing was recorded."""

    def __init__(self, file: str, because: str) -> None:
        super().__init__(f"{file} cannot be imported: {because}")


def check_name(file: str) -> None:
    """Raise NotATableError for a file whose name the journal cannot keep."""
    shown = file.encode(errors="replace").decode()
    if shown != file:
        raise NotATableError(shown, "its name is no UTF-8. Give it another.")
    if any(sign < " " or sign == "\x7f" for sign in file):
        raise NotATableError(clean_line(file), "its name holds signs that no one sees. Give it another.")
    if len(file) > LONGEST_NAME:
        raise NotATableError(
            f"{file[:40]}…", f"its name is longer than {LONGEST_NAME} characters. Give it another."
        )


def holds(file: str, found: Sequence[str]) -> Holds:
    """What a table with these columns holds. Raises NotATableError."""
    columns = set(found)
    if {"forecaster", "made_at"} & columns:
        return "forecasts"
    if "kind" in columns:
        return "questions"
    if "outcome" in columns:
        return "outcomes"
    raise NotATableError(file, no_table(found, KNOWN))


def check_columns(file: str, table: Holds, found: Sequence[str], ignored: frozenset[str]) -> None:
    """Raise NotATableError for a column that is missing, twice there, lost, or unknown and not to be ignored."""
    if missing := [name for name in NEEDED[table] if name not in found]:
        needed = f"a table of {table} needs the column {missing[0]}."
        raise NotATableError(file, f"{needed} {renaming(found, KNOWN)}".rstrip())
    if twice := [name for name in found if found.count(name) > 1]:
        raise NotATableError(file, f"the column {twice[0]} stands there twice.")
    past = MARKS | REPEATED if set(found) >= MARKS else MARKS
    strange = [name for name in found if name not in {*COLUMNS[table], *past, *ignored}]
    if lost := [name for name in strange if name in KNOWN]:
        raise NotATableError(file, _lost(table, lost))
    if "private" in strange:
        raise NotATableError(
            file, "a question of a table is public. Leave private ones out, and the column private."
        )
    if strange:
        near = nearest(strange[0], COLUMNS[table])
        stop = "" if near.endswith("?") else "."
        way = f"Or leave it out with --ignore {strange[0]!r}."
        raise NotATableError(file, f"nothing is known of a column {strange[0]!r}; {near}{stop} {way}")


def _lost(table: Holds, lost: Sequence[str]) -> str:
    """One file holds one kind of row: what else it says would be lost."""
    where = "forecasts" if lost[0] in COLUMNS["forecasts"] else "questions"
    return (
        f"it is a table of {table}, and {', '.join(lost)} would be lost. Give them in a file of {where} beside it "
        f"(docs/tables.md), or leave them out with {' '.join(f'--ignore {name}' for name in lost)}."
    )
