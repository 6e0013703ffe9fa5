"""A test must suit what its source gives: a level, a total or an event, a number or a text, in one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.checks.conditions import forms, leaves
from ledger.questions.finding import Finding, nearest, shown
from ledger.questions.reading_test import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.checks.subject import Subject
    from ledger.questions.finding import Key
    from ledger.questions.tables import SourceTable
    from resolvers.source import Nature, Offer

MANUAL = "manual"


def check_natures(subject: Subject) -> Iterator[Finding]:
    """Every look that decides something, against what its sources give."""
    for look, form in sorted(_asked(subject)):
        for key, table, offer in offers(subject, look):
            if table.name != MANUAL:
                yield from _form(key, table, offer, form)
                yield from _total(subject, key, table, offer.nature)
    yield from _never_said(subject)
    yield from _units(subject)
    yield from _chosen_by_people(subject)


def _asked(subject: Subject) -> set[tuple[str, str]]:
    """Which look is asked for what: `compare`, `is_one_of` or `happened`."""
    if (test := subject.test()) is not None:
        return {(leaf.look or MAIN, form) for _, leaf in leaves(*test) for form in forms(leaf)}
    match subject.file.kind:
        case "numeric":
            return {(MAIN, "compare")}
        case "multiple_choice":
            return {(MAIN, "is_one_of" if any(o.is_one_of for o in subject.options) else "compare")}
        case _:
            return set()


def offers(subject: Subject, look: str) -> Iterator[tuple[Key, SourceTable, Offer]]:
    """The sources of a look that give the value asked for, with what they say of it."""
    for key, table, known in subject.uses(look):
        if (offer := known.offers.get(table.value or "")) is not None:
            yield key, table, offer


def _form(key: Key, table: SourceTable, offer: Offer, form: str) -> Iterator[Finding]:
    is_event, is_text = offer.nature == "event", (table.params or {}).get("type") in {"text", "date"}
    value = (*key, "value")
    if form == "happened" and not is_event:
        fix = "compare it (at_least, above, at_most, below), or choose a value that is an event"
        yield Finding(
            value, "value-test", f"this value is a {offer.nature} and never happens", fix, shown(table.value)
        )
    elif form != "happened" and is_event:
        fix = "use happened = true with kind binary or date, or choose another value"
        yield Finding(value, "value-test", "this value is an event and has no size", fix, shown(table.value))
    elif form == "compare" and (is_text or offer.texts):
        wrong = "this value is a text and has no size"
        yield Finding(value, "value-test", wrong, _instead(offer), shown(table.value))
    elif form == "is_one_of" and (offer.unit is not None or offer.nature == "total"):
        fix = "use at_least, above, at_most or below"
        yield Finding(value, "value-test", "this value is a number, not a text", fix, shown(table.value))


def _instead(offer: Offer) -> str:
    """How to ask about a text."""
    if not offer.texts:
        return "use is_one_of, or read a number"
    texts = ", ".join(map(shown, offer.texts))
    return f"use is_one_of = [{shown(offer.texts[0])}] with kind binary, date or multiple_choice; it is one of {texts}"


def _never_said(subject: Subject) -> Iterator[Finding]:
    """A text that none of the sources asked for it ever gives."""
    for key, look, texts in _texts(subject):
        given = [offer.texts for _, _, offer in offers(subject, look)]
        known = dict.fromkeys(text for each in given for text in each)
        for text in texts if given and all(given) else ():
            if text not in known:
                wrong = "this value is never that text"
                yield Finding(key, "value-test", wrong, nearest(text, known), shown(text))


def _texts(subject: Subject) -> Iterator[tuple[Key, str, list[str]]]:
    """Where texts are listed, the look they are of, and they themselves."""
    test = subject.test()
    for key, leaf in leaves(*test) if test else ():
        yield (*key, "is_one_of"), leaf.look or MAIN, leaf.is_one_of or []
    for index, option in enumerate(subject.options):
        yield ("option", index, "is_one_of"), MAIN, option.is_one_of or []


def _total(subject: Subject, key: Key, table: SourceTable, nature: Nature) -> Iterator[Finding]:
    window = subject.resolution.window if subject.resolution else None
    if window is None:
        return
    if nature == "total" and (window.at is not None or window.any_day is not None):
        fix = "write window = { over = [first, last] }"
        yield Finding(
            (*key, "value"), "value-window", "a total gathers over a span of days", fix, shown(table.value)
        )


def _units(subject: Subject) -> Iterator[Finding]:
    unit = subject.file.unit or (subject.resolution.unit if subject.resolution else None)
    for key, table, offer in offers(subject, MAIN):
        if unit is not None and offer.unit is not None and offer.unit != unit:
            fix = f'write unit = "{offer.unit}", or choose a value in {unit}'
            yield Finding(
                (*key, "value"), "unit", f"this value is in {offer.unit}", fix, f"unit = {shown(unit)}"
            )
        unit = unit or offer.unit if table.name != MANUAL else unit


def _chosen_by_people(subject: Subject) -> Iterator[Finding]:
    """Options without bounds and texts leave the choice to a person."""
    options = subject.options
    if subject.file.kind != "multiple_choice" or not options:
        return
    if any(set(option.model_fields_set) - {"label"} for option in options):
        return
    for key, table, _ in subject.uses(MAIN):
        if table.name != MANUAL:
            fix = "give every option bounds or is_one_of, or use the source manual"
            yield Finding(
                (*key, "name"), "options-people", "only a person can choose here", fix, shown(table.name)
            )
