"""What every number of this program carries: the schema of its output, the engine's version, the journal's root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.cli.frame import talk, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.cli.frame import Style
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


def say_origin(head: Mapping[str, object], style: Style | None) -> None:
    """The same in words: under a table on stdout, beside plain rows on stderr, so that a pipe gets rows only.

    JSON has it in its head already.
    """
    words = f"engine version {head['engine']}, journal root {head['root']}"
    match style:
        case "json":
            return
        case "plain":
            talk(words)
        case "table" | None:
            tell(words)
