"""Looking at the sources from the app, through the real fetcher, at a server on this machine."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ledger.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.ledger.tui.stage import Stage

SAVED = Path(__file__).resolve().parents[2] / "resolvers" / "saved" / "epoch.eci_lag" / "mean_of_a_quarter"
BODY = (
    (SAVED / "eci_scores.csv")
    .read_bytes()
    .replace(b"2025-", b"2026-")
    .replace(b"2024-", b"2025-")
    .replace(b"2023-", b"2024-")
)
"""A year younger than it was saved, so that it is fresh when these questions are open."""


class Publisher(ThreadingHTTPServer):
    """Serves one table, and counts how often it was asked; `gate` holds answers back while it is cleared."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        super().__init__(("127.0.0.1", 0), Table)

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that went away is what one of these tests is about."""

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Table(BaseHTTPRequestHandler):
    """The table, whatever is asked for."""

    server: Publisher

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.gate.wait(5)
        # Without the machine's own time, which is not that of these tests.
        self.send_response_only(200)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the library's name
        """Nothing on the terminal."""


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    server = Publisher()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.gate.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def home(empty: Stage, publisher: Publisher) -> Stage:
    """An empty home whose sources are mirrored here, on a day when the served table is fresh."""
    settings = empty.settings.home / "settings.toml"
    text = settings.read_text(encoding="utf-8") + f'[mirrors]\n"epoch.ai" = "{publisher.base}"\n'
    settings.write_text(text, encoding="utf-8")
    empty.settings = read_settings(empty.settings.home, {})
    empty.clock.at = datetime(2026, 11, 20, 6, tzinfo=UTC)
    return empty


async def test_a_first_run_looks_at_once_and_shows_values(
    home: Stage, publisher: Publisher, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = home.app()
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "enter", "y")
        text = seen(pilot)
        assert "1 answers for 1 looks" in text
        assert "mean_lag_months" in text
        await press(pilot, "escape")
        assert "months" in seen(pilot)
        assert "last look just now by mira" in seen(pilot)
    assert publisher.asked == ["/data/eci_scores.csv"]


async def test_requests_are_listed_before_anything_is_sent(
    home: Stage, publisher: Publisher, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = home.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "enter", "n", "u")
        assert "https://epoch.ai/data/eci_scores.csv" in seen(pilot)
        assert publisher.asked == []
        await press(pilot, "enter")
        assert len(publisher.asked) == 1
        await press(pilot, "escape", "u")
        assert "Nothing is due." in seen(pilot)
        await press(pilot, "a")
        assert "Looked" in seen(pilot)


async def test_data_that_cannot_be_used_is_named_and_never_a_no(
    home: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    home.clock.at = datetime(2027, 6, 1, tzinfo=UTC)
    app: Any = home.app()
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "enter", "y")
        assert "! epoch.eci_lag" in seen(pilot)
        await press(pilot, "escape", "3")
        assert "! unusable" in seen(pilot)


async def test_escape_stops_a_look_and_nothing_is_kept(
    home: Stage, publisher: Publisher, press: Any, seen: Callable[[Any], str]
) -> None:
    publisher.gate.clear()
    app: Any = home.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "enter", "n", "u")
        await pilot.press("enter")
        for _ in range(200):
            if publisher.asked:
                break
            await pilot.pause(0.02)
        await pilot.press("escape")
        for _ in range(200):
            if "nothing was kept" in seen(pilot):
                break
            await pilot.pause(0.02)
        publisher.gate.set()  # only now: an answer that comes before the key is heard is kept, and rightly
        assert "stopped; nothing was kept" in seen(pilot)
    with home.record() as record:
        assert record.one("SELECT count(*) FROM run_rehearsals") == (0,)
