"""Sources: a look in a line of the list, and a look whole: its health, alarms, values, requests and questions."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.questions.units import counted, with_unit
from ledger.tui.blocks import GAP, Block, Figure, Pair, Words, heading, quiet
from ledger.tui.commands.anywhere import LookNow
from ledger.tui.commands.command import named_key
from ledger.tui.commands.sources import AcceptAlarm, AgreeToAccept, TrySource
from ledger.tui.drawing.time_chart import Series, TimeChart, draw_time_chart
from ledger.tui.ink import joined, line, span
from ledger.tui.times import ago, clock_words, day, left
from ledger.tui.wording import SIM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from ledger.record.alarms import Alarm
    from ledger.record.values import ValueRead
    from ledger.tui.ink import Ink, Line, Span
    from ledger.tui.views.sources import Listed, LookView
    from ledger.tui.widgets.line_table import Row

NO_SOURCES = "No open question has a source to look at."
NONE_FITS = "No look fits."
CHART_HEIGHT = 7
YEAR = 5
"""Signs of an ISO day up to its month."""
MOST_VALUES = 6
MOST_DECIMALS = 3
"""Of a value; its entry has it exactly."""
MOST_QUESTIONS = 20
INK_OF_HEALTH: dict[str, Ink] = {"failing": "bad", "alarm": "warn", "well": "good", "never looked": "muted"}
MEANS = (
    "Accepting ends these alarms; series and unit as read now are what later looks are compared with. It decides nothing, and "
    "no reading changes."
)
SIGNS = {"failing": "! ", "alarm": "! "}


def look_cells(one: Listed, now_us: int) -> Row:
    """A line of the list: source, what it is asked, health, questions, last good, newest row, next look."""
    look, endangers = one.look, one.endangers
    hanging: Span = (
        (f"{one.hanging}", "plain") if not endangers else (f"{endangers} of {one.hanging} !", "bad")
    )
    return (
        (look.source, "plain"),
        (" · ".join(part for part in (_short_days(one), _asked(one)) if part), "muted"),
        _health(one),
        hanging,
        (ago(look.last_good_at, now_us), "plain"),
        (look.as_of or "-", "plain"),
        (_next(one, now_us), "muted"),
    )


def _health(one: Listed) -> Span:
    return f"{SIGNS.get(one.health, '')}{one.health}", INK_OF_HEALTH[one.health]


def _next(one: Listed, now_us: int) -> str:
    return left(one.look.next_at, now_us) if one.look.next_at > now_us else "due"


def _asked(one: Listed) -> str:
    return ", ".join(f"{name} {_plain(value)}" for name, value in one.params.items())


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _short_days(one: Listed) -> str:
    """The window in a cell: `2028-03-31`, `2028-10-01..12-31` where both days are of one year."""
    days = one.look.days[1:]
    if not days:
        return one.look.days[0]
    same = len(days) > 1 and days[0][:YEAR] == days[1][:YEAR]
    return f"{days[0]}..{days[1][YEAR:] if same else days[1]}" if len(days) > 1 else days[0]


def _days(one: Listed) -> str:
    """The window in words: `over 2028-10-01 to 2028-12-31`."""
    form, *days = one.look.days
    return f"{form.replace('_', ' ')} {' to '.join(days)}".rstrip()


def _said(one: Listed) -> str:
    """What it said last: a reading's values, or its sentence with the kind of trouble before it."""
    said = one.look.said or ""
    try:
        values = json.loads(said)
    except ValueError:
        why, colon, detail = said.partition(": ")
        return f"{why.replace('_', ' ')}{colon}{detail}"
    told = values.items() if isinstance(values, dict) else ()
    return ", ".join(f"{name} {value}" for name, value in told) or said


def look_blocks(view: LookView, zone: tzinfo | None = None, *, ascii_only: bool = False) -> list[Block]:
    """One look whole."""
    return [
        *_head(view),
        *_now(view),
        *_alarms(view, zone),
        *_questions(view),
        *_values(view, ascii_only=ascii_only),
        *_source(view),
        *_requests(view, zone),
    ]


