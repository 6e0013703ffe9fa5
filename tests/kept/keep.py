"""Makes a ledger to keep: `python tests/kept/keep.py VERSION` writes one with this program, beside this file.

Run once for every released version, by the program of that version, and never again: later programs must open it, record
nothing by themselves, and prove the same root. Its world is a small server on loopback; its time is set.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from ledger import acts
from ledger.clock import SetClock
from ledger.exchange.journal_lines import export_journal
from ledger.journal.append import Journal
from ledger.journal.intake import sync
from ledger.questions.catalogue import read_catalogue
from ledger.questions.saying import parse_says
from ledger.record.opening import Record
from ledger.resolution.looking.sweep import Sweeping, sweep
from ledger.resolution.looking_back.replay import replay
from ledger.resolution.people import confirm
from ledger.resolution.people.answer import Given, answer
from ledger.resolution.people.challenges import Challenge, challenge
from resolvers.fetch import Fetcher, FetchSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
HOST = "data.example.org"

TIMES = """
opens_at = 2026-01-01
closes_at = 2026-03-31
resolves_at = {resolves_at}
gives_up_at = 2026-06-30
by = "this project"
criteria = "The figure as published on {resolves_at}."
"""
SOURCE = """
[[resolution.source]]
name = "http_json"
value = "value"
params = {{ url = "https://data.example.org/{path}{until}", select = "value", as_of = "as_of", max_age = 365, publisher = "{path}" }}
"""


def question(head: str, resolution: str, *paths: str, resolves_at: str = "2026-04-10") -> str:
    """A question file over pages of the small world."""
    until = "" if "any_day" in resolution else "?until={last}"
    sources = "".join(SOURCE.format(path=path, until=until) for path in paths)
    return f"format = 1\n{head}{TIMES.format(resolves_at=resolves_at)}\n[resolution]\n{resolution}\n{sources}"


FILES = {
    "a-figure": question(
        'kind = "numeric"\ntitle = "A figure"\nstatement = "What will the figure be?"\nunit = "points"\ndigits = 1\n'
        "range = { min = 0.0, max = 50.0, open_max = true }\n",
        "window = { over = [2026-01-01, 2026-03-31] }",
        "figure",
    ),
    "any-day": question(
        'kind = "binary"\ntitle = "Twelve on any day"\nstatement = "Will it reach 12 on any day?"\n',
        'window = { any_day = [2026-01-01, 2026-03-31], max_gap = "9d" }\nyes_if = { at_least = 12 }',
        "daily",
        resolves_at="2026-01-01",
    ),
    "classes": question(
        'kind = "multiple_choice"\nordered = true\ntitle = "In classes"\nstatement = "In which class?"\n',
        "window = { over = [2026-01-01, 2026-03-31] }",
        "figure",
    ).replace(
        "[resolution]",
        '[[option]]\nlabel = "low"\nbelow = 10\n\n[[option]]\nlabel = "high"\nat_least = 10\n\n[resolution]',
    ),
    "first-day": question(
        'kind = "date"\ntitle = "First day of nine"\nstatement = "When does it first reach 9?"\n'
        "range = { min = 2026-01-01, max = 2026-03-31 }\n",
        'window = { any_day = [2026-01-01, 2026-03-31], max_gap = "9d" }\nfirst_day = { at_least = 9 }',
        "daily",
        resolves_at="2026-01-01",
    ),
    "two-publishers": question(
        'kind = "binary"\ntitle = "Two publishers"\nstatement = "Do both say 10 or more?"\n',
        "window = { over = [2026-01-01, 2026-03-31] }\nquorum = 2\ntolerance = 1\nyes_if = { at_least = 10 }",
        "figure",
        "other",
    ),
    "gone": question(
        'kind = "binary"\ntitle = "A page that goes"\nstatement = "Does it say 1 or more?"\n',
        "window = { over = [2026-01-01, 2026-03-31] }\nyes_if = { at_least = 1 }",
        "gone",
    ),
    "by-a-person": question(
        'kind = "binary"\ntitle = "A person says"\nstatement = "Was it so?"\n',
        'window = { any_day = [2026-01-01, 2026-03-31], max_gap = "30d" }\nyes_if = { happened = true }\nconfirmed_by = "one_person"',
    )
    + '\n[[resolution.source]]\nname = "manual"\nvalue = "answer"\nparams = { ask = "Was it so?", nature = "event" }\n',
}


class Pages(BaseHTTPRequestHandler):
    """The publishers, at the time of `clock`."""

    protocol_version = "HTTP/1.1"
    clock: SetClock

    def do_GET(self) -> None:
        """A figure that does not move, one that grows by the day, another publisher's, and one that is gone."""
        day = self.clock.at
        found = {"figure": 12.25, "daily": (day - datetime(2026, 1, 1, tzinfo=UTC)).days / 7, "other": 20}
        name = self.path.strip("/").partition("?")[0]
        body = json.dumps({"value": found.get(name), "as_of": f"{day:%Y-%m-%d}"}).encode()
        self.send_response_only(200 if name in found else 404)
        self.send_header("Date", format_datetime(day, usegmt=True))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def keep(folder: Path) -> None:
    """Write the ledger, its export, its files and what is to be true of it."""
    clock = SetClock(datetime(2026, 1, 1, 12, tzinfo=UTC))
    Pages.clock = clock
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    mirrors = {HOST: f"http://127.0.0.1:{server.server_address[1]}"}
    path = folder / "ledger.db"
    with Journal.create(path, clock=clock, opened_by="ada") as journal:
        for _ in _life(journal, folder / "forecasts", clock):
            asyncio.run(_look(journal, clock, mirrors))
            confirm.confirm_due(journal)
        replayed = asyncio.run(replay(journal))
    server.shutdown()
    with (folder / "journal.jsonl").open("wb") as out:
        head = export_journal(path, out)
    ends = _ends(path)
    said = {"size": head.size, "root": head.root.hex(), "replayed": len(replayed), "ends": ends}
    (folder / "expected.json").write_text(json.dumps(said, indent=2, sort_keys=True) + "\n", encoding="utf-8")


