"""What the rules may ask of the state before an entry: one small lookup per thing, remembered while it cannot change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from ledger.journal.asked import CAN_SPEAK_FOR, confirmed_by, option_labels, spoken_for
from ledger.journal.names import person
from ledger.journal.states import place

if TYPE_CHECKING:
    import sqlite3

    from ledger.journal.envelope import Kept
    from ledger.journal.states import Place


class QuestionFacts(NamedTuple):
    """A question as it stands. `proposal` is the hash of the one that is before us, `effective` the seq of its end.

    `basis` is that of the proposal before us; `imported` says that it was asked elsewhere. `owner` is who asked a private
    one.
    """

    version: int
    kind: str
    labels: frozenset[str]
    confirmed_by: str
    private: bool
    closes_at: int
    gives_up_at: int
    state: str
    proposal: str | None
    revision: int
    effective: int | None
    basis: str | None
    imported: int = 0
    owner: str | None = None

    @property
    def place(self) -> Place:
        """Where it stands in the table of states."""
        return place(self.state, self.basis)


class ForecastFacts(NamedTuple):
    """A forecast as it stands."""

    question: str
    version: int
    forecaster: str
    made_at: int
    recorded_at: int
    grade: str
    ended_at: int | None


class Voice(NamedTuple):
    """Somebody, or the passing of time (`who` is None), said something to a proposal."""

    what: str
    who: str | None
    at: int


class ProposalFacts(NamedTuple):
    """A proposal and what was said to it, oldest first. `outcome` is its stored form as canonical text."""

    seq: int
    question: str
    basis: str
    outcome: str | None
    value: str | None
    known_at: int | None
    challenge_until: int
    who: str | None
    state: str
    voices: tuple[Voice, ...]

    @property
    def confirmed(self) -> tuple[str, ...]:
        """Who stands behind it; a word from before a challenge that lapsed counts no more."""
        lapses = [place for place, each in enumerate(self.voices) if each.what == "challenge_lapsed"]
        since = self.voices[lapses[-1] :] if lapses else self.voices
        return tuple(each.who for each in since if each.what == "confirmed" and each.who)

    @property
    def challenge(self) -> Voice | None:
        """The newest challenge to it."""
        return next((each for each in reversed(self.voices) if each.what == "challenged"), None)

    @property
    def lapsed(self) -> bool:
        """Whether nobody decided a challenge to it: then a machine alone is not enough any more."""
        return any(each.what == "challenge_lapsed" for each in self.voices)


QUESTION = """
SELECT q.version, q.kind, q.said, q.private, q.closes_at, q.gives_up_at, q.state, q.proposal, q.revision, r.seq,
p.basis, q.imported
FROM now_questions AS q LEFT JOIN now_proposals AS p ON p.hash = q.proposal
LEFT JOIN now_resolutions AS r ON r.question = q.question AND r.superseded_by IS NULL
WHERE q.question = ?"""
FORECAST = """
SELECT question, version, forecaster, made_at, recorded_at, grade, ended_at FROM now_forecasts WHERE forecast = ?"""
PROPOSAL = """
SELECT seq, question, basis, outcome, value, known_at, challenge_until, who, state FROM now_proposals WHERE hash = ?"""
OF_PUBLICATIONS = f"SELECT said FROM now_versions WHERE {CAN_SPEAK_FOR}"
REFERENCE = "SELECT 1 FROM now_references WHERE question = ? AND version = ? AND name = ?"
VOICES = "SELECT what, who, at FROM now_confirmations WHERE hash = ? ORDER BY seq"
PEOPLE = """
SELECT opened_by FROM now_ledger UNION SELECT who FROM now_confirmations WHERE who IS NOT NULL
UNION SELECT who FROM now_proposals WHERE who IS NOT NULL AND basis = 'person'
UNION SELECT who FROM now_resolutions WHERE who IS NOT NULL
UNION SELECT forecaster FROM now_forecasts WHERE grade = 'seen'"""
"""Everybody who forecast or judged in this ledger; a publication has not, and a remark makes nobody a second judge."""


class Facts:
    """Looks things up in one open transaction; questions are remembered until the next entry about one."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._questions: dict[str, QuestionFacts | None] = {}
        self._publications: set[str] | None = None

    def follow(self, entry: Kept) -> None:
        """An entry changed the state of a question: look questions up again, and know the publications it names."""
        self._questions.clear()
        if self._publications is not None and "said" in entry.data:
            self._publications.update(map(person, spoken_for(entry.data["said"])))

    def is_publication(self, name: str) -> bool:
        """Whether some question holds the words of a publication of that name, in any of its versions."""
        if self._publications is None:
            held = self._database.execute(OF_PUBLICATIONS)
            self._publications = {person(who) for (said,) in held for who in spoken_for(orjson.loads(said))}
        return person(name) in self._publications

    def opened(self) -> bool:
        """Whether the ledger has its first entry."""
        return self._one("SELECT 1 FROM now_ledger", ()) is not None

    def question(self, question: str) -> QuestionFacts | None:
        """A question by its id."""
        if question not in self._questions:
            self._questions[question] = self._question(question)
        return self._questions[question]

    def _question(self, question: str) -> QuestionFacts | None:
        row = self._one(QUESTION, (question,))
        if row is None:
            return None
        version, kind, text, private, *rest = row
        said = orjson.loads(text)
        owner = said.get("by") if private else None
        known = (version, kind, option_labels(said), confirmed_by(said), bool(private))
        return QuestionFacts._make((*known, *rest, owner))

    def forecast(self, forecast: int) -> ForecastFacts | None:
        """A forecast by its id."""
        row = self._one(FORECAST, (forecast,))
        return row and ForecastFacts(*row)

    def reference(self, question: str, version: int, name: str) -> bool:
        """Whether a naive forecast of that name was stated on a version of a question."""
        return self._one(REFERENCE, (question, version, name)) is not None

    def proposal(self, sha256: str) -> ProposalFacts | None:
        """A proposal by its hash."""
        row = self._one(PROPOSAL, (sha256,))
        if row is None:
            return None
        voices = self._database.execute(VOICES, (sha256,)).fetchall()
        return ProposalFacts._make((*row, tuple(map(Voice._make, voices))))

    def alone(self) -> bool:
        """Whether one person at most has acted in this ledger."""
        return len({person(who) for (who,) in self._database.execute(PEOPLE)}) <= 1

    def has_table(self, sha256: str) -> bool:
        """Whether a table of this hash was imported."""
        return self._one("SELECT 1 FROM now_imports WHERE sha256 = ?", (sha256,)) is not None

    def evidence(self, seq: int) -> str | None:
        """The hash that an EvidenceKept of this seq names."""
        row = self._one("SELECT sha256 FROM now_evidence WHERE seq = ?", (seq,))
        return row and str(row[0])

    def evidence_of(self, sha256: str) -> bool:
        """Whether any EvidenceKept names this hash."""
        return self._one("SELECT 1 FROM now_evidence WHERE sha256 = ?", (sha256,)) is not None

    def reading(self, seq: int) -> bool:
        """Whether a ReadingTaken has this seq."""
        return self._one("SELECT 1 FROM now_readings WHERE seq = ?", (seq,)) is not None

    def _one(self, sql: str, values: tuple[object, ...]) -> Any:
        return self._database.execute(sql, values).fetchone()
