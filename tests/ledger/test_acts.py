"""What a person does to a ledger, without a screen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from ledger import acts
from ledger.clock import SetClock, microseconds, moment
from ledger.errors import JournalError, UnknownQuestionError, UsageError
from ledger.journal.append import Journal
from ledger.journal.backup import backup
from ledger.journal.entries import QuestionAsked
from ledger.journal.intake import sync
from ledger.journal.restore import restore
from ledger.new_home import make_home
from ledger.questions.catalogue import read_catalogue
from ledger.questions.forecast import Chance, Quantiles
from ledger.questions.saying import SayingError
from ledger.record.detail import detail
from ledger.record.forecasts import of_question
from ledger.record.opening import Record
from ledger.record.seen import (
    OtherEntryError,
    OtherForecastError,
    OtherWordsError,
    Seen,
    WithdrawnElsewhereError,
)
from ledger.record.trail import notes
from ledger.resolution.people.ends import annul
from ledger.settings import read_settings
from ledger.slips import SLIP_FOR, NothingToCorrectError, SlipOverError, slip_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ledger.settings import Settings

START = datetime(2026, 11, 1, 9, tzinfo=UTC)
ME = "mira"
QUESTION = "will-it-rain-2026"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(START)


@pytest.fixture
def home(tmp_path: Path, clock: SetClock) -> Settings:
    """A ledger with one question of one's own."""
    settings = make_home(read_settings(tmp_path / "home", {}), ME, clock)
    with Journal.open(settings.ledger, clock=clock) as journal:
        acts.ask(journal, settings, "Will it rain?", date(2026, 12, 31), by=ME)
    return settings


@pytest.fixture
def journal(home: Settings, clock: SetClock) -> Iterator[Journal]:
    with Journal.open(home.ledger, clock=clock) as opened:
        yield opened


@pytest.fixture
def record(home: Settings) -> Iterator[Record]:
    with Record.open(home.ledger) as opened:
        yield opened


def _chance(text: str) -> Chance:
    return Chance(Decimal(text))


def test_what_is_said_before_its_question_opens_says_from_when_it_counts(
    journal: Journal, record: Record, clock: SetClock
) -> None:
    opens = START + timedelta(days=30)
    said: dict[str, Any] = dict(detail(record, QUESTION, now_us=microseconds(START)).said)
    said["opens_at"] = f"{opens:%Y-%m-%d}"
    journal.append(QuestionAsked(question="later", version=1, file_sha256="0" * 64, said=said))
    early = acts.forecast(journal, record, "later", _chance("0.35"), by=ME)
    assert early.sentence == "saved 35 % · counts from 2026-12-01, when it opens"
    corrected = acts.correct(journal, early, _chance("0.25"))
    assert corrected.sentence.endswith("said 35 % by a slip · counts from 2026-12-01, when it opens")
    clock.at = opens
    assert acts.forecast(journal, record, "later", _chance("0.45"), by=ME).sentence == "saved 45 % · was 25 %"


def test_a_home_has_settings_with_the_name_and_a_ledger(home: Settings) -> None:
    assert home.me == ME
    assert home.ledger.is_file()
    assert (home.home / "settings.toml").stat().st_mode & 0o777 == 0o600


def test_a_home_is_made_once(home: Settings, clock: SetClock) -> None:
    with pytest.raises(UsageError, match="There is a ledger in"):
        make_home(home, ME, clock)


def test_a_home_keeps_settings_that_are_there(tmp_path: Path, clock: SetClock) -> None:
    (tmp_path / "settings.toml").write_text('[people]\nme = "ola"\n', encoding="utf-8")
    assert make_home(read_settings(tmp_path, {}), ME, clock).me == "ola"


def test_a_forecast_tells_what_stood_there_before(journal: Journal, record: Record, clock: SetClock) -> None:
    first = acts.forecast(journal, record, QUESTION, _chance("0.22"), by=ME)
    clock.move(timedelta(days=1))
    second = acts.forecast(journal, record, QUESTION, _chance("0.35"), by=ME, reason="clouds")
    assert first.sentence == "saved 22 %"
    assert second.sentence == "saved 35 % · was 22 %"
    newest = of_question(record, QUESTION, by=ME)[0]
    assert (newest.grade, newest.reason, newest.forecast) == ("seen", "clouds", second.forecast)


