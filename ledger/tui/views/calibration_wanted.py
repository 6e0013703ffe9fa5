"""Which calibration is wanted: of whom, from which forecasts, and seen how. Cheap: a screen needs it before any number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from ledger.standing.calibration.names import BYS, FORECASTER, Which

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.standing.calibration.names import Kind

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
WHICHES: tuple[Which, ...] = get_args(Which)
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

    def kept(self) -> dict[str, str]:
        """What is taken up the next time: how it was seen. Whose it was and what went beyond the numbers is not."""
        return {"seen": self.seen, "by": self.by, "which": self.which}


def wanted_from(kept: Mapping[str, str]) -> Wanted:
    """What was kept, as far as it can be meant; anybody may have written it."""
    usual = Wanted()
    return Wanted(
        seen=next((one for one in SEEN if one == kept.get("seen")), usual.seen),
        by=next((one for one in SLICED_BY if one == kept.get("by")), usual.by),
        which=next((one for one in WHICHES if one == kept.get("which")), usual.which),
    )
