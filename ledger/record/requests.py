"""What a kept request asked and what the answer's headers said of it: from the entries, as nothing else needs them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.record.opening import Record, Row


@dataclass(frozen=True, slots=True)
class Requested:
    """One request. `query` are the pairs behind the address; `server_date` is in microseconds UTC.

    `last_modified` is as the publisher wrote it, None like the date where it said nothing.
    """

    accept: str
    query: tuple[tuple[str, str], ...]
    server_date: int | None
    last_modified: str | None


def requested(record: Record, seqs: Sequence[int]) -> dict[int, Requested]:
    """The requests of the evidence with these seqs, by seq."""
    rows = record.rows(_SQL, (json.dumps(list(seqs)),))
    return {row[0]: _requested(row) for row in rows}


_SQL = """
SELECT seq, json_extract(body, '$.data.accept'), json_extract(body, '$.data.query'),
       json_extract(body, '$.data.server_date'), json_extract(body, '$.data.last_modified')
FROM (SELECT seq, CAST(body AS TEXT) AS body FROM log_entries WHERE seq IN (SELECT value FROM json_each(?)))
"""


def _requested(row: Row) -> Requested:
    pairs = json.loads(row[2]) if row[2] else []
    return Requested(row[1], tuple((str(name), str(value)) for name, value in pairs), row[3], row[4])
