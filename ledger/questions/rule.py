"""The rule a question is decided by: a closed vocabulary, with no expressions and no code.

A source reads a value; a rule compares it with constants. When a question may be decided follows from
its window and from what the source declares of the value, never from the author's care.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

# ---- windows: which days count ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class At:
    """The value on one day decides."""

    day: date


@dataclass(frozen=True, slots=True)
class Over:
    """The value over a span of days decides."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class AnyDay:
    """Any day from `first` to `last` may decide; NO only when what was covered leaves no hole over `max_gap`."""

    first: date
    last: date
    max_gap: timedelta


Window = At | Over | AnyDay

# ---- tests: what is compared ----------------------------------------------------------------------

Op = Literal["at_least", "above", "at_most", "below"]


@dataclass(frozen=True, slots=True)
class HeldFor:
    """A test must hold on so many days running, of which `may_miss` may be without a reading."""

    days: int
    may_miss: int = 0


@dataclass(frozen=True, slots=True)
class Compare:
    """One look's number against one or more constants (all must hold)."""

    bounds: tuple[tuple[Op, Decimal], ...]
    look: str = "main"
    held_for: HeldFor | None = None


@dataclass(frozen=True, slots=True)
class IsOneOf:
    """One look's text is among these."""

    texts: tuple[str, ...]
    look: str = "main"
    held_for: HeldFor | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """One look's event has happened inside the window (or has not, when `happened` is False)."""

    happened: bool = True
    look: str = "main"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds. One known NO is NO, whatever is unknown."""

    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds. One known YES is YES, whatever is unknown."""

    parts: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold. Unknown stays unknown."""

    part: Test


Test = Compare | IsOneOf | Happened | All | AnyOf | Not

# ---- deciders: from readings to an outcome -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class YesIf:
    """Binary: YES when the test holds."""

    test: Test


@dataclass(frozen=True, slots=True)
class FirstDay:
    """Date: the first day the test held, else the question's `otherwise`."""

    test: Test


@dataclass(frozen=True, slots=True)
class TakeValue:
    """Numeric: the value itself, rounded."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One option: its bounds on a number, or the texts that mean it; none of both for people to choose."""

    label: str
    bounds: tuple[tuple[Op, Decimal], ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeOption:
    """Multiple choice: the option whose bounds or texts the value meets."""

    buckets: tuple[Bucket, ...]


Decider = YesIf | FirstDay | TakeValue | TakeOption

# ---- looks and how they are trusted ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceUse:
    """One source as a file names it: which value of it, with which params, and whether only as a fallback."""

    name: str
    value: str
    params: Mapping[str, object] = field(default_factory=dict)
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Confirmations:
    """So many readings that agree, each at least `apart` after the one before."""

    readings: int
    apart: timedelta


Vintage = Literal["first_final", "first_print", "as_of", "latest"]
ConfirmedBy = Literal["machine", "one_person", "two_people"]
AtGiveUp = Literal["ask", "annul"]


@dataclass(frozen=True, slots=True)
class AnnulIf:
    """A closed reason to annul, and the look it is about (none for `premise_failed`, which a person says)."""

    why: Literal["discontinued", "identity_changed", "premise_failed"]
    look: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Everything the machine needs to decide one question.

    `looks` maps a look's name (`main` is the plain one) to its sources in order of preference. `digits` is
    how many decimals a number is rounded to, half to even, before any comparison; `None` leaves it.
    `as_of_after` (a file's `as_of_after = DAY`) lets a reading count for a decision only when the publisher's own stamp is later.
    """

    window: Window
    decider: Decider
    looks: Mapping[str, tuple[SourceUse, ...]]
    digits: int | None = None
    unit: str | None = None
    vintage: Vintage = "first_final"
    quorum: int = 1
    tolerance: Decimal = Decimal(0)
    fallback_after: timedelta = timedelta(days=14)
    confirmations: Confirmations | None = None
    confirmed_by: ConfirmedBy = "machine"
    challenge_for: timedelta = timedelta(hours=72)
    annul_if: tuple[AnnulIf, ...] = ()
    at_give_up: AtGiveUp = "ask"
    as_of_after: date | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """The moments of a question, aware UTC. `resolves_at` is the first at which a decision may be taken."""

    opens_at: datetime
    closes_at: datetime
    resolves_at: datetime
    gives_up_at: datetime
