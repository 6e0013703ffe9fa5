"""Naive forecasts of several questions, one after the other, with an end to what is asked of publishers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.resolution.looking.once import Once
from ledger.resolution.looking_back.stating import state_naive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ledger.journal.append import Journal
    from ledger.record.references import Lacking
    from ledger.resolution.looking_back.stating import Stated
    from resolvers.source import Evidence, Fetch, NotYet, Request, Unusable

QUESTIONS_A_TURN = 12
"""The months of a year: questions of one series read the same past, and need no more requests than one."""

REQUESTS_A_TURN = 12
"""After so many requests a turn begins no other question. One question makes 24 at most (`backtest_history.Reach`)."""


async def state_turn(
    journal: Journal,
    wanted: Iterable[Lacking],
    fetch: Fetch,
    *,
    requests: int | None = None,
    told: Callable[[int], object] = lambda _: None,
) -> list[Stated]:
    """What came of these questions, in order; what several of them read is fetched once.

    After so many `requests` no other question is begun; None is no such limit. `told` hears how many are done.
    """
    counted, found = _Counted(fetch), list["Stated"]()
    async with Once(counted) as once:
        for one in wanted:
            if requests is not None and counted.made >= requests:
                break
            found.append(await state_naive(journal, one, once))
            told(len(found))
    return found


class _Counted:
    """A fetch that counts what it was asked."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self.made = 0

    async def __call__(self, request: Request) -> Evidence | NotYet | Unusable:
        self.made += 1
        return await self._fetch(request)
