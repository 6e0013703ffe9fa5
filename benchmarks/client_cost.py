"""What one request costs the client, from 1 to 200 requests at the same time over as many hosts.

    python benchmarks/client_cost.py

A server in a process of its own answers 1 kB of JSON on loopback, kept alive. Each of so many workers asks a host of its own,
again and again: our fetcher a name that a mirror leads to the server, so that the server sees so many connections to one
address; one plain `httpx.AsyncClient` does the same ("one address"), and it does it with an address of 127.0.0.0/8 for every
worker ("many"). Its limits on connections are lifted, as 200 at the same time need. Cost is processor time of this process by
request; the wall time stands beside ours. The runs are shuffled and the best of several counts, so that a busy machine does
not decide. Ends with 1 if our cost is not flat (over twice its cost at 10), or less than 6 times below the plain client's on
the same connections at 50.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import random
import sys
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import httpx

from ledger.clock import RealClock
from resolvers.fetch import Fetcher, FetchSettings
from resolvers.source import Evidence, Request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from multiprocessing.connection import Connection

AT_ONCE = (1, 5, 10, 20, 50, 100, 200)
PLAIN_AT_ONCE = (1, 10, 50, 100)
"""The plain client needs minutes for more."""
BODY = b'{"value": ' + b"7" * 1000 + b"}"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
FLAT = 2.0
LESS = 6.0


@dataclass(frozen=True)
class Cost:
    """Milliseconds a request: of this process's processor, and by the wall."""

    cpu: float
    wall: float


class NoAnswerError(Exception):
    """A request did not bring what it should; then its cost says nothing."""

    def __init__(self, host: int) -> None:
        super().__init__(f"host {host} did not answer")


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(ANSWER)
    except (OSError, asyncio.IncompleteReadError):
        writer.close()


async def _serve(told: Connection) -> None:
    server = await asyncio.start_server(_answer, "0.0.0.0", 0, backlog=1024)  # noqa: S104 every address of loopback
    told.send(server.sockets[0].getsockname()[1])
    async with server:
        await server.serve_forever()


def serve(told: Connection) -> None:
    asyncio.run(_serve(told))


async def ours(port: int, workers: int, requests: int) -> Cost:
    mirrors = {f"h{n}.example.org": f"http://127.0.0.1:{port}" for n in range(workers)}
    async with Fetcher(FetchSettings(mirrors=mirrors), now=RealClock().now) as fetcher:

        async def ask(n: int) -> None:
            if not isinstance(await fetcher.fetch(Request(f"https://h{n}.example.org/x")), Evidence):
                raise NoAnswerError(n)

        return await timed(ask, workers, requests)


async def plain(address: Callable[[int], str], port: int, workers: int, requests: int) -> Cost:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None, keepalive_expiry=None)
    async with httpx.AsyncClient(limits=limits) as client:

        async def ask(n: int) -> None:
            answer = await client.get(f"http://{address(n)}:{port}/x")
            if answer.status_code != httpx.codes.OK:
                raise NoAnswerError(n)

        return await timed(ask, workers, requests)


def one_address(_worker: int) -> str:
    return "127.0.0.1"


def many_addresses(worker: int) -> str:
    return f"127.0.0.{worker + 1}"


async def timed(ask: Callable[[int], Awaitable[None]], workers: int, requests: int) -> Cost:
    """Once for every host to open its connection; then the cost of each further request."""
    each = max(requests // workers, 2)
    await asyncio.gather(*(ask(n) for n in range(workers)))

    async def work(n: int) -> None:
        for _ in range(each):
            await ask(n)

    cpu, wall = time.process_time(), time.perf_counter()
    await asyncio.gather(*(work(n) for n in range(workers)))
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Cost(1000 * cpu / (each * workers), 1000 * wall / (each * workers))


def best(costs: list[Cost]) -> Cost:
    return min(costs, key=lambda cost: cost.cpu)


def measured(port: int, requests: int, rounds: int) -> dict[tuple[str, int], Cost]:
    """The best cost of each client at each number of workers, taken in a shuffled order."""
    clients: dict[str, Callable[[int, int, int], Coroutine[None, None, Cost]]] = {
        "ours": ours,
        "one": partial(plain, one_address),
        "many": partial(plain, many_addresses),
    }
    runs = [("ours", workers) for workers in AT_ONCE]
    runs += [(name, workers) for name in ("one", "many") for workers in PLAIN_AT_ONCE]
    runs *= rounds
    random.Random(1).shuffle(runs)
    found: dict[tuple[str, int], list[Cost]] = {}
    for name, workers in runs:
        found.setdefault((name, workers), []).append(asyncio.run(clients[name](port, workers, requests)))
    return {run: best(costs) for run, costs in found.items()}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=400)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    server.start()
    try:
        costs = measured(here.recv(), given.requests, given.rounds)
    finally:
        server.terminate()
        server.join()
    print("at once  ours ms (wall)   / ours at 10   plain, one address   / ours   plain, many   / ours")
    for workers in AT_ONCE:
        mine = costs["ours", workers]
        shown = [
            f"{workers:7}  {mine.cpu:7.2f} ({mine.wall:5.2f})   {mine.cpu / costs['ours', 10].cpu:12.2f}"
        ]
        for name, wide in (("one", 18), ("many", 11)):
            if theirs := costs.get((name, workers)):
                shown.append(f"{theirs.cpu:{wide}.2f}   {theirs.cpu / mine.cpu:6.1f}")
        print("   ".join(shown))
    flat = max(costs["ours", workers].cpu for workers in AT_ONCE) / costs["ours", 10].cpu
    less = costs["one", 50].cpu / costs["ours", 50].cpu
    print(f"flat: {flat:.2f} (at most {FLAT:g}); at 50: {less:.1f} times less (at least {LESS:g})")
    return 0 if flat <= FLAT and less >= LESS else 1


if __name__ == "__main__":
    sys.exit(main())
