"""A challenge ends upheld, rejected or lapsed: by whom, when, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest

from ledger.journal import entries as kinds
from ledger.journal.refused import RefusedError
from tests.ledger.journal.test_question_states import now, proposal_state, refused

if TYPE_CHECKING:
    from ledger.journal.append import Journal
    from tests.ledger.journal.conftest import Make

How = Literal["upheld", "rejected", "lapsed"]


def contested(journal: Journal, make: Make, by: str = "bob", **proposal: Any) -> str:
    """A proposal, challenged; gives its hash."""
    proposed: kinds.ResolutionProposed = make.proposed(**proposal)
    challenge = kinds.ResolutionChallenged(hash=proposed.hash, by=by, why="not final")
    journal.append(proposed, challenge)
    return proposed.hash


def ended(sha256: str, how: How, by: str | None = "cyd") -> kinds.ChallengeEnded:
    return kinds.ChallengeEnded(hash=sha256, how=how, by=by, why="it was looked at")


def test_a_challenge_upheld_takes_the_proposal_off_the_table_for_ever(asked: Journal, make: Make) -> None:
    proposal = make.proposed()
    sha256 = contested(asked, make)
    asked.append(ended(sha256, "upheld"))
    assert (now(asked.path, "state"), now(asked.path, "proposal")) == ("asked", None)
    assert proposal_state(asked.path, sha256) == "rejected"
    refused(asked, proposal, match="was rejected and is never made again")


@pytest.mark.parametrize("how", ["rejected", "lapsed"])
def test_a_challenge_rejected_or_lapsed_leaves_the_proposal_before_us(
    asked: Journal, make: Make, how: How
) -> None:
    sha256 = contested(asked, make)
    make.move(days=30)
    asked.append(ended(sha256, how, None if how == "lapsed" else "cyd"))
    assert (now(asked.path, "state"), now(asked.path, "proposal")) == ("proposed", sha256)
    assert proposal_state(asked.path, sha256) == "open"
    refused(asked, ended(sha256, "upheld"), match="is proposed, not challenged")


def test_nobody_decides_in_their_own_case_while_there_is_somebody_else(asked: Journal, make: Make) -> None:
    sha256 = contested(asked, make)
    make.move(days=8)
    refused(asked, ended(sha256, "upheld", "Bob"), match="in their own case")
    refused(asked, ended(sha256, "rejected", "ada"), match="in their own case")
    asked.append(ended(sha256, "upheld", "ada"))
    assert now(asked.path, "state") == "asked"


def test_who_challenged_takes_it_back_at_any_time(asked: Journal, make: Make) -> None:
    for by in ("bob", "ada"):
        sha256 = contested(asked, make, by, why=f"before {by}")
        asked.append(ended(sha256, "rejected", by))
        assert now(asked.path, "state") == "proposed"
        asked.append(kinds.ProposalRejected(hash=sha256, by="cyd", why="the next"))


def test_in_a_ledger_of_one_the_same_person_decides_after_seven_days(asked: Journal, make: Make) -> None:
    sha256 = contested(asked, make, by="ada")
    make.move(days=6, hours=23)
    refused(asked, ended(sha256, "upheld", "ada"), match="seven days after the challenge")
    make.move(hours=1)
    asked.append(ended(sha256, "upheld", "ada"))
    assert now(asked.path, "state") == "asked"


def test_a_challenge_lapses_after_thirty_days_by_nobody(asked: Journal, make: Make) -> None:
    sha256 = contested(asked, make)
    make.move(days=29, hours=23)
    refused(asked, ended(sha256, "lapsed", None), match="thirty days")
    make.move(hours=1)
    refused(asked, ended(sha256, "lapsed", "bob"), match="ended by nobody")
    refused(asked, ended(sha256, "upheld", None), match="name them")
    asked.append(ended(sha256, "lapsed", None))


def test_after_a_challenge_lapsed_a_machine_alone_is_not_enough(asked: Journal, make: Make) -> None:
    sha256 = contested(asked, make)
    make.move(days=30)
    asked.append(ended(sha256, "lapsed", None))
    known_at, seq = make.now - 30 * 24 * 3_600_000_000, 3
    refused(asked, make.resolved(seq, known_at=known_at), match="one person must confirm it")
    asked.append(kinds.ProposalConfirmed(hash=sha256, by="cyd"))
    asked.append(make.resolved(seq, known_at=known_at, confirmed="one person"))
    assert now(asked.path, "state") == "resolved"


def test_a_word_from_before_a_challenge_that_lapsed_counts_no_more(asked: Journal, make: Make) -> None:
    proposal = make.proposed()
    asked.append(proposal, kinds.ProposalConfirmed(hash=proposal.hash, by="cyd"))
    asked.append(kinds.ResolutionChallenged(hash=proposal.hash, by="eve", why="no"))
    make.move(days=30)
    asked.append(ended(proposal.hash, "lapsed", None))
    known_at = make.now - 30 * 24 * 3_600_000_000
    refused(asked, make.resolved(3, known_at=known_at, confirmed="one person"), match="0 confirmed it")
    asked.append(kinds.ProposalConfirmed(hash=proposal.hash, by="cyd"))
    asked.append(make.resolved(3, known_at=known_at, confirmed="one person"))


def test_who_proposed_it_does_not_end_a_challenge_by_confirming(asked: Journal, make: Make) -> None:
    sha256 = contested(asked, make, by="eve")
    make.move(days=8)
    refused(asked, kinds.ProposalConfirmed(hash=sha256, by="ada"), match="does not end the challenge")


def test_the_newest_challenge_counts(asked: Journal, make: Make) -> None:
    sha256 = contested(asked, make)
    make.move(hours=1)
    asked.append(
        ended(sha256, "rejected"), kinds.ResolutionChallenged(hash=sha256, by="cyd", why="still not")
    )
    refused(asked, ended(sha256, "upheld", "cyd"), match="in their own case")
    asked.append(ended(sha256, "upheld", "bob"))
    assert now(asked.path, "state") == "asked"


def test_a_conflict_of_publishers_is_no_challenge(asked: Journal, make: Make) -> None:
    kept, bodies = make.evidence()
    asked.append(kept, bodies=bodies)
    asked.append(make.reading(3))
    conflict = make.proposed(basis="conflict", outcome=None, known_at=None, by=None, readings=[4])
    asked.append(conflict)
    with pytest.raises(RefusedError, match="is in conflict, not challenged"):
        asked.append(ended(conflict.hash, "rejected"))


def test_a_person_annuls_what_is_only_proposed(asked: Journal, make: Make) -> None:
    proposal = make.proposed()
    asked.append(proposal)
    annulment = kinds.QuestionAnnulled(
        question="q-1", revision=1, how="annulled", reason="its premise fell", by="bob"
    )
    asked.append(annulment)
    assert (now(asked.path, "state"), now(asked.path, "proposal")) == ("annulled", None)
    assert proposal_state(asked.path, proposal.hash) == "replaced"
