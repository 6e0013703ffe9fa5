"""A word diff on a terminal: what went in [-brackets-], what came in {+braces+}."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARKS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


def differences(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    """One line for every key that changed, nested ones too, each on one line and clean."""
    from ledger.questions.said_diff import said_diff

    for key, pieces in said_diff(old, new):
        yield clean_line(f"{key}: " + "".join(MARKS[op].format(text) for op, text in pieces))


def by_key(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """For pipes: each key that changed, with its word diff."""
    for line in differences(old, new):
        key, _, words = line.partition(": ")
        yield key, words


def differences_data(old: Mapping[str, object], new: Mapping[str, object]) -> list[dict[str, object]]:
    """The same for programs."""
    from ledger.questions.said_diff import said_diff

    return [
        {"key": key, "pieces": [{"what": op, "text": text} for op, text in pieces]}
        for key, pieces in said_diff(old, new)
    ]
