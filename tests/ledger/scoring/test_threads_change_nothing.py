"""Long columns are gone through by several threads: numbers and refusals are those of one, to the last bit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.scoring import corp
from ledger.scoring.calibration.answered import Answered, answered
from ledger.scoring.calibration.cells import Cells, Turning, cells
from ledger.scoring.calibration.corners import Corners
from ledger.scoring.calibration.side_by_side import BLOCK, LONG, PARTS, parts, side_by_side, threads_for
from ledger.scoring.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.scoring.columns import Column

ROWS = 6 * BLOCK + 1_000
KINDS = ("random", "one value", "tenths of a percent", "almost in tenths of a percent")


def taken(kind: str, seed: int, *, clustered: bool) -> Answered:
    source = np.random.default_rng(seed)
    said = {
        "random": source.random(ROWS),
        "one value": np.full(ROWS, 1 / 3),
        "tenths of a percent": np.round(source.random(ROWS), 3),
        "almost in tenths of a percent": np.round(source.random(ROWS), 3),
    }[kind]
    if kind.startswith("almost"):
        said[-1] = 1 / 7
    happened = source.random(ROWS) < said**1.3
    family = source.integers(0, ROWS // 3, ROWS) if clustered else None
    return answered(probability=said, occurred=happened, family=family)


def by_corners(given: Answered) -> tuple[Cells, float]:
    corners = Corners(given)
    return cells(given, corners.turning), corners.lost


def by_means(given: Answered) -> tuple[Cells, float]:
    return cells(given, Turning(64, lambda coarse, _: coarse.rows % 5 == 0, means=True)), 0.0


def same(one: Cells, other: Cells) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in Cells.__slots__)


@given(
    st.sampled_from(KINDS),
    st.integers(0, 1000),
    st.booleans(),
    st.integers(2, 5),
    st.sampled_from([by_corners, by_means]),
)
@settings(max_examples=15, deadline=None)
def test_any_number_of_threads_gives_the_same_cells_to_the_last_bit(
    kind: str,
    seed: int,
    clustered: bool,
    threads: int,
    found: Callable[[Answered], tuple[Cells, float]],
) -> None:
    rows = taken(kind, seed, clustered=clustered)
    (one, lost), (other, also_lost) = (found(replace(rows, threads=count)) for count in (1, threads))
    assert same(one, other)
    assert lost == also_lost


BAD = ((np.nan, 1.0), (1.5, 1.0), (-1e-300, 0.0), (0.4, 0.5), (0.4, np.nan))


def refused(said: Column, happened: Column, threads: int) -> tuple[type, str]:
    given = replace(answered(probability=said, occurred=happened), threads=threads)
    with pytest.raises(RefusedError) as told:
        by_corners(given)
    return told.type, str(told.value)


@given(
    st.lists(st.tuples(st.integers(0, ROWS - 1), st.sampled_from(BAD)), min_size=1, max_size=3),
    st.sampled_from([3, 17]),
)
@settings(max_examples=40, deadline=None)
def test_whatever_is_wrong_wherever_is_refused_in_the_same_words(
    wrong: list[tuple[int, tuple[float, float]]], decimals: int
) -> None:
    said, happened = np.round(np.random.default_rng(1).random(ROWS), decimals), np.zeros(ROWS)
    for place, (probability, outcome) in wrong:
        said[place], happened[place] = probability, outcome
    assert refused(said, happened, 1) == refused(said, happened, 4)


@pytest.mark.parametrize("place", range(0, ROWS, BLOCK // 2))
def test_a_missing_number_in_any_block_is_named_by_its_row(place: int) -> None:
    said, happened = np.random.default_rng(1).random(ROWS), np.zeros(ROWS)
    said[[place, -1]] = np.nan
    assert refused(said, happened, 4) == refused(said, happened, 1)
    assert str(place) in refused(said, happened, 4)[1]


def test_answers_come_in_the_order_of_the_parts_though_the_first_is_done_last() -> None:
    others = threading.Barrier(2)

    def work(part: slice, _desk: int) -> slice:
        if part.start < 2:
            others.wait(timeout=30)  # the first cannot be done before the second is at work
        return part

    some = [slice(first, first + 1) for first in range(4)]
    assert list(side_by_side(work, some, [1, 2])) == some


def test_no_two_work_at_one_desk_at_once() -> None:
    desks = [threading.Lock() for _ in range(3)]

    def work(_part: slice, desk: threading.Lock) -> bool:
        alone = desk.acquire(blocking=False)
        threading.Event().wait(0.001)
        desk.release()
        return alone

    assert all(side_by_side(work, [slice(0, 1)] * 50, desks))


def test_one_desk_needs_no_thread() -> None:
    at = side_by_side(lambda _part, _desk: threading.get_ident(), [slice(0, 1), slice(1, 2)], [None])
    assert set(at) == {threading.get_ident()}


def test_half_a_million_rows_are_done_by_one_thread() -> None:
    assert LONG > 500_000
    assert threads_for(LONG - 1) == 1
    rows = np.full(LONG - 1, 0.5)
    assert answered(probability=rows, occurred=rows > 1).threads == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process is kept to some cores")
def test_as_many_threads_as_cores_this_process_may_use_and_the_same_numbers() -> None:
    assert sys.platform == "linux"
    allowed = os.sched_getaffinity(0)
    rows = taken("random", 1, clustered=False)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        alone, one = threads_for(LONG), corp(probability=rows.said, occurred=rows.occurred)
    finally:
        os.sched_setaffinity(0, allowed)
    assert (alone, threads_for(LONG)) == (1, min(len(allowed), PARTS))
    all_ = corp(probability=rows.said, occurred=rows.occurred)
    assert (one.score, one.miscalibration) == (all_.score, all_.miscalibration)
    assert np.array_equal(one.recalibrated, all_.recalibrated)


@given(st.integers(1, 5_000_000), st.integers(0, 2_000_000))
def test_parts_cover_all_rows_in_whole_blocks_and_are_few(rows: int, at_least: int) -> None:
    some = parts(rows, at_least=max(1, at_least))
    assert [part.start for part in some] == [0, *(part.stop for part in some[:-1])]
    assert some[-1].stop == rows
    assert len(some) <= PARTS
    assert all(part.start % BLOCK == 0 for part in some)


@given(
    st.lists(
        st.floats(width=64) | st.sampled_from([0.0, -0.0, 1.0, np.nextafter(1.0, 2.0), 5e-324, -5e-324]),
        min_size=1,
    )
)
def test_what_is_no_chance_is_found_by_its_bits(said: list[float]) -> None:
    happened = [True] * len(said)
    if all(0.0 <= one <= 1.0 for one in said):
        assert corp(probability=said, occurred=happened).score >= 0.0
    else:
        with pytest.raises(RefusedError, match="probability"):
            corp(probability=said, occurred=happened)


BANDS = """
import json, numpy as np
from ledger.scoring import NARROW_END_EDGES, reliability_curve
source = np.random.default_rng(100_000)
said = source.integers(0, 101, 100_000) / 100
happened, family = source.random(said.size) < said, source.integers(0, 50_000, said.size)
found = reliability_curve(probability=said, occurred=happened, family=family, edges=NARROW_END_EDGES)
print(json.dumps([*found.low, *found.high]))
"""


def bands(threads: str) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", BANDS],
        env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    found: list[float] = json.loads(done.stdout)
    return found


def test_bands_of_many_families_do_not_turn_on_how_products_are_shared_out() -> None:
    assert bands("2") == pytest.approx(bands("1"), abs=1e-8)
