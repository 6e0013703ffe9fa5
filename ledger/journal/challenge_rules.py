"""Who may end a challenge, and when: by a person, or because nobody decided it for thirty days.

Who challenged does not uphold it, and who proposed does not reject it, while there is somebody else. A ledger of one never
gets stuck: there the same person may, seven days after the challenge. Who challenged may take it back at any time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal.ending_rules import before_us
from ledger.journal.names import person
from ledger.journal.refused import RefusedError

if TYPE_CHECKING:
    from ledger.journal.envelope import Kept
    from ledger.journal.facts import Facts, ProposalFacts, Voice

DAY = 86_400_000_000
LAPSES_AFTER = 30 * DAY
"""A challenge that nobody decided for so long lapses; microseconds."""
ALONE_AFTER = 7 * DAY
"""In a ledger of one, the same person may decide so long after the challenge; microseconds."""


def ended(entry: Kept, facts: Facts) -> None:
    """A challenge ends once: by somebody else than who would judge in their own case, or by time. Raises RefusedError."""
    proposal = before_us(entry, facts)
    challenge = proposal.challenge
    if challenge is None:
        raise RefusedError(entry.kind, "nobody challenged it.")
    if entry.data["how"] == "lapsed":
        _lapsed(entry, challenge)
    else:
        _decided(entry, facts, proposal, challenge)


def _lapsed(entry: Kept, challenge: Voice) -> None:
    if "by" in entry.data:
        raise RefusedError(entry.kind, "what lapses is ended by nobody.")
    if entry.at < challenge.at + LAPSES_AFTER:
        raise RefusedError(entry.kind, "a challenge lapses thirty days after it was made.")


def _decided(entry: Kept, facts: Facts, proposal: ProposalFacts, challenge: Voice) -> None:
    if "by" not in entry.data:
        raise RefusedError(entry.kind, "a person ends a challenge; name them.")
    if not _is_own_case(entry, proposal, challenge):
        return
    if not facts.alone():
        raise RefusedError(
            entry.kind, f"{entry.data['by']} would judge in their own case; somebody else decides."
        )
    if entry.at < challenge.at + ALONE_AFTER:
        raise RefusedError(entry.kind, "in a ledger of one, this is decided seven days after the challenge.")


def _is_own_case(entry: Kept, proposal: ProposalFacts, challenge: Voice) -> bool:
    """Whether who challenged upholds it, or who proposed rejects the challenge of another."""
    by = person(entry.data["by"])
    challenger = person(challenge.who or "")
    if entry.data["how"] == "upheld":
        return by == challenger
    return by != challenger and by == person(proposal.who or "")
