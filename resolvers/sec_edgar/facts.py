"""The figures a company reported of one concept, as EDGAR lists them: one row for each filing that told a period.

`fy` and `fp` describe the filing, not the period, and `frame` stands on one of several equal rows: none of them is
read. A period is known by its own `start` and `end`; a row without `start` tells what was so on one day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from resolvers.json_fields import Fields, document, shown
from resolvers.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from resolvers.sec_edgar.company import Company

    Told = Mapping[tuple[date | None, date], "Fact"]

Figures = Literal["original", "restated"]
"""Which filing's word counts for a period: the earliest one's, or the newest one's."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one filing said of one period; `start` is None for what was so on the day `end`.

    `rival` is a filing of the same day that says something else of it.
    """

    start: date | None
    end: date
    filed: date
    entry: Fields
    rival: Fact | None = None

    @property
    def value(self) -> Decimal:
        """The figure. Raises RefusedError when it is none, and when it has a rival."""
        if self.rival is not None:
            detail = (
                f"{self.where} and {self.rival.where} differ about one period, and were filed on one day."
            )
            raise RefusedError("shape_changed", detail)
        return self.entry.figure("val")

    @property
    def where(self) -> str:
        """Its place in the reply, and the filing it is of."""
        form = self.entry.values.get("form")
        of = f"{form} of {self.filed}" if isinstance(form, str) else f"filed on {self.filed}"
        return f"{self.entry.path} ({of})"


def concept_url(company: Company, concept: str) -> str:
    """Where EDGAR has everything a company reported of a concept, such as us-gaap/Revenues."""
    return f"https://data.sec.gov/api/xbrl/companyconcept/CIK{company.digits}/{concept}.json"


def facts_of(body: bytes, company: Company, concept: str, unit: str) -> tuple[Fact, ...]:
    """Every row of one concept in a unit, in the order of the reply. Raises RefusedError.

    Both shapes EDGAR has are read: the reply of one concept, and all facts of a company.
    """
    reply = document(body)
    company.check(reply)
    table = _of_all(reply.table("facts"), concept) if reply.has("facts") else _of_one(reply, concept)
    units = table.table("units")
    if not units.has(unit):
        found = ", ".join(sorted(map(str, units.values))) or "no unit"
        detail = f"{concept} of {company.name} is given in {shown(found)}, not in {unit}."
        raise RefusedError("identity_changed", detail)
    return tuple(_fact(entry) for entry in units.tables(unit))


def told(facts: Iterable[Fact], figures: Figures) -> Told:
    """For each period, the one row that counts."""
    by_period: dict[tuple[date | None, date], list[Fact]] = {}
    for fact in facts:
        by_period.setdefault((fact.start, fact.end), []).append(fact)
    return {period: _chosen(rows, figures) for period, rows in by_period.items()}


def _chosen(rows: Sequence[Fact], figures: Figures) -> Fact:
    filed = [fact.filed for fact in rows]
    day = min(filed) if figures == "original" else max(filed)
    first, *others = (fact for fact in rows if fact.filed == day)
    said = first.entry.values.get("val")
    return replace(first, rival=next((one for one in others if one.entry.values.get("val") != said), None))


def _of_one(reply: Fields, concept: str) -> Fields:
    found = f"{reply.text('taxonomy')}/{reply.text('tag')}"
    if found != concept:
        raise RefusedError("identity_changed", f"The reply is of {shown(found)}, not of {concept}.")
    return reply


def _of_all(facts: Fields, concept: str) -> Fields:
    taxonomy, _, tag = concept.partition("/")
    if not facts.has(taxonomy) or not facts.table(taxonomy).has(tag):
        raise RefusedError("source_missing", f"The company has reported no {concept}.")
    return facts.table(taxonomy).table(tag)


def _fact(entry: Fields) -> Fact:
    start = entry.day("start") if entry.has("start") else None
    return Fact(start, entry.day("end"), entry.day("filed"), entry)
