"""A rule over a source's own history: what is published now, read at earlier spans.

Such a past is restated: every trial window sees it as it stands today. It shows how often the rule would have said what,
and that it can be decided at all; what was really seen then, only kept vintages or dated bodies can show.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from ledger.clock import end_of, start_of
from ledger.questions.rule import AnyDay, At, FirstDay, Over, YesIf
from ledger.resolution.looking.look import by_hand, take
from ledger.resolution.looking.once import Once
from ledger.resolution.looking.register import asked_of
from ledger.resolution.looking_back.backtest import Backtest, DayRead, Tried, holds
from ledger.resolution.looking_back.backtest_windows import asked_about, earlier
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Resolves
from ledger.resolution.rule.one_span import compares_event
from ledger.resolution.rule.spans import ONE_DAY, bounds
from ledger.resolution.rule.taken import Seen, Taken
from resolvers.request_key import request_key
from resolvers.source import NotYet, Reading, Span, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from ledger.questions.question import Question
    from ledger.questions.rule import Window
    from ledger.resolution.looking.register import UseOfLook
    from resolvers.source import Evidence, Fetch, Request, Source

MOST_ASKED = 120
"""Requests of a back-test that somebody asked for by name; a trial makes fewer."""

A_MOMENT = timedelta(seconds=1)
NO_PAST = "it says only what is so when it is read, so it has no past"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back to go.

    At most so many windows (of single days: `days`), readings day by day, and requests; not before `since`. After
    `quiet` windows on end that cannot be decided (`quiet_days` of single days) the series is taken to begin there.
    """

    windows: int = 60
    days: int = 731
    readings: int = 1_500
    requests: int = 24
    quiet: int = 4
    quiet_days: int = 45
    since: date | None = None

    def most(self, window: Window) -> int:
        """How many windows like this one to try."""
        match window:
            case At():
                return self.days
            case Over():
                return self.windows
            case AnyDay():
                return max(1, min(self.windows, self.readings // bounds(window).days))

    def silence(self, window: Window) -> int:
        """How many undecided ones on end are the beginning of the series."""
        return self.quiet_days if isinstance(window, At) else self.quiet


def no_history(question: Question) -> str:
    """Why the sources of a question tell of no past; empty where one does."""
    uses = [use for use in asked_of(question, 1).uses if not by_hand(use.use)]
    if not uses:
        return "a person answers this; there is no past to read"
    if compares_event(question):
        return "an event happens once; its past says nothing of how often"
    troubles = [use.source.detail for use in uses if isinstance(use.source, Unusable)]
    if len(troubles) < len(uses) and any(_has_past(use) for use in uses):
        return ""
    return "; ".join(troubles) or "; ".join(f"{use.use.name}: {NO_PAST}" for use in uses)


def only_now(question: Question) -> bool:
    """Whether all its sources tell only what is so when they are read, so that nothing but what was kept tells of their past."""
    uses = [use for use in asked_of(question, 1).uses if not by_hand(use.use)]
    live = [use for use in uses if not isinstance(use.source, Unusable) and not _has_past(use)]
    return bool(live) and len(live) == len(uses) and not compares_event(question)


def _has_past(use: UseOfLook) -> bool:
    return not isinstance(use.source, Unusable) and use.source.history and not by_hand(use.use)


async def over_history(
    question: Question,
    today: date,
    fetch: Fetch,
    *,
    reach: Reach | None = None,
    told: Callable[[int], object] = lambda _: None,
    before: Iterable[Window] | None = None,
) -> Backtest:
    """The rule over windows like the question's that are over by `today`, on what its sources publish now.

    They are of its own length, or those of `before`, the newest first. `told` hears how many windows were tried so far. Writes nothing.
    """
    far = reach or Reach()
    async with Once(_Bounded(fetch, far.requests)) as once:
        run = _Run(question, once, asked_of(question, 1).uses)
        windows = _windows(earlier(question.rule.window, today) if before is None else before, far)
        for window in islice(windows, far.most(question.rule.window)):
            run.tried.append(await run.over(window))
            told(len(run.tried))
            if run.quiet() >= far.silence(window):
                break
    return run.found()


def _windows(before: Iterable[Window], reach: Reach) -> Iterator[Window]:
    for window in before:
        if reach.since and bounds(window).first < reach.since:
            return
        yield window


class _Bounded:
    """A fetch that asks for so many different things and no more."""

    def __init__(self, fetch: Fetch, most: int) -> None:
        self._fetch = fetch
        self._most = most
        self._asked: set[str] = set()

    async def __call__(self, request: Request) -> Evidence | NotYet | Unusable:
        key = request_key(request)
        if key not in self._asked and len(self._asked) == self._most:
            return Unusable("incomplete", f"not asked: a trial makes at most {self._most} requests")
        self._asked.add(key)
        return await self._fetch(request)


@dataclass(slots=True)
class _Run:
    """One run through the past, window by window."""

    question: Question
    fetch: Once
    uses: tuple[UseOfLook, ...]
    tried: list[Tried] = field(default_factory=list)
    by_day: list[DayRead] = field(default_factory=list)

    def quiet(self) -> int:
        """How many of the windows tried last could not be decided, on end."""
        return next(
            (n for n, one in enumerate(reversed(self.tried)) if one.outcome is not None), len(self.tried)
        )

    def found(self) -> Backtest:
        """What came of it, without the windows before the series begins."""
        quiet = self.quiet()
        whole = self.tried[: len(self.tried) - quiet]
        if not whole:
            return Backtest("history", tuple(self.tried[:1]), (), self.tried[0].reason if self.tried else "")
        before = f"before {whole[-1].days.first}: {self.tried[len(whole)].reason}" if quiet else ""
        days = tuple(day for day in self.by_day if day.day >= whole[-1].days.first)
        return Backtest("history", tuple(whole), days, before)

    async def over(self, window: Window) -> Tried:
        """One window, decided as if all its readings had been taken when they first could."""
        asked = _as_restated(asked_about(self.question, window), self.uses)
        looks: dict[str, tuple[Seen, ...]] = {}
        for use in self.uses:
            looks[use.name] = (*looks.get(use.name, ()), await self._seen(use, asked))
        if _day_by_day(asked):
            self.by_day += [_on(asked, looks, day) for day in _days(bounds(window))]
        decision = decide(asked, looks, max(asked.times.resolves_at, asked.times.gives_up_at - A_MOMENT))
        return Tried(window, decision, decidable_at(asked, decision))

    async def _seen(self, use: UseOfLook, asked: Question) -> Seen:
        publisher = use.use.name if isinstance(use.source, Unusable) else use.source.publisher
        seen = Seen(use.use, use.offer, publisher)
        if isinstance(use.source, Unusable):
            return replace(seen, trouble=use.source)
        if not _has_past(use):
            return replace(seen, trouble=None if by_hand(use.use) else Unusable("incomplete", NO_PAST))
        return await self._read(seen, use.source, asked)

    async def _read(self, seen: Seen, source: Source, asked: Question) -> Seen:
        for span, at in _looks(asked, seen):
            answer, _ = await take(source, span, self.fetch)
            if isinstance(answer, Reading):
                one = Taken(source.name, source.version, source.publisher, span, answer, at)
                seen = replace(seen, taken=(*seen.taken, one))
            else:
                seen = replace(seen, trouble=answer)
        return seen


def _as_restated(asked: Question, uses: Sequence[UseOfLook]) -> Question:
    """Without what needs several looks, where there is one reading of each window: it cannot confirm itself."""
    if _day_by_day(asked) and all(use.offer.nature == "level" for use in uses):
        return asked
    return replace(asked, rule=replace(asked.rule, confirmations=None))


def _day_by_day(asked: Question) -> bool:
    """Whether single days are asked about: then a level is read on each of them."""
    return isinstance(asked.rule.window, AnyDay) and isinstance(asked.rule.decider, YesIf | FirstDay)


def _looks(asked: Question, seen: Seen) -> Iterator[tuple[Span, datetime]]:
    """Which spans to read, and when a sweep would have read them."""
    window = bounds(asked.rule.window)
    if not (_day_by_day(asked) and seen.offer.nature == "level"):
        waits = asked.rule.fallback_after if seen.use.fallback else timedelta(0)
        yield window, max(end_of(window.last), asked.times.resolves_at) + waits
        return
    for day in _days(window):
        yield Span(window.first, day), end_of(day)


def _days(span: Span) -> Iterator[date]:
    return (span.first + ONE_DAY * n for n in range(span.days))


def _on(asked: Question, looks: Mapping[str, Sequence[Seen]], day: date) -> DayRead:
    """The same rule over one day by itself."""
    times = replace(asked.times, resolves_at=start_of(day), gives_up_at=end_of(day) + ONE_DAY)
    rule = replace(asked.rule, window=At(day), confirmations=None, vintage="latest", as_of_after=None)
    alone = {name: tuple(_that_day(seen, day) for seen in seens) for name, seens in looks.items()}
    decision = decide(replace(asked, rule=rule, times=times), alone, end_of(day))
    if not isinstance(decision, Resolves):
        return DayRead(day, None, None)
    return DayRead(day, holds(decision.outcome), decision.value)


def _that_day(seen: Seen, day: date) -> Seen:
    return replace(seen, taken=tuple(one for one in seen.taken if one.reading.covers.last == day))


def decidable_at(asked: Question, decision: object) -> datetime | None:
    """When the readings of a decision were all there and it might be taken; None where there is none."""
    if not isinstance(decision, Resolves):
        return None
    read = max((one.taken_at for one in decision.used), default=decision.known_at)
    return max(decision.known_at if compares_event(asked) else read, asked.times.resolves_at)
