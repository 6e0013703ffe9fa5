"""Sources of Epoch AI: models and what they can do, chip makers' compute, and who holds it."""

from __future__ import annotations

from resolvers.epoch.chip_components import ChipComponents
from resolvers.epoch.chip_multiple import ChipMultiple
from resolvers.epoch.chip_owners import ChipOwners
from resolvers.epoch.chip_rows import ChipRows
from resolvers.epoch.chips import ChipRatio
from resolvers.epoch.eci import EciLag
from resolvers.epoch.metr_horizon import MetrHorizon
from resolvers.epoch.notable_models import NotableModels

__all__ = [
    "ChipComponents",
    "ChipMultiple",
    "ChipOwners",
    "ChipRatio",
    "ChipRows",
    "EciLag",
    "MetrHorizon",
    "NotableModels",
]
