"""What the journal reads out of a question's `said`: times, kind, claim, and what its rule asks of people.

Only the few keys that columns and rules need; the whole question is made by `ledger.questions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ledger.clock import microseconds
from ledger.journal.canonical import canonical_text
from ledger.questions.reading import question_from_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Asked:
    """The columns of `now_questions` that come from `said`. Times are microseconds UTC."""

    kind: str
    title: str
    unit: str | None
    digits: int | None
    family: str
    publication: str | None
    stance: str | None
    proxy: str | None
    tags: str
    private: int
    opens_at: int
    closes_at: int
    resolves_at: int
    gives_up_at: int


def asked(question: str, said: Mapping[str, Any], publication: str | None = None) -> Asked:
    """The columns of a question; `publication` is what its entry names, if its claim names none.

    Raises NotAQuestionError where `said` is no question.
    """
    read = question_from_said(question, said)
    claim, times = read.claim, read.times
    return Asked(
        kind=read.kind,
        title=read.title,
        unit=read.unit,
        digits=read.digits,
        family=read.family_id,
        publication=claim.publication if claim else publication,
        stance=claim.stance if claim else None,
        proxy=claim.proxy if claim else None,
        tags=canonical_text(read.tags),
        private=int(read.private),
        opens_at=microseconds(times.opens_at),
        closes_at=microseconds(times.closes_at),
        resolves_at=microseconds(times.resolves_at),
        gives_up_at=microseconds(times.gives_up_at),
    )


def option_labels(said: Mapping[str, Any]) -> frozenset[str]:
    """The labels of a multiple-choice question's options; empty for other kinds."""
    return frozenset(option["label"] for option in said.get("option", ()))


CAN_SPEAK_FOR = """instr(said, '"claim":') > 0 OR instr(said, '"forecast":') > 0"""
"""In SQL: whether the content of a question can hold the words of a publication; an index holds those that can."""


def spoken_for(said: Mapping[str, Any]) -> Iterator[str]:
    """The publications whose words a question holds: no person speaks in their names."""
    if claim := said.get("claim"):
        yield str(claim["publication"])
    for stated in said.get("forecast", ()):
        yield str(stated["by"])


def confirmed_by(said: Mapping[str, Any]) -> str:
    """Who must confirm a proposal: machine, one_person or two_people."""
    return str((said.get("resolution") or {}).get("confirmed_by", "machine"))
