"""What the cells of one forecast say, in the journal's stored form: checked as what people type is, but never rounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from ledger.exchange.tables.bad_row import CellError
from ledger.exchange.tables.cells import chance_cell, day_cell, level_cell, number_cell
from ledger.questions.forecast import Chances, DateQuantiles, Interval, Quantiles
from ledger.questions.says_checked import check_says
from ledger.questions.says_stored import NotAForecastError, says_from
from ledger.questions.says_words import says_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.exchange.tables.forecast_rows import Cells
    from ledger.journal.facts import QuestionFacts
    from ledger.questions.forecast import Says
    from ledger.questions.question import Kind, NumberRange

ROUNDING = Decimal("0.00001")
"""So far the chances of a table may add up to more or less than 1, as `ledger.scoring` takes them: few digits were written."""
ONE = Decimal(1)
INTERVAL = ("level", "lower", "upper")
ANSWERS: dict[Kind, str] = {
    "binary": "fill in probability",
    "multiple_choice": "fill in option and probability, one row for each option",
    "numeric": "fill in quantile and value, one row for each level",
    "date": "fill in quantile and value, one row for each level, with the day as value",
}
"""How a question of each kind is answered in a table."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of a question decides whether an answer fits; a range is its table's matter."""

    kind: Kind
    options: tuple[str, ...]
    numbers: NumberRange | None = None


def said_in_a_row(cells: Cells, question: QuestionFacts) -> dict[str, Any]:
    """A forecast that stands in one row. Raises CellError."""
    if cells.says:
        _one_form(cells, "says", ("value", *INTERVAL))
        return _checked(_stored_beside(cells), "says", question)
    if cells.probability:
        _one_form(cells, "probability", ("value", *INTERVAL))
        chance = {"probability": chance_cell("probability", cells.probability)}
        return _checked(chance, "probability", question)
    if cells.level or cells.lower or cells.upper:
        _one_form(cells, "lower", ("value",))
        return _checked({"interval": _interval(cells, question)}, "lower", question)
    if cells.value:
        _no_day("value", cells.value, question)
        return _checked({"point": number_cell("value", cells.value)}, "value", question)
    if cells.words:
        return {"words": True}
    raise CellError("probability", "this row says nothing", "", "fill in probability, or quantile and value")


def said_in_rows(rows: Sequence[Cells], question: QuestionFacts) -> dict[str, Any]:
    """A forecast of a row for each option or each quantile. Raises CellError."""
    if all(cells.option for cells in rows):
        for one in rows:
            _one_form(one, "option", ("value", *INTERVAL, "says"))
        chances = [[cells.option, chance_cell("probability", cells.probability)] for cells in rows]
        return _checked({"options": chances}, "option", question)
    if not all(cells.quantile for cells in rows):
        raise CellError("option", "rows of one forecast hold options and quantiles", "", "hold one of both")
    for one in rows:
        _one_form(one, "quantile", ("probability", *INTERVAL, "says"))
    value, form = (_day, "dates") if question.kind == "date" else (_number, "quantiles")
    points = [[level_cell("quantile", cells.quantile), value(cells.value)] for cells in rows]
    points.sort(key=lambda point: float(point[0]))
    return _checked({form: points}, "quantile", question)


def _stored_beside(cells: Cells) -> dict[str, Any]:
    """The stored form, where a probability beside it is the same to a float: an export writes both. Raises CellError."""
    stored = _stored(cells.says)
    if not cells.probability:
        return stored
    chance = chance_cell("probability", cells.probability)
    found = stored.get("probability")
    if not isinstance(found, str) or float(number_cell("says", found)) != float(chance):
        wrong = "it is not the probability that says holds"
        raise CellError("probability", wrong, cells.probability, "leave one of the two empty")
    return stored


def _one_form(cells: Cells, column: str, others: Sequence[str]) -> None:
    """Raise CellError where another column says something too: a forecast says one thing."""
    for other in others:
        if found := getattr(cells, other):
            wrong = f"it stands beside {column}, and a forecast says one thing"
            raise CellError(other, wrong, found, f"leave {other} or {column} empty")


