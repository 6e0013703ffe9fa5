"""A question without its words: what of it other files may clash with, small enough to be kept.

Its rule, times, options, forecasts and the names of other questions are whole, so it can be asked for all of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = ("title", "statement", "criteria")
_LEFT_OUT = frozenset({*WORDS, "tags"})
_OF_CLAIM = frozenset({"publication", "stance", "said_by", "condition", "condition_question", "proxy"})


def wordless(said: Mapping[str, Any]) -> dict[str, Any]:
    """The stored content without what only people read; `question_from_said` takes it. Its words are empty."""
    kept = {key: value for key, value in said.items() if key not in _LEFT_OUT}
    if isinstance(claim := said.get("claim"), dict):
        kept["claim"] = {key: value for key, value in claim.items() if key in _OF_CLAIM}
    return kept | dict.fromkeys(WORDS, "")
