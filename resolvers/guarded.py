"""Opens connections to addresses that were looked at first.

A name is resolved once and the very address that passed is connected to, so that a name server cannot answer
differently the second time. When one of several addresses is private, all are refused.
"""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import httpcore

from resolvers.addresses import why_refused

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_ADDRESSES = 3


class RefusedAddressError(Exception):
    """A name led to an address that must not be reached; the message says which."""

    def __init__(self, host: str, because: str) -> None:
        super().__init__(f"{host} leads to a place that is not asked: {because}")


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects by address. With `vet`, only to addresses of the public internet."""

    def __init__(self, *, vet: bool) -> None:
        self._vet = vet
        self._streams = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A stream to the first address of `host` that answers; `timeout` in seconds for each.

        Raises `RefusedAddressError`, and httpcore's own errors for a name or address that does not answer.
        """
        failure: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError("no address")
        for address in await self._addresses(host, port, timeout):
            try:
                return await self._streams.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _addresses(self, host: str, port: int, seconds: float | None) -> list[str]:
        try:
            async with asyncio.timeout(seconds):
                found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except TimeoutError:
            raise httpcore.ConnectTimeout("the name was not resolved in time") from None
        except (OSError, UnicodeError):
            raise httpcore.ConnectError("the name is not known") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        self._refuse_private(host, addresses)
        return addresses[:_MOST_ADDRESSES]

    def _refuse_private(self, host: str, addresses: list[str]) -> None:
        for address in addresses:
            because = why_refused(address) if self._vet else None
            if because is not None:
                raise RefusedAddressError(host, because)
