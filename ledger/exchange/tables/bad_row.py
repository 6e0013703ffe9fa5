"""What is wrong with a row of a table: always a value with a place and a way out."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 80
"""So much of what was found is repeated."""


class CellError(ValueError):
    """A cell cannot be meant: its column, what is wrong, what was found, and what to do."""

    def __init__(self, column: str, wrong: str, found: str, fix: str) -> None:
        super().__init__(f"{column}: {wrong}")
        self.column = column
        self.wrong = wrong
        self.found = found
        self.fix = fix


class NoSuchQuestionError(CellError):
    """A row is on a question that neither the ledger nor a row that can be taken asks; `name` is its id here."""

    def __init__(self, name: str, called: str, fix: str) -> None:
        super().__init__("question", "no question is called so", called, fix)
        self.name = name


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row that cannot be taken. `line` counts from 1, a header included; in Parquet it is the row's number."""

    file: str
    line: int
    column: str
    wrong: str
    found: str
    fix: str

    @property
    def place(self) -> str:
        """Its file and line."""
        return f"{self.file}:{self.line}"

    @property
    def sentence(self) -> str:
        """`file:line  column  what is wrong, what was found; what to do`. Outside text in it is not cleaned yet."""
        found = f", found {self.found!r}" if self.found else ""
        fix = f"; {self.fix}" if self.fix else ""
        return f"{self.place}  {self.column}  {self.wrong}{found}{fix}"

    def said(self) -> dict[str, object]:
        """The row for `--json`."""
        place: dict[str, object] = {"file": self.file, "line": self.line, "column": self.column}
        return {**place, "wrong": self.wrong, "found": self.found, "fix": self.fix}


def bad_row(file: str, line: int, error: CellError) -> BadRow:
    """A cell's error at its place; a long text is cut."""
    found = error.found if len(error.found) <= LONGEST else error.found[: LONGEST - 1] + "…"
    return BadRow(file, line, error.column, error.wrong, found, error.fix)
