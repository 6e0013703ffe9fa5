"""A window must be one that the kind of question can use, and that every source of it can speak for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.clock import end_of
from ledger.questions.checks.natures import MANUAL, offers
from ledger.questions.checks.times import WINDOW, starts
from ledger.questions.durations import duration
from ledger.questions.finding import Finding, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from ledger.questions.checks.subject import Subject
    from ledger.questions.finding import Key
    from ledger.questions.known_sources import KnownSource
    from ledger.questions.tables import WindowTable
    from resolvers.source import Nature, WindowForm

_FORMS: tuple[WindowForm, ...] = ("at", "over", "any_day")
_NAME_DAYS = "let the params name the days ({first}, {last}, {first_year}, {last_year}, or date_column)"
_HAD_EARLY = frozenset({"first_print", "as_of"})
"""Vintages for which a reading from before `resolves_at` counts."""


def check_windows(subject: Subject) -> Iterator[Finding]:
    """The window against the kind, the test and the sources."""
    window = subject.resolution.window if subject.resolution else None
    if window is None:
        return
    yield from _kind(subject, window)
    for look in subject.looks():
        for key, known, nature in _speaking(subject, look):
            yield from _answered(key, window, known)
            yield from _often_enough(window, known)
            if not known.history:
                yield from _live(subject, (*key, "value"), window, nature)


def check_first_day(subject: Subject) -> Iterator[Finding]:
    """That something does not hold is known at the window's end only: it has no first day."""
    test = subject.resolution.first_day if subject.resolution else None
    if test is not None and (test.not_of is not None or test.happened is False):
        key: Key = ("resolution", "first_day")
        fix = "turn the comparison round (below for at_least), or ask a binary question"
        yield Finding(key, "first-day", "that something is not so has no first day", fix)


def _speaking(subject: Subject, look: str) -> Iterator[tuple[Key, KnownSource, Nature]]:
    """The sources of a look that no person answers, with the nature of the value asked for."""
    natures = {key: offer.nature for key, _, offer in offers(subject, look)}
    for key, table, known in subject.uses(look):
        if table.name != MANUAL and key in natures and not known.wrong:
            yield key, known, natures[key]


def _kind(subject: Subject, window: WindowTable) -> Iterator[Finding]:
    kind = subject.file.kind
    if kind in {"numeric", "multiple_choice"} and window.any_day is not None:
        fix = "write at = DAY or over = [first, last], or ask a binary or date question"
        yield Finding(
            (*WINDOW, "any_day"), "kind-window", f"a {kind} question takes one value, not one of many", fix
        )


def _answered(key: Key, window: WindowTable, known: KnownSource) -> Iterator[Finding]:
    form = next((form for form in _FORMS if getattr(window, form) is not None), None)
    if form is not None and form not in known.windows:
        fix = f"write a window of {' or '.join(each for each in _FORMS if each in known.windows)}"
        yield Finding((*key, "name"), "source-window", f"{known.name} cannot answer {form}", fix, form)


def _often_enough(window: WindowTable, known: KnownSource) -> Iterator[Finding]:
    if window.any_day is None or window.max_gap is None or duration(window.max_gap) >= known.cadence:
        return
    wrong = f"{known.name} is looked at every {_words(known.cadence)}: no look would leave so small a hole"
    fix = f'give at least "{_words(known.cadence)}"'
    yield Finding((*WINDOW, "max_gap"), "gap-cadence", wrong, fix, shown(window.max_gap))


def _words(span: timedelta) -> str:
    minutes = -(-int(span.total_seconds()) // 60)
    for length, letter in ((1440, "d"), (60, "h")):
        if minutes % length == 0:
            return f"{minutes // length}{letter}"
    return f"{minutes}m"


def _live(subject: Subject, key: Key, window: WindowTable, nature: Nature) -> Iterator[Finding]:
    """A value without a past is lost when it was not read on its day."""
    if window.over is not None:
        wrong = "this source shows only what is so when it is read, not what was so over the window"
        yield Finding(key, "live-value", wrong, f"{_NAME_DAYS}, or ask at = DAY or any_day")
    elif window.at is not None and nature == "level" and _is_read_late(subject, window):
        wrong = (
            f"this source shows only what is so when it is read, and no reading of {window.at} would count"
        )
        fix = f'write resolves_at = {window.at} or vintage = "first_print", or {_NAME_DAYS}'
        yield Finding(key, "live-value", wrong, fix)


def _is_read_late(subject: Subject, window: WindowTable) -> bool:
    resolves = subject.file.resolves_at
    vintage = subject.resolution.vintage if subject.resolution else None
    late = resolves is not None and window.at is not None and starts(resolves) > end_of(window.at)
    return late and vintage not in _HAD_EARLY
