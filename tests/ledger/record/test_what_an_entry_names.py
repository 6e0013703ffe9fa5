"""What an entry leads on to: its question, the bytes, other entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal import entries as kinds
from ledger.record.journal import entry
from ledger.record.refers import named_by
from tests.ledger.journal.conftest import Make

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


def names(world: World, seq: int) -> list[tuple[str, str, str]]:
    with world.record() as record:
        found = entry(record, seq)
        assert found is not None
        return [(one.what, one.kind, one.name) for one in named_by(record, found)]


def test_a_proposal_names_its_question_and_readings_and_a_reading_its_evidence(world: World) -> None:
    make = Make(world.clock)
    world.ask("q-1")
    kept, bodies = make.evidence(b"a table")
    (evidence,) = world.journal.append(kept, bodies=bodies)
    (reading,) = world.journal.append(make.reading(evidence))
    world.propose(basis="rule", by=None, readings=[reading])
    assert names(world, world.proposal) == [
        ("question", "question", "q-1"),
        ("reading", "entry", str(reading)),
    ]
    assert names(world, reading) == [("evidence", "entry", str(evidence))]
    assert names(world, evidence) == [("bytes", "evidence", kept.sha256)]


def test_a_word_for_a_proposal_names_the_proposal_and_its_question(world: World) -> None:
    world.ask("q-1")
    sha256 = world.propose(challenge_until=world.at(9))
    (seq,) = world.journal.append(kinds.ProposalConfirmed(hash=sha256, by="ann"))
    assert names(world, seq) == [("question", "question", "q-1"), ("proposal", "entry", str(world.proposal))]


def test_a_withdrawal_names_the_forecast(world: World) -> None:
    world.ask("q-1")
    forecast = world.say("q-1")
    world.withdraw(forecast)
    assert names(world, forecast + 1) == [("forecast", "entry", str(forecast))]
    assert names(world, 1) == []
