"""What follows from an entry: the statements that bring the `now_*` tables up to it.

`project` is a pure function of the entry, used when it is appended and when the tables are rebuilt alike. It
decides nothing: `rules` has said by then that the entry may stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.journal.ending_projection import (
    annulled,
    challenge_ended,
    challenged,
    confirmed,
    end_corrected,
    end_withdrawn,
    given_up,
    imported,
    proposed,
    rejected,
    resolved,
)
from ledger.journal.evidence_projection import erased, kept, read
from ledger.journal.forecast_projection import corrected, made, reaffirmed, stated, withdrawn
from ledger.journal.question_projection import amended, asked, noted, taken_in
from ledger.journal.statement import Statement, insert

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.journal.envelope import Kept


def project(entry: Kept) -> tuple[Statement, ...]:
    """The statements that follow from an entry, in order."""
    return PROJECTIONS[entry.kind](entry)


def _opened(entry: Kept) -> tuple[Statement, ...]:
    data: dict[str, Any] = entry.data
    values = (1, data["ledger_id"], data["format"], int(data["simulated"]), entry.at, data["opened_by"])
    return ((OPENED, values),)


OPENED = insert("now_ledger", "id", "ledger_id", "format", "simulated", "opened_at", "opened_by")

PROJECTIONS: dict[str, Callable[[Kept], tuple[Statement, ...]]] = {
    "LedgerOpened": _opened,
    "QuestionAsked": asked,
    "QuestionAmended": amended,
    "ForecastMade": made,
    "ForecastWithdrawn": withdrawn,
    "ForecastReaffirmed": reaffirmed,
    "ForecastCorrected": corrected,
    "NoteAdded": noted,
    "ReferenceStated": stated,
    "TableImported": taken_in,
    "OutcomeImported": imported,
    "EvidenceKept": kept,
    "EvidenceErased": erased,
    "ReadingTaken": read,
    "ResolutionProposed": proposed,
    "ProposalConfirmed": confirmed,
    "ProposalRejected": rejected,
    "ResolutionChallenged": challenged,
    "ChallengeEnded": challenge_ended,
    "QuestionGivenUp": given_up,
    "QuestionResolved": resolved,
    "QuestionAnnulled": annulled,
    "ResolutionCorrected": end_corrected,
    "ResolutionWithdrawn": end_withdrawn,
}
"""What follows from every kind."""
