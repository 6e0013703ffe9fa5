"""The tally: how many forecasts of a number a source really made, beside its scenarios, requests and reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.forecast import Interval, Point, Quantiles, Range
from ledger.questions.units import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ledger.questions.forecast import Says
    from ledger.standing.publications.claims import ClaimLine


@dataclass(frozen=True, slots=True)
class Tally:
    """What one source said, counted by families: a number asked about in three ways is one.

    `points` and `ranges` are unconditional forecasts of a number, `due` those of them whose question has ended or
    whose day has come; `others` are assertions without a number. Scenarios of one family under different conditions
    are different scenarios.
    """

    said_by: str
    points: int
    ranges: int
    due: int
    others: int
    scenarios: int
    requests: int
    reports: int

    def words(self) -> str:
        """As the first line of the claims says it. Who only reports forecasts nothing, in no number either."""
        rest = [
            _counted(self.others, "assertion"),
            _counted(self.scenarios, "scenario"),
            _counted(self.requests, "request"),
            _counted(self.reports, "report"),
        ]
        others = ", ".join(part for part in rest if part)
        return f"{self.said_by}: {'; '.join(part for part in (self._numbers(), others) if part)}"

    def _numbers(self) -> str:
        if self.points or self.ranges:
            said = filter(
                None, (_counted(self.points, "point forecast"), _counted(self.ranges, "range forecast"))
            )
            return f"{', '.join(said)}, {self.due} due"
        forecasts = self.others or self.scenarios or self.requests
        return "0 unconditional forecasts of a number" if forecasts else ""


def _counted(count: int, word: str) -> str:
    return counted(count, word) if count else ""


def tallies(lines: Sequence[ClaimLine], *, now_us: int) -> tuple[Tally, ...]:
    """One tally for everybody who said something, in the order they come in the lines."""
    sources = dict.fromkeys(line.claim.said_by for line in lines)
    return tuple(
        _tally(said_by, [line for line in lines if line.claim.said_by == said_by], now_us)
        for said_by in sources
    )


def _tally(said_by: str, lines: Sequence[ClaimLine], now_us: int) -> Tally:
    points, ranges = _families(lines, _has_point), _families(lines, _has_range)
    due = _families(lines, lambda line: (_has_point(line) or _has_range(line)) and _due(line, now_us))
    others = _families(lines, _asserts) - points - ranges
    return Tally(
        said_by=said_by,
        points=len(points),
        ranges=len(ranges - points),
        due=len(due),
        others=len(others),
        scenarios=len(
            {
                (line.question.family_id, line.claim.condition)
                for line in lines
                if line.claim.stance == "scenario"
            }
        ),
        requests=len(_families(lines, lambda line: line.claim.stance == "asks")),
        reports=len(_families(lines, lambda line: line.claim.stance == "reports")),
    )


def _families(lines: Sequence[ClaimLine], fits: Callable[[ClaimLine], bool]) -> frozenset[str]:
    return frozenset(line.question.family_id for line in lines if fits(line))


def _asserts(line: ClaimLine) -> bool:
    return line.claim.stance == "asserts"


def _has_point(line: ClaimLine) -> bool:
    return _asserts(line) and any(
        isinstance(one.says, Point) and not one.imputed for one in line.question.forecasts
    )


def _has_range(line: ClaimLine) -> bool:
    return _asserts(line) and any(_is_range(one.says) and not one.imputed for one in line.question.forecasts)


def _is_range(says: Says) -> bool:
    """Whether it is one range; ends that stand for different situations are conditional points."""
    return isinstance(says, Interval | Quantiles) or (isinstance(says, Range) and not says.situations)


def _due(line: ClaimLine, now_us: int) -> bool:
    row = line.row
    return row.state in {"resolved", "annulled"} or (row.resolves_at <= now_us and row.closes_at <= now_us)
