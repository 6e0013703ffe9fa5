"""Screens that are about one question at a time: forecast it, see its evidence, show what was hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ledger.tui.commands.command import bindings
from ledger.tui.commands.question import ForecastIt, Reveal, ShowEvidence
from ledger.tui.screens.framed import Framed

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ledger.record.questions import QuestionRow
    from ledger.tui.commands.command import Command

QUESTION = "question:"
ABOUT = (ForecastIt, ShowEvidence, Reveal)


class AboutQuestion(Framed):
    """`about` tells which question the keys are for."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*ABOUT)

    def about(self) -> str | None:
        """The question under the cursor."""
        return None

    def hides(self, question: str) -> bool:  # noqa: ARG002 a screen that hides nothing need not ask which
        """Whether figures of this question are covered here."""
        return False

    def row_of(self, question: str) -> QuestionRow | None:  # noqa: ARG002 a screen that has none need not ask which
        """The row of this question, where it was read here."""
        return None

    def takes_forecasts(self, question: str) -> bool:
        """Whether this question can be forecast still, as far as that is known here; what opens next knows."""
        row = self.row_of(question)
        return row is None or row.takes_forecasts(self.desk.now_us)

    def may(self, command: type[Command]) -> bool:
        """These need a question, and one of them something to reveal."""
        if command in ABOUT and self.about() is None:
            return False
        if command is ForecastIt:
            return self.takes_forecasts(self.about() or "")
        return command is not Reveal or self.hides(self.about() or "")

    def do_forecast_it(self) -> None:
        """Forecast this question."""
        if question := self.about():
            self.ledger_app.forecast_on(question)

    def do_show_evidence(self) -> None:
        """The question, at its evidence."""
        if question := self.about():
            self.show_evidence(question)

    def show_evidence(self, question: str) -> None:
        """Where this screen shows evidence: on the question's own."""
        self.ledger_app.open_question(question, at="evidence")

    def do_reveal(self) -> None:
        """Show the publication's figure and the crowd."""
        if question := self.about():
            self.ledger_app.revealed.add(question)
            self.reload()
            self.refresh_bindings()


def question_of(leads: str | None) -> str | None:
    """The question a line leads to."""
    return leads.removeprefix(QUESTION) if leads and leads.startswith(QUESTION) else None
