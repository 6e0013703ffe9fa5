"""A leaderboard of models on one publish date: the best of China and of the US, and whether their order can be told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from resolvers.exact_numbers import difference, product, ratio
from resolvers.json_fields import shown
from resolvers.refusal import RefusedError
from resolvers.vendors import CHINA, OTHER, US, Country, country_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Entry:
    """One model: who made it, its rating, its place from 1, and where its row stands."""

    model: str
    organisation: str
    rating: Decimal
    rank: int
    path: str

    @property
    def country(self) -> Country | None:
        """Its maker's country; None where that is not known."""
        return country_of(self.organisation)


@dataclass(frozen=True, slots=True)
class Side:
    """The models of one country: the best rated one, and the one with the best place."""

    best: Entry
    first: Entry


@dataclass(frozen=True, slots=True)
class Board:
    """Both sides of a leaderboard, and whose models have the first place."""

    china: Side
    us: Side
    leaders: tuple[Entry, ...]

    @property
    def gap_points(self) -> Decimal:
        """Rating of the best US model less that of the best Chinese one; negative when the Chinese one leads."""
        return difference(self.us.best.rating, self.china.best.rating)

    @property
    def gap_pct(self) -> Decimal:
        """The gap in percent of the Chinese model's rating."""
        return ratio(product(self.gap_points, _HUNDRED), self.china.best.rating)

    @property
    def top_bloc(self) -> Country:
        """The country of the model in the first place; "other" for any third country, and for a tie of two."""
        countries = {entry.country for entry in self.leaders}
        return CHINA if countries == {CHINA} else US if countries == {US} else OTHER


def board(entries: Sequence[Entry]) -> Board:
    """The two sides of a leaderboard.

    Raises RefusedError when a model has two rows, a side has no model, nobody has the first place, or the country of a maker
    is not known that could decide.
    """
    _check_distinct(entries)
    china, us = _side(CHINA, entries), _side(US, entries)
    leaders = tuple(entry for entry in entries if entry.rank == 1)
    if not leaders:
        raise RefusedError("incomplete", f"None of the {len(entries)} models has the first place.")
    _check_makers([entry for entry in entries if _could_decide(entry, china, us)])
    return Board(china, us, leaders)


def _side(country: Country, entries: Sequence[Entry]) -> Side:
    models = [entry for entry in entries if entry.country == country]
    if not models:
        raise RefusedError("incomplete", f"None of the {len(entries)} models is of {country}.")
    # Of equals the one named first in the alphabet, so that the order of the rows does not matter.
    models.sort(key=lambda entry: entry.model)
    return Side(
        best=max(models, key=lambda entry: entry.rating), first=min(models, key=lambda entry: entry.rank)
    )


def _could_decide(entry: Entry, china: Side, us: Side) -> bool:
    """Whether a model is as good as the best of a side, or has the first place."""
    rated = entry.rating >= min(china.best.rating, us.best.rating)
    placed = entry.rank <= max(china.first.rank, us.first.rank)
    return rated or placed


def _check_makers(deciding: Sequence[Entry]) -> None:
    for entry in deciding:
        if entry.country is None:
            raise RefusedError(
                "shape_changed",
                f"{shown(entry.model)} of {shown(entry.organisation)} is rated {entry.rating}, which could decide,"
                " and resolvers/vendors.py has no country for its maker. It must be looked up first.",
            )


def _check_distinct(entries: Sequence[Entry]) -> None:
    """Raises RefusedError for a model that has two rows: which one counts cannot be told, nor whose row they displaced."""
    for model, times in Counter(entry.model for entry in entries).most_common(1):
        if times > 1:
            raise RefusedError(
                "incomplete", f"{shown(model)} has {times} rows on one date; which one counts cannot be told."
            )
