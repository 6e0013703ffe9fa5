"""Deciding again, offline, what the rule decided: first from the pinned readings, then from the bytes they came from.

The first must always give the pinned outcome and hash. The second must give the same readings where the source has the
same version and the bytes are still kept; any other difference is named, never applied.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from ledger.clock import moment
from ledger.journal.bodies import opened_body
from ledger.journal.deciding import bytes_of, entry_data, readings_by_seq, ruled, version_said
from ledger.questions.reading import NotAQuestionError, question_from_said
from ledger.questions.rule import SourceUse
from ledger.resolution.looking.look import source_of, take
from ledger.resolution.looking.register import asked_of, seen_by
from ledger.resolution.looking.stored import taken_from
from ledger.resolution.rule.decide import RULE_VERSION, decide
from ledger.resolution.rule.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits
from ledger.resolution.rule.proposal import proposal_of
from ledger.resolution.rule.taken import BY_HAND
from resolvers.request_key import request_key
from resolvers.source import Evidence, NotYet, Reading, Request, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from ledger.journal.append import Journal
    from ledger.journal.deciding import ProposalRow, ReadingRow
    from ledger.journal.entries import ResolutionProposed
    from ledger.questions.question import Question
    from ledger.resolution.rule.decision import Decision
    from resolvers.source import Answer, Source

Cause = Literal["equal", "rule", "rule_newer", "bytes_missing", "source_newer", "source_missing", "reading"]


@dataclass(frozen=True, slots=True)
class Layer:
    """How one layer of a replay came out: `equal`, or the cause of the difference and the words for it."""

    cause: Cause
    words: str = ""

    @property
    def equal(self) -> bool:
        """Whether it gave what was pinned."""
        return self.cause == "equal"


@dataclass(frozen=True, slots=True)
class Replayed:
    """One decision of the rule, decided again. `readings` has a layer for each pinned reading, by its seq."""

    question: str
    hash: str
    outcome: Mapping[str, object] | None
    decision: Layer
    readings: Mapping[int, Layer]

    @property
    def holds(self) -> bool:
        """Whether the pinned outcome follows from the pinned readings, and no kept bytes say otherwise."""
        return self.decision.equal and all(layer.cause != "reading" for layer in self.readings.values())


@dataclass(frozen=True, slots=True)
class _Kept:
    """Everything one proposal rests on, read from the journal."""

    proposal: ProposalRow
    said: Mapping[str, Any]
    body: Mapping[str, Any]
    readings: Sequence[ReadingRow]
    evidence: Mapping[int, tuple[Mapping[str, Any], bytes | None]]


async def replay(journal: Journal, only: Iterable[str] | None = None) -> tuple[Replayed, ...]:
    """Decide every proposal of the rule again, oldest first; of these questions only, if named. Fetches nothing."""
    wanted = set(only) if only is not None else None
    with journal.transaction() as tx:
        rows = [row for row in ruled(tx.connection) if wanted is None or row.question in wanted]
        kept = [_kept(tx.connection, row) for row in rows]
    return tuple([await _replayed(one) for one in kept])


def _kept(connection: Connection, row: ProposalRow) -> _Kept:
    readings = readings_by_seq(connection, row.readings)
    seqs = {int(seq) for reading in readings for seq in reading.said["evidence"]}
    return _Kept(
        proposal=row,
        said=version_said(connection, row.question, row.version) or {},
        body=entry_data(connection, row.seq),
        readings=readings,
        evidence={seq: _evidence_bytes(connection, seq) for seq in sorted(seqs)},
    )


def _evidence_bytes(connection: Connection, seq: int) -> tuple[Mapping[str, Any], bytes | None]:
    entry = entry_data(connection, seq)
    stored = bytes_of(connection, entry["sha256"])
    try:
        return entry, opened_body(*stored) if stored else None
    except ValueError:
        return entry, None


async def _replayed(kept: _Kept) -> Replayed:
    readings = {row.seq: await _read_again(kept, row) for row in kept.readings}
    return Replayed(
        kept.proposal.question, kept.proposal.hash, kept.proposal.outcome, _decide_again(kept), readings
    )


# ---- layer 1: the rule over the pinned readings ---------------------------------------------------------


def _decide_again(kept: _Kept) -> Layer:
    try:
        question = question_from_said(kept.proposal.question, kept.said)
    except NotAQuestionError as error:
        return Layer("rule", str(error))
    asked = asked_of(question, kept.proposal.version)
    gone = [use.source.detail for use in asked.uses if isinstance(use.source, Unusable)]
    if gone:
        return Layer("source_missing", "; ".join(gone))
    return _compare(
        kept, question, decide(question, seen_by(asked, kept.readings, {}), kept.proposal.decided_at)
    )


def _compare(kept: _Kept, question: Question, decision: Decision) -> Layer:
    newer = kept.body["rule_version"] != RULE_VERSION
    pinned_by = f"decided by version {kept.body['rule_version']} of the rule; version {RULE_VERSION}"
    again = _proposed(kept, question, decision)
    difference = (
        _otherwise(again, kept.body) if again else f"the pinned readings decide nothing: {_why(decision)}"
    )
    if difference:
        return (
            Layer("rule_newer", f"{pinned_by} differs: {difference}") if newer else Layer("rule", difference)
        )
    if newer:
        return Layer("equal", f"{pinned_by} says the same")
    if again and again.hash != kept.proposal.hash:
        return Layer(
            "rule", f"all is the same, and its hash is {again.hash[:12]}: what was pinned was changed"
        )
    return Layer("equal")


def _proposed(kept: _Kept, question: Question, decision: Decision) -> ResolutionProposed | None:
    """The proposal of what was decided again; None where it is none.

    The words of `why` are part of the pinned body, not of the decision: they may be put better one day.
    """
    why, version, at = kept.body["why"], kept.proposal.version, kept.proposal.decided_at
    match decision:
        case Resolves():
            return proposal_of(question, version, replace(decision, why=why), at)
        case Conflicts():
            return proposal_of(question, version, replace(decision, reason=why), at)
        case Waits() | AsksPerson() | Annuls():
            return None


def _why(decision: Decision) -> str:
    match decision:
        case Resolves():
            return decision.why
        case Waits(reason) | Conflicts(_, reason) | AsksPerson(reason) | Annuls(_, reason):
            return reason


def _otherwise(again: ResolutionProposed, body: Mapping[str, Any]) -> str | None:
    """The first thing that comes out otherwise than it was pinned, in words; None when all is the same."""
    for name in ("basis", "outcome", "value", "unit", "known_at", "readings", "evidence"):
        now, then = getattr(again, name), body.get(name)
        if now != then:
            return f"{name.replace('_', ' ')} was pinned as {then}, the pinned readings give {now}"
    return None


# ---- layer 2: the bytes, read again ----------------------------------------------------------------------


async def _read_again(kept: _Kept, row: ReadingRow) -> Layer:
    if row.said["source"] == BY_HAND:
        return Layer("equal", "read by a person, with the receipt that it names")
    source = source_of(SourceUse(row.said["source"], "value", row.said["params"]))
    if isinstance(source, Unusable):
        return Layer("source_missing", source.detail)
    entries = [kept.evidence[seq] for seq in row.said["evidence"]]
    missing = [entry["sha256"][:12] for entry, body in entries if body is None]
    if missing:
        return Layer("bytes_missing", f"the bytes {', '.join(missing)} are not kept any more")
    return await _same(source, row, entries)


async def _same(
    source: Source, row: ReadingRow, entries: Sequence[tuple[Mapping[str, Any], bytes | None]]
) -> Layer:
    taken = taken_from(row)
    answer, _ = await take(source, taken.span, _offline(entries))
    difference = _difference(answer, taken.reading)
    if difference is None:
        return Layer("equal")
    if source.version != taken.version:
        return Layer(
            "source_newer",
            f"version {source.version} reads them otherwise than {taken.version}: {difference}",
        )
    return Layer("reading", difference)


def _difference(answer: Answer, pinned: Reading) -> str | None:
    """The first thing that differs, in words; None when all is the same."""
    if not isinstance(answer, Reading):
        return f"read again, the bytes give {answer}"
    for name in ("values", "units", "as_of", "covers", "identity", "where", "happened_on"):
        now, then = getattr(answer, name), getattr(pinned, name)
        if now != then:
            return f"{name} was {then}, read again it is {now}"
    return None


class _Offline:
    """Answers requests from kept evidence; what was not kept is not fetched."""

    def __init__(self, entries: Sequence[tuple[Mapping[str, Any], bytes | None]]) -> None:
        self._kept = {entry["request"]: (entry, body or b"") for entry, body in entries}

    async def __call__(self, request: Request) -> Evidence | NotYet | Unusable:
        found = self._kept.get(request_key(request))
        if found is None:
            return Unusable("source_missing", f"{request.url} was not kept")
        return _evidence(request, *found)


def _offline(entries: Sequence[tuple[Mapping[str, Any], bytes | None]]) -> _Offline:
    return _Offline(entries)


def _evidence(request: Request, entry: Mapping[str, Any], body: bytes) -> Evidence:
    server_date = entry.get("server_date")
    return Evidence(
        request=request,
        sha256=entry["sha256"],
        body=body,
        status=entry["status"],
        fetched_at=moment(entry["fetched_at"]),
        server_date=moment(server_date) if server_date is not None else None,
        last_modified=entry.get("last_modified"),
        next_url=entry.get("next_url"),
    )
