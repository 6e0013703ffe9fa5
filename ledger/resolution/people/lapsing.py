"""A challenge that nobody decides does not hold a proposal for ever: after thirty days it lapses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.journal.challenge_rules import LAPSES_AFTER
from ledger.journal.deciding import challenged_before
from ledger.journal.entries import ChallengeEnded

if TYPE_CHECKING:
    from datetime import datetime

    from ledger.journal.transaction import Transaction

AFTER = timedelta(microseconds=LAPSES_AFTER)
WHY = f"nobody decided it for {AFTER.days} days"


def lapse(tx: Transaction, now: datetime) -> None:
    """End every challenge that nobody decided for thirty days; one person must then confirm the proposal."""
    for proposal in challenged_before(tx.connection, microseconds(now - AFTER)):
        tx.append(ChallengeEnded(hash=proposal.hash, how="lapsed", why=WHY))
