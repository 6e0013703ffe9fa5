"""Forecasts are taken as they were said, when they were said, and from whom they are."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import microseconds, moment
from ledger.journal import entries as kinds
from ledger.journal.minutes import SLIP_WITHIN
from ledger.journal.rebuild import rebuild
from ledger.journal.refused import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.journal.append import Journal

Made = Any
MINUTE = 60_000_000


def row(path: Path, forecast: int) -> dict[str, Any]:
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    found = database.execute("SELECT * FROM now_forecasts WHERE forecast = ?", (forecast,)).fetchone()
    database.close()
    return dict(found)


def refused(journal: Journal, entry: kinds.Entry, match: str) -> None:
    before = journal.head()
    with pytest.raises(RefusedError, match=match):
        journal.append(entry)
    assert journal.head() == before


def test_a_forecast_stands_as_it_was_said(asked: Journal, make: Made) -> None:
    (seq,) = asked.append(make.forecast(p="0.350", reason="a guess", words="about a third", batch="import 1"))
    kept = row(asked.path, seq)
    assert (kept["says"], kept["probability"]) == ('{"probability":"0.350"}', 0.35)
    assert (kept["recorded_at"], kept["made_at"], kept["grade"]) == (make.now, make.now, "seen")
    assert (kept["reason"], kept["words"], kept["batch"]) == ("a guess", "about a third", "import 1")


@pytest.mark.parametrize("p", ["1.01", "-0.1", "nan", "inf", "half", "", 1])
def test_what_is_no_probability_is_refused(asked: Journal, make: Made, p: Any) -> None:
    refused(asked, make.forecast(says={"probability": p}), match="is no probability")


@pytest.mark.parametrize("p", ["0", "1", "0.0004"])
def test_certainty_is_taken_as_it_is(asked: Journal, make: Made, p: str) -> None:
    (seq,) = asked.append(make.forecast(p=p))
    assert row(asked.path, seq)["probability"] == float(p)


def test_a_forecast_needs_a_known_question_and_version(asked: Journal, make: Made) -> None:
    refused(asked, make.forecast(question="q-2"), match="no question is called 'q-2'")
    refused(asked, make.forecast(version=2), match="has no version 2")


def test_a_seen_forecast_was_recorded_within_minutes(asked: Journal, make: Made) -> None:
    asked.append(make.forecast(made_at=make.now - 10 * MINUTE))
    refused(asked, make.forecast(made_at=make.now - 11 * MINUTE), match="is not 'seen'")
    asked.append(make.forecast(made_at=make.now - 11 * MINUTE, grade="documented"))
    refused(asked, make.forecast(made_at=make.now + 11 * MINUTE, grade="claimed"), match="in the future")


def test_no_forecast_after_the_close(asked: Journal, make: Made) -> None:
    make.move(days=300)
    refused(asked, make.forecast(), match="closed when")
    refused(asked, make.forecast(grade="claimed"), match="closed when")
    asked.append(make.forecast(grade="documented", made_at=make.now - 250 * 24 * 60 * MINUTE))


@pytest.mark.parametrize("ending", ["resolved", "annulled"])
def test_no_forecast_on_a_question_that_ended(asked: Journal, make: Made, ending: str) -> None:
    if ending == "annulled":
        asked.append(kinds.QuestionAnnulled(question="q-1", revision=1, how="annulled", reason="r"))
    else:
        proposal = make.proposed(challenge_until=make.now)
        asked.append(proposal)
        asked.append(make.forecast(by="while proposed"))
        asked.append(make.resolved(3, known_at=proposal.known_at))
    refused(asked, make.forecast(), match=f"it is {ending} and takes no more forecasts")


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("binary", {"statement": True}),
        ("binary", {"words": True}),
        ("multiple_choice", {"options": [["few", "0.4"], ["many", "0.6"]]}),
        ("numeric", {"quantiles": [["0.1", "4"], ["0.9", "14"]]}),
        ("numeric", {"interval": {"level": "0.8", "lower": "4", "upper": "14"}}),
        ("numeric", {"range": {"lower": "12", "upper": "24"}}),
        ("numeric", {"point": "8.1"}),
        ("date", {"dates": [["0.5", "2026-07-01"]]}),
    ],
)
def test_every_kind_of_question_has_its_forecasts(
    journal: Journal, make: Made, kind: str, says: dict[str, Any]
) -> None:
    journal.append(make.asked(kind=kind))
    (seq,) = journal.append(make.forecast(says=says))
    assert row(journal.path, seq)["probability"] is None


@pytest.mark.parametrize(
    ("kind", "says", "match"),
    [
        ("numeric", {"probability": "0.4"}, "takes no probability"),
        ("multiple_choice", {"options": [["few", "0.4"], ["none", "0.6"]]}, "not the question's options"),
        ("multiple_choice", {"options": [["few", "0.4"], ["few", "0.6"]]}, "not the question's options"),
        ("numeric", {"point": "many"}, "is not a forecast"),
        ("numeric", {"point": "1", "words": True}, "exactly one thing"),
        ("binary", {}, "exactly one thing"),
    ],
)
def test_a_form_that_does_not_fit_is_refused(
    journal: Journal, make: Made, kind: str, says: dict[str, Any], match: str
) -> None:
    journal.append(make.asked(kind=kind))
    refused(journal, make.forecast(says=says), match=match)


def test_only_its_forecaster_withdraws_a_forecast_and_once(asked: Journal, make: Made) -> None:
    (seq,) = asked.append(make.forecast())
    make.move(days=2)
    ending = kinds.ForecastWithdrawn(forecast=seq, by="ada", at=make.now)
    refused(asked, ending.model_copy(update={"by": "bob"}), match="is ada's")
    refused(asked, ending.model_copy(update={"forecast": 1}), match="there is no forecast 1")
    refused(asked, ending.model_copy(update={"at": make.now - 11 * MINUTE}), match="backwards in time")
    refused(asked, ending.model_copy(update={"at": 0}), match="before it was made")
    asked.append(ending)
    assert row(asked.path, seq)["ended_at"] == make.now
    refused(asked, ending, match="was withdrawn")


def test_a_forecast_is_reaffirmed_for_a_version_that_exists(asked: Journal, make: Made) -> None:
    (seq,) = asked.append(make.forecast())
    again = kinds.ForecastReaffirmed(forecast=seq, by="ada", version=2)
    refused(asked, again, match="no such later version")
    asked.append(make.amended(), again)
    assert row(asked.path, seq)["version"] == 2
    refused(asked, again, match="no such later version")


def test_a_slip_is_corrected_within_minutes(asked: Journal, make: Made) -> None:
    (seq,) = asked.append(make.forecast(p="0.53"))
    meant = kinds.ForecastCorrected(forecast=seq, by="ada", says={"probability": "0.35"}, reason="slip")
    make.move(minutes=5)
    (slip,) = asked.append(meant)
    kept = row(asked.path, seq)
    assert (kept["says"], kept["probability"], kept["corrected"]) == ('{"probability":"0.35"}', 0.35, slip)
    make.move(minutes=6)
    refused(asked, meant, match="told within minutes")


def test_a_correction_obeys_what_a_forecast_obeys(asked: Journal, make: Made) -> None:
    (seq,) = asked.append(make.forecast())
    meant = kinds.ForecastCorrected(forecast=seq, by="ada", reason="slip")
    refused(asked, meant, match="corrects nothing")
    refused(asked, meant.model_copy(update={"says": {"probability": "2"}}), match="no probability")
    refused(asked, meant.model_copy(update={"made_at": make.now - 11 * MINUTE}), match="is not 'seen'")
    asked.append(meant.model_copy(update={"made_at": make.now - 9 * MINUTE}))
    assert row(asked.path, seq)["made_at"] == make.now - 9 * MINUTE
    asked.append(kinds.QuestionAnnulled(question="q-1", revision=1, how="annulled", reason="r"))
    refused(asked, meant.model_copy(update={"says": {"probability": "1"}}), match="is annulled")


def test_a_refused_forecast_in_a_batch_leaves_nothing_of_its_chunk(asked: Journal, make: Made) -> None:
    good, bad = make.forecast(), make.forecast(question="q-2")
    before = asked.head()
    with pytest.raises(RefusedError):
        asked.append_many([good] * 10 + [bad])
    assert asked.head() == before
    with pytest.raises(RefusedError):
        asked.append_many([good] * 25 + [bad], chunk=10)
    assert asked.head().size == before.size + 20


def test_seen_is_judged_by_when_it_was_recorded_also_at_the_close(asked: Journal, make: Made) -> None:
    """Said minutes before the close and recorded after it, a forecast was seen by nobody in time."""
    close = microseconds(datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=UTC))
    make.clock.at = moment(close) + timedelta(minutes=2)
    refused(asked, make.forecast(made_at=close - MINUTE), match="closed when")
    asked.append(make.forecast(made_at=close - MINUTE, grade="claimed"))


def test_a_forecast_does_not_run_out_before_it_was_made(asked: Journal, make: Made) -> None:
    refused(asked, make.forecast(expires_at=make.now), match="run out before it was made")
    asked.append(make.forecast(expires_at=make.now + 1))


CLAIM = {"publication": "paper-1", "stance": "asserts", "said_by": "somebody"}
STATED = [{"by": "think-tank", "made_at": "2026-05-14", "probability": "0.6"}]


@pytest.fixture
def of_a_paper(journal: Journal, make: Made) -> Journal:
    """A ledger with a question that measures a paper's words, and holds a forecast of another publication."""
    journal.append(make.asked(claim=CLAIM, forecast=STATED))
    return journal


