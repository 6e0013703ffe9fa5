"""What questions are sorted by: their tags, and where they come from: a publication, an imported table, or ourselves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record


@dataclass(frozen=True, slots=True)
class Labels:
    """The tags of a question, and the publication whose claim it is; None for a question of our own, or one that was
    `imported` with a table.
    """

    tags: tuple[str, ...]
    publication: str | None
    imported: bool


def labels(record: Record) -> Mapping[str, Labels]:
    """The labels of every question, by its id."""
    rows = record.rows("SELECT question, tags, publication, imported FROM now_questions")
    return {row[0]: Labels(tuple(json.loads(row[1])), row[2], bool(row[3])) for row in rows}
