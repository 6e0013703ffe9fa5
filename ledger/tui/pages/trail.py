"""What people said and what happened to a question: remarks, who said what, and the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.blocks import GAP, Block, Words, heading
from ledger.tui.commands.command import named_key
from ledger.tui.commands.question import Reveal, WriteNote
from ledger.tui.ink import joined, line, span
from ledger.tui.pages.folding import folded
from ledger.tui.times import clock_cell, day
from ledger.tui.wording import outcome_text, says_long, simulated_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import tzinfo

    from ledger.record.forecasts import ForecastRow
    from ledger.record.trail import Note, Proposal, Resolution, Trail, Version
    from ledger.tui.ink import Ink
    from ledger.tui.views.behind import Behind
    from ledger.tui.views.question import QuestionView

NOTES = "Notes"
SAID = "Who said what"
TRAIL = "Trail"
MOST_SAID = 6
MOST_EVENTS = 20

Event = tuple[int, int, str, "Ink"]
"""When, the entry's number, what, and in which ink."""


def note_blocks(notes: Sequence[Note], zone: tzinfo | None) -> list[Block]:
    """The remarks on the question, newest first; nothing where there are none."""
    if not notes:
        return []
    return [
        GAP,
        heading(NOTES, named_key(WriteNote), " writes one"),
        *(_note(one, zone) for one in reversed(notes)),
    ]


def _note(one: Note, zone: tzinfo | None) -> Block:
    badly = [span("badly worded", "warn")] if one.badly_worded else []
    who = joined([span(f"{one.who}, {day(one.at, zone)}", "muted"), *badly])
    return Words(line(*who, (": ", "muted"), (one.text, "plain")), 2, leads=f"entry:{one.seq}")


def said_blocks(
    view: QuestionView, behind: Behind, unfolded: Collection[str], zone: tzinfo | None
) -> list[Block]:
    """The newest forecasts with their reasons, mine alone while the others' are hidden; nothing where nobody spoke."""
    if not behind.said:
        return []
    told = [[_said(one, view, zone)] for one in behind.said]
    hidden = ("yours alone: ", named_key(Reveal), " shows the others")
    aside = hidden if view.hidden else ("newest first",)
    return [GAP, heading(SAID, *aside, part="Said"), *folded(told, SAID, unfolded, most=MOST_SAID)]


def _said(one: ForecastRow, view: QuestionView, zone: tzinfo | None) -> Block:
    mine = one.forecaster == view.me
    marks = [
        *(["number added by us"] if one.imputed else []),
        *([f"of version {one.version}"] if one.version < view.detail.version else []),
        *(["taken back" if one.undone else "withdrawn"] if one.ended_at is not None else []),
        *([one.grade] if one.grade != "seen" else []),
    ]
    who = span(f"{day(one.made_at, zone):>11}  {'you' if mine else one.forecaster} ", "muted")
    says = span(says_long(one.says, view.row.unit), "mine" if mine else "theirs")
    because = [span(one.reason)] if one.reason else []
    told = joined([line(who, says), *(span(mark, "muted") for mark in marks), *because])
    return Words(told, 13, leads=f"entry:{one.forecast}")


def trail_blocks(
    view: QuestionView, trail: Trail, unfolded: Collection[str], zone: tzinfo | None
) -> list[Block]:
    """Everything that happened to the question, oldest first, of a long trail the newest."""
    events = sorted(_events(view, trail), key=lambda event: (event[0], event[1]))
    lines: list[list[Block]] = [[_event(event, zone)] for event in events]
    return [
        GAP,
        heading(TRAIL, "Enter shows the entry"),
        *folded(lines, TRAIL, unfolded, most=MOST_EVENTS, last=True),
    ]


def _event(event: Event, zone: tzinfo | None) -> Block:
    at, seq, what, ink = event
    when = f"{clock_cell(at, zone):>17}"
    return Words(line((when, "muted"), "  ", (what, ink), (f"  #{seq}", "muted")), 19, leads=f"entry:{seq}")


def _events(view: QuestionView, trail: Trail) -> Iterator[Event]:
    for version in trail.versions:
        yield version.at, version.seq, _version(version), "plain"
    for one in trail.proposals:
        yield one.decided_at, one.seq, _proposed(one, view), "warn"
        yield from ((voice.at, voice.seq, voice.words, "plain") for voice in one.voices)
    for end in trail.resolutions:
        yield end.at, end.seq, _end(end, view), "good"
    for later in trail.revisions:
        words = simulated_words(later.words, simulated=view.simulated)
        yield later.taken_at, later.seq, f"{words}; what was decided stands", "plain"
    for note in trail.notes:
        badly = "says it is badly worded: " if note.badly_worded else "notes: "
        yield note.at, note.seq, f"{note.who} {badly}{note.text}", "plain"


def _end(end: Resolution, view: QuestionView) -> str:
    outcome = f" {outcome_text(end.outcome, view.row.unit)}" if end.outcome else ""
    why = f": {end.reason}" if end.reason else ""
    told = f"{end.how}{outcome}{why}{'' if end.effective else ' (no longer)'}"
    return simulated_words(told, simulated=view.simulated and end.outcome is not None)


def _version(version: Version) -> str:
    if version.version == 1:
        return "asked"
    by = f" by {version.who}" if version.who else ""
    return f"amended to version {version.version}{by}: {version.reason or 'no reason given'}"


def _proposed(one: Proposal, view: QuestionView) -> str:
    by = f" by {one.who}" if one.who else f" by the {one.basis}"
    what = outcome_text(one.outcome, view.row.unit) if one.outcome else "sources conflict"
    told = f"proposed {what}{by}, {one.state}: {one.why}"
    return simulated_words(told, simulated=view.simulated and one.outcome is not None)
