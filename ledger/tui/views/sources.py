"""Sources as they are: every look with its health, the alarms that hold, and the questions that hang on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.record.alarms import alarms
from ledger.record.heading import headings
from ledger.record.looks import endangered, hanging_counts, hanging_on, looks
from ledger.record.markets import shown_with
from ledger.record.questions import by_standing
from ledger.record.trail import evidence_of_look
from ledger.record.unreached import unreached
from ledger.record.values import values_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.record.alarms import Alarm
    from ledger.record.heading import Heading
    from ledger.record.looks import Hanging, LookRow
    from ledger.record.opening import Record
    from ledger.record.trail import EvidenceRow
    from ledger.record.values import ValueRead
    from ledger.tui.desk import Desk
    from resolvers.source import Source

SourceOrder = Literal["source", "trouble", "good", "next", "newest", "questions"]
HISTORY = 60
REQUESTS = 6
KEY_START = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """One look in the list. `hanging` counts questions without an end, `endangers` those that nobody else reads for now."""

    look: LookRow
    alarms: tuple[Alarm, ...]
    hanging: int
    endangers: int

    @property
    def health(self) -> str:
        """`well`, `alarm`, `failing` or `never looked`."""
        if self.look.failing:
            return "failing"
        if self.alarms:
            return "alarm"
        return "well" if self.look.last_at is not None else "never looked"

    @property
    def acceptable(self) -> tuple[Alarm, ...]:
        """The alarms that a person can accept."""
        return tuple(one for one in self.alarms if one.acceptable)

    @property
    def params(self) -> Mapping[str, object]:
        """What the source is asked with; the canonical form names the source beside it."""
        match self.look.params:
            case {"params": dict(params)}:
                return params
            case _:
                return self.look.params

    @property
    def text(self) -> str:
        """Everything a word of the query line may stand in, in small letters."""
        told = [f"{name} {value}" for name, value in self.params.items()]
        parts = (
            self.look.source,
            self.look.look[:KEY_START],
            self.look.identity or "",
            self.look.said or "",
            *told,
        )
        return " ".join((*parts, *(one.words for one in self.alarms))).casefold()


@dataclass(frozen=True, slots=True)
class SourcesView:
    """Every look by its key, and a sentence for each host that none of its sources reached. `asked`: some question is open."""

    looks: Mapping[str, Listed]
    unreached: tuple[str, ...]
    now_us: int
    simulated: bool
    asked: bool = True


@dataclass(frozen=True, slots=True)
class LookView:
    """One look whole. `kind` is its source as this program knows it, None where it is gone; `questions` have ids and titles."""

    listed: Listed
    kind: type[Source] | None
    hanging: tuple[Hanging, ...]
    titles: Mapping[str, str]
    headings: Mapping[str, Heading]
    values: tuple[ValueRead, ...]
    requests: tuple[EvidenceRow, ...]
    shown_with: tuple[str, ...]
    now_us: int
    simulated: bool


def read_sources(record: Record, *, now_us: int) -> SourcesView:
    """Every look, by source."""
    held, counts = alarms(record), hanging_counts(record)
    danger = {one.look.look: len(one.questions) for one in endangered(record)}
    found = {
        each.look: Listed(each, held.get(each.look, ()), counts.get(each.look, 0), danger.get(each.look, 0))
        for each in looks(record)
    }
    asked = bool(found) or by_standing(record, now_us=now_us)["open"] > 0
    return SourcesView(found, unreached(record).words, now_us, record.simulated, asked)


def fitting(view: SourcesView, text: str, order: SourceOrder) -> tuple[str, ...]:
    """The keys of the looks that a query line means, in an order: words, and `is:failing`; `-` turns a term round.

    `is:` takes failing, alarm, well, never, late (due and not looked at) and endangered.
    """
    terms = [term for term in text.casefold().split() if term != "-"]
    found = [one for one in view.looks.values() if all(_fits(one, term, view.now_us) for term in terms)]
    return tuple(one.look.look for one in sorted(found, key=lambda one: _place(one, order)))


def _fits(one: Listed, term: str, now_us: int) -> bool:
    if term.startswith("-"):
        return not _fits(one, term[1:], now_us)
    key, colon, text = term.partition(":")
    if colon and key == "source":
        return text in one.look.source.casefold()
    if not colon or key != "is":
        return term in one.text
    if text.startswith("late"):
        return one.look.next_at < now_us
    if text.startswith("endanger"):
        return one.endangers > 0
    return one.health.startswith(text)


def _place(one: Listed, order: SourceOrder) -> tuple[object, ...]:
    look = one.look
    by: Mapping[SourceOrder, object] = {
        "source": "",
        "trouble": (-one.endangers, not look.failing, not one.alarms, -one.hanging),
        "good": look.last_good_at or 0,
        "next": look.next_at,
        "newest": look.as_of or "",
        "questions": -one.hanging,
    }
    return by[order], look.source, look.days, look.look


def read_look(record: Record, key: str, *, now_us: int) -> LookView | None:
    """One look whole; None where it is no longer needed."""
    found = read_sources(record, now_us=now_us).looks.get(key)
    if found is None:
        return None
    hanging = hanging_on(record, key)
    names = [one.question for one in hanging]
    return LookView(
        listed=found,
        kind=_kind(found.look.source),
        hanging=hanging,
        titles=_titles(record, names, now_us),
        headings=headings(record, names, now_us=now_us),
        values=values_of(record, key, limit=HISTORY),
        requests=evidence_of_look(record, key, limit=REQUESTS),
        shown_with=shown_with(record, key),
        now_us=now_us,
        simulated=record.simulated,
    )


def _titles(record: Record, names: Sequence[str], now_us: int) -> dict[str, str]:
    from ledger.record.questions import page

    return {row.id: row.title for row in page(record, names, now_us=now_us, me="")}


def _kind(name: str) -> type[Source] | None:
    from resolvers.errors import ResolversError
    from resolvers.registry import find

    try:
        return find(name)
    except ResolversError:
        return None


def accept_now(desk: Desk, seen: LookView) -> str:
    """Take what a look reads as right, as it was seen; what came of it, in a sentence. Raises OtherAlarmsError, JournalError."""
    from ledger.resolution.looking.accepting import accept_alarms

    one = seen.listed
    with desk.journal() as journal:
        kinds = accept_alarms(journal, one.look.look, one.alarms)
    over = " and ".join(kind.replace("_", " ") for kind in kinds)
    return f"{one.look.source}: what it reads now is right; {over} {'is' if len(kinds) == 1 else 'are'} over"