def test_a_time_that_is_only_told_is_claimed(journal: Journal, record: Record) -> None:
    saved = acts.forecast(
        journal, record, QUESTION, _chance("0.2"), by=ME, made_at=START - timedelta(hours=1)
    )
    assert saved.grade == "claimed"
    assert of_question(record, QUESTION)[0].made_at == microseconds(START) - 3_600_000_000


def test_a_forecast_cannot_have_been_made_later(journal: Journal, record: Record) -> None:
    with pytest.raises(UsageError, match="has not come yet"):
        acts.forecast(journal, record, QUESTION, _chance("0.2"), by=ME, made_at=START + timedelta(days=1))


def test_a_forecast_can_run_out(journal: Journal, record: Record, clock: SetClock) -> None:
    acts.forecast(journal, record, QUESTION, _chance("0.2"), by=ME, expires_at=START + timedelta(days=1))
    clock.move(timedelta(days=2))
    again = acts.forecast(journal, record, QUESTION, _chance("0.3"), by=ME)
    assert again.was is None


def test_what_does_not_fit_the_question_is_refused(journal: Journal, record: Record) -> None:
    with pytest.raises(UsageError, match="takes a probability"):
        acts.forecast(journal, record, QUESTION, Quantiles(((Decimal("0.5"), Decimal(1)),)), by=ME)
    with pytest.raises(UnknownQuestionError):
        acts.forecast(journal, record, "nowhere", _chance("0.5"), by=ME)
    with pytest.raises(SayingError):
        acts.parse(record, QUESTION, "35", journal.clock)


def _seen(record: Record, clock: SetClock) -> Seen:
    found = detail(record, QUESTION, now_us=microseconds(clock.at), me=ME)
    return Seen(found.version, found.row.mine)


def test_what_was_typed_for_other_words_is_not_said(
    journal: Journal, record: Record, clock: SetClock, home: Settings
) -> None:
    acts.forecast(journal, record, QUESTION, _chance("0.2"), by=ME)
    read = _seen(record, clock)
    path = home.mine / "mine" / f"{QUESTION}.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Will it rain", "Will it pour"), encoding="utf-8"
    )
    sync(journal, read_catalogue([path]), by=ME, accept=[QUESTION], reason="clearer")
    with pytest.raises(OtherWordsError, match="changed meanwhile: nothing was written"):
        acts.forecast(journal, record, QUESTION, _chance("0.3"), by=ME, seen=read)
    with pytest.raises(OtherWordsError):
        acts.reaffirm(journal, record, QUESTION, by=ME, seen=read)
    assert len(of_question(record, QUESTION)) == 1


def test_only_the_forecast_that_was_seen_is_kept_or_withdrawn(
    journal: Journal, record: Record, clock: SetClock
) -> None:
    acts.forecast(journal, record, QUESTION, _chance("0.2"), by=ME)
    read = _seen(record, clock)
    acts.correct(journal, acts.last_said(record, QUESTION, by=ME), _chance("0.9"))
    for act in (acts.reaffirm, acts.withdraw):
        with pytest.raises(OtherForecastError, match="not the one you saw"):
            act(journal, record, QUESTION, by=ME, seen=read)
    acts.withdraw(journal, record, QUESTION, by=ME, seen=_seen(record, clock))
    with pytest.raises(OtherForecastError):
        acts.reaffirm(journal, record, QUESTION, by=ME, seen=read)


def test_after_the_close_nothing_is_taken(journal: Journal, record: Record, clock: SetClock) -> None:
    clock.move(timedelta(days=90))
    with pytest.raises(JournalError):
        acts.forecast(journal, record, QUESTION, _chance("0.5"), by=ME)


def test_a_forecast_typed_wrongly_is_corrected_and_stays_one(journal: Journal, record: Record) -> None:
    acts.forecast(journal, record, QUESTION, _chance("0.53"), by=ME, reason="clouds")
    saved = acts.correct(journal, acts.last_said(record, QUESTION, by=ME), _chance("0.35"))
    assert saved.sentence == "corrected to 35 % · said 53 % by a slip"
    (mine,) = of_question(record, QUESTION, by=ME)
    assert (mine.probability, mine.reason, mine.forecast) == (0.35, "clouds", saved.forecast)
    assert mine.corrected is not None


def test_a_forecast_that_says_what_was_meant_is_no_slip(journal: Journal, record: Record) -> None:
    saved = acts.forecast(journal, record, QUESTION, _chance("0.30"), by=ME)
    told = f"nothing to correct: your forecast on {QUESTION} says 30 % already"
    with pytest.raises(NothingToCorrectError, match=told):
        acts.correct(journal, saved, _chance("0.3"))
    assert of_question(record, QUESTION)[0].corrected is None


