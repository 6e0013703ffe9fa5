"""A list over two pages, the second named only in a header: read, kept, asked again, and decided again from what was kept."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import Any

from ledger.exchange.journal_lines import export_journal, import_journal
from ledger.journal.verify import verify
from ledger.record.opening import Record
from ledger.resolution.looking_back.backtest_vintages import KeptVintages
from ledger.resolution.looking_back.replay import replay
from resolvers.offline import answer
from resolvers.registry import make
from resolvers.source import Reading, Span

REPO = "/repos/orderly/ledger"
SECOND = "/repositories/7/releases"
NEXT = f'<https://api.github.com{SECOND}>; rel="next", <https://api.github.com{SECOND}>; rel="last"'
PARAMS = {"repo": "orderly/ledger"}
SOURCE = {"name": "github.releases", "value": "releases", "params": PARAMS}
QUARTER = Span(date(2026, 1, 1), date(2026, 3, 31))
RULE = {"source": [SOURCE], "yes_if": {"at_least": "3"}}


def release(tag: str, on: str) -> dict[str, Any]:
    number = int(on.replace("-", ""))
    return {
        "id": number,
        "tag_name": tag,
        "draft": False,
        "prerelease": False,
        "published_at": f"{on}T10:00:00Z",
    }


def publishes(ledger: Any) -> None:
    """Two releases on the first page, one on the second."""
    world = ledger.world
    world.breaks(json.dumps({"id": 7, "full_name": "orderly/ledger"}).encode(), 200, REPO)
    first = json.dumps([release("v3", "2026-03-03"), release("v2", "2026-02-02")]).encode()
    world.breaks(first, 200, f"{REPO}/releases", ETag='"one"', Link=NEXT)
    world.breaks(json.dumps([release("v1", "2026-01-01")]).encode(), 200, SECOND)


def decided(ledger: Any) -> None:
    publishes(ledger)
    ledger.ask(resolution=RULE)
    ledger.now("2026-04-10T12:00")
    assert len(ledger.sweep().proposed) == 1


def test_the_page_that_a_header_named_is_found_again_from_what_was_kept(ledger: Any) -> None:
    decided(ledger)
    [found] = asyncio.run(replay(ledger.journal))
    assert found.outcome == {"yes": True}
    assert (found.holds, {layer.cause for layer in found.readings.values()}) == (True, {"equal"})
    assert verify(ledger.journal.path).findings == ()


def test_a_page_that_did_not_change_still_leads_on_to_the_next(ledger: Any) -> None:
    publishes(ledger)
    ledger.ask(resolution=RULE)
    ledger.now("2026-03-20T12:00")
    ledger.sweep()
    ledger.now("2026-04-10T12:00")
    ledger.world.asked.clear()
    assert len(ledger.sweep().proposed) == 1
    assert ledger.world.conditional == [f"{REPO}/releases"]
    assert ledger.world.asked[-1] == SECOND


def test_the_address_goes_along_when_a_journal_is_exported_and_imported(ledger: Any, tmp_path: Any) -> None:
    decided(ledger)
    path = tmp_path / "journal.jsonl"
    with path.open("wb") as out:
        export_journal(ledger.journal.path, out)
    with path.open("rb") as lines:
        import_journal(lines, tmp_path / "copy" / "ledger.db")
    for home in (ledger.journal.path, tmp_path / "copy" / "ledger.db"):
        with Record.open(home) as record:
            kept = [url for (url,) in record.rows("SELECT next_url FROM now_evidence ORDER BY seq")]
        assert kept == [None, f"https://api.github.com{SECOND}", None]


def test_a_back_test_over_kept_bytes_reads_both_pages(ledger: Any) -> None:
    decided(ledger)
    source = make("github.releases", PARAMS)
    with Record.open(ledger.journal.path) as record:
        past = KeptVintages(record, ["github.releases"])
        [moment] = past.moments()
        got = answer(source, QUARTER, lambda request: past.kept(request, moment))
    assert isinstance(got, Reading)
    assert got.values["releases"] == 3
