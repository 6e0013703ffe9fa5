"""Truth with three values, as Kleene has it: what is not known is neither yes nor no.

One known YES makes an OR true and one known NO makes an AND false, whatever is still unknown. Nothing else
turns the unknown into anything.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Truth(Enum):
    """What is known of a test."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def known(holds: bool) -> Truth:
    """The truth of something that is known.

    >>> known(True), known(False)
    (<Truth.YES: 'yes'>, <Truth.NO: 'no'>)
    """
    return Truth.YES if holds else Truth.NO


def negate(truth: Truth) -> Truth:
    """Not: the unknown stays unknown."""
    match truth:
        case Truth.YES:
            return Truth.NO
        case Truth.NO:
            return Truth.YES
        case Truth.UNKNOWN:
            return Truth.UNKNOWN


def all_of(truths: Iterable[Truth]) -> Truth:
    """And: NO when one is NO, else unknown when one is unknown, else YES (also of nothing)."""
    found = set(truths)
    if Truth.NO in found:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.YES


def any_of(truths: Iterable[Truth]) -> Truth:
    """Or: YES when one is YES, else unknown when one is unknown, else NO (also of nothing)."""
    return negate(all_of(negate(truth) for truth in truths))
