"""The state as it will be once a table's questions are in: what its other rows are checked against before anything is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal.asked import asked, confirmed_by, option_labels
from ledger.journal.facts import Facts, QuestionFacts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from typing import Any


class Coming(Facts):
    """What the rules may ask of a state to come. Only questions, their ends and tables can be ahead of the ledger."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database)
        self._ahead: dict[str, QuestionFacts] = {}

    def ask(self, question: str, said: Mapping[str, Any]) -> None:
        """A question will be asked by a table. Raises NotAQuestionError."""
        read = asked(question, said)
        self._ahead[question] = QuestionFacts(
            version=1,
            kind=read.kind,
            labels=option_labels(said),
            confirmed_by=confirmed_by(said),
            private=False,
            closes_at=read.closes_at,
            gives_up_at=read.gives_up_at,
            state="asked",
            proposal=None,
            revision=0,
            effective=None,
            basis=None,
            imported=1,
        )

    def forget(self, question: str) -> None:
        """A question that would have been asked will not be."""
        del self._ahead[question]

    def end(self, question: str, state: str) -> None:
        """A question will have ended."""
        found = self.question(question)
        if found is not None:
            self._ahead[question] = found._replace(state=state, revision=found.revision + 1)

    def question(self, question: str) -> QuestionFacts | None:
        """A question as it will stand."""
        return self._ahead.get(question) or super().question(question)

    def has_table(self, sha256: str) -> bool:
        """Every table will have been taken in."""
        return len(sha256) > 0
