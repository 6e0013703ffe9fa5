"""The journal by page: newest first, one line for every kind of entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import moment
from ledger.journal import entries as kinds
from ledger.journal.entries import KINDS
from ledger.record.journal import _LINES, EntryRow, entries, entry

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


def test_entries_come_newest_first_and_page_by_seq(world: World) -> None:
    for name in ("a", "b", "c"):
        world.ask(name)
    with world.record() as record:
        first = entries(record, limit=2)
        second = entries(record, before=first[-1].seq, limit=5)
    assert [(one.seq, one.question) for one in first] == [(4, "c"), (3, "b")]
    assert [(one.seq, one.kind, one.question) for one in second] == [
        (2, "QuestionAsked", "a"),
        (1, "LedgerOpened", None),
    ]
    assert first[0].at == moment(world.now)


def test_kinds_narrow_the_page(world: World) -> None:
    world.ask("a")
    world.say("a")
    with world.record() as record:
        assert [one.kind for one in entries(record, kinds=("ForecastMade", "NoteAdded"))] == ["ForecastMade"]


def test_one_entry_is_found_by_seq(world: World) -> None:
    with world.record() as record:
        found = entry(record, 1)
        assert entry(record, 99) is None
    assert found is not None
    assert found.summary == "opened by mira"
    assert found.said()["kind"] == "LedgerOpened"
    assert len(found.leaf) == 64


def test_an_entry_on_a_forecast_names_its_question_and_what_was_meant(world: World) -> None:
    world.ask()
    first = world.say(p="0.35")
    meant: dict[str, Any] = {"by": "mira", "says": {"probability": "0.45"}, "reason": "slip"}
    world.journal.append(kinds.ForecastCorrected(forecast=first, **meant))
    world.journal.append(kinds.ForecastCorrected(forecast=first, **meant | {"reason": "a digit"}))
    world.withdraw(second := world.say(p="0.9"))
    world.move(minutes=1)
    world.withdraw(first)
    with world.record() as record:
        found = [one.summary for one in entries(record, kinds=("ForecastCorrected", "ForecastWithdrawn"))]
        (seq,) = [one.seq for one in entries(record, limit=1)]
        assert (one := entry(record, seq)) is not None
        assert one.summary == found[0]
    assert found == [
        f"q-1: forecast {first} withdrawn by mira",
        f"q-1: forecast {second} taken back by mira",
        f"q-1: forecast {first} corrected by mira to 45 %, a slip: a digit",
        f"q-1: forecast {first} corrected by mira to 45 %, a slip",
    ]


def test_every_kind_has_a_line() -> None:
    assert set(_LINES) == set(KINDS)


@pytest.mark.parametrize(
    ("kind", "data", "line"),
    [
        ("LedgerOpened", {"opened_by": "mira", "simulated": True}, "opened by mira, simulated"),
        (
            "ForecastMade",
            {"question": "q", "by": "tom", "says": {"probability": "0.35"}, "grade": "seen"},
            "q: tom says 35 % (seen)",
        ),
        (
            "ForecastMade",
            {"question": "q", "by": "tom", "says": {"hunch": 1}, "grade": "seen"},
            'q: tom says {"hunch": 1} (seen)',
        ),
        (
            "ResolutionProposed",
            {"question": "q", "basis": "conflict"},
            "q: sources conflict proposed (conflict)",
        ),
        (
            "QuestionResolved",
            {"question": "q", "outcome": {"value": "8.1"}, "confirmed": "machine"},
            "q: 8.1, confirmed by machine",
        ),
        (
            "QuestionResolved",
            {"question": "q", "outcome": {"what": 1}, "confirmed": "owner"},
            'q: {"what": 1}, confirmed by owner',
        ),
        (
            "ReadingTaken",
            {"source": "s", "values": {"a": "1", "b": None}, "as_of": "2026-06-01"},
            "s: a 1, b None as of 2026-06-01",
        ),
        (
            "ProposalConfirmed",
            {"hash": "0123456789abcdef", "by": "ada"},
            "proposal 0123456789ab confirmed by ada",
        ),
    ],
)
def test_a_line_says_what_happened(kind: str, data: dict[str, Any], line: str) -> None:
    assert EntryRow(1, moment(0), kind, 1, data, "").summary == line


@pytest.mark.parametrize(("kind", "version"), [("SomethingNew", 1), ("NoteAdded", 2)])
def test_what_a_newer_program_wrote_says_so(kind: str, version: int) -> None:
    assert EntryRow(1, moment(0), kind, version, {}, "").summary == "written by a newer fledger"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("QuestionResolved", {"question": "q", "outcome": {"yes": True}, "confirmed": "machine"}),
        ("ReadingTaken", {"source": "s", "values": {"a": "1"}, "as_of": "2026-06-01"}),
        ("ResolutionProposed", {"question": "q", "basis": "rule", "outcome": {"yes": True}}),
        (
            "ResolutionCorrected",
            {"question": "q", "outcome": {"yes": True}, "by": "ada", "reason": "misread"},
        ),
    ],
)
def test_what_was_made_up_is_marked_in_its_line(kind: str, data: dict[str, Any]) -> None:
    real = EntryRow(1, moment(0), kind, 1, data, "")
    made_up = EntryRow(1, moment(0), kind, 1, data, "", simulated=True)
    assert made_up.summary == f"SIM {real.summary}"


def test_what_people_said_is_not_marked() -> None:
    data = {"question": "q", "by": "tom", "says": {"probability": "0.35"}, "grade": "seen"}
    assert EntryRow(1, moment(0), "ForecastMade", 1, data, "", simulated=True).summary.startswith("q: tom")
