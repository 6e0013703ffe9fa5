"""What the last looks of all sources say together stands on Today and on Sources, whoever took them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ledger.journal.work import REGISTER, LookDone, looked

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

OFFLINE = "No host could be reached at the last looks: this machine seems to be offline."


async def test_that_this_machine_seems_offline_is_told_from_what_the_ledger_knows(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    stage.fail("lead-months-2028", "down: epoch.ai could not be reached")
    at = stage.clock.at
    done = LookDone("b" * 64, at, at + timedelta(hours=1), "unusable", "", 9, 0, "daemon")
    asked = {
        "look": done.look,
        "source": "congress.bill",
        "params": "{}",
        "days": '["at", "2027-01-01"]',
        "next_at": 0,
    }
    with stage.journal() as journal, journal.transaction() as tx:
        tx.connection.execute(REGISTER, asked)
        looked(tx.connection, replace(done, said="down: api.congress.gov could not be reached"))
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot)
        assert f"! {OFFLINE}" in seen(pilot)
        await press(pilot, "8")
        assert OFFLINE in seen(pilot)
