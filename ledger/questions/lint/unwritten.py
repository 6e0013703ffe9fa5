"""Sentences that stand as `fledger new` wrote them: nobody has said yet what is asked, or how it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.finding import Finding, shown
from ledger.questions.new_file import FILL_IN, UNASKED, UNJUDGED, UNSTATED, UNWRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.finding import Key
    from ledger.questions.lint.draft import Draft

_LEFT = (UNASKED, FILL_IN, [FILL_IN])


def unwritten(draft: Draft) -> Iterator[Finding]:
    """Each sentence, and each param, that is the template's own."""
    question = draft.question
    heads = (("title", question.title), ("statement", question.statement), ("criteria", question.criteria))
    for name, text in heads:
        if text.strip() in {UNWRITTEN, UNSTATED, UNJUDGED}:
            yield _left((name,), text.strip())
    for used in draft.used:
        for name, value in used.use.params.items():
            if value in _LEFT:
                yield _left((*used.key, "params", name), value)


def _left(key: Key, found: object) -> Finding:
    return Finding(
        key, "unwritten", "this stands as fledger new wrote it", "say it in your own words", shown(found)
    )
