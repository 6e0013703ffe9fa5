"""A question tried before it is asked: value now, distance, what it would resolve to, base rate, its end, who judges.

Everything a writer or a reviewer wants to know of a file, from one look at its sources. Nothing is written; what is
missing is missing with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from ledger.clock import start_of
from ledger.questions.rule import (
    All,
    AnyDay,
    AnyOf,
    At,
    Compare,
    Happened,
    IsOneOf,
    Not,
    Over,
    YesIf,
)
from ledger.questions.similarity import nearest
from ledger.resolution.looking.look import by_hand
from ledger.resolution.looking.once import Once
from ledger.resolution.looking.register import asked_of
from ledger.resolution.looking.rehearse import rehearse
from ledger.resolution.looking_back.backtest_history import Reach, no_history, over_history
from ledger.resolution.looking_back.base_rate import base_rate
from ledger.resolution.looking_back.distance import distance
from ledger.resolution.looking_back.tried_markets import try_markets
from ledger.resolution.rule.taken import trouble_words
from resolvers.source import Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime, timedelta
    from decimal import Decimal

    from ledger.questions.question import Question
    from ledger.questions.rule import ConfirmedBy, Test
    from ledger.questions.similarity import Near
    from ledger.resolution.looking.register import UseOfLook
    from ledger.resolution.looking.rehearsal import Rehearsal
    from ledger.resolution.looking_back.base_rate import BaseRate
    from ledger.resolution.looking_back.distance import Distance
    from ledger.resolution.looking_back.tried_markets import TriedMarket
    from resolvers.source import Fetch


@dataclass(frozen=True, slots=True)
class Credit:
    """One source a question names: whose it is, under which licence, with which key, and what it said now.

    `secret` is the name of the key it needs, None for none. `trouble` is empty where it gave a reading.
    """

    look: str
    name: str
    publisher: str
    licence: str
    home: str
    secret: str | None
    fallback: bool
    by_hand: bool
    trouble: str


@dataclass(frozen=True, slots=True)
class Ends:
    """When a question ends: aware UTC; `days_left` from `today` to the day it closes, negative when that is past.

    `decidable_from` is the first moment at which the machine may decide it, if what it needs is there.
    """

    closes_at: datetime
    resolves_at: datetime
    gives_up_at: datetime
    decidable_from: datetime
    days_left: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What one question would be like, seen on `today`. `value` is rounded as the question says, in `unit`.

    `missing` tells for each thing that is not there why: its name and the reason.
    """

    question: str
    title: str
    today: date
    rehearsal: Rehearsal
    distance: Distance | None
    base_rate: BaseRate | None
    ends: Ends
    confirmed_by: ConfirmedBy
    challenge_for: timedelta
    credits: tuple[Credit, ...]
    nearest: Near | None
    missing: tuple[tuple[str, str], ...] = ()
    markets: tuple[TriedMarket, ...] = ()

    @property
    def value(self) -> Decimal | None:
        """The value now."""
        return self.rehearsal.value

    @property
    def unit(self) -> str | None:
        """Its unit."""
        return self.rehearsal.unit

    @property
    def as_of(self) -> date | None:
        """The publisher's own stamp on it."""
        return self.rehearsal.as_of

    @property
    def would_resolve(self) -> str | None:
        """The outcome in words, if it resolved today."""
        return self.rehearsal.would_words


