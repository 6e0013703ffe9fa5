"""What another source said on a day gone by, from the copies of the Wayback Machine."""

from __future__ import annotations

from resolvers.wayback.reading import Archived

__all__ = ["Archived"]
