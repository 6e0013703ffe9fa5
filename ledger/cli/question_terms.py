"""What a question asks and how it is judged, for whoever forecasts or answers it: rule, options, asides, people asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule import TakeOption
from ledger.questions.rule_words import option_words, rule_words
from ledger.resolution.people.asked_of import asked_of_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.question import Question
    from ledger.questions.rule import Rule

INDENT = 11
"""Where the text of a labelled line begins."""


def terms(question: Question) -> Iterator[str]:
    """The rule, the options in their order with what makes each right, what people are asked, and asides."""
    yield _labelled("Rule", rule_words(question.rule))
    for label, means in _options(question.rule):
        yield _labelled("Option", f"{label}: {means}" if means else label)
    yield from asks(question.rule)
    for aside in question.asides:
        yield _labelled("Aside", " ".join(aside.split()))


def asks(rule: Rule) -> Iterator[str]:
    """What a person is asked to find out, and what counts as a receipt."""
    for one in asked_of_people(rule):
        yield _labelled("Asks", f"a person: {one.ask}{' (only if the others fail)' if one.fallback else ''}")
        if one.receipt:
            yield _labelled("", f"receipt: {one.receipt}")


def terms_data(question: Question) -> dict[str, object]:
    """The same for programs."""
    return {
        "rule": rule_words(question.rule),
        "options": [{"label": label, "means": means} for label, means in _options(question.rule)],
        "asks": asks_data(question.rule),
        "asides": list(question.asides),
    }


def asks_data(rule: Rule) -> list[dict[str, object]]:
    """What people are asked, for programs."""
    return [
        {"ask": one.ask, "accept": list(one.accept), "fallback": one.fallback}
        for one in asked_of_people(rule)
    ]


def _options(rule: Rule) -> Iterator[tuple[str, str]]:
    if isinstance(rule.decider, TakeOption):
        yield from ((each.label, option_words(each, rule.unit)) for each in rule.decider.buckets)


def _labelled(label: str, text: str) -> str:
    return f"{label:<{INDENT}}{text}"
