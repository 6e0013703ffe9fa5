"""Why there is no score: each reason is the true one, and no other case is told as that one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest

from ledger.standing.histories import Choice
from ledger.standing.scores import score_lines
from ledger.standing.trace import NoTraceError, traces
from ledger.standing.unscored import unscored, why_unscored
from ledger.standing.unscored_words import WORDS, Why, why_words

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


def told(world: World, by: str = "mira", **choice: bool) -> Why:
    """The reason, after the trace told the same."""
    with world.record() as record:
        why = why_unscored(record, "q-1", by, choice=Choice(**choice))
        with pytest.raises(NoTraceError, match=why_words(why)):
            traces(record, "q-1", by, choice=Choice(**choice))
    return why


def test_a_checked_fact_is_told_so_though_it_is_resolved_and_was_forecast_in_time(world: World) -> None:
    world.ask(claim={"stance": "reports"})
    world.say(p="0.97")
    world.go(10)
    world.resolve()
    assert told(world) == "checked fact"


@pytest.mark.parametrize("how", ["annulled", "ambiguous"])
def test_an_end_without_an_outcome_is_told_by_its_own_word(world: World, how: str) -> None:
    world.ask()
    world.say()
    world.annul(how=how)
    assert told(world) == how


def test_an_open_question_is_not_resolved_and_a_private_one_is_anothers(world: World) -> None:
    world.ask(private=True, by="mira")
    world.say()
    assert (told(world), told(world, "tom")) == ("not resolved", "private")


@pytest.mark.parametrize(
    ("more", "why", "asked"),
    [
        ({"grade": "claimed"}, "claimed", {"claimed": True}),
        ({"imputed": True}, "imputed", {"imputed": True}),
    ],
)
def test_what_is_left_out_unless_asked_for_names_what_asks_for_it(
    world: World, more: dict[str, Any], why: Why, asked: dict[str, bool]
) -> None:
    world.ask()
    world.say(**more)
    world.go(10)
    world.resolve()
    assert told(world) == why
    assert f"--{next(iter(asked))}" in why_words(why)
    with world.record() as record:
        assert traces(record, "q-1", "mira", choice=Choice(**asked))


def test_silence_an_undone_slip_lateness_and_words_are_told_apart(world: World) -> None:
    world.ask()
    world.withdraw(world.say(by="slipped"), by="slipped")
    world.say(by="wordy", says={"words": True}, words="likely")
    world.go(10)
    world.say(by="slow")
    world.resolve()
    found = [told(world, by) for by in ("silent", "slipped", "wordy", "slow")]
    assert found == ["nothing said", "nothing said", "form", "late"]


def test_what_was_taken_back_before_the_question_opened_is_not_told_as_late(world: World) -> None:
    world.ask(opens_at="2026-06-03")
    said = world.say()
    world.go(1)
    world.withdraw(said)
    world.go(10)
    world.resolve()
    assert told(world) == "gone"


def test_every_reason_has_a_sentence() -> None:
    assert set(WORDS) == set(get_args(Why))


def test_only_resolved_questions_without_a_score_are_listed(world: World) -> None:
    for name in ("scored", "late", "open", "gone"):
        world.ask(name)
    for name in ("scored", "open", "gone"):
        world.say(name)
    world.go(5)
    world.say("late")
    world.resolve("scored")
    world.resolve("late", known_at=world.at(2))
    world.annul("gone")
    with world.record() as record:
        found = unscored(record, "mira", score_lines(record, "mira"))
    assert [(one.question.id, one.why) for one in found] == [("late", "late")]
