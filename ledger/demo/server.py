"""A loopback server that plays the publishers, at the simulated time."""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from ledger.demo.world import HOSTS, Reply, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.clock import Clock


class _Publisher(BaseHTTPRequestHandler):
    """Answers GET /HOST/path as that host would, with an ETag, and 304 when nothing changed."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body leave together, or every answer waits for a delayed acknowledgement
    clock: Clock

    def do_GET(self) -> None:
        """One request."""
        _, host, path = self.path.split("/", 2)
        found = reply(host, "/" + path, self.clock.now().date())
        etag = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
        if found.status == 200 and self.headers.get("If-None-Match") == etag:  # noqa: PLR2004 HTTP's own number
            found = Reply(304, found.kind, b"")
        self._send(found, etag)

    def _send(self, found: Reply, etag: str) -> None:
        self.send_response_only(found.status)
        self.send_header("Date", format_datetime(self.clock.now(), usegmt=True))
        self.send_header("Content-Type", found.kind)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        self.wfile.write(found.body)


@contextmanager
def publishers(clock: Clock) -> Iterator[dict[str, str]]:
    """Serve while the block runs; gives the `[mirrors]` that lead every known host here."""
    handler = type("Publisher", (_Publisher,), {"clock": clock})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield {host: f"http://127.0.0.1:{server.server_port}/{host}" for host in HOSTS}
        finally:
            server.shutdown()
            thread.join()
