"""How a question hangs together with others: short texts that are the same where a number or a place is the same."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.questions.family.measured import measured, places

if TYPE_CHECKING:
    from ledger.questions.question import Question


@dataclass(frozen=True, slots=True)
class Linked:
    """What of a question is looked at among all others, before any of them is looked at whole.

    `number` stands for the number that decides it, None where there is none, and `places` for where it looks. `stated` says that a
    publication's forecast stands in its file. `opens_us` are microseconds since 1970-01-01 UTC.
    """

    id: str
    family: str | None
    supersedes: str | None
    opens_us: int
    number: str | None
    places: tuple[str, ...]
    stated: bool

    @property
    def family_id(self) -> str:
        """The measurement it hangs on; a question alone is its own family."""
        return self.family or self.id


def linked(question: Question) -> Linked:
    """The question, as it hangs together with others."""
    found = measured(question)
    return Linked(
        question.id,
        question.family,
        question.supersedes,
        microseconds(question.times.opens_at),
        _short(found.measurement) if found else None,
        tuple(sorted(map(_short, places(question)))),
        bool(question.forecasts),
    )


def _short(value: object) -> str:
    """The same for the same, and for nothing else."""
    return blake2b(repr(value).encode(), digest_size=12).hexdigest()
