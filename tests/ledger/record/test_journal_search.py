"""The journal's query line: which entries a few words mean, run by run, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ledger.journal import entries as kinds
from ledger.record import journal_search
from ledger.record.hidden import Reader
from ledger.record.journal_search import SearchError, matching, newest_matching, search_from

if TYPE_CHECKING:
    from pydantic import JsonValue

    from tests.ledger.record.worlds import World


@pytest.fixture
def told(world: World) -> World:
    """Two questions (2, 3), forecasts on them (4, 5), a note (6), a proposal (7) and a word for it (8)."""
    world.ask("rain")
    world.ask("rainbow")
    world.say("rain", by="ola")
    world.go(2)
    world.say("rainbow", by="tom")
    world.note("rain", 'it pours, and 100% of it is "wet"')
    sha256 = world.propose("rain", by="tom", challenge_until=world.at(9))
    world.journal.append(kinds.ProposalConfirmed(hash=sha256, by="ann"))
    return world


def found(world: World, text: str, most: int = 100) -> list[int]:
    with world.record() as record:
        return list(newest_matching(record, search_from(text, None), head=record.head().size, most=most))


@pytest.mark.parametrize(
    ("text", "seqs"),
    [
        ("", [8, 7, 6, 5, 4, 3, 2, 1]),
        ("POURS", [6]),
        ("100%", [6]),
        ("kind:forecast", [5, 4]),
        ("kind:proposal-confirmed", [8]),
        ("-kind:question -kind:forecast", [8, 7, 6, 1]),
        ("by:tom", [7, 5]),
        ("by:mira", [6, 1]),
        ("question:rainbow", [5, 3]),
        ("question:rain -question:rainbow", [8, 7, 6, 4, 2]),
        ("since:2026-06-02", [8, 7, 6, 5]),
        ("until:2026-06-01", [4, 3, 2, 1]),
        ("3..5", [5, 4, 3]),
        ("..2", [2, 1]),
        ("7..", [8, 7]),
        ("3..6 kind:forecast by:ola", [4]),
        ("'; DROP TABLE log_entries; --", []),
    ],
)
def test_a_query_line_means_these_entries(told: World, text: str, seqs: list[int]) -> None:
    assert found(told, text) == seqs


def test_the_newest_are_kept_when_more_fit(told: World) -> None:
    assert found(told, "rain", most=2) == [8 - 1, 6]


def test_a_search_goes_down_in_runs_and_tells_how_far_it_is(told: World) -> None:
    with told.record() as record:
        runs = list(matching(record, search_from("kind:forecast", None), head=journal_search.RUN + 5))
    assert [run.reached for run in runs] == [6, 1]
    assert [run.seqs for run in runs] == [(), (5, 4)]


@pytest.fixture
def peeked(world: World) -> World:
    """Two questions with a claim (2, 3); tom says 22.7 % on both (4, 5) and corrects one to 31.4 % (6); mira answers the other (7)."""
    for name in ("rain", "snow"):
        world.ask(name, claim={"publication": "paper-1", "stance": "asserts", "quote": "12-24 days in 2026"})
    world.say("rain", p="0.227", by="tom", reason="a wet secret")
    world.say("snow", p="0.227", by="tom", reason="a wet secret")
    world.journal.append(kinds.ForecastCorrected(forecast=4, by="tom", says=CORRECTED, reason="a slip"))
    world.say("snow", p="0.5", by="mira")
    return world


CORRECTED: dict[str, JsonValue] = {"probability": "0.314"}


@pytest.mark.parametrize(
    ("text", "seqs", "all_of_it"),
    [
        ("0.227", [5], [5, 4]),
        ("secret", [5], [5, 4]),
        ("0.314", [], [6]),
        ("slip", [], [6]),
        ("12-24", [3], [3, 2]),
        ("days", [3, 2], [3, 2]),
        ("2026", [3, 2], [3, 2]),
        ("-secret", [7, 6, 4, 3, 2, 1], [7, 6, 3, 2, 1]),
        ("tom", [6, 5, 4], [6, 5, 4]),
        ("by:tom", [6, 5, 4], [6, 5, 4]),
        ("question:rain", [6, 4, 2], [6, 4, 2]),
    ],
)
def test_what_is_covered_is_not_found(
    peeked: World, text: str, seqs: list[int], all_of_it: list[int]
) -> None:
    def of(reader: Reader | None) -> list[int]:
        with peeked.record() as record:
            return list(newest_matching(record, search_from(text, reader), head=7, most=100))

    assert of(Reader("mira", peeked.now)) == seqs
    assert of(Reader("mira", peeked.now, {"rain"})) == all_of_it
    assert of(Reader("mira", peeked.at(11))) == all_of_it, "it has closed"
    assert of(None) == all_of_it


@pytest.mark.parametrize(
    ("text", "told"), [("kind:zebra", "There is no kind of entry like 'zebra'"), ("since:may", "is no day")]
)
def test_what_cannot_be_meant_is_refused_in_words(text: str, told: str) -> None:
    with pytest.raises(SearchError, match=told):
        search_from(text, None)
