"""Which questions without a naive forecast it is time to try: none that was in vain lately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from ledger.clock import moment
from ledger.journal import entries as kinds
from ledger.journal.without import in_vain
from ledger.record.references import lacking, number_to_try, references_of, to_try
from tests.ledger.record.worlds import DAY

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World

LOOK = "a" * 64
FIRST, LAST = "2024-05-01", "2026-04-30"
READ = {"source": [{"name": "epoch.eci_lag", "value": "lag_months"}]}


def tried(world: World, now: int, most: int = 9) -> list[str]:
    with world.record() as record:
        found = to_try(record, now_us=now, most=most)
        assert number_to_try(record, now_us=now) >= len(found)
    return [one.question for one in found]


def try_in_vain(world: World, version: int = 1) -> None:
    with world.journal.transaction() as tx:
        in_vain(tx.connection, "q-1", version, "two windows", moment(world.now))


def reach(world: World, as_of: str) -> None:
    world.work("UPDATE run_looks SET as_of = ? WHERE look = ?", as_of, LOOK)


@pytest.fixture
def asked(world: World) -> World:
    world.ask(resolution=READ)
    world.look(look=LOOK, serves=["q-1"], more={"as_of": "2026-05-31"})
    return world


def test_what_was_tried_in_vain_is_left_for_a_week_and_lacks_one_all_the_same(asked: World) -> None:
    assert tried(asked, asked.now) == ["q-1"]
    try_in_vain(asked)
    assert tried(asked, asked.now) == tried(asked, asked.now + 7 * DAY - 1) == []
    assert tried(asked, asked.now + 7 * DAY) == ["q-1"]
    with asked.record() as record:
        assert [each.question for each in lacking(record, now_us=asked.now)] == ["q-1"]


def test_newer_data_of_its_source_bring_it_back_a_day_later(asked: World) -> None:
    try_in_vain(asked)
    reach(asked, "2026-06-01")
    assert tried(asked, asked.now + DAY - 1) == []
    assert tried(asked, asked.now + DAY) == ["q-1"]
    try_in_vain(asked)
    assert tried(asked, asked.now + DAY) == []


def test_a_source_that_was_never_read_before_is_news(asked: World) -> None:
    asked.work("UPDATE run_looks SET as_of = NULL")
    try_in_vain(asked)
    assert tried(asked, asked.now + DAY) == []
    reach(asked, "2020-01-01")
    assert tried(asked, asked.now + DAY) == ["q-1"]


def test_another_version_is_tried_anew(asked: World) -> None:
    try_in_vain(asked, version=2)
    assert tried(asked, asked.now) == ["q-1"]


def test_a_turn_takes_those_that_close_first(asked: World) -> None:
    asked.ask("q-0", resolution=READ, closes_at="2026-06-12T00:00:00+00:00")
    asked.ask("q-2", resolution=READ, closes_at="2026-06-02T00:00:00+00:00")
    assert tried(asked, asked.now, most=2) == ["q-2", "q-1"]


def test_what_only_a_person_answers_and_what_a_table_asked_take_nobodys_turn(asked: World) -> None:
    sha256 = "7" * 64
    said = asked.said(resolution=READ, closes_at="2026-06-02")
    asked.ask("answered", closes_at="2026-06-02")
    asked.ask(
        "both", resolution={"source": [*READ["source"], {"name": "manual", "value": "a", "fallback": True}]}
    )
    asked.journal.append(
        kinds.TableImported(name="t.csv", sha256=sha256, size=1, rows=1, by="mira"),
        kinds.QuestionAsked(question="elsewhere", version=1, file_sha256=sha256, said=said),
    )
    assert tried(asked, asked.now) == ["both", "q-1"]


def test_a_question_has_the_naive_forecasts_of_its_newest_version(asked: World) -> None:
    def state(name: Literal["no change", "base rate"], chance: str) -> None:
        asked.journal.append(
            kinds.ReferenceStated(
                question="q-1",
                version=1,
                name=name,
                says={"probability": chance},
                windows=24,
                first=FIRST,
                last=LAST,
            )
        )

    with asked.record() as record:
        assert references_of(record, "q-1") == ()
    state("no change", "0.9")
    state("base rate", "0.26")
    with asked.record() as record:
        rate, change = references_of(record, "q-1")
        assert (rate.name, rate.says, rate.windows) == ("base rate", {"probability": "0.26"}, 24)
        assert (change.name, rate.first, rate.last) == ("no change", FIRST, LAST)
    asked.amend()
    with asked.record() as record:
        assert references_of(record, "q-1") == ()
