"""Whose turn it is at a host: one request at a time, and a pause between two."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


class Turn:
    """The turn at one host, held while the block runs: `async with turn: await turn.pause(1.0)`."""

    def __init__(self) -> None:
        self._alone = asyncio.Lock()
        self._left_at: float | None = None

    async def __aenter__(self) -> Self:
        await self._alone.acquire()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._alone.release()

    async def pause(self, seconds: float) -> None:
        """Wait until the host was left alone for `seconds`. Not before its first request."""
        if self._left_at is not None:
            await asyncio.sleep(self._left_at + seconds - asyncio.get_running_loop().time())

    def left(self) -> None:
        """The host was asked, and is left alone from now on."""
        self._left_at = asyncio.get_running_loop().time()
