"""What may be said of a claim, and never more: one value per situation, each with its words.

A point has an error in its unit and as a ratio, beside "no change"; a range without a level is inside or outside;
a request is done or not; a report is supported or not; a scenario whose condition was not met is not tested; and
nothing measured by a loose proxy is called right or wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ledger.questions.units import with_unit


@dataclass(frozen=True, slots=True)
class StillOpen:
    """The question has no end yet."""

    def words(self) -> str:
        """As a screen says it."""
        return "open"


@dataclass(frozen=True, slots=True)
class Annulled:
    """The question was annulled: nothing follows for the claim."""

    how: str

    def words(self) -> str:
        """As a screen says it."""
        return f"{self.how}: no verdict"


@dataclass(frozen=True, slots=True)
class NotTested:
    """A scenario whose condition was not met, or is not decided."""

    condition: str

    def words(self) -> str:
        """As a screen says it."""
        return f"not tested (if {self.condition})"


@dataclass(frozen=True, slots=True)
class Loose:
    """Measured by a loose proxy: what was measured is shown, and says nothing of the claim."""

    measured: str | None

    def words(self) -> str:
        """As a screen says it."""
        return (
            f"measured {self.measured}; loose proxy, no verdict"
            if self.measured
            else "loose proxy, no verdict"
        )


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody wanted it: done, not done, or not done yet (None). Not a forecast."""

    done: bool | None

    def words(self) -> str:
        """As a screen says it."""
        state = {True: "done", False: "not done", None: "not done yet"}[self.done]
        return f"{state} (a request, not a forecast)"


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody said it is so: supported, not supported, not checkable (None), or not checked yet."""

    supported: bool | None
    checked: bool = True

    def words(self) -> str:
        """As a screen says it."""
        if not self.checked:
            return "not checked yet"
        return {True: "supported", False: "not supported", None: "not checkable"}[self.supported]


@dataclass(frozen=True, slots=True)
class Occurred:
    """A yes or no that was said without a number: what happened. `as_said` is None where only words were said."""

    outcome: str
    as_said: bool | None

    def words(self) -> str:
        """As a screen says it."""
        match self.as_said:
            case True:
                return f"{self.outcome}, as said"
            case False:
                return f"{self.outcome}, not as said"
            case None:
                return self.outcome


@dataclass(frozen=True, slots=True)
class PointError:
    """One number against the value: `error` = said - value in the unit; `ratio` = said / value where both are above 0.

    `no_change` is the last value known on the day it was said, None where it is not known.
    """

    said: float
    value: float
    unit: str | None
    no_change: float | None

    @property
    def error(self) -> float:
        """How far off, in the question's unit; above 0 is too high."""
        return self.said - self.value

    @property
    def ratio(self) -> float | None:
        """How many times the value was said; None unless both are above 0."""
        return self.said / self.value if self.said > 0 and self.value > 0 else None

    @property
    def reference(self) -> PointError | None:
        """The same for "no change"."""
        return PointError(self.no_change, self.value, self.unit, None) if self.no_change is not None else None

    def words(self) -> str:
        """As a screen says it."""
        beside = self.reference
        return f"off by {self.off_words()}; no change: {f'off by {beside.off_words()}' if beside else 'not known'}"

    def off_words(self) -> str:
        """The error alone, signed, with the ratio."""
        ratio = f" ({self.ratio:.2f} x)" if self.ratio is not None else ""
        return f"{with_unit(f'{self.error:+.4g}', self.unit)}{ratio}"


@dataclass(frozen=True, slots=True)
class TwoPoints:
    """A range whose ends stand for different situations: two conditional points, neither of them a forecast alone."""

    first: PointError
    second: PointError

    def words(self) -> str:
        """As a screen says it."""
        return f"two situations: off by {self.first.off_words()}, or off by {self.second.off_words()}"


@dataclass(frozen=True, slots=True)
class RangeResult:
    """A range against the value: `outside` by how much (0 is inside, ends included), and how wide it is.

    `level` is only what its source stated; only then there is an interval score, in the unit, lower is better.
    """

    lower: float
    upper: float
    outside: float
    unit: str | None
    level: float | None = None
    interval_score: float | None = None

    @property
    def width(self) -> float:
        """Upper end minus lower end."""
        return self.upper - self.lower

    def words(self) -> str:
        """As a screen says it."""
        where = "inside" if self.outside == 0 else f"outside by {self._in_unit(self.outside)}"
        level = f", stated to hold {self.level * 100:.4g} %" if self.level is not None else ""
        return f"{where} (width {self._in_unit(self.width)}{level}{self._scored()})"

    def _scored(self) -> str:
        if self.interval_score is None:
            return ""
        return f", interval score {self._in_unit(self.interval_score)}, lower is better"

    def _in_unit(self, number: float) -> str:
        return with_unit(f"{number:.4g}", self.unit)


@dataclass(frozen=True, slots=True)
class BeyondRange:
    """The value lies beyond the question's range, at no known distance."""

    outcome: str

    def words(self) -> str:
        """As a screen says it."""
        return self.outcome


Verdict = (
    StillOpen
    | Annulled
    | NotTested
    | Loose
    | Request
    | Report
    | Occurred
    | PointError
    | TwoPoints
    | RangeResult
    | BeyondRange
)

Bearing = Literal["open", "not-tested", "none", "some"]
"""How far a verdict goes: not yet, not tested, none to be had, or there is one."""


def bearing(verdict: Verdict) -> Bearing:
    """How far a verdict goes, for choosing among claims."""
    match verdict:
        case StillOpen() | Request(None) | Report(None, checked=False):
            return "open"
        case NotTested():
            return "not-tested"
        case Annulled() | Loose() | Report(None):
            return "none"
        case Request() | Report() | Occurred() | PointError() | TwoPoints() | RangeResult() | BeyondRange():
            return "some"
