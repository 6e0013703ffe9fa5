"""A year of daily sweeps over many open questions that share few requests: what it costs, and what it leaves behind.

    python benchmarks/year_of_sweeps.py --questions 10000 --requests 50 --days 365

A server on loopback, in a process of its own, plays one publisher per request; the clock is set, the fetcher is the real
one, with mirrors. Each publisher changes its figure once a week. Most questions wait for the end of 2028 or 2029; on every request
hang four whose window has begun, so that each day's reading of it counts and is kept. The same requests are then sent by one plain `httpx.AsyncClient` a
day, fifty at once, in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ledger.clock import SetClock
from ledger.journal.append import Journal
from ledger.journal.entries import QuestionAsked
from ledger.journal.work import KeptInLedger, waiting
from ledger.resolution.looking.register import Register
from ledger.resolution.looking.sweep import Sweeping, sweep
from resolvers.fetch import Fetcher, FetchSettings

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator, Sequence

    from ledger.resolution.looking.sweep_report import SweepReport

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
RUNNING = 4
"""Questions on each request whose window has begun."""
IDLE = 20
CHUNK = 5_000
MEBIBYTE = 1 << 20


# ---- the publishers ------------------------------------------------------------------------------------


async def serve() -> None:
    """Answer until killed; prints the port, and counts requests."""
    asked = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        while head := await reader.readuntil(b"\r\n\r\n"):
            target = head.split(b" ", 2)[1].decode()
            asked += target != "/asked"
            body = json.dumps({"asked": asked} if target == "/asked" else figure(target)).encode()
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
            )
            writer.write(body)
            await writer.drain()

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(quietly, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def figure(target: str) -> dict[str, object]:
    """What a publisher says on a day: another figure every week, each publisher on a weekday of its own."""
    address = urlsplit(target)
    number, day = int(address.path.rpartition("/")[2]), date.fromisoformat(parse_qs(address.query)["to"][0])
    week = (day.toordinal() + number) // 7
    return {"value": round(5 + number % 5 + (week % 13) / 10, 1), "as_of": day.isoformat()}


# ---- the questions ---------------------------------------------------------------------------------------


def said(number: int, requests: int) -> dict[str, Any]:
    """One question: the first four on each request are running, the others wait for 2028 or 2029."""
    use, turn = number % requests, number // requests
    year = 2028 + turn % 2
    window: dict[str, Any] = {"at": f"{year}-12-31"}
    times = {"closes_at": f"{year}-12-31", "resolves_at": f"{year + 1}-01-10"}
    if turn < RUNNING:
        window = {"any_day": ["2026-01-01", "2027-12-31"], "max_gap": "9d"}
        times = {"closes_at": "2027-12-31", "resolves_at": "2026-01-01"}
    source = {
        "url": f"https://host-{use}.example.org/{use}",
        "query": {"to": "{last}"},
        "select": "value",
        "as_of": "as_of",
    }
    return {
        "format": 1,
        "kind": "binary",
        "title": f"Question {number}",
        "statement": "Will it be reached?",
        "criteria": "The figure as published.",
        "by": "this project",
        "opens_at": "2026-01-01",
        "gives_up_at": f"{year + 1}-06-30",
        **times,
        "resolution": {
            "window": window,
            "yes_if": {"at_least": str(12 + turn % 50)},
            "source": [{"name": "http_json", "value": "value", "params": source}],
        },
    }


def questions(count: int, requests: int) -> Iterator[QuestionAsked]:
    for number in range(count):
        yield QuestionAsked(
            question=f"question-{number}", version=1, file_sha256="0" * 64, said=said(number, requests)
        )


# ---- the year --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock on the wall, and of this process's own work."""

    wall: float
    work: float

    def __str__(self) -> str:
        return f"{self.wall:8.1f} s ({self.work:.1f} s of work)"


def spent(coroutine: Coroutine[Any, Any, object]) -> Spent:
    """What running it to its end took."""
    wall, work = time.perf_counter(), time.process_time()
    asyncio.run(coroutine)
    return Spent(time.perf_counter() - wall, time.process_time() - work)


def total(several: Sequence[Spent]) -> Spent:
    """All of it together."""
    return Spent(sum(one.wall for one in several), sum(one.work for one in several))


