"""A dead man's switch: after every sweep that went well an address is asked, and whoever listens there misses it.

It runs beside the daemon, in a thread of its own that nobody waits for, and nothing that happens to it matters here.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from dataclasses import dataclass, field

log = logging.getLogger("fledger")


@dataclass
class Heartbeat:
    """Asks `url` when it beats; the address is a secret, so that only its host is ever told."""

    url: str = field(repr=False)
    _beating: threading.Thread | None = None

    def beat(self) -> None:
        """Ask, and return at once. While an earlier beat is on its way there is no second one."""
        if self._beating is None or not self._beating.is_alive():
            self._beating = threading.Thread(target=self._ask, name="heartbeat", daemon=True)
            self._beating.start()

    def _ask(self) -> None:
        from ledger.settings import shown
        from ledger.wiring import ping

        because = asyncio.run(ping(self.url))
        if because is not None:
            log.warning("the heartbeat was not heard", extra={"to": shown(self.url), "because": because})
