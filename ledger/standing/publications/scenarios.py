"""A publication's scenarios beside what is measured: value now, the range each names, and what belongs to neither."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ledger.questions.bounds import meets, rounded
from ledger.questions.family.part import EVERYTHING, Part, part_of
from ledger.questions.family.stretches import part_words
from ledger.record.questions import pages

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ledger.questions.scenarios import Frame, LeftOut, NamedRange, Quantity
    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow

NOBODY = "every value: no scenario names one"
NO_VALUE = "no scenario names a value"


@dataclass(frozen=True, slots=True)
class QuantityLine:
    """One quantity. `row` is None while its question is not in the ledger.

    `ranges` has what each scenario names, in words, and `silent` the scenarios that name nothing. `outside` are the values that no
    range has, in words. `lies_in` are the scenarios whose range has the value now, None where there is no value.
    """

    quantity: Quantity
    row: QuestionRow | None
    ranges: Mapping[str, str]
    silent: tuple[str, ...]
    outside: str
    lies_in: tuple[str, ...] | None

    @property
    def value(self) -> Decimal | None:
        """The number that is placed: the outcome's, else that of what it would resolve to now; None where there is none."""
        return _value(self.row) if self.row else None

    @property
    def neither(self) -> str:
        """The values that belong to no scenario. What a silent one would say is not known, so there it is of the others only."""
        if not self.ranges or not self.silent:
            return self.outside
        return f"outside {_scenarios(self.ranges, 'and')}: {self.outside}"

    @property
    def place(self) -> str:
        """Where the value now lies: `neither`, `1`, `1 and 2`, what can be said where a scenario is silent, or nothing."""
        if self.lies_in is None:
            return ""
        if self.lies_in or not self.silent:
            return " and ".join(self.lies_in) or "neither"
        if not self.ranges:
            return NO_VALUE
        names = "names" if len(self.silent) == 1 else "name"
        return f"not in {_scenarios(self.ranges, 'or')}; {_scenarios(self.silent, 'and')} {names} none"


@dataclass(frozen=True, slots=True)
class Watching:
    """Something the frame leaves out, with the questions that watch it; None for one that is not in the ledger."""

    left_out: LeftOut
    rows: Mapping[str, QuestionRow | None]


@dataclass(frozen=True, slots=True)
class FrameLines:
    """One publication's scenarios, and everything that stands beside them."""

    frame: Frame
    quantities: tuple[QuantityLine, ...]
    left_out: tuple[Watching, ...]


def frame_lines(record: Record, frame: Frame, *, now_us: int, me: str = "") -> FrameLines:
    """A frame as the ledger has it now. No likelihood is made up, and nothing is multiplied."""
    asked = [each.question for each in frame.quantities]
    watched = [name for each in frame.left_out for name in each.watched_by]
    rows = {row.id: row for row in pages(record, [*asked, *watched], now_us=now_us, me=me)}
    return FrameLines(
        frame,
        tuple(_line(frame, each, rows.get(each.question)) for each in frame.quantities),
        tuple(Watching(each, {name: rows.get(name) for name in each.watched_by}) for each in frame.left_out),
    )


def _scenarios(names: Collection[str], joined: str) -> str:
    """`scenario 1`, or `scenarios 1 and 2`."""
    return f"scenario{'s' if len(names) > 1 else ''} {f' {joined} '.join(names)}"


def _line(frame: Frame, quantity: Quantity, row: QuestionRow | None) -> QuantityLine:
    digits = row.digits if row else None
    parts = {each.scenario: part_of(each.bounds, digits) for each in quantity.ranges}
    stated = [number for each in quantity.ranges for _, number in each.bounds]
    rest = EVERYTHING
    for part in parts.values():
        rest = rest.both(part.rest)
    return QuantityLine(
        quantity,
        row,
        {each.scenario: _words(each, parts[each.scenario], digits) for each in quantity.ranges},
        tuple(each.name for each in frame.scenarios if each.name not in parts),
        part_words(rest, digits, stated) if parts else NOBODY,
        _lies_in(quantity, row),
    )


def _words(named: NamedRange, part: Part, digits: int | None) -> str:
    return part_words(part, digits, [number for _, number in named.bounds])


def _lies_in(quantity: Quantity, row: QuestionRow | None) -> tuple[str, ...] | None:
    if row is None or (value := _value(row)) is None:
        return None
    here = rounded(value, row.digits)
    return tuple(each.scenario for each in quantity.ranges if meets(here, each.bounds))


def _value(row: QuestionRow) -> Decimal | None:
    text = row.outcome.get("value") if row.outcome else row.today.value if row.today else None
    try:
        return Decimal(str(text)) if text is not None else None
    except InvalidOperation:
        return None
