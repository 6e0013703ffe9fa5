"""The journal's query line: a few words that narrow a million entries. Text in, SQL with bound values out.

    veto kind:challenge question:bill-2026 by:tom since:2026-11-01 until:2026-11-30 100..2000 -kind:evidence

A plain word must stand in the entry as kept, and not in what is covered until the reader answered. `-` before a term turns it round. Entries are asked in runs of some thousand,
so that no read lasts and a search can be stopped between two of them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ledger.clock import microseconds, start_of
from ledger.errors import UsageError
from ledger.record.covered import PLACES, SAID, covered_where, shown_of
from ledger.record.hidden import has_figure
from ledger.record.journal import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ledger.record.hidden import Reader
    from ledger.record.opening import Record

RUN = 4_000
"""Entries of one query: below a tenth of a second."""
MOST = 20_000
"""Entries that are kept of what fits; nobody reads more, and the newest come first."""
BODY = "CAST(body AS TEXT)"
DATA = f"json_extract({BODY}, '$.data.%s')"
BY_HASH = ("ProposalConfirmed", "ProposalRejected", "ResolutionChallenged", "ChallengeEnded")
BY_FORECAST = ("ForecastWithdrawn", "ForecastReaffirmed", "ForecastCorrected")
"""Kinds that name a proposal by its hash, or a forecast by its seq, and no question."""
_RANGE = re.compile(r"(\d*)\.\.(\d*)", re.ASCII)
_ONE = re.compile(r"#(\d+)", re.ASCII)
DAY = timedelta(days=1)


class SearchError(UsageError):
    """A term of the journal's query line cannot be meant; the sentence says what can."""


@dataclass(frozen=True, slots=True)
class Search:
    """A condition on `log_entries` with its bound values, and the seqs between which it is asked."""

    where: str = "1"
    values: Mapping[str, object] = field(default_factory=dict)
    first: int = 1
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of entries gave: the seqs that fit, newest first, and the lowest seq that was asked."""

    seqs: tuple[int, ...]
    reached: int


def seq_meant(text: str) -> int | None:
    """The entry that is meant by `#120`; None for anything else.

    >>> seq_meant(" #120 "), seq_meant("120")
    (120, None)
    """
    found = _ONE.fullmatch(text.strip())
    return int(found[1]) if found else None


def search_from(text: str, reader: Reader | None) -> Search:
    """The condition a query line means for `reader`: what is covered for them is not found. Without one, all is found.

    Raises SearchError.
    """
    reading = _Reading(reader)
    conditions = [reading.term(word) for word in text.split()]
    return Search(" AND ".join(conditions) or "1", reading.values, reading.first, reading.last)


def newest_matching(record: Record, search: Search, *, head: int, most: int) -> tuple[int, ...]:
    """The seqs of the newest entries that fit, newest first, at most `most`, none above `head`."""
    return tuple(seq for run in matching(record, search, head=head, most=most) for seq in run.seqs)


def matching(record: Record, search: Search, *, head: int, most: int = MOST) -> Iterator[Run]:
    """Run after run of what fits, the newest first, down from `head`, until so many are found."""
    high, found = min(head, search.last or head), 0
    while high >= search.first and found < most:
        low = max(search.first, high - RUN + 1)
        rows = record.rows(_sql(search), {**search.values, "low": low, "high": high, "most": most - found})
        found += len(rows)
        yield Run(tuple(row[0] for row in rows), low)
        high = low - 1


def _sql(search: Search) -> str:
    return (
        f"SELECT seq FROM log_entries WHERE seq BETWEEN :low AND :high AND {search.where} "
        "ORDER BY seq DESC LIMIT :most"
    )


class _Reading:
    """Turns terms into conditions and collects their values under names of its own."""

    def __init__(self, reader: Reader | None) -> None:
        self.covers = reader is not None
        self.values: dict[str, object] = {**reader.values} if reader is not None else {}
        self.first = 1
        self.last: int | None = None
        self.keys: Mapping[str, Callable[[str], str]] = {
            "kind": self._kind,
            "question": self._question,
            "by": self._by,
            "since": lambda text: f"at >= {self._bind(self._day(text))}",
            "until": lambda text: f"at < {self._bind(self._day(text, after=DAY))}",
        }

    def term(self, word: str) -> str:
        """The condition of one word."""
        turned = len(word) > 1 and word.startswith("-")
        bare = word[1:] if turned else word
        if not turned and (found := _RANGE.fullmatch(bare)):
            return self._between(*found.groups())
        key, colon, text = bare.partition(":")
        known = self.keys.get(key.casefold()) if colon and text else None
        condition = known(text) if known else self._word(bare)
        return f"NOT coalesce(({condition}), 0)" if turned else f"({condition})"

    def _bind(self, value: object) -> str:
        name = f"j{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _between(self, first: str, last: str) -> str:
        self.first, self.last = max(int(first or 1), 1), int(last) if last else None
        return "1"

    def _word(self, text: str) -> str:
        word = self._bind(text)
        stands = f"instr(lower({BODY}), lower({word}))"
        if not self.covers:
            return stands
        kinds = PLACES if has_figure(text) else SAID
        # the cheap test first: of most entries it needs no other
        beside = f"instr(lower({shown_of(kinds)}), lower({word}))"
        return f"{stands} AND (NOT {covered_where(kinds)} OR {beside})"

    def _kind(self, text: str) -> str:
        asked = text.casefold().replace("-", "").replace("_", "")
        found = [kind for kind in KINDS if asked in kind.casefold()]
        if not found:
            raise SearchError(f"There is no kind of entry like {text!r}. There are: {', '.join(KINDS)}")
        return f"kind IN (SELECT value FROM json_each({self._bind(json.dumps(found))}))"

    def _question(self, text: str) -> str:
        """What names a question that begins so; of a whole id also what names a proposal for it or a forecast on it."""
        whole = self._bind(text)
        # cheap tests first: most entries are told apart without reading their JSON
        return (
            f"instr({BODY}, {whole}) AND substr({DATA % 'question'}, 1, {len(text)}) = {whole}"
            f" OR kind IN {BY_HASH} AND {DATA % 'hash'} IN (SELECT hash FROM now_proposals WHERE question = {whole})"
            f" OR kind IN {BY_FORECAST} AND {DATA % 'forecast'} IN"
            f" (SELECT forecast FROM now_forecasts WHERE question = {whole})"
        )

    def _by(self, text: str) -> str:
        name = self._bind(text)
        return f"coalesce({DATA % 'by'}, {DATA % 'opened_by'}, '') = {name}"

    def _day(self, text: str, after: timedelta = timedelta(0)) -> int:
        try:
            return microseconds(start_of(date.fromisoformat(text) + after))
        except (ValueError, OverflowError):
            raise SearchError(f"{text!r} is no day: write it as 2026-11-01.") from None
