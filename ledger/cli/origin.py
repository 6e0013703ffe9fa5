"""What every number of this program carries: the schema of its output, the engine's version, the journal's root."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.record.opening import Record


def origin(record: Record) -> dict[str, object]:
    """The head of every `--json` that has scores in it."""
    from ledger.standing.engine import ENGINE_VERSION

    return {
        "schema": 1,
        "engine": ENGINE_VERSION,
        "root": record.head().root,
        "ledger_id": record.ledger_id,
        "simulated": record.simulated,
    }
