"""What one numeric answer offers to the other questions of its number: a forecast, or how much it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.family.division import divided, quantiles_of
from ledger.questions.family.implied import Curve, implied
from ledger.questions.family.measured import measured
from ledger.questions.family.room import room
from ledger.questions.forecast import Interval, Quantiles
from ledger.questions.says_words import says_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from ledger.questions.forecast import Chance, Chances, Says
    from ledger.questions.question import Question


@dataclass(frozen=True, slots=True)
class Offer:
    """What quantiles on `source` imply for `target`.

    `says` is None where an end of the target lies beyond the outermost quantile; `leaves` has the least and the most
    for each label in any case. `stated` is what was said on the source.
    """

    target: Question
    source: Question
    stated: Quantiles | Interval
    says: Chance | Chances | None
    leaves: Mapping[str, tuple[Decimal, Decimal]]

    @property
    def words(self) -> str:
        """`14 %`, or `at most 10 %` where there is no figure."""
        if self.says is not None:
            return says_words(self.says)
        return ", ".join(
            f"{label} {room(*left)}" if len(self.leaves) > 1 else room(*left)
            for label, left in self.leaves.items()
        )

    @property
    def origin(self) -> str:
        """Where it comes from, to stand in the reason of a forecast that takes it."""
        return f"implied by my numbers on {self.source.id}: {says_words(self.stated, self.source.unit)}"


def offer(target: Question, source: Question, says: Says) -> Offer | None:
    """The offer of an answer on `source` to `target`; None where they have not one number, or the answer states no quantiles."""
    wanted, given = measured(target), measured(source)
    if not wanted or not given or not wanted.parts or wanted.measurement != given.measurement:
        return None
    division = divided(says, given.parts, source.numbers, source.digits)
    if division is None or not isinstance(says, Quantiles | Interval):
        return None
    curve = Curve(quantiles_of(says), source.numbers.scale if source.numbers else "linear")
    leaves = {label: division.leaves(part) for label, part in wanted.parts.items()}
    return Offer(target, source, says, implied(curve, wanted.parts, binary=target.kind == "binary"), leaves)