def accept_blocks(
    view: LookView | None, zone: tzinfo | None = None, *, ascii_only: bool = False
) -> list[Block]:
    """What accepting a look's alarms would take as right, with what it read and from where beside it."""
    if view is None or not view.listed.acceptable:
        return [quiet("This look has no alarm that can be accepted any more.")]
    return [
        heading("Right as it is now?", named_key(AgreeToAccept), " accepts it, esc leaves it"),
        *_head(view),
        *(block for one in view.listed.acceptable for block in _was_and_is(one, view, zone)),
        *_staying(view),
        quiet(MEANS),
        *_values(view, ascii_only=ascii_only),
        *_requests(view, zone),
        *_questions(view),
    ]


def _was_and_is(one: Alarm, view: LookView, zone: tzinfo | None) -> Iterator[Block]:
    sim = (SIM,) if view.simulated else ()
    kind = span(f"! {one.kind.replace('_', ' ')}", "warn")
    yield Words(joined([kind, span(f"since {day(one.since, zone)}", "muted")]), 2)
    yield Words(line(("  was ", "muted"), *sim, one.was or "not known"), 6)
    yield Words(line(("  is  ", "muted"), *sim, (one.became, "value")), 6)


def _staying(view: LookView) -> Iterator[Block]:
    """The other alarms, which only the publisher or the question's file can end."""
    for one in view.listed.alarms:
        if not one.acceptable:
            yield Words(line(("! stays: ", "bad"), (one.words, "warn")), 2)


def _head(view: LookView) -> Iterator[Block]:
    one = view.listed
    yield Words(line((one.look.source, "strong"), (f"  {_days(one)}", "muted")))
    if asked := _asked(one):
        yield Words(line(("asked with ", "muted"), asked), 2)


def _now(view: LookView) -> Iterator[Block]:
    one, look, now = view.listed, view.listed.look, view.now_us
    row: list[Span] = [span(f"newest row {look.as_of}", "plain")] if look.as_of else []
    good = span(f"last good {ago(look.last_good_at, now)}", "muted")
    yield Words(joined([_health(one), good, *row, span(f"next {_next(one, now)}", "muted"), *_cost(view)]), 2)
    if look.said:
        sim = (SIM,) if view.simulated and look.answer == "reading" else ()
        yield Words(line(("said ", "muted"), *sim, (_said(one), "bad" if look.failing else "value")), 2)
    if look.failures > 1:
        yield Words(line((f"! failed {counted(look.failures, 'time')} in a row", "bad")), 2)
    if look.lacks:
        yield Words(line(("lacks ", "muted"), (look.lacks, "warn")), 2)
    if look.identity:
        yield Words(line(("reads ", "muted"), look.identity), 2)


def _cost(view: LookView) -> list[Span]:
    look = view.listed.look
    took = [span(f"{look.took_us // 1000} ms", "muted")] if look.took_us is not None else []
    return took + ([span(counted(look.size, "byte"), "muted")] if look.size is not None else [])


def _alarms(view: LookView, zone: tzinfo | None) -> Iterator[Block]:
    if view.listed.alarms:
        yield GAP
        yield heading("Alarms", "they decide nothing")
    for one in view.listed.alarms:
        yield Words(
            joined(
                [line(("! ", "bad"), (one.words, "warn")), span(f"since {day(one.since, zone)}", "muted")]
            ),
            2,
        )
    if view.listed.acceptable:
        yield Words(
            line(("Right as it is now? ", "muted"), named_key(AcceptAlarm), (" accepts it", "muted")), 2
        )


def _questions(view: LookView) -> Iterator[Block]:
    endangers = view.listed.endangers
    yield GAP
    yield heading(
        "Questions", f"{endangers} of {len(view.hanging)} endangered" if endangers else f"{len(view.hanging)}"
    )
    if not view.hanging and not view.shown_with:
        yield quiet("No question without an end hangs on it any more.")
    for one in view.hanging[:MOST_QUESTIONS]:
        title = view.titles.get(one.question, one.question)
        when = span(f"decided {left(one.resolves_at, view.now_us)}", "muted")
        yield Pair(line((title, "plain")), line(when), f"question:{one.question}")
        if one.question in view.headings:
            yield Words(line((f"! {view.headings[one.question].words}", "warn")), 2)
    if len(view.hanging) > MOST_QUESTIONS:
        yield quiet(f"and {len(view.hanging) - MOST_QUESTIONS} more")
    for name in view.shown_with:
        yield Words(line(("decides nothing; shown with ", "muted"), name), 2, f"question:{name}")


