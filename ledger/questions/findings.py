"""What a check found: values only, so that whoever has them already need not read a file for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.questions.problem import Problem


@dataclass(frozen=True, slots=True)
class Findings:
    """How many files and questions there are, what is wrong, and the advice; both by file and line."""

    files: int
    questions: int
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...]
