"""What is wrong in a file: always a value with a place and a way out, never a traceback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one file, or one piece of advice.

    `line` and `column` count from 1. `field` is the dotted key. `rule` is the short name of the check, with
    a section of its own in docs/file-format.md, or in docs/lint.md for advice.
    """

    path: Path
    line: int
    column: int
    field: str
    wrong: str
    found: str
    fix: str
    rule: str

    def sentence(self, mark: str = "") -> str:
        """`file:line:col  field  what is wrong, what was found, how to fix it  [rule]`; `mark` stands after the place."""
        place = f"{self.path}:{self.line}:{self.column}"
        parts = [place, mark, self.field, self.says, f"[{self.rule}]"]
        return "  ".join(part for part in parts if part)

    @property
    def says(self) -> str:
        """What is wrong, what was found, and how to fix it, without the place and the rule."""
        found = f", found {self.found}" if self.found else ""
        return f"{self.wrong}{found}; {self.fix}" if self.fix else f"{self.wrong}{found}"
