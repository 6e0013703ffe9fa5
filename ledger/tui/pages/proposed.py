"""A proposal that is not final: what it says, until when it can be challenged, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.units import with_unit
from ledger.resolution.people.pending import challenge_to
from ledger.resolution.people.whose_word import may_confirm
from ledger.tui.blocks import GAP, Block, Words, heading
from ledger.tui.commands.command import named_key
from ledger.tui.commands.reviewing import ReviewIt
from ledger.tui.ink import joined, line, span
from ledger.tui.times import deadline
from ledger.tui.wording import SIM, outcome_text

if TYPE_CHECKING:
    from datetime import tzinfo

    from ledger.record.trail import Proposal
    from ledger.tui.ink import Span
    from ledger.tui.views.question import QuestionView

HASH_START = 12


def proposal_blocks(view: QuestionView, zone: tzinfo | None) -> list[Block]:
    """The proposal that waits, with the key to what is open to me; nothing where none does."""
    one = view.waiting
    if one is None:
        return []
    outcome = outcome_text(one.outcome, view.row.unit) if one.outcome else "sources conflict"
    sim = (SIM,) if view.simulated else ()
    value = [span(f"value {with_unit(one.value, view.row.unit)}", "value")] if one.value else []
    return [
        GAP,
        heading("Proposed, not final yet", f"hash {one.hash[:HASH_START]}", part="Proposed"),
        Words(
            joined([(*sim, (outcome, "warn")), *value, window(one, deadline(one.challenge_until, zone))]), 2
        ),
        *_held(one),
        Words(line((f"because, says {one.who or f'the {one.basis}'}: ", "muted"), one.why), 2),
        Words(
            line(named_key(ReviewIt), (" reviews it, with its receipts: ", "muted"), f"{_ways(view, one)}."),
            2,
        ),
    ]


def window(one: Proposal, until: str) -> Span:
    """Until when it can be challenged; that it is, once somebody did."""
    return ("! challenged", "bad") if one.state == "challenged" else (f"challenge to {until}", "muted")


def _held(one: Proposal) -> list[Block]:
    """Who challenges it and why, and what that does; nothing where nobody does."""
    said = challenge_to(one) if one.state == "challenged" else None
    if said is None:
        return []
    told = f"{said.who} challenges it: {said.why}. It is held: nothing resolves until people decide"
    return [Words(line((f"! {told}", "warn")), 2)]


def _ways(view: QuestionView, one: Proposal) -> str:
    """What is open to me: nobody confirms twice, nobody challenges after the window, and a challenge ends first."""
    if one.state == "challenged":
        return "end challenge"
    confirm = one.outcome is not None and may_confirm(one, view.me, alone=view.alone, now_us=view.now_us)
    ways = [*(("confirm",) if confirm else ()), "reject"]
    if one.outcome is not None and view.now_us < one.challenge_until:
        ways.append("challenge")
    return " or ".join(part for part in (", ".join(ways[:-1]), ways[-1]) if part)
