"""One question asked of month after month: from the file for one month, the files for those that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from ledger.questions.dates_moved import Moved, moved_by
from ledger.questions.dates_named import dates_named
from ledger.questions.finding import Finding, shown
from ledger.questions.months import MONTHS_A_YEAR
from ledger.questions.toml_places import Places
from ledger.questions.units import with_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.dates_doubted import Doubted
    from ledger.questions.dates_named import Named
    from ledger.questions.months import Step
    from ledger.questions.toml_file import Parsed

_MONTHS: Mapping[Step, int] = {"monthly": 1, "quarterly": 3}
_ENDING: Mapping[Step, re.Pattern[str]] = {
    "monthly": re.compile(r"\d{4}-\d\d"),
    "quarterly": re.compile(r"\d{4}q[1-4]"),
}
_LIKE: Mapping[Step, str] = {"monthly": "bis-rules-2026-12", "quarterly": "bis-rules-2026q4"}
_FACTS = frozenset({"claim", "forecast", "market", "aside"})
"""What was said, what others ask, and remarks are of their own day in every file."""
_WORDS = frozenset({"title", "statement", "criteria"})
_BARE_YEAR = re.compile(r"(?<![\w.·-])(?:19|20|21)\d\d(?![\w·-]|\.\d)")


@dataclass(frozen=True, slots=True)
class Sibling:
    """One file of a series, not yet written."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Series:
    """The files after the first one, and the dates that stay as they are in all of them."""

    siblings: tuple[Sibling, ...]
    stays: tuple[str, ...]


def series(stem: str, parsed: Parsed, step: Step, until: tuple[int, int]) -> Series | tuple[Finding, ...]:
    """The siblings of a valid file, up to the month `until` and with it; or what keeps it from having any.

    Every date of the head, the options and the resolution moves, unless it lies before the file's `opens_at`. The
    claim, forecasts and asides tell of days of their own, a market is somebody else's: these stay.
    """
    end = _end(stem, step)
    if end is None or end.last is None:
        wrong, fix = "the id does not end with what is asked about", f"name the file as in {_LIKE[step]}.toml"
        return (Finding((), "series-id", wrong, fix, shown(stem)),)
    file = _First(parsed)
    if not file.says_when:
        wrong, fix = "neither the title nor the statement says when", "name the month that is asked about"
        return (Finding(("statement",), "series-words", wrong, fix),)
    reach = (until[0] - end.last.year) * MONTHS_A_YEAR + until[1] - end.last.month
    siblings = list[Sibling]()
    for months in range(_MONTHS[step], reach + 1, _MONTHS[step]):
        made = file.later(months)
        if not isinstance(made, Moved):
            return made
        siblings.append(Sibling(f"{stem[: end.at]}{end.later(months)}", made.text))
    return Series(tuple(siblings), file.stays)


def _end(stem: str, step: Step) -> Named | None:
    """The month or quarter that an id ends with."""
    ends = [each for each in dates_named(stem) if each.at + len(each.written) == len(stem)]
    return next((each for each in ends if _ENDING[step].fullmatch(each.written)), None)


class _First:
    """The file a series begins with."""

    def __init__(self, parsed: Parsed) -> None:
        self._text = parsed.text
        opens = parsed.content["opens_at"]
        self._opens: date = opens.date() if isinstance(opens, datetime) else opens
        self._places = Places(parsed.text)
        self._named = dates_named(parsed.text)

    @property
    def says_when(self) -> bool:
        """Whether the words that every list shows would differ from file to file."""
        return any(
            self._table(each.at) in {"title", "statement"} for each in self._named if self._moves(each)
        )

    @property
    def stays(self) -> tuple[str, ...]:
        """Dates that a reader may expect to move and that do not, and years alone."""
        kept = [each for each in self._named if not self._moves(each)]
        told = [each.written for each in kept if not self._is_fact(each.at) or not self._is_past(each)]
        blank = self._text
        for each in self._named:
            blank = blank.replace(each.written, "·" * len(each.written))
        years = [year[0] for year in _BARE_YEAR.finditer(blank) if self._table(year.start()) in _WORDS]
        return tuple(dict.fromkeys([*told, *years]))

    def later(self, months: int) -> Moved | tuple[Finding, ...]:
        """The text so many months on, or what in it cannot be moved."""
        made = moved_by(self._text, months, since=self._opens, fixed=self._is_fact)
        return made if isinstance(made, Moved) else tuple(self._finding(each, months) for each in made)

    def _finding(self, doubted: Doubted, months: int) -> Finding:
        key, wrong = (
            self._places.around(doubted.at),
            f"this cannot be moved by {with_unit(str(months), 'months')}",
        )
        return Finding(key, "series-date", wrong, doubted.fix, shown(doubted.written))

    def _moves(self, named: Named) -> bool:
        return not self._is_fact(named.at) and not self._is_past(named)

    def _is_past(self, named: Named) -> bool:
        return named.last is not None and named.last < self._opens

    def _is_fact(self, at: int) -> bool:
        return self._table(at) in _FACTS

    def _table(self, at: int) -> str:
        return str(next(iter(self._places.around(at)), ""))