def test_a_correction_comes_within_minutes_and_needs_a_forecast(
    journal: Journal, record: Record, clock: SetClock
) -> None:
    with pytest.raises(acts.NoForecastError):
        acts.last_said(record, QUESTION, by=ME)
    saved = acts.forecast(journal, record, QUESTION, _chance("0.53"), by=ME)
    clock.move(SLIP_FOR + timedelta(seconds=1))
    with pytest.raises(SlipOverError):
        acts.correct(journal, saved, _chance("0.35"))
    acts.withdraw(journal, record, QUESTION, by=ME)
    with pytest.raises(acts.NoForecastError):
        acts.last_said(record, QUESTION, by=ME)


def test_the_same_again_is_kept(journal: Journal, record: Record, clock: SetClock) -> None:
    acts.forecast(journal, record, QUESTION, _chance("0.22"), by=ME)
    clock.move(timedelta(days=1))
    assert acts.reaffirm(journal, record, QUESTION, by=ME).sentence == "kept 22 %"


def test_a_slip_is_taken_back_to_what_stood_before(journal: Journal, record: Record, clock: SetClock) -> None:
    acts.forecast(journal, record, QUESTION, _chance("0.22"), by=ME)
    clock.move(timedelta(days=1))
    saved = acts.forecast(journal, record, QUESTION, _chance("0.92"), by=ME)
    clock.move(timedelta(minutes=4))
    assert acts.undo(journal, saved) == f"taken back 92 % on {QUESTION} · again 22 %"
    newest = of_question(record, QUESTION)[0]
    assert newest.probability == 0.22
    assert newest.corrected is not None


def test_a_first_slip_is_withdrawn_as_if_never_made(journal: Journal, record: Record) -> None:
    saved = acts.forecast(journal, record, QUESTION, _chance("0.92"), by=ME)
    assert acts.undo(journal, saved).startswith("taken back 92 %")
    (only,) = of_question(record, QUESTION)
    assert only.ended_at == only.made_at


def test_a_slip_that_was_withdrawn_elsewhere_is_told_with_what_stands(
    journal: Journal, record: Record
) -> None:
    saved = acts.forecast(journal, record, QUESTION, _chance("0.92"), by=ME)
    acts.withdraw(journal, record, QUESTION, by=ME)
    head = journal.head()
    with pytest.raises(WithdrawnElsewhereError, match="nothing was recorded, and you have no forecast there"):
        acts.undo(journal, saved)
    acts.forecast(journal, record, QUESTION, _chance("0.4"), by=ME)
    with pytest.raises(WithdrawnElsewhereError, match=r"Your 92 % .* and your newer 40 % stands"):
        acts.correct(journal, saved, _chance("0.9"))
    assert journal.head().size == head.size + 1


def test_a_slip_that_was_corrected_elsewhere_is_not_taken_back_unseen(
    journal: Journal, record: Record
) -> None:
    saved = acts.forecast(journal, record, QUESTION, _chance("0.92"), by=ME)
    acts.correct(journal, saved, _chance("0.29"))
    with pytest.raises(OtherForecastError, match="nothing was written"):
        acts.undo(journal, saved)
    assert of_question(record, QUESTION)[0].probability == 0.29


def test_a_forecast_that_took_the_number_of_a_slip_is_left_alone(home: Settings, clock: SetClock) -> None:
    """The older ledger that is put back is the same ledger, and its next entry gets the same number."""
    older = home.ledger.with_name("older.db")
    with Journal.open(home.ledger, clock=clock) as journal, Record.open(home.ledger) as record:
        backup(home.ledger, older)
        saved = acts.forecast(journal, record, QUESTION, _chance("0.4"), by=ME)
    restore(older, home.ledger, replace=True)
    clock.move(timedelta(seconds=20))
    with Journal.open(home.ledger, clock=clock) as journal, Record.open(home.ledger) as record:
        with pytest.raises(OtherEntryError):
            acts.undo(journal, saved)
        again = acts.forecast(journal, record, QUESTION, _chance("0.4"), by=ME)
        assert again.forecast == saved.forecast
        told = f"What #{saved.forecast} says now is not what you saw, your 40 % on {QUESTION}"
        with pytest.raises(OtherEntryError, match=told):
            acts.undo(journal, saved)
        with pytest.raises(OtherEntryError, match="Nothing was written"):
            acts.correct(journal, saved, _chance("0.9"))
        assert journal.head().size == again.forecast
        assert acts.undo(journal, again) == f"taken back 40 % on {QUESTION} · you have no forecast there"


