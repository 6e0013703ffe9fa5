"""The question files beside the record, in words: what would be taken in, what was, what waits, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.journal.intake import SOURCES
from ledger.questions.units import counted
from ledger.tui.blocks import GAP, Block, Pair, Words, heading, quiet
from ledger.tui.commands.anywhere import ToReview
from ledger.tui.commands.command import named_key
from ledger.tui.commands.files import TakeIn
from ledger.tui.commands.reviewing import Accept
from ledger.tui.ink import joined, line, span
from ledger.tui.pages.amendments import change_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.tui.views.files import FilesView

ACCEPTS = (named_key(ToReview), " Review: Enter, then ", named_key(Accept), " accepts it, with a reason")
MOST = 100
"""New questions that are named; a first catalogue may have many more."""
NEW_SOURCES = "Its sources change: what the old ones read, and the days they spoke for, no longer count."


def files_blocks(view: FilesView) -> list[Block]:
    """The page before anything is taken in; while there is something to take, Enter takes it, and no line leads anywhere."""
    title = "What the question files say"
    if not view.takes:
        return [heading(title), _nothing(view), *_rest(view, leads=True)]
    told = line((_counted(view, "to take in"), "strong"), ". ", named_key(TakeIn), " takes in what is shown.")
    return [heading(title), Words(told, 2), *_taken(view, leads=False), *_rest(view, leads=False)]


def taken_blocks(view: FilesView) -> list[Block]:
    """The page after it; what was taken in leads to its question."""
    told = line((f"{_counted(view, 'taken in')}.", "good"))
    return [
        heading("Taken in"),
        Words(told, 2),
        *_taken(view, leads=True),
        *_rest(view, leads=True),
        GAP,
        quiet("Escape goes back."),
    ]


def _nothing(view: FilesView) -> Block:
    same = view.report.unchanged
    return Words(
        line(("Nothing to take in. ", "strong"), (f"{_questions(same)} as {_they(same)} recorded.", "muted")),
        2,
    )


def _counted(view: FilesView, what: str) -> str:
    """`2 new questions and 1 change to take in`."""
    new, changed = len(view.report.asked), len(view.report.amended)
    parts = [f"{new} new {'question' if new == 1 else 'questions'}"] if new else []
    parts += [f"{changed} {'change' if changed == 1 else 'changes'}"] if changed else []
    return f"{' and '.join(parts) or 'Nothing'} {what}"


def _questions(count: int) -> str:
    return f"{count} {'question stands' if count == 1 else 'questions stand'} in the files"


def _they(count: int) -> str:
    return "it is" if count == 1 else "they are"


def _taken(view: FilesView, *, leads: bool) -> Iterator[Block]:
    report = view.report
    if report.asked:
        yield GAP
        said = counted(report.forecasts, "forecast")
        forecasts = f"{said} of publications with them" if report.forecasts else ""
        yield heading("New", forecasts)
    for name in report.asked[:MOST]:
        yield _question(view, name, leads=leads)
    if len(report.asked) > MOST:
        yield quiet(f"  and {len(report.asked) - MOST} more")
    if report.amended:
        yield GAP
        yield heading("Changed", "[-gone-] {+new+}")
    for name in report.amended:
        yield from _changed(view, name, leads=leads, new_sources=name in report.new_sources)


def _question(view: FilesView, name: str, *, leads: bool) -> Block:
    title = line((f"  {view.titles.get(name, name)}", "plain"))
    return Pair(title, line((name, "muted")), f"question:{name}" if leads else None)


def _rest(view: FilesView, *, leads: bool) -> Iterator[Block]:
    """What is not taken in: what waits for a person, what the ledger does not take, what cannot be read."""
    report = view.report
    if report.waiting:
        yield GAP
        yield heading("Waits for a person", *ACCEPTS)
    for one in report.waiting:
        yield from _changed(view, one.question, leads=leads, new_sources=SOURCES in one.keys)
    if report.refused:
        yield GAP
        yield heading("Not taken")
    for name, because in report.refused.items():
        yield Words(line((f"! {name}: ", "bad"), because), 2)
        yield from _differs(report.changed, name)
    yield from _problems(view)


def _changed(view: FilesView, name: str, *, leads: bool, new_sources: bool) -> Iterator[Block]:
    yield _question(view, name, leads=leads)
    yield from _differs(view.report.changed, name)
    if new_sources:
        yield Words(line((f"  ! {NEW_SOURCES}", "warn")), 4)


def _differs(
    changed: Mapping[str, tuple[Mapping[str, object], Mapping[str, object]]], name: str
) -> Sequence[Block]:
    return list(change_blocks(*changed[name])) if name in changed else []


def _problems(view: FilesView) -> Iterator[Block]:
    if view.problems:
        yield GAP
        yield heading("Wrong in the files", "left out until mended")
    for one in view.problems:
        place = f"! {one.path.parent.name}/{one.path.name}:{one.line}:{one.column}"
        field = [span(one.field, "strong")] if one.field else []
        yield Words(joined([span(place, "bad"), *field, span(one.says, "plain")]), 2)
