"""A row of a table of questions as the content of a question, with what it says of its end."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, get_args

from ledger.clock import microseconds
from ledger.exchange.tables.bad_row import CellError
from ledger.exchange.tables.cells import (
    day_cell,
    flag_cell,
    list_cell,
    name_cell,
    number_cell,
    question_time,
)
from ledger.questions.foreign_id import question_id
from ledger.questions.question import Kind
from ledger.questions.says_alike import bare_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

IMPORTED = "imported"
"""Who asks a question that came by a table."""
KINDS = get_args(Kind)
SOURCE = {"name": "manual", "value": "answer", "params": {"ask": "How it ended in the project it came from"}}
"""No machine looks for an imported question: a table ends it, or a person."""
WAITS_FOR = timedelta(days=365)
"""So long after `resolves_at` an imported question is given up, unless its table says when."""
NO_RANGE = "1000000000000000"
"""How far a range reaches, to both sides, that a table does not state; both ends stay open."""
BARE_DAY = len("2026-12-31")
COPIED = ("unit", "family", "otherwise", "scale")
MOST_DIGITS = 12
WHOLE = re.compile("[0-9]{1,2}")


def question_said(cells: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The id and the content, in the form of a question file. Raises CellError."""
    kind = _kind(cells)
    said: dict[str, Any] = {
        "format": 1,
        "kind": kind,
        "title": _needed(cells, "title"),
        "statement": cells["statement"] or cells["title"],
        "criteria": cells["criteria"] or "As the project it came from decided.",
        "by": IMPORTED,
    }
    said |= _times(cells) | _of_kind(kind, cells)
    said |= {name: name_cell(name, cells[name]) for name in COPIED if cells[name]}
    if "family" in said:
        said["family"] = question_id(said["family"])
    if cells["tags"]:
        said["tags"] = list_cell("tags", cells["tags"])
    if cells["digits"]:
        said["digits"] = _digits(cells["digits"])
    name = question_id(_needed(cells, "question"))
    said |= _asides(cells, name)
    return name, said | {"resolution": _resolution(kind, said)}


def _needed(cells: Mapping[str, str], column: str) -> str:
    if not cells[column].strip():
        raise CellError(column, "this must not be empty", "", "fill it in")
    return cells[column]


def _kind(cells: Mapping[str, str]) -> Kind:
    if cells["kind"] not in KINDS:
        raise CellError("kind", "this is no kind of question", cells["kind"], f"write {', '.join(KINDS)}")
    found: Kind = cells["kind"]  # type: ignore[assignment]  # one of them
    return found


def _times(cells: Mapping[str, str]) -> dict[str, str]:
    times = {name: question_time(name, _needed(cells, name)) for name in ("opens_at", "closes_at")}
    times["resolves_at"] = question_time("resolves_at", cells["resolves_at"] or cells["closes_at"])
    late = _instant(times["resolves_at"]) + WAITS_FOR
    given_up = cells["gives_up_at"] and question_time("gives_up_at", cells["gives_up_at"])
    times["gives_up_at"] = given_up or late.date().isoformat()
    if _instant(times["closes_at"]) <= _instant(times["opens_at"]) and not _is_one_day(times):
        raise CellError("closes_at", "it closes before it opens", cells["closes_at"], "give a later time")
    # The first moment of a decision may lie before the close, as where the first day on which it happens counts.
    if _ending(times["gives_up_at"]) < _ending(times["resolves_at"]):
        fix = f"give a time after {times['resolves_at']}, or none"
        raise CellError("gives_up_at", "it is given up before it resolves", times["gives_up_at"], fix)
    return times


def _ending(time: str) -> datetime:
    """A bare day ends with the day."""
    return _instant(time) + timedelta(days=len(time) == BARE_DAY)


def _is_one_day(times: Mapping[str, str]) -> bool:
    """A bare day opens at its start and closes at its end."""
    return times["opens_at"] == times["closes_at"] and len(times["opens_at"]) == BARE_DAY


def _instant(time: str) -> datetime:
    at = datetime.fromisoformat(time)
    return at if at.tzinfo else datetime.fromisoformat(f"{time}T00:00:00+00:00")


def opening_of(said: Mapping[str, Any]) -> int:
    """When a question opens, in microseconds UTC."""
    return microseconds(_instant(said["opens_at"]))


