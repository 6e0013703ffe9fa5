"""Two-way effects and pairwise comparisons, against small tournaments worked by hand and dense oracles."""

from __future__ import annotations

from fractions import Fraction
from math import exp, log
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import (
    RefusedError,
    relative_skill,
    resampled_skill,
    resampled_two_way,
    two_way_effects,
)
from ledger.scoring.tournaments.two_way import components

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Cells = list[tuple[int, int, float]]
"""Forecaster, question, score."""


@st.composite
def tournaments(draw: st.DrawFn) -> tuple[Cells, list[float]]:
    """Cells of up to five forecasters and seven questions, numbered without a gap, and a weight for each question."""
    places = draw(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 6)), min_size=1))
    who = sorted({one for one, _ in places})
    what = sorted({one for _, one in places})
    scores = st.floats(-200, 200, allow_nan=False).map(lambda x: round(x, 3))
    cells = [(who.index(i), what.index(j), draw(scores)) for i, j in sorted(places)]
    return cells, draw(
        st.lists(st.sampled_from([0.25, 0.5, 1.0, 3.0]), min_size=len(what), max_size=len(what))
    )


def columns(cells: Cells, score: str = "score") -> dict[str, Any]:
    who, what, value = zip(*cells, strict=True)
    return {"forecaster": list(who), "question": list(what), score: list(value)}


