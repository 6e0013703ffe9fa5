"""What moved since my forecast: the value left my interval, or the question would now resolve the other way."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from ledger.record.questions import Mine, mine_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record, Row

OLD_SHARE = 4
"""A forecast is old when its age passes a quarter of the time that remains."""

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9

How = Literal["above", "below", "turned", "old"]
"""Above my p90 (or the upper end of my interval), below my p10, turned to another outcome, or only old."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One of my forecasts that something happened to. `then` and `now` are the value (or outcome) at both times.

    `bound` is the end of my interval that was passed, as a number; None where the outcome turned.
    """

    id: str
    title: str
    unit: str | None
    how: tuple[How, ...]
    then: str | None
    now: str
    bound: float | None
    mine: Mine
    closes_at: int

    @property
    def crossed(self) -> bool:
        """Whether the world moved, and not only time passed."""
        return self.how != ("old",)


def moved(record: Record, *, me: str, now_us: int) -> tuple[Moved, ...]:
    """My forecasts on open questions that are stale, what crossed first, then by what ends next."""
    rows = record.rows(_MOVED, {"me": me, "now": now_us, "share": OLD_SHARE})
    found = [_moved(row, now_us) for row in rows]
    return tuple(
        sorted((one for one in found if one), key=lambda one: (not one.crossed, one.closes_at, one.id))
    )


# My newest forecast on every open question is found by one seek each, and only then the newest rehearsal; a
# yes/no question that has not turned, with a forecast that is not old, is dropped before anything is unpacked.
_NOW = """
SELECT s.rowid FROM run_rehearsals s
WHERE s.question = m.question AND coalesce(s.would, s.value) IS NOT NULL ORDER BY s.since DESC LIMIT 1
"""
_THEN = """
SELECT t.rowid FROM run_rehearsals t
WHERE t.question = m.question AND t.since <= date(f.made_at / 1000000, 'unixepoch')
  AND coalesce(t.would, t.value) IS NOT NULL ORDER BY t.since DESC LIMIT 1
"""
# A stretch of one outcome is kept as it was last; what its number was when I spoke, the history of the look tells.
_THEN_VALUE = """
SELECT v.exact FROM run_uses u JOIN run_values v ON v.look = u.look AND v.value = u.value
WHERE u.question = m.question AND v.day <= date(f.made_at / 1000000, 'unixepoch') ORDER BY u.place, v.day DESC LIMIT 1
"""
_MOVED = f"""
WITH mine AS MATERIALIZED (
    SELECT q.question, q.title, q.unit, q.kind, q.closes_at, (
        SELECT g.forecast FROM now_forecasts g
        WHERE g.question = q.question AND g.forecaster = :me AND g.made_at <= :now
        ORDER BY g.made_at DESC, g.forecast DESC LIMIT 1) AS forecast
    FROM now_questions q
    WHERE q.state IN ('asked', 'proposed', 'contested', 'given_up') AND q.closes_at >= :now)
SELECT m.question, m.title, m.unit, m.closes_at, r.value, r.value_number, r.would, ({_THEN_VALUE}), t.would,
       f.forecast, f.made_at, f.says, f.probability, f.words, f.reason, f.ended_at, f.expires_at
FROM mine m
JOIN now_forecasts f ON f.forecast = m.forecast
JOIN run_rehearsals r ON r.rowid = ({_NOW})
LEFT JOIN run_rehearsals t ON t.rowid = ({_THEN})
WHERE m.kind <> 'binary' OR r.would <> t.would OR (:now - f.made_at) * :share > m.closes_at - :now
"""


def _moved(row: Row, now_us: int) -> Moved | None:
    id_, title, unit, closes_at, value, number, would, then_value, then_would = row[:9]
    mine = mine_from(row[9:], now_us)
    if mine is None or mine.over:
        return None
    way, bound = _way(mine.says, number, then_would, would)
    old: tuple[How, ...] = ("old",) if _old(mine, closes_at, now_us) else ()
    how = (way, *old) if way else old
    earlier = as_exact_as(then_value, value) if then_value and value else then_value
    then, now = (then_would, would) if way == "turned" else (earlier or then_would, value or would)
    return Moved(id_, title, unit, how, then, now, bound, mine, closes_at) if how else None


def as_exact_as(number: str, other: str) -> str:
    """A number with about as many decimals as another has, and two at least where it has them; a text as it is.

    >>> as_exact_as("8.47638603696", "8.9"), as_exact_as("6.2", "15"), as_exact_as("YES", "8.9")
    ('8.48', '6.2', 'YES')
    """
    decimals = max(2, len(other.partition(".")[2]))
    if len(number.partition(".")[2]) <= decimals:
        return number
    try:
        return format(Decimal(number).quantize(Decimal(1).scaleb(-decimals)), "f")
    except InvalidOperation:
        return number


def _old(mine: Mine, closes_at: int, now_us: int) -> bool:
    return (now_us - mine.made_at) * OLD_SHARE > closes_at - now_us


def _way(
    says: Mapping[str, object], number: float | None, then: str | None, now: str
) -> tuple[Literal["above", "below", "turned"] | None, float | None]:
    ends = _ends(says)
    if ends is None:
        return ("turned" if then and then != now else None), None
    if number is None:
        return None, None
    low, high = ends
    if high is not None and number > high:
        return "above", high
    return ("below", low) if low is not None and number < low else (None, None)


def _ends(says: Mapping[str, object]) -> tuple[float | None, float | None] | None:
    """My p10 and p90, the ends of my interval, or None where I said no numbers."""
    match says:
        case {"quantiles": list(pairs)}:
            return _quantile_ends([(float(level), float(value)) for level, value in pairs])
        case {"interval": {"lower": str(lower), "upper": str(upper)}}:
            return float(lower), float(upper)
        case _:
            return None


def _quantile_ends(points: list[tuple[float, float]]) -> tuple[float | None, float | None]:
    """The value at the outer level nearest to p10 from below 50 %, and to p90 from above it."""
    lower = [(abs(level - LOW), value) for level, value in points if level < MIDDLE]
    upper = [(abs(level - HIGH), value) for level, value in points if level > MIDDLE]
    return (min(lower)[1] if lower else None), (min(upper)[1] if upper else None)
