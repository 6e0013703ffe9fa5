"""One connection to one place, kept while it is good and made anew when it is not.

The turn at a host lets one request through at a time, so nothing has to be shared out: a pool would look through its
connections for every request, and asks each time which of two async libraries runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpcore

from resolvers.guarded import GuardedBackend

if TYPE_CHECKING:
    import ssl


class Line:
    """Sends requests to one origin, one after the other, over connections that were looked at first."""

    def __init__(self, tls: ssl.SSLContext | None, *, vet: bool) -> None:
        self._tls = tls
        self._backend = GuardedBackend(vet=vet)
        self._connection: httpcore.AsyncHTTPConnection | None = None

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """The answer, its body still to be read. Raises httpcore's errors and RefusedAddressError."""
        connection = self._connection
        if connection is None or connection.has_expired() or not connection.is_idle():
            await self.aclose()
            self._connection = connection = httpcore.AsyncHTTPConnection(
                request.url.origin, ssl_context=self._tls, network_backend=self._backend
            )
        return await connection.handle_async_request(request)

    async def aclose(self) -> None:
        """Let go of the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.aclose()