def test_taking_back_brings_back_nothing_that_was_taken_back_meanwhile(
    journal: Journal, record: Record, clock: SetClock
) -> None:
    acts.forecast(journal, record, QUESTION, _chance("0.03"), by=ME)
    clock.move(timedelta(days=1))
    here = acts.forecast(journal, record, QUESTION, _chance("0.44"), by=ME)
    clock.move(timedelta(seconds=20))
    elsewhere = acts.forecast(journal, record, QUESTION, _chance("0.55"), by=ME)
    assert acts.undo(journal, here) == f"taken back 44 % on {QUESTION} · your newer 55 % stands"
    assert (
        acts.undo(journal, elsewhere)
        == f"taken back 55 % on {QUESTION} · 44 % before it stands no more · again 3 %"
    )
    assert [one.probability for one in of_question(record, QUESTION)] == [0.03, 0.03, 0.03]


def test_after_the_first_forecast_was_taken_back_meanwhile_none_is_left(
    journal: Journal, record: Record, clock: SetClock
) -> None:
    here = acts.forecast(journal, record, QUESTION, _chance("0.44"), by=ME)
    clock.move(timedelta(seconds=20))
    elsewhere = acts.forecast(journal, record, QUESTION, _chance("0.55"), by=ME)
    acts.undo(journal, here)
    told = f"taken back 55 % on {QUESTION} · 44 % before it stands no more · you have no forecast there"
    assert acts.undo(journal, elsewhere) == told
    assert all(one.ended_at is not None for one in of_question(record, QUESTION))


def test_a_slip_is_told_within_minutes(journal: Journal, record: Record, clock: SetClock) -> None:
    saved = acts.forecast(journal, record, QUESTION, _chance("0.92"), by=ME)
    clock.move(SLIP_FOR + timedelta(seconds=1))
    assert clock.now() > slip_until(saved)
    with pytest.raises(SlipOverError, match="5 minutes"):
        acts.undo(journal, saved)


def test_withdrawing_ends_it_now_and_needs_a_forecast(
    journal: Journal, record: Record, clock: SetClock
) -> None:
    saved = acts.forecast(journal, record, QUESTION, _chance("0.2"), by=ME)
    clock.move(timedelta(days=1))
    assert acts.withdraw(journal, record, QUESTION, by=ME) == saved.forecast
    assert of_question(record, QUESTION)[0].ended_at == microseconds(clock.now())
    with pytest.raises(acts.NoForecastError, match="mira has no forecast"):
        acts.withdraw(journal, record, QUESTION, by=ME)


def test_what_has_closed_or_ended_is_not_withdrawn_from(
    journal: Journal, record: Record, clock: SetClock
) -> None:
    acts.forecast(journal, record, QUESTION, _chance("0.2"), by=ME)
    closes_at = detail(record, QUESTION, now_us=microseconds(clock.now()), me=ME).row.closes_at
    clock.at = moment(closes_at + 1)
    with pytest.raises(acts.WithdrawnTooLateError, match=r"stays as it was$"):
        acts.withdraw(journal, record, QUESTION, by=ME)
    annul(journal, QUESTION, ME, "it cannot be said")
    with pytest.raises(acts.WithdrawnTooLateError, match=rf"is annulled.*review withdraw {QUESTION}"):
        acts.withdraw(journal, record, QUESTION, by=ME)
    assert of_question(record, QUESTION)[0].ended_at is None


def test_in_the_last_moment_it_is_withdrawn(journal: Journal, record: Record, clock: SetClock) -> None:
    saved = acts.forecast(journal, record, QUESTION, _chance("0.2"), by=ME)
    clock.at = moment(detail(record, QUESTION, now_us=microseconds(clock.now()), me=ME).row.closes_at)
    assert acts.withdraw(journal, record, QUESTION, by=ME) == saved.forecast


def test_reaffirming_says_the_same_again_today(journal: Journal, record: Record, clock: SetClock) -> None:
    with pytest.raises(acts.NoForecastError):
        acts.reaffirm(journal, record, QUESTION, by=ME)
    acts.forecast(journal, record, QUESTION, _chance("0.2"), by=ME, reason="clouds")
    clock.move(timedelta(days=9))
    again = acts.reaffirm(journal, record, QUESTION, by=ME)
    assert again.says == _chance("0.2")
    assert of_question(record, QUESTION)[0].reason == "clouds"


