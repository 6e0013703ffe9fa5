"""Traces: every score adds up from its rows, beside the crowd of that time and the most there was to have."""

from __future__ import annotations

import math
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.standing.crowd_lines import crowd_lines, crowd_name
from ledger.standing.histories import Choice
from ledger.standing.peers import with_peers
from ledger.standing.scores import score_lines
from ledger.standing.together import together
from ledger.standing.trace import ScoreTrace, traces
from ledger.standing.trace_words import beside_words, sides
from tests.ledger.record.worlds import World

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTCOMES: Mapping[str, list[dict[str, Any]]] = {
    "binary": [{"yes": True}, {"yes": False}],
    "multiple_choice": [{"option": "few"}, {"option": "many"}],
    "numeric": [{"value": "8"}, {"value": "0"}],
    "date": [{"date": "2026-06-04"}],
}
SAYS: Mapping[str, list[dict[str, Any]]] = {
    "binary": [{"probability": p} for p in ("0", "0.2", "0.5", "0.999", "1")] + [{"words": True}],
    "multiple_choice": [
        {"options": [["few", few], ["some", "0.25"], ["many", many]]}
        for few, many in (("0.5", "0.25"), ("0.75", "0"), ("0", "0.75"))
    ],
    "numeric": [
        {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]},
        {"interval": {"level": "0.8", "lower": "4", "upper": "14"}},
        {"point": "9"},
    ],
    "date": [{"dates": [["0.25", "2026-06-03"], ["0.75", "2026-06-08"]]}],
}


def traced(world: World, by: str = "mira", rule: str | None = None) -> tuple[ScoreTrace, ...]:
    with world.record() as record:
        return traces(record, "q-1", by, rule=rule)


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, dict[str, Any], list[tuple[str, int, dict[str, Any]]], int]:
    """A kind, its outcome, what three people did hour by hour, and the hour it was known."""
    kind = draw(st.sampled_from(sorted(SAYS)))
    act = st.tuples(
        st.sampled_from(["mira", "mira", "ada", "tom"]), st.integers(0, 40), st.sampled_from(SAYS[kind])
    )
    acts = draw(st.lists(act, min_size=1, max_size=8))
    return kind, draw(st.sampled_from(OUTCOMES[kind])), acts, draw(st.integers(1, 300))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=histories())
def test_the_rows_of_every_score_add_up_to_it(tmp_path_factory: pytest.TempPathFactory, case: Any) -> None:
    kind, outcome, acts, known = case
    with closing(World(tmp_path_factory.mktemp("traced") / "ledger.db")) as world:
        world.ask(kind=kind)
        for who, hours, says in acts:
            world.say(by=who, says=says, **({"words": "likely"} if "words" in says else {}))
            world.move(hours=hours)
        world.resolve(outcome=outcome, known_at=world.at(min(known / 24, 10)))
        with world.record() as record:
            for who in {who for who, _, _ in acts}:
                _all_add_up(record, who)


def _all_add_up(record: Any, who: str) -> None:
    for line in with_peers(record, score_lines(record, who, choice=Choice()), only="q-1"):
        found = {one.rule.name: one for one in traces(record, "q-1", who)} if line.scores else {}
        assert set(found) == {score.rule.name for score in line.scores}
        for score in line.scores:
            trace = found[score.rule.name]
            rows = [one.contribution for one in trace.stretches]
            assert trace.total == pytest.approx(score.value, rel=1e-9, abs=1e-9)
            if all(math.isfinite(one) for one in rows):  # where some are endless the larger part decides
                assert math.fsum(rows) == pytest.approx(score.value, rel=1e-9, abs=1e-9)
            assert trace.attainable is not None
            assert _no_better(score.value, trace)


def _no_better(value: float, trace: ScoreTrace) -> bool:
    """Whether a score is no better than what was attainable, to rounding."""
    assert trace.attainable is not None
    if trace.rule.adds == "loss" and trace.rule.best == 0:
        return value >= trace.attainable - 1e-9
    return value <= trace.attainable + 1e-9


def test_certainty_from_the_start_attains_the_most(world: World) -> None:
    world.ask()
    world.say(p="1")
    world.go(4)
    world.resolve()
    for trace in traced(world):
        assert trace.total == pytest.approx(trace.attainable, abs=1e-12)
    assert {trace.rule.name: trace.attainable for trace in traced(world)} == pytest.approx(
        {"brier": 0.0, "brier_points": 0.1, "baseline": 40.0, "log": 0.0, "spherical": 1.0}
    )


def test_the_most_of_options_is_certainty_on_the_one_that_came(world: World) -> None:
    world.ask(kind="multiple_choice")
    world.say(says={"options": [["few", "1"], ["some", "0"], ["many", "0"]]})
    world.go(5)
    world.resolve(outcome={"option": "few"})
    (baseline,) = traced(world, rule="baseline")
    assert (baseline.attainable, baseline.total) == pytest.approx((50.0, 50.0))


def test_the_crowd_stands_beside_each_stretch_as_it_was_when_it_began(world: World) -> None:
    world.ask()
    world.say(p="0.2")
    world.move(hours=1)
    world.say(p="0.6", by="ada")
    world.move(days=1)
    world.say(p="0.4")
    world.go(5)
    world.resolve()
    (brier,) = traced(world, rule="brier")
    assert [(one.crowd.forecasters, one.crowd.middle) for one in brier.stretches] == [(1, None), (2, 0.5)]


def test_of_options_the_crowd_beside_is_what_it_gave_to_the_one_that_came(world: World) -> None:
    world.ask(kind="multiple_choice")
    for who, few in (("mira", "0.5"), ("ada", "0.25"), ("tom", "0.25")):
        rest = str(1 - float(few))
        world.say(by=who, says={"options": [["few", few], ["some", rest], ["many", "0"]]})
    world.go(5)
    world.resolve(outcome={"option": "few"})
    (brier,) = traced(world, rule="brier_options")
    (stretch,) = brier.stretches
    with world.record() as record:
        (line,) = [
            one
            for one in crowd_lines(record, together(record, "multiple_choice"))
            if one.forecaster == crowd_name("median")
        ]
    assert stretch.crowd.middle is not None
    assert line.value("log") == pytest.approx(-math.log(stretch.crowd.middle))
    assert sides(brier) == ("said", "crowd gave")
    assert beside_words(stretch, brier) == "25 % (3)"


@pytest.mark.parametrize(
    ("kind", "says", "beside"),
    [
        ("date", SAYS["date"][0], False),
        ("numeric", SAYS["numeric"][1], False),
        ("numeric", SAYS["numeric"][0], True),
    ],
)
def test_a_crowd_stands_beside_only_where_there_can_be_one(
    world: World, kind: str, says: dict[str, Any], beside: bool
) -> None:
    world.ask(kind=kind)
    for who in ("mira", "ada", "tom"):
        world.say(by=who, says=says)
    world.go(5)
    world.resolve(outcome=OUTCOMES[kind][0])
    alone = [one for one in traced(world) if not one.rule.name.startswith(("peer", "spot", "relative"))]
    assert alone
    assert {sides(one) for one in alone} == {("said", "crowd") if beside else ("said",)}
