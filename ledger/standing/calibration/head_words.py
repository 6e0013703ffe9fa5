"""Whose calibration, of which questions, and which forecast of each: the words above every report of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.standing.calibration.names import Kind, Which

QUESTIONS: Mapping[Kind, str] = {
    "yes-no": "yes/no questions",
    "numbers": "questions of a number or a date",
    "options": "questions with several options",
}
WHICH: Mapping[Which, str] = {
    "first": "the first forecast that counted",
    "middle": "the forecast that stood in the middle of the time covered",
    "last": "the last forecast that counted",
}


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose calibration is told: the reader's own, or somebody's by name."""

    name: str
    own: bool

    @property
    def subject(self) -> str:
        """Who said it, within a sentence."""
        return "you" if self.own else self.name

    @property
    def opening(self) -> str:
        """Who said it, at the beginning of a sentence."""
        return "You" if self.own else self.name
