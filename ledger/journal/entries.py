"""The kinds of entry a journal can hold, version 1 of each. Checked here, at the edge, before anything is kept.

A body has no floats: numbers are decimal strings, times are integer microseconds UTC, days are ISO strings.
An old version stays readable for ever; a kind or version not listed here was written by a newer program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, ValidationError

from ledger.journal.limits import first_limit
from ledger.journal.refused import NotRecordableError

Micros = Annotated[int, Field(strict=True, ge=-(2**53) + 1, le=2**53 - 1)]
Seq = Annotated[int, Field(strict=True, ge=1, le=2**53 - 1)]
Number = Annotated[str, StringConstraints(pattern=r"^-?\d{1,60}(\.\d{1,60})?$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,119}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Person = Annotated[
    str, StringConstraints(max_length=200, pattern=r"^[^\s\p{Cc}\p{Cf}]+( [^\s\p{Cc}\p{Cf}]+)*$")
]
"""A name as `names.tidy` writes it: nothing unseen, one space between words, none around them."""
Text = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]
Json = dict[str, JsonValue]


class Entry(BaseModel):
    """What every kind shares: frozen, closed, and a version of its body."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    v: ClassVar[int] = 1

    if not TYPE_CHECKING:

        def __init__(self, **fields: Any) -> None:
            """Raises NotRecordableError, which names the field and its limit, for what no entry may hold."""
            try:
                super().__init__(**fields)
            except ValidationError as error:
                raise NotRecordableError(type(self).__name__, first_limit(error)) from error

        # Stored bytes are read without a call of this for each: what is wrong with them is told with their place.
        __init__.__pydantic_base_init__ = True


class LedgerOpened(Entry):
    """The first entry of every ledger."""

    ledger_id: Name
    format: int
    software: Name
    simulated: bool
    opened_by: Person


class QuestionAsked(Entry):
    """A question entered, with what its file said."""

    question: Id
    version: Literal[1]
    publication: Name | None = None
    file_sha256: Hex
    said: Json


class QuestionAmended(Entry):
    """A question's words or times changed; `plain` says that nothing a forecaster relies on did."""

    question: Id
    version: int = Field(strict=True, ge=2)
    plain: bool
    said: Json
    file_sha256: Hex
    by: Person
    reason: Text


class ForecastMade(Entry):
    """Somebody's distribution at a time. The forecast's id is the entry's seq."""

    question: Id
    version: int = Field(strict=True, ge=1)
    by: Person
    made_at: Micros
    grade: Literal["seen", "documented", "claimed"]
    says: Json
    words: Text | None = None
    imputed: bool = False
    reason: Text | None = None
    expires_at: Micros | None = None
    batch: Name | None = None


class ForecastWithdrawn(Entry):
    """A forecast ends here; what it earned until now stays."""

    forecast: Seq
    by: Person
    at: Micros


class ForecastReaffirmed(Entry):
    """A forecast made on an earlier version holds for this one too."""

    forecast: Seq
    by: Person
    version: int = Field(strict=True, ge=1)


class ForecastCorrected(Entry):
    """A slip of the keys, told within minutes: what was meant."""

    forecast: Seq
    by: Person
    says: Json | None = None
    made_at: Micros | None = None
    reason: Text


class NoteAdded(Entry):
    """A remark on a question, by a person."""

    question: Id
    by: Person
    text: Text
    badly_worded: bool = False


class ReferenceStated(Entry):
    """A naive forecast, computed from `windows` earlier windows of the question's own rule: nobody's opinion.

    `first` and `last` are the first and last day of those windows. Its id is the entry's seq.
    """

    question: Id
    version: int = Field(strict=True, ge=1)
    name: Literal["no change", "base rate"]
    says: Json
    windows: int = Field(strict=True, ge=1)
    first: Day
    last: Day


class TableImported(Entry):
    """A table of another project was taken in. Its bytes are named by their hash, and stay with who holds the file.

    Questions whose `file_sha256` is its hash were asked elsewhere, since their own `opens_at`.
    """

    name: Name
    sha256: Hex
    size: int = Field(strict=True, ge=0)
    rows: int = Field(strict=True, ge=0)
    by: Person


class OutcomeImported(Entry):
    """How a question of an imported table ended, as a table says: accepted elsewhere, and taken over by a person.

    `resolved_at` is when it was accepted there. It proves no more than whoever holds the table.
    """

    question: Id
    revision: int = Field(strict=True, ge=1)
    outcome: Json
    known_at: Micros
    resolved_at: Micros | None = None
    table: Hex
    by: Person


class EvidenceKept(Entry):
    """One successful request of a look that counts. The bytes are kept once, by their hash.

    `next_url` is the page after it, where the answer's headers named one.
    """

    look: Hex
    source: Name
    source_version: int = Field(strict=True, ge=1)
    request: Hex
    url: Text
    query: list[tuple[Text, Text]]
    accept: Text
    sha256: Hex
    size: int = Field(strict=True, ge=0)
    status: int = Field(strict=True, ge=100, le=599)
    fetched_at: Micros
    server_date: Micros | None = None
    last_modified: Text | None = None
    unchanged_since: Seq | None = None
    next_url: Text | None = None


