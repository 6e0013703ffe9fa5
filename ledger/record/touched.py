"""What entries after a moment touch: so that what was computed before is computed again only where it may differ."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ledger.record.opening import Record

PAGE = 5_000
MOST = 50_000
"""Beyond so many entries, reading them costs more than computing everything again."""

CHANGES_A_FORECAST = frozenset({"ForecastWithdrawn", "ForecastReaffirmed", "ForecastCorrected"})
SAYS_WHO_PUBLISHED = frozenset({"QuestionAsked", "QuestionAmended"})
TOUCHES_NO_SCORE = frozenset(
    {
        "LedgerOpened",
        "TableImported",
        "NoteAdded",
        "EvidenceKept",
        "EvidenceErased",
        "ReadingTaken",
        "ResolutionProposed",
        "ProposalConfirmed",
        "ProposalRejected",
        "ResolutionChallenged",
        "ChallengeEnded",
        "QuestionGivenUp",
    }
)
"""Kinds that end nothing and move no forecast. Any other kind counts, one that is not known here, too."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What may differ since a seq, up to the entry `upto`.

    `questions` are those whose scores may differ, whether they are resolved or not. `forecasts` are the seqs, up to
    the one asked about, of forecasts that were withdrawn, reaffirmed or corrected. `publishers` tells whether the names
    of publications may differ, `everything` that all of it may: then the sets say nothing.
    """

    upto: int
    questions: frozenset[str] = frozenset()
    forecasts: frozenset[int] = frozenset()
    publishers: bool = False
    everything: bool = False


def touched_since(record: Record, seq: int) -> Touched:
    """What the entries after `seq` touch, up to the head of this moment. Costs what was added, whatever came before.

    Everything, where more than MOST entries came, one of them is about no question, or `seq` lies beyond the head.
    """
    head = record.head().size
    if not 0 <= head - seq <= MOST:
        return Touched(head, publishers=True, everything=True)
    told = [(kind, json.loads(body)["data"]) for kind, body in _entries(record, seq, head)]
    changed = frozenset(data["forecast"] for kind, data in told if kind in CHANGES_A_FORECAST)
    about = [data.get("question") for kind, data in told if kind not in CHANGES_A_FORECAST]
    if None in about:
        return Touched(head, publishers=True, everything=True)
    return Touched(
        upto=head,
        questions=frozenset(about) | _questions_of(record, changed),
        forecasts=frozenset(one for one in changed if one <= seq),
        publishers=any(_speaks(data["said"]) for kind, data in told if kind in SAYS_WHO_PUBLISHED),
    )


def _entries(record: Record, seq: int, head: int) -> Iterator[tuple[str, bytes]]:
    values: dict[str, Any] = {"none": json.dumps(sorted(TOUCHES_NO_SCORE)), "head": head, "limit": PAGE}
    while rows := record.rows(_ENTRIES, {**values, "seq": seq}):
        yield from ((kind, body) for _, kind, body in rows)
        seq = rows[-1][0]


_ENTRIES = """
SELECT seq, kind, body FROM log_entries
WHERE seq > :seq AND seq <= :head AND kind NOT IN (SELECT value FROM json_each(:none)) ORDER BY seq LIMIT :limit
"""


def _questions_of(record: Record, forecasts: Iterable[int]) -> frozenset[str]:
    sql = "SELECT DISTINCT question FROM now_forecasts WHERE forecast IN (SELECT value FROM json_each(?))"
    return frozenset(row[0] for row in record.rows(sql, (json.dumps(list(forecasts)),)))


def _speaks(said: Mapping[str, Any]) -> bool:
    """Whether this content may name a publication. Those that earlier versions named stay publications."""
    return "claim" in said or "forecast" in said
