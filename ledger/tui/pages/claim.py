"""A claim with everything that keeps it fair: who really said it, how, under which condition, and who objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.blocks import GAP, Block, Words, heading
from ledger.tui.commands.command import named_key
from ledger.tui.commands.question import Reveal
from ledger.tui.ink import line
from ledger.tui.pages.hiding import veiled
from ledger.tui.wording import says_long

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.questions.publication import Publication
    from ledger.questions.question import Claim
    from ledger.record.forecasts import ForecastRow

STANCE_WORDS = {
    "asserts": "asserts: says it will be so",
    "scenario": "scenario: would be so if",
    "asks": "asks: wants it, did not forecast it",
    "reports": "reports: says it is so",
}
PROXY_WORDS = {
    "exact": "exactly what was said",
    "close": "close to what was said",
    "loose": "only loosely what was said: no verdict follows",
}
CERTAINTY_WORDS = {
    "read": "read in the original",
    "several-notes": "known from several notes, not read in the original",
    "one-note": "known from one note, not read in the original",
}


def claim_blocks(
    claim: Claim | None,
    publications: Mapping[str, Publication],
    *,
    hidden: bool,
    stated: Sequence[ForecastRow] = (),
    typing: bool = False,
    unit: str | None = None,
) -> list[Block]:
    """The claim. Its figures are covered while `hidden`; `typing`, another key shows them."""
    if claim is None:
        return []
    shows = (named_key(Reveal, typing=typing), " shows the figures") if hidden else ()
    blocks: list[Block] = [GAP, heading("The claim", *shows, part="Claim")]
    blocks.append(Words(line((veiled(claim_words(claim), hidden=hidden), "strong"))))
    facts = [*_who(claim, publications), *_how(claim), *_interest(claim, publications)]
    blocks += [Words(line((f"{name}: ", "muted"), text), 2) for name, text in facts]
    blocks += [_said(one, unit, hidden=hidden) for one in stated]
    blocks += _objections(claim, publications)
    return blocks


def claim_words(claim: Claim) -> str:
    """What they said: quoted, or in our words where their text was not read."""
    return f"“{claim.quote}”" if claim.quote is not None else f"{claim.paraphrase or ''} (our words)"


def _who(claim: Claim, publications: Mapping[str, Publication]) -> list[tuple[str, str]]:
    by = publications.get(claim.publication)
    where = f", {claim.where}" if claim.where else ""
    facts = [("said by", claim.said_by), ("in", f"{by.title if by else claim.publication}{where}")]
    if claim.repeated_by:
        facts.append(("repeated by", ", ".join(claim.repeated_by)))
    return facts


def _how(claim: Claim) -> list[tuple[str, str]]:
    facts = [("stance", STANCE_WORDS[claim.stance])]
    optional = (
        ("condition", claim.condition),
        ("condition question", claim.condition_question),
        ("hedge", claim.hedge),
        ("caveat", claim.caveat),
        ("measured", f"{PROXY_WORDS[claim.proxy]}. {claim.proxy_note or ''}".strip()),
        ("how we know", CERTAINTY_WORDS[claim.certainty]),
    )
    return facts + [(name, " ".join(text.split())) for name, text in optional if text]


def _interest(claim: Claim, publications: Mapping[str, Publication]) -> list[tuple[str, str]]:
    by = publications.get(claim.publication)
    if by is None:
        return []
    parts = (("interest", by.interest), ("how far we read it", by.read))
    return [(name, text) for name, text in parts if text]


def _said(one: ForecastRow, unit: str | None, *, hidden: bool) -> Block:
    says = veiled(says_long(one.says, unit), hidden=hidden)
    words = f" “{veiled(one.words, hidden=hidden)}”" if one.words else ""
    added = " (number added by us)" if one.imputed else ""
    return Words(
        line(
            ("their forecast: ", "muted"),
            (says, "theirs"),
            f"{words}{added}",
            (f" · {one.forecaster}", "muted"),
        ),
        2,
    )


def _objections(claim: Claim, publications: Mapping[str, Publication]) -> list[Block]:
    blocks: list[Block] = []
    for one in claim.objections:
        by = publications.get(one.by)
        who = by.by if by else one.by
        blocks.append(Words(line((f"objection ({one.about}), {who}: ", "warn"), f"“{one.quote}”"), 2))
    return blocks
