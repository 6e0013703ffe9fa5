"""Ledgers whose questions ended, for calibration: chances, numbers and options, as many as are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.journal import entries as kinds
from tests.ledger.standing.boards import ended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.ledger.record.worlds import World

CHANCES = (5, 10, 15, 20, 30, 35, 60, 65, 70, 80, 90, 95)
QUANTILES = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}
OPTIONS = {"options": [["few", "0.5"], ["some", "0.3"], ["many", "0.2"]]}


def _ask(world: World, names: Sequence[str], kind: str = "binary") -> None:
    """Questions with names of their own, tagged in turn."""
    world.journal.append(
        *(
            kinds.QuestionAsked(
                question=name,
                version=1,
                file_sha256="0" * 64,
                said=world.said(
                    kind, title=f"Thing {name} comes to pass", tags=["east", "west"][at % 2 :][:1]
                ),
            )
            for at, name in enumerate(names)
        )
    )


def _say(world: World, names: Sequence[str], says: Sequence[dict[str, Any]], by: str = "mira") -> None:
    fields: dict[str, Any] = {"version": 1, "made_at": world.now, "grade": "seen"}
    world.journal.append(
        *(
            kinds.ForecastMade(question=name, by=by, says=one, reason=f"as {name} looked", **fields)
            for name, one in zip(names, says, strict=True)
        )
    )


def settle(world: World, count: int) -> None:
    """So many yes/no questions, of which those said at 60 to 65 % never come true; the rest as often as said."""
    names = [f"q-{number:03}" for number in range(count)]
    chances = [CHANCES[number % len(CHANCES)] for number in range(count)]
    _ask(world, names)
    _say(world, names, [{"probability": f"{chance / 100:.2f}"} for chance in chances])
    _say(world, names, [{"probability": "0.4"}] * count, by="ola")
    world.go(10)
    happened = [
        chance not in {60, 65} and (number * 37 % 100) < chance for number, chance in enumerate(chances)
    ]
    ended(world, [name for name, yes in zip(names, happened, strict=True) if yes])
    ended(world, [name for name, yes in zip(names, happened, strict=True) if not yes], {"yes": False})


def amounts(world: World, count: int) -> None:
    """So many numbers, a quarter of them in each part of what was said."""
    names = [f"n-{number:03}" for number in range(count)]
    _ask(world, names, "numeric")
    _say(world, names, [QUANTILES] * count)
    world.go(10)
    for value, first in (("3.0", 0), ("5.0", 1), ("9.0", 2), ("20.0", 3)):
        ended(world, names[first::4], {"value": value})


def at_a_quantile(world: World) -> None:
    """One number, which is just what was said for 90 %."""
    _ask(world, ["n-at"], "numeric")
    _say(world, ["n-at"], [QUANTILES])
    world.go(10)
    ended(world, ["n-at"], {"value": "14"})


def choices(world: World, count: int) -> None:
    """So many with options, of which the first and the last come in turn."""
    names = [f"m-{number:03}" for number in range(count)]
    _ask(world, names, "multiple_choice")
    _say(world, names, [OPTIONS] * count)
    world.go(10)
    ended(world, names[0::2], {"option": "few"})
    ended(world, names[1::2], {"option": "many"})
