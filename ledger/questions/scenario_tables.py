"""The tables of a scenarios.toml, `format = 1`, key by key. Shapes only, as in tables.py."""

from __future__ import annotations

from typing import Annotated

from ledger.questions.field_types import Format, Id, Line, Number, Word  # noqa: TC001 - pydantic reads them
from ledger.questions.tables import Few, Table


class ScenarioTable(Table):
    """`[[scenario]]`: one of the publication's scenarios."""

    needs = ("name", "condition")
    name: Word | None = None
    title: Line | None = None
    condition: Line | None = None


class NamedRangeTable(Table):
    """`[[quantity.range]]`: what one scenario says of the quantity."""

    needs = ("scenario", "words")
    scenario: Word | None = None
    words: Line | None = None
    at_least: Number | None = None
    above: Number | None = None
    at_most: Number | None = None
    below: Number | None = None
    our_reading: Line | None = None


class QuantityTable(Table):
    """`[[quantity]]`: one measurement, by the question that takes its number."""

    needs = ("question",)
    question: Id | None = None
    range: Annotated[list[NamedRangeTable], Few] | None = None
    against: Line | None = None
    note: Line | None = None


class LeftOutTable(Table):
    """`[[left_out]]`: what no scenario has."""

    needs = ("by", "words")
    by: Line | None = None
    words: Line | None = None
    watched_by: Annotated[list[Id], Few] | None = None


class ScenariosFile(Table):
    """A scenarios.toml."""

    needs = ("format", "publication", "scenario", "quantity")
    format: Format | None = None
    publication: Line | None = None
    scenario: Annotated[list[ScenarioTable], Few] | None = None
    quantity: Annotated[list[QuantityTable], Few] | None = None
    left_out: Annotated[list[LeftOutTable], Few] | None = None
