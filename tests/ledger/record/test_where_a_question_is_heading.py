"""Likely to be annulled, or to need a person: told while there is time, and never of a question whose sources are well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.record.heading import headings
from ledger.record.questions import page
from ledger.record.today import today

if TYPE_CHECKING:
    from ledger.record.heading import Heading
    from tests.ledger.record.worlds import World

SOURCE = {"name": "epoch.chip_ratio", "value": "ratio_pct"}
MANUAL = {"name": "manual", "value": "answer", "fallback": True}
OVER = '["over", "2026-06-01", "2026-06-10"]'


def asked(world: World, *sources: dict[str, Any], **rule: Any) -> None:
    world.ask("q", resolution={"source": list(sources or (SOURCE,)), **rule})


def heading(world: World) -> Heading | None:
    with world.record() as record:
        return headings(record, ["q"], now_us=world.now).get("q")


def unable(world: World, days: int, answer: str = "unusable", said: str = "gone: HTTP 404") -> None:
    """The question's look gives no reading since so many days."""
    world.look(answer=answer, said=said, serves=["q"], days=OVER, more={"unable_since": world.at(0)})
    world.go(days)


@pytest.mark.parametrize(
    ("sources", "rule", "words"),
    [
        ((SOURCE,), {"at_give_up": "annul"}, "Likely to be annulled"),
        ((SOURCE,), {}, "Likely to need a person"),
        ((SOURCE, MANUAL), {"at_give_up": "annul"}, "Likely to need a person"),
    ],
)
def test_it_is_heading_to_what_its_file_says_in_the_words_of_the_source(
    world: World, sources: Any, rule: Any, words: str
) -> None:
    asked(world, *sources, **rule)
    unable(world, 30)
    found = heading(world)
    assert found is not None
    assert found.words == f"{words}: epoch.eci_lag: gone: HTTP 404 (since 2026-06-01)"


def test_a_source_must_have_been_unable_for_thirty_days(world: World) -> None:
    asked(world)
    unable(world, 29)
    assert heading(world) is None


def test_a_publication_that_is_missing_when_nothing_new_came_for_long_is_told_at_once(world: World) -> None:
    asked(world, at_give_up="annul")
    world.look(serves=["q"])
    world.alarm("a" * 64, "no_new_row", "Huawei has no row of 2026 Q1 yet")
    found = heading(world)
    assert found is not None
    assert found.words == (
        "Likely to be annulled: epoch.eci_lag: Huawei has no row of 2026 Q1 yet (since 2026-06-01)"
    )


def test_what_is_not_published_yet_is_waited_for_until_well_after_it_may_be_decided(world: World) -> None:
    asked(world)
    unable(world, 35, "not_yet", "out in July")
    assert heading(world) is None
    world.go(11 + 30)
    found = heading(world)
    assert found is not None
    assert (found.to, found.since) == ("person", "2026-06-12")


def test_a_window_that_is_still_to_come_is_no_trouble(world: World) -> None:
    asked(world)
    unable(world, 5, "not_yet", "nothing to read before the window")
    assert heading(world) is None


def test_one_source_that_is_well_is_enough(world: World) -> None:
    asked(world)
    unable(world, 40)
    world.look("other.source", look="b" * 64)
    world.work("INSERT INTO run_uses VALUES ('q', 1, 'main', ?, 'value', 1, 0, 0, 0, NULL)", "b" * 64)
    assert heading(world) is None


def test_a_question_that_is_proposed_or_has_no_look_is_heading_nowhere(world: World) -> None:
    world.ask("q")
    assert heading(world) is None
    unable(world, 40)
    assert heading(world) is not None
    world.propose("q")
    assert heading(world) is None


def test_it_stands_on_the_questions_line_and_on_the_first_page(world: World) -> None:
    asked(world)
    unable(world, 40)
    with world.record() as record:
        (row,) = page(record, ["q"], now_us=world.now)
        first = today(record, now_us=world.now, me="mira")
    assert row.heading is not None
    assert first.headings == {"q": row.heading}
