"""Scores by the day, as Good Judgment, Cultivate and Fatebook have them, against their definitions day by day."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.clock import microseconds
from ledger.scoring import (
    NEVER,
    averaged_loss,
    beside_the_median,
    daily,
    fatebook_brier,
    multicategory_brier_score,
    schedule,
    steps,
    time_covered,
)

if TYPE_CHECKING:
    from ledger.scoring import BesideMedian, Steps

DAY = 86_400_000_000
APRIL = microseconds(datetime(2027, 4, 1, tzinfo=UTC))


class Asked:
    """People on questions: (who, question, day made, given to what happened); every question has its own life."""

    def __init__(self, lives: list[float], said: list[tuple[int, int, float, float]], people: int) -> None:
        self.lives, self.people = lives, people
        self.said = sorted(said, key=lambda one: (one[1] * people + one[0], one[2]))
        self.question = [q for q in range(len(lives)) for _ in range(people)]
        self.given = np.array([one[3] for one in self.said])
        self.steps: Steps = steps(
            group=np.array([one[1] * people + one[0] for one in self.said], dtype=np.int64),
            made_us=np.array([APRIL + int(one[2] * DAY) for one in self.said], dtype=np.int64),
            gone_us=np.full(len(self.said), NEVER),
            schedule=schedule(
                t0_us=[APRIL] * len(self.question),
                closes_us=[APRIL + int(lives[q] * DAY) for q in self.question],
                known_us=[NEVER] * len(self.question),
            ),
        )

    def of(self, who: int, question: int) -> list[tuple[float, float]]:
        """(day made, given) while it counts."""
        return [(day, p) for w, q, day, p in self.said if (w, q) == (who, question) and day < self.lives[q]]


def brier(of: Asked) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray(2 * (1 - of.given) ** 2)


def test_cultivates_own_example_comes_out() -> None:
    cubs = Asked([7.0], [(0, 0, 0.2, 0.9), (0, 0, 3.1, 0.95)], people=1)
    rows = np.column_stack([cubs.given, 1 - cubs.given])
    loss = averaged_loss(
        steps=daily(steps=cubs.steps), loss=multicategory_brier_score(probabilities=rows, outcome=np.zeros(2))
    )
    assert loss.value == pytest.approx([0.0114], abs=5e-5)


def test_what_is_said_on_the_last_incomplete_day_has_no_value() -> None:
    late = Asked([11.25], [(0, 0, 11.2, 0.9)], people=1)
    assert averaged_loss(steps=daily(steps=late.steps), loss=brier(late)).value.size == 0
    in_time = Asked([11.25], [(0, 0, 10.9, 0.9)], people=1)
    assert time_covered(steps=daily(steps=in_time.steps)) == pytest.approx([1 / 11])


def test_days_may_begin_at_midnight_instead_of_when_the_question_opened() -> None:
    noon = schedule(t0_us=[APRIL + DAY // 2], closes_us=[APRIL + 3 * DAY + DAY // 2], known_us=[NEVER])
    held = steps(group=[0], made_us=[APRIL + DAY // 2], gone_us=[NEVER], schedule=noon)
    assert daily(steps=held).scheduled_us.tolist() == [3]
    assert daily(steps=held, midnight_us=APRIL - 5 * DAY).scheduled_us.tolist() == [2]


def test_of_a_days_forecasts_the_last_stands() -> None:
    changed = Asked([2.0], [(0, 0, 0.0, 0.1), (0, 0, 0.9, 0.5)], people=1)
    loss = averaged_loss(steps=daily(steps=changed.steps), loss=brier(changed))
    assert loss.value.tolist() == [0.5]


def asked(seed: int) -> Asked:
    rng = Random(seed)  # noqa: S311 - the same tournaments every time
    lives = [rng.choice([0.4, 1.0, 2.5, 4.0, 4.75]) for _ in range(2)]
    said = [
        (rng.randrange(3), rng.randrange(2), rng.randrange(48) / 8, rng.randrange(101) / 100)
        for _ in range(rng.randrange(14))
    ]
    return Asked(lives, list({one[:3]: one for one in said}.values()), people=3)


tables = st.integers(0, 2**32).map(asked)


def table(found: BesideMedian) -> dict[int, tuple[float, float]]:
    columns = found.group.tolist(), found.own.tolist(), found.relative.tolist()
    return {group: (own, relative) for group, own, relative in zip(*columns, strict=True)}


def good_judgment(of: Asked, divided_by: str, fewest: int) -> dict[int, tuple[float, float]]:
    """For each full day the Brier score of what stood when it ended, less the median of all who had one."""
    found: dict[int, tuple[float, float]] = {}
    for q, life in enumerate(of.lives):
        rows: dict[int, list[tuple[float, float]]] = {}
        for day in range(int(life)):
            stood = {w: [p for made, p in of.of(w, q) if made < day + 1] for w in range(of.people)}
            lost = {w: 2 * (1 - said[-1]) ** 2 for w, said in stood.items() if said}
            for w, loss in lost.items() if len(lost) >= fewest else ():
                rows.setdefault(w, []).append((loss, loss - median(lost.values())))
        for w, days in rows.items():
            divisor = len(days) if divided_by == "days spoken" else int(life)
            found[q * of.people + w] = (
                sum(a for a, _ in days) / len(days),
                sum(b for _, b in days) / divisor,
            )
    return found


@pytest.mark.parametrize("fewest", [1, 2])
@pytest.mark.parametrize("divided_by", ["days spoken", "all days"])
@given(of=tables)
@settings(max_examples=60, deadline=None)
def test_relative_scores_agree_with_the_definition_day_by_day(
    of: Asked, divided_by: Literal["days spoken", "all days"], fewest: int
) -> None:
    found = beside_the_median(
        steps=daily(steps=of.steps),
        question=of.question,
        loss=brier(of),
        divided_by=divided_by,
        fewest=fewest,
    )
    expected = good_judgment(of, divided_by, fewest)
    assert table(found).keys() == expected.keys()
    for group, numbers in table(found).items():
        assert numbers == pytest.approx(expected[group], abs=1e-9)


def fatebook(of: Asked) -> dict[int, tuple[float, float]]:
    """Day by day: the mean of what was said, the last of the day's forecasts taking the weight that is left."""
    found: dict[int, tuple[float, float]] = {}
    for q, life in enumerate(of.lives):
        sums: dict[int, list[tuple[float, float, float]]] = {}
        day = 0
        while day < life:
            ends = min(day + 1, life)
            lost = {
                w: 2 * (1 - mean) ** 2
                for w in range(of.people)
                if (mean := _mean(of.of(w, q), day, ends)) is not None
            }
            for w, loss in lost.items():
                weight = 1.0 if life < 1 else ends - day
                sums.setdefault(w, []).append((weight, loss, loss - median(lost.values())))
            day += 1
        if len(sums) > 1:
            for w, days in sums.items():
                divisor = max(life, 1.0)
                own, relative = (sum(row[0] * row[k] for row in days) / divisor for k in (1, 2))
                found[q * of.people + w] = (own, relative)
    return found


