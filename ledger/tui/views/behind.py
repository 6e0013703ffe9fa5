"""What lies behind one question and fills in after its first part: sources, evidence, versions, the trail, what it was worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.alarms import alarms
from ledger.record.ended import stating_publications
from ledger.record.evidence import kept_text
from ledger.record.forecasts import of_question
from ledger.record.looks import looks_of
from ledger.record.requests import Requested, requested
from ledger.record.trail import evidence_of_look, readings_of_look, trail
from ledger.resolution.looking_back.excerpt import Excerpt, excerpt
from ledger.tui.views.course import Points, crowd_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ledger.record.alarms import Alarm
    from ledger.record.forecasts import ForecastRow
    from ledger.record.looks import LookRow
    from ledger.record.opening import Record
    from ledger.record.trail import EvidenceRow, ReadingRow, Trail
    from ledger.tui.views.question import QuestionView
    from ledger.tui.views.worth import Worth

MOST_EVIDENCE = 6
"""Kept requests and readings of each look that are shown beside those a decision pins."""

MOST_SAID = 40
"""Forecasts that are listed, the newest."""

MOST_EXCERPTS = 8
"""Readings whose bytes are opened for the piece they came from, the newest."""


@dataclass(frozen=True, slots=True)
class Source:
    """A look with the alarms that hold."""

    look: LookRow
    alarms: tuple[Alarm, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """`readings`, `evidence` and `said` are newest first. `excerpts` are by reading and the value's name.

    `licences` are what publishers allow, by source; a source this program does not have is left out. `crowd` is empty while it is hidden, and `said` is then mine alone.
    """

    sources: tuple[Source, ...]
    licences: Mapping[str, str]
    readings: tuple[ReadingRow, ...]
    evidence: tuple[EvidenceRow, ...]
    requests: Mapping[int, Requested]
    excerpts: Mapping[tuple[int, str], Excerpt]
    trail: Trail
    said: tuple[ForecastRow, ...]
    crowd: Points
    worth: Worth | None


def read_behind(record: Record, view: QuestionView) -> Behind:
    """Everything the first part left out. Of a resolved question it loads numpy, so only workers call this."""
    question, found = view.row.id, trail(record, view.row.id)
    looks, held = looks_of(record, question), alarms(record)
    readings = _newest(
        found.readings, *(readings_of_look(record, one.look, limit=MOST_EVIDENCE) for one in looks)
    )
    evidence = _fetched(
        found.evidence, *(evidence_of_look(record, one.look, limit=MOST_EVIDENCE) for one in looks)
    )
    until = view.row.known_at if view.row.outcome is not None and view.row.known_at else view.now_us
    return Behind(
        sources=tuple(Source(one, held.get(one.look, ())) for one in looks),
        licences=_licences({*(one.source for one in looks), *(one.source for one in evidence)}),
        readings=readings,
        evidence=evidence,
        requests=requested(record, [one.seq for one in evidence]),
        excerpts=_excerpts(record, readings, evidence),
        trail=found,
        said=of_question(record, question, by=view.me if view.hidden else None, limit=MOST_SAID),
        crowd=()
        if view.hidden
        else crowd_points(record, question, without=stating_publications(record), until=until),
        worth=_worth(record, view) if view.row.outcome is not None else None,
    )


def _worth(record: Record, view: QuestionView) -> Worth:
    from ledger.tui.views.worth import read_worth

    return read_worth(record, view)


def _newest(*several: Iterable[ReadingRow]) -> tuple[ReadingRow, ...]:
    found = {one.seq: one for some in several for one in some}
    return tuple(sorted(found.values(), key=lambda one: (-one.taken_at, -one.seq)))


def _fetched(*several: Iterable[EvidenceRow]) -> tuple[EvidenceRow, ...]:
    found = {one.seq: one for some in several for one in some}
    return tuple(sorted(found.values(), key=lambda one: (-one.fetched_at, -one.seq)))


def _licences(sources: Iterable[str]) -> dict[str, str]:
    return {source: licence for source in sources if (licence := licence_of(source)) is not None}


def licence_of(source: str) -> str | None:
    """What the publisher allows, as the source says; None for a source that is not here."""
    from resolvers.errors import SourceNotLoadedError, UnknownSourceError
    from resolvers.registry import find

    try:
        return find(source).licence
    except (UnknownSourceError, SourceNotLoadedError):
        return None


def _excerpts(
    record: Record, readings: Sequence[ReadingRow], evidence: Sequence[EvidenceRow]
) -> dict[tuple[int, str], Excerpt]:
    """The pieces the newest readings came from, from the first bytes behind each that hold the place."""
    hashes = {one.seq: one.sha256 for one in evidence if not one.erased}
    texts: dict[str, str] = {}
    found: dict[tuple[int, str], Excerpt] = {}
    for reading in readings[:MOST_EXCERPTS]:
        for seq in reading.evidence:
            text = _text(record, hashes.get(seq), texts)
            for name, where in reading.where.items():
                piece = excerpt(text, where)
                if piece.rows and (reading.seq, name) not in found:
                    found[reading.seq, name] = piece
    return found


def _text(record: Record, sha256: str | None, texts: dict[str, str]) -> str:
    """The kept bytes, each read once; nothing where they were removed."""
    if sha256 is None:
        return ""
    if sha256 not in texts:
        texts[sha256] = kept_text(record, sha256) or ""
    return texts[sha256]
