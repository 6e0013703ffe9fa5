"""The moments of a question in their order, and the days of its window."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from ledger.clock import end_of, start_of
from ledger.questions.finding import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from ledger.questions.checks.subject import Subject
    from ledger.questions.finding import Key
    from ledger.questions.tables import WindowTable

WINDOW: Key = ("resolution", "window")
_RANGE: Key = ("range",)
_GIVES_UP: Key = ("gives_up_at",)


def starts(value: date | datetime) -> datetime:
    """The moment a date-time names, or the start of a bare day; UTC."""
    return value.astimezone(UTC) if isinstance(value, datetime) else start_of(value)


def ends(value: date | datetime) -> datetime:
    """The moment a date-time names, or the end of a bare day; UTC."""
    return value.astimezone(UTC) if isinstance(value, datetime) else end_of(value)


def window_days(window: WindowTable | None) -> tuple[date, date] | None:
    """First and last day of a window, as far as it is known."""
    if window is None:
        return None
    if window.at is not None:
        return window.at, window.at
    pair = window.over or window.any_day
    return (pair[0], pair[1]) if pair else None


def check_times(subject: Subject) -> Iterator[Finding]:
    """Opens, then closes and resolves, then gives up; and all of it around the window."""
    file = subject.file
    if file.opens_at and file.closes_at and starts(file.opens_at) > ends(file.closes_at):
        wrong = "the question closes before it opens"
        yield Finding(
            ("closes_at",), "times-order", wrong, "give a later day than opens_at", shown(file.closes_at)
        )
    if file.opens_at and file.resolves_at and starts(file.resolves_at) < starts(file.opens_at):
        wrong = "the question may resolve before it opens"
        yield Finding(
            ("resolves_at",), "times-order", wrong, "give opens_at or a later day", shown(file.resolves_at)
        )
    if file.resolves_at and file.gives_up_at and starts(file.resolves_at) >= ends(file.gives_up_at):
        wrong = "the question gives up before it may resolve"
        yield Finding(
            _GIVES_UP, "times-order", wrong, "give a later day than resolves_at", shown(file.gives_up_at)
        )
    if (rule := subject.resolution) is not None and (window := rule.window) is not None:
        yield from _window(subject, window)
        yield from _around(subject, window)


def _window(subject: Subject, window: WindowTable) -> Iterator[Finding]:
    for name in ("over", "any_day"):
        pair = getattr(window, name)
        if pair is not None and pair[0] > pair[1]:
            found = f"{pair[0]} to {pair[1]}"
            yield Finding(
                (*WINDOW, name), "window-order", "the window ends before it begins", "swap the days", found
            )
    if window.any_day is not None and window.max_gap is None and subject.missing(*WINDOW, "max_gap"):
        fix = 'add max_gap = "14d": the longest hole in what was seen that may still mean NO'
        yield Finding((*WINDOW, "max_gap"), "missing-key", "a window of any_day needs max_gap", fix)
    if window.any_day is None and window.max_gap is not None:
        key = (*WINDOW, "max_gap")
        yield Finding(key, "max-gap", "max_gap belongs to any_day", "leave it out", shown(window.max_gap))


def _around(subject: Subject, window: WindowTable) -> Iterator[Finding]:
    if (days := window_days(window)) is None:
        return
    file, end = subject.file, end_of(days[1])
    if file.gives_up_at and ends(file.gives_up_at) <= end:
        wrong = "the question gives up before its window has ended"
        yield Finding(_GIVES_UP, "times-order", wrong, f"give a day after {days[1]}", shown(file.gives_up_at))
    yield from _begins_early(subject, window)
    yield from _closes_late(subject, days[1])
    yield from _resolves_early(subject, window, days[1])


def _begins_early(subject: Subject, window: WindowTable) -> Iterator[Finding]:
    """What may happen on any day must not have happened before anybody could be asked."""
    opens = subject.file.opens_at
    if opens and window.any_day is not None and window.any_day[0] < starts(opens).date():
        wrong = "the window begins before the question opens"
        fix = f"begin it on {starts(opens).date()} or later, or open earlier"
        yield Finding((*WINDOW, "any_day"), "times-order", wrong, fix, str(window.any_day[0]))


def _closes_late(subject: Subject, last: date) -> Iterator[Finding]:
    """What is only checked (a report) may be asked about after its day; a forecast may not."""
    file = subject.file
    reports = file.claim is not None and file.claim.stance == "reports"
    closes = file.closes_at
    if closes and not reports and ends(closes) > end_of(last):
        wrong = "forecasts could be made after the window has ended"
        yield Finding(("closes_at",), "closes-late", wrong, f"close on {last} or before", shown(closes))
    if (
        file.opens_at
        and closes is None
        and starts(file.opens_at) > end_of(last)
        and subject.missing("closes_at")
    ):
        wrong = "the question opens after its window has ended"
        yield Finding(("opens_at",), "times-order", wrong, f"open on {last} or before", shown(file.opens_at))


def _resolves_early(subject: Subject, window: WindowTable, last: date) -> Iterator[Finding]:
    """Only a window of any_day, or a total that never falls, can be decided before its end.

    A level that shows only on the day it is read can be decided on that day.
    """
    resolves = subject.file.resolves_at
    if resolves is None or window.any_day is not None or starts(resolves) > end_of(last):
        return
    if window.over is not None and _never_falls(subject):
        return
    if window.at is not None and starts(resolves) >= start_of(window.at) and _is_live_level(subject):
        return
    fix = f"give {last + timedelta(days=1)} or later"
    yield Finding(("resolves_at",), "resolves-early", "the window has not ended then", fix, shown(resolves))


def _never_falls(subject: Subject) -> bool:
    offers = [known.offers.get(table.value or "") for _, table, known in subject.uses("main")]
    return subject.file.kind == "binary" and any(offer is not None and offer.never_falls for offer in offers)


def _is_live_level(subject: Subject) -> bool:
    uses = ((table, known) for look in subject.looks() for _, table, known in subject.uses(look))
    found = (known.offers.get(table.value or "") for table, known in uses if not known.history)
    return any(offer is not None and offer.nature == "level" for offer in found)


def check_ranges(subject: Subject) -> Iterator[Finding]:
    """`range` is of the question's kind, in order, and a date range is the window."""
    table, kind = subject.file.range, subject.file.kind
    if table is None or table.min is None or table.max is None:
        return
    if kind == "date":
        yield from _date_range(subject, table.min, table.max)
        for name in ("open_min", "open_max", "scale"):
            if getattr(table, name) is not None:
                yield Finding(
                    ("range", name), "kind-key", "this key belongs to a numeric range", "leave it out"
                )
    elif kind == "numeric":
        yield from _number_range(table.min, table.max, table.scale)


def _number_range(least: Decimal | date, most: Decimal | date, scale: str | None) -> Iterator[Finding]:
    if isinstance(least, date) or isinstance(most, date):
        yield Finding(
            _RANGE, "range", "the ends of this range must be numbers", "write min and max as numbers"
        )
    elif least >= most:
        yield Finding(_RANGE, "range", "this range is empty", "give a max above min", f"{least} to {most}")
    elif scale == "log" and least <= 0:
        key: Key = (*_RANGE, "scale")
        yield Finding(key, "range", "a log scale needs a min above 0", "raise min, or leave scale out")


def _date_range(subject: Subject, least: Decimal | date, most: Decimal | date) -> Iterator[Finding]:
    window = window_days(subject.resolution.window if subject.resolution else None)
    if not (isinstance(least, date) and isinstance(most, date)):
        yield Finding(_RANGE, "range", "the ends of this range must be days", "write min and max as days")
    elif window is not None and (least, most) != window:
        fix = f"write min = {window[0]} and max = {window[1]}"
        yield Finding(_RANGE, "range", "a date question's range is its window", fix, f"{least} to {most}")