class EvidenceErased(Entry):
    """The bytes were removed, for licence or privacy; the hash stays."""

    sha256: Hex
    by: Person
    reason: Text


class ReadingTaken(Entry):
    """What a source read from the evidence: the proof of coverage, and what a decision pins."""

    look: Hex
    source: Name
    source_version: int = Field(strict=True, ge=1)
    publisher: Name
    params: Json
    span: tuple[Day, Day]
    covers: tuple[Day, Day]
    as_of: Day
    values: dict[str, Number | Text | None]
    types: dict[str, Literal["number", "text", "date", "none"]]
    units: dict[str, Text]
    identity: Text
    where: dict[str, Text]
    happened_on: Day | None = None
    taken_at: Micros
    evidence: list[Seq]


class ResolutionProposed(Entry):
    """An outcome with everything it rests on, computed once. `outcome` is absent when sources conflict.

    `hash` is the SHA-256 of this body's canonical bytes without `hash`; it is what a person confirms.
    """

    question: Id
    version: int = Field(strict=True, ge=1)
    basis: Literal["rule", "person", "import", "conflict"]
    outcome: Json | None = None
    value: Number | None = None
    unit: Text | None = None
    known_at: Micros | None = None
    readings: list[Seq]
    evidence: list[Seq] = Field(default_factory=list)
    rule_version: int = Field(strict=True, ge=1)
    decided_at: Micros
    challenge_until: Micros
    by: Person | None = None
    why: Text
    hash: Hex


class ProposalConfirmed(Entry):
    """A person stands behind this very proposal."""

    hash: Hex
    by: Person
    why: Text | None = None


class ProposalRejected(Entry):
    """This proposal was wrong, and is never made again."""

    hash: Hex
    by: Person
    why: Text


class ResolutionChallenged(Entry):
    """Somebody says the proposal is wrong: which outcome, by which words, on what evidence."""

    hash: Hex
    by: Person
    why: Text
    outcome: Json | None = None
    criterion: Text | None = None
    evidence: Text | None = None


class ChallengeEnded(Entry):
    """A challenge to a proposal was decided by a person, or `lapsed`, because nobody decided for too long.

    Upheld: the proposal is off the table. Rejected or lapsed: it stands before us again.
    """

    hash: Hex
    how: Literal["upheld", "rejected", "lapsed"]
    by: Person | None = None
    why: Text


class QuestionGivenUp(Entry):
    """The last day passed with nothing usable: a person is asked. Never a NO."""

    question: Id
    reasons: dict[str, Text]


class QuestionResolved(Entry):
    """The outcome is accepted. `confirmed` says how: by the machine's rule, or by whom."""

    question: Id
    revision: int = Field(strict=True, ge=1)
    outcome: Json
    value: Number | None = None
    unit: Text | None = None
    known_at: Micros
    proposal: Seq
    confirmed: Literal["machine", "one person", "two people", "one of two", "owner"]


class QuestionAnnulled(Entry):
    """No outcome will be scored. A decision about the question, not a fact about the world."""

    question: Id
    revision: int = Field(strict=True, ge=1)
    how: Literal["annulled", "ambiguous"]
    reason: Text
    by: Person | None = None
    corrects: Seq | None = None


class ResolutionCorrected(Entry):
    """A wrong resolution is replaced by a new revision, by a person; the old one stays on record."""

    question: Id
    revision: int = Field(strict=True, ge=2)
    corrects: Seq
    outcome: Json
    value: Number | None = None
    known_at: Micros
    by: Person
    reason: Text
    evidence: list[Seq] = Field(default_factory=list)


class ResolutionWithdrawn(Entry):
    """A wrong resolution is taken back and the question is open again."""

    question: Id
    revision: int = Field(strict=True, ge=2)
    corrects: Seq
    by: Person
    reason: Text


KINDS: dict[str, type[Entry]] = {
    kind.__name__: kind
    for kind in (
        LedgerOpened,
        QuestionAsked,
        QuestionAmended,
        ForecastMade,
        ForecastWithdrawn,
        ForecastReaffirmed,
        ForecastCorrected,
        NoteAdded,
        ReferenceStated,
        TableImported,
        OutcomeImported,
        EvidenceKept,
        EvidenceErased,
        ReadingTaken,
        ResolutionProposed,
        ProposalConfirmed,
        ProposalRejected,
        ResolutionChallenged,
        ChallengeEnded,
        QuestionGivenUp,
        QuestionResolved,
        QuestionAnnulled,
        ResolutionCorrected,
        ResolutionWithdrawn,
    )
}
"""Every kind by its name in the journal."""
