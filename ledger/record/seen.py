"""What somebody had before them when they acted on a question, so that nothing else is acted on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.questions import Mine


class OtherWordsError(UsageError):
    """Somebody would act on a question, and it has another version than they read."""

    def __init__(self, question: str) -> None:
        super().__init__(
            f"The words of {question} changed meanwhile: nothing was written. Look at them again."
        )


class OtherForecastError(UsageError):
    """Somebody would keep or end their forecast, and another stands than they saw."""

    def __init__(self, question: str) -> None:
        super().__init__(
            f"Your forecast on {question} is not the one you saw any more: nothing was written. Look at it again."
        )


class OtherEntryError(UsageError):
    """Somebody would take a forecast back or correct it, and another entry has its number: an older ledger was put back."""

    def __init__(self, forecast: int, question: str, words: str) -> None:
        super().__init__(
            f"What #{forecast} says now is not what you saw, your {words} on {question}: "
            "another ledger has taken its place. Nothing was written."
        )


class WithdrawnElsewhereError(UsageError):
    """Somebody would take a forecast back or correct it, and it was withdrawn meanwhile. `stands` is what they have now."""

    def __init__(self, question: str, words: str, stands: str) -> None:
        super().__init__(
            f"Your {words} on {question} was withdrawn elsewhere meanwhile: nothing was recorded, and {stands}."
        )


class OtherCaseError(UsageError):
    """A person would decide on a question, and another proposal, challenge or end is there than they saw."""

    def __init__(self, question: str) -> None:
        super().__init__(
            f"{question} does not stand as you saw it any more: nothing was written. Look at it again first."
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody had before them when they spoke: the question's version, and their own forecast if there was one."""

    version: int
    mine: Mine | None

    def check_words(self, question: str, version: int) -> None:
        """Raises OtherWordsError where the question has another version by now."""
        if version != self.version:
            raise OtherWordsError(question)

    def check_mine(self, question: str, mine: Mine | None) -> None:
        """Raises OtherForecastError where another forecast stands, or the same was corrected or has ended."""
        if _figure(mine) != _figure(self.mine):
            raise OtherForecastError(question)


@dataclass(frozen=True, slots=True)
class SeenCase:
    """What a reviewer had before them: the question's version, the whole hash of its newest proposal, the seq of the newest
    challenge to that and of the end that held; None for what was not there.
    """

    version: int
    proposal: str | None
    challenge: int | None
    end: int | None

    def check(self, question: str, now: SeenCase) -> None:
        """Raises OtherWordsError where the question has another version by now, OtherCaseError where anything else is new."""
        if now.version != self.version:
            raise OtherWordsError(question)
        if now != self:
            raise OtherCaseError(question)


def _figure(mine: Mine | None) -> tuple[int, Mapping[str, object], bool] | None:
    return (mine.forecast, mine.says, mine.over) if mine is not None else None
