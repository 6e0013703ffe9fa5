"""What a publication forecast must be what it said: no number of ours passes for one of theirs."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from ledger.questions.checks.claims import known_name
from ledger.questions.finding import Finding, shown
from ledger.questions.says_words import number_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ledger.questions.checks.subject import Subject
    from ledger.questions.finding import Key
    from ledger.questions.question import Kind
    from ledger.questions.tables import ForecastTable

_KINDS: dict[str, Kind] = {
    "probability": "binary",
    "statement": "binary",
    "options": "multiple_choice",
    "quantiles": "numeric",
    "interval": "numeric",
    "range": "numeric",
    "point": "numeric",
    "dates": "date",
}
_CHANCES = ("probability", "options", "quantiles", "interval", "dates")


def check_stated(subject: Subject) -> Iterator[Finding]:
    """Every `[[forecast]]`."""
    for index, forecast in enumerate(subject.file.forecast or []):
        key: Key = ("forecast", index)
        said = [name for name in _KINDS if getattr(forecast, name) is not None]
        if forecast.by is not None:
            yield from known_name(subject, (*key, "by"), forecast.by)
        yield from _one_form(subject, key, forecast, said)
        yield from _imputed(key, forecast, said)
        yield from _numbers(subject, key, forecast)


def _one_form(subject: Subject, key: Key, forecast: ForecastTable, said: Sequence[str]) -> Iterator[Finding]:
    if len(said) > 1:
        fix = "write one [[forecast]] for each"
        yield Finding(
            key, "forecast-form", "this forecast is stated in several forms", fix, " and ".join(said)
        )
    if not said and forecast.words is None and not any(left[:2] == key for left in subject.left_out):
        fix = f"add words = ..., or one of {', '.join(_KINDS)}"
        yield Finding(key, "forecast-form", "this forecast says nothing", fix)
    for name in said:
        kind = subject.file.kind
        if kind is not None and kind != _KINDS[name]:
            wrong = f"a {kind} question takes no {name}"
            fitting = [form for form, of in _KINDS.items() if of == kind]
            yield Finding((*key, name), "forecast-kind", wrong, f"use one of {', '.join(fitting)}, or words")


def _imputed(key: Key, forecast: ForecastTable, said: Sequence[str]) -> Iterator[Finding]:
    if forecast.imputed and not said:
        fix = "leave imputed out, or add the number that was added by you"
        yield Finding((*key, "imputed"), "imputed", "only a number can be imputed", fix)
    if forecast.imputed and forecast.words is None:
        fix = "add words = ..., what was really said"
        yield Finding((*key, "imputed"), "imputed", "an imputed number needs the words it was read from", fix)
    in_words = forecast.words is not None and not any(letter.isdigit() for letter in forecast.words)
    if in_words and not forecast.imputed:
        for name in said:
            if name in _CHANCES:
                fix = "quote the number, leave it out, or mark it imputed = true"
                found = shown(forecast.words)
                yield Finding((*key, name), "imputed", "the words state no number", fix, found)


def _numbers(subject: Subject, key: Key, forecast: ForecastTable) -> Iterator[Finding]:
    if forecast.probability is not None:
        yield from _probability((*key, "probability"), forecast.probability)
    if forecast.options is not None:
        yield from _options(subject, (*key, "options"), forecast.options)
    for name in ("quantiles", "dates"):
        if (points := getattr(forecast, name)) is not None:
            yield from _points((*key, name), points)
    if (interval := forecast.interval) is not None:
        yield from _levels((*key, "interval"), [interval.level] if interval.level is not None else [])
        yield from _ends((*key, "interval"), interval.lower, interval.upper)
    if (stated := forecast.range) is not None:
        yield from _ends((*key, "range"), stated.lower, stated.upper)


def _probability(key: Key, probability: Decimal) -> Iterator[Finding]:
    if not 0 <= probability <= 1:
        fix = "write a number from 0 to 1: 35 % is 0.35"
        yield Finding(key, "probability", "a probability lies from 0 to 1", fix, shown(probability))


def _options(subject: Subject, key: Key, said: Mapping[str, Decimal]) -> Iterator[Finding]:
    labels = [option.label for option in subject.options if option.label is not None]
    for label, chance in said.items():
        yield from _probability((*key, label), chance)
        if labels and label not in labels:
            yield Finding(
                (*key, label),
                "forecast-options",
                "no option has this label",
                f"options are {', '.join(labels)}",
            )
    if missing := [label for label in labels if label not in said]:
        fix = "give every option its probability; 0 where none was left for it"
        yield Finding(
            key, "forecast-options", "options have no probability", fix, ", ".join(map(shown, missing))
        )
    total = sum(said.values(), Decimal(0))
    if total != 1:
        fix = "let them add up to exactly 1"
        yield Finding(
            key, "probability-sum", "these probabilities do not add up to 1", fix, number_words(total)
        )


def _points(key: Key, points: Sequence[Sequence[Decimal]]) -> Iterator[Finding]:
    yield from _levels(key, [point[0] for point in points])
    if any(a[1] > b[1] for a, b in pairwise(points)):
        yield Finding(key, "quantile-values", "a higher level has a lower value", "correct the values")


def _levels(key: Key, levels: Sequence[Decimal]) -> Iterator[Finding]:
    if any(not 0 < level < 1 for level in levels):
        found = ", ".join(map(number_words, levels))
        yield Finding(key, "level", "a level lies between 0 and 1", "write 0.8 for 80 %", found)
    if any(a >= b for a, b in pairwise(levels)):
        yield Finding(
            key,
            "level",
            "levels must rise",
            "sort them, and give each once",
            ", ".join(map(number_words, levels)),
        )


def _ends(key: Key, lower: Decimal | None, upper: Decimal | None) -> Iterator[Finding]:
    if lower is not None and upper is not None and lower > upper:
        found = f"{number_words(lower)} and {number_words(upper)}"
        yield Finding(key, "ends-order", "the lower end lies above the upper end", "swap them", found)
