"""Which looks the open questions need. Many questions hang on one look; a question is read once per version."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ledger.journal.work import LookRow, LookState
from ledger.questions.reading import NotAQuestionError, question_from_said
from ledger.resolution.look import by_hand, key_of, params_of, source_of, window_said
from ledger.resolution.stored import taken_from
from ledger.resolution.taken import Seen, Taken
from resolvers.source import NotYet, Offer, Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from ledger.journal.deciding import QuestionRow, ReadingRow
    from ledger.questions.question import Question
    from ledger.questions.rule import SourceUse
    from resolvers.source import Source

DAILY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UseOfLook:
    """One source a question names, with the key of its look, ready to look or with why it cannot."""

    name: str
    use: SourceUse
    key: str
    source: Source | Unusable

    @property
    def offer(self) -> Offer:
        """What the source declares of the value the question uses."""
        if isinstance(self.source, Unusable):
            return Offer("level")
        return self.source.offers.get(self.use.value, Offer("level"))

    @property
    def cadence(self) -> timedelta:
        """How often the source is worth a look."""
        return DAILY if isinstance(self.source, Unusable) else self.source.cadence


@dataclass(frozen=True, slots=True)
class Asked:
    """One open question with the looks it needs, by name and in order of preference.

    `since` is when this version entered; None where it comes from no record.
    """

    question: Question
    version: int
    uses: tuple[UseOfLook, ...]
    since: datetime | None = None

    def looking(self) -> tuple[UseOfLook, ...]:
        """The uses there is something to look at for: not those a person answers."""
        return tuple(use for use in self.uses if not by_hand(use.use))


@dataclass
class Register:
    """Questions read from the record, kept while they do not change. One may serve many sweeps."""

    _known: dict[tuple[str, int], Asked | None] = field(default_factory=dict)

    def asked(self, rows: Iterable[QuestionRow]) -> tuple[list[Asked], list[str]]:
        """The questions of these rows, and the ids of those that this program cannot read."""
        found = {row.question: self._asked(row) for row in rows}
        return [one for one in found.values() if one], [name for name, one in found.items() if one is None]

    def _asked(self, row: QuestionRow) -> Asked | None:
        place = (row.question, row.version)
        if place not in self._known:
            self._known[place] = read_asked(row)
        return self._known[place]


def read_asked(row: QuestionRow) -> Asked | None:
    """A question from the record with its looks; None when a newer program wrote it."""
    try:
        question = question_from_said(row.question, row.said)
    except NotAQuestionError:
        return None
    return replace(asked_of(question, row.version), since=row.version_at)


def asked_of(question: Question, version: int) -> Asked:
    """A question with its looks."""
    window = question.rule.window
    named = ((name, use) for name, uses in question.rule.looks.items() for use in uses)
    uses = tuple(UseOfLook(name, use, key_of(use, window), source_of(use)) for name, use in named)
    return Asked(question, version, uses)


def look_rows(asked: Iterable[Asked], now: datetime) -> list[LookRow]:
    """Every look the questions need, due now unless it is in the schedule already."""
    return [
        LookRow(
            use.key, use.use.name, params_of(use.use), json.dumps(window_said(one.question.rule.window)), now
        )
        for one in asked
        for use in one.looking()
    ]


def seen_by(
    asked: Asked, readings: Sequence[ReadingRow], states: Mapping[str, LookState]
) -> dict[str, tuple[Seen, ...]]:
    """Everything the sources of a question have given, by look, for the decision."""
    by_key: dict[str, list[Taken]] = {}
    for row in readings:
        by_key.setdefault(row.look, []).append(taken_from(row))
    looks: dict[str, tuple[Seen, ...]] = dict.fromkeys(asked.question.rule.looks, ())
    for use in asked.uses:
        seen = Seen(
            use.use, use.offer, _publisher(use), tuple(by_key.get(use.key, ())), _trouble(use, states)
        )
        looks[use.name] = (*looks[use.name], seen)
    return looks


def _publisher(use: UseOfLook) -> str:
    return use.use.name if isinstance(use.source, Unusable) else use.source.publisher


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
