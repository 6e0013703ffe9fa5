"""A question about a market itself: its settlement is an event with a day of its own, and what is cancelled is no NO."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from tests.ledger.resolution.conftest import any_day, at

SOURCE = {"name": "manifold.market", "value": "resolved_yes_on", "params": {"slug": "it"}}
WINDOW = any_day("2026-01-01", "2026-01-05", yes_if={"happened": True}, source=[SOURCE])
TIMES = {
    "closes_at": "2026-01-05",
    "resolves_at": "2026-01-01",
    "gives_up_at": "2026-02-01",
}


def says(ledger: Any, **changes: Any) -> None:
    """What Manifold says of the market from now on."""
    market = {"id": "abc", "slug": "it", "question": "Will it?", "outcomeType": "BINARY", "probability": 0.5}
    ledger.world.breaks(json.dumps(market | {"isResolved": False} | changes).encode(), path="/v0/slug/it")


def settled(word: str, moment: str) -> dict[str, Any]:
    return {
        "isResolved": True,
        "resolution": word,
        "resolutionTime": int(at(moment).timestamp() * 1000),
    }


def proposed(ledger: Any, until: str) -> list[tuple[str, str | None]]:
    """What is proposed by daily looks up to and with a day, each with its day."""
    found = []
    while ledger.clock.at.date().isoformat() <= until:
        found += [(ledger.clock.at.date().isoformat(), one.outcome) for one in ledger.sweep().proposed]
        ledger.clock.move(timedelta(days=1))
    return found


def test_a_market_that_is_open_to_the_end_was_not_settled_as_yes(ledger: Any) -> None:
    ledger.ask("q", WINDOW, **TIMES)
    says(ledger)
    assert proposed(ledger, "2026-01-07") == [("2026-01-06", "NO")]


def test_one_settled_after_the_last_look_of_the_last_day_is_a_yes_all_the_same(ledger: Any) -> None:
    ledger.ask("q", WINDOW, **TIMES)
    says(ledger)
    assert proposed(ledger, "2026-01-05") == []
    says(ledger, **settled("YES", "2026-01-05T23:30"))
    assert proposed(ledger, "2026-01-06") == [("2026-01-06", "YES")]


def test_one_settled_the_day_after_is_a_no(ledger: Any) -> None:
    ledger.ask("q", WINDOW, **TIMES)
    says(ledger)
    assert proposed(ledger, "2026-01-05") == []
    says(ledger, **settled("YES", "2026-01-06T00:30"))
    assert proposed(ledger, "2026-01-06") == [("2026-01-06", "NO")]


def test_one_that_closed_or_was_cancelled_is_no_no(ledger: Any) -> None:
    ledger.ask("q", WINDOW, **TIMES)
    says(ledger, closeTime=int(at("2026-01-01T01:00").timestamp() * 1000))
    assert proposed(ledger, "2026-01-03") == []
    says(ledger, **settled("CANCEL", "2026-01-03T12:00"))
    assert proposed(ledger, "2026-01-20") == []
    assert ledger.state() == "asked"
