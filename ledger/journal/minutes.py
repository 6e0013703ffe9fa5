"""The minutes that decide about a forecast: how late *seen* may be recorded, how long a slip can be told."""

from __future__ import annotations

MINUTE = 60_000_000
"""In microseconds."""
SEEN_WITHIN = 10 * MINUTE
"""A forecast is *seen* when it was recorded at most so long after, or before, it says it was made."""
SLIP_WITHIN = 5 * MINUTE
"""A slip of the keys can be told, and a forecast taken back, for so long after it was recorded."""
