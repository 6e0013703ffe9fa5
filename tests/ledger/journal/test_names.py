"""How names are written, and when two of them are one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.journal import entries as kinds
from ledger.journal.names import NotANameError, person, tidy
from ledger.journal.refused import NotRecordableError, RefusedError

if TYPE_CHECKING:
    from ledger.journal.append import Journal

Made = Any


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=220))
def test_a_tidied_name_is_refused_or_recordable_as_it_is(text: str) -> None:
    try:
        name = tidy(text)
    except NotANameError:
        return
    assert tidy(name) == name
    assert person(name) == person(text)
    assert kinds.NoteAdded(question="q", by=name, text="").by == name


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "blank"),
        (" \u3000 ", "blank"),
        ("a\nb", "seen"),
        ("a\x9bb", "seen"),
        ("a\u202eb", "seen"),
        ("x" * 201, "200"),
    ],
)
def test_what_is_no_name_is_refused(text: str, because: str) -> None:
    with pytest.raises(NotANameError, match=because):
        tidy(text)


@pytest.mark.parametrize("text", ["", " ada", "ada ", "ada  l", "a\tb", "a\x9bb", "a\u200bb", "x" * 201])
def test_the_journal_takes_no_untidy_name(text: str) -> None:
    with pytest.raises(NotRecordableError, match="by: "):
        kinds.NoteAdded(question="q", by=text, text="")


@pytest.mark.parametrize("again", ["Bob", "BOB", "\uff42\uff4f\uff42"])
def test_one_person_under_two_spellings_confirms_once(journal: Journal, make: Made, again: str) -> None:
    journal.append(make.asked(confirmed_by="two_people"))
    proposal = make.proposed()
    journal.append(proposal)
    journal.append(kinds.ProposalConfirmed(hash=proposal.hash, by="bob"))
    with pytest.raises(RefusedError, match="confirmed it already"):
        journal.append(kinds.ProposalConfirmed(hash=proposal.hash, by=again))


def test_who_proposed_it_is_nobody_else_under_another_spelling(journal: Journal, make: Made) -> None:
    journal.append(make.asked())
    proposal = make.proposed(by="Ada")
    journal.append(proposal)
    with pytest.raises(RefusedError, match="only after the challenge window"):
        journal.append(kinds.ProposalConfirmed(hash=proposal.hash, by="ada"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reason": "x" * 20_001}, "reason: it is longer than 20,000 characters."),
        ({"made_at": 2**60}, "made_at: a time lies outside of the years 1685 to 2255."),
        ({"expires_at": -(2**60)}, "expires_at: a time lies outside of the years 1685 to 2255."),
        ({"version": 0}, "version: it must be at least 1."),
        ({"reason": "\ud800"}, "reason: it is no text that can be written."),
        ({"batch": ""}, "batch: it is blank."),
        ({"question": "Q"}, "question: it is blank, or not of the form it must have."),
        ({"imputed": 1}, "imputed: Input should be a valid boolean."),
    ],
)
def test_what_no_entry_may_hold_is_one_sentence_with_the_field_and_its_limit(
    make: Made, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NotRecordableError) as caught:
        make.forecast(**fields)
    assert str(caught.value) == f"Nothing was recorded: {sentence}"
    assert caught.value.exit_code == 2
