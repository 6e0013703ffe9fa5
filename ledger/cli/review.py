"""`fledger review`: everything that waits for a person, and what lies behind each. Its acts stand in `review_acts`.

The list writes nothing, but it asks a sync what it would do, and that takes the write lock for a moment: while another
program keeps the ledger locked there is no list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli import review_acts
from ledger.cli.frame import Frame, Style, emit, emit_json, pass_frame, styles, talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.cli.review_page import ReviewPage
    from ledger.journal.intake import Waiting as Amendment
    from ledger.record.opening import Record
    from ledger.record.trail import Proposal
    from ledger.standing.moves import Move

BEFORE_US = frozenset({"open", "challenged"})


@click.group(invoke_without_command=True)
@styles
@click.pass_context
def review(ctx: click.Context, style: Style | None) -> None:
    """What waits for a person: to confirm, to end, to decide, to answer. Without a command: the list."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_, style=style)


@review.command("list")
@styles
@pass_frame
def list_(frame: Frame, style: Style | None) -> None:
    """Everything that waits for a person: since when, when it asks again, what to type."""
    from ledger.cli import review_list
    from ledger.cli.reading import now_us, say
    from ledger.resolution.people.pending import pending

    amendments = _amendments(frame)
    with frame.record() as record:
        found = pending(record, amendments, me=frame.me(), now_us=now_us(frame))
        simulated = record.simulated
    if style is None:
        say(review_list.lines(found, simulated=simulated))
        talk(f"{len(found)} wait for a person." if found else "Nothing waits for a person.")
    else:
        said = {"schema": 1, "simulated": simulated, "waiting": review_list.data(found)}
        emit(style, headers=(), rows=review_list.rows(found, simulated=simulated), data=said)


def _amendments(frame: Frame) -> tuple[Amendment, ...]:
    """What the files say otherwise than the record, and a person has yet to accept."""
    from ledger.journal.intake import sync
    from ledger.wiring import catalogue

    files = catalogue(frame.settings)
    with frame.journal() as journal:
        return tuple(sync(journal, files, by=frame.me(), dry_run=True).waiting)


@review.command()
@click.argument("what", metavar="HASH|QUESTION")
@styles
@pass_frame
def show(frame: Frame, what: str, style: Style | None) -> None:
    """A proposal with its receipts, what was said to it, what its source says now, and who moves by how much."""
    from ledger.cli.reading import say

    page = _page(frame, what)
    if style == "json":
        emit_json(page.data())
    elif style == "plain":
        cells = [(name, value) for name, value in page.data().items() if not isinstance(value, list | dict)]
        emit(style, headers=(), rows=cells, data=None)
    else:
        say(page.lines())


def _page(frame: Frame, typed: str) -> ReviewPage:
    from ledger.cli.reading import now_us
    from ledger.cli.review_page import ReviewPage
    from ledger.record.detail import detail
    from ledger.record.review import gave_up_because, pinned
    from ledger.record.trail import resolutions
    from ledger.resolution.looking_back.receipt_lines import receipt_lines
    from ledger.resolution.people.pending import open_about, pending

    amendments = _amendments(frame)
    with frame.record() as record:
        name, proposal = _named(record, typed)
        now, me = now_us(frame), frame.me()
        waiting = pending(record, amendments, me=me, now_us=now, only=name)
        found = detail(record, name, now_us=now, me=me)
        kept = pinned(record, proposal) if proposal else ()
        return ReviewPage(
            row=found.row,
            rule=found.question().rule,
            proposal=proposal,
            pinned=kept,
            lines_of=receipt_lines(record, kept),
            ends=resolutions(record, name),
            gave_up=gave_up_because(record, name),
            moves=_moves(record, name, proposal),
            items=waiting,
            open=open_about(record, name, proposal, me=me, now_us=now),
            amendment=next((one for one in amendments if one.question == name), None),
            simulated=record.simulated,
        )


def _moves(record: Record, name: str, one: Proposal | None) -> Sequence[Move] | None:
    """Who would move if the proposal before us resolved; None where there is none with an outcome."""
    from ledger.cli.effect import effect

    if one is None or one.outcome is None or one.state not in BEFORE_US:
        return None
    return effect(record, name, one.outcome, one.decided_at if one.known_at is None else one.known_at)


def _named(record: Record, typed: str) -> tuple[str, Proposal | None]:
    """A question and the proposal that is meant: by its hash, else the newest one of the question."""
    from ledger.record.finding import find_question, is_asked
    from ledger.record.review import proposals_beginning
    from ledger.record.trail import proposals
    from ledger.resolution.people.named import NoSuchProposalError, is_hash_start

    if not is_asked(record, typed) and is_hash_start(typed):
        found = proposals_beginning(record, typed.lower())
        if len(found) == 1:
            ((name, sha256),) = found
            return name, next(one for one in proposals(record, name) if one.hash == sha256)
        if found:
            raise NoSuchProposalError(typed, [sha256 for _, sha256 in found])
    name = find_question(record, typed)
    return name, next(iter(reversed(proposals(record, name))), None)


for _act in review_acts.ACTS:
    review.add_command(_act)
