"""What stands beside a leaderboard without a rank: crowds and naive forecasts, by the same score on the same questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum, inf
from typing import TYPE_CHECKING

from ledger.standing.board.contents import Contents
from ledger.standing.board.leaderboard import FEWEST_FAMILIES
from ledger.standing.crowd_lines import crowd_lines
from ledger.standing.references import reference_lines
from ledger.standing.together import together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.record.opening import Record
    from ledger.standing.board.leaderboard import Wanted
    from ledger.standing.board.parts import Part
    from ledger.standing.scores import ScoreLine


@dataclass(frozen=True, slots=True)
class Beside:
    """One line of nobody's: its sum over the board's families, of which it has a score in `families`.

    None where plus and minus infinite meet: a crowd's peer score is plus infinite where one of it gave 0 %. `shown` is
    False below ten families, where there is no mean.
    """

    name: str
    total: float | None
    families: int
    shown: bool = True

    @property
    def mean(self) -> float | None:
        """Points by family with a score."""
        return None if self.total is None or not self.shown else self.total / self.families


def beside(record: Record, wanted: Wanted) -> tuple[Beside, ...]:
    """Crowds and naive forecasts on a leaderboard's questions, by name; those without a score there are left out.

    The crowds are of the people on the board; naive forecasts have no peer score.
    """
    contents = Contents(record, wanted)
    contents.take(record)
    of: dict[str, dict[str, float]] = {}
    for line in _lines(record, wanted):
        if (value := line.value(wanted.score)) is not None:
            of.setdefault(line.forecaster, {})[line.question.id] = value
    found = (_beside(name, values, contents.families) for name, values in sorted(of.items()))
    least = 1 if wanted.anyway else FEWEST_FAMILIES
    return tuple(replace(one, shown=one.families >= least) for one in found if one.families)


def _lines(record: Record, wanted: Wanted) -> Iterator[ScoreLine]:
    yield from crowd_lines(record, together(record, wanted.kind, choice=wanted.choice, origin=wanted.origin))
    for lines in reference_lines(record).values():
        yield from lines


def _beside(name: str, values: Mapping[str, float], families: Mapping[str, Mapping[str, Part]]) -> Beside:
    """As on the board: a family's points are the mean over its questions there, one without a score counting 0."""
    own = [[values[question] for question in kept if question in values] for kept in families.values()]
    means = [fsum(one) / len(kept) for one, kept in zip(own, families.values(), strict=True) if one]
    undefined = inf in means and -inf in means
    return Beside(name, None if undefined else fsum(means), len(means))
