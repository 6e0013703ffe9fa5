"""What has changed between two versions of a file: nothing, words and times only, or what the question means.

Meaning is fixed once somebody outside the file has relied on it: then a new file supersedes the old one.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from ledger.questions.reading import question_from_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.questions.question import Question

_ID = "any"


@dataclass(frozen=True, slots=True)
class Same:
    """Both say the same."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Words, times, sources or trust have changed; `keys` are dotted, sorted."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is asked has changed; `keys` are the meaning keys, `others` the rest."""

    keys: tuple[str, ...]
    others: tuple[str, ...] = ()


Change = Same | Plain | Meaning


def compare(old: Mapping[str, object], new: Mapping[str, object]) -> Change:
    """What has changed from one stored content to another. Raises NotAQuestionError on neither's being one.

    Numbers compare by value: `12` and `12.0` are the same.
    """
    if old == new:
        return Same()
    before, after = question_from_said(_ID, old), question_from_said(_ID, new)
    was, now = _meaning(before), _meaning(after)
    meant = tuple(key for key in was if was[key] != now[key])
    others = tuple(sorted(set(_differing(before, after))))
    if meant:
        return Meaning(meant, others)
    return Plain(others) if others else Same()


def _meaning(question: Question) -> dict[str, object]:
    """The meaning keys, by the names of the file."""
    rule = question.rule
    return {
        "kind": question.kind,
        "unit": question.unit,
        "digits": question.digits,
        "range": (question.numbers, question.dates),
        "option": (question.ordered, question.options),
        "window": rule.window,
        "tests": rule.decider,
        "annul_if": rule.annul_if,
    }


_MEANING_FIELDS = frozenset({"kind", "unit", "digits", "numbers", "dates", "ordered", "options"})
_MEANING_OF_RULE = frozenset({"window", "decider", "annul_if", "unit", "digits"})
_NOT_SAID = frozenset({"id", "said", "rule", "times"})
_NAMES = {"asker": "by", "forecasts": "forecast", "markets": "market", "asides": "aside", "looks": "source"}


def _differing(old: Question, new: Question) -> Iterator[str]:
    yield from _fields(old, new, _NOT_SAID | _MEANING_FIELDS)
    yield from _fields(old.times, new.times, frozenset())
    yield from (f"resolution.{name}" for name in _fields(old.rule, new.rule, _MEANING_OF_RULE))


def _fields(old: object, new: object, without: frozenset[str]) -> Iterator[str]:
    for each in fields(old):  # type: ignore[arg-type]  # both are dataclasses of this room
        if each.name not in without and getattr(old, each.name) != getattr(new, each.name):
            yield _NAMES.get(each.name, each.name)
