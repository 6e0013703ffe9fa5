"""Looks and their sources: known names, values and params, and enough publishers to agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.checks.conditions import leaves
from ledger.questions.finding import Finding, nearest, shown
from ledger.questions.reading_test import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.checks.subject import Subject
    from ledger.questions.finding import Key
    from ledger.questions.known_sources import KnownSource
    from ledger.questions.tables import SourceTable


def check_looks(subject: Subject) -> Iterator[Finding]:
    """Every look: that it is used, and every source of it."""
    looks = subject.looks()
    rule = subject.resolution
    if rule is None:
        return
    if rule.look is not None and MAIN in rule.look:
        key: Key = ("resolution", "look", MAIN)
        yield Finding(
            key, "look-main", "the look main is written as [[resolution.source]]", "rename this look"
        )
    needs_main = subject.file.kind in {"numeric", "multiple_choice"}
    if (not looks or (needs_main and MAIN not in looks)) and subject.missing("resolution", "source"):
        fix = "add [[resolution.source]] with a name and a value"
        yield Finding(("resolution", "source"), "missing-key", "nothing is looked at", fix)
    yield from _unused(subject)
    for name, (where, tables) in looks.items():
        yield from _sources(subject, where, tables)
        yield from _fallbacks(name, where, tables)


def _unused(subject: Subject) -> Iterator[Finding]:
    test = subject.test()
    used = {leaf.look or MAIN for _, leaf in leaves(*test)} if test else {MAIN}
    for name, (where, _) in subject.looks().items():
        if name not in used and subject.file.kind is not None and (test or name != MAIN):
            fix = f'name it in a test (look = "{name}"), or leave it out'
            yield Finding(where, "unused-look", f"no test uses the look {name}", fix)


def _sources(subject: Subject, where: Key, tables: list[SourceTable]) -> Iterator[Finding]:
    for index, table in enumerate(tables):
        key: Key = (*where, index)
        if table.name is None:
            continue
        known = subject.known(key, table)
        if known is None:
            yield unknown_source(subject, (*key, "name"), table.name)
        else:
            yield from wrong_with(key, known, table.value)


def unknown_source(subject: Subject, key: Key, name: str) -> Finding:
    """That no source is called what stands at `key`, and which is called nearly so."""
    fix = nearest(name, subject.sources.names())
    return Finding(key, "unknown-source", "no source is called that", fix, shown(name))


def wrong_with(key: Key, known: KnownSource, value: str | None) -> Iterator[Finding]:
    """What is wrong with the params and the value of the source that stands at `key`."""
    for wrong in known.wrong:
        place = (*key, "params", wrong.param) if wrong.param else (*key, "params")
        said = f"the param {wrong.param} of {known.name}: {wrong.wrong}" if wrong.param else wrong.wrong
        yield Finding(place, "source-params", said, wrong.fix, wrong.found)
    if value is not None and value not in known.offers and not known.wrong:
        fix = nearest(value, known.offers)
        yield Finding(
            (*key, "value"), "unknown-value", f"{known.name} gives no such value", fix, shown(value)
        )


def _fallbacks(name: str, where: Key, tables: list[SourceTable]) -> Iterator[Finding]:
    if tables and all(table.fallback for table in tables):
        wrong = f"every source of the look {name} is a fallback"
        yield Finding(where, "only-fallbacks", wrong, "leave fallback out of the first")


def check_trust(subject: Subject) -> Iterator[Finding]:
    """quorum, tolerance, confirmations, annul_if: that they can be met."""
    if (rule := subject.resolution) is None:
        return
    if rule.quorum is not None and rule.quorum > 1:
        yield from _quorum(subject, rule.quorum)
    if rule.tolerance is not None and rule.tolerance < 0:
        found = shown(rule.tolerance)
        yield Finding(
            ("resolution", "tolerance"), "out-of-range", "tolerance is below 0", "give 0 or more", found
        )
    if rule.confirmations is not None and rule.window is not None and rule.window.at is not None:
        fix = "leave confirmations out, or use confirmed_by"
        key: Key = ("resolution", "confirmations")
        yield Finding(key, "confirmations-window", "the value of one day is read once", fix)
    early = rule.vintage in {"first_print", "as_of"}
    if rule.confirmations is not None and rule.window is not None and rule.window.over is not None and early:
        fix = "leave confirmations out, or let the edition be the first complete one"
        wrong = "readings confirm one another from resolves_at on, and this edition is an earlier one"
        yield Finding(
            ("resolution", "confirmations"), "confirmations-vintage", wrong, fix, shown(rule.vintage)
        )
    for index, annul in enumerate(rule.annul_if or []):
        look = annul.discontinued or annul.identity_changed
        if look is not None and look not in subject.looks():
            name = "discontinued" if annul.discontinued else "identity_changed"
            place: Key = ("resolution", "annul_if", index, name)
            yield Finding(
                place, "unknown-look", "no look is called that", nearest(look, subject.looks()), shown(look)
            )


def _quorum(subject: Subject, quorum: int) -> Iterator[Finding]:
    """A fallback speaks only when the others are silent, so it cannot agree with them."""
    for name, (_, tables) in subject.looks().items():
        uses = list(subject.uses(name))
        publishers = {known.publisher for _, table, known in uses if not table.fallback}
        if len(uses) == len(tables) and len(publishers) < quorum:
            have = f"{len(publishers)} publisher{'' if len(publishers) == 1 else 's'}"
            wrong = f"the look {name} has {have} besides fallbacks, and {quorum} must agree"
            fix = "add a source of another publisher, or lower quorum"
            yield Finding(("resolution", "quorum"), "quorum", wrong, fix, str(quorum))