@pytest.mark.parametrize("by", ["paper-1", "think-tank", "Paper-1", "THINK-tank"])
@pytest.mark.parametrize("grade", ["seen", "claimed"])
def test_nobody_forecasts_in_the_name_of_a_publication(
    of_a_paper: Journal, make: Made, by: str, grade: str
) -> None:
    refused(of_a_paper, make.forecast(by=by, grade=grade), match="is a publication")
    of_a_paper.append(make.forecast(by=by, grade="documented"))
    of_a_paper.append(make.forecast(by="ada", grade=grade))


def test_a_publication_is_known_from_the_entry_that_names_it_on(journal: Journal, make: Made) -> None:
    before = (make.asked(), make.forecast(by="paper-1"), make.amended(claim=CLAIM))
    with pytest.raises(RefusedError, match="is a publication"):
        journal.append(*before, make.forecast(by="paper-1"))
    journal.append(*before, make.forecast(by="ada"))
    assert rebuild(journal) == 5


def test_a_publication_stays_one_when_the_file_no_longer_names_it(of_a_paper: Journal, make: Made) -> None:
    of_a_paper.append(make.amended())
    refused(of_a_paper, make.forecast(by="paper-1"), match="is a publication")
    refused(of_a_paper, make.forecast(by="think-tank"), match="is a publication")


def test_nobody_takes_back_what_a_publication_said(of_a_paper: Journal, make: Made) -> None:
    (seq,) = of_a_paper.append(make.forecast(by="think-tank", grade="documented"))
    ending = kinds.ForecastWithdrawn(forecast=seq, by="think-tank", at=make.now)
    meant = kinds.ForecastCorrected(forecast=seq, by="think-tank", says={"probability": "1"}, reason="slip")
    for entry in (ending, meant):
        refused(of_a_paper, entry, match="nobody acts in its name")


def test_the_journal_takes_a_slip_as_long_as_a_person_is_told(asked: Journal, make: Made) -> None:
    (seq,) = asked.append(make.forecast())
    meant = kinds.ForecastCorrected(forecast=seq, by="ada", says={"probability": "0.4"}, reason="slip")
    make.move(microseconds=SLIP_WITHIN)
    asked.append(meant)
    make.move(microseconds=1)
    refused(asked, meant, match="within minutes")
