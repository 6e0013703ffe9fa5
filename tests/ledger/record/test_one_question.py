"""One question whole: found by a prefix, with its versions, evidence, readings, proposals, resolutions and notes."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from ledger.errors import UnknownQuestionError
from ledger.journal import entries as kinds
from ledger.record import forecasts, rehearsals
from ledger.record.detail import detail
from ledger.record.finding import beginning_with, find_question
from ledger.record.people import names, people
from ledger.record.trail import evidence_of_look, readings_of_look, trail

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World

LOOK = "c" * 64


def _read(world: World, body: bytes = b"lag\n7.5\n") -> tuple[int, int]:
    digest = sha256(body).hexdigest()
    kept = kinds.EvidenceKept(
        look=LOOK,
        source="epoch.eci_lag",
        source_version=1,
        request="d" * 64,
        url="https://example.org/file.csv",
        query=[],
        accept="text/csv",
        sha256=digest,
        size=len(body),
        status=200,
        fetched_at=world.now,
    )
    (evidence,) = world.journal.append(kept, bodies={digest: body})
    taken = kinds.ReadingTaken(
        look=LOOK,
        source="epoch.eci_lag",
        source_version=1,
        publisher="Epoch AI",
        params={},
        span=("2026-06-01", "2026-06-10"),
        covers=("2026-06-01", "2026-06-09"),
        as_of="2026-06-09",
        values={"lag_months": "7.5"},
        types={"lag_months": "number"},
        units={"lag_months": "months"},
        identity="the index",
        where={"lag_months": "line 2"},
        taken_at=world.now,
        evidence=[evidence],
    )
    (reading,) = world.journal.append(taken)
    return evidence, reading


@pytest.fixture
def lived(world: World) -> World:
    """A question with a whole life: amended, read, proposed, rejected, proposed again, resolved, annulled."""
    world.ask("us-lead", criteria="by the index")
    world.journal.append(
        kinds.QuestionAmended(
            question="us-lead",
            version=2,
            plain=True,
            said=world.said(criteria="by the newest index"),
            file_sha256="1" * 64,
            by="tom",
            reason="a word",
        )
    )
    world.evidence, world.reading = _read(world)
    world.first = world.propose("us-lead", {"yes": False}, version=2, readings=[world.reading])
    world.journal.append(kinds.ProposalRejected(hash=world.first, by="ada", why="wrong row"))
    world.move(days=1)
    world.propose("us-lead", version=2, evidence=[world.evidence])
    entry = kinds.QuestionResolved(
        question="us-lead",
        revision=1,
        outcome={"yes": True},
        known_at=world.now,
        proposal=world.proposal,
        confirmed="machine",
    )
    (resolved,) = world.journal.append(entry)
    world.annul("us-lead", revision=2, corrects=resolved)
    world.note("us-lead", "odd")
    return world


def test_the_trail_tells_the_whole_life(lived: World) -> None:
    with lived.record() as record:
        found = trail(record, "us-lead")
    assert [(one.version, one.plain, one.who, one.reason) for one in found.versions] == [
        (1, False, None, None),
        (2, True, "tom", "a word"),
    ]
    assert [(one.state, one.outcome) for one in found.proposals] == [
        ("rejected", {"yes": False}),
        ("accepted", {"yes": True}),
    ]
    assert [(one.what, one.who, one.why) for one in found.proposals[0].voices] == [
        ("rejected", "ada", "wrong row")
    ]
    assert [(one.revision, one.how, one.effective) for one in found.resolutions] == [
        (1, "resolved", False),
        (2, "annulled", True),
    ]
    assert [(one.seq, dict(one.values), one.evidence) for one in found.readings] == [
        (lived.reading, {"lag_months": "7.5"}, (lived.evidence,))
    ]
    assert [(one.seq, one.url, one.erased) for one in found.evidence] == [
        (lived.evidence, "https://example.org/file.csv", False)
    ]
    assert [(one.who, one.text, one.badly_worded) for one in found.notes] == [("mira", "odd", False)]


def test_erased_evidence_says_so(lived: World) -> None:
    digest = sha256(b"lag\n7.5\n").hexdigest()
    lived.journal.append(kinds.EvidenceErased(sha256=digest, by="tom", reason="licence"))
    with lived.record() as record:
        assert [one.erased for one in trail(record, "us-lead").evidence] == [True]


def test_a_looks_readings_and_evidence_come_newest_first(lived: World) -> None:
    lived.move(days=1)
    evidence, reading = _read(lived, b"lag\n8\n")
    with lived.record() as record:
        assert [one.seq for one in readings_of_look(record, LOOK)] == [reading, lived.reading]
        assert [one.seq for one in evidence_of_look(record, LOOK, limit=1)] == [evidence]


def test_an_unknown_question_has_an_empty_trail(world: World) -> None:
    with world.record() as record:
        found = trail(record, "nowhere")
    assert (found.versions, found.readings, found.notes) == ((), (), ())


def test_the_detail_gives_the_question_as_a_value(lived: World) -> None:
    with lived.record() as record:
        found = detail(record, "us-lead", now_us=lived.now)
    assert (found.version, found.revision, found.confirmed, found.row.stands) == (2, 2, None, "annulled")
    assert found.question().criteria == "by the newest index"


def test_the_detail_of_an_unknown_question_is_refused(world: World) -> None:
    with world.record() as record, pytest.raises(UnknownQuestionError):
        detail(record, "nowhere", now_us=0)


@pytest.fixture
def named(world: World) -> World:
    for name in ("us-lead-2028", "us-law", "us-law-2", "huawei-2027"):
        world.ask(name)
    return world


@pytest.mark.parametrize(
    ("typed", "found"), [("hua", "huawei-2027"), ("us-law", "us-law"), ("us-le", "us-lead-2028")]
)
def test_a_unique_beginning_or_the_whole_id_suffices(named: World, typed: str, found: str) -> None:
    with named.record() as record:
        assert find_question(record, typed) == found


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("us-", ("us-law", "us-law-2", "us-lead-2028")),
        ("2028", ("us-lead-2028",)),
        ("hauwei-2027", ("huawei-2027", "us-lead-2028")),
        ("zzzzzz", ()),
        ("", ()),
    ],
)
def test_what_is_not_found_names_what_is_near(named: World, typed: str, near: tuple[str, ...]) -> None:
    with named.record() as record, pytest.raises(UnknownQuestionError) as caught:
        find_question(record, typed)
    assert caught.value.near == near


def test_ids_complete_from_their_beginning(named: World) -> None:
    with named.record() as record:
        assert beginning_with(record, "us-la") == ("us-law", "us-law-2")
        assert len(beginning_with(record, "", limit=3)) == 3


@pytest.fixture
def spoken(world: World) -> World:
    world.ask("a")
    world.ask("b")
    world.say("a", p="0.1")
    world.say("a", p="0.9", by="tom")
    world.move(days=1)
    world.say("a", p="0.2", reason="news")
    world.gone = world.say("b", p="0.5", by="tom", expires_at=world.now + 10)
    return world


def test_forecasts_of_a_question_come_newest_first(spoken: World) -> None:
    with spoken.record() as record:
        found = forecasts.of_question(record, "a")
        mine = forecasts.of_question(record, "a", by="mira", limit=1)
    assert [one.probability for one in found] == [0.2, 0.9, 0.1]
    assert [(one.probability, one.reason, one.grade, one.imputed) for one in mine] == [
        (0.2, "news", "seen", False)
    ]


def test_each_forecaster_has_one_forecast_that_stands(spoken: World) -> None:
    with spoken.record() as record:
        found = forecasts.latest_of_question(record, "a", now_us=spoken.now)
        assert [(one.forecaster, one.probability) for one in found] == [("mira", 0.2), ("tom", 0.9)]
        before = forecasts.latest_of_question(record, "a", now_us=spoken.now - 1)
        assert [(one.forecaster, one.probability) for one in before] == [("mira", 0.1), ("tom", 0.9)]


def test_of_two_forecasts_of_one_moment_the_later_entry_stands(spoken: World) -> None:
    spoken.say("a", p="0.3")
    with spoken.record() as record:
        found = forecasts.latest_of_question(record, "a", now_us=spoken.now)
        mine = forecasts.of_question(record, "a", by="mira", limit=2)
    assert [(one.forecaster, one.probability) for one in found] == [("mira", 0.3), ("tom", 0.9)]
    assert [one.probability for one in mine] == [0.3, 0.2]


def test_what_was_said_until_a_moment_leaves_out_what_came_later(spoken: World) -> None:
    with spoken.record() as record:
        found = forecasts.of_question(record, "a", by="mira", until=spoken.now - 1)
        assert [one.probability for one in found] == [0.1]
        assert len(forecasts.of_question(record, "a", by="mira", until=spoken.now)) == 2


def test_a_forecast_that_ran_out_or_was_withdrawn_stands_no_more(spoken: World) -> None:
    with spoken.record() as record:
        assert len(forecasts.latest_of_question(record, "b", now_us=spoken.now)) == 1
        assert forecasts.latest_of_question(record, "b", now_us=spoken.now + 10) == ()
    spoken.withdraw(spoken.gone, by="tom")
    with spoken.record() as record:
        assert forecasts.latest_of_question(record, "b", now_us=spoken.now) == ()


def test_the_questions_somebody_spoke_on(spoken: World) -> None:
    with spoken.record() as record:
        assert forecasts.spoken_on(record, "tom") == {"a", "b"}
        assert forecasts.spoken_on(record, "nobody") == frozenset()


def test_people_are_counted(spoken: World) -> None:
    with spoken.record() as record:
        assert names(record) == ("mira", "tom")
        assert [(one.name, one.forecasts, one.last_made_at) for one in people(record)] == [
            ("mira", 2, spoken.now),
            ("tom", 2, spoken.now),
        ]


def test_nobody_is_in_an_empty_ledger(world: World) -> None:
    with world.record() as record:
        assert people(record) == ()


def test_the_history_of_if_it_resolved_today_runs_oldest_first(world: World) -> None:
    world.ask("a")
    for day in ("2026-06-03", "2026-06-01", "2026-06-02"):
        world.rehearse("a", day, value="1", would="NO")
    with world.record() as record:
        assert [one.day for one in rehearsals.history(record, "a", limit=2)] == ["2026-06-02", "2026-06-03"]
