"""A real server on loopback that answers as badly as it is told to."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest

Act = Callable[[asyncio.StreamWriter], Awaitable[bool]]
"""Sends an answer; says whether the connection stays open for the next request."""

_RESET_AT_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it."""

    path: str
    headers: dict[str, str]


@dataclass
class Stage:
    """The server: what it is to do for each path, and what it was asked."""

    port: int = 0
    connections: int = 0
    asked: list[Asked] = field(default_factory=list)
    together: int = 0
    most_together: int = 0
    _acts: dict[str, Act] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.place}"

    def does(self, path: str, act: Act) -> None:
        self._acts[path] = act

    def answers(
        self, path: str, body: bytes = b"", status: str = "200 OK", headers: dict[str, str] | None = None
    ) -> None:
        told = {"Content-Length": str(len(body))} | (headers or {})
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())

        async def act(writer: asyncio.StreamWriter) -> bool:
            writer.write(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)
            return True

        self.does(path, act)

    def sends(self, path: str, *pieces: bytes, pause: float = 0.0, reset: bool = False) -> None:
        async def act(writer: asyncio.StreamWriter) -> bool:
            for at, piece in enumerate(pieces):
                await asyncio.sleep(pause if at else 0)
                writer.write(piece)
                await writer.drain()
            if reset:
                connection: socket.socket = writer.get_extra_info("socket")
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
            return False

        self.does(path, act)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.together += 1
        self.most_together = max(self.together, self.most_together)
        try:
            while await self._serve(reader, writer):
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            self.together -= 1
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.strip().split("\r\n")
        named = (line.partition(": ") for line in lines)
        asked = Asked(first.split(" ")[1], {name.lower(): value for name, _, value in named})
        self.asked.append(asked)
        act = self._acts.get(asked.path.partition("?")[0])
        if act is not None:
            return await act(writer)
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        return True


async def _open() -> AsyncIterator[Stage]:
    stage = Stage()
    server = await asyncio.start_server(stage.serve, "127.0.0.1", 0)
    stage.port = server.sockets[0].getsockname()[1]
    async with server:
        yield stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async for opened in _open():
        yield opened


@pytest.fixture
async def other_stage() -> AsyncIterator[Stage]:
    async for opened in _open():
        yield opened
