"""A question's rule and its options in words, and the one number it turns on, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule import (
    All,
    AnyDay,
    AnyOf,
    At,
    Compare,
    FirstDay,
    Happened,
    IsOneOf,
    Not,
    Over,
    TakeOption,
    TakeValue,
    YesIf,
)
from ledger.questions.says_words import number_words
from ledger.questions.units import counted, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from ledger.questions.rule import Bucket, Decider, Op, Rule, Test, Window

SIGNS = {"at_least": "{} or more", "above": "more than {}", "at_most": "{} or less", "below": "less than {}"}


def threshold(rule: Rule) -> tuple[float, str] | None:
    """The number a yes hangs on and its words; None where there is none, or more than one."""
    test = _test(rule.decider)
    if not isinstance(test, Compare) or len(test.bounds) != 1:
        return None
    return float(test.bounds[0][1]), in_words(test, rule.unit)


def _test(decider: Decider) -> Test | None:
    match decider:
        case YesIf(test) | FirstDay(test):
            return test
        case TakeValue() | TakeOption():
            return None


def rule_words(rule: Rule) -> str:
    """The rule in a sentence, without its sources."""
    return f"{_decider(rule.decider, rule.unit)}, {window_words(rule.window)}"


def _decider(decider: Decider, unit: str | None) -> str:
    match decider:
        case YesIf(test):
            return f"YES if {in_words(test, unit)}"
        case FirstDay(test):
            return f"the first day it says: {in_words(test, unit)}"
        case TakeValue():
            return "the value itself"
        case TakeOption(buckets):
            judged = any(bucket.bounds or bucket.texts for bucket in buckets)
            return "the option the value falls in" if judged else "the option a person finds to be right"


def in_words(test: Test, unit: str | None) -> str:
    """A test in words."""
    match test:
        case Compare(bounds, look):
            return f"{_look(look)}{_bounds(bounds, unit)}" + _held(test)
        case IsOneOf(texts, look):
            return f"{_look(look)}{' or '.join(texts)}" + _held(test)
        case Happened(happened, look):
            return f"{_look(look)}it {'happened' if happened else 'did not happen'}"
        case All(parts):
            return " and ".join(in_words(part, unit) for part in parts)
        case AnyOf(parts):
            return " or ".join(in_words(part, unit) for part in parts)
        case Not(part):
            return f"not ({in_words(part, unit)})"


def option_words(option: Bucket, unit: str | None) -> str:
    """What makes an option right, in words; empty where a person finds it."""
    return _bounds(option.bounds, unit) if option.bounds else " or ".join(option.texts)


def _bounds(bounds: Iterable[tuple[Op, Decimal]], unit: str | None) -> str:
    shown = " and ".join(SIGNS[op].format(number_words(value)) for op, value in bounds)
    return with_unit(shown, unit)


def _look(name: str) -> str:
    return "" if name == "main" else f"{name}: "


def _held(test: Compare | IsOneOf) -> str:
    return f" held for {counted(test.held_for.days, 'day')}" if test.held_for else ""


def window_words(window: Window) -> str:
    """Which days count."""
    match window:
        case At(day):
            return f"on {day}"
        case Over(first, last):
            return f"over {first} to {last}"
        case AnyDay(first, last):
            return f"on any day from {first} to {last}"
