"""The half-typed forecasts, one a question: those of this run, and what the shelf kept of the runs before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.questions.forecast import Says
    from ledger.questions.question import Question
    from ledger.tui.draft import Draft
    from ledger.tui.keeping import Shelf

PLACE = "drafts"
MOST = 20
"""So many are kept for another run, the newest."""

LONGEST = 2_000
"""Signs; what is longer lives as long as the app, so that the shelf's file stays small."""


class Drafts:
    """Nothing half-typed is lost by looking elsewhere, or by leaving the app."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._here: dict[str, Draft] = {}

    @property
    def kept(self) -> tuple[str, ...]:
        """The ids of the questions whose draft another run will show, the newest last."""
        return tuple(self._shelf.of(PLACE))

    def __contains__(self, question: object) -> bool:
        return question in self._here

    def of(self, question: Question, standing: Says | None) -> Draft | None:
        """What is half-typed on this question, on which `standing` is said now; None where nothing is."""
        from ledger.tui.draft_kept import taken_up

        here, text = self._here.get(question.id), self._shelf.of(PLACE).get(question.id)
        return here if here is not None or text is None else taken_up(text, question, standing)

    def put(self, draft: Draft) -> None:
        """This is half-typed now."""
        from ledger.tui.draft_kept import kept

        question, text = draft.question.id, kept(draft)
        self.drop(question)
        self._here[question] = draft
        if len(text) <= LONGEST:
            others = list(self._shelf.of(PLACE).items())[1 - MOST :]
            self._shelf.lay(PLACE, {**dict(others), question: text})

    def drop(self, question: str) -> None:
        """Nothing is half-typed there any more."""
        self._here.pop(question, None)
        self._shelf.lay(
            PLACE, {name: text for name, text in self._shelf.of(PLACE).items() if name != question}
        )
