"""What was read, from which bytes: the value, the piece it came from, the request, the answer and its hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.units import counted, with_unit
from ledger.record.trail import HELD
from ledger.tui.blocks import GAP, Block, Words, heading, quiet
from ledger.tui.ink import joined, line, span
from ledger.tui.pages.folding import folded
from ledger.tui.times import clock_words
from ledger.tui.wording import SIM

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import tzinfo

    from ledger.record.trail import EvidenceRow, ReadingRow
    from ledger.resolution.looking_back.excerpt import Excerpt
    from ledger.tui.ink import Line, Span
    from ledger.tui.views.behind import Behind
    from ledger.tui.views.question import QuestionView

EVIDENCE = "Evidence"
MOST_READINGS = 2
MOST_KEPT = 3
HASH_START = 16
NOTHING = "Nothing is kept yet. Bytes are kept from the day a look can count."


def evidence_blocks(
    view: QuestionView, behind: Behind, unfolded: Collection[str], zone: tzinfo | None
) -> list[Block]:
    """Readings, those a proposal pins first and the newest of the others, each with the bytes behind it; then other bytes."""
    blocks: list[Block] = [GAP, heading(EVIDENCE, f"{len(behind.evidence)} kept")]
    if not behind.evidence and not behind.readings:
        return [*blocks, quiet(NOTHING)]
    pinned = {seq for one in behind.trail.proposals if one.state in HELD for seq in one.readings}
    ordered = sorted(behind.readings, key=lambda one: one.seq not in pinned)
    read = [list(_reading(one, view, behind, zone, pinned=one.seq in pinned)) for one in ordered]
    told = {seq for reading in behind.readings for seq in reading.evidence}
    alone = [list(_kept(one, behind, zone)) for one in behind.evidence if one.seq not in told]
    return [
        *blocks,
        *folded(read, EVIDENCE, unfolded, most=MOST_READINGS),
        *folded(alone, EVIDENCE, unfolded, most=MOST_KEPT),
    ]


def _reading(
    one: ReadingRow, view: QuestionView, behind: Behind, zone: tzinfo | None, *, pinned: bool
) -> Iterator[Block]:
    used = {use.value for several in view.question.rule.looks.values() for use in several}
    names = [name for name in one.values if name in used] or list(one.values)
    parts: list[Line | Span] = [
        line(*((SIM,) if view.simulated else ()), (", ".join(_value(one, name) for name in names), "value")),
        (f"{one.publisher}, as of {one.as_of}", "plain"),
        (f"read {clock_words(one.taken_at, zone)}", "muted"),
        *([span("pinned by the proposal", "good")] if pinned else []),
    ]
    yield Words(joined(parts), 2)
    for name in names:
        if name in one.where:
            yield Words(line((f"  {name} from ", "muted"), one.where[name]), 4)
            yield from _piece(behind.excerpts.get((one.seq, name)))
    if others := [name for name in one.values if name not in names]:
        yield quiet(f"  read with it: {', '.join(others)}", hang=4)
    kept = {piece.seq: piece for piece in behind.evidence}
    for seq in one.evidence:
        if seq in kept:
            yield from _kept(kept[seq], behind, zone)


def _value(one: ReadingRow, name: str) -> str:
    value = one.values[name]
    if value is None:
        return f"{name}: nothing happened"
    return f"{name} {with_unit(value, one.units.get(name))}"


def _piece(found: Excerpt | None) -> Iterator[Block]:
    """The lines of the file, or the place in it, that the value came from."""
    if found is None:
        return
    for where, text in found.rows:
        yield Words(line((f"    {where}  ", "muted"), (text, "plain")), 6)
    if found.more:
        yield quiet(f"    and {counted(found.more, 'more line')}")


def _kept(one: EvidenceRow, behind: Behind, zone: tzinfo | None) -> Iterator[Block]:
    """One request and its answer; Enter on it shows the bytes."""
    asked = behind.requests.get(one.seq)
    query = "&".join(f"{name}={value}" for name, value in asked.query) if asked and asked.query else ""
    leads = f"evidence:{one.sha256}"
    yield Words(line((f"  {one.url}{f'?{query}' if query else ''}", "plain")), 4, leads)
    facts = [
        f"HTTP {one.status}",
        counted(one.size, "byte") if not one.erased else "bytes erased",
        f"sha256 {one.sha256[:HASH_START]}",
        f"got {clock_words(one.fetched_at, zone)}",
        *([f"unchanged since #{one.unchanged_since}"] if one.unchanged_since is not None else []),
        *([f"asked for {asked.accept}"] if asked else []),
        *([f"its clock {clock_words(asked.server_date, zone)}"] if asked and asked.server_date else []),
        *([f"changed {asked.last_modified}"] if asked and asked.last_modified else []),
        *([f"licence {behind.licences[one.source]}"] if one.source in behind.licences else []),
    ]
    yield Words(line("    ", (" · ".join(facts), "muted")), 4, leads)
