"""A challenge, from the words of who makes it to its end."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import JournalError
from ledger.journal.entries import NoteAdded
from ledger.questions.outcome import Amount, Beyond, Chosen, OnDay, Outcome, YesNo
from ledger.questions.reading import question_from_said
from ledger.resolution.people.answer import NoEvidenceError
from ledger.resolution.people.challenges import (
    Challenge,
    WindowOverError,
    challenge,
    propose_instead,
    reject_challenge,
    typed_outcome,
    uphold,
)
from ledger.resolution.people.confirm import (
    ChallengedError,
    ConflictError,
    OwnCaseError,
    confirm,
    confirm_due,
    reject,
)
from ledger.resolution.people.named import NoReasonError
from ledger.resolution.people.receipt import receipt

if TYPE_CHECKING:
    from pathlib import Path

NOTHING_ELSE = "the page says 11"


def proposed(ledger: Any, value: float = 12.5) -> str:
    """The rule's YES, two people in the ledger."""
    ledger.ask()
    ledger.journal.append(NoteAdded(question="q", by="bob", text="I am here too."))
    ledger.now("2026-04-10T12:00")
    ledger.world.says(value, "2026-03-31")
    (one,) = ledger.sweep().proposed
    return str(one.hash)


def challenged(ledger: Any, **said: Any) -> str:
    sha = proposed(ledger)
    challenge(ledger.journal, sha, Challenge("eve", NOTHING_ELSE, **said))
    return sha


