"""Two versions of a question's content, key by key and word by word: what a person accepts, or says again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ledger.questions.word_diff import word_diff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.word_diff import Op

Pieces = tuple[tuple["Op", str], ...]


def said_diff(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[tuple[str, Pieces], ...]:
    """Every key that says something else, dotted and sorted, with the pieces that turn the old words into the new.

    >>> said_diff({"claim": {"hedge": "may"}}, {"claim": {"hedge": "will"}})
    (('claim.hedge', (('gone', 'may'), ('new', 'will'))),)
    """
    before, after = dict(_leaves("", old)), dict(_leaves("", new))
    changed = sorted(key for key in {*before, *after} if before.get(key, "") != after.get(key, ""))
    return tuple((key, word_diff(before.get(key, ""), after.get(key, ""))) for key in changed)


def _leaves(key: str, said: object) -> Iterator[tuple[str, str]]:
    """Each value as text, under its dotted key; a table of a list by its label, else by its place."""
    match said:
        case str():
            yield key, said
        case Mapping():
            for name, value in said.items():
                yield from _leaves(f"{key}.{name}" if key else str(name), value)
        case Sequence() if any(isinstance(one, Mapping) for one in said):
            for place, one in enumerate(said, start=1):
                yield from _leaves(f"{key}[{_label(one) or place}]", one)
        case Sequence():
            yield key, ", ".join(map(str, said))
        case bool():
            yield key, str(said).lower()
        case _:
            yield key, str(said)


def _label(one: object) -> str:
    return str(one.get("label", "")) if isinstance(one, Mapping) else ""
