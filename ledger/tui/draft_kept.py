"""A half-typed forecast as one line of text, to be taken up in another run of the app."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from ledger.tui.draft import Draft
from ledger.tui.ink import safe
from ledger.tui.option_split import Split
from ledger.tui.sharing_out import WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.forecast import Says
    from ledger.questions.question import Question


def kept(draft: Draft) -> str:
    """What was typed, and a mark of the words it was typed for."""
    split = draft.split
    parts = {"parts": split.parts, "fixed": sorted(split.fixed)} if split else {}
    said = {"text": draft.text, "reason": draft.reason, "words": _mark(draft.question), **parts}
    return json.dumps(said, ensure_ascii=False)


def taken_up(text: str, question: Question, standing: Says | None) -> Draft | None:
    """The draft that was kept so; None where that cannot be meant. Anybody can write into the file it comes from."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    begun = Draft.begun(question, standing)
    split = _split(said, begun.split) if begun.split else None
    if begun.split and split is None:
        return None
    typed, reason = safe(str(said.get("text", ""))), safe(str(said.get("reason", "")))
    reworded = begun.reworded or said.get("words") != _mark(question)
    return replace(begun, text=typed, reason=reason, split=split, reworded=reworded)


def _split(said: Mapping[str, object], begun: Split) -> Split | None:
    parts, fixed = said.get("parts"), said.get("fixed")
    if not isinstance(parts, list) or not isinstance(fixed, list):
        return None
    shares = all(type(part) is int and part >= 0 for part in parts) and sum(parts) == WHOLE
    places = all(type(place) is int and 0 <= place < len(parts) for place in fixed)
    if len(parts) != len(begun.parts) or not shares or not places:
        return None
    return Split(begun.labels, tuple(parts), frozenset(fixed))


def _mark(question: Question) -> str:
    """The same for the same words of the question's file."""
    return sha256(json.dumps(question.said, sort_keys=True, default=str).encode()).hexdigest()[:16]
