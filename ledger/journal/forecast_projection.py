"""What follows from a forecast made, withdrawn, reaffirmed or corrected, and from a naive one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.journal.canonical import canonical_text
from ledger.journal.statement import Statement, insert, update

if TYPE_CHECKING:
    from ledger.journal.envelope import Kept

MADE = (
    *("forecast", "question", "version", "forecaster", "made_at", "recorded_at", "grade", "says"),
    *("probability", "words", "imputed", "reason", "expires_at", "batch"),
)
"""What a forecast is made with."""
MAKE = insert("now_forecasts", *MADE)
CHANGE = insert("now_changed", "forecast") + " ON CONFLICT (forecast) DO NOTHING"
STATE = insert(
    "now_references",
    *("seq", "question", "version", "name", "at", "says", "probability", "windows", "first_day", "last_day"),
)
END = update("now_forecasts", "forecast", "ended_at")
CARRY = update("now_forecasts", "forecast", "version")
MEANT = update("now_forecasts", "forecast", "corrected", "says", "probability")
MEANT_AT = update("now_forecasts", "forecast", "corrected", "made_at")


def made(entry: Kept) -> tuple[Statement, ...]:
    """A forecast stands."""
    seq, at, _, data, _ = entry
    says, get = data["says"], data.get
    head = (seq, data["question"], data["version"], data["by"], data["made_at"], at, data["grade"])
    told = (get("words"), int(data["imputed"]), get("reason"), get("expires_at"), get("batch"))
    return ((MAKE, (*head, canonical_text(says), _probability(says), *told)),)


def _probability(says: dict[str, Any]) -> float | None:
    return float(says["probability"]) if "probability" in says else None


def withdrawn(entry: Kept) -> tuple[Statement, ...]:
    """A forecast ends."""
    return ((END, (entry.data["at"], entry.data["forecast"])), _changed(entry))


def reaffirmed(entry: Kept) -> tuple[Statement, ...]:
    """A forecast holds for a later version."""
    return ((CARRY, (entry.data["version"], entry.data["forecast"])), _changed(entry))


def corrected(entry: Kept) -> tuple[Statement, ...]:
    """A forecast says what was meant; the entry that says so is named beside it."""
    data, statements = entry.data, [_changed(entry)]
    if "says" in data:
        meant = (entry.seq, canonical_text(data["says"]), _probability(data["says"]), data["forecast"])
        statements.append((MEANT, meant))
    if "made_at" in data:
        statements.append((MEANT_AT, (entry.seq, data["made_at"], data["forecast"])))
    return tuple(statements)


def _changed(entry: Kept) -> Statement:
    """A forecast is not any more as it was made."""
    return CHANGE, (entry.data["forecast"],)


def stated(entry: Kept) -> tuple[Statement, ...]:
    """A naive forecast stands beside its question, and not among what people said."""
    data, says = entry.data, entry.data["says"]
    head = (entry.seq, data["question"], data["version"], data["name"], entry.at)
    past = (data["windows"], data["first"], data["last"])
    return ((STATE, (*head, canonical_text(says), _probability(says), *past)),)
