"""What is put together in the one place where real things meet."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from ledger import wiring
from ledger.clock import RealClock, SetClock
from ledger.demo.server import publishers
from ledger.errors import NoLedgerError, UsageError
from ledger.journal.append import Journal
from ledger.journal.intake import sync
from ledger.settings import read_settings
from resolvers.source import Reading, Request, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ledger.resolution.looking.sweep_report import SweepReport
    from ledger.settings import Settings
    from resolvers.source import Evidence, NotYet

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def settings_of(home: Path, environment: dict[str, str] | None = None) -> Settings:
    return read_settings(home, {"USER": "ada", **(environment or {})})


def simulated(settings: Settings) -> Journal:
    return Journal.create(settings.ledger, clock=SetClock(NOW), simulated=True, opened_by="ada")


def looked(settings: Settings, journal: Journal, told: list[str]) -> SweepReport:
    sync(journal, wiring.catalogue(settings))
    return asyncio.run(wiring.look(journal, settings, who="ada", told=told.append))


def test_a_simulated_ledger_never_asks_a_real_publisher(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    told: list[str] = []
    with simulated(settings) as journal:
        report = looked(settings, journal, told)

    assert told == []
    assert report.looks
    assert all(
        isinstance(look.answer, Unusable) and "simulated" in look.answer.detail for look in report.looks
    )


def test_a_publisher_that_has_nothing_for_us_tells_the_sweep_the_time(tmp_path: Path) -> None:
    clock = SetClock(NOW)
    settings = settings_of(tmp_path)
    with publishers(clock) as mirrors, simulated(settings) as journal:
        nowhere = {host: f"{base}/nowhere" for host, base in mirrors.items()}
        report = looked(replace(settings, mirrors=nowhere), journal, [])

    assert not any(isinstance(look.answer, Reading) for look in report.looks)
    assert report.told


def test_a_simulated_ledger_asks_its_mirrors(tmp_path: Path) -> None:
    told: list[str] = []
    settings = settings_of(tmp_path)
    with publishers(SetClock(NOW)) as mirrors, simulated(settings) as journal:
        report = looked(replace(settings, mirrors=mirrors), journal, told)

    assert "https://epoch.ai/data/eci_scores.csv" in told
    assert any(isinstance(look.answer, Reading) for look in report.looks)


def test_the_clock_of_a_real_ledger_is_the_machines(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Journal.create(path, clock=SetClock(NOW), opened_by="ada"):
        pass

    assert isinstance(wiring.clock_of(path), RealClock)
    with pytest.raises(UsageError):
        wiring.clock_of(path, "2027-01-01")


def test_a_time_that_is_none_is_refused(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    with simulated(settings):
        pass

    with pytest.raises(UsageError, match="is no time"):
        wiring.clock_of(settings.ledger, "soon")
    with pytest.raises(UsageError, match="--now '2026-11-01T01:30' has no time zone"):
        wiring.clock_of(settings.ledger, "2026-11-01T01:30")


def test_where_there_is_no_ledger_the_sentence_says_how_to_make_one(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "nowhere")
    for opened in (wiring.open_record, lambda of: wiring.open_journal(of, RealClock())):
        with pytest.raises(NoLedgerError, match="fledger init"):
            opened(settings)


def test_a_key_comes_from_the_place_the_settings_name(tmp_path: Path) -> None:
    kept = tmp_path / "key"
    kept.write_text("in-a-file\n", encoding="utf-8")

    assert wiring._secret("congress", f"file:{kept}") == "in-a-file"
    assert wiring._secret("congress", "env:NO_SUCH_VARIABLE_HERE") is None


def test_a_key_that_cannot_be_read_is_an_answer_that_names_its_place_and_shows_nothing(
    tmp_path: Path,
) -> None:
    latin = tmp_path / "latin"
    latin.write_bytes("schlüssel".encode("latin-1"))
    for where, said in (
        ("file:/nowhere/key", "/nowhere/key: No such file"),
        (f"file:{tmp_path}", f"{tmp_path}: Is a directory"),
        (f"file:{latin}", f"{latin} is not UTF-8"),
        ("file:~nobody-of-that-name/key", "no file can be called that"),
        ("file:a\0b", "no file can be called that"),
        ("in-the-clear-8153", "secrets.congress must be"),
    ):
        got = asyncio.run(_fetched(replace(settings_of(tmp_path), secrets={"congress": where})))
        assert isinstance(got, Unusable)
        assert got.why == "no_key"
        assert "'congress'" in got.detail
        assert said in got.detail
        assert "8153" not in got.detail
        assert "schl" not in got.detail


async def _fetched(settings: Settings) -> Evidence | NotYet | Unusable:
    async with wiring.fetcher(settings, lambda: NOW) as fetcher:
        return await fetcher.fetch(Request("https://api.congress.gov/v3/bill/119", secret="congress"))


def test_every_key_a_publisher_asks_for_has_a_place(tmp_path: Path) -> None:
    places = wiring._secrets({"congress": f"file:{tmp_path / 'key'}"})

    assert {"congress", "openrouter", "github"} <= places.keys()


@contextmanager
def answering(status: int) -> Iterator[str]:
    """A server of one's own on a private address that answers everything alike."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/3f2a"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("status", "because"),
    [
        (200, None),
        (202, None),
        (204, None),
        (302, "which is no answer"),
        (404, "there is nothing"),
        (429, "not to be asked"),
        (500, "answers 500"),
    ],
)
def test_a_ping_is_heard_by_every_answer_that_takes_it(status: int, because: str | None) -> None:
    with answering(status) as url:
        said = asyncio.run(wiring.ping(url))
    assert (said is None) is (because is None)
    assert because is None or because in str(said)
    assert "3f2a" not in str(said)


def test_a_ping_that_nobody_takes_is_told_and_does_not_raise() -> None:
    with answering(200) as url:
        pass
    assert "could not be reached" in str(asyncio.run(wiring.ping(url)))
    assert "names no host" in str(asyncio.run(wiring.ping("http:///x")))


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31T23:59+14:00", "2201-01-01"])
def test_a_time_too_far_away_is_no_time_for_a_simulated_ledger(text: str, tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    simulated(settings).close()
    with pytest.raises(UsageError, match="is too far away; give a time from 1700-01-01 to 2200-12-31"):
        wiring.clock_of(settings.ledger, text)
    assert wiring.clock_of(settings.ledger, "2200-12-31").now().year == 2200
