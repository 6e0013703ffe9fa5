"""What somebody needs to see to say how likely: the question, its decisive words, the value now, what they said last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule_words import rule_words
from ledger.tui.blocks import GAP, Block, Words, heading
from ledger.tui.ink import line
from ledger.tui.pages.claim import claim_blocks
from ledger.tui.pages.family import family_blocks
from ledger.tui.pages.question import crowd_blocks, head_blocks, paragraphs, value_blocks, you_blocks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from ledger.questions.publication import Publication
    from ledger.tui.views.question import QuestionView

SMALL_CHART = 7
TYPING_REVEALS = "^r"
"""The key that shows what is hidden; here letters are text."""


def forecast_blocks(
    view: QuestionView,
    *,
    publications: Mapping[str, Publication],
    zone: tzinfo | None = None,
    ascii_only: bool = False,
) -> list[Block]:
    """The page above the fields. The most useful lines come first, as little of it fits on a small terminal."""
    question = view.question
    return [
        *head_blocks(view, zone),
        Words(line(question.statement)),
        *you_blocks(view)[:1],
        *family_blocks(view),
        *value_blocks(view, ascii_only=ascii_only, height=SMALL_CHART),
        GAP,
        heading("How it is judged"),
        Words(line(("rule: ", "muted"), rule_words(question.rule)), 2),
        *paragraphs(question.criteria),
        *(Words(line(("aside: ", "muted"), aside), 2) for aside in question.asides),
        GAP,
        heading("Others"),
        *crowd_blocks(view, TYPING_REVEALS),
        *claim_blocks(
            question.claim,
            publications,
            hidden=view.hidden,
            stated=view.stated,
            unit=view.row.unit,
            key=TYPING_REVEALS,
        ),
    ]
