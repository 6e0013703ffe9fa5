"""Two thousand courses of events from seeds: sweeps that interleave, ends at any step, a clock that errs, people, bad publishers.

A seed that ever failed stands in `seeds_that_failed.txt` and is run first, for ever. To see one again:
`python -m pytest tests/ledger/resolution/simulated -k once_failed` after adding it to that file.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ledger.clock import SetClock
from ledger.journal.entries import NoteAdded
from tests.ledger.resolution.simulated.asked import FORMS
from tests.ledger.resolution.simulated.course import Course, TwoEndsError
from tests.ledger.resolution.simulated.oracle import decided_in, wrong_with
from tests.ledger.resolution.simulated.processes import Process, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS, CHUNK = 2_000, 100
FAILED = [
    line.partition("#")[0].split()
    for line in Path(__file__).with_name("seeds_that_failed.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


MEMORY = Path("/dev/shm")  # noqa: S108 a folder of our own is made in it
ENOUGH = 1 << 30
"""Free bytes of memory from which the ledgers stand there: crashes here are of processes, not of disks, which only wait."""


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    with tempfile.TemporaryDirectory(dir=MEMORY if in_memory else None) as folder:
        made = Stage(Path(folder), SetClock(datetime(2026, 1, 1, tzinfo=UTC)))
        yield made
        made.close()


def ran(seed: int, stage: Stage, *, crowded: bool = True) -> Course:
    course = Course(seed, stage, crowded)
    course.run()
    return course


@pytest.mark.parametrize("seed", FAILED, ids="-".join)
def test_a_seed_that_once_failed_keeps_every_promise(stage: Stage, seed: list[str]) -> None:
    number, *forms = seed
    course = Course(int(number), stage, forms=tuple(forms))
    course.run()
    assert wrong_with(course) == []


@pytest.mark.no_cover
@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_whatever_happens_there_is_one_end_in_its_time_from_evidence_and_it_can_be_proved(
    stage: Stage, first: int
) -> None:
    seen: Counter[str] = Counter()
    for seed in range(first, first + CHUNK):
        course = ran(seed, stage)
        assert wrong_with(course) == [], f"add to seeds_that_failed.txt: {seed} {' '.join(course.forms)}"
        seen["ended"] += len(course.ended)
        seen["crashed"] += sum(process.crashes for process in course.processes)
        seen.update(decided.question for decided in decided_in(course) if decided.basis == "rule")
    assert seen["ended"] > CHUNK / 2
    assert seen["crashed"] > CHUNK / 2
    assert len(FORMS.keys() & seen.keys()) > len(FORMS) / 2


@pytest.mark.parametrize("seed", range(0, 32, 2))
def test_crashes_a_second_sweep_and_a_clock_that_errs_change_no_outcome(stage: Stage, seed: int) -> None:
    calm = outcomes(ran(seed, stage, crowded=False))
    crowded = outcomes(ran(seed, stage))
    assert {name: crowded[name] for name in calm.keys() & crowded.keys()} == {
        name: calm[name] for name in calm.keys() & crowded.keys()
    }


def outcomes(course: Course) -> dict[str, object]:
    """What the rule decided, by question."""
    return {one.question: one.outcome for one in decided_in(course) if one.basis == "rule"}


# ---- the oracle bites ------------------------------------------------------------------------------------


def steady(stage: Stage, form: str, outcome: object = None) -> Course:
    """The first steady course in which the rule decides a question of this form, with this outcome if one is named."""
    for seed in range(0, 400, 2):
        course = Course(seed, stage, forms=(form, "by-hand"))
        course.run()
        decided = outcomes(course).get(form)
        if decided is not None and outcome in {None, str(decided)}:
            return course
    raise LookupError(form)


def test_the_oracle_sees_a_wrong_outcome(stage: Stage) -> None:
    course = steady(stage, "total")
    course.world.levels = dict.fromkeys(
        course.world.levels, Decimal(0 if outcomes(course)["total"] == {"yes": True} else 99)
    )
    assert any("is so" in said for said in wrong_with(course))


def test_the_oracle_sees_a_no_from_silence(stage: Stage) -> None:
    course = steady(stage, "reached", str({"yes": False}))
    course.world.served.clear()
    assert any("from silence" in said for said in wrong_with(course))


def test_the_oracle_sees_a_decision_before_its_time(stage: Stage) -> None:
    course = steady(stage, "total")
    course.stage.watching.execute("UPDATE now_proposals SET decided_at = decided_at - 864000000000")
    course.stage.watching.commit()
    assert any("before its time" in said for said in wrong_with(course))


def test_the_oracle_sees_a_resolution_inside_its_window(stage: Stage) -> None:
    course = steady(stage, "total")
    course.stage.watching.execute("UPDATE now_proposals SET challenge_until = challenge_until + 864000000000")
    course.stage.watching.commit()
    assert any("resolved at" in said for said in wrong_with(course))


def test_the_oracle_sees_a_machine_that_overrides_a_person(stage: Stage) -> None:
    course = steady(stage, "total")
    course.stage.watching.execute(
        "INSERT INTO now_confirmations SELECT 1, hash, 'rejected', 'me', 1, 'no', '{}' FROM now_proposals WHERE question = 'total'"
    )
    course.stage.watching.commit()
    assert any("took back" in said for said in wrong_with(course))


def test_the_oracle_sees_a_table_that_does_not_follow_from_the_log(stage: Stage) -> None:
    course = steady(stage, "total")
    course.stage.watching.execute("UPDATE now_questions SET state = 'asked' WHERE question = 'total'")
    course.stage.watching.commit()
    assert wrong_with(course)


def test_two_ends_are_seen_at_the_very_step(stage: Stage) -> None:
    course = steady(stage, "total")
    course.ended = {**course.ended, "total": "another"}
    with pytest.raises(TwoEndsError):
        course._watch()


def test_a_process_that_ends_inside_a_transaction_leaves_nothing_of_it(stage: Stage) -> None:
    course = Course(0, stage)
    course._ask()
    before = stage.watching.execute("SELECT count(*) FROM log_entries").fetchone()
    process = course.processes[0]
    process.start(_notes)
    process.go_on("inside")
    assert (process.alive, process.crashes) == (False, 1)
    assert stage.watching.execute("SELECT count(*) FROM log_entries").fetchone() == before
    process.start(_notes)
    process.go_on("after")
    assert stage.watching.execute("SELECT count(*) FROM log_entries").fetchone() == (before[0] + 1,)


def _notes(process: Process) -> None:
    with process.journal.transaction() as tx:
        question = tx.database.execute("SELECT question FROM now_questions").fetchone()[0]
        tx.append(NoteAdded(question=question, by="me", text="here"))
