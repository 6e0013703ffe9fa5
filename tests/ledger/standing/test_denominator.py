"""The denominator counts everything somebody spoke on, the annulled included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.questions.outcome import Amount, YesNo
from ledger.record.ended import QuestionEnd, question_ends
from ledger.record.spoken import spoke
from ledger.standing.calibration.taken import read, spoken
from ledger.standing.denominator import Panel, panel
from ledger.standing.scored import counts_for, happened, scored
from ledger.standing.scores import score_lines

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


def test_every_question_spoken_on_is_counted_once(world: World) -> None:
    for name in ("scored", "late", "annulled", "ambiguous", "held", "open", "silent", "fact"):
        if name == "fact":
            world.ask(name, claim={"stance": "reports"})
        else:
            world.ask(name)
        if name not in {"silent", "late"}:
            world.say(name)
    world.go(1)
    said = [world.say(name) for name in ("open", "held")]
    world.withdraw(world.say("scored"))
    world.move(hours=1)
    for seq in said:
        world.withdraw(seq)
    world.say("held")
    world.go(2)
    world.say("late")
    world.resolve("scored")
    world.resolve("late", known_at=world.at(1))
    world.annul("annulled")
    world.annul("ambiguous", how="ambiguous")
    world.propose("held", challenge_until=world.at(9))
    with world.record() as record:
        lines = score_lines(record, "mira")
        now = panel(record, "mira", lines, now_us=world.now)
        later = panel(record, "mira", lines, now_us=world.at(20))
        nobody = panel(record, "nobody", (), now_us=world.now)
    assert now == Panel(
        asked=6,
        due=4,
        resolved=2,
        scored=1,
        late=1,
        annulled=1,
        ambiguous=1,
        held=1,
        open=1,
        withdrawn=1,
        families=1,
    )
    assert now.asked == now.resolved + now.annulled + now.ambiguous + now.held + now.open
    assert later.due == 6
    assert nobody.asked == 0


def _undo(world: World, name: str) -> None:
    """Say something, and take it back in the same moment: a slip of the keys."""
    world.withdraw(world.say(name))


def test_what_was_taken_back_as_a_slip_was_never_said(world: World) -> None:
    for name in ("slip", "meant", "withdrawn"):
        world.ask(name)
    world.say("meant")
    gone = world.say("withdrawn")
    world.go(1)
    world.withdraw(gone)
    for name in ("slip", "meant", "withdrawn"):
        _undo(world, name)
    with world.record() as record:
        now = panel(record, "mira", score_lines(record, "mira"), now_us=world.now)
        counted = {one.question: one.withdrawn for one in spoke(record)}
        assert spoken(read(record, "mira")) == {"meant", "withdrawn"}
    assert counted == {"meant": False, "withdrawn": True}
    assert (now.asked, now.open, now.withdrawn) == (2, 2, 1)


def _end(**more: Any) -> QuestionEnd:
    fields: dict[str, Any] = {
        "number": 1,
        "id": "q",
        "title": "t",
        "kind": "binary",
        "family": "q",
        "unit": None,
        "stance": None,
        "private": False,
        "asker": None,
        "asked_at": 5,
        "opens_at": 3,
        "closes_at": 9,
        "state": "resolved",
        "how": "resolved",
        "outcome": YesNo(yes=True),
        "known_at": 7,
        "confirmed": "machine",
        "version": 1,
        "said": None,
    }
    return QuestionEnd(**fields | more)


@given(
    state=st.sampled_from(["asked", "proposed", "contested", "given_up", "annulled", "resolved"]),
    how=st.sampled_from([None, "resolved", "annulled", "ambiguous"]),
    outcome=st.sampled_from([None, YesNo(yes=True), YesNo(yes=False)]),
)
@settings(max_examples=60, deadline=None)
def test_only_a_resolved_question_with_an_outcome_can_be_scored(
    state: str, how: str | None, outcome: YesNo | None
) -> None:
    found = scored(_end(state=state, how=how, outcome=outcome))
    assert (found is not None) == (state == "resolved" and outcome is not None)


def test_a_scored_question_begins_when_it_was_open_and_asked() -> None:
    early, late = scored(_end()), scored(_end(opens_at=6))
    assert early is not None
    assert late is not None
    assert (early.t0_us, late.t0_us) == (5, 6)


def test_a_yes_or_no_happened_and_a_number_did_not() -> None:
    assert (happened(YesNo(yes=True)), happened(YesNo(yes=False))) == (1.0, 0.0)
    with pytest.raises(TypeError):
        happened(Amount(5))  # type: ignore[arg-type]  # any number will do


@pytest.mark.parametrize(("who", "counts"), [("mira", True), ("tom", False)])
def test_a_private_question_counts_for_its_owner(who: str, counts: bool) -> None:
    assert counts_for(_end(private=True, asker="mira"), who) is counts


@given(st.lists(st.booleans(), min_size=1, max_size=4))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_record_gives_back_every_question(world: World, privates: list[bool]) -> None:
    with world.record() as record:
        before = len(question_ends(record))
    for number, private in enumerate(privates):
        world.ask(f"h-{before}-{number}", private=private)
    with world.record() as record:
        assert [end.private for end in question_ends(record)][before:] == privates
