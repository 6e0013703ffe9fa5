"""The quick way over a ledger's own order gives the same peer scores, and refuses what is not in that order."""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import NEVER, peer_in_order, peer_over_time, schedule
from tests.ledger.scoring.by_hand import PEOPLE, Said, Tournament, Window, tournaments

if TYPE_CHECKING:
    from numpy.typing import NDArray


def told(of: Tournament) -> dict[str, Any]:
    """The arguments, as a ledger keeps them: by question, then by time, each row with the one it supersedes."""
    rows = sorted(of.said, key=lambda one: (one.question, one.made))
    newest: dict[int, int] = {}
    supersedes = []
    for row, one in enumerate(rows):
        supersedes.append(newest.get(of.group(one), -1))
        newest[of.group(one)] = row
    return {
        "question": _whole([one.question for one in rows]),
        "group": _whole([of.group(one) for one in rows]),
        "made_us": _whole([one.made for one in rows]),
        "gone_us": _whole([NEVER if one.gone is None else one.gone for one in rows]),
        "supersedes": _whole(supersedes),
        "given": np.array([one.given for one in rows]),
        "schedule": schedule(
            t0_us=_whole([w.t0 for w in of.windows]),
            closes_us=_whole([w.closes for w in of.windows]),
            known_us=_whole([NEVER if w.known is None else w.known for w in of.windows]),
        ),
        "groups": PEOPLE * len(of.windows),
    }


def _whole(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


flags = st.none() | st.lists(st.booleans(), min_size=PEOPLE, max_size=PEOPLE)


@given(tournaments((0.0, 0.25, 0.5, 1.0)), flags, st.booleans())
@settings(max_examples=300, deadline=None)
def test_both_ways_give_the_same_scores(of: Tournament, base: list[bool] | None, halved: bool) -> None:
    among = None if base is None else base * len(of.windows)
    expected = peer_over_time(
        steps=of.steps(), question=of.question, given=of.given, base=among, halved=halved
    )
    found = peer_in_order(**told(of), base=among, halved=halved)
    assert list(found) == pytest.approx(list(expected), abs=1e-9)


def many() -> Tournament:
    """More than is taken at a time, on questions that together last longer than times can count."""
    long = Window(0, 2**62)
    uneven = [1_000, 9_000, 20_000]
    said = [
        Said(row % PEOPLE, bisect(uneven, row), row, row + 2 if row % 100 == 0 else None, (1 + row % 7) / 8)
        for row in range(40_000)
    ]
    return Tournament(PEOPLE, [long] * 4, said)


def test_what_is_taken_in_parts_is_scored_as_a_whole() -> None:
    of = many()
    expected = peer_over_time(steps=of.steps(), question=of.question, given=of.given)
    assert np.abs(peer_in_order(**told(of)) - expected).max() < 1e-9
    assert np.abs(expected).max() > 1


two = Tournament(
    PEOPLE,
    [Window(0, 10)],
    [Said(0, 0, 0, None, 0.5), Said(1, 0, 1, None, 0.9), Said(0, 0, 2, None, 0.6)],
)


@pytest.mark.parametrize(
    ("column", "values", "sentence"),
    [
        ("made_us", [0, 3, 2], "`made_us` is out of order"),
        ("supersedes", [-1, -1, -1], "only the first forecast of a group"),
        ("supersedes", [-1, -1, 1], "the row before it of its group"),
        ("supersedes", [2, -1, 0], "the row before it of its group"),
        ("supersedes", [-1, 0, 0], "the row before it of its group"),
        ("question", [0, 0, 1], "`question` is 1"),
        ("group", [0, -1, 0], "`group` is -1"),
        ("group", [0, 1], "differ in shape"),
        ("given", [0.5, 1.5, 0.5], "`given` is 1.5"),
    ],
)
def test_what_is_no_ledgers_order_is_refused(column: str, values: list[float], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        peer_in_order(**(told(two) | {column: np.array(values)}))


def test_questions_out_of_order_are_refused() -> None:
    asked = Tournament(PEOPLE, [Window(0, 10)] * 2, [Said(0, 0, 0, None, 0.5), Said(1, 1, 0, None, 0.5)])
    with pytest.raises(ValueError, match="sorted by question"):
        peer_in_order(**(told(asked) | {"question": _whole([1, 0])}))


def test_a_forecast_cannot_supersede_one_on_another_question() -> None:
    asked = Tournament(PEOPLE, [Window(0, 10)] * 2, [Said(0, 0, 0, None, 0.5), Said(0, 1, 0, None, 0.5)])
    across = {"supersedes": _whole([-1, 0]), "group": _whole([0, 0])}
    with pytest.raises(ValueError, match="the row before it of its group"):
        peer_in_order(**(told(asked) | across))


def test_a_forecast_cannot_supersede_one_that_was_taken_before() -> None:
    rows = told(many())
    last_of_first = int(np.flatnonzero(rows["question"] == 2)[-1])
    rows["supersedes"] = np.where(np.arange(40_000) == last_of_first + 1, last_of_first, rows["supersedes"])
    with pytest.raises(ValueError, match="supersedes"):
        peer_in_order(**rows)


def test_no_forecasts_at_all_are_fine() -> None:
    assert peer_in_order(**told(Tournament(PEOPLE, [Window(0, 10)], []))).tolist() == [0.0] * PEOPLE
