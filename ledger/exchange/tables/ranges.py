"""Whether a number of a table lies where its question lets one lie: beyond an end that is closed there is no answer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ledger.exchange.tables.bad_row import CellError
from ledger.questions.reading import question_from_said
from ledger.questions.says_words import number_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ledger.questions.question import NumberRange

FIX = "give a number inside, or a range that is open there"


class Ranges:
    """The ranges of questions; `said` is the content of one as it stands, None where it is not known."""

    def __init__(self, said: Callable[[str], Mapping[str, Any] | None]) -> None:
        self._said = said
        self._read: dict[str, NumberRange | None] = {}

    def outside(self, question: str, says: Mapping[str, Any]) -> CellError | None:
        """What is wrong with the first number of a stored forecast that lies outside; None where none does."""
        return next(self._outside(question, _numbers(says)), None)

    def check_outcome(self, question: str, outcome: Mapping[str, Any]) -> None:
        """Raise CellError for an outcome that the question's range leaves no room for."""
        for column, value in (("outcome", outcome[key]) for key in ("value", "beyond") if key in outcome):
            if value in {"min", "max"}:
                self._check_beyond(question, value)
            else:
                for error in self._outside(question, [(column, value)]):
                    raise error

    def _check_beyond(self, question: str, end: str) -> None:
        numbers = self._range(question)
        if numbers is not None and not {"min": numbers.open_min, "max": numbers.open_max}[end]:
            raise CellError("outcome", "the range is closed at this end", f"beyond {end}", FIX)

    def _outside(self, question: str, numbers: Iterable[tuple[str, str]]) -> Iterator[CellError]:
        for column, value in numbers:
            limits = self._range(question)
            if limits is None:
                return
            if not limits.open_min and Decimal(value) < limits.least:
                yield CellError(column, f"no answer can lie below {number_words(limits.least)}", value, FIX)
            if not limits.open_max and Decimal(value) > limits.most:
                yield CellError(column, f"no answer can lie above {number_words(limits.most)}", value, FIX)

    def _range(self, question: str) -> NumberRange | None:
        if question not in self._read:
            said = self._said(question)
            self._read[question] = None if said is None else question_from_said(question, said).numbers
        return self._read[question]


def _numbers(says: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The numbers of a stored forecast, each with its column. A point may be meant as a mean, and lie anywhere."""
    yield from (("value", value) for _, value in says.get("quantiles", ()))
    yield from ((end, says["interval"][end]) for end in ("lower", "upper") if "interval" in says)
