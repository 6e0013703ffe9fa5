"""Sources of Epoch AI: the capability lead of US over Chinese models, and chip makers' compute."""

from __future__ import annotations

from resolvers.epoch.chip_multiple import ChipMultiple
from resolvers.epoch.chip_rows import ChipRows
from resolvers.epoch.chips import ChipRatio
from resolvers.epoch.eci import EciLag

__all__ = ["ChipMultiple", "ChipRatio", "ChipRows", "EciLag"]
