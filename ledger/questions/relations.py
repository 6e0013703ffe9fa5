"""What a question says of other questions: that they are there, and such as it needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.finding import Finding, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.questions.finding import Key
    from ledger.questions.question import Question


def relations(question: Question, others: Mapping[str, Question]) -> Iterator[Finding]:
    """What is wrong with the ids a question names, among all questions that were read."""
    claim = question.claim
    if claim is not None and claim.condition_question is not None:
        yield from _known(("claim", "condition_question"), claim.condition_question, others)
    if (difference := question.difference) is not None:
        for name, asked in (("of", difference.of), ("less", difference.less)):
            key: Key = ("difference", name)
            yield from _known(key, asked, others)
            if asked in others:
                yield from _numeric(key, others[asked])


def _known(key: Key, asked: str, others: Mapping[str, Question]) -> Iterator[Finding]:
    if asked not in others:
        yield Finding(
            key, "unknown-question", "no question here has this id", nearest(asked, others), shown(asked)
        )


def _numeric(key: Key, other: Question) -> Iterator[Finding]:
    if other.kind != "numeric":
        fix = "name the numeric questions whose numbers are subtracted"
        yield Finding(key, "difference", "a difference is one of numbers", fix, f"a {other.kind} question")
