"""Somebody stands behind a single machine source, or the file says what follows when it falls silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.finding import Finding
from ledger.questions.rule import At

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.lint.draft import Draft, Used

_FIX = 'add a fallback (a person: name = "manual", fallback = true), or say at_give_up = "ask" or "annul"'


def no_fallback(draft: Draft) -> Iterator[Finding]:
    """One publisher, nobody behind it, and not a word on what its silence means."""
    if draft.says("resolution", "at_give_up"):
        return
    for used in draft.looks.values():
        if used and not any(each.by_person for each in used) and len({e.known.publisher for e in used}) == 1:
            yield Finding(used[0].key, "no-fallback", _wrong(draft, used), _FIX, used[0].use.name)


def _wrong(draft: Draft, used: tuple[Used, ...]) -> str:
    window = draft.question.rule.window
    if isinstance(window, At) and not any(each.known.history for each in used):
        return f"only a look on {window.day} itself counts, and nothing stands behind it when it fails"
    return "nothing stands behind this publisher, and at_give_up is not said"
