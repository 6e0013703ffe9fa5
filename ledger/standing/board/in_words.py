"""A line of a leaderboard in words, and the heads above it: one shape for the terminal's table and the app's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.standing.board.board_words import (
    HIGHER,
    LOWER,
    VALUES,
    interval_words,
    open_ranks,
    p_words,
    standing,
    value_words,
)

if TYPE_CHECKING:
    from ledger.standing.board.beside import Beside
    from ledger.standing.board.leaderboard import Place, Wanted


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What stands of somebody, in the order of the columns; empty where there is no number."""

    rank: str
    open: str
    forecaster: str
    value: str
    interval: str
    mean: str
    families: str
    p: str


@dataclass(frozen=True, slots=True)
class BesideWords:
    """What stands of a crowd or a reference, which has no rank."""

    name: str
    total: str
    mean: str
    families: str


PER_FAMILY = f"per family {HIGHER}"
BESIDE_HEADS = BesideWords("crowd or reference", VALUES["time"], PER_FAMILY, "families")


def heads(wanted: Wanted) -> PlaceWords:
    """The heads of the columns; each number says which way is better."""
    value = VALUES[wanted.method]
    return PlaceWords(
        f"rank {LOWER}", "open", "forecaster", value, "90 % interval", PER_FAMILY, "families", "p"
    )


def place_words(one: Place, wanted: Wanted) -> PlaceWords:
    """A line of the board."""
    return PlaceWords(
        rank="" if one.rank is None else str(one.rank),
        open=open_ranks(one),
        forecaster=one.forecaster,
        value=standing(one, wanted),
        interval=interval_words(one),
        mean=value_words(one.mean),
        families=str(one.families),
        p=p_words(one),
    )


def beside_words(one: Beside) -> BesideWords:
    """A line below the board."""
    return BesideWords(one.name, value_words(one.total), value_words(one.mean), str(one.families))
