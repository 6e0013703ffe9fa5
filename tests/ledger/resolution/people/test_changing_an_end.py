"""An end that people change: at once, naming the one they replace, and all of it stays to be seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import end_of, microseconds
from ledger.errors import UnknownQuestionError
from ledger.resolution.people.answer import Given, NoEvidenceError, TooEarlyToAnswerError, WhenError, answer
from ledger.resolution.people.confirm import confirm_due
from ledger.resolution.people.ends import (
    AnnulledAlreadyError,
    Correction,
    NoEndError,
    SameEndError,
    annul,
    correct,
    withdraw,
)
from ledger.resolution.people.named import NoReasonError
from ledger.resolution.people.receipt import receipt

if TYPE_CHECKING:
    from pathlib import Path

PAGE = receipt("https://example.org/corrected")


def resolved(ledger: Any) -> None:
    """The rule's YES, accepted."""
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    ledger.sweep()
    ledger.clock.move(timedelta(hours=73))
    confirm_due(ledger.journal)
    assert ledger.state() == "resolved"


def ends(ledger: Any) -> list[tuple[Any, ...]]:
    sql = "SELECT revision, how, outcome, who, superseded_by IS NULL FROM now_resolutions ORDER BY revision"
    return [tuple(row) for row in ledger.all(sql)]


def correction(text: str = "no", **more: Any) -> Correction:
    return Correction(text, "bob", "the publisher corrected its table", **{"receipt": PAGE, **more})


def test_a_wrong_outcome_is_corrected_at_once_and_the_old_one_stays_to_be_seen(ledger: Any) -> None:
    resolved(ledger)
    correct(ledger.journal, "q", correction())
    assert ends(ledger) == [
        (1, "resolved", '{"yes":true}', None, False),
        (2, "resolved", '{"yes":false}', "bob", True),
    ]
    (reason,) = ledger.one("SELECT reason FROM now_resolutions WHERE revision = 2")
    assert reason == "the publisher corrected its table. Evidence: https://example.org/corrected"


def test_a_correction_is_known_when_the_end_it_replaces_was_unless_it_says_on_which_day(ledger: Any) -> None:
    resolved(ledger)
    (known,) = ledger.one("SELECT known_at FROM now_questions")
    assert correct(ledger.journal, "q", correction()).known_at == known
    dated = correct(ledger.journal, "q", correction("yes", on=date(2026, 3, 1)))
    assert dated.known_at == microseconds(ledger.clock.at.replace(month=3, day=1, hour=0, minute=0))


def test_what_was_annulled_is_corrected_as_known_now(ledger: Any) -> None:
    ledger.ask()
    annul(ledger.journal, "q", "bob", "its premise fell")
    assert correct(ledger.journal, "q", correction("yes")).known_at == ledger.us()
    assert ledger.state() == "resolved"


def test_the_bytes_of_a_file_that_shows_it_are_kept(ledger: Any, tmp_path: Path) -> None:
    resolved(ledger)
    scan = tmp_path / "scan.txt"
    scan.write_bytes(b"11.0")
    correct(ledger.journal, "q", correction(receipt=receipt(str(scan))))
    (body,) = ledger.one("SELECT CAST(body AS TEXT) FROM log_entries ORDER BY seq DESC LIMIT 1")
    (seq,) = ledger.one("SELECT max(seq) FROM now_evidence WHERE source = 'manual'")
    assert f'"evidence":[{seq}]' in body


def test_a_dry_run_asks_every_rule_and_records_nothing(ledger: Any, tmp_path: Path) -> None:
    resolved(ledger)
    scan = tmp_path / "scan.txt"
    scan.write_bytes(b"11.0")
    before = ledger.journal.head()
    assert correct(ledger.journal, "q", correction(receipt=receipt(str(scan))), dry_run=True).revision == 2
    assert withdraw(ledger.journal, "q", "bob", "too early", dry_run=True).revision == 2
    assert annul(ledger.journal, "q", "bob", "flawed", dry_run=True).how == "annulled"
    assert ledger.journal.head() == before


