"""Questions that were asked elsewhere keep their time, and only they are ended by a table."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal.refused import RefusedError
from tests.ledger.journal.conftest import HOUR, TABLE, Make

if TYPE_CHECKING:
    from ledger.journal.append import Journal


def column(journal: Journal, name: str, question: str = "q-1") -> Any:
    database = sqlite3.connect(journal.path)
    try:
        return database.execute(
            f"SELECT {name} FROM now_questions WHERE question = ?", (question,)
        ).fetchone()[0]
    finally:
        database.close()


@pytest.fixture
def taken(journal: Journal, make: Make) -> Journal:
    """A ledger with a question of an imported table, q-1, and one of its own, q-2."""
    journal.append(
        make.table(), make.asked("q-1").model_copy(update={"file_sha256": TABLE}), make.asked("q-2")
    )
    return journal


def test_a_question_of_an_imported_table_is_marked_and_any_other_is_not(taken: Journal) -> None:
    assert (column(taken, "imported"), column(taken, "imported", "q-2")) == (1, 0)


def test_an_imported_outcome_ends_the_question_with_the_times_of_its_table(
    taken: Journal, make: Make
) -> None:
    taken.append(make.outcome(known_at=make.now - 2 * HOUR, resolved_at=make.now - HOUR))
    assert column(taken, "state") == "resolved"
    assert column(taken, "confirmed") == "imported"
    assert column(taken, "known_at") == make.now - 2 * HOUR
    assert column(taken, "resolved_at") == make.now - HOUR
    assert column(taken, "outcome_number") == 1.0


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"question": "q-2"}, "was asked in this ledger"),
        ({"table": "8" * 64}, "no table of that hash"),
        ({"outcome": {"value": "4"}}, "no outcome of this binary question"),
        ({"revision": 2}, "the next revision is 1"),
        ({"known_at": 2**52}, "known in the future"),
    ],
)
def test_an_outcome_that_cannot_be_taken_over_is_refused(
    taken: Journal, make: Make, fields: dict[str, Any], because: str
) -> None:
    with pytest.raises(RefusedError, match=because):
        taken.append(make.outcome(**fields))
    assert column(taken, "state") == "asked"


def test_a_table_is_taken_in_once(taken: Journal, make: Make) -> None:
    with pytest.raises(RefusedError, match="was imported before"):
        taken.append(make.table())
