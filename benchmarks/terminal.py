"""A program in a pseudo-terminal of 120 x 40, driven by keys: what benchmarks of the app time from outside."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 60.0


class Terminal:
    """Starts `arguments` (of this Python, or of `program`) and reads what it writes. Ends it on leaving."""

    def __init__(
        self, arguments: list[str], *, home: Path | None = None, program: str = sys.executable
    ) -> None:
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLUMNS": "120",
            "LINES": "40",
            "LANG": "C.UTF-8",
        }
        # an installed program is compiled once, by pip; here its first start does it, and no start after
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if home is not None:
            environment["FLEDGER_HOME"] = str(home)
        self._left = b""
        self.begun = time.perf_counter()
        self.child, self.fd = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.chdir(ROOT)
            os.execve(program, [program, *arguments], environment)  # noqa: S606 no shell is wanted

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.fd)

    def until(self, mark: bytes, since: float | None = None) -> float:
        """Seconds from `since` (else the start) until `mark` is in what was written after the mark before, or the key."""
        since = self.begun if since is None else since
        seen = self._left
        while time.perf_counter() - since < LONGEST:
            if mark in seen:
                self._left = seen.partition(mark)[2]
                return time.perf_counter() - since
            if select.select([self.fd], [], [], 0.5)[0]:
                seen += os.read(self.fd, 65536)
        message = f"no {mark!r} within {LONGEST} s: {seen[-300:]!r}"
        raise TimeoutError(message)

    def rest(self, quiet: float = 0.15) -> None:
        """Until nothing was written for so many seconds, or the program has ended."""
        with suppress(OSError):  # what Linux says of a terminal whose program has ended
            while select.select([self.fd], [], [], quiet)[0]:
                os.read(self.fd, 65536)

    def press(self, keys: bytes, mark: bytes) -> float:
        """Seconds from a key until `mark` was written."""
        self._left = b""
        sent = time.perf_counter()
        os.write(self.fd, keys)
        return self.until(mark, sent)

    @property
    def processor_ms(self) -> float:
        """Milliseconds of processor time of all threads so far."""
        threads = Path(f"/proc/{self.child}/task").glob("*/schedstat")
        return sum(int(each.read_text(encoding="ascii").split()[0]) for each in threads) / 1e6

    @property
    def peak_mb(self) -> float:
        """The most memory the program held at once, in MB."""
        status = Path(f"/proc/{self.child}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
