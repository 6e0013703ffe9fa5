"""Whether a question still stands as a reviewer saw it, asked inside the transaction that writes what they decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal.deciding import challenge_seq, effective_end, newest_proposal
from ledger.record.seen import SeenCase

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ledger.journal.deciding import QuestionRow


def check_seen(connection: Connection, row: QuestionRow, seen: SeenCase | None) -> None:
    """Raises OtherWordsError, OtherCaseError where it stands otherwise; None is for who looked at nothing."""
    if seen is not None:
        proposal, end = newest_proposal(connection, row.question), effective_end(connection, row.question)
        challenge = challenge_seq(connection, proposal) if proposal else None
        seen.check(row.question, SeenCase(row.version, proposal, challenge, end.seq if end else None))
