"""What others would bet stands under the crowd, and is hidden as the crowd is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ledger.clock import microseconds
from ledger.journal.append import Journal
from ledger.record.markets import MarketRow
from ledger.tui.blocks import lay
from ledger.tui.ink import plain
from ledger.tui.pages.question import crowd_blocks
from ledger.tui.views.look_now import plan
from ledger.tui.views.question import read_question

if TYPE_CHECKING:
    from tests.ledger.tui.stage import Stage

MARKET = MarketRow("Manifold", "manifold.market", "other days", None, "34.12", "open", 1_795_000_000_000_000)
LINE = "market Manifold 34.1 % (read 2026-11-18; differs: other days)"


@pytest.mark.parametrize("revealed", [False, True])
def test_a_market_is_shown_with_the_crowd_and_hidden_with_it(stage: Stage, *, revealed: bool) -> None:
    now = microseconds(stage.clock.at)
    with stage.record() as record:
        view = read_question(record, "lead-12-months-2028", now_us=now, me="nobody", revealed=revealed)
    assert view.markets == ()
    lines = [plain(laid.text) for laid in lay(crowd_blocks(replace(view, markets=(MARKET,))), 100)]
    assert (LINE in lines) is revealed
    assert any("hidden" in line for line in lines) is not revealed


def test_what_looking_now_asks_for_counts_the_markets_in(empty: Stage) -> None:
    file = next(empty.settings.home.rglob("lead-12-months-2028.toml"))
    market = '[[market]]\nsource = "manifold.market"\nparams = { slug = "will-it" }\ndiffers = "other days"\n'
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{market}", encoding="utf-8")
    Journal.create(empty.settings.ledger, clock=empty.clock, opened_by="mira").close()
    empty.sync()
    with empty.record() as record:
        urls = [one.url for one in plan(record, empty.clock).requests]
    assert "https://api.manifold.markets/v0/slug/will-it" in urls


def test_in_a_simulated_ledger_its_price_is_marked(stage: Stage) -> None:
    now = microseconds(stage.clock.at)
    with stage.record() as record:
        view = read_question(record, "lead-12-months-2028", now_us=now, me="nobody", revealed=True)
    shown = replace(view, markets=(MARKET,), simulated=True)
    assert any("SIM Manifold 34.1 %" in plain(laid.text) for laid in lay(crowd_blocks(shown), 100))
