"""A publisher on this machine, for tests that look through the real fetcher."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

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
