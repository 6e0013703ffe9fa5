"""A rule gone through day by day, with the readings there were by then and no other.

Each look is taken again over what was given to it; what counts is kept, as a sweep keeps it; then `decide` says what it would
have said at that moment, under the question's own vintage policy. A body is known from its own moment on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from ledger.clock import start_of
from ledger.questions.rule import AnyDay
from ledger.resolution.looking.counting import OF_WINDOW, counts
from ledger.resolution.looking.look import by_hand, params_of, take
from ledger.resolution.looking.register import asked_of
from ledger.resolution.looking_back.backtest import Backtest, Step, Tried
from ledger.resolution.looking_back.backtest_windows import asked_about, earlier
from ledger.resolution.rule.decide import decide
from ledger.resolution.rule.decision import Annuls, AsksPerson, Conflicts, Resolves, Waits
from ledger.resolution.rule.spans import ONE_DAY, bounds, rehearsing
from ledger.resolution.rule.taken import Seen, Taken
from resolvers.source import Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from ledger.questions.question import Question
    from ledger.questions.rule import Window
    from ledger.resolution.looking.register import UseOfLook
    from ledger.resolution.looking_back.backtest import From
    from ledger.resolution.rule.decision import Decision
    from ledger.resolution.rule.spans import Days
    from resolvers.source import Answer, Evidence, Request, Source, Span

MOST = 60
"""How many windows are gone through at most."""


class Past(Protocol):
    """What was given to looks, by the moment of each."""

    def moments(self) -> Sequence[datetime]:
        """When something was given, oldest first."""
        ...

    def kept(self, request: Request, moment: datetime, /) -> Evidence | Unusable:
        """What a request brought at that moment, or that nothing is there."""
        ...


async def over_past(
    question: Question,
    past: Past,
    source: From,
    now: datetime,
    *,
    since: date | None = None,
    told: Callable[[int], object] = lambda _: None,
    before: Iterable[Window] | None = None,
) -> Backtest:
    """The question's own window and earlier ones, day by day, as far as the past reaches. The newest window first.

    The earlier ones are those of the same length, or `before`. `told` hears how many windows were gone through. Writes nothing.
    """
    reader = _Reader(past, frozenset(past.moments()))
    tried: list[Tried] = []
    earlier_ones = earlier(question.rule.window, now.date()) if before is None else before
    for window in islice(_windows(question, earlier_ones, past.moments(), since or date.min), MOST):
        tried.append(await _gone_through(asked_about(question, window), reader, now))
        told(len(tried))
    own = [one for one in tried if one.window == question.rule.window]
    return Backtest(source, tuple(one for one in tried if one not in own), own=own[0] if own else None)


def _windows(
    question: Question, before: Iterable[Window], moments: Sequence[datetime], since: date
) -> Iterator[Window]:
    """The windows this past may tell of: begun by its end, and not given up before its beginning."""
    if not moments:
        return
    own, last = question.rule.window, moments[-1].date()
    if since <= bounds(own).first <= last and question.times.gives_up_at > moments[0]:
        yield own
    for window in before:
        asked = asked_about(question, window)
        if asked.times.gives_up_at <= moments[0] or bounds(window).first < since:
            return
        if bounds(window).first <= last:
            yield window


async def _gone_through(asked: Question, reader: _Reader, now: datetime) -> Tried:
    uses = asked_of(asked, 1).uses
    seen = [Seen(use.use, use.offer, _publisher(use)) for use in uses]
    steps: list[Step] = []
    for at in _moments(asked, reader.moments, now):
        seen = [await reader.look(asked, use, one, at) for use, one in zip(uses, seen, strict=True)]
        decision = decide(asked, _by_look(uses, seen), at)
        if not steps or _words(decision) != _words(steps[-1].decision):
            steps.append(Step(at, decision))
        if isinstance(decision, Resolves | Annuls):
            break
    end = steps[-1] if steps else Step(now, Waits("nothing was seen of it"))
    decided = end.at if isinstance(end.decision, Resolves) else None
    return Tried(asked.rule.window, end.decision, decided, tuple(steps))


def _by_look(uses: Sequence[UseOfLook], seen: Sequence[Seen]) -> dict[str, tuple[Seen, ...]]:
    looks: dict[str, tuple[Seen, ...]] = {}
    for use, one in zip(uses, seen, strict=True):
        looks[use.name] = (*looks.get(use.name, ()), one)
    return looks


def _moments(asked: Question, given: Collection[datetime], now: datetime) -> list[datetime]:
    """When something was given, and when the rule itself may say something else; from the opening of the window on."""
    times, window = asked.times, bounds(asked.rule.window)
    own = {times.resolves_at, times.resolves_at + asked.rule.fallback_after, times.gives_up_at}
    if isinstance(asked.rule.window, AnyDay):
        own.add(start_of(window.last + ONE_DAY))
    first = min(start_of(window.first), times.resolves_at)
    return sorted(at for at in own | set(given) if first <= at <= min(now, max(own)))


def _words(decision: Decision) -> tuple[str, str]:
    """What of a decision makes a new step: its kind, and its outcome or reason."""
    match decision:
        case Resolves():
            return "resolves", str(decision.outcome)
        case Waits(reason) | Conflicts(_, reason) | AsksPerson(reason) | Annuls(_, reason):
            return type(decision).__name__, reason


def _publisher(use: UseOfLook) -> str:
    return use.use.name if isinstance(use.source, Unusable) else use.source.publisher


@dataclass(slots=True)
class _Reader:
    """Takes looks over a past; the same source over the same span and moment is read once."""

    past: Past
    moments: frozenset[datetime]
    answers: dict[tuple[str, str, Span, datetime], Answer] = field(default_factory=dict)

    async def look(self, asked: Question, use: UseOfLook, seen: Seen, at: datetime) -> Seen:
        """What a source has given by `at`, with what it says then, where that counts."""
        if isinstance(use.source, Unusable):
            return replace(seen, trouble=use.source)
        if at not in self.moments or by_hand(use.use):
            return seen
        for days in rehearsing(asked.rule.window, at.date()):
            if days.stands in OF_WINDOW:
                seen = _with(asked, use, seen, days, await self._answer(use, use.source, days.span, at), at)
        return seen

    async def _answer(self, use: UseOfLook, source: Source, span: Span, at: datetime) -> Answer:
        place = (use.use.name, params_of(use.use), span, at)
        if place not in self.answers:
            self.answers[place], _ = await take(source, span, _Given(self.past, at))
        return self.answers[place]


class _Given:
    """Answers requests with what was given at one moment."""

    def __init__(self, past: Past, at: datetime) -> None:
        self._past = past
        self._at = at

    async def __call__(self, request: Request) -> Evidence | Unusable:
        return self._past.kept(request, self._at)


def _with(asked: Question, use: UseOfLook, seen: Seen, days: Days, answer: Answer, at: datetime) -> Seen:
    if not isinstance(answer, Reading):
        return replace(seen, trouble=answer)
    if isinstance(use.source, Unusable) or not counts(asked, use, days, answer, at):
        return seen
    source = use.source
    one = Taken(source.name, source.version, source.publisher, days.span, answer, at)
    return replace(seen, taken=(*seen.taken, one), trouble=None)
