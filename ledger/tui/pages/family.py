"""A question among its family, in lines: what numbers imply, and what contradicts. Quiet where there is nothing to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.clean import clean_line
from ledger.questions.family.told import mend, sentence
from ledger.tui.blocks import Block, Words
from ledger.tui.commands.anywhere import MendTogether
from ledger.tui.commands.command import named_key
from ledger.tui.ink import line

if TYPE_CHECKING:
    from ledger.questions.family.coherence import Contradiction
    from ledger.questions.family.offer import Offer
    from ledger.tui.views.question import QuestionView

ENTERS = "="
"""The key that takes what my numbers imply."""


def family_blocks(view: QuestionView) -> list[Block]:
    """What my numbers imply for this question, what this one's imply for others, and what contradicts it.

    Only figures: how much they leave where there is none is told to whoever asks with the key.
    """
    family = view.family
    blocks: list[Block] = []
    if family.offer is not None and family.offer.says is not None:
        blocks.append(_offer(family.offer))
    blocks += [Words(line((_other(each), "muted")), 2) for each in family.others if each.says is not None]
    blocks += [_contradicts(each, mended=each in family.mended) for each in family.contradictions]
    return blocks


def _contradicts(found: Contradiction, *, mended: bool) -> Block:
    told = f"! {sentence(found)}. To mend it: {mend(found)}; "
    does = " mends it here" if mended else " shows all that contradicts"
    return Words(line((told, "warn"), named_key(MendTogether), (does, "muted")), 2)


def _offer(made: Offer) -> Block:
    shown = line((f"your numbers imply {made.words}: ", "mine"), (ENTERS, "key"), (" to enter", "muted"))
    return Words(shown, 2)


def _other(made: Offer) -> str:
    return f'your numbers imply {made.words} for "{clean_line(made.target.title)}"'
