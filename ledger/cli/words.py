"""How values of the record are put into words on a terminal: percent, local times, and SIM where nothing is real."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.clock import moment, stands_twice
from ledger.questions.units import with_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ledger.record.questions import IfToday, Mine, QuestionRow

DAY_US = 86_400_000_000
HOUR_US = DAY_US // 24
MINUTE_US = HOUR_US // 60


def day(us: int) -> str:
    """The UTC day of a moment.

    >>> day(1778716800000000)
    '2026-05-14'
    """
    return moment(us).date().isoformat()


def local(us: int) -> str:
    """A moment in local time, to the minute; with its offset where clocks show it twice, as when summer time ends."""
    at = moment(us).astimezone()
    return f"{at:%Y-%m-%d %H:%M}{f' {at:%z}' if stands_twice(at) else ''}"


def deadline(us: int) -> str:
    """A deadline in local time, with its UTC time beside it."""
    at = moment(us)
    return f"{at.astimezone():%Y-%m-%d %H:%M} (UTC {at:%m-%d %H:%M})"


def stamp(us: int | None) -> str | None:
    """A moment for `--json`: ISO 8601, UTC."""
    return None if us is None else moment(us).isoformat(timespec="seconds")


def whole_stamp(us: int) -> str:
    """A moment as the journal keeps it: ISO 8601, UTC, to the microsecond where it has any.

    >>> whole_stamp(1778716800000000), whole_stamp(1778716800000001)
    ('2026-05-14T00:00:00+00:00', '2026-05-14T00:00:00.000001+00:00')
    """
    return moment(us).isoformat()


def days_between(earlier_us: int, later_us: int) -> str:
    """A length of time in whole days, hours below two days, minutes below one hour.

    >>> days_between(0, 21 * DAY_US), days_between(0, DAY_US // 2), days_between(0, DAY_US // 120)
    ('21 d', '12 h', '12 min')
    """
    length = later_us - earlier_us
    if abs(length) < HOUR_US:
        return f"{length // MINUTE_US} min"
    return f"{length // DAY_US} d" if abs(length) >= 2 * DAY_US else f"{length // HOUR_US} h"


def says(said: Mapping[str, object], unit: str | None = None) -> str:
    """What was said, in words; percent for chances."""
    from ledger.questions.says_stored import NotAForecastError, says_from
    from ledger.questions.says_words import says_words

    try:
        return says_words(says_from(said), unit)
    except NotAForecastError:
        return "written by a newer fledger"


def mine(row: QuestionRow) -> str:
    """My forecast in a cell; empty where I have none, marked where it was withdrawn or ran out."""
    return my_words(row.mine, row.unit) if row.mine else ""


def my_words(mine_: Mine, unit: str | None) -> str:
    """A newest forecast in words, marked where it was withdrawn or ran out."""
    return f"({says(mine_.says, unit)})" if mine_.over else says(mine_.says, unit)


def my_standing(mine_: Mine, unit: str | None) -> str:
    """A newest forecast in words, with the day on which it was withdrawn or ran out."""
    return ", ".join([says(mine_.says, unit), *_ended(mine_)])


def _ended(mine_: Mine) -> tuple[str, ...]:
    if mine_.withdrawn_at is not None:
        return (f"{'taken back' if mine_.undone else 'withdrawn'} {day(mine_.withdrawn_at)}",)
    return () if mine_.expired_at is None else (f"ran out {day(mine_.expired_at)}",)


def outcome(said: Mapping[str, object], unit: str | None, *, simulated: bool) -> str:
    """What happened, marked SIM in the same cell where it was made up."""
    from ledger.questions.outcome import NotAnOutcomeError, outcome_from, outcome_words

    try:
        return sim(outcome_words(outcome_from(said), unit), simulated=simulated)
    except NotAnOutcomeError:
        return "written by a newer fledger"


def first_and_more(said: Iterable[str]) -> str:
    """What several say: the first of it, and how much else there is. What is said twice counts once.

    >>> first_and_more(["down", "late", "down"]), first_and_more([])
    ('down; and 1 more', '')
    """
    first, *others = dict.fromkeys(said) or ("",)
    return f"{first}; and {len(others)} more" if others else first


def sim(text: str, *, simulated: bool) -> str:
    """The text, marked SIM in a simulated ledger; nothing stays nothing.

    >>> sim("8.1 months", simulated=True)
    'SIM 8.1 months'
    """
    return f"SIM {text}" if simulated and text else text


def now_value(row: QuestionRow, *, simulated: bool) -> str:
    """The outcome, the proposal, that it was annulled, or what it would resolve to now; the state of the look where there is none."""
    if row.outcome is not None:
        return outcome(row.outcome, row.unit, simulated=simulated)
    if row.proposed is not None:
        return f"{outcome(row.proposed, row.unit, simulated=simulated)} proposed"
    if row.state == "annulled":
        return row.stands
    if row.today is None:
        return ""
    return sim(_today(row.today, row.unit), simulated=simulated)


def _today(today: IfToday, unit: str | None) -> str:
    value = with_unit(today.value, unit) if today.value is not None else ""
    if today.would and value and today.would != value:
        return f"{today.would} ({value})"
    return today.would or value or today.state.replace("_", " ")
