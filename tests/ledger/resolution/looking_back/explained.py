"""A tree that explains, and its nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.resolution.looking_back.explain_node import Node

ANY_DAY = {"window": {"any_day": ["2026-01-01", "2026-01-31"], "max_gap": "3d"}}
SOON = {"resolves_at": "2026-01-01", "closes_at": "2026-01-31"}


def walk(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts:
        yield from walk(part)


def of(node: Node, kind: str) -> list[Node]:
    return [one for one in walk(node) if one.kind == kind]


def the(node: Node, kind: str) -> Node:
    (one,) = of(node, kind)
    return one
