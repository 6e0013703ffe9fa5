"""Forecasts of a table come into the log a million at a time, and nobody can tell from the bytes."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.clock import SetClock
from ledger.errors import JournalError
from ledger.journal.append import Journal
from ledger.journal.entries import ForecastMade, NoteAdded, QuestionResolved
from ledger.journal.refused import RefusedError
from ledger.journal.sayings import Saying
from ledger.journal.verify import verify
from tests.ledger.journal.conftest import HOUR, START, Make

if TYPE_CHECKING:
    from collections.abc import Sequence

BATCH = "table-0123456789abcdef"
NOW = Make(SetClock(START)).now
SAYS: Sequence[dict[str, Any]] = (
    *({"probability": said} for said in ("0", "1", "0.35", "1.00", "1.01", "-0.1", ".5", "1e-3", "nan", "")),
    *({"probability": 0.5}, {"statement": True}, {"words": True}, {"point": "4"}, {}),
    {"probability": "0.5", "words": True},
    {"quantiles": [["0.1", "4"], ["0.5", "7"]]},
    {"quantiles": [["0.1", "x"]]},
)
TIMES = st.sampled_from([NOW, NOW - HOUR, NOW + HOUR, NOW + 400 * 24 * HOUR, 2**53, -(2**53) + 1, 0])
ENDS = st.sampled_from([None, NOW, NOW + HOUR, 2**53, 0])
QUESTIONS = st.sampled_from(["q-1", "q-2", "q-3", "q-4", "q-ended", "q-none", "Q 1", ""])
KNOWN = Saying("q-1", "ada", NOW, {"probability": "0.5"})
"""After this one, ada's next chance can be written by the template."""
NEARLY_PLAIN = st.builds(
    Saying,
    question=QUESTIONS,
    by=st.just("ada"),
    made_at=TIMES,
    says=st.sampled_from(SAYS),
    expires_at=ENDS,
)
SAYINGS = st.builds(
    Saying,
    question=QUESTIONS,
    by=st.sampled_from(["ada", "Ünïted 🙂", 'a "b" \\c', " ada", "", "a\nb", "x" * 201, "\ud800", "Paper-1"]),
    made_at=TIMES,
    says=st.sampled_from(SAYS),
    expires_at=ENDS,
    imputed=st.booleans(),
    words=st.sampled_from([None, "", "rather likely", "\x00"]),
    reason=st.sampled_from([None, "because"]),
    grade=st.sampled_from(["documented", "claimed", "seen"]),
)


def begun(path: Path) -> Journal:
    """A ledger with a question amended, one for numbers, and one that has ended."""
    clock = SetClock(START)
    make, journal = Make(clock), Journal.create(path, clock=clock, opened_by="ada")
    journal.append(make.asked("q-1"), make.amended("q-1"), make.asked("q-2", kind="numeric"))
    journal.append(make.asked("q-3", closes_at="2026-05-30"), make.asked("q-ended"))
    journal.append(
        make.asked("q-4", claim={"publication": "paper-1", "stance": "asserts", "said_by": "The Lab"})
    )
    proposal = make.proposed("q-ended", challenge_until=NOW)
    (seq,) = journal.append(proposal)
    ended = QuestionResolved(
        question="q-ended",
        revision=1,
        outcome={"yes": True},
        known_at=NOW,
        proposal=seq,
        confirmed="machine",
    )
    journal.append(ended)
    return journal


def content(path: Path) -> list[object]:
    """Everything in a ledger's log and its forecasts, but the id it was made with."""
    database = sqlite3.connect(path)
    try:
        tables = ("log_entries WHERE seq > 1", "now_forecasts")
        return [row for table in tables for row in database.execute(f"SELECT * FROM {table}")]
    finally:
        database.close()


def one_by_one(journal: Journal, sayings: Sequence[Saying]) -> str | None:
    """Append as single entries; the refusal, if there is one."""
    try:
        with journal.transaction() as tx:
            for one in sayings:
                version = {"q-1": 2}.get(one.question, 1)
                tx.append(ForecastMade(**one._asdict(), version=version, batch=BATCH))
    except JournalError as error:
        return str(error)
    return None


def at_once(journal: Journal, sayings: Sequence[Saying]) -> str | None:
    """Append as a table; the refusal, if there is one."""
    try:
        with journal.transaction() as tx:
            tx.append_sayings(sayings, BATCH)
    except JournalError as error:
        return str(error)
    return None


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Journal, Journal]:
    folder = tmp_path_factory.mktemp("sayings")
    return begun(folder / "one.db"), begun(folder / "many.db")


@settings(max_examples=200, deadline=None)
@given(sayings=st.lists(st.one_of(NEARLY_PLAIN, SAYINGS), max_size=3))
def test_at_once_and_one_by_one_refuse_the_same_with_the_same_words_and_write_the_same(
    pair: tuple[Journal, Journal], sayings: list[Saying]
) -> None:
    single, many = pair
    sayings = [KNOWN, *sayings]
    assert one_by_one(single, sayings) == at_once(many, sayings)
    assert single.head().size == many.head().size


PLAIN = st.builds(
    Saying,
    question=st.sampled_from(["q-1", "q-1", "q-2"]),
    by=st.sampled_from(["ada", "Ünïted 🙂", 'a "b" \\c']),
    made_at=st.integers(NOW - 1000 * HOUR, NOW),
    says=st.builds(lambda p: {"probability": f"0.{p}"}, st.integers(0, 10**20)),
    expires_at=st.one_of(st.none(), st.integers(NOW + 1, NOW + HOUR)),
)


@settings(max_examples=15, deadline=None)
@given(sayings=st.lists(PLAIN.filter(lambda one: one.question == "q-1"), min_size=1, max_size=12))
def test_the_bytes_of_the_log_and_the_rows_of_forecasts_are_the_same(sayings: list[Saying]) -> None:
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / "one.db", Path(folder) / "many.db"]
        with begun(paths[0]) as single, begun(paths[1]) as many:
            assert one_by_one(single, sayings) is at_once(many, sayings) is None
        one, two = map(content, paths)
        assert one == two
        assert verify(paths[1]).ok


def test_what_follows_a_table_stands_at_the_next_seq_and_knows_its_forecasts(
    asked: Journal, make: Make
) -> None:
    with asked.transaction() as tx:
        assert (
            tx.append_sayings(
                (Saying("q-1", "bob", make.now, {"probability": "0.2"}) for _ in range(5_000)), BATCH
            )
            == 5_000
        )
        (seq,) = tx.append(NoteAdded(question="q-1", by="ada", text="so many"))
    assert seq == asked.head().size == 5_003
    assert verify(asked.path).ok


def test_a_refused_forecast_leaves_nothing_of_its_transaction(asked: Journal, make: Make) -> None:
    good, bad = Saying("q-1", "bob", make.now, {"probability": "0.2"}), Saying("q-9", "bob", make.now, {})
    with pytest.raises(RefusedError, match="no question is called 'q-9'"), asked.transaction() as tx:
        tx.append_sayings([good] * 5_000 + [bad], BATCH)
    assert asked.head().size == 2


def test_a_table_puts_no_words_into_a_publications_mouth(pair: tuple[Journal, Journal]) -> None:
    _, many = pair
    refused = at_once(many, [Saying("q-1", "paper-1", NOW, {"probability": "0.9"})])
    assert refused is not None
    assert "nobody forecasts in its name" in refused
