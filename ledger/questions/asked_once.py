"""Sources of which each is asked for once with the same params, however many files name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.questions.known_sources import KnownSource, Sources
    from resolvers.source import Param


class AskedOnce:
    """`Sources` on others, remembered for as long as files are read together."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._known: dict[tuple[str, str], KnownSource | None] = {}
        self._names: set[str] = set()

    @property
    def names_asked(self) -> frozenset[str]:
        """The names that were asked for, also where there is no such source, and those that params name (`wayback.reading`)."""
        return frozenset(self._names)

    def names(self) -> Sequence[str]:
        """Every name, in order."""
        return self._sources.names()

    def known(self, name: str, params: Mapping[str, object]) -> KnownSource | None:
        """The source of that name with these params; None when there is none, or it cannot be loaded."""
        key = name, repr(params)
        if key not in self._known:
            self._known[key] = self._sources.known(name, params)
            self._names |= {name, *_named_in(params)}
        return self._known[key]

    def declared(self, name: str) -> Mapping[str, Param] | None:
        """The params a source takes, by name; None when there is no source of that name."""
        return self._sources.declared(name)


def _named_in(params: Mapping[str, object]) -> tuple[str, ...]:
    """The source that a source reads by, where it says so in its params."""
    name = params.get("source")
    return (name,) if isinstance(name, str) else ()