async def _look(journal: Journal, clock: SetClock, mirrors: dict[str, str]) -> None:
    async with Fetcher(FetchSettings(mirrors=mirrors), clock.now) as network:
        await sweep(journal, network.fetch, Sweeping(who="daemon"))


def _life(journal: Journal, files: Path, clock: SetClock) -> Iterator[None]:
    """What people do, week by week; between two steps the sources are looked at."""
    files.mkdir(parents=True)
    for name, text in FILES.items():
        (files / f"{name}.toml").write_text(text, encoding="utf-8")
    sync(journal, read_catalogue([files]))
    with Record.open(journal.path) as record:
        _forecasts(journal, record, clock)
    for _ in range(30):
        yield
        clock.move(timedelta(days=7))
        _people(journal, files, clock.at)


def _forecasts(journal: Journal, record: Record, clock: SetClock) -> None:
    for name, text in (("any-day", "30%"), ("a-figure", "p10 4 p50 7 p90 14"), ("by-a-person", "1:2")):
        found, says = acts.parse(record, name, text, clock)
        acts.forecast(journal, record, found.id, says, by="ada", reason="a first thought")
    found, says = acts.parse(record, "any-day", "70%", clock)
    saved = acts.forecast(journal, record, "any-day", says, by="ada")
    acts.undo(journal, saved)
    acts.forecast(
        journal, record, "gone", parse_says("50%", acts.parse(record, "gone", "50%", clock)[0]), by="bo"
    )
    acts.withdraw(journal, record, "gone", by="bo")
    acts.note(journal, "gone", "The page looks old.", by="bo", badly_worded=True)


def _people(journal: Journal, files: Path, now: datetime) -> None:
    match f"{now:%m-%d}":
        case "01-29":
            path = files / "a-figure.toml"
            path.write_text(
                path.read_text(encoding="utf-8").replace("A figure", "A figure, in points"), encoding="utf-8"
            )
            sync(journal, read_catalogue([files]), by="ada", accept=["a-figure"], reason="clearer")
        case "04-02":
            given = Given("yes", "ada", "I looked", url="https://example.org/proof", on=date(2026, 3, 3))
            answer(journal, "by-a-person", given)
            challenge(journal, _before_us(journal), Challenge("bo", "another page says no", "no"))
        case "04-16":
            confirm.confirm(journal, _before_us(journal), "cy", "both pages were read")
        case _:
            return


def _before_us(journal: Journal) -> str:
    with Record.open(journal.path) as record:
        rows = record.rows("SELECT proposal FROM now_questions WHERE question = 'by-a-person'")
    return str(rows[0][0])


def _ends(path: Path) -> dict[str, list[str | None]]:
    with Record.open(path) as record:
        rows = record.rows("SELECT question, state, outcome FROM now_questions ORDER BY question")
    return {question: [state, outcome] for question, state, outcome in rows}


if __name__ == "__main__":
    keep(HERE / sys.argv[1])