def _mean(said: list[tuple[float, float]], begins: float, ends: float) -> float | None:
    before = [p for made, p in said if made <= begins]
    during = [(begins, before[-1])] if before else []
    during += [(made, p) for made, p in said if begins < made < ends]
    if not during:
        return None
    weights = [(b[0] - a[0]) / (ends - begins) for a, b in pairwise(during)]
    return (
        sum(w * p for w, (_, p) in zip(weights, during[:-1], strict=True))
        + (1 - sum(weights)) * during[-1][1]
    )


@given(of=tables)
@settings(max_examples=150, deadline=None)
def test_fatebooks_scores_agree_with_its_definition_day_by_day(of: Asked) -> None:
    found = table(fatebook_brier(steps=of.steps, question=of.question, given=of.given))
    expected = fatebook(of)
    assert found.keys() == expected.keys()
    for group, numbers in found.items():
        assert numbers == pytest.approx(expected[group], abs=1e-9)


def test_nought_then_certainty_within_a_day_is_a_half_to_fatebook() -> None:
    torn = Asked([1.0], [(0, 0, 0.0, 0.0), (0, 0, 0.5, 1.0), (1, 0, 0.0, 0.5)], people=2)
    found = fatebook_brier(steps=torn.steps, question=torn.question, given=torn.given)
    assert (found.own.tolist(), found.relative.tolist()) == ([0.5, 0.5], [0.0, 0.0])


def test_to_fatebook_silence_is_the_best_score_there_is() -> None:
    late = Asked([10.0], [(0, 0, 9.0, 0.5), (1, 0, 0.0, 0.5)], people=2)
    found = fatebook_brier(steps=late.steps, question=late.question, given=late.given)
    assert found.own == pytest.approx([0.05, 0.5])


def test_one_who_spoke_alone_has_no_relative_score_from_fatebook() -> None:
    alone = Asked([2.0], [(0, 0, 0.0, 0.5)], people=2)
    assert fatebook_brier(steps=alone.steps, question=alone.question, given=alone.given).group.size == 0