async def try_question(
    question: Question,
    today: date,
    fetch: Fetch,
    *,
    others: Iterable[Question] = (),
    reach: Reach | None = None,
    told: Callable[[int], object] = lambda _: None,
) -> Trial:
    """A question tried on `today`; `others` are the questions that exist. Each request is made once; nothing is written.

    `told` hears how many trial windows were tried so far.
    """
    async with Once(fetch) as once:
        rehearsal = await rehearse(question, today, once)
        markets = await try_markets(question, today, once)
        why_not = no_history(question)
        found = None if why_not else await over_history(question, today, once, reach=reach, told=told)
    rate = base_rate(found, rehearsal.unit) if found else None
    near = nearest(question, others)
    away = distance(question, rehearsal.value, rehearsal.would)
    return Trial(
        question=question.id,
        title=question.title,
        today=today,
        rehearsal=rehearsal,
        distance=away,
        base_rate=rate,
        ends=_ends(question, today),
        confirmed_by=question.rule.confirmed_by,
        challenge_for=question.rule.challenge_for,
        credits=_credits(question, rehearsal),
        nearest=near,
        missing=tuple(_missing(rehearsal, away, rate, why_not or "no window like it is over yet")),
        markets=markets,
    )


def _missing(
    rehearsal: Rehearsal, away: Distance | None, rate: BaseRate | None, why_no_rate: str
) -> Iterable[tuple[str, str]]:
    if rehearsal.value is None:
        held = "what is read is no number" if rehearsal.state == "reading" else rehearsal.reason
        yield "value", held
    if rehearsal.would is None:
        yield "would_resolve", rehearsal.reason
    if away is None:
        yield (
            "distance",
            "there is no value" if rehearsal.value is None else "no threshold is compared with it",
        )
    if rate is None:
        yield "base_rate", why_no_rate
    elif not rate.decided:
        yield "base_rate", f"no window like it could be decided: {rate.before}"


def _ends(question: Question, today: date) -> Ends:
    times = question.times
    return Ends(
        closes_at=times.closes_at,
        resolves_at=times.resolves_at,
        gives_up_at=times.gives_up_at,
        decidable_from=decidable_from(question),
        days_left=(times.closes_at.astimezone(UTC).date() - today).days,
    )


def decidable_from(question: Question) -> datetime:
    """The first moment at which the machine may decide a question.

    `any_day` may go YES on its first day, and a total that never falls before the end; nothing else before `resolves_at`.
    """
    resolves_at = question.times.resolves_at
    match question.rule.window:
        case At():
            return resolves_at
        case Over(first, _):
            return start_of(first) if _early_yes(question) else resolves_at
        case AnyDay(first, _, _):
            return max(start_of(first), resolves_at)


def _early_yes(question: Question) -> bool:
    """Whether a growing total may say YES: where a number is compared with a lower bound only."""
    decider = question.rule.decider
    if not isinstance(decider, YesIf):
        return False
    rising = {use.name for use in asked_of(question, 1).uses if use.offer.never_falls}
    return any(_is_lower(atom) and atom.look in rising for atom in _atoms(decider.test))


def _is_lower(test: Test) -> bool:
    return isinstance(test, Compare) and all(op in {"at_least", "above"} for op, _ in test.bounds)


def _atoms(test: Test) -> Iterable[Compare | IsOneOf | Happened]:
    match test:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _atoms(part)
        case Not():
            return
        case Compare() | IsOneOf() | Happened():
            yield test


def _credits(question: Question, rehearsal: Rehearsal) -> tuple[Credit, ...]:
    return tuple(_credit(use, _said(use, rehearsal)) for use in asked_of(question, 1).uses)


def _said(use: UseOfLook, rehearsal: Rehearsal) -> str:
    answers = [one.answer for one in rehearsal.looked if (one.look, one.use) == (use.name, use.use)]
    troubles = [trouble_words(answer) for answer in answers if not isinstance(answer, Reading)]
    return "; ".join(troubles) if len(troubles) == len(answers) else ""


def _credit(use: UseOfLook, trouble: str) -> Credit:
    source = use.source
    if isinstance(source, Unusable):
        return Credit(
            use.name, use.use.name, "", "", "", None, use.use.fallback, by_hand(use.use), source.detail
        )
    return Credit(
        look=use.name,
        name=source.name,
        publisher=source.publisher,
        licence=source.licence,
        home=source.home,
        secret=source.secret,
        fallback=use.use.fallback,
        by_hand=by_hand(use.use),
        trouble=trouble,
    )
