"""Standings computed once per state of the journal: kept in memory by root, engine version and arguments, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from ledger.standing.engine import ENGINE_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.record.opening import Record

P = ParamSpec("P")
T = TypeVar("T")

MOST = 64


class Kept:
    """Remembers what functions of the journal alone gave. One per screen or command; forgets the oldest first."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], object] = {}

    def of(
        self, record: Record, compute: Callable[Concatenate[Record, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What `compute` gives, computed only if the journal, the engine or the arguments changed.

        `compute` takes the record first; what it gives must follow from the journal and the arguments alone. If the
        journal grew meanwhile the answer is given and not kept.
        """
        root = record.head().root
        key = (root, ENGINE_VERSION, compute, args, tuple(sorted(kwargs.items())))
        if key in self._kept:
            return cast("T", self._kept[key])
        value = compute(record, *args, **kwargs)
        if record.head().root == root:
            self._keep(key, value)
        return value

    def _keep(self, key: tuple[object, ...], value: object) -> None:
        while len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = value
