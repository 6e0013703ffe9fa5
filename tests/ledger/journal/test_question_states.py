"""The states of a question are driven by entries only, and an illegal entry records nothing."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal import entries as kinds
from ledger.journal.refused import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.journal.append import Journal

Made = Any


def now(path: Path, column: str, question: str = "q-1") -> Any:
    with sqlite3.connect(path) as database:
        row = database.execute(
            f"SELECT {column} FROM now_questions WHERE question = ?", (question,)
        ).fetchone()
    database.close()
    return row[0] if row else None


def proposal_state(path: Path, sha256: str) -> str:
    with sqlite3.connect(path) as database:
        row = database.execute("SELECT state FROM now_proposals WHERE hash = ?", (sha256,)).fetchone()
    database.close()
    return str(row[0])


def refused(journal: Journal, *entries: kinds.Entry, match: str) -> None:
    before = journal.head()
    with pytest.raises(RefusedError, match=match):
        journal.append(*entries)
    assert journal.head() == before


def resolve(journal: Journal, make: Made) -> kinds.ResolutionProposed:
    """Propose, wait, resolve q-1 as YES."""
    proposal: kinds.ResolutionProposed = make.proposed()
    (seq,) = journal.append(proposal)
    make.move(hours=72)
    journal.append(make.resolved(seq, known_at=proposal.known_at))
    return proposal


def test_a_question_is_proposed_and_resolved(asked: Journal, make: Made) -> None:
    assert now(asked.path, "state") == "asked"
    proposal = make.proposed()
    (seq,) = asked.append(proposal)
    assert now(asked.path, "state") == "proposed"
    assert now(asked.path, "proposal") == proposal.hash
    make.move(hours=72)
    asked.append(make.resolved(seq, known_at=proposal.known_at))
    assert now(asked.path, "state") == "resolved"
    assert (now(asked.path, "outcome"), now(asked.path, "outcome_number")) == ('{"yes":true}', 1.0)
    assert proposal_state(asked.path, proposal.hash) == "accepted"


def test_nothing_is_resolved_while_asked(asked: Journal, make: Made) -> None:
    refused(asked, make.resolved(2), match="q-1 is asked, not proposed")


def test_nothing_is_resolved_inside_the_challenge_window(asked: Journal, make: Made) -> None:
    (seq,) = asked.append(make.proposed())
    make.move(hours=71)
    refused(asked, make.resolved(seq), match="window has not ended")


def test_a_question_is_resolved_once(asked: Journal, make: Made) -> None:
    resolve(asked, make)
    refused(asked, make.resolved(3, revision=2), match="is resolved, not proposed")
    refused(asked, make.proposed(), match="the question is resolved")


def test_what_resolves_is_what_was_proposed(asked: Journal, make: Made) -> None:
    (seq,) = asked.append(make.proposed())
    make.move(hours=72)
    refused(asked, make.resolved(seq, outcome={"yes": False}), match="not what was proposed")
    refused(asked, make.resolved(seq, known_at=make.now), match="not what was proposed")
    refused(asked, make.resolved(seq - 1), match="not the proposal before us")
    refused(asked, make.resolved(seq, revision=2), match="next revision is 1")


def test_a_rejected_proposal_is_never_made_again(asked: Journal, make: Made) -> None:
    proposal = make.proposed()
    asked.append(proposal, kinds.ProposalRejected(hash=proposal.hash, by="bob", why="wrong file"))
    assert now(asked.path, "state") == "asked"
    assert now(asked.path, "proposal") is None
    assert proposal_state(asked.path, proposal.hash) == "rejected"
    refused(asked, proposal, match="was rejected and is never made again")


def test_a_proposal_is_pinned_by_its_hash(asked: Journal, make: Made) -> None:
    proposal = make.proposed()
    refused(asked, proposal.model_copy(update={"why": "other words"}), match="not the hash of its body")


def test_a_second_proposal_waits_for_the_first(asked: Journal, make: Made) -> None:
    asked.append(make.proposed())
    refused(asked, make.proposed(why="another"), match="the question is proposed")


def test_a_conflict_of_sources_is_contested_at_once(asked: Journal, make: Made) -> None:
    kept, bodies = make.evidence()
    asked.append(kept, bodies=bodies)
    asked.append(make.reading(3))
    conflict = make.proposed(basis="conflict", outcome=None, known_at=None, by=None, readings=[4])
    asked.append(conflict)
    assert now(asked.path, "state") == "contested"
    refused(
        asked,
        kinds.ProposalConfirmed(hash=conflict.hash, by="bob"),
        match="is in conflict, not proposed or challenged",
    )
    decided = make.proposed(why="the second publisher corrected its file")
    asked.append(decided)
    assert now(asked.path, "state") == "proposed"
    assert proposal_state(asked.path, conflict.hash) == "replaced"


def test_a_challenge_ends_upheld_or_rejected(asked: Journal, make: Made) -> None:
    proposal = make.proposed()
    challenge = kinds.ResolutionChallenged(hash=proposal.hash, by="bob", why="not the final file")
    asked.append(proposal, challenge)
    assert now(asked.path, "state") == "contested"
    assert proposal_state(asked.path, proposal.hash) == "challenged"
    refused(asked, challenge, match="is challenged, not proposed")
    asked.append(kinds.ProposalConfirmed(hash=proposal.hash, by="cyd", why="it is the final file"))
    assert now(asked.path, "state") == "proposed"
    assert proposal_state(asked.path, proposal.hash) == "open"
    asked.append(challenge, kinds.ProposalRejected(hash=proposal.hash, by="bob", why="upheld"))
    assert now(asked.path, "state") == "asked"


def test_a_challenge_comes_inside_the_window(asked: Journal, make: Made) -> None:
    proposal = make.proposed()
    asked.append(proposal)
    make.move(hours=72)
    refused(
        asked, kinds.ResolutionChallenged(hash=proposal.hash, by="bob", why="late"), match="window has ended"
    )


def test_an_unknown_hash_is_confirmed_by_nobody(asked: Journal) -> None:
    refused(
        asked, kinds.ProposalConfirmed(hash="f" * 64, by="bob"), match="there is no proposal ffffffffffff"
    )


def test_a_person_confirms_once_and_the_proposer_only_after_the_window(asked: Journal, make: Made) -> None:
    proposal = make.proposed()
    own = kinds.ProposalConfirmed(hash=proposal.hash, by="ada")
    other = kinds.ProposalConfirmed(hash=proposal.hash, by="bob")
    asked.append(proposal, other)
    refused(asked, own, match="only after the challenge window")
    refused(asked, other, match="bob confirmed it already")
    make.move(hours=72)
    asked.append(own)


@pytest.mark.parametrize(
    ("asks", "confirmed", "people", "enough"),
    [
        ("machine", "machine", 0, True),
        ("machine", "one person", 1, True),
        ("one_person", "machine", 0, False),
        ("one_person", "one person", 0, False),
        ("one_person", "one person", 1, True),
        ("two_people", "one person", 1, False),
        ("two_people", "two people", 1, False),
        ("two_people", "two people", 2, True),
        ("two_people", "one of two", 0, False),
        ("two_people", "one of two", 1, True),
        ("machine", "owner", 0, False),
    ],
)
def test_a_question_is_confirmed_as_it_asks(
    journal: Journal, make: Made, asks: str, confirmed: str, people: int, *, enough: bool
) -> None:
    proposal = make.proposed()
    journal.append(make.asked(confirmed_by=asks), proposal)
    journal.append(*(kinds.ProposalConfirmed(hash=proposal.hash, by=f"person {n}") for n in range(people)))
    make.move(hours=72)
    resolution = make.resolved(3, confirmed=confirmed, known_at=proposal.known_at)
    if enough:
        journal.append(resolution)
        assert now(journal.path, "confirmed") == confirmed
    else:
        refused(journal, resolution, match=r"asks for|needs|only a private")


def test_the_owner_answers_a_private_question_at_once(journal: Journal, make: Made) -> None:
    proposal = make.proposed(challenge_until=make.now)
    journal.append(make.asked(private=True), proposal)
    journal.append(make.resolved(3, confirmed="owner", known_at=proposal.known_at))
    assert now(journal.path, "state") == "resolved"


def test_a_question_is_given_up_after_its_last_day_and_asked_again_with_a_later_one(
    asked: Journal, make: Made
) -> None:
    up = kinds.QuestionGivenUp(question="q-1", reasons={"manual": "nobody answered"})
    refused(asked, up, match="last day has not passed")
    make.move(days=300)
    asked.append(up)
    assert now(asked.path, "state") == "given_up"
    asked.append(make.amended(version=2))
    assert now(asked.path, "state") == "given_up"
    asked.append(make.amended(version=3, plain=False, gives_up_at="2027-12-31"))
    assert (now(asked.path, "state"), now(asked.path, "version")) == ("asked", 3)


def test_a_person_answers_a_question_given_up(asked: Journal, make: Made) -> None:
    make.move(days=300)
    asked.append(kinds.QuestionGivenUp(question="q-1", reasons={}), make.proposed())
    assert now(asked.path, "state") == "proposed"


def test_the_machine_annuls_only_what_is_asked(asked: Journal, make: Made) -> None:
    proposal = make.proposed()
    challenge = kinds.ResolutionChallenged(hash=proposal.hash, by="bob", why="no")
    asked.append(proposal, challenge)
    annulment = kinds.QuestionAnnulled(question="q-1", revision=1, how="ambiguous", reason="two readings")
    refused(asked, annulment, match="q-1 is contested, not asked: the machine")
    asked.append(annulment.model_copy(update={"by": "bob"}))
    assert (now(asked.path, "state"), now(asked.path, "ended_how")) == ("annulled", "ambiguous")
    assert proposal_state(asked.path, proposal.hash) == "replaced"


def test_an_asked_question_is_annulled_by_its_rule(asked: Journal) -> None:
    asked.append(kinds.QuestionAnnulled(question="q-1", revision=1, how="annulled", reason="discontinued"))
    assert now(asked.path, "outcome") is None


def test_a_correction_names_the_end_that_holds(asked: Journal, make: Made) -> None:
    resolve(asked, make)
    correction = kinds.ResolutionCorrected(
        question="q-1",
        revision=2,
        corrects=4,
        outcome={"yes": False},
        known_at=make.now,
        by="bob",
        reason="misread",
    )
    refused(asked, correction.model_copy(update={"corrects": 3}), match="the end that holds, entry 4")
    refused(
        asked, correction.model_copy(update={"outcome": {"value": "1"}}), match="no outcome of this binary"
    )
    refused(asked, correction.model_copy(update={"evidence": [2]}), match="entry 2 is no evidence")
    asked.append(correction)
    assert (now(asked.path, "outcome_number"), now(asked.path, "revision")) == (0.0, 2)


def test_a_withdrawn_resolution_leaves_the_question_asked_and_can_be_resolved_again(
    asked: Journal, make: Made
) -> None:
    resolve(asked, make)
    asked.append(
        kinds.ResolutionWithdrawn(question="q-1", revision=2, corrects=4, by="bob", reason="too early")
    )
    assert (now(asked.path, "state"), now(asked.path, "outcome"), now(asked.path, "proposal")) == (
        "asked",
        None,
        None,
    )
    again = make.proposed(why="now it is final")
    (seq,) = asked.append(again)
    make.move(hours=72)
    asked.append(make.resolved(seq, revision=3, known_at=again.known_at))
    assert (now(asked.path, "state"), now(asked.path, "revision")) == ("resolved", 3)


def test_one_end_is_effective_through_every_revision(asked: Journal, make: Made) -> None:
    resolve(asked, make)
    ends: list[kinds.Entry] = [
        kinds.QuestionAnnulled(question="q-1", revision=2, how="annulled", reason="r", by="bob", corrects=4),
        kinds.ResolutionCorrected(
            question="q-1", revision=3, corrects=5, outcome={"yes": False}, known_at=1, by="bob", reason="r"
        ),
        kinds.ResolutionWithdrawn(question="q-1", revision=4, corrects=6, by="bob", reason="r"),
    ]
    for end in ends:
        asked.append(end)
        with sqlite3.connect(asked.path) as database:
            effective = database.execute(
                "SELECT seq FROM now_resolutions WHERE superseded_by IS NULL"
            ).fetchall()
        database.close()
        assert effective == [(asked.head().size,)]


def test_a_proposal_rests_on_what_is_recorded(asked: Journal, make: Made) -> None:
    refused(asked, make.proposed(readings=[1]), match="entry 1 is no reading or evidence")
    refused(asked, make.proposed(evidence=[2]), match="entry 2 is no reading or evidence")
    refused(asked, make.proposed(basis="rule"), match="basis rule needs readings")
    refused(asked, make.proposed(by=None), match="names the person")
    refused(asked, make.proposed(version=2), match="it decides version 2, the newest is 1")
    refused(asked, make.proposed(outcome={"option": "few"}), match="no outcome of this binary question")
    refused(asked, make.proposed(outcome={"yes": "true"}), match="is not an outcome")
    refused(asked, make.proposed(outcome=None), match="every other proposal has one")
    refused(asked, make.proposed(question="q-2"), match="no question is called 'q-2'")


@pytest.mark.parametrize(
    ("kind", "outcome", "number"),
    [
        ("numeric", {"value": "8.1"}, 8.1),
        ("numeric", {"beyond": "max"}, None),
        ("multiple_choice", {"option": "few"}, None),
        ("date", {"date": None}, None),
        ("date", {"date": "2026-07-01"}, None),
    ],
)
def test_every_kind_of_question_has_its_outcomes(
    journal: Journal, make: Made, kind: str, outcome: dict[str, Any], number: float | None
) -> None:
    proposal = make.proposed(outcome=outcome)
    journal.append(make.asked(kind=kind), proposal)
    make.move(hours=72)
    journal.append(make.resolved(3, outcome=outcome, known_at=proposal.known_at))
    assert now(journal.path, "outcome_number") == number
    assert now(journal.path, "value") == outcome.get("value")


def test_a_question_is_asked_once_and_amended_in_order(asked: Journal, make: Made) -> None:
    refused(asked, make.asked(), match="q-1 was asked before")
    refused(asked, make.amended(version=3), match="the next version is 2")
    refused(asked, make.amended(question="q-2"), match="no question is called 'q-2'")
    asked.append(make.amended(title="A better title"))
    assert (now(asked.path, "title"), now(asked.path, "version")) == ("A better title", 2)


def test_only_plain_words_change_once_something_is_proposed(asked: Journal, make: Made) -> None:
    asked.append(make.proposed())
    refused(asked, make.amended(plain=False), match="only plain words may change")
    asked.append(make.amended())


def test_what_is_no_question_is_not_asked(journal: Journal, make: Made) -> None:
    said = make.said()
    del said["resolution"]
    entry = kinds.QuestionAsked(question="q-1", version=1, file_sha256="0" * 64, said=said)
    refused(journal, entry, match="resolution")


def test_a_ledger_is_opened_once(journal: Journal) -> None:
    opened = kinds.LedgerOpened(ledger_id="x", format=1, software="s", simulated=False, opened_by="ada")
    refused(journal, opened, match="opened once")


def test_a_note_stands_beside_a_question_that_is_known(asked: Journal) -> None:
    asked.append(kinds.NoteAdded(question="q-1", by="ada", text="no view", badly_worded=True))
    refused(asked, kinds.NoteAdded(question="q-2", by="ada", text="no view"), match="no question is called")
