"""A market beside a question is looked at every day, is shown, and neither decides nor endangers anything."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from ledger.journal.entries import QuestionAmended, QuestionAnnulled
from ledger.record.heading import headings
from ledger.record.looks import endangered, health
from ledger.record.markets import MarketRow, markets_of
from ledger.record.opening import Record
from ledger.resolution.people.confirm import confirm_due
from tests.ledger.resolution.conftest import SHA, http_source, said_of

SLUG = "will-it-reach-12"
PATH = f"/v0/slug/{SLUG}"
MARKET = {
    "source": "manifold.market",
    "params": {"slug": SLUG},
    "differs": "any month counts there",
    "url": f"https://manifold.markets/ada/{SLUG}",
}
LATER = timedelta(days=40)


def trades(ledger: Any, chance: float, **changes: Any) -> None:
    """What Manifold says of the market from now on."""
    market = {
        "id": "abc",
        "slug": SLUG,
        "question": "Will it reach 12?",
        "outcomeType": "BINARY",
        "probability": chance,
        "isResolved": False,
    }
    ledger.world.breaks(json.dumps(market | changes).encode(), path=PATH)


def markets(ledger: Any, name: str = "q") -> list[MarketRow]:
    with Record.open(ledger.journal.path) as record:
        return list(markets_of(record, name))


def asked_with_market(ledger: Any, **head: Any) -> None:
    ledger.world.says(3, "2026-01-01")
    ledger.ask(market=[MARKET], **head)


def test_it_is_read_at_once_and_then_on_its_sources_cadence(ledger: Any) -> None:
    asked_with_market(ledger)
    assert markets(ledger)[0].words == "manifold.market: not read yet (differs: any month counts there)"
    trades(ledger, 0.3412)
    ledger.sweep()
    assert markets(ledger)[0].words == "Manifold 34.1 % (read 2026-01-01; differs: any month counts there)"
    ledger.clock.move(timedelta(hours=12))
    ledger.sweep()
    assert ledger.world.asked.count(PATH) == 1
    trades(ledger, 0.5)
    ledger.clock.move(timedelta(hours=13))
    ledger.sweep()
    assert (markets(ledger)[0].exact, ledger.world.asked.count(PATH)) == ("50.0", 2)


def test_it_is_read_on_after_the_window_until_the_question_ends(ledger: Any) -> None:
    asked_with_market(
        ledger, resolution={"source": [{"name": "manual", "value": "answer", "params": {"ask": "?"}}]}
    )
    trades(ledger, 0.3)
    ledger.now("2026-05-01T12:00")
    ledger.sweep()
    assert markets(ledger)[0].exact == "30.0"


def test_one_that_is_settled_says_so(ledger: Any) -> None:
    asked_with_market(ledger)
    trades(ledger, 0.99, isResolved=True, resolution="YES", resolutionTime=1767225600000)
    ledger.sweep()
    assert markets(ledger)[0].chance == "99 %, settled as yes"


def test_it_keeps_nothing_in_the_journal_and_moves_no_rehearsal(ledger: Any) -> None:
    asked_with_market(ledger)
    trades(ledger, 0.9)
    before = ledger.journal.head().size
    report = ledger.sweep()
    assert (report.entries, ledger.journal.head().size) == (0, before)
    assert ledger.one("SELECT value FROM run_rehearsals")[0] == "3.00"
    assert sorted((each.source, each.questions, each.beside) for each in report.looks) == [
        ("http_json", ("q",), False),
        ("manifold.market", ("q",), True),
    ]


def test_a_market_that_fails_for_long_endangers_nothing(ledger: Any) -> None:
    asked_with_market(ledger)
    trades(ledger, 0.9)
    ledger.sweep()
    ledger.world.breaks(b"<html>gone</html>", path=PATH)
    for _ in range(3):
        ledger.clock.move(LATER / 2)
        ledger.world.says(3, ledger.clock.at.date().isoformat())
        report = ledger.sweep()
    assert report.alarms == []
    with Record.open(ledger.journal.path) as record:
        assert endangered(record) == ()
        assert headings(record, ["q"], now_us=ledger.us()) == {}
        assert health(record, now_us=ledger.us()).failing == 1
    [market] = markets(ledger)
    assert market.exact == "90.0"
    assert "read 2026-01-01" in market.words
    assert "A web page came" in market.words


def test_a_question_for_people_alone_is_not_endangered_by_its_market(ledger: Any) -> None:
    by_hand = {"name": "manual", "value": "answer", "params": {"ask": "How much?"}}
    asked_with_market(ledger, resolution={"source": [by_hand]})
    ledger.world.breaks(b"<html>gone</html>", path=PATH)
    ledger.sweep()
    ledger.clock.move(LATER)
    ledger.sweep()
    with Record.open(ledger.journal.path) as record:
        assert headings(record, ["q"], now_us=ledger.us()) == {}
    assert markets(ledger)[0].words.startswith("Manifold: not read yet: shape changed: A web page came")


def test_a_price_that_leaps_is_no_alarm_and_other_words_are_noted(ledger: Any) -> None:
    asked_with_market(ledger)
    trades(ledger, 0.02)
    ledger.sweep()
    ledger.clock.move(timedelta(days=2))
    trades(ledger, 0.9)
    assert ledger.sweep().alarms == []
    assert ledger.all("SELECT kind FROM run_alarms") == []
    ledger.clock.move(timedelta(days=2))
    trades(ledger, 0.9, question="Will it reach 13?")
    assert ledger.sweep().alarms == []
    assert "note: it asks something else now: Manifold abc: Will it reach 13?" in markets(ledger)[0].words


def test_a_price_that_is_not_given_any_more_is_not_shown_as_if_it_were(ledger: Any) -> None:
    asked_with_market(ledger)
    trades(ledger, 0.4)
    ledger.sweep()
    gave = json.loads(ledger.one("SELECT gave FROM run_looks WHERE source = 'manifold.market'")[0])
    with ledger.journal.transaction() as tx:
        del gave[0]["reading"]["values"]["chance_pct"]
        tx.database.execute(
            "UPDATE run_looks SET gave = ? WHERE source = 'manifold.market'", (json.dumps(gave),)
        )
    assert markets(ledger)[0].chance == "no price"


def test_one_request_serves_every_question_beside_which_it_stands(ledger: Any) -> None:
    asked_with_market(ledger)
    ledger.ask("other", {"window": {"at": "2026-03-31"}}, market=[MARKET])
    trades(ledger, 0.4)
    ledger.sweep()
    assert [markets(ledger, name)[0].exact for name in ("q", "other")] == ["40.0", "40.0"]
    assert ledger.world.asked.count(PATH) == 1
    assert ledger.one("SELECT count(*) FROM run_looks WHERE source = 'manifold.market'") == (1,)


def test_looking_for_one_question_looks_at_its_market_too(ledger: Any) -> None:
    asked_with_market(ledger)
    trades(ledger, 0.4)
    ledger.sweep()
    trades(ledger, 0.6)
    ledger.sweep({"q"})
    assert markets(ledger)[0].exact == "60.0"


def test_a_market_taken_out_of_the_file_or_of_a_question_that_ended_is_left_alone(ledger: Any) -> None:
    asked_with_market(ledger)
    ledger.ask("other", market=[MARKET])
    trades(ledger, 0.4)
    ledger.sweep()
    ledger.journal.append(
        QuestionAmended(
            question="q",
            version=2,
            file_sha256=SHA,
            said=said_of(),
            plain=True,
            by="me",
            reason="gone",
        )
    )
    ledger.sweep()
    assert markets(ledger) == []
    assert len(markets(ledger, "other")) == 1
    ledger.journal.append(
        QuestionAnnulled(question="other", revision=1, how="annulled", by="me", reason="no longer asked")
    )
    ledger.clock.move(timedelta(days=2))
    asked = ledger.world.asked.count(PATH)
    ledger.sweep()
    assert (markets(ledger, "other"), ledger.world.asked.count(PATH)) == ([], asked)
    assert ledger.all("SELECT look FROM run_looks WHERE source = 'manifold.market'") == []


def test_a_question_that_resolved_is_watched_without_its_market(ledger: Any) -> None:
    ledger.ask("q", {"source": [http_source(query={"to": "{last}"})]}, market=[MARKET])
    ledger.now("2026-04-10T12:00")
    ledger.world.says(12.5, "2026-04-01")
    trades(ledger, 0.9)
    assert len(ledger.sweep().proposed) == 1
    ledger.clock.move(timedelta(days=3))
    assert len(confirm_due(ledger.journal)) == 1
    asked = ledger.world.asked.count(PATH)
    ledger.clock.move(timedelta(days=8))
    ledger.sweep()
    assert ledger.world.asked.count(PATH) == asked
    assert ledger.all("SELECT source FROM run_looks") == [("http_json",)]


def test_a_source_that_is_not_there_is_said_and_stops_nothing(ledger: Any) -> None:
    ledger.world.says(3, "2026-01-01")
    ledger.ask(market=[{"source": "of.nobody", "differs": "all of it"}])
    report = ledger.sweep()
    assert len(report.looks) == 2
    assert markets(ledger)[0].words.startswith("of.nobody: not read yet: source missing")


def test_lost_work_state_is_made_again_with_markets_alone(ledger: Any) -> None:
    by_hand = {"name": "manual", "value": "answer", "params": {"ask": "How much?"}}
    asked_with_market(ledger, resolution={"source": [by_hand]})
    trades(ledger, 0.4)
    ledger.sweep()
    with ledger.journal.transaction() as tx:
        for table in ("run_looks", "run_markets"):
            tx.database.execute(f"DELETE FROM {table}")
    ledger.sweep()
    assert markets(ledger)[0].exact == "40.0"
    ledger.sweep()
    assert ledger.world.asked.count(PATH) == 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (MarketRow("M", "m", "d", None, "0.00004", "open", 0), "M under 0.1 % (read 1970-01-01; differs: d)"),
        (
            MarketRow("M", "m", "d", None, "99.97", "closed", 0),
            "M over 99.9 %, closed (read 1970-01-01; differs: d)",
        ),
        (MarketRow("M", "m", "d", None, "100", None, 0), "M 100 % (read 1970-01-01; differs: d)"),
        (MarketRow("M", "m", "d", None, "0", "no", 0), "M 0 %, settled as no (read 1970-01-01; differs: d)"),
        *(
            (
                MarketRow("M", "m", "d", None, number, None, 0),
                "M no chance between 0 and 100 % (read 1970-01-01; differs: d)",
            )
            for number in ("1E+27", "100.01", "-0.01", "-1E+27")
        ),
        (
            MarketRow("M", "m", "d", None, None, "cancelled", 0),
            "M no price, cancelled (read 1970-01-01; differs: d)",
        ),
    ],
)
def test_a_market_in_words(row: MarketRow, words: str) -> None:
    assert row.words == words
