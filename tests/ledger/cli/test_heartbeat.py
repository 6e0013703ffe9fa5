"""The heartbeat beside the daemon: one beat at a time, in a thread that nobody waits for, and a secret that is never told."""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING

from ledger.cli.heartbeat import Heartbeat
from tests.ledger.cli.test_daemon_left_alone import listening

if TYPE_CHECKING:
    import pytest


def ended(heart: Heartbeat) -> None:
    assert heart._beating is not None
    heart._beating.join(timeout=20)
    assert not heart._beating.is_alive()


def test_a_beat_asks_the_address_once(caplog: pytest.LogCaptureFixture) -> None:
    with listening() as (url, asked):
        heart = Heartbeat(url)
        heart.beat()
        ended(heart)
        heart.beat()
        ended(heart)
    assert asked == ["/3f2a-secret"] * 2
    assert caplog.records == []


def test_while_one_is_on_its_way_there_is_no_second() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        heart = Heartbeat(f"http://127.0.0.1:{silent.getsockname()[1]}/x")
        heart.beat()
        first = heart._beating
        heart.beat()
        assert heart._beating is first
        silent.accept()[0].close()
        ended(heart)


def test_one_that_is_not_heard_is_told_by_its_host(caplog: pytest.LogCaptureFixture) -> None:
    with listening(status=500) as (url, _):
        heart = Heartbeat(url)
        heart.beat()
        ended(heart)
    (told,) = caplog.records
    assert (told.levelno, told.message) == (logging.WARNING, "the heartbeat was not heard")
    assert str(vars(told)["to"]).endswith("/...")
    assert "secret" not in str(vars(told)) + repr(heart)
