"""What somebody sees who must decide, and which version a forecast was made on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal import entries as kinds
from ledger.record.bound import bound
from ledger.record.review import gave_up_because, pinned, proposals_beginning
from ledger.record.trail import proposals
from tests.ledger.journal.conftest import Make

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


def reading(world: World, value: str) -> int:
    make = Make(world.clock)
    kept, bodies = make.evidence(value.encode())
    (evidence,) = world.journal.append(kept, bodies=bodies)
    said = {"values": {"lag_months": value}, "types": {"lag_months": "number"}}
    return world.journal.append(make.reading(evidence).model_copy(update=said))[0]


def test_a_receipt_holds_what_was_pinned_and_shows_only_a_newer_reading_that_says_something_else(
    world: World,
) -> None:
    world.ask()
    world.go(4)
    older = reading(world, "9.0")
    seq = reading(world, "12.4")
    world.propose(basis="rule", by=None, readings=[seq])
    with world.record() as record:
        (proposal,) = proposals(record, "q-1")
        for value, newer in (("12.4", None), ("11.0", {"lag_months": "11.0"})):
            world.move(hours=1)
            reading(world, value)
            (one,) = pinned(record, proposal)
            assert (one.reading.seq, dict(one.reading.values)) == (seq, {"lag_months": "12.4"})
            assert (dict(one.newer.values) if one.newer else None) == newer
            assert [kept.seq for kept in one.evidence] == [seq - 1]
    assert older < seq


def test_what_a_person_answered_has_no_receipts_of_readings(world: World) -> None:
    world.ask()
    world.propose()
    with world.record() as record:
        assert pinned(record, proposals(record, "q-1")[0]) == ()


def test_a_proposal_is_found_by_the_beginning_of_its_hash(world: World) -> None:
    world.ask()
    sha256 = world.propose()
    with world.record() as record:
        assert proposals_beginning(record, sha256[:8]) == (("q-1", sha256),)
        assert proposals_beginning(record, "%") == ()
        assert len(proposals_beginning(record, "")) == 1


def test_why_a_question_was_given_up_is_what_each_source_said_last(world: World) -> None:
    world.ask()
    with world.record() as record:
        assert gave_up_because(record, "q-1") == {}
        world.go(80)
        world.journal.append(kinds.QuestionGivenUp(question="q-1", reasons={"manual": "nobody answered"}))
        assert gave_up_because(record, "q-1") == {"manual": "nobody answered"}


def test_a_forecast_is_bound_to_the_version_it_was_made_on(world: World) -> None:
    world.ask()
    with world.record() as record:
        assert bound(record, "q-1", "mira") is None
        forecast = world.say()
        made = bound(record, "q-1", "mira")
        assert made is not None
        assert (made.forecast, made.is_behind) == (forecast, False)
        world.journal.append(
            kinds.QuestionAmended(
                question="q-1",
                version=2,
                plain=True,
                said=world.said(title="Another title"),
                file_sha256="1" * 64,
                by="mira",
                reason="clearer",
            )
        )
        behind = bound(record, "q-1", "mira")
        assert behind is not None
        assert (behind.version, behind.newest, behind.is_behind) == (1, 2, True)
        assert (behind.then["title"], behind.now["title"]) == ("A title", "Another title")
        world.journal.append(kinds.ForecastReaffirmed(forecast=forecast, by="mira", version=2))
        held = bound(record, "q-1", "mira")
        assert held is not None
        assert not held.is_behind
        world.withdraw(forecast)
        assert bound(record, "q-1", "mira") is None
