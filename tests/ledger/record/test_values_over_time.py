"""If it resolved today, over time: the values are of the look, the outcomes of the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.rehearsals import history, turns
from ledger.record.values import values_of

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


def test_each_value_stands_with_the_outcome_it_would_have_given(world: World) -> None:
    world.ask("q")
    for day, value, would in (("01", "9", "NO"), ("03", "13", "YES"), ("05", "14", "YES")):
        world.rehearse("q", f"2026-06-{day}", value, would)
    with world.record() as record:
        found = history(record, "q")
    assert [(one.day[-2:], one.value, one.would) for one in found] == [
        ("01", "9", "NO"),
        ("03", "13", "YES"),
        ("05", "14", "YES"),
    ]


def test_values_are_rounded_as_the_question_says_and_a_number_has_no_other_outcome(world: World) -> None:
    world.ask("q", kind="numeric")
    world.rehearse("q", "2026-06-01", "6.25", "6.2 months")
    with world.record() as record:
        (one,) = history(record, "q")
    assert (one.value, one.number, one.would) == ("6.2", 6.25, None)


def test_a_stretch_without_a_value_keeps_its_reason(world: World) -> None:
    world.ask("q")
    world.rehearse("q", "2026-06-01", "9", "NO")
    world.work(
        "INSERT INTO run_rehearsals VALUES ('q', '2026-06-03', '2026-06-03', 0, 'unusable', NULL, NULL, NULL, 'u', NULL, 'gone')"
    )
    with world.record() as record:
        assert [(one.state, one.reason) for one in history(record, "q")] == [
            ("reading", ""),
            ("unusable", "gone"),
        ]
        assert [one.day for one in turns(record, "q")] == ["2026-06-01", "2026-06-03"]


def test_without_a_rehearsal_there_is_no_history(world: World) -> None:
    world.ask("q")
    with world.record() as record:
        assert history(record, "q") == ()


def test_a_look_tells_what_it_read_newest_first(world: World) -> None:
    world.ask("q")
    world.rehearse("q", "2026-06-01", "9")
    world.rehearse("q", "2026-06-02", "10")
    with world.record() as record:
        found = values_of(record, f"{'q':0<64}")
    assert [(one.day, one.exact) for one in found] == [("2026-06-02", "10"), ("2026-06-01", "9")]
