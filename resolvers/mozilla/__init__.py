"""Mozilla's security advisories, as the files of its own repository have them."""

from __future__ import annotations

from resolvers.mozilla.bugs import Bugs
from resolvers.mozilla.one import OneAdvisory

__all__ = ["Bugs", "OneAdvisory"]
