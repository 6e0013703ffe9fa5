"""`fledger show` tells what others would bet beside one's own forecast, and not before."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ledger.journal.work import LookDone, looked
from ledger.resolution.looking.hanging import bring_in_step
from ledger.resolution.looking.register import Register
from tests.ledger.cli.conftest import data, run

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World

NOW = ("--now", "2026-06-05")
MARKET = {
    "source": "manifold.market",
    "params": {"slug": "will-it"},
    "differs": "any benchmark counts there",
    "url": "https://manifold.markets/ada/will-it",
}
GAVE = [{"reading": {"values": {"chance_pct": "34.12", "settled": "open"}}}]
LINE = "SIM Manifold 34.1 % (read 2026-06-01; differs: any benchmark counts there)"


@pytest.fixture
def asked(world: World) -> World:
    """A question with a market that was read once."""
    world.ask("beside", market=[MARKET])
    bring_in_step(world.journal, Register())
    at = world.clock.at
    with world.journal.transaction() as tx:
        (look,) = tx.database.execute("SELECT look FROM run_markets").fetchone()
        done = LookDone(look, at, at + timedelta(days=1), "reading", "", 10, 10, "me", json.dumps(GAVE))
        looked(tx.connection, done)
    return world


@pytest.mark.usefixtures("asked")
def test_a_market_is_hidden_until_one_has_answered(command: Command) -> None:
    hidden = run(command, "show", "beside", "--by", "tom", *NOW).stdout
    assert "Markets\n  hidden until you answered" in hidden
    assert "34.1" not in hidden
    shown = run(command, "show", "beside", "--by", "tom", "--all", *NOW).stdout
    assert f"Markets\n  {LINE}\n    https://manifold.markets/ada/will-it" in shown
    run(command, "forecast", "beside", "20%", "--by", "tom", *NOW)
    assert LINE in run(command, "show", "beside", "--by", "tom", *NOW).stdout


@pytest.mark.usefixtures("asked")
def test_a_market_for_programs(command: Command) -> None:
    [market] = data(command, "show", "beside", *NOW)["markets"]
    assert (market["chance_pct"], market["publisher"]) == (None, "Manifold")
    [market] = data(command, "show", "beside", "--all", *NOW)["markets"]
    assert market == {
        "publisher": "Manifold",
        "source": "manifold.market",
        "chance_pct": "34.12",
        "settled": None,
        "read_at": "2026-06-01T00:00:00+00:00",
        "differs": "any benchmark counts there",
        "url": "https://manifold.markets/ada/will-it",
        "note": None,
        "simulated": True,
    }


@pytest.mark.usefixtures("asked")
def test_its_look_says_that_it_decides_nothing(command: Command) -> None:
    shown = run(command, "sources", "show", "manifold.market").stdout
    assert shown.splitlines()[0].endswith("today  slug will-it")
    assert "decides nothing; shown with beside" in shown
    [look] = data(command, "sources", "show", "manifold.market")["looks"]
    assert (look["shown_with"], look["questions"]) == (["beside"], [])


@pytest.mark.usefixtures("asked")
def test_a_market_is_no_source_of_its_question(command: Command, world: World) -> None:
    world.ask("bare")
    for name in ("beside", "bare"):
        assert "Sources" not in run(command, "show", name, "--all", *NOW).stdout
    assert data(command, "show", "bare", *NOW)["markets"] == []
