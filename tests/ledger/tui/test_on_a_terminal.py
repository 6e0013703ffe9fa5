"""The whole program on a real pseudo-terminal: it opens, paints, and leaves with q; a dumb terminal gets plain lines."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 20.0


COLOUR = re.compile(rb"\x1b\[[\d;]*?(?<![\d])(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[\d;]*m")
"""A colour that is not the terminal's own."""


def _until(fd: int, mark: bytes) -> bytes:
    seen, end = b"", time.monotonic() + LONGEST
    while mark not in seen and time.monotonic() < end:
        if select.select([fd], [], [], 0.1)[0]:
            try:
                seen += os.read(fd, 65536)
            except OSError:
                break
    return seen


@pytest.mark.parametrize("more", [{}, {"NO_COLOR": "1"}], ids=["colours", "no colours"])
def test_it_opens_on_a_terminal_and_q_leaves(more: dict[str, str], stage: Stage) -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **more}
    with subprocess.Popen(
        [sys.executable, "-m", "ledger", "--home", str(stage.settings.home), "app"],
        cwd=ROOT, env=environment, stdin=follower, stdout=follower, stderr=follower, close_fds=True,
    ) as program:  # fmt: skip
        os.close(follower)
        try:
            seen = _until(leader, b"questions are open")
            assert b"questions are open" in seen
            assert bool(COLOUR.search(seen)) == (not more)
            os.write(leader, b"q")
            _until(leader, b"\x1b[?1049l")
            assert program.wait(LONGEST) == 0
        finally:
            program.kill()
            os.close(leader)


def test_the_first_frame_of_a_simulated_ledger_has_its_banner(new_stage: Callable[..., Stage]) -> None:
    stage = new_stage(simulated=True)
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ledger", "--home", str(stage.settings.home), "app"],
        cwd=ROOT, env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"},
        stdin=follower, stdout=follower, stderr=follower, close_fds=True,
    ) as program:  # fmt: skip
        os.close(follower)
        try:
            # the bottom line is the last of a frame
            first = _until(leader, b"Quit")
            assert b"Quit" in first
            assert b"SIMULATED" in first
            os.write(leader, b"q")
            _until(leader, b"\x1b[?1049l")
            assert program.wait(LONGEST) == 0
        finally:
            program.kill()
            os.close(leader)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT])
def test_told_to_end_it_leaves_the_terminal_as_it_was(told: signal.Signals, stage: Stage) -> None:
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ledger", "--home", str(stage.settings.home), "app"],
        cwd=ROOT, env={**os.environ, "TERM": "xterm-256color"}, stdin=follower, stdout=follower, stderr=follower,
        close_fds=True,
    ) as program:  # fmt: skip
        os.close(follower)
        try:
            assert b"questions are open" in _until(leader, b"questions are open")
            program.send_signal(told)
            left = _until(leader, b"\x1b[?25h")
            assert program.wait(LONGEST) == 128 + told
        finally:
            program.kill()
            os.close(leader)
    for off in (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?25h"):
        assert off in left


def test_a_dumb_terminal_gets_today_in_lines_and_is_told_why(stage: Stage) -> None:
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ledger", "--home", str(stage.settings.home), "app"],
        cwd=ROOT, env={**os.environ, "TERM": "dumb"}, stdin=follower, stdout=follower, stderr=follower, close_fds=True,
    ) as program:  # fmt: skip
        os.close(follower)
        said = _until(leader, b"Last look")
        assert program.wait(LONGEST) == 0
    os.close(leader)
    assert b'TERM is "dumb"' in said
    assert b"as fledger today:" in said
    assert b"bill-2026" in said
    assert b"\x1b" not in said
