"""The query line narrows a list by what a person types, and explains what it cannot mean."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.record.filtering import EVERYTHING, FilterError, filter_from
from ledger.record.finding import mentioning
from ledger.record.nobody import NobodyError
from ledger.record.questions import ids

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


@pytest.fixture
def listed(world: World) -> World:
    claim = {"publication": "paper-1", "stance": "scenario", "condition": "something is done"}
    world.ask("lead-1", title="Lead of 50% in months", tags=["eci", "lead"], family="fam", claim=claim)
    world.ask("lead-2", title="Lead again", tags=["leader"], closes_at="2026-09-01")
    world.ask("law", title="A law passes", kind="numeric", resolution={"source": _epoch("epoch.eci_lag")})
    world.say("lead-1", p="0.85")
    world.say("lead-2", p="0.1", by="tom")
    world.move(days=1)
    world.resolve("law", {"value": "3"})
    return world


def _epoch(name: str) -> list[dict[str, Any]]:
    return [{"name": name, "value": "lag_months", "params": {"about": "manual.answer"}}]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", {"lead-1", "lead-2", "law"}),
        ("lead", {"lead-1", "lead-2"}),
        ("LEAD again", {"lead-2"}),
        ('"lead again"', {"lead-2"}),
        ('"again lead"', set()),
        ("50%", {"lead-1"}),
        ("5_%", set()),
        ("tag:lead", {"lead-1"}),
        ("-tag:lead", {"lead-2", "law"}),
        ("state:open", {"lead-1", "lead-2"}),
        ("state:resolved", {"law"}),
        ("state:settled", {"law"}),
        ("state:void", set()),
        ("by:tom", {"lead-2"}),
        ("by:me", {"lead-1"}),
        ("source:epoch", {"law"}),
        ("source:manual", {"lead-1", "lead-2"}),
        ("source:lag", set()),
        ("stance:scenario", {"lead-1"}),
        ("-stance:scenario", {"lead-2", "law"}),
        ("kind:numeric", {"law"}),
        ("family:fam", {"lead-1"}),
        ("from:paper-1", {"lead-1"}),
        ("ends<30d", {"lead-1", "law"}),
        ("ends>30d", {"lead-2"}),
        ("ends<=2w", {"lead-1", "law"}),
        ("ends<2026-08-31", {"lead-1", "law"}),
        ("p>80%", {"lead-1"}),
        ("p>=0.85", {"lead-1"}),
        ("chance<0.5", set()),
        ("-p>80%", {"lead-2", "law"}),
        ("lead state:open -by:tom", {"lead-1"}),
        ("12:30", set()),
        ("-", {"lead-1", "lead-2"}),
        ("'; DROP TABLE now_questions; --", set()),
    ],
)
def test_a_line_finds_what_it_says(listed: World, typed: str, expected: set[str]) -> None:
    with listed.record() as record:
        found = ids(record, now_us=listed.now, me="mira", only=filter_from(typed, now_us=listed.now))
    assert set(found) == expected


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("sourse:epoch", "There is no filter sourse:. Did you mean source?"),
        ("zzz:epoch", "There is no filter zzz:. There are: tag:, state:"),
        ("state:opne", "There is no state 'opne'. Did you mean open?"),
        ("state:zzzz", "There are: open, upcoming"),
        ("kind:nonsense", "There is no kind 'nonsense'. There are: binary, multiple_choice, numeric, date."),
        ("stance:asert", "There is no stance 'asert'. Did you mean asserts? There are: asserts, scenario"),
        ("tag:", "needs a word after the colon"),
        ("ends<soon", "write a length of time"),
        ("ends<2026-02-30", "write a length of time"),
        ("p>80", "write a chance as 80% or 0.8"),
        ("p>x", "write a chance as 80% or 0.8"),
        ("value>3", "cannot be compared"),
        ('"open', "A quotation mark is open"),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(FilterError) as caught:
        filter_from(typed, now_us=0)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("typed", ["by:nobody", "-by:nobody"])
def test_a_name_that_nobody_has_is_told(listed: World, typed: str) -> None:
    with (
        listed.record() as record,
        pytest.raises(NobodyError, match=r"'nobody' has forecast\. There are: mira, tom\."),
    ):
        ids(record, now_us=listed.now, only=filter_from(typed, now_us=listed.now))


def test_an_id_typed_whole_comes_first_among_what_holds_it(world: World) -> None:
    world.ask("a-lead", title="Not lead-1 at all", closes_at="2026-07-01")
    world.ask("lead-1", closes_at="2026-09-01")
    with world.record() as record:
        assert tuple(ids(record, now_us=world.now, only=filter_from("lead", now_us=world.now))) == (
            "a-lead",
            "lead-1",
        )
        assert tuple(ids(record, now_us=world.now, only=filter_from("lead-1", now_us=world.now))) == (
            "lead-1",
            "a-lead",
        )
        assert [name for name, _ in mentioning(record, ("lead-1",), limit=9)] == ["lead-1", "a-lead"]


def _by_me(world: World, typed: str = "by:me") -> set[str]:
    with world.record() as record:
        return set(ids(record, now_us=world.now, me="mira", only=filter_from(typed, now_us=world.now)))


def test_a_forecast_that_was_taken_back_or_ran_out_is_none(world: World) -> None:
    for name in ("stands", "withdrawn", "again", "runs-out"):
        world.ask(name)
        forecast = world.say(name, p="0.9", expires_at=world.at(2) if name == "runs-out" else None)
        if name in {"withdrawn", "again"}:
            world.withdraw(forecast)
    world.ask("never")
    world.move(days=1)
    world.say("again", p="0.9")
    assert _by_me(world) == _by_me(world, "p>80%") == {"stands", "again", "runs-out"}
    world.go(3)
    assert _by_me(world) == _by_me(world, "p>80%") == {"stands", "again"}
    assert _by_me(world, "-by:me") == {"withdrawn", "runs-out", "never"}


def test_a_forecast_that_stood_when_its_question_ended_is_found_for_ever(world: World) -> None:
    world.ask("resolved")
    world.ask("closed")
    for name in ("resolved", "closed"):
        world.say(name, expires_at=world.at(11))
    world.go(5)
    world.resolve("resolved")
    world.go(30)
    assert _by_me(world) == {"resolved", "closed"}


def test_a_filter_keeps_what_was_typed() -> None:
    assert filter_from("  lead ", now_us=0).text == "lead"
    assert EVERYTHING.text == ""


OBJECTION = {"by": "tom", "quote": "not so fast", "about": "frame"}
WORDED = {
    "quote": 'A "loophole" at 50%',
    "paraphrase": "Access is closed",
    "hedge": "perhaps",
    "stance": "scenario",
    "condition": "if laws pass",
    "objection": [OBJECTION],
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("loophole", {"claimed"}),
        ("LOOPHOLE", {"claimed"}),
        ('"loophole at"', set()),
        ("at 50%", set()),
        ("-50%", {"claimed", "stated", "bare"}),
        ('"access is closed"', {"claimed"}),
        ('"held and used"', {"stated"}),
        (r"and\or", {"stated"}),
        ("-loophole", {"stated", "bare"}),
        ("-held", {"claimed", "bare"}),
        ("perhaps", {"claimed"}),
        ("laws", {"claimed"}),
        ('"so fast"', {"claimed"}),
        ("breakaway", {"bare"}),
        ("statement", set()),
        ("manual", set()),
        ("tom", set()),
        ("paper-1", set()),
    ],
)
def test_a_word_is_found_in_the_statement_the_claim_its_objections_and_the_asides(
    world: World, typed: str, expected: set[str]
) -> None:
    world.ask("claimed", claim=WORDED)
    world.ask("stated", statement=r"Is it held and used, and\or sold?")
    world.ask("bare", aside=[{"text": "A breakaway opportunity."}])
    with world.record() as record:
        assert set(ids(record, now_us=world.now, only=filter_from(typed, now_us=world.now))) == expected


def test_a_figure_that_is_covered_is_found_once_i_answered_or_asked_to_see_it(world: World) -> None:
    world.ask("claimed", claim=WORDED | {"paraphrase": "Access is closed in 2026"})

    def found(typed: str, *revealed: str) -> tuple[str, ...]:
        only = filter_from(typed, now_us=world.now, revealed=revealed)
        with world.record() as record:
            return tuple(ids(record, now_us=world.now, me="mira", only=only))

    assert found("50%") == ()
    assert found("2026") == ("claimed",), "a year is shown"
    assert found("50%", "claimed") == ("claimed",)
    world.say("claimed", by="tom")
    assert found("50%") == ()
    world.say("claimed", by="mira")
    assert found("50%") == ("claimed",)


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_a_filter_or_a_sentence(listed: World, typed: str) -> None:
    try:
        only = filter_from(typed, now_us=listed.now)
    except FilterError:
        return
    with listed.record() as record, suppress(NobodyError):
        assert set(ids(record, now_us=listed.now, only=only)) <= {"lead-1", "lead-2", "law"}