def _digits(cell: str) -> int:
    cell = bare_number(cell)
    if not WHOLE.fullmatch(cell) or int(cell) > MOST_DIGITS:
        raise CellError("digits", "this is no number of digits", cell, f"write 0 to {MOST_DIGITS}")
    return int(cell)


def _of_kind(kind: Kind, cells: Mapping[str, str]) -> dict[str, Any]:
    match kind:
        case "binary":
            return {}
        case "multiple_choice":
            return _options(cells)
        case "numeric":
            return {"range": _numbers(cells)}
        case "date":
            return {"range": _days(cells)}


def _options(cells: Mapping[str, str]) -> dict[str, Any]:
    labels = list_cell("options", cells["options"])
    if len(labels) < 2 or len(set(labels)) < len(labels) or not all(labels):  # noqa: PLR2004 one option is no choice
        raise CellError(
            "options", "a choice needs two different options or more", cells["options"], "write a|b|c"
        )
    ordered = {"ordered": True} if flag_cell("ordered", cells["ordered"]) else {}
    return {"option": [{"label": label} for label in labels], **ordered}


def _numbers(cells: Mapping[str, str]) -> dict[str, Any]:
    ends = {"min": cells["range_min"], "max": cells["range_max"]}
    if not any(ends.values()):
        return {"min": f"-{NO_RANGE}", "max": NO_RANGE, "open_min": True, "open_max": True}
    said: dict[str, Any] = {end: number_cell(f"range_{end}", _end(end, cell)) for end, cell in ends.items()}
    if float(said["min"]) >= float(said["max"]):
        raise CellError(
            "range_max", "the range is empty", cells["range_max"], "give a greater number than range_min"
        )
    return said | dict(_open_ends(cells))


def _open_ends(cells: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    yield from ((name, True) for name in ("open_min", "open_max") if flag_cell(name, cells[name]))


def _days(cells: Mapping[str, str]) -> dict[str, Any]:
    ends = {end: day_cell(f"range_{end}", _end(end, cells[f"range_{end}"])) for end in ("min", "max")}
    if ends["min"] >= ends["max"]:
        raise CellError(
            "range_max", "the range is empty", cells["range_max"], "give a later day than range_min"
        )
    return {end: day.isoformat() for end, day in ends.items()}


def _end(end: str, cell: str) -> str:
    if not cell:
        raise CellError(f"range_{end}", "a range has two ends", "", "fill in both range_min and range_max")
    return cell


def _asides(cells: Mapping[str, str], name: str) -> dict[str, Any]:
    """What it is called elsewhere, where that is no id here, and where it stands."""
    called = cells["question"].strip()
    told = [f"Its id elsewhere: {called}"] if name != called else []
    told += [f"Where it stands: {cells['url']}"] if cells["url"] else []
    return {"aside": [{"text": text} for text in told]} if told else {}


def _resolution(kind: Kind, said: Mapping[str, Any]) -> dict[str, Any]:
    days = [_instant(said[name]).date().isoformat() for name in ("opens_at", "resolves_at")]
    rule: dict[str, Any] = {"window": {"at": days[1]}, "confirmed_by": "one_person", "source": [SOURCE]}
    match kind:
        case "binary":
            return rule | {"yes_if": {"happened": True}}
        case "date":
            window = {"any_day": [min(days), max(days)], "max_gap": f"{WAITS_FOR.days}d"}
            return rule | {"window": window, "first_day": {"happened": True}}
        case "multiple_choice" | "numeric":
            return rule


def same_question(cells: Mapping[str, str], earlier: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    """Raise CellError where a question comes again and says something else; `80.0` is `80`."""
    keys = [key for key in {**said, **earlier} if _bare(earlier.get(key)) != _bare(said.get(key))]
    if keys:
        fix = "an imported question keeps its words and times: give the new one another id"
        wrong = f"it was imported before with another {', '.join(keys)}"
        raise CellError("question", wrong, cells["question"], fix)


def _bare(said: object) -> object:
    """A range with bare numbers, anything else as it is."""
    if not isinstance(said, dict):
        return said
    return {key: bare_number(value) if isinstance(value, str) else value for key, value in said.items()}
