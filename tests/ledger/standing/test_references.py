"""Naive forecasts stand beside a person's scores, and are no person's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal.entries import ReferenceStated
from ledger.journal.refused import RefusedError
from ledger.record.people import names
from ledger.record.references import lacking
from ledger.standing.crowd import crowd
from ledger.standing.references import reference_lines
from ledger.standing.scores import score_lines

if TYPE_CHECKING:
    from tests.ledger.record.worlds import World


def reference(question: str = "q-1", says: dict[str, Any] | None = None, **more: Any) -> ReferenceStated:
    said = says or {"probability": "0.25"}
    past: dict[str, Any] = {"windows": 8, "first": "2024-01-01", "last": "2025-12-31"}
    return ReferenceStated(
        question=question, says=said, **{"version": 1, "name": "base rate", **past, **more}
    )


READ = {"source": [{"name": "epoch.eci_lag", "value": "lag_months"}]}
QUANTILES = {"quantiles": [["0.1", "3"], ["0.5", "5"], ["0.9", "9"]]}


def test_a_reference_is_scored_over_the_time_since_it_was_stated(world: World) -> None:
    world.ask()
    world.say(p="0.9")
    world.move(days=5)
    world.journal.append(reference())
    world.go(11)
    world.resolve(known_at=world.at(10))
    with world.record() as record:
        (line,) = reference_lines(record)["q-1"]
        assert (line.forecaster, line.value("brier"), round(line.covered, 3)) == ("base rate", 0.5625, 0.5)
        assert [each.forecaster for each in score_lines(record, "mira")] == ["mira"]


def test_numbers_have_two_references_each_by_the_rules_of_what_it_says(world: World) -> None:
    world.ask(kind="numeric")
    world.journal.append(reference(says=QUANTILES), reference(says=QUANTILES, name="no change"))
    world.go(11)
    world.resolve(outcome={"value": "7"}, known_at=world.at(10))
    with world.record() as record:
        lines = reference_lines(record, only="q-1")["q-1"]
    assert [(each.forecaster, each.value("error")) for each in lines] == [
        ("no change", 2.0),
        ("base rate", 2.0),
    ]


def test_a_reference_is_no_forecaster_and_no_part_of_the_crowd(world: World) -> None:
    world.ask()
    world.say(p="0.5")
    world.journal.append(reference())
    with world.record() as record:
        assert "base rate" not in names(record)
        assert crowd(record, "q-1", now_us=world.now).forecasters == 1


def test_a_question_lacks_one_until_it_is_stated_on_its_version_and_while_it_can_be_forecast(
    world: World,
) -> None:
    world.ask(resolution=READ)
    world.ask("q-2", kind="date", resolution=READ)
    world.ask("q-3", private=True, resolution=READ)
    world.ask("q-4", opens_at="2026-06-03", resolution=READ)
    with world.record() as record:
        assert [each.question for each in lacking(record, now_us=world.now)] == ["q-1"]
        assert [each.question for each in lacking(record, now_us=world.at(3))] == ["q-1", "q-4"]
        assert lacking(record, now_us=world.at(30)) == ()
    world.journal.append(reference())
    with world.record() as record:
        assert lacking(record, now_us=world.now) == ()


@pytest.mark.parametrize(
    ("entry", "because"),
    [
        (reference("q-9"), "no question is called"),
        (reference(version=2), "in version 2"),
        (reference(says=QUANTILES), "q-1"),
        (reference(), "was stated before"),
    ],
)
def test_what_no_reference_may_say_is_refused(world: World, entry: ReferenceStated, because: str) -> None:
    world.ask()
    world.journal.append(reference())
    with pytest.raises(RefusedError, match=because):
        world.journal.append(entry)


def test_a_closed_question_takes_none(world: World) -> None:
    world.ask()
    world.go(12)
    with pytest.raises(RefusedError, match="closed"):
        world.journal.append(reference())
