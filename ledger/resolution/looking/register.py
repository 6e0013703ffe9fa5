"""Which looks the open questions need. Many questions hang on one look; a question is read once per version."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ledger.journal.deciding import heads_of, questions_by_id
from ledger.journal.work import LookRow, LookState
from ledger.questions.reading import NotAQuestionError, question_from_said
from ledger.questions.rule import At
from ledger.resolution.looking.look import by_hand, look_key, params_of, source_of, window_said
from ledger.resolution.looking.stored import taken_from
from ledger.resolution.rule.taken import Seen
from resolvers.source import NotYet, Offer, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from ledger.journal.deciding import QuestionRow, ReadingRow
    from ledger.questions.question import Question
    from ledger.questions.rule import SourceUse, Window
    from ledger.resolution.rule.taken import Taken
    from resolvers.source import Source

DAILY = timedelta(days=1)

ANY_TODAY = At(date(9999, 1, 1))
"""The window of what is only shown: a day that never comes, so that a look reads the day it is taken on."""
TODAY_SAID = ["today"]
"""That window in words."""

MOST_MADE = 1_000
MOST_KEPT = 20_000
"""Questions a register holds at a time, so that its size does not grow with the ledger's."""


class Made:
    """Sources with their canonical params, each made once for many questions; the last made are kept."""

    def __init__(self, most: int = MOST_MADE) -> None:
        self._most = most
        self._made: OrderedDict[str, tuple[str, Source | Unusable]] = OrderedDict()

    def of(self, use: SourceUse) -> tuple[str, Source | Unusable]:
        """The canonical params of a use and its source, ready to look or with why it cannot."""
        key = json.dumps([use.name, dict(use.params)], default=repr)
        if key not in self._made:
            self._made[key] = (params_of(use), source_of(use))
            if len(self._made) > self._most:
                self._made.popitem(last=False)
        return self._made[key]


@dataclass(frozen=True, slots=True)
class UseOfLook:
    """One source a question names, with the key of its look and its canonical params, ready to look or with why it cannot."""

    name: str
    use: SourceUse
    key: str
    source: Source | Unusable
    params: str = "{}"

    @property
    def offer(self) -> Offer:
        """What the source declares of the value the question uses."""
        if isinstance(self.source, Unusable):
            return Offer("level")
        return self.source.offers.get(self.use.value, Offer("level"))

    @property
    def publisher(self) -> str:
        """Who publishes; the source's name, where it cannot be made."""
        return self.use.name if isinstance(self.source, Unusable) else self.source.publisher

    @property
    def cadence(self) -> timedelta:
        """How often the source is worth a look."""
        return DAILY if isinstance(self.source, Unusable) else self.source.cadence


@dataclass(frozen=True, slots=True)
class Asked:
    """One open question with the looks it needs, by name and in order of preference.

    `since` is when this version entered; None where it comes from no record. `markets` are only shown, in the file's order.
    """

    question: Question
    version: int
    uses: tuple[UseOfLook, ...]
    since: datetime | None = None
    markets: tuple[UseOfLook, ...] = ()

    def looking(self) -> tuple[UseOfLook, ...]:
        """The uses there is something to look at for: not those a person answers."""
        return tuple(use for use in self.uses if not by_hand(use.use))


@dataclass
class Register:
    """Questions read from the record, the last used (up to `most`) kept while they do not change. One may serve many sweeps."""

    most: int = MOST_KEPT
    _known: OrderedDict[str, Asked] = field(default_factory=OrderedDict)
    _made: Made = field(default_factory=Made)

    def asked(self, connection: Connection, questions: Iterable[str]) -> list[Asked]:
        """These questions in their order; those that are not there, or that this program cannot read, are left out."""
        wanted = list(dict.fromkeys(questions))
        heads = heads_of(connection, wanted) if wanted else {}
        found = {name: one for name, head in heads.items() if (one := self._fresh(name, head.version))}
        missing = [name for name in heads if name not in found]
        for row in questions_by_id(connection, missing) if missing else ():
            if one := self.read(row):
                found[row.question] = one
        return [found[name] for name in wanted if name in found]

    def read(self, row: QuestionRow) -> Asked | None:
        """A question from its row, read once a version; None when a newer program wrote it."""
        one = self._fresh(row.question, row.version) or read_asked(row, self._made)
        if one is not None:
            self._known[row.question] = one
            self._known.move_to_end(row.question)
            if len(self._known) > self.most:
                self._known.popitem(last=False)
        return one

    def _fresh(self, name: str, version: int) -> Asked | None:
        one = self._known.get(name)
        return one if one and one.version == version else None


