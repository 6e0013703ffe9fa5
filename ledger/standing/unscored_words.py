"""Why there is no score, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Why = Literal[
    "checked fact",
    "private",
    "annulled",
    "ambiguous",
    "not resolved",
    "nothing said",
    "imputed",
    "claimed",
    "late",
    "gone",
    "form",
]
"""What keeps a score away: of the question, then of what was said on it. `gone` was taken back or ran out before it
counted, `form` is nothing that a rule can score."""

WORDS: Mapping[Why, str] = {
    "checked fact": "it checks a fact, which is in no score and no denominator",
    "private": "it is private, and counts for its owner only",
    "annulled": "it was annulled, and has no outcome to score by",
    "ambiguous": "it ended ambiguous, and has no outcome to score by",
    "not resolved": "it is not resolved",
    "nothing said": "nothing was said on it",
    "imputed": "only a number added by us; --imputed shows it",
    "claimed": "the time is only claimed; --claimed takes it",
    "late": "no time covered: said too late",
    "gone": "no time covered: taken back or run out before it counted",
    "form": "nothing a rule can score",
}


def why_words(why: Why) -> str:
    """The reason as it stands after a colon, without a name, so that it fits whoever asks.

    >>> why_words("late")
    'no time covered: said too late'
    """
    return WORDS[why]
