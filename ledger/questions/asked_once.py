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

    @property
    def names_asked(self) -> frozenset[str]:
        """The names that were asked for and that there are."""
        return frozenset(name for (name, _), known in self._known.items() if known)

    def names(self) -> Sequence[str]:
        """Every name, in order."""
        return self._sources.names()

    def known(self, name: str, params: Mapping[str, object]) -> KnownSource | None:
        """The source of that name with these params; None when there is none, or it cannot be loaded."""
        key = name, repr(params)
        if key not in self._known:
            self._known[key] = self._sources.known(name, params)
        return self._known[key]

    def declared(self, name: str) -> Mapping[str, Param] | None:
        """The params a source takes, by name; None when there is no source of that name."""
        return self._sources.declared(name)
