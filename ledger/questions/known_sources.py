"""What a check needs to know of the data sources: their names, values and params."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from resolvers.source import ALL_WINDOWS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolvers.source import Offer, Param, WindowForm


@dataclass(frozen=True, slots=True)
class WrongParam:
    """One thing wrong with the params of a source. `param` is empty when it is about all of them."""

    param: str
    wrong: str
    found: str
    fix: str


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source with its params: who publishes, which values it gives, and what is wrong with the params.

    `history` says whether it can still read past days, `cadence` how often it is looked at, `windows` what it answers,
    `lag` how long its publisher may need.
    """

    name: str
    publisher: str
    offers: Mapping[str, Offer]
    wrong: tuple[WrongParam, ...] = ()
    history: bool = True
    cadence: timedelta = timedelta(0)
    windows: frozenset[WindowForm] = ALL_WINDOWS
    lag: timedelta = timedelta(0)


class Sources(Protocol):
    """The sources there are."""

    def names(self) -> Sequence[str]:
        """Every name, in order."""
        ...

    def known(self, name: str, params: Mapping[str, object]) -> KnownSource | None:
        """The source of that name with these params; None when there is none of that name."""
        ...

    def declared(self, name: str) -> Mapping[str, Param] | None:
        """The params a source takes, by name; None when there is no source of that name."""
        ...
