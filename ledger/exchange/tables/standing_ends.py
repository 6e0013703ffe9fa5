"""How questions ended already, in the ledger or further up in the tables, beside what a row says."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from ledger.clock import moment
from ledger.exchange.tables.bad_row import CellError
from ledger.exchange.tables.outcome_rows import End
from ledger.exchange.tables.report import Changed
from ledger.journal.recorded import ends_of, recorded_question
from ledger.questions.outcome import outcome_from, outcome_words

if TYPE_CHECKING:
    import sqlite3
    from typing import Any

    from ledger.questions.outcome import Outcome


class StandingEnds:
    """The ends that hold; those of the tables are added as they are read."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._read: dict[str, End] = {}

    def add(self, name: str, end: End) -> None:
        """A question will have ended so."""
        self._read[name] = end

    def has(self, name: str, end: End, said: str) -> bool:
        """Whether it ended so, or had until that was corrected or taken back.

        Raises CellError where it ended otherwise; `said` is the row's own word for it.
        """
        if name not in self._read and self._ever(name, end):
            return True
        stands = self._read.get(name) or self._recorded(name)
        if stands is None:
            return False
        if (stands.how, _meant(stands.outcome)) != (end.how, _meant(end.outcome)):
            raise CellError(
                "outcome", f"{name} ended otherwise: {_words(stands)}", said, self._fix(name, end, said)
            )
        if stands.known_at != end.known_at:
            known = "" if end.known_at is None else moment(end.known_at).isoformat()
            wrong = f"{name} ended so, and was {_known(stands)}"
            raise CellError(
                "known_at", wrong, known, "what is recorded stays: give that time, or none of both"
            )
        return True

    def changed(self, name: str, end: End) -> Changed | None:
        """What stands in the place of an end that the ledger had; None where that one still does."""
        stands = self._read.get(name) or self._recorded(name)
        if stands is None:
            return Changed(name, "open again", _words(end))
        if (stands.how, _meant(stands.outcome)) != (end.how, _meant(end.outcome)):
            return Changed(name, _words(stands), _words(end))
        if stands.known_at != end.known_at:
            return Changed(name, _known(stands), _known(end))
        return None

    def _ever(self, name: str, end: End) -> bool:
        wanted = end.how, _meant(end.outcome), end.known_at
        ends = ends_of(self._database, name)
        return any((one.how, _meant(one.outcome), one.known_at) == wanted for one in ends)

    def _recorded(self, name: str) -> End | None:
        found = recorded_question(self._database, name)
        if found is None or found.how is None:
            return None
        return End(found.how, found.outcome, found.known_at, None, "")

    def _fix(self, name: str, end: End, said: str) -> str:
        if name in self._read:
            return "leave the wrong one of the two rows out"
        if end.outcome is None:
            verb = "annul" if end.how == "annulled" else "ambiguous"
            return f"what is recorded stays; if it is wrong: fledger review {verb} {name}"
        if "yes" in end.outcome:
            said = "yes" if end.outcome["yes"] else "no"
        return f"what is recorded stays; if it is wrong: fledger review correct {name} {quote(said)}"


def _meant(outcome: dict[str, Any] | None) -> Outcome | None:
    return outcome_from(outcome) if outcome else None


def _known(end: End) -> str:
    return f"known at {moment(end.known_at or 0).isoformat()}"


def _words(end: End) -> str:
    return outcome_words(outcome_from(end.outcome)) if end.outcome else end.how
