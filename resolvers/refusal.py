"""How a source steps out of its reading when what came cannot be used, without a ladder of checks."""

from __future__ import annotations

from resolvers.source import Unusable, Why


class RefusedError(ValueError):
    """Carries the `Unusable` a source is about to answer; never leaves `look`."""

    def __init__(self, why: Why, detail: str) -> None:
        super().__init__(detail)
        self.answer = Unusable(why, detail)
