"""Sources of Epoch AI: the capability lead of US over Chinese models, and chip makers' compute."""

from __future__ import annotations

from resolvers.epoch.chips import ChipRatio
from resolvers.epoch.eci import EciLag
from resolvers.epoch.eci_change import EciChange
from resolvers.epoch.eci_top import EciTop

__all__ = ["ChipRatio", "EciChange", "EciLag", "EciTop"]
