"""One fetch for one request, however many looks of a sweep need it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

from resolvers.request_key import request_key
from resolvers.source import Evidence

if TYPE_CHECKING:
    from types import TracebackType

    from resolvers.source import Fetch, NotYet, Request, Unusable

_Key = tuple[str, bool]
"""The key of a request, and whether it takes redirects."""


class Once:
    """Fetches each request once while it is open, and remembers what came. Two looks at the same request share it.

    One that takes no redirect does not share with one that does: that may have been answered from another address.
    """

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._under_way: dict[_Key, asyncio.Task[Evidence | NotYet | Unusable]] = {}

    async def __call__(self, request: Request) -> Evidence | NotYet | Unusable:
        """What the request brings; fetched now, or by the look that asked first."""
        key = request_key(request), request.redirects
        if key not in self._under_way:
            self._under_way[key] = asyncio.ensure_future(self._one(request))
        # A look that runs out of time must not take the answer from the others.
        return await asyncio.shield(self._under_way[key])

    async def _one(self, request: Request) -> Evidence | NotYet | Unusable:
        return await self._fetch(request)

    def brought(self) -> dict[str, Evidence]:
        """The evidence that came, by the key of its request; that of the very address, where both kinds came."""
        strict_last = sorted(self._under_way.items(), key=lambda each: not each[0][1])
        done = {key: task.result() for (key, _), task in strict_last if _is_well(task)}
        return {key: got for key, got in done.items() if isinstance(got, Evidence)}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        left = [task for task in self._under_way.values() if not task.done()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def _is_well(task: asyncio.Task[Evidence | NotYet | Unusable]) -> bool:
    return task.done() and not task.cancelled() and task.exception() is None
