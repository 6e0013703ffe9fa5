"""Trying one source, in words: what will be asked, and what it read or why it could not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.units import counted, with_unit
from ledger.resolution.looking.stored import written
from ledger.tui.blocks import GAP, Block, Pair, Words, heading, quiet
from ledger.tui.commands.anywhere import LookNow
from ledger.tui.commands.command import named_key
from ledger.tui.commands.sources import SendTry
from ledger.tui.ink import joined, line, span
from ledger.tui.wording import SIM
from resolvers.source import NotYet, Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.resolution.looking.rehearsal import Looked
    from ledger.tui.views.trying import TryPlan

WRITES_NOTHING = "Nothing of it is written: no reading, no evidence, no alarm."


def plan_blocks(plan: TryPlan | None) -> list[Block]:
    """What it would ask, before it is asked."""
    if plan is None:
        return [heading("Try a source"), quiet("No question needs this look any more.")]
    blocks: list[Block] = [heading(f"Try {plan.look.source} now", plan.days), GAP]
    if plan.trouble is not None:
        return [*blocks, Words(line((f"! It cannot look: {plan.trouble}", "bad")))]
    if plan.url is None:
        asked = line("It asks for nothing from outside. ", named_key(SendTry), " takes it.")
        return [*blocks, Words(asked), quiet(WRITES_NOTHING)]
    return [
        *blocks,
        Words(line(named_key(SendTry), " sends this request, and what further pages it asks for:")),
        Words(line(("  " + plan.url, "strong")), 4),
        GAP,
        quiet(f"{WRITES_NOTHING} Your contact from the settings is sent along; nothing else of yours is."),
    ]


def tried_blocks(plan: TryPlan, found: Sequence[Looked]) -> list[Block]:
    """What came: values, as of when, from which rows; or the sentence the source gave instead."""
    blocks: list[Block] = [heading(f"Tried {plan.look.source}")]
    for one in found:
        blocks += [GAP, *_one(one, simulated=plan.simulated)]
    return [
        *blocks,
        GAP,
        quiet(f"{WRITES_NOTHING} Escape goes back; ", named_key(LookNow), " looks and keeps what counts."),
    ]


def _one(one: Looked, *, simulated: bool) -> Iterator[Block]:
    match one.answer:
        case Reading() as reading:
            yield from _reading(reading, simulated=simulated)
        case NotYet(reason):
            yield Words(line(("not yet: ", "muted"), reason))
        case Unusable(why, detail):
            yield Words(line((f"! {why.replace('_', ' ')}: {detail}", "bad")))
    if one.lacks:
        yield Words(line(("lacks ", "muted"), (one.lacks, "warn")), 2)
    for each in one.evidence:
        facts = f"{counted(len(each.body), 'byte')} · sha256 {each.sha256[:16]}"
        yield Words(joined([span(each.request.url, "plain"), span(facts, "muted")]), 4)


def _reading(one: Reading, *, simulated: bool) -> Iterator[Block]:
    sim = (SIM,) if simulated else ()
    for name, value in one.values.items():
        said = with_unit(written(value) or "none", one.units.get(name))
        yield Pair(
            line((f"{name} ", "muted"), *sim, (said, "value")), line((one.where.get(name, ""), "muted"))
        )
    days = f"covers {one.covers.first} to {one.covers.last}"
    yield Words(
        joined([span(f"as of {one.as_of}", "plain"), span(days, "muted"), span(one.identity, "muted")]), 2
    )