def read_asked(row: QuestionRow, made: Made | None = None) -> Asked | None:
    """A question from the record with its looks; None when a newer program wrote it."""
    try:
        question = question_from_said(row.question, row.said)
    except NotAQuestionError:
        return None
    return replace(asked_of(question, row.version, made), since=row.version_at)


def asked_of(question: Question, version: int, made: Made | None = None) -> Asked:
    """A question with its looks; `made` has sources that were made before."""
    window, made = question.rule.window, made or Made()
    named = ((name, use) for name, uses in question.rule.looks.items() for use in uses)
    uses = tuple(_use(name, use, window, made) for name, use in named)
    markets = tuple(_use("market", one.use, ANY_TODAY, made) for one in question.markets)
    return Asked(question, version, uses, markets=markets)


def _use(name: str, use: SourceUse, window: Window, made: Made) -> UseOfLook:
    params, source = made.of(use)
    return UseOfLook(name, use, look_key(use.name, params, window), source, params)


def look_rows(asked: Iterable[Asked], now: datetime) -> list[LookRow]:
    """Every look the questions need, each once, due now unless it is in the schedule already."""
    rows = {
        use.key: _row(use, window_said(one.question.rule.window), now)
        for one in asked
        for use in one.looking()
    }
    return list(rows.values())


def market_rows(asked: Iterable[Asked], now: datetime) -> list[LookRow]:
    """The same of every look that is only shown with a question."""
    return list({use.key: _row(use, TODAY_SAID, now) for one in asked for use in one.markets}.values())


def _row(use: UseOfLook, days: list[str], now: datetime) -> LookRow:
    return LookRow(use.key, use.use.name, use.params, json.dumps(days), now)


def seen_by(
    asked: Asked, readings: Iterable[ReadingRow], states: Mapping[str, LookState]
) -> dict[str, tuple[Seen, ...]]:
    """Everything the sources of a question have given, by look, for the decision."""
    return seen_from(asked, taken_by_look(readings), states)


def taken_by_look(readings: Iterable[ReadingRow]) -> dict[str, list[Taken]]:
    """Readings as they were taken, by the key of their look, in the same order."""
    found: dict[str, list[Taken]] = {}
    for row in readings:
        found.setdefault(row.look, []).append(taken_from(row))
    return found


def seen_from(
    asked: Asked, taken: Mapping[str, Sequence[Taken]], states: Mapping[str, LookState]
) -> dict[str, tuple[Seen, ...]]:
    """The same from readings that were read back once for many questions."""
    looks: dict[str, tuple[Seen, ...]] = dict.fromkeys(asked.question.rule.looks, ())
    for use in asked.uses:
        seen = Seen(use.use, use.offer, use.publisher, tuple(taken.get(use.key, ())), _trouble(use, states))
        looks[use.name] = (*looks[use.name], seen)
    return looks


def _trouble(use: UseOfLook, states: Mapping[str, LookState]) -> NotYet | Unusable | None:
    if isinstance(use.source, Unusable):
        return use.source
    state = states.get(use.key)
    return trouble_from(state.answer, state.said or "") if state else None


def trouble_said(trouble: NotYet | Unusable) -> str:
    """What a look said instead of a reading, as work state keeps it."""
    return trouble.reason if isinstance(trouble, NotYet) else f"{trouble.why}: {trouble.detail}"


def trouble_from(answer: str | None, said: str) -> NotYet | Unusable | None:
    """The same, read back.

    >>> trouble_from("unusable", "stale: nothing new since March")
    Unusable(why='stale', detail='nothing new since March')
    """
    if answer == "not_yet":
        return NotYet(said)
    if answer != "unusable":
        return None
    why, _, detail = said.partition(": ")
    match why:
        case (
            "stale"
            | "shape_changed"
            | "identity_changed"
            | "incomplete"
            | "no_key"
            | "source_missing"
            | "down"
        ):
            return Unusable(why, detail)
        case _:
            return Unusable("down", said)
