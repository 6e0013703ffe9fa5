"""A person who reads for one of several publishers: a reading among others, never the outcome; and whose turn it is."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from ledger.resolution.looking_back.replay import replay
from ledger.resolution.people.answer import (
    Given,
    NoEvidenceError,
    NotTheirTurnError,
    SearchedNothingError,
    answer,
)
from ledger.resolution.people.confirm import confirm_due
from ledger.resolution.people.voice import FigureTooEarlyError, NotAFigureError, WhoseFigureError

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://company.example/report.pdf"


def machine(**params: Any) -> dict[str, Any]:
    page = {"url": "https://data.example.org/value", "select": "value", "as_of": "as_of", "max_age": 365}
    return {"name": "http_json", "value": "value", "params": {**page, **params}}


def by_hand(publisher: str = "Company report", **more: Any) -> dict[str, Any]:
    params = {"ask": "What does it say?", "publisher": publisher, **more.pop("params", {})}
    return {"name": "manual", "value": "answer", "params": params, **more}


def two(*more: dict[str, Any], **rule: Any) -> dict[str, Any]:
    """A rule by which two publishers must agree, one of them read by people."""
    sources = [machine(publisher="Institute"), by_hand(), *more]
    return {"source": sources, "quorum": 2, "tolerance": "1", **rule}


def says(ledger: Any, text: str, **more: Any) -> Any:
    return answer(ledger.journal, "q", Given(text, "ann", **{"url": URL, "why": "page 3", **more}))


def on_the_day(ledger: Any, value: float = 12.5, **rule: Any) -> None:
    """A question whose machine source has spoken and whose other publisher has not."""
    ledger.ask(resolution=two(**rule))
    ledger.now("2026-04-10T12:00")
    ledger.world.says(value, "2026-03-31")


def proposals(ledger: Any) -> list[tuple[Any, ...]]:
    return list(ledger.all("SELECT basis, outcome, readings FROM now_proposals ORDER BY seq"))


def test_an_answer_is_one_voice_and_with_the_machines_it_is_the_rules_proposal(ledger: Any) -> None:
    on_the_day(ledger)
    assert "Company report" in ledger.sweep().needs_person["q"]
    done = says(ledger, "12.9")
    assert (done.figure, done.outcome, done.hash, ledger.state()) == ("12.9", None, None, "asked")
    ledger.sweep({"q"})
    ((basis, outcome, readings),) = proposals(ledger)
    assert (basis, outcome, len(readings.split(","))) == ("rule", '{"yes":true}', 2)


def test_the_reading_names_its_publisher_its_window_and_its_receipt(ledger: Any, tmp_path: Path) -> None:
    receipt = tmp_path / "report.pdf"
    receipt.write_bytes(b"12.9 months")
    on_the_day(ledger)
    done = says(ledger, "12.9", url=None, file=receipt)
    taken = ledger.one("SELECT said FROM now_readings WHERE seq = ?", done.reading)[0]
    for part in (
        '"publisher":"Company report"',
        '"covers":["2026-01-01","2026-03-31"]',
        '"as_of":"2026-04-10"',
        "read by ann: file:report.pdf; page 3",
    ):
        assert part in taken
    assert ledger.one("SELECT url FROM now_evidence WHERE source = 'manual'") == ("file:report.pdf",)


def test_a_figure_beyond_the_tolerance_is_a_conflict_with_both_readings(ledger: Any) -> None:
    on_the_day(ledger)
    says(ledger, "14")
    ledger.sweep({"q"})
    ((basis, outcome, readings),) = proposals(ledger)
    assert (basis, outcome, len(readings.split(","))) == ("conflict", None, 2)
    assert ledger.state() == "contested"


def test_in_a_conflict_a_person_answers_the_question_itself(ledger: Any) -> None:
    on_the_day(ledger)
    says(ledger, "14")
    ledger.sweep({"q"})
    assert says(ledger, "yes").hash is not None


def test_answering_again_until_it_agrees_does_not_help_the_first_print_counts(ledger: Any) -> None:
    on_the_day(ledger)
    says(ledger, "14")
    says(ledger, "12.5")
    ledger.sweep({"q"})
    assert proposals(ledger)[0][0] == "conflict"


def test_two_answers_of_one_publisher_are_one_publisher(ledger: Any) -> None:
    ledger.ask(resolution=two())
    ledger.now("2026-04-10T12:00")
    ledger.world.breaks(status=500)
    says(ledger, "12.5")
    says(ledger, "12.5")
    assert "q" in ledger.sweep({"q"}).waits
    assert proposals(ledger) == []


def test_what_a_person_read_is_decided_again_like_all_else(ledger: Any) -> None:
    on_the_day(ledger)
    says(ledger, "12.9")
    ledger.sweep({"q"})
    (found,) = asyncio.run(replay(ledger.journal))
    assert (found.holds, found.decision.cause) == (True, "equal")
    assert sorted(layer.words for layer in found.readings.values()) == [
        "",
        "read by a person, with the receipt that it names",
    ]
    ledger.now("2026-04-14T12:00")
    assert [one.how for one in confirm_due(ledger.journal)] == ["machine"]


@pytest.mark.parametrize(
    ("vintage", "too_early", "counts"),
    [
        ("first_final", "2026-04-09T23:59", "2026-04-10T00:00"),
        ("latest", "2026-04-09T23:59", "2026-04-10T00:00"),
        ("first_print", "2026-03-31T23:59", "2026-04-01T00:00"),
        ("as_of", "2026-03-31T23:59", "2026-04-01T00:00"),
    ],
)
def test_a_figure_is_taken_from_the_moment_it_can_count(
    ledger: Any, vintage: str, too_early: str, counts: str
) -> None:
    ledger.ask(resolution=two(vintage=vintage))
    ledger.now(too_early)
    with pytest.raises(FigureTooEarlyError, match=counts[:10]):
        says(ledger, "12")
    ledger.now(counts)
    assert says(ledger, "12").reading is not None


@pytest.mark.parametrize("typed", ["yes", "no", "nan", "1e999", "twelve"])
def test_a_number_is_what_a_rule_that_compares_numbers_is_given(ledger: Any, typed: str) -> None:
    on_the_day(ledger)
    with pytest.raises(NotAFigureError, match="Company report says"):
        says(ledger, typed)


def test_a_figure_needs_a_receipt(ledger: Any) -> None:
    on_the_day(ledger)
    with pytest.raises(NoEvidenceError):
        says(ledger, "12", url=None)


def test_people_who_read_for_two_publishers_say_for_which(ledger: Any) -> None:
    ledger.ask(resolution=two(by_hand("Analyst house"), quorum=3))
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-03-31")
    with pytest.raises(WhoseFigureError, match="'Company report' or 'Analyst house'"):
        says(ledger, "12")
    with pytest.raises(WhoseFigureError):
        says(ledger, "12", publisher="Nobody")
    says(ledger, "12", publisher="Analyst house")
    assert "Company report" in ledger.sweep({"q"}).needs_person["q"]
    says(ledger, "12", publisher="Company report")
    ledger.sweep({"q"})
    assert proposals(ledger)[0][:2] == ("rule", '{"yes":true}')


def test_no_publisher_is_named_where_people_read_for_none(ledger: Any) -> None:
    ledger.ask()
    ledger.now("2026-04-10T12:00")
    with pytest.raises(WhoseFigureError, match="name no publisher"):
        says(ledger, "yes", publisher="Institute")


def test_a_text_is_taken_where_the_rule_compares_texts(ledger: Any) -> None:
    options = [{"label": "a", "is_one_of": ["US", "UK"]}, {"label": "b", "is_one_of": ["CN"]}]
    ledger.ask(
        resolution=two(yes_if=None, source=[machine(type="text"), by_hand()]),
        kind="multiple_choice",
        option=options,
    )
    ledger.now("2026-04-10T12:00")
    ledger.world.says("CN", "2026-03-31")
    says(ledger, "CN")
    ledger.sweep({"q"})
    assert proposals(ledger)[0][1] == '{"option":"b"}'


EVENT = {"nature": "event"}


def event(ledger: Any, happened: str, **rule: Any) -> None:
    source = machine(type="date", **EVENT)
    ledger.ask(
        resolution=two(
            source=[source, by_hand(params=EVENT)], yes_if={"happened": True}, tolerance=None, **rule
        )
    )
    ledger.now("2026-04-10T12:00")
    ledger.world.says(happened, "2026-04-10")


def test_of_an_event_a_person_gives_the_day(ledger: Any) -> None:
    event(ledger, "2026-02-03")
    with pytest.raises(NotAFigureError, match="the day it happened"):
        says(ledger, "yes")
    with pytest.raises(NotAFigureError):
        says(ledger, "2026-04-11")
    says(ledger, "2026-02-03")
    ledger.sweep({"q"})
    ((_, outcome, _),) = proposals(ledger)
    assert outcome == '{"yes":true}'
    assert ledger.one("SELECT known_at FROM now_proposals")[0] < ledger.us()


def test_that_it_never_happened_says_what_was_searched(ledger: Any) -> None:
    event(ledger, "2026-02-03")
    with pytest.raises(SearchedNothingError):
        says(ledger, "never", why="")
    says(ledger, "never", why="all issues to March")
    ledger.sweep({"q"})
    assert proposals(ledger)[0][0] == "conflict"


def test_of_a_window_of_days_a_figure_speaks_for_its_own_day(ledger: Any) -> None:
    window = {"any_day": ["2026-01-01", "2026-01-31"], "max_gap": "3d"}
    ledger.ask(resolution=two(window=window), resolves_at="2026-01-01", closes_at="2026-01-31")
    ledger.now("2026-01-09T12:00")
    ledger.world.says(13, "2026-01-09")
    says(ledger, "13", on=date(2026, 1, 8))
    assert ledger.one("SELECT covers_first, covers_last FROM now_readings") == ("2026-01-08", "2026-01-08")
    ledger.sweep({"q"})
    assert proposals(ledger)[0][1] == '{"yes":true}'


# ---- people who are a fallback ---------------------------------------------------------------------------


def test_people_who_are_a_fallback_wait_for_their_time(ledger: Any) -> None:
    ledger.ask(resolution={"source": [machine(), by_hand(fallback=True)], "fallback_after": "14d"})
    ledger.now("2026-04-23T23:59")
    with pytest.raises(NotTheirTurnError, match="from 2026-04-24 00:00 UTC on"):
        says(ledger, "yes")
    assert says(ledger, "not-yet").hash is None
    ledger.now("2026-04-24T00:00")
    assert says(ledger, "yes").hash is not None


def test_from_the_last_day_on_a_fallback_waits_no_longer(ledger: Any) -> None:
    ledger.ask(
        resolution={"source": [machine(), by_hand(fallback=True)], "fallback_after": "365d"},
        gives_up_at="2026-04-20",
    )
    ledger.now("2026-04-21T00:00")
    assert says(ledger, "yes").hash is not None


def test_people_beside_a_machine_without_a_quorum_answer_the_question_itself(ledger: Any) -> None:
    ledger.ask(resolution={"source": [machine(), by_hand()]})
    ledger.now("2026-04-10T12:00")
    assert says(ledger, "yes").hash is not None
