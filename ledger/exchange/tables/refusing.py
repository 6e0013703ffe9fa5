"""A refusal of the journal's rules at the cell that caused it, with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.clock import moment
from ledger.exchange.tables.bad_row import CellError
from ledger.journal.refused import RefusedError
from ledger.questions.says_stored import says_from
from ledger.questions.says_words import says_words

if TYPE_CHECKING:
    from ledger.errors import JournalError
    from ledger.exchange.tables.fresh import Otherwise
    from ledger.journal.facts import QuestionFacts
    from ledger.journal.sayings import Saying

AS_OF = "say what time it is in this simulated ledger with --now TIME"


def refusal(error: JournalError, column: str = "question") -> CellError:
    """What a rule says of a row, where no cell of it is to blame alone."""
    because = error.because if isinstance(error, RefusedError) else str(error)
    return CellError(column, because.rstrip("."), "", "")


def forecast_refusal(
    error: JournalError, saying: Saying, question: QuestionFacts | None, *, at: int, simulated: bool
) -> CellError:
    """What a rule says of a forecast, at its cell. `at` is now."""
    found, told = refusal(error), moment(saying.made_at).isoformat()
    if question is not None and saying.made_at > question.closes_at:
        until = f"leave it out: the question takes forecasts until {moment(question.closes_at).isoformat()}"
        return CellError("made_at", found.wrong, told, until)
    if saying.made_at > at:
        fix = AS_OF if simulated else "give the time it was made"
        return CellError("made_at", found.wrong, told, fix)
    if saying.expires_at is not None and saying.expires_at <= saying.made_at:
        until = moment(saying.expires_at).isoformat()
        return CellError("expires_at", found.wrong, until, f"give a time after {told}, or none")
    return found


def said_otherwise(saying: Saying, found: Otherwise) -> CellError:
    """Somebody would have said two things at one moment: which one held, a table cannot tell."""
    told = says_words(says_from(saying.says))
    if found.says is None:
        wrong = f"another forecast of {saying.by} at this moment stands further up and says something else"
        return CellError("made_at", wrong, told, "give each its own time, or leave the wrong one out")
    stands = says_words(says_from(found.says))
    fix = "what is recorded stays: leave this one out, or give the time it was made"
    return CellError("made_at", f"another forecast of {saying.by} at this moment says {stands}", told, fix)


def future_end(known_at: int, *, simulated: bool) -> CellError:
    """An outcome that nobody can know yet."""
    fix = AS_OF if simulated else "give the time at which it was known"
    return CellError(
        "known_at", "its outcome would be known in the future", moment(known_at).isoformat(), fix
    )
