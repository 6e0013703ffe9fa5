"""Which calibration is wanted: of whom, from which forecasts, and seen how. Cheap: a screen needs it before any number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from ledger.standing.calibration.names import BYS, FORECASTER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.standing.calibration.names import Kind, Which

Seen = Literal["chances", "corp", "sharpness", "numbers", "options", "slices"]
SEEN: tuple[Seen, ...] = get_args(Seen)
"""The ways to see a calibration, in the order they are walked through."""

TITLES: Mapping[Seen, str] = {
    "chances": "Chances",
    "corp": "CORP",
    "sharpness": "Sharpness",
    "numbers": "Numbers",
    "options": "Options",
    "slices": "Slices",
}
KIND_OF: Mapping[Seen, Kind] = {
    "chances": "yes-no",
    "corp": "yes-no",
    "sharpness": "yes-no",
    "numbers": "numbers",
    "options": "options",
    "slices": "yes-no",
}
SLICED_BY: tuple[str, ...] = (*BYS, FORECASTER)
"""What slices may be made by, in the order they are walked through."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for; the same choices as the options of `fledger calibration`.

    `who` None is the reader. `folded` takes how sure instead of YES, of options the one held likeliest. `by` is what
    slices are made by.
    """

    seen: Seen = "chances"
    who: str | None = None
    which: Which = "middle"
    on_schedule: bool = False
    claimed: bool = False
    folded: bool = False
    anyway: bool = False
    by: str = SLICED_BY[0]
