"""What lies behind a question: its sources and their health, the evidence kept, and everything that happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.resolution.people.asked_of import asked_of
from ledger.tui.blocks import GAP, Block, Words, heading, quiet
from ledger.tui.ink import joined, line, span
from ledger.tui.times import ago, clock_words, left
from ledger.tui.wording import outcome_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from ledger.questions.rule import SourceUse, Window
    from ledger.record.looks import LookRow
    from ledger.record.trail import EvidenceRow, Proposal, ReadingRow, Version
    from ledger.tui.ink import Ink
    from ledger.tui.views.question import QuestionView

EVIDENCE = "Evidence"
TRAIL = "Trail"


def source_blocks(view: QuestionView) -> list[Block]:
    """Where the value comes from, and how the looks went."""
    rule = view.question.rule
    uses = [use for several in rule.looks.values() for use in several]
    blocks: list[Block] = [GAP, heading("Sources", "u looks now")]
    blocks += [block for use in uses for block in _use(use, rule.window)]
    return blocks + [_look(look, view.now_us) for look in view.looks]


def _use(use: SourceUse, window: Window) -> Iterator[Block]:
    by_hand = "a person answers" if use.name == "manual" else f"{use.name}: {use.value}"
    yield Words(line((by_hand, "plain"), (" (only if the others fail)" if use.fallback else "", "muted")), 2)
    asked = asked_of(use, window)
    if asked is not None:
        yield Words(line(("  asks: ", "muted"), asked.ask), 4)
        yield from (Words(line(("  receipt: ", "muted"), each), 4) for each in (asked.receipt,) if each)


def _look(look: LookRow, now_us: int) -> Block:
    how: Ink = "bad" if look.failing else "good"
    word = {"reading": "read", "not_yet": "not yet"}.get(look.answer or "", look.answer or "never looked")
    parts = [span(f"{'! ' if look.failing else ''}{word}", how), span(look.said or "", "muted")]
    when = span(f"last {ago(look.last_at, now_us)}, next {left(look.next_at, now_us)}", "muted")
    return Words(joined([line((f"{look.source} ", "plain")), *[part for part in parts if part[0]], when]), 4)


def evidence_blocks(view: QuestionView, zone: tzinfo | None) -> list[Block]:
    """What was read, from which bytes: place, address, hash, time."""
    blocks: list[Block] = [GAP, heading(EVIDENCE, f"{len(view.evidence)} kept")]
    if not view.evidence and not view.readings:
        return [*blocks, quiet("Nothing is kept yet. Bytes are kept from the day a look can count.")]
    by_seq = {one.seq: one for one in view.evidence}
    for reading in view.readings:
        blocks += _reading(reading, by_seq, zone)
    told = {seq for reading in view.readings for seq in reading.evidence}
    return blocks + [_kept(one, zone) for one in view.evidence if one.seq not in told]


def _reading(one: ReadingRow, kept: dict[int, EvidenceRow], zone: tzinfo | None) -> list[Block]:
    values = ", ".join(
        f"{name} {value} {one.units.get(name, '')}".strip() for name, value in one.values.items()
    )
    head = joined(
        [
            (values, "value"),
            (f"{one.publisher}, as of {one.as_of}", "plain"),
            (f"read {clock_words(one.taken_at, zone)}", "muted"),
        ]
    )
    blocks: list[Block] = [Words(head, 2)]
    blocks += [Words(line((f"  {name}: ", "muted"), place), 4) for name, place in one.where.items()]
    return blocks + [_kept(kept[seq], zone) for seq in one.evidence if seq in kept]


def _kept(one: EvidenceRow, zone: tzinfo | None) -> Block:
    gone = " · bytes erased" if one.erased else ""
    facts = f"sha256 {one.sha256[:16]} · {one.size} bytes · HTTP {one.status} · {clock_words(one.fetched_at, zone)}{gone}"
    return Words(
        joined([line(("  " + one.url, "plain")), (facts, "muted")]), 4, leads=f"evidence:{one.sha256}"
    )


def trail_blocks(view: QuestionView, zone: tzinfo | None) -> list[Block]:
    """Everything that happened to the question, oldest first."""
    events = sorted(_events(view), key=lambda event: (event[0], event[1]))
    lines: list[Block] = [_event(at, what, ink, seq, zone) for at, seq, what, ink in events]
    return [GAP, heading(TRAIL, "Enter shows the entry"), *lines]


def _event(at: int, what: str, ink: Ink, seq: int, zone: tzinfo | None) -> Block:
    when = f"{clock_words(at, zone):>17}"
    return Words(line((when, "muted"), "  ", (what, ink), (f"  #{seq}", "muted")), 19, leads=f"entry:{seq}")


def _events(view: QuestionView) -> Iterator[tuple[int, int, str, Ink]]:
    unit, behind = view.row.unit, view.trail
    for version in behind.versions:
        yield version.at, version.seq, _version(version), "plain"
    for one in behind.proposals:
        yield one.decided_at, one.seq, _proposed(one, unit), "warn"
        for voice in one.voices:
            yield voice.at, voice.seq, voice.words, "plain"
    for end in behind.resolutions:
        outcome = f" {outcome_text(end.outcome, unit)}" if end.outcome else ""
        mark = "SIM " if view.simulated and end.outcome else ""
        why = f": {end.reason}" if end.reason else ""
        yield (
            end.at,
            end.seq,
            f"{mark}{end.how}{outcome}{why}" + ("" if end.effective else " (no longer)"),
            "good",
        )
    for later in behind.revisions:
        yield (
            later.taken_at,
            later.seq,
            f"{'SIM ' if view.simulated else ''}{later.words}; what was decided stands",
            "plain",
        )
    for note in behind.notes:
        badly = "says it is badly worded: " if note.badly_worded else "notes: "
        yield note.at, note.seq, f"{note.who} {badly}{note.text}", "plain"


def _version(version: Version) -> str:
    if version.version == 1:
        return "asked"
    by = f" by {version.who}" if version.who else ""
    return f"amended to version {version.version}{by}: {version.reason or 'no reason given'}"


def _proposed(one: Proposal, unit: str | None) -> str:
    by = f" by {one.who}" if one.who else f" by the {one.basis}"
    what = outcome_text(one.outcome, unit) if one.outcome else "sources conflict"
    return f"proposed {what}{by}, {one.state}: {one.why}"
