"""What is said where a worker broke."""

from __future__ import annotations


def what_broke(error: BaseException | None) -> str:
    """A sentence with the error in it; that a time lies beyond the calendar is no fault of the program."""
    if isinstance(error, OverflowError):
        return "That did not work: it goes by a time that is too far away to be counted with."
    return f"That did not work: {type(error).__name__}: {error}"
