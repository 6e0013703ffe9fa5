"""Series of FRED, the data service of the Federal Reserve Bank of St. Louis: as they are now, and as they were."""

from __future__ import annotations

from resolvers.fred.series import Series
from resolvers.fred.vintage import Vintage

__all__ = ["Series", "Vintage"]