# ---- what it read ------------------------------------------------------------------------------------------


def _values(view: LookView, *, ascii_only: bool) -> Iterator[Block]:
    yield GAP
    sim = (SIM,) if view.simulated else ()
    told = line(("each from the day it was read first", "muted"))
    yield Pair(line(*sim, ("Values", "head")), told, section="Values")
    if not view.values:
        looks = (named_key(LookNow), " looks and keeps what counts.")
        yield quiet("Nothing was read yet: ", named_key(TrySource), " tries it now, ", *looks)
    yield from _chart(view, ascii_only=ascii_only)
    for one in view.values[:MOST_VALUES]:
        yield Pair(_value(view, one), line((f"read {one.day}, data to {one.as_of}", "muted")))
    if len(view.values) > MOST_VALUES:
        yield quiet(
            f"and {len(view.values) - MOST_VALUES} older: fledger sources show {view.listed.look.look[:12]}"
        )


def _value(view: LookView, one: ValueRead) -> Line:
    sim = (SIM,) if view.simulated else ()
    said = _rounded(one.exact) if one.exact is not None else "none"
    return line((f"{one.value} ", "muted"), *sim, (with_unit(said, one.unit), "value"))


def _rounded(exact: str) -> str:
    """To `MOST_DECIMALS`; what is no number, and what has no more of them, as it is.

    >>> _rounded("8.93634496920"), _rounded("7.0"), _rounded("2026-11-21")
    ('8.936', '7.0', '2026-11-21')
    """
    decimals = exact.partition(".")[2]
    if len(decimals) <= MOST_DECIMALS or not decimals.isdecimal():
        return exact
    return str(round(Decimal(exact), MOST_DECIMALS))


def _chart(view: LookView, *, ascii_only: bool) -> Iterator[Block]:
    """The value that changed most often, over time."""
    by_value: dict[str, list[tuple[int, float]]] = {}
    for one in reversed(view.values):
        if (number := _number(one.exact)) is not None:
            by_value.setdefault(one.value, []).append((_at(one.day), number))
    name, points = max(by_value.items(), key=lambda item: len(item[1]), default=("", []))
    if len(points) > 1:
        series = Series(name, tuple(points), "value", "•", "*", steps=True)
        chart = TimeChart((series,), max(view.now_us, points[-1][0]), height=CHART_HEIGHT)
        yield Figure(lambda width: draw_time_chart(chart, width, ascii_only=ascii_only))


def _number(exact: str | None) -> float | None:
    try:
        return float(exact) if exact is not None else None
    except ValueError:
        return None


def _at(iso: str) -> int:
    from datetime import date

    from ledger.clock import microseconds, start_of

    return microseconds(start_of(date.fromisoformat(iso)))


# ---- what it is ----------------------------------------------------------------------------------------------


def _source(view: LookView) -> Iterator[Block]:
    kind = view.kind
    yield GAP
    yield heading("The source")
    if kind is None:
        yield Words(line((f"! This program knows no source {view.listed.look.source}.", "bad")))
        return
    yield Words(line((kind.about, "plain")), 2)
    yield Words(
        joined([span(kind.publisher, "plain"), span(kind.licence, "muted"), span(kind.home, "muted")]), 2
    )
    key = "needs no key"
    if kind.secret:
        key = f"needs the key {kind.secret!r}: FLEDGER_SECRET_{kind.secret.upper()}, or [secrets] in settings.toml"
    yield Words(joined([span(f"version {kind.version}", "muted"), span(key, "muted")]), 2)


def _requests(view: LookView, zone: tzinfo | None) -> Iterator[Block]:
    yield GAP
    yield heading("Last requests kept", "Enter shows the bytes")
    if not view.requests:
        yield quiet("None yet. Bytes are kept from the day a look can count.")
    for one in view.requests:
        facts = f"HTTP {one.status} · {counted(one.size, 'byte')} · {clock_words(one.fetched_at, zone)}"
        yield Words(joined([span(one.url, "plain"), span(facts, "muted")]), 4, f"evidence:{one.sha256}")
