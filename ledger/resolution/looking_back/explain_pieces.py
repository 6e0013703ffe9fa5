"""Below each reading of an explanation, the piece of the kept bytes that its value came from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.record.evidence import kept_text
from ledger.resolution.looking_back.excerpt import excerpt
from ledger.resolution.looking_back.explain_node import Node

if TYPE_CHECKING:
    from ledger.record.opening import Record


def with_pieces(record: Record, node: Node) -> Node:
    """The same tree; only what is in it is opened, so that of many readings that count no more than those told of are read."""
    parts = tuple(with_pieces(record, part) for part in node.parts)
    pieces = _pieces(record, node) if node.kind == "reading" else ()
    return replace(node, parts=(*pieces, *parts))


def _pieces(record: Record, reading: Node) -> tuple[Node, ...]:
    """From the first bytes behind the reading that hold the place; none where they were removed."""
    where = reading.facts.get("where")
    for receipt in reading.parts if isinstance(where, str) else ():
        text = kept_text(record, str(receipt.facts["sha256"])) if receipt.facts["kept"] else None
        found = excerpt(text or "", str(where))
        if found.rows:
            return tuple(
                Node("piece", f"{place}: {there}", {"place": place, "text": there})
                for place, there in found.rows
            )
    return ()
