"""The claims in words: the tally, then three lines a claim: their words, the question, where it stands."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ledger.tui.blocks import GAP, Block, Pair, Words, heading, quiet
from ledger.tui.ink import joined, line
from ledger.tui.pages.claim import claim_words
from ledger.tui.pages.hiding import veiled
from ledger.tui.wording import INK_OF_STATE, mine_short, standing_value

if TYPE_CHECKING:
    from ledger.standing.publications.claims import ClaimLine
    from ledger.tui.ink import Ink, Line, Span
    from ledger.tui.views.claims import ClaimsView

INK_OF_STANCE: dict[str, Ink] = {
    "asserts": "strong",
    "scenario": "theirs",
    "asks": "muted",
    "reports": "plain",
}


def claims_blocks(view: ClaimsView, *, stance: str | None = None) -> list[Block]:
    """The page; of one stance when it is given."""
    if not view.lines:
        return [quiet("No claims yet: fledger sync takes the questions from the files.")]
    lines = [one for one in view.lines if stance in {None, one.claim.stance}]
    blocks: list[Block] = [Words(line((tally.words(), "plain")), 2) for tally in view.tallies]
    if stance:
        blocks.append(
            Words(line((f"only {stance} · ", "warn"), ("x", "key"), (" shows the next stance", "muted")))
        )
    for publication, some in groupby(lines, key=lambda one: one.claim.publication):
        blocks += [
            GAP,
            _publication(publication, view),
            *(block for one in some for block in _claim(one, view)),
        ]
    return blocks if lines else [*blocks, GAP, quiet("No claim has this stance.")]


def _publication(id_: str, view: ClaimsView) -> Block:
    by = view.publications.get(id_)
    if by is None:
        return heading(id_)
    when = f", {by.published_on}" if by.published_on else ""
    return heading(f"{by.title}", f"{by.by}{when}")


def _claim(one: ClaimLine, view: ClaimsView) -> list[Block]:
    hidden = one.row.id in view.hidden
    leads = f"question:{one.row.id}"
    words = line(
        (f"{one.claim.stance:<9}", INK_OF_STANCE[one.claim.stance]),
        veiled(claim_words(one.claim), hidden=hidden),
    )
    state: Line = line((one.row.stands, INK_OF_STATE[one.row.stands]))
    about = line(" " * 9, (one.row.title, "muted"))
    second = Pair(_second(one, view, hidden=hidden), _said(one), leads, whole=True)
    heading_ = [Pair(line(" " * 9, (one.row.heading.words, "warn")), leads=leads)] if one.row.heading else []
    return [Pair(words, state, leads), Pair(about, leads=leads), second, *heading_]


def _second(one: ClaimLine, view: ClaimsView, *, hidden: bool) -> Line:
    value = standing_value(one.row, simulated=view.simulated)
    crowd: Span = ("hidden", "muted") if hidden else (one.crowd.words(one.row.unit), "theirs")
    mine = line(("you ", "muted"), mine_short(one.row.mine, one.row.unit))
    shown = joined([line(("now ", "muted"), *value), mine, line(("crowd ", "muted"), crowd)])
    return line(" " * 9, *shown)


def _said(one: ClaimLine) -> Line:
    verdict = "; ".join(dict.fromkeys(each.words() for each in one.verdicts))
    return (
        line((verdict, "muted"))
        if verdict not in {"", "open"}
        else line((f"said by {one.claim.said_by}", "muted"))
    )
