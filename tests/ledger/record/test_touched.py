"""What new entries touch: every question whose scores may differ, and no more than that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal import entries as kinds
from ledger.record import touched
from ledger.record.touched import TOUCHES_NO_SCORE, Touched, touched_since

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


def head(world: World) -> int:
    with world.record() as record:
        return record.head().size


def since(world: World, seq: int) -> Touched:
    with world.record() as record:
        return touched_since(record, seq)


def asked(world: World) -> int:
    """Two questions with a forecast each; the seq of the first forecast."""
    world.ask("a")
    world.ask("b")
    first = world.say("a")
    world.say("b")
    return first


def test_nothing_new_touches_nothing(world: World) -> None:
    asked(world)
    assert since(world, head(world)) == Touched(head(world))


def test_a_forecast_an_end_and_a_naive_forecast_touch_their_question(world: World) -> None:
    asked(world)
    before = head(world)
    world.say("a")
    assert since(world, before).questions == {"a"}
    before = head(world)
    world.resolve("b")
    assert since(world, before).questions == {"b"}
    before = head(world)
    world.annul("a")
    assert since(world, before) == Touched(head(world), frozenset({"a"}))


def test_what_changes_an_older_forecast_names_it_and_its_question(world: World) -> None:
    first = asked(world)
    before = head(world)
    world.journal.append(
        kinds.ForecastCorrected(forecast=first, by="mira", says={"probability": "0.7"}, reason="a slip")
    )
    assert since(world, before) == Touched(head(world), frozenset({"a"}), frozenset({first}))
    world.move(days=1)
    new = world.say("b")
    world.withdraw(new)
    assert since(world, before) == Touched(head(world), frozenset({"a", "b"}), frozenset({first}))


def test_a_note_and_a_proposal_touch_no_score(world: World) -> None:
    asked(world)
    before = head(world)
    world.note("a")
    world.propose("b")
    assert since(world, before) == Touched(head(world))


def test_a_question_of_a_publication_may_say_who_publishes(world: World) -> None:
    asked(world)
    before = head(world)
    world.ask("c")
    assert since(world, before) == Touched(head(world), frozenset({"c"}))
    world.ask("d", claim={})
    assert since(world, before).publishers
    stated = {"by": "lab", "made_at": "2026-05-14", "probability": "0.5"}
    turns: tuple[tuple[dict[str, Any], bool], ...] = (({"forecast": [stated]}, True), ({}, False))
    for said, named in turns:
        before = head(world)
        world.amend("c", **said)
        assert since(world, before).publishers is named


def test_too_much_and_what_never_was_touch_everything(world: World) -> None:
    asked(world)
    assert since(world, head(world) + 1).everything
    assert since(world, -touched.MOST).everything
    assert not since(world, 0).everything


@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_every_kind_that_counts_is_about_a_question_or_a_forecast(kind: str) -> None:
    fields = kinds.KINDS[kind].model_fields
    assert kind in TOUCHES_NO_SCORE or "question" in fields or kind in touched.CHANGES_A_FORECAST


def test_an_entry_about_no_question_touches_everything(world: World) -> None:
    asked(world)
    before = head(world)
    with world.journal.transaction() as tx:
        tx.database.execute(
            "INSERT INTO log_entries SELECT max(seq) + 1, 'SomethingNewer', at, x'7b2264617461223a7b7d7d', leaf FROM log_entries"
        )
        tx.database.execute(
            "INSERT INTO log_commits SELECT last_seq + 1, root, frontier FROM log_commits ORDER BY 1 DESC LIMIT 1"
        )
    assert since(world, before).everything
