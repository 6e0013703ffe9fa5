"""The value of a question now: what it would be, how far the answer is from turning, and of which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule_words import threshold

if TYPE_CHECKING:
    from ledger.tui.ink import Line, Span
    from ledger.tui.views.question import QuestionView

BY_HAND = "A person answers this one; there is no source to look at."


def beside_value(view: QuestionView) -> list[Line | Span]:
    """What stands behind the value itself; nothing where there is none."""
    today, turns = view.row.today, threshold(view.question.rule)
    parts: list[Line | Span] = []
    if today is None:
        return parts
    if today.would and today.value and view.row.kind == "binary":
        parts.append((f"would be {today.would}", "strong"))
    if turns and today.number is not None:
        parts.append((turning_words(today.number, turns), "warn"))
    if today.as_of:
        parts.append((f"as of {today.as_of}", "muted"))
    return parts


def turning_words(number: float, turns: tuple[float, str]) -> str:
    """How far a value is from the one a yes hangs on.

    >>> turning_words(6.9, (12, "12 or more")), turning_words(1, (1, "1 or more"))
    ('YES at 12 or more: 5.1 away', 'YES at 1 or more: exactly there')
    """
    away = abs(number - turns[0])
    return f"YES at {turns[1]}: {f'{away:.4g} away' if away else 'exactly there'}"


def by_hand(view: QuestionView) -> bool:
    """Whether only people answer it."""
    return all(use.name == "manual" for uses in view.question.rule.looks.values() for use in uses)
