"""Rows of a table of forecasts as forecasts: one row for a chance, a point or an interval; one for each option or quantile.

Rows of one forecast stand together and share question, forecaster and made_at. Options may stand in any order and
quantiles too; levels are put in order, values are kept as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ledger.exchange.tables.bad_row import CellError, NoSuchQuestionError
from ledger.exchange.tables.cells import flag_cell, time_cell
from ledger.exchange.tables.forecast_says import said_in_a_row, said_in_rows
from ledger.journal.names import NotANameError, tidy
from ledger.journal.sayings import PLAIN_CHANCE, Saying
from ledger.questions.foreign_id import plain_id, question_id
from ledger.questions.says_alike import alike

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from ledger.exchange.tables.reading import Row
    from ledger.journal.facts import Facts, QuestionFacts
    from ledger.questions.forecast import Grade

GRADES: dict[str, Grade] = {
    "": "documented",
    "seen": "documented",
    "documented": "documented",
    "claimed": "claimed",
}
"""What was seen elsewhere is documented here; what was only claimed stays claimed."""


class Cells(NamedTuple):
    """The cells of a row, in the order of FORECAST_COLUMNS."""

    question: str
    forecaster: str
    made_at: str
    probability: str
    expires_at: str
    option: str
    quantile: str
    value: str
    level: str
    lower: str
    upper: str
    says: str
    words: str
    reason: str
    imputed: str
    grade: str
    simulated: str


class _Asked(NamedTuple):
    """A question a row names: its id here, and what is known of it."""

    name: str
    facts: QuestionFacts


class Forecasts:
    """Reads the forecasts of one table. What cannot be meant is told to `spoiled` with its line and its number of rows.

    `together` is that number for the forecast given last.
    """

    def __init__(self, facts: Facts, spoiled: Callable[[int, CellError, int], None]) -> None:
        self._facts = facts
        self._spoiled = spoiled
        self._asked: dict[str, _Asked] = {}
        self._names: dict[str, str] = {}
        self._of_several: dict[int, int] = {}
        self.together = 1

    def read(self, rows: Iterable[Row]) -> Iterator[tuple[int, Saying]]:
        """The forecasts in order, each with the line it begins at."""
        waiting: list[tuple[int, Cells]] = []
        for line, found in rows:
            if not waiting and (saying := self._plainly(found)):
                yield line, saying
                continue
            cells = Cells._make(found)
            several = cells.option or cells.quantile
            if waiting and not (several and cells[:3] == waiting[0][1][:3]):
                yield from self._made(waiting)
                waiting = []
            if several:
                waiting.append((line, cells))
            else:
                yield from self._one(line, cells)
        if waiting:
            yield from self._made(waiting)

    def _plainly(self, cells: tuple[str, ...]) -> Saying | None:
        """A bare chance on a question by somebody who were met before; None for any other row, or one that may be bad."""
        question, by, made_at, probability, expires_at, *more = cells
        if any(more) or PLAIN_CHANCE.fullmatch(probability) is None:
            return None
        asked, name = self._asked.get(question), self._names.get(by)
        if asked is None or name is None or asked.facts.kind != "binary" or asked.facts.private:
            return None
        try:
            until = time_cell("expires_at", expires_at) if expires_at else None
            return Saying(
                asked.name, name, time_cell("made_at", made_at), {"probability": probability}, until
            )
        except CellError:
            return None

    def _one(self, line: int, cells: Cells) -> Iterator[tuple[int, Saying]]:
        try:
            self._forecaster(cells)  # whoever is nobody is told before what they would have said
            yield line, self._saying(cells, said_in_a_row(cells, self._question(cells).facts))
        except CellError as error:
            self._spoiled(line, error, 1)

    def _made(self, rows: list[tuple[int, Cells]]) -> Iterator[tuple[int, Saying]]:
        line, first = rows[0]
        self.together = len(rows)
        try:
            self._forecaster(first)
            says = said_in_rows([cells for _, cells in rows], self._question(first).facts)
            self._stands_together(first, says)
            yield line, self._saying(first, says)
        except CellError as error:
            self._spoiled(line, error, len(rows))
        self.together = 1

    def _question(self, cells: Cells) -> _Asked:
        if cells.question not in self._asked:
            name = question_id(cells.question) if cells.question else ""
            found = self._facts.question(name)
            if found is None:
                raise NoSuchQuestionError(name, cells.question, self._meant(cells))
            self._asked[cells.question] = _Asked(name, found)
        return self._asked[cells.question]

    def _meant(self, cells: Cells) -> str:
        near = plain_id(cells.question)
        if near and self._facts.question(near) is not None:
            return f"did you mean {near}?"
        return "import its table of questions with it"

    def _saying(self, cells: Cells, says: dict[str, Any]) -> Saying:
        return Saying(
            question=self._question(cells).name,
            by=self._forecaster(cells),
            made_at=time_cell("made_at", cells.made_at),
            says=says,
            expires_at=time_cell("expires_at", cells.expires_at) if cells.expires_at else None,
            imputed=flag_cell("imputed", cells.imputed),
            words=cells.words or None,
            reason=cells.reason or None,
            grade=_grade(cells.grade),
        )

    def _forecaster(self, cells: Cells) -> str:
        """Who said it; of a private question only its owner. Raises CellError."""
        name, question = self._name(cells.forecaster), self._question(cells).facts
        if question.private and name != question.owner:
            wrong = "this question is private, and takes the forecasts of its owner alone"
            raise CellError("forecaster", wrong, cells.forecaster, "leave this row out")
        return name

    def _name(self, cell: str) -> str:
        if cell not in self._names:
            try:
                self._names[cell] = tidy(cell)
            except NotANameError as error:
                raise CellError("forecaster", str(error).rstrip("."), cell, "name who said it") from None
        return self._names[cell]

    def _stands_together(self, cells: Cells, says: dict[str, Any]) -> None:
        """A forecast whose rows come twice says the same again, or its rows stand apart. Raises CellError."""
        key, said = hash(cells[:3]), hash(alike(says))
        if self._of_several.setdefault(key, said) != said:
            fix = "sort the table by question, forecaster and made_at"
            raise CellError("question", "the rows of this forecast stand apart", cells.question, fix)


def _grade(cell: str) -> Grade:
    if (found := GRADES.get(cell)) is None:
        raise CellError(
            "grade", "this is no grade of a time", cell, f"write {', '.join(filter(None, GRADES))}"
        )
    return found
