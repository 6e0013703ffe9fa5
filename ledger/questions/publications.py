"""A folder's publications.toml: read, checked, and turned into publications."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ledger.questions.finding import Finding, shown
from ledger.questions.ids import ID_PATTERN, SPELLING
from ledger.questions.needed import needed
from ledger.questions.publication import Publication
from ledger.questions.shape import shape
from ledger.questions.tables import PublicationTable
from ledger.questions.values_walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.questions.finding import Key

NAME = "publications.toml"


@dataclass(frozen=True, slots=True)
class Publications:
    """What a folder's publications.toml says: by id, in its order, and whom every other name means."""

    by_id: Mapping[str, Publication] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def names(self) -> dict[str, str]:
        """Every name a file may use, with the id it means."""
        aliases = {alias: each.id for each in self.by_id.values() for alias in each.aliases}
        return {**aliases, **{name: name for name in self.by_id}}


def publications_in(content: Mapping[str, Any]) -> Publications:
    """The publications of a parsed file; an entry with a finding is left out."""
    by_id, findings = dict[str, Publication](), list[Finding]()
    for name, table in content.items():
        if (name, table) == ("format", 1):
            continue
        found = list(_wrong_name(name, table)) or _entry(name, table, by_id)
        findings += found
    return Publications(by_id, (*findings, *_names_twice(by_id)))


def _wrong_name(name: str, table: object) -> Iterator[Finding]:
    if not isinstance(table, dict):
        yield Finding(
            (name,), "wrong-type", "this must be a table", "write [an-id] and its keys under it", shown(table)
        )
    elif not re.fullmatch(ID_PATTERN, name):
        yield Finding(
            (name,),
            "charset",
            "a publication's id has characters that are not allowed",
            SPELLING,
            shown(name),
        )


def _entry(name: str, content: dict[str, Any], by_id: dict[str, Publication]) -> list[Finding]:
    """Takes the entry in where it is right; else says what is wrong."""
    shaped = shape(PublicationTable, content, walk(content))
    findings = [*shaped.findings, *needed(shaped)]
    if not findings:
        by_id[name] = _publication(name, shaped.table)
    return [finding.under((name,)) for finding in findings]


def _publication(name: str, table: PublicationTable) -> Publication:
    return Publication(
        id=name,
        title=table.title or "",
        by=table.by or "",
        kind=table.kind or "paper",
        read=table.read or "",
        published_on=table.published_on,
        url=table.url,
        interest=table.interest,
        aliases=tuple(table.aliases or ()),
    )


def _names_twice(by_id: Mapping[str, Publication]) -> Iterator[Finding]:
    seen: dict[str, str] = {name: name for name in by_id}
    for each in by_id.values():
        for index, alias in enumerate(each.aliases):
            if (owner := seen.setdefault(alias, each.id)) != each.id:
                key: Key = (each.id, "aliases", index)
                yield Finding(
                    key,
                    "name-twice",
                    f"this name already means {owner}",
                    "give it to one of them",
                    shown(alias),
                )
