"""The lower end of an explanation: a source, its readings with the cell they came from, and the bytes behind them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.questions.units import counted, with_unit
from ledger.resolution.looking.stored import written
from ledger.resolution.looking_back.explain_node import Node
from ledger.resolution.rule.compare import rounded
from ledger.resolution.rule.taken import trouble_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from ledger.resolution.looking_back.explain_node import Explained, Fact, Receipt
    from ledger.resolution.rule.taken import Seen, Taken

HASH = 12


def source_node(told: Explained, seen: Seen, used: Collection[int], *, all_count: bool = False) -> Node:
    """A source with the readings that bear the decision (by `id`), or why it gave none.

    `all_count` says that those are only the ends of many which all count.
    """
    counts = [one for one in seen.taken if id(one) in used]
    parts = tuple(reading_node(told, seen, one) for one in counts)
    said = (
        f"{len(seen.taken)} readings, the first and the last of them here"
        if all_count
        else _said(seen, len(counts))
    )
    words = f"{seen.use.name}, {seen.publisher}: {said}"
    facts: dict[str, Fact] = {
        "source": seen.use.name,
        "publisher": seen.publisher,
        "nature": seen.offer.nature,
        "fallback": seen.use.fallback,
        "readings": len(seen.taken),
        "trouble": trouble_words(seen.trouble or seen.changed) or None,
    }
    return Node("source", words, facts, parts)


def _said(seen: Seen, counts: int) -> str:
    if counts:
        return (
            f"{counts} of {counted(len(seen.taken), 'reading')} count"
            if len(seen.taken) > counts
            else "counts"
        )
    if trouble := trouble_words(seen.trouble or seen.changed):
        return trouble
    if seen.by_hand:
        return "a person answers" + (", where the others stay silent" if seen.use.fallback else "")
    if seen.taken:
        last = seen.taken[-1].reading
        return f"read, and does not count: it speaks for {last.covers.first} to {last.covers.last}, as of {last.as_of}"
    return "not read yet"


def reading_node(told: Explained, seen: Seen, taken: Taken) -> Node:
    """A reading: its value as read and as rounded, of when it speaks, and the cell or path it came from."""
    name, reading = seen.use.value, taken.reading
    value = reading.values.get(name)
    unit = reading.units.get(name)
    short = _rounded(told, taken, name)
    nothing = "says that nothing happened" if name in reading.values else "is not in it"
    shown = nothing if value is None else with_unit(written(value) or "", unit)
    shown += f", rounded {short}" if short and short != written(value) else ""
    where = reading.where.get(name)
    words = (
        f"{name} {shown}; speaks for {reading.covers.first} to {reading.covers.last}, as of {reading.as_of}"
    )
    facts: dict[str, Fact] = {
        "seq": taken.seq,
        "name": name,
        "value": written(value),
        "rounded": short,
        "unit": unit,
        "as_of": reading.as_of.isoformat(),
        "covers_first": reading.covers.first.isoformat(),
        "covers_last": reading.covers.last.isoformat(),
        "where": where,
        "identity": reading.identity,
        "taken_at": taken.taken_at.isoformat(timespec="seconds"),
        "source_version": taken.version,
    }
    receipts = (told.evidence[seq] for seq in taken.evidence if seq in told.evidence)
    return Node(
        "reading", words + (f"; from {where}" if where else ""), facts, tuple(map(evidence_node, receipts))
    )


def _rounded(told: Explained, taken: Taken, name: str) -> str | None:
    value = taken.reading.values.get(name)
    return format(rounded(value, told.question.rule.digits), "f") if isinstance(value, Decimal) else None


def evidence_node(receipt: Receipt) -> Node:
    """The bytes a reading came from."""
    kept = "kept" if receipt.kept else "not kept any more"
    at = f"{receipt.fetched_at:%Y-%m-%d %H:%M} UTC"
    words = f"{receipt.url} at {at}, {counted(receipt.size, 'byte')}, sha256 {receipt.sha256[:HASH]}, {kept}"
    facts: dict[str, Fact] = {
        "seq": receipt.seq,
        "url": receipt.url,
        "sha256": receipt.sha256,
        "size": receipt.size,
        "fetched_at": receipt.fetched_at.isoformat(timespec="seconds"),
        "kept": receipt.kept,
    }
    return Node("evidence", words, facts)
