"""A reading as the journal keeps it, and back: exact numbers, days and absences each under their own type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from ledger.clock import microseconds, moment
from ledger.journal.canonical import canonical
from ledger.journal.entries import EvidenceKept, ReadingTaken
from ledger.journal.refused import NotCanonicalError
from ledger.resolution.rule.taken import Taken
from resolvers.request_key import request_key
from resolvers.source import Reading, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ledger.journal.deciding import ReadingRow
    from ledger.resolution.looking.rehearsal import Looked
    from resolvers.source import Evidence, Value

Kind = Literal["number", "text", "date", "none"]


def evidence_entry(
    look: str, looked: Looked, evidence: Evidence, unchanged_since: int | None
) -> EvidenceKept | Unusable:
    """The entry of one request of a look that counts; Unusable where the journal has no form for what came with it."""
    try:
        entry = _evidence_entry(look, looked, evidence, unchanged_since)
        canonical({name: value for name, value in entry.__dict__.items() if value is not None})
    except (ValueError, NotCanonicalError) as error:
        return _cannot_be_kept(looked, "was given", error)
    return entry


def _cannot_be_kept(looked: Looked, what: str, error: Exception) -> Unusable:
    first = str(error).splitlines()[0]
    return Unusable("shape_changed", f"what {looked.use.name} {what} cannot be kept: {first}")


def _evidence_entry(
    look: str, looked: Looked, evidence: Evidence, unchanged_since: int | None
) -> EvidenceKept:
    request = evidence.request
    return EvidenceKept(
        look=look,
        source=looked.use.name,
        source_version=looked.version,
        request=request_key(request),
        url=request.url,
        query=list(request.query),
        accept=request.accept,
        sha256=evidence.sha256,
        size=len(evidence.body),
        status=evidence.status,
        fetched_at=microseconds(evidence.fetched_at),
        server_date=microseconds(evidence.server_date) if evidence.server_date else None,
        last_modified=evidence.last_modified,
        unchanged_since=unchanged_since,
        next_url=evidence.next_url,
    )


def reading_entry(
    look: str, looked: Looked, reading: Reading, taken_at: datetime, evidence: Sequence[int]
) -> ReadingTaken | Unusable:
    """The entry of a reading that counts; Unusable where the journal has no form for what was read."""
    try:
        entry = _reading_entry(look, looked, reading, taken_at, evidence)
        canonical({name: value for name, value in entry.__dict__.items() if value is not None})
    except (ValidationError, NotCanonicalError) as error:
        return _cannot_be_kept(looked, "read", error)
    return entry


def _reading_entry(
    look: str, looked: Looked, reading: Reading, taken_at: datetime, evidence: Sequence[int]
) -> ReadingTaken:
    return ReadingTaken(
        look=look,
        source=looked.use.name,
        source_version=looked.version,
        publisher=looked.publisher,
        params=dict(looked.use.params),  # type: ignore[arg-type]  # stored content: checked when the file was
        span=_days(looked.days.span),
        covers=_days(reading.covers),
        as_of=reading.as_of.isoformat(),
        values={name: written(value) for name, value in reading.values.items()},
        types={name: kind(value) for name, value in reading.values.items()},
        units=dict(reading.units),
        identity=reading.identity,
        where=dict(reading.where),
        happened_on=reading.happened_on.isoformat() if reading.happened_on else None,
        taken_at=microseconds(taken_at),
        evidence=list(evidence),
    )


def _days(span: Span) -> tuple[str, str]:
    return span.first.isoformat(), span.last.isoformat()


def kind(value: Value) -> Kind:
    """The type of a value, as it stands beside it in the journal.

    >>> kind(Decimal("8.1")), kind(date(2027, 1, 3)), kind(None)
    ('number', 'date', 'none')
    """
    match value:
        case Decimal():
            return "number"
        case str():
            return "text"
        case date():
            return "date"
        case None:
            return "none"


def written(value: Value) -> str | None:
    """A value as text: an exact decimal number, a text, an ISO day; nothing for nothing."""
    match value:
        case Decimal():
            return format(value, "f")
        case str():
            return value
        case date():
            return value.isoformat()
        case None:
            return None


def read_back(value: str | None, of_kind: Kind) -> Value:
    """A value from its text and type. Raises ValueError or ArithmeticError for what no entry holds."""
    match of_kind:
        case "number":
            return Decimal(value or "")
        case "date":
            return date.fromisoformat(value or "")
        case "text":
            return value or ""
        case "none":
            return None


def taken_from(row: ReadingRow) -> Taken:
    """A reading as it was taken, from its entry."""
    said = row.said
    return Taken(
        source=said["source"],
        version=said["source_version"],
        publisher=said["publisher"],
        span=span_from(said["span"]),
        reading=reading_from(said),
        taken_at=moment(said["taken_at"]),
        seq=row.seq,
        evidence=tuple(said["evidence"]),
    )


def span_from(days: Sequence[str]) -> Span:
    """A span from its two ISO days."""
    first, last = days
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def reading_from(said: dict[str, Any]) -> Reading:
    """A reading from its stored form: an entry's body, or what a look gave last."""
    happened_on = said.get("happened_on")
    return Reading(
        values={name: read_back(value, said["types"][name]) for name, value in said["values"].items()},
        units=said["units"],
        as_of=date.fromisoformat(said["as_of"]),
        covers=span_from(said["covers"]),
        identity=said["identity"],
        where=said["where"],
        happened_on=date.fromisoformat(happened_on) if happened_on else None,
    )
