"""Receipts as they are compared: what each publisher or person says, side by side where there is room."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from ledger.questions.units import with_unit
from ledger.tui.ink import BLANK, cells, line, span
from ledger.tui.times import clock_words, utc_day
from ledger.tui.wording import now_text, outcome_text
from ledger.tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from ledger.record.review import Pinned
    from ledger.record.trail import Proposal, ReadingRow, Voice
    from ledger.tui.ink import Ink, Line, Span
    from ledger.tui.views.review import Case

BESIDE_FROM = 105
"""Cells of a page on a terminal of 112: from there two receipts stand side by side."""
NAMES = 10
"""Cells of the column with the names of what is compared."""
BETWEEN = 3
SIM_MARK = "SIM "
MOST_EXCERPT = 4


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who says something, and what can be checked about it: name, text, ink."""

    who: str
    facts: tuple[tuple[str, str, Ink], ...]


def receipts(case: Case, zone: tzinfo | None) -> tuple[Receipt, ...]:
    """What a case rests on, in the order of the proposal: readings, a person's answer, words behind it and against it."""
    one = case.proposal
    if one is None:
        return ()
    return (
        *(_pinned(case, each, zone) for each in case.pinned),
        *((_answer(case, one, zone), *_now(case)) if one.basis == "person" else ()),
        *(_voice(case, each, zone) for each in one.voices if each.what in {"confirmed", "challenged"}),
    )


def draw_receipts(found: Sequence[Receipt], width: int) -> list[Line]:
    """Two in a row where the page is wide enough, else one above the other; an empty line between rows."""
    drawn: list[Line] = []
    for at in range(0, len(found), 2 if width >= BESIDE_FROM else 1):
        pair = found[at : at + 2] if width >= BESIDE_FROM else found[at : at + 1]
        drawn += [BLANK] if drawn else []
        drawn += _beside(pair[0], pair[1], width) if len(pair) > 1 else _alone(pair[0], width)
    return drawn


# ---- what is said ----------------------------------------------------------------------------------------


def _pinned(case: Case, one: Pinned, zone: tzinfo | None) -> Receipt:
    reading = one.reading
    facts: list[tuple[str, str, Ink]] = [
        ("says", _values(case, reading), "value"),
        ("as of", reading.as_of, "plain"),
        ("read", clock_words(reading.taken_at, zone), "muted"),
        ("source", f"{reading.source}, version {reading.source_version}", "muted"),
        *(("place", f"{name}: {place}", "plain") for name, place in reading.where.items()),
    ]
    for kept in one.evidence:
        facts += [
            ("from", kept.url, "plain"),
            ("sha256", f"{kept.sha256[:16]}{', bytes erased' if kept.erased else ''}", "muted"),
            *(("bytes", f"{place}  {text}", "plain") for place, text in _excerpt(case, kept.sha256)),
        ]
    if one.newer is not None:
        newer = f"{_values(case, one.newer)}, as of {one.newer.as_of}; what is pinned stands"
        facts.append(("now says", newer, "warn"))
    return Receipt(reading.publisher, tuple(facts))


def _excerpt(case: Case, sha256: str) -> Sequence[tuple[str, str]]:
    return case.excerpts.get(sha256, ())[:MOST_EXCERPT]


def _values(case: Case, one: ReadingRow) -> str:
    said = (f"{name} {with_unit(value or 'none', one.units.get(name))}" for name, value in one.values.items())
    return (SIM_MARK if case.simulated else "") + ", ".join(said)


def _answer(case: Case, one: Proposal, zone: tzinfo | None) -> Receipt:
    facts: list[tuple[str, str, Ink]] = [
        ("says", _outcome(case, one.outcome), "value"),
        *((("happened", utc_day(one.known_at), "plain"),) if one.known_at and _has_a_day(one) else ()),
        ("said", clock_words(one.decided_at, zone), "muted"),
        ("why", one.why, "plain"),
    ]
    return Receipt(f"{one.who or 'a person'} answered", tuple(facts))


def _has_a_day(one: Proposal) -> bool:
    """Whether who answered gave the day it happened; without one it is known since they said so."""
    return one.known_at is not None and one.known_at < one.decided_at


def _now(case: Case) -> Iterator[Receipt]:
    """What the sources say by themselves, beside a person's word; nothing where they cannot be looked at."""
    today = case.row.today
    if today is None or today.state == "needs_person":
        return
    said, ink = now_text(today, case.row.unit)
    sim = SIM_MARK if case.simulated and ink == "value" else ""
    would = f", would be {today.would}" if today.would and today.would != said else ""
    facts: list[tuple[str, str, Ink]] = [
        ("says", f"{sim}{said}{would}", ink),
        *((("as of", today.as_of, "plain"),) if today.as_of else ()),
        ("read", today.day, "muted"),
        ("why", today.reason or "", "plain"),
    ]
    yield Receipt("if it resolved today, by the sources", tuple(fact for fact in facts if fact[1]))


def _voice(case: Case, one: Voice, zone: tzinfo | None) -> Receipt:
    who = one.who or "somebody"
    said: list[tuple[str, str, Ink]] = [("said", clock_words(one.at, zone), "muted")]
    if one.why:
        said.append(("why", one.why, "plain"))
    if one.what == "confirmed":
        return Receipt(f"{who} stands behind it", tuple(said))
    if one.evidence:
        said.append(("from", one.evidence, "plain"))
    if one.criterion:
        said.append(("words", f"“{one.criterion}”", "plain"))
    instead: list[tuple[str, str, Ink]] = (
        [("says", _outcome(case, one.outcome), "bad")] if one.outcome is not None else []
    )
    return Receipt(f"! {who} challenges it", (*instead, *said))


def _outcome(case: Case, said: object) -> str:
    if not isinstance(said, dict):
        return "publishers disagree"
    return (SIM_MARK if case.simulated else "") + outcome_text(said, case.row.unit)


# ---- how it stands there ---------------------------------------------------------------------------------


def _alone(one: Receipt, width: int) -> Iterator[Line]:
    yield line((one.who, "strong"))
    last = ""
    for name, text, ink in one.facts:
        shown = "" if name == last else name
        yield from _named(shown, wrap(((text, ink),), max(width - NAMES, NAMES)))
        last = name


def _named(name: str, texts: Sequence[Line]) -> Iterator[Line]:
    for at, text in enumerate(texts):
        yield (_name(name if at == 0 else ""), *text)


def _name(name: str) -> Span:
    return span(f"{name:<{NAMES}}", "muted")


def _beside(left: Receipt, right: Receipt, width: int) -> Iterator[Line]:
    room = (width - NAMES - BETWEEN) // 2
    yield _row("", line((left.who, "strong")), line((right.who, "strong")), room)
    for name in dict.fromkeys(name for one in (left, right) for name, _, _ in one.facts):
        ours, theirs = (_column(one, name, room) for one in (left, right))
        shown = f"{name} !" if name == "says" and ours and theirs and ours != theirs else name
        for at, (mine, other) in enumerate(zip_longest(ours, theirs, fillvalue=BLANK)):
            yield _row(shown if at == 0 else "", mine, other, room)


def _column(one: Receipt, name: str, room: int) -> list[Line]:
    """Everything a receipt says under a name, wrapped."""
    return [part for each, text, ink in one.facts if each == name for part in wrap(((text, ink),), room)]


def _row(name: str, left: Line, right: Line, room: int) -> Line:
    free = " " * max(room - cells(left), 0)
    return (_name(name), *left, span(free), span(" │ ", "muted"), *right)
