"""Trying one source now: what would be asked, and what it reads. Nothing is written. For workers only."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.record.looks import looks

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.record.looks import LookRow
    from ledger.record.opening import Record
    from ledger.resolution.looking.rehearsal import Looked
    from ledger.tui.desk import Desk


@dataclass(frozen=True, slots=True)
class TryPlan:
    """A look before it is tried: its first request and the days it would read; `trouble` is why it cannot look at all."""

    look: LookRow
    url: str | None
    days: str
    trouble: str | None
    simulated: bool


def plan_try(record: Record, key: str, desk: Desk) -> TryPlan | None:
    """What trying a look would ask for; None where it is no longer needed."""
    from ledger.resolution.looking.trying import days_of, first_request
    from resolvers.request_key import full_url
    from resolvers.source import Request, Unusable

    row = next((one for one in looks(record) if one.look == key), None)
    if row is None:
        return None
    now = desk.clock.now()
    first, span = first_request(row, now), days_of(row, now)[0].span
    url = full_url(first) if isinstance(first, Request) else None
    trouble = first.detail if isinstance(first, Unusable) else None
    return TryPlan(row, url, f"{span.first} to {span.last}", trouble, record.simulated)


def try_now(
    desk: Desk, plan: TryPlan, *, told: Callable[[str], None], stopped: Callable[[], bool]
) -> tuple[Looked, ...] | None:
    """What it reads now; None when it was stopped. `told` hears of every request that was answered."""
    return asyncio.run(_try(desk, plan, told, stopped))


async def _try(
    desk: Desk, plan: TryPlan, told: Callable[[str], None], stopped: Callable[[], bool]
) -> tuple[Looked, ...] | None:
    from ledger.wiring import try_look, unless_stopped

    trying = try_look(desk.settings, desk.clock, plan.look, simulated=plan.simulated, told=told)
    return await unless_stopped(trying, stopped)
