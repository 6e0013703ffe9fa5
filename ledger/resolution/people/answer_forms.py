"""The outcome that a typed answer means: yes, no, a number, a day, or an option's label."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.questions.outcome import Chosen, OnDay, YesNo
from ledger.resolution.looking.look import is_usual
from ledger.resolution.rule.compare import rounded
from ledger.resolution.rule.judge import amount

if TYPE_CHECKING:
    from ledger.questions.outcome import Outcome
    from ledger.questions.question import Question

NEVER = frozenset({"never", "later", "later or never"})
NOT_YET = frozenset({"not-yet", "not yet", "notyet"})


class NotAnAnswerError(UsageError):
    """The text is no outcome of this question; the sentence says which there are."""

    def __init__(self, asked: str, forms: str) -> None:
        super().__init__(f"{asked!r} is no answer to this question: give {forms}, or not-yet.")


def forms(question: Question) -> str:
    """What may be typed as an answer to this question: `yes or no`, its options, a number of its range, a day."""
    match question.kind:
        case "binary":
            return "yes or no"
        case "multiple_choice":
            return " or ".join(repr(label) for label in question.options)
        case "numeric":
            return _number_form(question)
        case "date":
            first = f" from {question.dates.least} on" if question.dates else ""
            return f"a day such as 2027-03-01{first}, or never"


def outcome_of(typed: str, question: Question) -> Outcome:
    """The outcome a typed answer means for this question. Raises NotAnAnswerError."""
    text = typed.strip()
    match question.kind:
        case "binary":
            return _yes_no(text, question)
        case "multiple_choice":
            return _option(text, question)
        case "numeric":
            return _number(text, question)
        case "date":
            return _day(text, question)


def _yes_no(text: str, question: Question) -> Outcome:
    if text.casefold() not in {"yes", "no"}:
        raise NotAnAnswerError(text, forms(question))
    return YesNo(yes=text.casefold() == "yes")


def _option(text: str, question: Question) -> Outcome:
    for label in question.options:
        if label.casefold() == text.casefold():
            return Chosen(label)
    raise NotAnAnswerError(text, forms(question))


def _number(text: str, question: Question) -> Outcome:
    value = decimal_from(text)
    outcome = amount(rounded(value, question.digits), question.numbers) if value is not None else None
    if outcome is None:
        raise NotAnAnswerError(text, forms(question))
    return outcome


def decimal_from(text: str) -> Decimal | None:
    """The number a text writes; None for one that is none, or not of a usual size."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if is_usual(value) else None


def _number_form(question: Question) -> str:
    unit = f" in {question.unit}" if question.unit else ""
    numbers = question.numbers
    return f"a number{unit} from {numbers.least} to {numbers.most}" if numbers else f"a number{unit}"


def _day(text: str, question: Question) -> Outcome:
    if text.casefold() in NEVER or (
        question.dates and text.casefold() == question.dates.otherwise.casefold()
    ):
        return OnDay(None)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotAnAnswerError(text, "a day such as 2027-03-01, or never") from None
    if question.dates and day < question.dates.least:
        raise NotAnAnswerError(text, f"a day from {question.dates.least} on, or never")
    return OnDay(None if question.dates and day > question.dates.most else day)
