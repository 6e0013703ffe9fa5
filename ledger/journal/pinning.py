"""A proposal with its own hash: what a person confirms is this very body."""

from __future__ import annotations

from typing import Any

from ledger.journal.canonical import proposal_hash
from ledger.journal.entries import ResolutionProposed


def pinned(**fields: Any) -> ResolutionProposed:
    """A ResolutionProposed of these fields, `hash` computed. Raises NotRecordableError or NotCanonicalError."""
    proposal = ResolutionProposed(**fields, hash="0" * 64)
    return proposal.model_copy(update={"hash": proposal_hash(proposal.__dict__)})
