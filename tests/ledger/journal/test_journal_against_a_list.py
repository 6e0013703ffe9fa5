"""Whatever is done to a journal, it says what a plain list of accepted entries says."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ledger.clock import SetClock, microseconds
from ledger.errors import JournalError
from ledger.journal import entries as kinds
from ledger.journal.append import Journal
from ledger.journal.merkle import Tree, leaf_hash
from ledger.journal.rebuild import rebuild
from ledger.journal.verify import verify

if TYPE_CHECKING:
    from ledger.journal.head import Head

SAID: dict[str, Any] = {
    "format": 1,
    "kind": "binary",
    "title": "A title",
    "statement": "Will it be so?",
    "criteria": "It is so if it is.",
    "by": "this project",
    "opens_at": "2026-05-14",
    "closes_at": "2026-12-31",
    "resolves_at": "2027-01-01",
    "gives_up_at": "2027-02-15",
    "resolution": {
        "window": {"at": "2026-12-31"},
        "yes_if": {"at_least": "12"},
        "source": [{"name": "manual", "value": "answer"}],
    },
}
questions = st.sampled_from(["q-1", "q-2"])
people = st.sampled_from(["ada", "bob"])


class JournalMachine(RuleBasedStateMachine):
    """A journal beside a list, with a rule for what people do."""

    @initialize(mode=st.sampled_from(["truncate", "wal"]))
    def create(self, mode: Any) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = SetClock(datetime(2026, 6, 1, tzinfo=UTC))
        self.mode = mode
        self.journal = Journal.create(self.folder / "l.db", clock=self.clock, opened_by="ada", mode=mode)
        self.model: list[str] = ["LedgerOpened"]
        self.asked: set[str] = set()
        self.heads: list[Head] = []

    def put(self, *entries: kinds.Entry, legal: bool) -> None:
        """Append, and know beforehand whether it is taken."""
        try:
            seqs = self.journal.append(*entries)
        except JournalError:
            assert not legal
            return
        assert legal
        assert seqs == tuple(range(len(self.model) + 1, len(self.model) + 1 + len(entries)))
        self.model += [type(entry).__name__ for entry in entries]

    @rule(question=questions)
    def ask(self, question: str) -> None:
        entry = kinds.QuestionAsked(question=question, version=1, file_sha256="0" * 64, said=SAID)
        self.put(entry, legal=question not in self.asked)
        self.asked.add(question)

    @rule(question=questions, by=people, count=st.integers(1, 5))
    def forecast(self, question: str, by: str, count: int) -> None:
        made = kinds.ForecastMade(
            question=question,
            version=1,
            by=by,
            made_at=microseconds(self.clock.at),
            grade="seen",
            says={"probability": "0.35"},
        )
        self.put(*[made] * count, legal=question in self.asked)

    @rule(question=questions, good=st.integers(0, 3))
    def batch_with_a_bad_end(self, question: str, good: int) -> None:
        note = kinds.NoteAdded(question=question, by="ada", text="x")
        self.put(*[note] * good, note.model_copy(update={"question": "q-9"}), legal=False)

    @rule(hours=st.integers(1, 48))
    def wait(self, hours: int) -> None:
        self.clock.move(timedelta(hours=hours))

    @rule()
    def keep_the_head(self) -> None:
        self.heads.append(self.journal.head())

    @rule()
    def make_projections_again(self) -> None:
        rebuild(self.journal)

    @rule()
    def open_again(self) -> None:
        self.journal.close()
        self.journal = Journal.open(self.folder / "l.db", clock=self.clock, mode=self.mode)

    @invariant()
    def the_log_is_the_list(self) -> None:
        database = sqlite3.connect(self.folder / "l.db")
        rows = database.execute("SELECT seq, kind, body FROM log_entries ORDER BY seq").fetchall()
        database.close()
        assert [(seq, kind) for seq, kind, _ in rows] == list(enumerate(self.model, 1))
        assert [json.loads(body)["seq"] for _, _, body in rows] == [seq for seq, _, _ in rows]
        tree = Tree().grow([leaf_hash(body) for _, _, body in rows])
        head = self.journal.head()
        assert (head.size, head.root) == (tree.size, tree.root)

    def teardown(self) -> None:
        if hasattr(self, "journal"):
            self.journal.close()
            for kept in [None, *self.heads]:
                assert verify(self.folder / "l.db", head=kept).findings == ()
            shutil.rmtree(self.folder)


JournalMachine.TestCase.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)
TestJournalAgainstAList = JournalMachine.TestCase