def test_a_challenge_says_what_it_should_be_by_which_words_on_what_evidence(
    ledger: Any, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.txt"
    scan.write_bytes(b"11.0")
    sha = challenged(ledger, outcome="no", criterion="as published", receipt=receipt(str(scan)))
    (said,) = ledger.one("SELECT said FROM now_confirmations WHERE what = 'challenged' AND hash = ?", sha)
    assert '"outcome":{"yes":false}' in said
    assert '"criterion":"as published"' in said
    assert "file:scan.txt (entry" in said
    assert ledger.one("SELECT count(*) FROM log_evidence WHERE sha256 = ?", _sha(b"11.0")) == (1,)


def _sha(body: bytes) -> str:
    from hashlib import sha256

    return sha256(body).hexdigest()


def test_what_an_upheld_challenge_named_is_proposed_in_the_name_of_who_upheld_it(ledger: Any) -> None:
    sha = challenged(ledger, outcome="no", receipt=receipt("https://example.org/11"))
    before = uphold(ledger.journal, sha[:8], "bob", "it does say 11")
    assert ledger.state() == "asked"
    done = propose_instead(ledger.journal, before, "bob", "it does say 11")
    assert done is not None
    said = ledger.one("SELECT who, outcome, why FROM now_proposals WHERE hash = ?", done.hash)
    assert said[:2] == ("bob", '{"yes":false}')
    assert "https://example.org/11" in said[2]


def test_a_challenge_that_named_nothing_proposes_nothing(ledger: Any) -> None:
    before = uphold(ledger.journal, challenged(ledger), "bob", "it does say 11")
    assert propose_instead(ledger.journal, before, "bob", "so") is None


def test_what_nothing_shows_is_not_proposed(ledger: Any) -> None:
    before = uphold(ledger.journal, challenged(ledger, outcome="yes"), "bob", "it does say 11")
    with pytest.raises(NoEvidenceError):
        propose_instead(ledger.journal, before, "bob", "so")
    assert propose_instead(ledger.journal, before, "bob", "so", "https://example.org") is not None


def test_what_an_upheld_challenge_took_off_the_table_is_not_proposed_again(ledger: Any) -> None:
    uphold(ledger.journal, challenged(ledger), "bob", "it does say 11")
    ledger.clock.move(timedelta(days=2))
    report = ledger.sweep()
    assert (report.proposed, ledger.state()) == ([], "asked")
    assert "took back this outcome" in report.waits["q"]


def test_after_a_rejected_challenge_the_proposal_resolves_as_it_would_have(ledger: Any) -> None:
    sha = challenged(ledger)
    ledger.clock.move(timedelta(hours=80))
    assert confirm_due(ledger.journal) == ()
    reject_challenge(ledger.journal, sha, "bob", "it says 12.5")
    assert [each.how for each in confirm_due(ledger.journal)] == ["machine"]


def test_a_challenge_that_nobody_decides_lapses_and_then_one_person_must_confirm(ledger: Any) -> None:
    sha = challenged(ledger)
    ledger.clock.move(timedelta(days=29))
    assert (confirm_due(ledger.journal), ledger.state()) == ((), "contested")
    ledger.clock.move(timedelta(days=1))
    assert (confirm_due(ledger.journal), ledger.state()) == ((), "proposed")
    assert confirm_due(ledger.journal) == ()
    confirm(ledger.journal, sha, "bob")
    assert [each.how for each in confirm_due(ledger.journal)] == ["one person"]


def test_a_challenged_proposal_is_confirmed_by_nobody(ledger: Any) -> None:
    sha = challenged(ledger)
    with pytest.raises(ChallengedError, match="reject"):
        confirm(ledger.journal, sha, "bob")


def test_who_challenged_does_not_reject_the_proposal_themselves(ledger: Any) -> None:
    sha = challenged(ledger)
    with pytest.raises(OwnCaseError):
        reject(ledger.journal, sha, "EVE", "as I said")
    reject(ledger.journal, sha, "bob", "eve is right")
    assert ledger.state() == "asked"


def test_publishers_that_disagree_leave_nothing_to_confirm_and_nothing_resolves(ledger: Any) -> None:
    other = {"name": "http_json", "value": "value", "params": _params("/other", "Other")}
    first = {"name": "http_json", "value": "value", "params": _params("/value", "Example")}
    ledger.ask(resolution={"source": [first, other], "quorum": 2, "tolerance": "0.1"})
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    ledger.world.says(11.0, "2026-03-31", "/other")
    (one,) = ledger.sweep().proposed
    with pytest.raises(ConflictError, match="fledger answer q"):
        confirm(ledger.journal, one.hash, "bob")
    ledger.clock.move(timedelta(days=60))
    assert (confirm_due(ledger.journal), ledger.state()) == ((), "contested")


def _params(path: str, publisher: str) -> dict[str, Any]:
    url = f"https://data.example.org{path}"
    return {"url": url, "select": "value", "as_of": "as_of", "max_age": 365, "publisher": publisher}


def test_a_blank_reason_is_none(ledger: Any) -> None:
    sha = challenged(ledger)
    for act in (uphold, reject_challenge):
        with pytest.raises(NoReasonError):
            act(ledger.journal, sha, "bob", " ")


def test_a_challenge_is_ended_once(ledger: Any) -> None:
    sha = challenged(ledger)
    reject_challenge(ledger.journal, sha, "bob", "it says 12.5")
    with pytest.raises(JournalError, match="is proposed, not challenged"):
        uphold(ledger.journal, sha, "bob", "no, after all")


@pytest.mark.parametrize(
    ("kind", "outcome", "typed"),
    [
        ("binary", YesNo(yes=True), "yes"),
        ("binary", YesNo(yes=False), "no"),
        ("multiple_choice", Chosen("few"), "few"),
        ("numeric", Amount(Decimal("8.1")), "8.1"),
        ("numeric", Beyond("max"), "61.0"),
        ("numeric", Beyond("min"), "-25.0"),
        ("date", OnDay(date(2026, 7, 1)), "2026-07-01"),
        ("date", OnDay(None), "never"),
    ],
)
def test_an_outcome_is_typed_as_a_person_would(make: Any, kind: str, outcome: Outcome, typed: str) -> None:
    from ledger.resolution.people.answer_forms import outcome_of

    said = make.said(kind)
    if kind == "numeric":
        said["range"] = {"min": "-24.0", "max": "60.0", "open_max": True, "open_min": True}
    question = question_from_said("q", said)
    assert typed_outcome(outcome, question) == typed
    assert outcome_of(typed, question) == outcome


@pytest.fixture
def make() -> Any:
    from ledger.clock import SetClock
    from tests.ledger.journal.conftest import START, Make

    return Make(SetClock(START))


def test_the_first_moment_after_the_window_is_too_late_and_names_reject(ledger: Any) -> None:
    sha = proposed(ledger)
    ledger.clock.move(timedelta(hours=72))
    with pytest.raises(WindowOverError, match=f"fledger review reject {sha[:12]} --why"):
        challenge(ledger.journal, sha, Challenge("eve", NOTHING_ELSE))
    ledger.clock.move(timedelta(microseconds=-1))
    assert challenge(ledger.journal, sha, Challenge("eve", NOTHING_ELSE)).hash == sha