@dataclass
class Year:
    """A ledger, a clock and publishers; what was spent."""

    journal: Journal
    clock: SetClock
    port: int
    requests: int
    known: Register = field(default_factory=Register)
    sent: int = 0

    async def sweep(self) -> SweepReport:
        """One sweep with a fetcher of its own, as the daemon makes it."""
        with self.journal.transaction() as tx:
            rest = waiting(tx.connection, self.clock.now())
        mirrors = {f"host-{n}.example.org": f"http://127.0.0.1:{self.port}" for n in range(self.requests)}
        kept = KeptInLedger(self.journal.path)
        async with Fetcher(FetchSettings(mirrors=mirrors), self.clock.now, kept, rest) as network:
            how = Sweeping("bench", None, self.known, Random(1), lambda: network.backoff)
            report = await sweep(self.journal, network.fetch, how)
        self.sent += report.requests
        return report

    def timed(self) -> Spent:
        """One sweep."""
        return spent(self.sweep())

    def entries(self) -> int:
        """How many entries there are."""
        with self.journal.transaction() as tx:
            return int(tx.database.execute("SELECT count(*) FROM log_entries").fetchone()[0])

    def size(self) -> int:
        """Bytes on disk."""
        return sum(part.stat().st_size for part in self.journal.path.parent.iterdir())


async def plain(port: int, requests: int, day: date) -> None:
    """The day's requests by one client, all at once."""
    async with httpx.AsyncClient(trust_env=False) as client:
        urls = [f"http://127.0.0.1:{port}/{number}?to={day}" for number in range(requests)]
        for answer in await asyncio.gather(*(client.get(url) for url in urls)):
            answer.raise_for_status()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=50)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        asyncio.run(serve())
        return 0
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True)
    try:
        output: Any = server.stdout
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), int(output.readline()), given.questions, given.requests, given.days)
    finally:
        server.kill()
        server.wait()
    return 0


def measure(folder: Path, port: int, count: int, requests: int, days: int) -> None:
    clock = SetClock(START)
    with Journal.create(folder / "ledger.db", clock=clock, opened_by="ada") as journal:
        begun = time.perf_counter()
        journal.append_many(questions(count, requests), chunk=CHUNK)
        print(f"{count:,} questions on {requests} requests asked in {time.perf_counter() - begun:.1f} s")
        clock.move(timedelta(minutes=1))
        year = Year(journal, clock, port, requests)
        first, size = year.entries(), year.size()
        print(f"first sweep, which files every question:  {year.timed()}")
        after_first, by_day = year.size(), []
        for _ in range(days - 1):
            clock.move(timedelta(days=1))
            by_day.append(year.timed())
        clock.move(timedelta(hours=1))
        idle = [year.timed() for _ in range(IDLE)]
        sent = httpx.get(f"http://127.0.0.1:{port}/asked").json()["asked"]
        report(by_day, idle, sent, requests * days)
        print(f"entries added:                            {year.entries() - first:8,}")
        print(f"bytes added by the first sweep:           {(after_first - size) / MEBIBYTE:8.1f} MiB")
        print(f"bytes added after it:                     {(year.size() - after_first) / MEBIBYTE:8.1f} MiB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory:                              {peak:8.0f} MiB")
    compare(port, requests, days, total(by_day))


def report(by_day: Sequence[Spent], idle: Sequence[Spent], sent: int, ideal: int) -> None:
    middle = median(one.work for one in by_day)
    print(
        f"the other {len(by_day):3} daily sweeps:               {total(by_day)}, median {middle:.3f} s of work"
    )
    print(
        f"a sweep when nothing is due, median:      {median(one.work for one in idle) * 1000:8.1f} ms of work"
    )
    print(f"requests sent:                            {sent:8,}, ideal {ideal:,}")


def compare(port: int, requests: int, days: int, sweeps: Spent) -> None:
    dates = [START.date() + timedelta(days=number) for number in range(days - 1)]
    alone = total([spent(plain(port, requests, day)) for day in dates])
    print(f"plain httpx, the same requests:           {alone}")
    print(
        f"ratio to plain httpx:                     {sweeps.wall / alone.wall:8.2f} ({sweeps.work / alone.work:.2f} of work)"
    )


if __name__ == "__main__":
    sys.exit(main())
