"""Forecasts of a table on their way into the log, a million at a time: the same bytes and rows as one by one.

A chance whose question, name and times are plainly in order is written by a template. Everything else goes the ordinary
way, through the entry and its rules, which also say what is wrong with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from ledger.journal.canonical import LARGEST
from ledger.journal.entries import ForecastMade
from ledger.journal.envelope import Kept, seal
from ledger.journal.forecast_projection import made
from ledger.journal.forecast_rules import accepts
from ledger.journal.merkle import leaf_hash
from ledger.journal.minutes import SEEN_WITHIN
from ledger.journal.rules import check

if TYPE_CHECKING:
    from ledger.journal.facts import Facts
    from ledger.questions.forecast import Grade

GRADE: Grade = "documented"
"""What shows when it was said is the table."""
PLAIN_CHANCE = re.compile(r"0(?:\.[0-9]{1,60})?|1(?:\.0{1,60})?")
REMEMBERED = 10_000
BARE = (False, None, None, GRADE)
"""The rest of a saying that says nothing but a chance: imputed, words, reason, grade."""
LogRow = tuple[int, str, int, bytes, bytes]
NowRow = tuple[Any, ...]


class Saying(NamedTuple):
    """One forecast of a table: what ForecastMade holds, but for what all forecasts of the table share."""

    question: str
    by: str
    made_at: int
    says: dict[str, Any]
    expires_at: int | None = None
    imputed: bool = False
    words: str | None = None
    reason: str | None = None
    grade: Grade = GRADE


class _Open(NamedTuple):
    """A question that takes chances: the newest version, and until when one may be made."""

    version: int
    last: int


class Sayings:
    """Writes forecasts at the next seqs, recorded at `at`, while no other entry changes a question."""

    def __init__(self, facts: Facts, at: int, batch: str) -> None:
        self._facts = facts
        self._at = at
        self._batch = batch
        self._head = f'{{"at":{at},"data":{{"batch":{_json(batch)},"by":'
        self._names: dict[str, str] = {}
        self._chances: dict[str, tuple[str, float]] = {}
        self._questions: dict[str, _Open | None] = {}

    def check(self, saying: Saying) -> None:
        """Raise JournalError unless this forecast may stand."""
        if not self._is_plain(saying):
            self._ordinary(2, saying)

    def rows(self, seq: int, saying: Saying) -> tuple[LogRow, NowRow]:
        """The rows of the log and of `now_forecasts`. Raises JournalError."""
        if self._is_plain(saying):
            return self._by_template(seq, saying)
        kept = self._ordinary(seq, saying)
        return (seq, kept.kind, kept.at, kept.body, leaf_hash(kept.body)), made(kept)[0][1]

    def _is_plain(self, saying: Saying) -> bool:
        question, by, made_at, says, expires_at = saying[:5]
        if by not in self._names or saying[5:] != BARE or len(says) != 1:
            return False
        chance = says.get("probability")
        if type(chance) is not str or not (chance in self._chances or PLAIN_CHANCE.fullmatch(chance)):
            return False
        taking = self._questions.get(question) or self._open(question)
        if taking is None or type(made_at) is not int or not -LARGEST <= made_at <= taking.last:
            return False
        return expires_at is None or (type(expires_at) is int and made_at < expires_at <= LARGEST)

    def _open(self, question: str) -> _Open | None:
        if question not in self._questions:  # asked once: no entry changes a question meanwhile
            found = self._facts.question(question)
            takes = found is not None and found.kind == "binary" and accepts(found, GRADE)
            last = min(found.closes_at, self._at + SEEN_WITHIN, LARGEST) if found else 0
            self._questions[question] = _Open(found.version, last) if found and takes else None
        return self._questions[question]

    def _ordinary(self, seq: int, saying: Saying) -> Kept:
        found = self._facts.question(saying.question)
        version = found.version if found else 1
        entry = ForecastMade(**saying._asdict(), version=version, batch=self._batch)
        kept = seal(entry, seq, self._at)
        check(kept, self._facts)
        # The name passed the entry's pattern: from here on it is known.
        self._names[saying.by] = _json(saying.by)
        return kept

    def _written(self, chance: str) -> tuple[str, float]:
        """What it says and the number. The first few thousand are remembered: people say the same ones again and again."""
        written = f'{{"probability":"{chance}"}}', float(chance)
        if len(self._chances) < REMEMBERED:
            self._chances[chance] = written
        return written

    def _by_template(self, seq: int, saying: Saying) -> tuple[LogRow, NowRow]:
        question, by, made_at, says, expires_at = saying[:5]
        version, chance, at = self._questions[question].version, says["probability"], self._at  # type: ignore[union-attr]  # plain
        until = "" if expires_at is None else f',"expires_at":{expires_at}'
        said, number = self._chances.get(chance) or self._written(chance)
        body = (
            f'{self._head}{self._names[by]}{until},"grade":"{GRADE}","imputed":false,"made_at":{made_at},'
            f'"question":"{question}","says":{said},"version":{version}}},"kind":"ForecastMade","seq":{seq},"v":1}}'
        ).encode()
        log = seq, "ForecastMade", at, body, leaf_hash(body)
        said_so = seq, question, version, by, made_at, at, GRADE, said, number
        return log, (*said_so, None, 0, None, expires_at, self._batch)


def _json(text: str) -> str:
    return orjson.dumps(text).decode()
