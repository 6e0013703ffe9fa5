"""Epoch's list of notable models: what a long list says of where its count stands."""

from __future__ import annotations

from pathlib import Path

from resolvers import registry
from resolvers.saved import case
from resolvers.source import Reading

SAVED = Path(__file__).parent / "saved" / "epoch.notable_models" / "china_in_a_year"


def test_of_a_long_count_the_first_hundred_lines_are_told() -> None:
    saved = case(SAVED)
    head, _, rows = saved.evidence[0].body.partition(b"\n")
    jade = b'Jade 2,Lab D,2026-08-30,"Language,Vision",Chat,,,Likely,https://a.example,,China,SOTA improvement,,API access,No,\n'
    assert jade in rows
    later = jade.replace(b"2026-08-30", b"2026-10-01")
    got = saved.with_body(0, head + b"\n" + later * 130).answer(registry.make(saved.source, saved.params))
    assert isinstance(got, Reading)
    assert got.values["models"] == 130
    assert got.where["models"].startswith("lines 2, 3, 4, ")
    assert got.where["models"].endswith(", 101 and 30 more")
