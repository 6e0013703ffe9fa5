"""Screens that are about one question at a time: forecast it, see its evidence, show what was hidden."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from ledger.tui.screens.framed import Framed

QUESTION = "question:"


class AboutQuestion(Framed):
    """`about` tells which question the keys are for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "forecast", "Forecast", id="question.forecast"),
        Binding("e", "evidence", "Evidence", id="question.evidence"),
        Binding("h", "reveal", "Reveal", id="question.reveal"),
    ]

    def about(self) -> str | None:
        """The question under the cursor."""
        return None

    def hides(self, question: str) -> bool:  # noqa: ARG002 a screen that hides nothing need not ask which
        """Whether figures of this question are covered here."""
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """These keys need a question."""
        if action in {"forecast", "evidence", "reveal"} and self.about() is None:
            return False
        if action == "reveal" and not self.hides(self.about() or ""):
            return False
        return super().check_action(action, parameters)

    def action_forecast(self) -> None:
        """Forecast this question."""
        if question := self.about():
            self.ledger_app.forecast_on(question)

    def action_evidence(self) -> None:
        """The question, at its evidence."""
        if question := self.about():
            self.ledger_app.open_question(question, at="evidence")

    def action_reveal(self) -> None:
        """Show the publication's figure and the crowd."""
        if question := self.about():
            self.ledger_app.revealed.add(question)
            self.reload()
            self.refresh_bindings()


def question_of(leads: str | None) -> str | None:
    """The question a line leads to."""
    return leads.removeprefix(QUESTION) if leads and leads.startswith(QUESTION) else None
