"""The single comparisons a test is made of, whatever combines them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule import All, AnyOf, Compare, Happened, IsOneOf, Not

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.rule import Test

Atom = Compare | IsOneOf | Happened


def atoms(test: Test) -> Iterator[Atom]:
    """The comparisons of a test, in order.

    >>> [atom.look for atom in atoms(All((Happened(look="law"), Not(Happened(look="veto")))))]
    ['law', 'veto']
    """
    match test:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case Compare() | IsOneOf() | Happened():
            yield test


def compares(test: Test) -> Iterator[Compare]:
    """Those that compare a number."""
    return (atom for atom in atoms(test) if isinstance(atom, Compare))
