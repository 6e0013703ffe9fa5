"""`fledger sources` in words: a source in a line, a look in a line, and a look whole."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ledger.cli import words
from ledger.questions.units import counted, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.record.alarms import Alarm
    from ledger.record.heading import Heading
    from ledger.record.looks import Hanging, LookRow
    from ledger.record.trail import EvidenceRow
    from ledger.record.values import ValueRead

HEADERS = ("source", "looks", "failing", "questions", "last good", "next", "newest row", "what is wrong")
LOOK_HEADERS = (
    *("look", "source", "last good", "took", "bytes", "failures", "next", "newest row", "alarms"),
    *("health", "questions", "endangered", "days", "asked with"),
)
KEY_START = 12
SHOWN = 20


def together(
    looks: Sequence[LookRow], held: Mapping[str, Sequence[Alarm]], hanging: Mapping[str, int]
) -> Iterator[tuple[str, ...]]:
    """Each source on one line, from its looks in the order of their sources; what any of them did best, and what is wrong."""
    for source, group in groupby(looks, lambda look: look.source):
        own = list(group)
        good = max(look.last_good_at or 0 for look in own)
        yield (
            *(source, str(len(own)), str(sum(look.failing for look in own)), str(hanging.get(source, 0))),
            words.local(good) if good else "never",
            words.local(min(look.next_at for look in own)),
            max(look.as_of or "" for look in own),
            words.first_and_more(wrong for look in own for wrong in _wrong(look, held.get(look.look, ()))),
        )


def _wrong(look: LookRow, held: Sequence[Alarm]) -> Iterator[str]:
    """The alarms of a look; where none holds yet, why its last answer could not be used."""
    if held:
        yield from (one.words for one in held)
    elif look.failing and look.said:
        yield look.said


def health(look: LookRow, held: Sequence[Alarm]) -> str:
    """`well`, `alarm`, `failing` or `never looked`, as in the app."""
    if look.failing:
        return "failing"
    if held:
        return "alarm"
    return "well" if look.last_at is not None else "never looked"


def cells(look: LookRow, held: Sequence[Alarm], hanging: int, endangered: int) -> tuple[str, ...]:
    """One look on one line; `hanging` questions hang on it, and `endangered` of them are read by nobody else for now."""
    return (
        *(look.look[:KEY_START], look.source),
        words.local(look.last_good_at) if look.last_good_at else "never",
        f"{look.took_us / 1000:.0f} ms" if look.took_us is not None else "",
        str(look.size) if look.size is not None else "",
        str(look.failures),
        words.local(look.next_at),
        look.as_of or "",
        "; ".join(one.words for one in held),
        health(look, held),
        str(hanging),
        str(endangered),
        " ".join(look.days),
        ", ".join(f"{name} {value}" for name, value in _params(look).items()),
    )


def _params(look: LookRow) -> Mapping[str, object]:
    """What the source is asked with; the canonical form names the source beside it."""
    match look.params:
        case {"params": dict(params)}:
            return params
        case _:
            return look.params


def look_data(look: LookRow, held: Sequence[Alarm]) -> dict[str, object]:
    """One look for programs."""
    times = {
        name: words.stamp(getattr(look, name))
        for name in ("next_at", "last_at", "last_good_at", "unable_since")
    }
    return {
        "look": look.look,
        "source": look.source,
        "params": dict(_params(look)),
        "window": list(look.days),
        **times,
        "failures": look.failures,
        "latency_us": look.took_us,
        "bytes": look.size,
        "answer": look.answer,
        "said": look.said,
        "as_of": look.as_of,
        "identity": look.identity,
        "lacks": look.lacks,
        "health": health(look, held),
        "alarms": [
            {"kind": one.kind, "since": words.stamp(one.since), "was": one.was, "became": one.became}
            for one in held
        ],
    }


@dataclass(frozen=True, slots=True)
class LookPage:
    """One look with everything that hangs on it."""

    look: LookRow
    alarms: Sequence[Alarm]
    hanging: Sequence[Hanging]
    headings: Mapping[str, Heading]
    values: Sequence[ValueRead]
    shown_with: Sequence[str] = ()
    requests: Sequence[EvidenceRow] = ()
    endangers: Sequence[str] = ()

    def data(self) -> dict[str, object]:
        """The look for programs."""
        return {
            **look_data(self.look, self.alarms),
            "questions": [
                {"question": one.question, "resolves_at": words.stamp(one.resolves_at)}
                | {"gives_up_at": words.stamp(one.gives_up_at)}
                | {"heading": found.words if (found := self.headings.get(one.question)) else None}
                for one in self.hanging
            ],
            "shown_with": list(self.shown_with),
            "endangers": list(self.endangers),
            "requests": [
                {"seq": one.seq, "url": one.url, "sha256": one.sha256, "status": one.status, "size": one.size}
                | {"fetched_at": words.stamp(one.fetched_at)}
                for one in self.requests
            ],
            "history": [
                {"value": one.value, "day": one.day, "as_of": one.as_of, "exact": one.exact, "unit": one.unit}
                for one in self.values
            ],
        }


def lines(page: LookPage, *, simulated: bool) -> Iterator[str]:
    """The look for people."""
    look = page.look
    params = ", ".join(f"{name} {value}" for name, value in _params(look).items())
    yield f"{look.source}  {look.look[:KEY_START]}  {' '.join(look.days)}  {params}".rstrip()
    yield f"  last good {words.local(look.last_good_at) if look.last_good_at else 'never'}, next {words.local(look.next_at)}"
    yield f"  {look.answer or 'not looked yet'}{f': {look.said}' if look.said else ''}"
    if look.identity:
        yield f"  reads {look.identity}, newest row {look.as_of}"
    if look.lacks:
        yield f"  lacks {look.lacks}"
    yield from (f"  ! {one.words}, since {words.day(one.since)}" for one in page.alarms)
    for one in page.hanging[:SHOWN]:
        to = f"  {page.headings[one.question].words}" if one.question in page.headings else ""
        yield f"  {one.question}  decided from {words.day(one.resolves_at)}, given up {words.day(one.gives_up_at)}{to}"
    if len(page.hanging) > SHOWN:
        yield f"  and {counted(len(page.hanging) - SHOWN, 'more question')}"
    if page.endangers:
        yield f"  ! endangers {counted(len(page.endangers), 'question')}: {', '.join(page.endangers[:SHOWN])}"
    if page.shown_with:
        yield f"  decides nothing; shown with {', '.join(page.shown_with)}"
    for value in page.values:
        said = words.sim(with_unit(value.exact or "", value.unit), simulated=simulated)
        yield f"  {value.day}  {value.value} {said}  (data to {value.as_of})"
    for each in page.requests:
        kept = f"HTTP {each.status}, {counted(each.size, 'byte')}, entry #{each.seq}"
        yield f"  kept {words.local(each.fetched_at)}  {each.url}  ({kept})"


def rows(page: LookPage, *, simulated: bool) -> Iterator[tuple[str, ...]]:
    """The look for pipes: its key, what the line is of, what it names, what is said of that, and when."""
    key = page.look.look[:KEY_START]
    yield key, "look", page.look.source, health(page.look, page.alarms), words.local(page.look.next_at)
    for one in page.alarms:
        yield key, "alarm", one.kind, one.words, words.day(one.since)
    for each in page.hanging:
        to = page.headings[each.question].words if each.question in page.headings else ""
        yield key, "question", each.question, to, words.day(each.resolves_at)
    yield from ((key, "endangers", name, "", "") for name in page.endangers)
    yield from ((key, "shown with", name, "", "") for name in page.shown_with)
    for value in page.values:
        said = words.sim(f"{value.exact} {value.unit or ''}".strip(), simulated=simulated)
        yield key, "value", value.value, said, value.day
    for kept in page.requests:
        yield key, "request", kept.url, kept.sha256, words.local(kept.fetched_at)