def _interval(cells: Cells, question: QuestionFacts) -> dict[str, str]:
    _no_day("lower", cells.lower, question)
    ends = {name: number_cell(name, getattr(cells, name)) for name in ("lower", "upper")}
    return {"level": level_cell("level", cells.level), **ends}


def _no_day(column: str, cell: str, question: QuestionFacts) -> None:
    """Raise CellError for a question of dates: it is answered by quantiles."""
    if question.kind == "date":
        raise CellError(column, "a question of dates takes days by quantile only", cell, ANSWERS["date"])


def _day(cell: str) -> str:
    return day_cell("value", cell).isoformat()


def _number(cell: str) -> str:
    return number_cell("value", cell)


def _stored(cell: str) -> dict[str, Any]:
    try:
        found = orjson.loads(cell)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise CellError(
            "says", "this is no stored forecast", cell, 'write it as an export does: {"probability":"0.35"}'
        )
    for number in _numbers(found):
        number_cell("says", number)
    return found


def _numbers(said: Any) -> Iterator[str]:
    """The numbers of a stored forecast, whatever its form: beside a label or a level, and no label and no day."""
    match said:
        case {"options": [*pairs]} | {"quantiles": [*pairs]}:
            yield from (pair[1] for pair in pairs if isinstance(pair, list) and _is_text(pair[1:]))
        case {"interval": dict(ends)} | {"range": dict(ends)}:
            yield from (end for end in ends.values() if isinstance(end, str))
        case {"point": str(number)} | {"probability": str(number)}:
            yield number
        case _:
            return


def _is_text(cells: list[Any]) -> bool:
    return len(cells) == 1 and isinstance(cells[0], str)


def _checked(said: dict[str, Any], column: str, question: QuestionFacts) -> dict[str, Any]:
    """The same, if it is a forecast of this question. Raises CellError with the first thing that is wrong."""
    try:
        says = says_from(said)
    except NotAForecastError:
        raise CellError(column, "this is no forecast", str(said), "see docs/tables.md") from None
    labels = tuple(sorted(question.labels))
    if isinstance(says, Chances) and abs(sum((chance for _, chance in says.options), -ONE)) <= ROUNDING:
        _every_option(says, labels)
        return said
    asked = _Asked(question.kind, labels)  # type: ignore[arg-type]  # a kind, as checked when asked
    if wrong := check_says(says, asked):
        place, fix = _place(says, column, asked.kind)
        raise CellError(place, wrong[0].rstrip("."), says_words(says), fix)
    return said


def _place(says: Says, column: str, kind: Kind) -> tuple[str, str]:
    """The column to look at where something is wrong with what was said, and what to do."""
    match kind, says:
        case ("numeric", Quantiles(points)) | ("date", DateQuantiles(points)):
            return _of_levels([level for level, _ in points])
        case "multiple_choice", Chances():
            return "probability", "write probabilities that add up to 1"
        case "numeric", Interval(level) if 0 < level < 1:
            return "lower", "write the lower end in lower and the upper end in upper"
        case "numeric", Interval():
            return "level", "write 0.8 for the level of 80 %"
        case _:
            return column, ANSWERS[kind]


def _of_levels(levels: Sequence[Decimal]) -> tuple[str, str]:
    if not all(0 < level < 1 for level in levels):
        return "quantile", "write 0.1 for the level of 10 %"
    if len(set(levels)) < len(levels):
        return "quantile", "give each level once"
    return "value", "give values that rise with their levels"


def _every_option(says: Chances, labels: tuple[str, ...]) -> None:
    said = [label for label, _ in says.options]
    if sorted(said) != sorted(labels):
        raise CellError(
            "option",
            "its options are not the question's",
            ", ".join(said),
            f"give one row for each of {', '.join(labels)}",
        )
