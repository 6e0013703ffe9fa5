"""Today: what changed since a moment, what moved past my forecast, what ends next, what waits, what is endangered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal import entries as kinds
from ledger.journal.facts import PEOPLE
from ledger.record import changes, looks, people
from ledger.record.filtering import filter_from
from ledger.record.moved import moved
from ledger.record.questions import ids
from ledger.record.state import DAEMON, LAST_SEEN, remembered
from ledger.record.status import status
from ledger.record.today import today
from tests.ledger.journal.conftest import Make

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.record.worlds import World


def _remember(world: World, name: str, at: int) -> None:
    world.work("INSERT INTO run_state VALUES (?, 'x', ?)", name, at)


@pytest.fixture
def changed(world: World) -> World:
    for name in ("old", "resolved", "proposed", "contested", "annulled", "unclear"):
        world.ask(name)
    world.move(days=2)
    world.resolve("resolved")
    world.propose("proposed", challenge_until=world.at(9))
    hash_ = world.propose("contested", challenge_until=world.at(9))
    world.journal.append(kinds.ResolutionChallenged(hash=hash_, by="ada", why="no"))
    world.annul("annulled")
    world.annul("unclear", how="ambiguous")
    world.ask("fresh")
    return world


def test_since_a_moment_tells_what_each_question_became(changed: World) -> None:
    with changed.record() as record:
        found = changes.since(record, changed.at(1))
        nothing = changes.since(record, changed.now)
    assert found == changes.Since(
        resolved=("resolved",),
        proposed=("proposed",),
        annulled=("annulled",),
        ambiguous=("unclear",),
        contested=("contested",),
        asked=("fresh",),
    )
    assert nothing == changes.Since()


def test_an_amended_question_and_one_given_up_are_changes(world: World) -> None:
    world.ask("words")
    world.ask("silent")
    world.go(70)
    amended = kinds.QuestionAmended(
        question="words",
        version=2,
        plain=True,
        said=world.said(),
        file_sha256="1" * 64,
        by="tom",
        reason="a word",
    )
    world.journal.append(amended, kinds.QuestionGivenUp(question="silent", reasons={"manual": "no answer"}))
    with world.record() as record:
        found = changes.since(record, world.at(1))
    assert (found.amended, found.given_up, found.asked) == (("words",), ("silent",), ())


def test_what_ends_next_leaves_out_what_has_ended(changed: World) -> None:
    changed.ask("far", closes_at="2026-12-31")
    with changed.record() as record:
        soon = changes.ends_next(record, now_us=changed.now, days=30)
        over = changes.ends_next(record, now_us=changed.at(30))
    assert soon == ("contested", "fresh", "old", "proposed")
    assert over == ()


def test_what_ends_next_can_be_of_some_kinds_only(world: World) -> None:
    world.ask("yes", closes_at="2026-06-20")
    world.ask("number", kind="numeric", closes_at="2026-06-19")
    with world.record() as record:
        assert changes.ends_next(record, now_us=world.now) == ("number", "yes")
        assert changes.ends_next(record, now_us=world.now, kinds=("binary",)) == ("yes",)
        assert changes.ends_next(record, now_us=world.now, kinds=()) == ()


def test_what_waits_for_a_person_says_for_what(world: World) -> None:
    world.ask("machine")
    world.ask("one", resolution={"confirmed_by": "one_person"})
    world.ask("fought")
    world.ask("asked")
    world.ask("looked-up", resolution={"source": [{"name": "epoch.eci_lag", "value": "x"}]})
    world.ask("silent", private=True)
    world.go(3)
    kept = world.propose("machine", challenge_until=world.at(9))
    world.journal.append(kinds.ProposalConfirmed(hash=kept, by="ada"))
    hash_ = world.propose("one", challenge_until=world.at(9))
    fought = world.propose("fought", challenge_until=world.at(9))
    world.journal.append(kinds.ResolutionChallenged(hash=fought, by="ada", why="no"))
    world.go(80)
    world.journal.append(kinds.QuestionGivenUp(question="silent", reasons={"manual": "no answer"}))
    with world.record() as record:
        found = changes.waiting(record, now_us=world.at(12))
    assert [(one.id, one.need) for one in found] == [
        ("fought", "challenge"),
        ("one", "confirm"),
        ("asked", "answer"),
        ("silent", "given_up"),
    ]
    by_id = {one.id: one for one in found}
    assert (by_id["one"].hash, by_id["one"].until) == (hash_, world.at(9))
    assert (by_id["silent"].private, by_id["silent"].until) == (True, None)
    assert by_id["one"].asks_again_at == world.at(3 + 14)


def test_a_figure_that_a_person_is_to_give_beside_a_machine_waits_until_it_is_given(world: World) -> None:
    person = {"name": "manual", "value": "answer", "params": {"ask": "How many?"}}
    machine = {"name": "epoch.eci_lag", "value": "lag_months"}
    world.ask("voice", resolution={"quorum": 2, "source": [machine, person]})
    world.ask("late", resolution={"source": [machine, person | {"fallback": True}]})
    world.go(12)
    with world.record() as record:
        assert [(one.id, one.need) for one in changes.waiting(record, now_us=world.now)] == [
            ("voice", "answer")
        ]
    make = Make(world.clock)
    kept, bodies = make.evidence()
    (evidence,) = world.journal.append(kept, bodies=bodies)
    given = {"source": "manual", "params": {"ask": "How many?"}}
    world.journal.append(make.reading(evidence).model_copy(update=given | {"params": {"ask": "Who?"}}))
    with world.record() as record:
        assert len(changes.waiting(record, now_us=world.now)) == 1
    world.journal.append(make.reading(evidence).model_copy(update=given))
    with world.record() as record:
        assert changes.waiting(record, now_us=world.now) == ()


@pytest.mark.parametrize(("asks", "enough"), [("machine", 1), ("one_person", 1), ("two_people", 2)])
def test_a_persons_answer_waits_until_enough_others_stand_behind_it(
    world: World, asks: str, enough: int
) -> None:
    world.ask(resolution={"confirmed_by": asks})
    sha256 = world.propose(challenge_until=world.at(-1))
    for count, name in enumerate(("tom", "ada", "eve")[: enough + 1]):
        with world.record() as record:
            assert [one.need for one in changes.waiting(record, now_us=world.now)] == ["confirm"], count
        world.journal.append(kinds.ProposalConfirmed(hash=sha256, by=name))
        if count + 1 >= max(2, enough):
            break
    with world.record() as record:
        assert changes.waiting(record, now_us=world.now) == ()


def test_what_a_rule_proposed_waits_for_a_person_once_a_challenge_to_it_lapsed(world: World) -> None:
    world.ask()
    make = Make(world.clock)
    kept, bodies = make.evidence()
    (evidence,) = world.journal.append(kept, bodies=bodies)
    (reading,) = world.journal.append(make.reading(evidence))
    sha256 = world.propose(basis="rule", by=None, readings=[reading], challenge_until=world.at(9))
    with world.record() as record:
        assert changes.waiting(record, now_us=world.now) == ()
    challenge = kinds.ResolutionChallenged(hash=sha256, by="ada", why="no")
    world.journal.append(challenge)
    world.move(days=30)
    world.journal.append(kinds.ChallengeEnded(hash=sha256, how="lapsed", why="nobody decided"))
    with world.record() as record:
        (found,) = changes.waiting(record, now_us=world.now)
    assert (found.need, found.asks_again_at) == ("confirm", world.at(37))


READ_BY_MACHINE = {"source": [{"name": "epoch.eci_lag", "value": "x"}]}


def _rejected(world: World) -> None:
    world.journal.append(kinds.ProposalRejected(hash=world.propose(), by="ada", why="no"))


def _upheld(world: World) -> None:
    hash_ = world.propose(challenge_until=world.at(20))
    world.journal.append(kinds.ResolutionChallenged(hash=hash_, by="ada", why="no"))
    world.journal.append(kinds.ChallengeEnded(hash=hash_, how="upheld", by="eve", why="right"))


def _withdrawn(world: World) -> None:
    world.resolve()
    with world.record() as record:
        end = record.head().size
    world.journal.append(
        kinds.ResolutionWithdrawn(question="q-1", revision=2, corrects=end, by="ada", reason="a slip")
    )


@pytest.mark.parametrize("take_back", [_rejected, _upheld, _withdrawn])
def test_an_end_that_a_person_took_back_waits_for_an_answer_once_it_is_due(
    world: World, take_back: Callable[[World], None]
) -> None:
    world.ask(resolution=READ_BY_MACHINE)
    world.ask("quiet", resolution=READ_BY_MACHINE)
    world.go(8)
    take_back(world)
    assert _waits(world, 9) == []
    assert _waits(world, 12) == [("q-1", "answer", world.at(11))]


def test_what_was_taken_back_under_another_rule_waits_for_its_source(world: World) -> None:
    world.ask(resolution=READ_BY_MACHINE)
    world.go(15)
    _rejected(world)
    assert _waits(world, 15) == [("q-1", "answer", world.at(15))]
    world.amend(resolution=READ_BY_MACHINE, criteria="It is so if Epoch says so.")
    assert _waits(world, 15) == []


def test_an_answer_that_is_late_waits_until_no_time(world: World) -> None:
    world.ask()
    with world.record() as record:
        found = [changes.waiting(record, now_us=world.at(day))[0] for day in (12, 90)]
    assert [one.until for one in found] == [world.at(62) - 1, None]


def _waits(world: World, day: float) -> list[tuple[str, str, int]]:
    """What waits, for what and since when; a list by `state:waiting` finds the same."""
    only = filter_from("state:waiting", now_us=world.at(day))
    with world.record() as record:
        found = changes.waiting(record, now_us=world.at(day))
        assert set(ids(record, now_us=world.at(day), only=only)) == {one.id for one in found}
    return [(one.id, one.need, one.since) for one in found]


QUANTILES = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}


def _moved(world: World, says: dict[str, Any], then: str | None, now: str) -> tuple[Any, ...]:
    world.ask("n", kind="numeric", closes_at="2027-06-01")
    if then is not None:
        world.rehearse("n", "2026-06-01", value=then, would=f"{then} months")
    world.say("n", says=says)
    world.move(days=3)
    world.rehearse("n", "2026-06-04", value=now, would=f"{now} months")
    with world.record() as record:
        return tuple(moved(record, me="mira", now_us=world.now))


@pytest.mark.parametrize(
    ("says", "now", "way", "bound"),
    [
        (QUANTILES, "15", "above", 14.0),
        (QUANTILES, "3.9", "below", 4.0),
        ({"interval": {"level": "0.8", "lower": "4", "upper": "14"}}, "14.5", "above", 14.0),
        ({"quantiles": [["0.05", "1"], ["0.25", "5"]]}, "0.5", "below", 1.0),
    ],
)
def test_a_value_that_left_my_interval_has_moved(
    world: World, says: dict[str, Any], now: str, way: str, bound: float
) -> None:
    (found,) = _moved(world, says, "6.2", now)
    assert (found.how, found.bound, found.then, found.now, found.crossed) == ((way,), bound, "6.2", now, True)


@pytest.mark.parametrize(
    ("says", "now"),
    [(QUANTILES, "14"), (QUANTILES, "4"), (QUANTILES, "9"), ({"quantiles": [["0.5", "7"]]}, "50")],
)
def test_a_value_inside_my_interval_has_not_moved(world: World, says: dict[str, Any], now: str) -> None:
    assert _moved(world, says, None, now) == ()


def test_a_yes_or_no_has_moved_when_it_would_resolve_the_other_way(world: World) -> None:
    for name in ("turned", "same", "unknown"):
        world.ask(name, closes_at="2027-06-01")
    for name in ("turned", "same"):
        world.rehearse(name, "2026-05-30", value="3", would="NO")
    for name in ("turned", "same", "unknown"):
        world.say(name)
    world.move(days=2)
    for name, would in (("turned", "YES"), ("same", "NO"), ("unknown", "YES")):
        world.rehearse(name, "2026-06-03", value="13", would=would)
    with world.record() as record:
        found = moved(record, me="mira", now_us=world.now)
        assert moved(record, me="tom", now_us=world.now) == ()
    assert [(one.id, one.how, one.then, one.now) for one in found] == [("turned", ("turned",), "NO", "YES")]


def test_a_forecast_is_old_past_a_quarter_of_the_remaining_time(world: World) -> None:
    world.ask("q")
    world.say("q")
    world.rehearse("q", "2026-06-01", would="NO")
    with world.record() as record:
        assert moved(record, me="mira", now_us=world.at(2)) == ()
        (found,) = moved(record, me="mira", now_us=world.at(2.1))
    assert (found.how, found.crossed) == (("old",), False)


def test_a_withdrawn_forecast_does_not_move(world: World) -> None:
    world.ask("q")
    world.withdraw(world.say("q"))
    world.rehearse("q", "2026-06-01", would="NO")
    with world.record() as record:
        assert moved(record, me="mira", now_us=world.at(9)) == ()


def test_what_crossed_comes_before_what_is_only_old(world: World) -> None:
    world.ask("old")
    world.ask("n", kind="numeric", closes_at="2027-06-01")
    world.say("old")
    world.say("n", says=QUANTILES)
    world.move(days=9)
    world.rehearse("old", "2026-06-09", would="NO")
    world.rehearse("n", "2026-06-09", value="20")
    with world.record() as record:
        assert [one.id for one in moved(record, me="mira", now_us=world.now)] == ["n", "old"]


@pytest.fixture
def watched(world: World) -> World:
    def said(params: dict[str, Any]) -> dict[str, Any]:
        return {"source": [{"name": "epoch.eci_lag", "value": "lag_months", "params": params}]}

    world.ask("served", resolution=said({"number": 8283}))
    second = {"second": {"source": [{"name": "epoch.eci_lag", "value": "x", "params": {"number": 8283}}]}}
    world.ask("second-look", resolution={"look": second})
    world.ask("other-params", resolution=said({"number": 9}))
    world.ask("other-days", resolution=said({"number": 8283}) | {"window": {"at": "2026-06-10"}})
    world.ask("over", resolution=said({"number": 8283}))
    world.move(days=1)
    world.resolve("over")
    params = json.dumps({"number": "8283", "kind": "hr"})
    world.look(
        look="e" * 64,
        failures=3,
        answer="unusable",
        said="shape_changed: no column",
        params=params,
        serves=["second-look", "served"],
    )
    world.look(look="f" * 64, name="other.source", params="{}")
    world.look(look="a" * 64, name="nobody.asks", failures=1, answer="unusable")
    return world


def test_a_failing_look_names_the_open_questions_that_hang_on_it(watched: World) -> None:
    with watched.record() as record:
        (found,) = looks.endangered(record)
    assert (found.look.source, found.look.failures, found.look.failing) == ("epoch.eci_lag", 3, True)
    assert found.questions == ("second-look", "served")
    assert [one.words for one in found.alarms] == ["shape changed: shape_changed: no column"]


@pytest.mark.parametrize(
    ("other", "name", "quorum", "alone"),
    [
        ("reading", "main", 1, False),
        ("not_yet", "main", 1, True),
        ("unusable", "main", 1, True),
        ("reading", "second", 1, True),
        ("reading", "main", 2, True),
    ],
)
def test_a_failing_look_endangers_what_no_other_source_of_the_same_look_reads(
    world: World, other: str, name: str, quorum: int, *, alone: bool
) -> None:
    world.ask("q", resolution={"quorum": quorum})
    world.look(look="e" * 64, failures=3, answer="unusable", serves=["q"])
    world.look(look="f" * 64, name="other.source", answer=other)
    world.hang("q", "f" * 64, place=1, name=name)
    with world.record() as record:
        found = {one.look.look: one.questions for one in looks.endangered(record)}
        assert found.get("e" * 64) == (("q",) if alone else None)
        assert [one.question for one in looks.hanging_on(record, "e" * 64)] == ["q"]


def test_a_look_that_reads_what_it_should_not_endangers_its_question_whoever_else_reads(world: World) -> None:
    world.ask("q")
    world.look(look="e" * 64, serves=["q"])
    world.look(look="f" * 64, name="other.source")
    world.hang("q", "f" * 64, place=1)
    world.alarm("e" * 64, "identity_changed", "another series")
    with world.record() as record:
        assert [one.questions for one in looks.endangered(record)] == [("q",)]


def test_a_question_knows_its_looks(watched: World) -> None:
    with watched.record() as record:
        assert [one.look for one in looks.looks_of(record, "served")] == ["e" * 64]
        assert looks.looks_of(record, "other-days") == ()


def test_health_counts_what_is_due_and_failing(watched: World) -> None:
    with watched.record() as record:
        assert looks.health(record, now_us=watched.now) == looks.Health(3, 0, 2, watched.now, "daemon")
        assert looks.health(record, now_us=watched.at(3)).due == 3
        assert [one.failing for one in looks.looks(record)] == [True, True, False]


def test_a_ledger_that_never_looked_has_no_last_look(world: World) -> None:
    with world.record() as record:
        assert looks.health(record, now_us=0) == looks.Health(0, 0, 0, None, None)


def test_today_puts_it_together_with_rows(changed: World) -> None:
    _remember(changed, LAST_SEEN, changed.at(1))
    with changed.record() as record:
        page = today(record, now_us=changed.now, me="mira")
        earlier = today(record, now_us=changed.now, me="mira", since_us=0)
    assert page.since_us == changed.at(1)
    assert set(page.rows) == {"resolved", "proposed", "contested", "annulled", "unclear", "fresh", "old"}
    assert len(earlier.since.asked) == 7
    assert page.crossed == ()


def test_today_looks_back_a_week_when_nobody_looked_before(world: World) -> None:
    with world.record() as record:
        assert today(record, now_us=world.now, me="mira").since_us == world.at(-7)
        assert remembered(record, LAST_SEEN) is None


def test_status_tells_whether_the_ledger_is_well(watched: World) -> None:
    _remember(watched, DAEMON, watched.now)
    with watched.record() as record:
        now = status(record, now_us=watched.now)
        later = status(record, now_us=watched.at(40))
    assert (now.well, now.daemon_silent, later.daemon_silent) == (False, False, True)
    assert now.disk == watched.path.stat().st_size
    assert now.growth is None
    assert later.growth is not None
    assert later.growth > now.disk * 9


def test_whoever_reads_counts_the_people_that_the_journal_counts() -> None:
    assert people._ACTED.split() == PEOPLE.split()
