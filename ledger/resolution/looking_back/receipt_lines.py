"""The lines of kept bytes that the readings of a proposal came from, so that a reviewer need not open the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.evidence import kept_text
from ledger.resolution.looking_back.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.opening import Record
    from ledger.record.review import Pinned


def receipt_lines(record: Record, kept: Sequence[Pinned]) -> dict[str, tuple[tuple[str, str], ...]]:
    """(Place, what stands there) by the hash of the bytes, each once; nothing where no place is named or they were erased."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for one in kept:
        for each in one.evidence:
            text = kept_text(record, each.sha256)
            pieces = [excerpt(text, place).rows for place in one.reading.where.values()] if text else []
            found[each.sha256] = tuple(dict.fromkeys(row for rows in pieces for row in rows))
    return found
