"""From a proposal to a resolution: who must stand behind it, and when."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import JournalError
from ledger.journal.entries import NoteAdded, QuestionAmended, ResolutionChallenged
from ledger.resolution.people.answer import Given, answer
from ledger.resolution.people.confirm import (
    Behind,
    TooEarlyError,
    confirm,
    confirm_due,
    enough,
    waiting_for_people,
)
from ledger.resolution.people.named import NoSuchProposalError, NotAHashError

END = datetime(2026, 4, 13, tzinfo=UTC)
BEFORE, AFTER = END - timedelta(hours=1), END + timedelta(hours=1)


def behind(
    basis: str = "rule", proposer: str | None = None, *, alone: bool = False, **who: datetime
) -> Behind:
    return Behind(basis, proposer, tuple(who.items()), END, alone)


@pytest.mark.parametrize(
    ("asks", "found", "how"),
    [
        ("machine", behind(), "machine"),
        ("machine", replace(behind(), lapsed=True), None),
        ("machine", replace(behind(ann=BEFORE), lapsed=True), "one person"),
        ("one_person", behind(), None),
        ("one_person", behind(ann=BEFORE), "one person"),
        ("two_people", behind(ann=BEFORE), None),
        ("two_people", behind(ann=BEFORE, bob=BEFORE), "two people"),
        ("two_people", behind(alone=True, ann=BEFORE), None),
        ("two_people", behind(alone=True, ann=AFTER), "one of two"),
        ("machine", behind("person", "ann"), None),
        ("machine", behind("person", "ann", bob=BEFORE), "one person"),
        ("one_person", behind("person", "ann", ann=AFTER), None),
        ("one_person", behind("person", "ann", alone=True, ann=AFTER), "one person"),
        ("two_people", behind("person", "ann", bob=BEFORE), None),
        ("two_people", behind("person", "ann", bob=BEFORE, ann=AFTER), "two people"),
        ("two_people", behind("person", "ann", alone=True, ann=AFTER), "one of two"),
    ],
)
def test_so_many_must_stand_behind_it(asks: Any, found: Behind, how: str | None) -> None:
    assert enough(asks, found) == how


people = st.sampled_from(["ann", "bob", "eve"])


@given(
    st.sampled_from(["machine", "one_person", "two_people"]),
    st.sampled_from(["rule", "person"]),
    people,
    st.dictionaries(people, st.sampled_from([BEFORE, AFTER])),
)
def test_nobody_confirms_their_own_answer_alone_where_there_are_others(
    asks: Any, basis: str, proposer: str, confirmed: dict[str, datetime]
) -> None:
    found = Behind(basis, proposer if basis == "person" else None, tuple(confirmed.items()), END, alone=False)
    how = enough(asks, found)
    assert how != "one of two"
    if basis == "person" and how is not None:
        assert set(confirmed) - {proposer}


def proposed(ledger: Any, confirmed_by: str = "machine") -> str:
    ledger.ask(resolution={"confirmed_by": confirmed_by, "challenge_for": "72h"})
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    (found,) = ledger.sweep().proposed
    return str(found.hash)


def later(ledger: Any, hours: int = 73) -> None:
    ledger.clock.move(timedelta(hours=hours))


def test_nothing_resolves_before_its_window_ends(ledger: Any) -> None:
    sha = proposed(ledger, "one_person")
    confirm(ledger.journal, sha[:8], "ann")
    later(ledger, 71)
    assert confirm_due(ledger.journal) == ()
    later(ledger, 1)
    assert [each.how for each in confirm_due(ledger.journal)] == ["one person"]


def test_a_name_in_other_letters_is_the_same_person(ledger: Any) -> None:
    ledger.ask(resolution={"confirmed_by": "two_people", "challenge_for": "72h"})
    ledger.now("2026-04-10T12:00")
    given = Given("yes", "ann", "I read it", url="https://data.example.org/value", on=date(2026, 3, 31))
    proposal = str(answer(ledger.journal, "q", given).hash)

    with pytest.raises(TooEarlyError):
        confirm(ledger.journal, proposal, "ANN")
    later(ledger, 24 * 8)
    confirm(ledger.journal, proposal, "ANN")
    confirm_due(ledger.journal)

    assert ledger.one("SELECT confirmed FROM now_questions") != ("two people",)


def test_who_is_still_wanted_is_listed_until_enough_stand_behind_it(ledger: Any) -> None:
    sha = proposed(ledger, "two_people")
    ledger.journal.append(NoteAdded(question="q", by="bob", text="I am here too."))
    assert waiting_for_people(ledger.journal) == (sha,)
    confirm(ledger.journal, sha, "ann", "looked at the file")
    assert waiting_for_people(ledger.journal) == (sha,)
    confirm(ledger.journal, sha, "bob")
    assert waiting_for_people(ledger.journal) == ()
    later(ledger)
    assert [each.how for each in confirm_due(ledger.journal)] == ["two people"]


def test_in_a_ledger_of_one_two_people_is_confirmed_after_the_window_and_marked(ledger: Any) -> None:
    sha = proposed(ledger, "two_people")
    later(ledger)
    assert confirm_due(ledger.journal) == ()
    confirm(ledger.journal, sha, "me")
    assert [each.how for each in confirm_due(ledger.journal)] == ["one of two"]
    assert ledger.one("SELECT confirmed FROM now_questions") == ("one of two",)


def test_a_challenged_proposal_does_not_resolve_by_itself(ledger: Any) -> None:
    sha = proposed(ledger)
    ledger.journal.append(ResolutionChallenged(hash=sha, by="eve", why="the file was another"))
    later(ledger)
    assert (confirm_due(ledger.journal), ledger.state()) == ((), "contested")


def test_resolving_twice_gives_one_resolution(ledger: Any) -> None:
    proposed(ledger)
    later(ledger)
    assert len(confirm_due(ledger.journal)) == 1
    assert confirm_due(ledger.journal) == ()
    assert ledger.one("SELECT count(*) FROM now_resolutions") == (1,)


@pytest.mark.parametrize("typed", ["", "abc", "not-a-hash", "g" * 12])
def test_what_is_no_hash_is_refused(ledger: Any, typed: str) -> None:
    with pytest.raises(NotAHashError):
        confirm(ledger.journal, typed, "ann")


def test_a_hash_nobody_proposed_is_refused(ledger: Any) -> None:
    with pytest.raises(NoSuchProposalError, match="no single proposal"):
        confirm(ledger.journal, "0" * 64, "ann")


def test_confirming_twice_is_refused(ledger: Any) -> None:
    sha = proposed(ledger, "one_person")
    confirm(ledger.journal, sha.upper()[:12], "ann")
    with pytest.raises(JournalError, match="confirmed it already"):
        confirm(ledger.journal, sha, "ann")


def test_who_answered_confirms_only_after_the_window(ledger: Any) -> None:
    from ledger.resolution.people.answer import Given, answer

    ledger.ask(resolution={"source": [{"name": "manual", "value": "answer", "params": {"ask": "?"}}]})
    ledger.now("2026-04-10T12:00")
    done = answer(ledger.journal, "q", Given("yes", "ann", "seen", url="https://example.org"))
    with pytest.raises(TooEarlyError, match="Somebody else can confirm it now"):
        confirm(ledger.journal, str(done.hash), "ann")


def test_who_must_confirm_is_what_the_newest_version_says(ledger: Any) -> None:
    said = propose(ledger, "machine")
    ledger.journal.append(
        QuestionAmended(
            question="q", version=2, plain=True, said=said, file_sha256="1" * 64, by="me", reason="to be sure"
        )
    )
    ledger.clock.move(timedelta(days=4))
    assert confirm_due(ledger.journal) == ()
    (sha,) = ledger.one("SELECT hash FROM now_proposals")
    assert waiting_for_people(ledger.journal) == (sha,)
    for name in ("ann", "bob"):
        confirm(ledger.journal, sha, name)
    assert [each.how for each in confirm_due(ledger.journal)] == ["two people"]


def propose(ledger: Any, confirmed_by: str) -> dict[str, Any]:
    """A proposal of a question, and the content of the question with two people to confirm it."""
    ledger.ask(resolution={"confirmed_by": confirmed_by})
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    ledger.sweep()
    (body,) = ledger.one("SELECT body FROM log_entries WHERE kind = 'QuestionAsked'")
    said: dict[str, Any] = json.loads(body)["data"]["said"]
    return said | {"resolution": said["resolution"] | {"confirmed_by": "two_people"}}


def test_what_the_journal_refuses_to_accept_is_named(ledger: Any, caplog: pytest.LogCaptureFixture) -> None:
    propose(ledger, "machine")
    with ledger.journal.transaction() as tx:
        tx.database.execute("UPDATE now_proposals SET outcome = '{ \"yes\": true}'")
    refused: dict[str, str] = {}
    ledger.clock.move(timedelta(days=4))
    with caplog.at_level(logging.WARNING):
        assert confirm_due(ledger.journal, refused) == ()
    assert "not what was proposed" in refused["q"]
    assert "not what was proposed" in caplog.text