def test_a_note_needs_words(journal: Journal, record: Record) -> None:
    acts.note(journal, QUESTION, "  which rain?  ", by=ME, badly_worded=True)
    (note,) = notes(record, QUESTION)
    assert (note.text, note.badly_worded) == ("which rain?", True)
    with pytest.raises(UsageError, match="needs words"):
        acts.note(journal, QUESTION, "   ", by=ME)


def test_asking_writes_a_file_an_entry_and_a_forecast(
    home: Settings, journal: Journal, record: Record
) -> None:
    asked = acts.ask(journal, home, "Will it snow?", date(2027, 3, 1), by=ME, chance="20%", reason="winter")
    assert asked.saved is not None
    assert asked.saved.sentence == "saved 20 %"
    assert asked.path == str(home.mine / "mine" / "will-it-snow-2027.toml")
    found = detail(record, asked.question, now_us=0)
    assert found.row.private
    assert found.question().asker == ME


def test_asking_in_public_leaves_the_private_mark_out(
    home: Settings, journal: Journal, record: Record
) -> None:
    asked = acts.ask(journal, home, "Will it snow?", date(2027, 3, 1), by=ME, private=False)
    assert not detail(record, asked.question, now_us=0).row.private


def test_the_same_words_asked_twice_get_a_number(home: Settings, journal: Journal) -> None:
    again = acts.ask(journal, home, "Will it rain?", date(2026, 12, 31), by=ME)
    assert again.question == "will-it-rain-2026-2"


def test_a_chance_that_cannot_be_read_asks_nothing(home: Settings, journal: Journal) -> None:
    with pytest.raises(SayingError):
        acts.ask(journal, home, "Will it snow?", date(2027, 3, 1), by=ME, chance="20")
    assert not (home.mine / "mine" / "will-it-snow-2027.toml").exists()


def test_a_day_that_has_passed_asks_nothing(home: Settings, journal: Journal) -> None:
    with pytest.raises(UsageError, match="has passed"):
        acts.ask(journal, home, "Will it snow?", date(2026, 1, 1), by=ME)


def test_a_question_that_is_not_taken_leaves_no_file(home: Settings, journal: Journal) -> None:
    with pytest.raises(acts.NotTakenError, match="was not taken"):
        acts.ask(journal, home, "Will it snow?", date(2027, 3, 1), by="")
    assert not (home.mine / "mine" / "will-it-snow-2027.toml").exists()


def test_a_forecast_cannot_have_run_out_already(journal: Journal, record: Record) -> None:
    for passed in (START, START - timedelta(days=1)):
        with pytest.raises(UsageError, match="has passed"):
            acts.forecast(journal, record, QUESTION, _chance("0.2"), by=ME, expires_at=passed)
    assert of_question(record, QUESTION) == ()


def test_a_name_is_taken_without_stray_spaces(journal: Journal, record: Record) -> None:
    assert acts.forecast(journal, record, QUESTION, _chance("0.2"), by=" Ada   L ").by == "Ada L"
    again = acts.forecast(journal, record, QUESTION, _chance("0.3"), by="Ada L")
    assert again.was == _chance("0.2")
    acts.withdraw(journal, record, QUESTION, by="Ada  L")
    with pytest.raises(UsageError, match="blank"):
        acts.note(journal, QUESTION, "text", by=" ")


def test_nobody_speaks_in_the_name_of_a_publication(journal: Journal, record: Record) -> None:
    said: dict[str, Any] = dict(detail(record, QUESTION, now_us=0).said)
    said["forecast"] = [{"by": "paper-1", "made_at": "2026-10-01", "probability": "0.6"}]
    journal.append(QuestionAsked(question="q", version=1, file_sha256="0" * 64, said=said))
    before = journal.head()
    with pytest.raises(acts.NotTheirWordsError, match="paper-1 is a publication"):
        acts.forecast(journal, record, "q", _chance("0.9"), by="paper-1")
    with pytest.raises(acts.NotTheirWordsError):
        acts.forecast(journal, record, "q", _chance("0.9"), by="Paper-1", made_at=START - timedelta(days=1))
    with pytest.raises(acts.NotTheirWordsError):
        acts.withdraw(journal, record, "q", by="paper-1")
    with pytest.raises(acts.NotTheirWordsError):
        acts.reaffirm(journal, record, "q", by="paper-1")
    assert journal.head() == before
