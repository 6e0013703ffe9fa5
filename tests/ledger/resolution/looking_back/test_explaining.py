"""Why a question was decided so, as a tree from the record alone: down to the cell."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import UnknownQuestionError
from ledger.journal.entries import EvidenceErased, QuestionAnnulled
from ledger.record.opening import Record
from ledger.resolution.looking_back.explain import explain
from ledger.resolution.people.answer import Given, answer
from ledger.resolution.people.challenges import Challenge, challenge
from ledger.resolution.people.confirm import confirm, confirm_due, reject
from ledger.resolution.people.ends import Correction, correct, withdraw
from ledger.resolution.people.receipt import Receipt
from tests.ledger.resolution.conftest import http_source
from tests.ledger.resolution.looking_back.explained import ANY_DAY, SOON, of, the

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.resolution.looking_back.explain_node import Node


MANUAL = {"name": "manual", "value": "answer", "params": {"ask": "What was it?"}}


def tree(ledger: Any, name: str = "q") -> Node:
    with Record.open(ledger.journal.path) as record:
        return explain(record, name, ledger.clock.now()).tree


def proposed(ledger: Any, **rule: Any) -> str:
    ledger.ask(resolution=rule)
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.46, "2026-03-31")
    (one,) = ledger.sweep().proposed
    return str(one.hash)


# ---- what was decided --------------------------------------------------------------------------------------


def test_a_decision_leads_down_to_the_cell_its_number_came_from(ledger: Any) -> None:
    sha = proposed(ledger, digits=1, unit="points")
    found = tree(ledger)
    assert (found.facts["state"], found.facts["version"]) == ("proposed", 1)
    assert the(found, "proposal").facts["hash"] == sha
    decision = the(found, "decision")
    assert decision.words.startswith("the rule says YES: http_json on 2026-03-31 to 2026-03-31")
    assert (decision.facts["value"], decision.facts["unit"]) == ("12.5", "points")
    compared = the(found, "compared")
    assert compared.words == "main: 12.5; at least 12?: yes"
    assert (compared.facts["truth"], compared.facts["value"], compared.facts["wanted"]) == (
        "yes",
        "12.5",
        "at least 12?",
    )
    reading = the(found, "reading")
    assert (reading.facts["value"], reading.facts["rounded"], reading.facts["where"]) == (
        "12.46",
        "12.5",
        "value",
    )
    assert "value 12.46, rounded 12.5; speaks for" in reading.words
    assert reading.words.endswith("; from value")
    evidence = the(found, "evidence")
    assert evidence.words.startswith(
        "https://data.example.org/value at 2026-04-10 12:00 UTC, 39 bytes, sha256 "
    )
    assert (evidence.facts["kept"], len(str(evidence.facts["sha256"]))) == (True, 64)


def test_a_resolution_tells_who_stood_behind_it(ledger: Any) -> None:
    sha = proposed(ledger, confirmed_by="one_person")
    confirm(ledger.journal, sha, "bob", "looked at it")
    ledger.clock.move(timedelta(days=8))
    confirm_due(ledger.journal)
    found = tree(ledger)
    assert the(found, "ended").words == (
        "resolved YES at 2026-04-18 12:00 UTC, confirmed by one person, revision 1"
    )
    assert the(found, "voice").words == "confirmed by bob: looked at it, 2026-04-10 12:00 UTC"
    assert the(found, "reading").facts["value"] == "12.46"


def test_a_later_edition_is_shown_and_not_applied(ledger: Any) -> None:
    proposed(ledger)
    ledger.clock.move(timedelta(days=1))
    ledger.world.says(3, "2026-03-31")
    ledger.sweep()
    later = of(tree(ledger), "later")
    assert later[0].words == "1 later reading says something else; the decision stands on what was pinned"
    assert later[1].words == "http_json says 3 at 2026-04-11 12:00 UTC, as of 2026-03-31; 12.46 was pinned"
    assert the(tree(ledger), "compared").facts["truth"] == "yes"


def test_the_same_edition_read_again_is_no_later_edition(ledger: Any) -> None:
    proposed(ledger)
    ledger.clock.move(timedelta(days=1))
    ledger.sweep()
    assert of(tree(ledger), "later") == []


def test_bytes_that_were_erased_are_said_to_be_gone(ledger: Any) -> None:
    proposed(ledger)
    (sha256,) = ledger.one("SELECT sha256 FROM now_evidence")
    ledger.journal.append(EvidenceErased(sha256=sha256, by="me", reason="licence"))
    evidence = the(tree(ledger), "evidence")
    assert evidence.facts["kept"] is False
    assert evidence.words.endswith("not kept any more")


def test_a_person_s_answer_rests_on_their_receipt_and_no_reading(ledger: Any) -> None:
    ledger.ask(resolution={"source": [MANUAL], "confirmed_by": "one_person"})
    ledger.now("2026-04-10T12:00")
    answer(ledger.journal, "q", Given("yes", "ann", "it says so", url="https://example.org/page"))
    found = tree(ledger)
    assert the(found, "decision").words.startswith("ann answered YES: it says so")
    assert "by ann at" in the(found, "proposal").words
    assert of(found, "reading") == []


def test_publishers_that_disagree_stand_side_by_side(ledger: Any) -> None:
    other = http_source("/other", url="https://other.example.org/other")
    ledger.ask(resolution={"source": [http_source(), other], "quorum": 2})
    ledger.now("2026-04-10T12:00")
    ledger.world.says(13, "2026-03-31")
    ledger.world.says(5, "2026-03-31", path="/other")
    ledger.sweep()
    found = tree(ledger)
    assert "publishers disagree" in the(found, "proposal").words
    assert the(found, "decision").words == "the rule leaves it to a person: publishers disagree"
    assert the(found, "compared").words == "main: 2 publishers disagree; at least 12?: unknown"
    assert [one.facts["value"] for one in of(found, "reading")] == ["13", "5"]
    assert len(of(found, "evidence")) == 2


def test_a_challenge_is_told_beside_the_proposal(ledger: Any) -> None:
    sha = proposed(ledger)
    challenge(ledger.journal, sha, Challenge("bob", "the page says 11"))
    assert the(tree(ledger), "voice").words.startswith("challenged by bob: the page says 11, 2026-")


# ---- what is not decided -----------------------------------------------------------------------------------


def test_what_is_missing_is_told_with_the_next_look(ledger: Any) -> None:
    ledger.ask()
    assert the(tree(ledger), "next_look").words == "http_json: not in the schedule yet"
    ledger.world.breaks()
    ledger.sweep()
    found = tree(ledger)
    assert the(found, "decision").words.startswith("the rule waits: may be decided from 2026-04-10")
    assert the(found, "compared").facts["truth"] == "unknown"
    assert the(found, "source").words.startswith("http_json, data.example.org: shape changed")
    look = the(found, "next_look")
    assert "last looked at 2026-01-01 12:00 UTC (unusable: shape_changed" in look.words
    assert "looked at again at 2026-01-02 12:00 UTC" in look.words


def test_a_look_that_was_never_taken_says_so(ledger: Any) -> None:
    ledger.ask()
    ledger.sweep()
    with ledger.journal.transaction() as tx:
        tx.database.execute("UPDATE run_looks SET last_at = NULL, answer = NULL")
    assert "not looked at yet, looked at again at" in the(tree(ledger), "next_look").words


def test_what_was_rejected_stays_in_the_tree_and_the_question_is_asked_again(ledger: Any) -> None:
    sha = proposed(ledger)
    reject(ledger.journal, sha, "bob", "a typo")
    found = tree(ledger)
    assert "rejected" in the(found, "proposal").words
    assert "rejected by bob" in the(found, "voice").words
    assert the(found, "decision").words.startswith("the rule says YES")
    assert len(of(found, "next_look")) == 1


def test_a_question_that_was_annulled_tells_why_and_what_had_been_read(ledger: Any) -> None:
    ledger.ask()
    ledger.sweep()
    ledger.journal.append(
        QuestionAnnulled(question="q", revision=1, how="annulled", reason="no such series", by="me")
    )
    found = tree(ledger)
    assert the(found, "ended").words.endswith("by me, revision 1: no such series")
    assert of(found, "next_look") == []


def test_a_corrected_end_stands_beside_the_one_it_replaced_and_what_the_rule_had_said(
    ledger: Any, tmp_path: Path
) -> None:
    proposed(ledger)
    ledger.clock.move(timedelta(days=8))
    confirm_due(ledger.journal)
    receipt = tmp_path / "receipt.txt"
    receipt.write_text("11.5", encoding="utf-8")
    correct(ledger.journal, "q", Correction("no", "bob", "the page was misread", Receipt(file=receipt)))
    found = tree(ledger)
    first, second = of(found, "ended")
    assert (first.facts["holds"], "(replaced since)" in first.words) == (False, True)
    assert (second.facts["holds"], second.facts["outcome"]) == (True, "NO")
    assert "by bob, revision 2: the page was misread" in second.words.replace(", confirmed by machine", "")
    assert [one.facts["size"] for one in of(second, "evidence")] == [4]
    assert the(found, "decision").words.startswith("the rule says YES")


def test_a_withdrawn_end_is_told_and_the_question_is_asked_again(ledger: Any) -> None:
    proposed(ledger)
    ledger.clock.move(timedelta(days=8))
    confirm_due(ledger.journal)
    withdraw(ledger.journal, "q", "bob", "too early")
    found = tree(ledger)
    assert [one.facts["how"] for one in of(found, "ended")] == ["resolved", "withdrawn"]
    assert len(of(found, "next_look")) == 1


def test_an_unknown_question_is_named(ledger: Any) -> None:
    with pytest.raises(UnknownQuestionError):
        tree(ledger, "nothing")


def test_explaining_asks_nobody_and_writes_nothing(ledger: Any) -> None:
    proposed(ledger)
    asked, entries = len(ledger.world.asked), ledger.one("SELECT count(*) FROM log_entries")
    tree(ledger)
    assert (len(ledger.world.asked), ledger.one("SELECT count(*) FROM log_entries")) == (asked, entries)


# ---- any day -----------------------------------------------------------------------------------------------


def test_an_any_day_no_names_the_days_it_covers_and_its_ends(ledger: Any) -> None:
    ledger.ask(resolution=ANY_DAY, **SOON)
    ledger.daily("2026-02-02", lambda _: 3)
    found = tree(ledger)
    assert the(found, "decision").words.startswith("the rule says NO: did not hold on any day")
    lines = [one.words for one in of(found, "days")]
    assert lines == [
        "main: at least 12? no",
        "held on no day",
        "31 readings speak for 2026-01-01 to 2026-01-31",
        "no day is missing",
    ]
    assert the(found, "source").words.endswith("31 readings, the first and the last of them here")
    assert [one.facts["covers_last"] for one in of(found, "reading")] == ["2026-01-01", "2026-01-31"]


def test_an_any_day_yes_rests_on_the_reading_that_shows_it(ledger: Any) -> None:
    ledger.ask(resolution=ANY_DAY, **SOON)
    ledger.daily("2026-01-10", lambda day: 12 if day.day == 9 else 3)
    found = tree(ledger)
    assert of(found, "days")[0].facts["held"] == "2026-01-09"
    assert the(found, "reading").facts["covers_last"] == "2026-01-09"


def test_holes_are_named_while_nothing_is_decided(ledger: Any) -> None:
    ledger.ask(resolution=ANY_DAY, **SOON)
    ledger.daily("2026-01-05", lambda _: 3)
    ledger.now("2026-01-12T12:00")
    ledger.world.says(3, "2026-01-12")
    ledger.sweep()
    found = tree(ledger)
    assert [one.words for one in of(found, "days")][2:] == [
        "6 readings speak for 2026-01-01 to 2026-01-05, 2026-01-12",
        "nobody speaks for 2026-01-06 to 2026-01-11",
    ]
    assert "not so far" in of(found, "days")[0].words
