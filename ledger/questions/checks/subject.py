"""What every check is given: the file as far as it could be read, and what is known around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger.questions.reading_test import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.questions.finding import Key
    from ledger.questions.known_sources import KnownSource, Sources
    from ledger.questions.tables import OptionTable, QuestionFile, ResolutionTable, SourceTable, TestTable

LOOK = ("resolution", "look")


@dataclass(frozen=True, slots=True)
class Subject:
    """One file under check. `left_out` are keys that were wrong in themselves and are treated as not known.

    `names` are the names of publications with the ids they mean.
    """

    id: str
    file: QuestionFile
    left_out: frozenset[Key]
    names: Mapping[str, str]
    sources: Sources
    _asked: dict[Key, KnownSource | None] = field(default_factory=dict)

    @property
    def resolution(self) -> ResolutionTable | None:
        """The `[resolution]` table."""
        return self.file.resolution

    @property
    def options(self) -> list[OptionTable]:
        """The options, none where there are none."""
        return self.file.option or []

    def test(self) -> tuple[Key, TestTable] | None:
        """The test of a binary or a date question, and where it stands."""
        if (rule := self.resolution) is None:
            return None
        if rule.yes_if is not None:
            return ("resolution", "yes_if"), rule.yes_if
        return (("resolution", "first_day"), rule.first_day) if rule.first_day is not None else None

    def missing(self, *key: str | int) -> bool:
        """Whether a key that has no value is really not there, rather than left out as wrong."""
        return not any(key[:n] in self.left_out for n in range(1, len(key) + 1))

    def looks(self) -> dict[str, tuple[Key, list[SourceTable]]]:
        """Every look by its name, with its sources and where they stand."""
        if (rule := self.resolution) is None:
            return {}
        named = {
            name: ((*LOOK, name, "source"), table.source or []) for name, table in (rule.look or {}).items()
        }
        main: Key = ("resolution", "source")
        return {MAIN: (main, rule.source), **named} if rule.source else dict(named)

    def uses(self, look: str) -> Iterator[tuple[Key, SourceTable, KnownSource]]:
        """The sources of a look that are known, each with what is known of it."""
        key, tables = self.looks().get(look, ((), []))
        for index, table in enumerate(tables):
            known = self.known((*key, index), table)
            if known is not None:
                yield (*key, index), table, known

    def known(self, key: Key, table: SourceTable) -> KnownSource | None:
        """What is known of the source that stands at `key`; asked once."""
        if key not in self._asked:
            self._asked[key] = self.sources.known(table.name or "", table.params or {})
        return self._asked[key]
