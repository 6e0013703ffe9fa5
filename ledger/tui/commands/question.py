"""The commands of screens that are about a question."""

from __future__ import annotations

from ledger.tui.commands.command import Command


class ForecastIt(Command):
    """The question under the cursor."""

    NAME, KEYS, SAYS, TELLS = "question.forecast", "f", "Forecast", "this question"


class ShowEvidence(Command):
    """What its values came from."""

    NAME, KEYS, SAYS, TELLS = "question.evidence", "e", "Evidence", "what was read, and from where"


class Reveal(Command):
    """The publication's figure and the crowd."""

    NAME, KEYS, TYPING, SAYS, TELLS = "question.reveal", "h", "ctrl+r", "Reveal", "what others said"


class Back(Command):
    """From the question to where it was opened."""

    NAME, KEYS, SHOWS_AS, SAYS, STAYS = "question.back", "escape,backspace", "esc", "Back", True


class WriteNote(Command):
    """A note."""

    NAME, KEYS, SAYS, TELLS = "question.note", "m", "Note", "a remark on this question"


class Withdraw(Command):
    """My forecast."""

    NAME, KEYS, SHOWN = "question.withdraw", "w", False
    SAYS, TELLS = "Withdraw", "my forecast ends now"


class NextPart(Command):
    """Of the question's page."""

    NAME, KEYS, SHOWS_AS, SHOWN = "question.next-part", "right_square_bracket", "]", False
    SAYS, TELLS = "Next part", "of this page"


class PartBefore(Command):
    """Of the question's page."""

    NAME, KEYS, SHOWS_AS, SHOWN = "question.part-before", "left_square_bracket", "[", False
    SAYS, TELLS = "Part before", "of this page"
