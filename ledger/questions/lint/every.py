"""All rules of advice, and which of them a file has answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ledger.questions.lint.behind import no_fallback
from ledger.questions.lint.boundary import boundary, threshold
from ledger.questions.lint.claim_words import quote_proxy
from ledger.questions.lint.draft import Drafts
from ledger.questions.lint.editions import revisions
from ledger.questions.lint.families import ONE_MEASUREMENT, across
from ledger.questions.lint.figures import precision, rounding, unit_words
from ledger.questions.lint.linked import linked
from ledger.questions.lint.named_source import no_source
from ledger.questions.lint.near_duplicates import compared, near_duplicates
from ledger.questions.lint.sign_of_event import sign_of_event
from ledger.questions.lint.single_day import single_day
from ledger.questions.lint.time_zone import time_zone
from ledger.questions.lint.too_soon import gives_up_soon, too_soon
from ledger.questions.lint.unwritten import unwritten
from ledger.questions.new_file import UNWRITTEN
from ledger.questions.problem import Problem
from ledger.questions.question_file import problems
from ledger.questions.registered_sources import RegisteredSources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ledger.questions.catalogue import Catalogue
    from ledger.questions.finding import Finding
    from ledger.questions.known_sources import Sources
    from ledger.questions.lint.draft import Draft
    from ledger.questions.question import Question

RULES: Mapping[str, Callable[[Draft], Iterator[Finding]]] = {
    "unwritten": unwritten,
    "time-zone": time_zone,
    "no-fallback": no_fallback,
    "threshold": threshold,
    "boundary": boundary,
    "rounding": rounding,
    "precision": precision,
    "unit-words": unit_words,
    "revisions": revisions,
    "too-soon": too_soon,
    "gives-up-soon": gives_up_soon,
    "no-source": no_source,
    "quote-proxy": quote_proxy,
    "single-day": single_day,
    "sign-of-event": sign_of_event,
}
"""The rules that need one file only, by name; `near-duplicate` needs all of them, those of families.py whole families."""

_ANSWER = re.compile(r"\[([a-z-]+)\] \S")


def lint(question: Question, drafts: Drafts) -> list[Finding]:
    """What could be worded better in one question, without looking at others. An aside may answer a rule.

    A file that nobody has written yet, as `fledger new` leaves it, is told so, and nothing else.
    """
    about = drafts.of(question)
    if question.title == UNWRITTEN:
        return list(unwritten(about))
    answers = answered(question)
    return [found for rule, finds in RULES.items() if rule not in answers for found in finds(about)]


def advice(catalogue: Catalogue, sources: Sources | None = None) -> tuple[Problem, ...]:
    """What could be worded better in all questions of a catalogue, by file and line."""
    drafts = Drafts(sources or RegisteredSources())
    written = [each for each in catalogue.questions.values() if each.title != UNWRITTEN]
    twins = near_duplicates(map(compared, written))
    families = across(map(linked, written), catalogue.questions.__getitem__)
    made = list[Problem]()
    for name, question in catalogue.questions.items():
        found = lint(question, drafts)
        found += together(twins.get(name), families.get(name, []), answered(question))
        if found:
            path = catalogue.files[name]
            made += problems(path, path.read_text(encoding="utf-8"), found)
    return tuple(sorted(made, key=lambda each: (str(each.path), each.line, each.column)))


def together(twin: Finding | None, families: Iterable[Finding], answers: frozenset[str]) -> Iterator[Finding]:
    """What shows beside other files, and no aside answers. Twins are of one measurement, too, which need not be told again."""
    if twin is not None and twin.rule not in answers:
        yield twin
    for each in families:
        if each.rule not in answers and (twin is None or each.rule != ONE_MEASUREMENT):
            yield each


def answered(question: Question) -> frozenset[str]:
    """The rules that an aside answers, as `[single-day] the paper speaks of that day`."""
    return frozenset(found[1] for aside in question.asides if (found := _ANSWER.match(aside)))