def test_a_withdrawn_end_is_asked_again_and_not_proposed_again_by_the_rule(ledger: Any) -> None:
    resolved(ledger)
    withdraw(ledger.journal, "q", "bob", "the table was a draft")
    assert ledger.state() == "asked"
    ledger.clock.move(timedelta(days=1))
    assert (ledger.sweep().proposed, ledger.state()) == ([], "asked")
    assert ends(ledger)[-1] == (2, "withdrawn", None, "bob", True)


@pytest.mark.parametrize("how", ["annulled", "ambiguous"])
def test_an_end_without_an_outcome_replaces_one_with(ledger: Any, how: Any) -> None:
    resolved(ledger)
    annul(ledger.journal, "q", "bob", "two readings", how)
    assert ledger.one("SELECT state, ended_how, outcome FROM now_questions") == ("annulled", how, None)
    with pytest.raises(AnnulledAlreadyError):
        annul(ledger.journal, "q", "bob", "again")


def test_what_was_only_proposed_is_annulled(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    ledger.sweep()
    annul(ledger.journal, "q", "bob", "its premise fell")
    assert ledger.state() == "annulled"


def test_the_owner_of_a_private_question_corrects_a_slip_and_needs_to_show_nothing(ledger: Any) -> None:
    manual = [{"name": "manual", "value": "answer", "params": {"ask": "?"}}]
    ledger.ask(private=True, by="me", resolution={"source": manual})
    ledger.now("2026-04-10T12:00")
    answer(ledger.journal, "q", Given("yes", "me"))
    with pytest.raises(NoEvidenceError):
        correct(ledger.journal, "q", Correction("no", "bob", "a slip"))
    correct(ledger.journal, "q", Correction("no", "me", "a slip"))
    assert ends(ledger)[-1][1:] == ("resolved", '{"yes":false}', "me", True)


def early_yes(ledger: Any, **head: Any) -> None:
    """A YES of February, resolved while the days that count go on to the end of March."""
    ledger.ask(private=True, by="me", **head)
    ledger.now("2026-02-20T12:00")
    answer(ledger.journal, "q", Given("yes", "me", on=date(2026, 2, 3)))
    assert ledger.state() == "resolved"


def test_a_corrected_no_waits_for_the_days_that_count(ledger: Any) -> None:
    early_yes(ledger)
    with pytest.raises(TooEarlyToAnswerError, match=r"2026-03-31.*fledger review withdraw q"):
        correct(ledger.journal, "q", correction())
    ledger.now("2026-04-01T00:00")
    assert correct(ledger.journal, "q", correction()).known_at == microseconds(end_of(date(2026, 3, 31)))


def test_a_no_that_is_given_a_day_is_known_no_sooner_either(ledger: Any) -> None:
    early_yes(ledger)
    ledger.now("2026-04-01T00:00")
    changed = correct(ledger.journal, "q", correction(on=date(2026, 2, 4)))
    assert changed.known_at == microseconds(end_of(date(2026, 3, 31)))


def test_the_owner_of_a_private_question_corrects_to_no_early_and_it_is_known_now(ledger: Any) -> None:
    early_yes(ledger)
    assert correct(ledger.journal, "q", Correction("no", "me", "a slip")).known_at == ledger.us()


def test_what_changes_nothing_or_has_no_end_is_refused(ledger: Any) -> None:
    with pytest.raises(UnknownQuestionError):
        withdraw(ledger.journal, "nothing", "bob", "too early")
    ledger.ask()
    with pytest.raises(NoEndError, match="q is asked"):
        correct(ledger.journal, "q", correction())
    with pytest.raises(NoEndError):
        withdraw(ledger.journal, "q", "bob", "too early")


def test_a_correction_says_something_else_for_a_reason_on_a_day_that_came(ledger: Any) -> None:
    resolved(ledger)
    with pytest.raises(SameEndError):
        correct(ledger.journal, "q", correction("yes"))
    with pytest.raises(NoReasonError, match="--why"):
        withdraw(ledger.journal, "q", "bob", "")
    with pytest.raises(WhenError, match="has not come yet"):
        correct(ledger.journal, "q", correction("yes", on=date(2027, 1, 1)))
