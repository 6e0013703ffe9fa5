"""A test must be one that can come out both ways, and be about something the question looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.finding import Finding, nearest, shown
from ledger.questions.reading_test import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.checks.subject import Subject
    from ledger.questions.finding import Key
    from ledger.questions.tables import TestTable

BOUNDS = ("at_least", "above", "at_most", "below")
_LEAVES = ("compare", "is_one_of", "happened")


def leaves(key: Key, test: TestTable) -> Iterator[tuple[Key, TestTable]]:
    """Every simple test inside a test, and where it stands."""
    parts = [("all", test.all_of or []), ("any", test.any_of or [])]
    inner = [((*key, name, index), part) for name, each in parts for index, part in enumerate(each)]
    if test.not_of is not None:
        inner.append(((*key, "not"), test.not_of))
    if not inner:
        yield key, test
    for inner_key, part in inner:
        yield from leaves(inner_key, part)


def forms(test: TestTable) -> list[str]:
    """What a test table holds: compare, is_one_of, happened, all, any, not."""
    simple = {"is_one_of": test.is_one_of, "happened": test.happened}
    combined = {"all": test.all_of, "any": test.any_of, "not": test.not_of}
    compares = any(getattr(test, name) is not None for name in BOUNDS)
    return [
        *(["compare"] if compares else []),
        *(name for name, it in (simple | combined).items() if it is not None),
    ]


def check_test(subject: Subject) -> Iterator[Finding]:
    """The test of a binary or a date question, down to its parts."""
    found = subject.test()
    if found is not None:
        yield from _forms(subject, *found)
        for key, leaf in leaves(*found):
            yield from _leaf(subject, key, leaf)


def _forms(subject: Subject, key: Key, test: TestTable) -> Iterator[Finding]:
    held = forms(test)
    if not held and not any(left[: len(key)] == key for left in subject.left_out):
        fix = "write a comparison such as at_least = 12.0, or is_one_of, happened, all, any or not"
        yield Finding(key, "empty-test", "this test tests nothing", fix)
    if len(held) > 1:
        fix = "put each into a table of its own and combine them by all, any or not"
        yield Finding(key, "mixed-test", "this test mixes several kinds", fix, " and ".join(held))
    elif held and held[0] not in _LEAVES and (test.look or test.held_for):
        fix = "move them into the parts"
        yield Finding(key, "mixed-test", "look and held_for belong to a simple test", fix, held[0])
    yield from _parts(subject, key, test)


def _parts(subject: Subject, key: Key, test: TestTable) -> Iterator[Finding]:
    for name, parts in (("all", test.all_of), ("any", test.any_of)):
        for index, part in enumerate(parts or []):
            yield from _forms(subject, (*key, name, index), part)
    if test.not_of is not None:
        yield from _forms(subject, (*key, "not"), test.not_of)


def _leaf(subject: Subject, key: Key, test: TestTable) -> Iterator[Finding]:
    yield from _bounds(key, test)
    yield from _look(subject, key, test)
    yield from _held_for(subject, key, test)
    window = subject.resolution.window if subject.resolution else None
    if test.happened is not None and window is not None and window.any_day is None:
        fix = "write window = { any_day = [first, last], max_gap = ... }"
        yield Finding((*key, "happened"), "event-window", "an event needs a window of any_day", fix)


def _bounds(key: Key, test: TestTable) -> Iterator[Finding]:
    for pair in (("at_least", "above"), ("at_most", "below")):
        if all(getattr(test, name) is not None for name in pair):
            yield Finding(
                key, "bounds-twice", f"{pair[0]} and {pair[1]} bound the same side", "keep one of them"
            )
    lower = test.at_least if test.at_least is not None else test.above
    upper = test.at_most if test.at_most is not None else test.below
    if lower is None or upper is None:
        return
    only_one_number = test.at_least is not None and test.at_most is not None
    if lower > upper or (lower == upper and not only_one_number):
        yield Finding(
            key, "never-true", "no number meets both bounds", "correct them", f"{lower} and {upper}"
        )


def _look(subject: Subject, key: Key, test: TestTable) -> Iterator[Finding]:
    looks = subject.looks()
    name = test.look or MAIN
    if name not in looks and forms(test) and subject.missing("resolution", "source"):
        fix = nearest(name, looks) if looks else "add [[resolution.source]]"
        wrong = f"no look is called {name}"
        yield Finding((*key, "look") if test.look else key, "unknown-look", wrong, fix, shown(name))


def _held_for(subject: Subject, key: Key, test: TestTable) -> Iterator[Finding]:
    if (held := test.held_for) is None:
        return
    place = (*key, "held_for")
    window = subject.resolution.window if subject.resolution else None
    if window is not None and window.any_day is None:
        yield Finding(
            place, "held-for", "held_for needs a window of any_day", "leave it out, or change the window"
        )
    if test.happened is not None:
        yield Finding(place, "held-for", "an event happens once and holds for ever", "leave held_for out")
    if held.days is not None and held.may_miss is not None and held.may_miss >= held.days:
        fix = "give fewer days to miss than there are days"
        yield Finding((*place, "may_miss"), "held-for", "every day may be missed", fix, str(held.may_miss))
