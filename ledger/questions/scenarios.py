"""The scenarios of a publication, quantity by quantity: what each says of it, and what their frame leaves out.

Words and ranges only. No likelihood stands here, and nothing decides or scores anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from ledger.questions.rule import Op


@dataclass(frozen=True, slots=True)
class Scenario:
    """One of a publication's scenarios: its name there, and the condition under which it is said to come."""

    name: str
    condition: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class NamedRange:
    """What one scenario says of a quantity, in its words and as bounds. `our_reading` says what of it the words do not state."""

    scenario: str
    words: str
    bounds: tuple[tuple[Op, Decimal], ...]
    our_reading: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One measurement: the question whose number it is, and the range each scenario names, if it names one.

    `against` says why it cuts against the publication's direction, where it does. `note` is a remark of the maintainer's.
    """

    question: str
    ranges: tuple[NamedRange, ...] = ()
    against: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that no scenario of the frame has: who says so, in words, and the questions that watch it."""

    by: str
    words: str
    watched_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One scenarios.toml. Names of publications are ids."""

    publication: str
    scenarios: tuple[Scenario, ...]
    quantities: tuple[Quantity, ...]
    left_out: tuple[LeftOut, ...] = ()