def dense(cells: Cells, weight: Sequence[float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Effects by a dense least squares over dummies, of least norm: right up to a constant per component."""
    who, what, value = (np.array(column) for column in zip(*cells, strict=True))
    k, m = who.max() + 1, what.max() + 1
    design = np.zeros((len(cells), k + m))
    design[np.arange(len(cells)), who] = design[np.arange(len(cells)), k + what] = 1.0
    root = np.sqrt(np.array(weight)[what])
    found = np.linalg.lstsq(design * root[:, None], value * root, rcond=None)[0]
    return found[:k], found[k:]


@settings(max_examples=150, deadline=None)
@given(tournaments())
def test_two_way_effects_are_those_of_a_dense_least_squares(made: tuple[Cells, list[float]]) -> None:
    cells, weight = made
    found = two_way_effects(**columns(cells), weight=weight)
    people, questions = dense(cells, weight)
    for who, what, _ in cells:
        fitted = found.forecaster[who] + found.question[what]
        assert fitted == pytest.approx(people[who] + questions[what], abs=1e-7)
    for one in set(found.component.tolist()):
        own = found.component == one
        asked = sorted({what for who, what, _ in cells if own[who]})
        assert np.ptp((found.forecaster - people)[own]) == pytest.approx(0.0, abs=1e-7)
        assert np.dot(found.question[asked], np.array(weight)[asked]) == pytest.approx(0.0, abs=1e-7)


def test_who_answered_only_hard_questions_is_not_blamed_for_them() -> None:
    # ann and bob share question 0, bob and cat question 1; bob is worth 10 on 0 and -10 on 1, so 1 is harder by 20
    cells = [(0, 0, 8.0), (1, 0, 10.0), (1, 1, -10.0), (2, 1, -5.0)]
    found = two_way_effects(**columns(cells))
    assert found.question.tolist() == pytest.approx([10.0, -10.0])
    assert found.forecaster.tolist() == pytest.approx([-2.0, 0.0, 5.0])
    assert found.component.tolist() == [0, 0, 0]


def test_forecasters_without_a_chain_of_shared_questions_stand_in_components_of_their_own() -> None:
    # forecasters 1 and 3 differ by 2 on question 2; questions 1 and 2 by 3, so their effects are 1.5 and -1.5
    cells = [(0, 0, 1.0), (1, 1, 5.0), (2, 0, 3.0), (3, 2, 0.0), (1, 2, 2.0)]
    found = two_way_effects(**columns(cells))
    assert found.component.tolist() == [0, 1, 0, 1]
    assert found.forecaster.tolist() == pytest.approx([1.0, 3.5, 3.0, 1.5])


def test_a_long_chain_is_one_component() -> None:
    common = np.eye(9, dtype=np.int64) + np.eye(9, k=1, dtype=np.int64) + np.eye(9, k=-1, dtype=np.int64)
    shuffled = np.random.default_rng(3).permutation(9)
    assert components(common[shuffled][:, shuffled]).tolist() == [0] * 9


def losses(made: tuple[Cells, list[float]]) -> Cells:
    """The same cells with losses above 0."""
    return [(who, what, abs(score) / 200 + 0.001) for who, what, score in made[0]]


def skill_by_definition(cells: Cells, weight: Sequence[float]) -> list[float]:
    """Theta, pair by pair, with plain floats."""
    of = {(who, what): loss for who, what, loss in cells}
    people = sorted({who for who, _, _ in cells})
    theta = []
    for one in people:
        logs = []
        for other in people:
            common = [what for (who, what) in of if who == one and (other, what) in of]
            if common:
                mine = sum(of[one, what] * weight[what] for what in common)
                logs.append(log(mine / sum(of[other, what] * weight[what] for what in common)))
        theta.append(exp(sum(logs) / len(logs)))
    return theta


@settings(max_examples=150, deadline=None)
@given(tournaments())
def test_relative_skill_is_that_of_its_definition(made: tuple[Cells, list[float]]) -> None:
    cells, weight = losses(made), made[1]
    found = relative_skill(**columns(cells, "loss"), weight=weight, baseline=0)
    expected = skill_by_definition(cells, weight)
    assert found.theta.tolist() == pytest.approx(expected, rel=1e-9)
    assert found.scaled is not None
    assert found.scaled.tolist() == pytest.approx([one / expected[0] for one in expected], rel=1e-9)
    assert (found.ratio * found.ratio.T).ravel().tolist() == pytest.approx([1.0] * found.ratio.size)


def test_a_tournament_of_three_has_the_skill_worked_by_hand() -> None:
    # common: a,b on 0 and 1; a,c on 0; b,c on 0
    cells = [(0, 0, 0.1), (0, 1, 0.3), (1, 0, 0.2), (1, 1, 0.2), (2, 0, 0.4)]
    found = relative_skill(**columns(cells, "loss"), baseline=2)
    assert found.ratio[0].tolist() == pytest.approx([1.0, float(Fraction(4, 4)), 0.25])
    assert found.ratio[1].tolist() == pytest.approx([1.0, 1.0, 0.5])
    assert found.theta.tolist() == pytest.approx([0.25 ** (1 / 3), 0.5 ** (1 / 3), 8 ** (1 / 3)])
    assert found.common.tolist() == [[2, 2, 1], [2, 2, 1], [1, 1, 1]]
    assert relative_skill(**columns(cells, "loss")).scaled is None


@settings(max_examples=40, deadline=None)
@given(tournaments(), st.randoms())
def test_every_resample_is_what_its_weights_give_alone(made: tuple[Cells, list[float]], random: Any) -> None:
    cells, weight = made
    rows = [weight, [random.choice([0.1, 1.0, 2.5]) for _ in weight]]
    drawn = resampled_two_way(**columns(cells), weight=rows)
    skill = resampled_skill(**columns(losses(made), "loss"), weight=rows)
    for place, row in enumerate(rows):
        alone = two_way_effects(**columns(cells), weight=row).forecaster
        assert drawn[place].tolist() == pytest.approx(alone.tolist(), abs=1e-7)
        theta = relative_skill(**columns(losses(made), "loss"), weight=row).theta
        assert skill[place].tolist() == pytest.approx(theta.tolist(), rel=1e-9)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ([(0, 0, 1.0), (0, 0, 2.0)], "Forecaster 0 has more than one score on question 0"),
        ([(0, 0, float("nan"))], "has no number"),
        ([(0, 0, float("inf"))], "is infinite at position 0"),
        ([(-1, 0, 1.0)], "must be a number from 0"),
    ],
)
def test_a_tournament_that_is_none_is_refused(cells: Cells, sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence):
        two_way_effects(**columns(cells))


def test_ratios_that_mean_nothing_are_refused() -> None:
    with pytest.raises(RefusedError, match="mean score of 0 on the questions shared with 1"):
        relative_skill(**columns([(0, 0, 0.0), (1, 0, 0.5)], "loss"))
    with pytest.raises(RefusedError, match="ratios mean nothing"):
        relative_skill(**columns([(0, 0, -0.1), (1, 0, 0.5)], "loss"))
    with pytest.raises(RefusedError, match="numbered 0 to 0"):
        relative_skill(**columns([(0, 0, 0.5)], "loss"), baseline=1)


def test_uneven_columns_and_weights_are_refused() -> None:
    with pytest.raises(RefusedError, match="differ in shape"):
        two_way_effects(forecaster=[0], question=[0, 1], score=[1.0, 2.0])
    with pytest.raises(RefusedError, match="differ in shape"):
        two_way_effects(forecaster=[0], question=[0], score=[1.0], weight=[1.0, 2.0])
