"""What other people would bet on much the same as a question, as it was read last. It is shown beside forecasts and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

from ledger.clock import moment
from ledger.questions.says_words import number_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.record.opening import Record

SETTLED: Mapping[str, str] = {
    "paused": "paused",
    "closed": "closed",
    "yes": "settled as yes",
    "no": "settled as no",
    "split": "paid out in part",
    "cancelled": "cancelled",
}
"""How a market stands -> how that is said; of one that is open nothing is said."""

_TENTH = Decimal("0.1")
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class MarketRow:
    """One `[[market]]` of a question. `exact` is its chance in percent, a decimal string; None where it has none.

    `read_at` is when it was read last, in microseconds UTC; `note` says what is not as it should be with it.
    """

    publisher: str
    source: str
    differs: str
    url: str | None
    exact: str | None = None
    settled: str | None = None
    read_at: int | None = None
    note: str | None = None

    @property
    def chance(self) -> str:
        """The chance and how the market stands, in words: `34 %, closed`."""
        price = percent(Decimal(self.exact)) if self.exact is not None else "no price"
        stands = SETTLED.get(self.settled or "")
        return f"{price}, {stands}" if stands else price

    @property
    def words(self) -> str:
        """The market in one line."""
        differs = f"differs: {self.differs}"
        if self.read_at is None:
            return f"{self.publisher}: not read yet{f': {self.note}' if self.note else ''} ({differs})"
        note = f"; note: {self.note}" if self.note else ""
        return f"{self.publisher} {self.chance} (read {moment(self.read_at).date()}; {differs}{note})"


def percent(exact: Decimal) -> str:
    """Percent to one decimal, never 0 or 100 where it is not. What is no chance, whoever called it one, is said to be none.

    >>> percent(Decimal("34.12")), percent(Decimal("34")), percent(Decimal("99.99999")), percent(Decimal("0.00004"))
    ('34.1 %', '34 %', 'over 99.9 %', 'under 0.1 %')
    >>> percent(Decimal("1e27"))
    'no chance between 0 and 100 %'
    """
    if not 0 <= exact <= _ALL:
        return f"no chance between 0 and {_ALL} %"
    short = exact.quantize(_TENTH, rounding=ROUND_HALF_EVEN)
    if short == 0 < exact:
        return f"under {_TENTH} %"
    return f"over {_ALL - _TENTH} %" if short == _ALL > exact else f"{number_words(short)} %"


def shown_with(record: Record, look: str) -> tuple[str, ...]:
    """The questions a look is only shown with, by id."""
    sql = "SELECT DISTINCT question FROM run_markets WHERE look = ? ORDER BY question"
    return tuple(name for (name,) in record.rows(sql, (look,)))


def markets_of(record: Record, question: str) -> tuple[MarketRow, ...]:
    """The markets of a question in its file's order; none of one that has ended, which are not looked at any more."""
    return tuple(_market(*row) for row in record.rows(_MARKETS, (question,)))


_MARKETS = """
SELECT json_extract(f.value, '$.source'), json_extract(f.value, '$.differs'), json_extract(f.value, '$.url'),
       m.publisher, l.answer, l.said, l.last_good_at,
       CASE l.answer WHEN 'reading' THEN json_extract(l.gave, '$[0].reading.values."' || m.value || '"')
       ELSE (SELECT v.exact FROM run_values v WHERE v.look = m.look AND v.value = m.value ORDER BY v.day DESC LIMIT 1) END,
       (SELECT v.exact FROM run_values v WHERE v.look = m.look AND v.value = 'settled' ORDER BY v.day DESC LIMIT 1),
       (SELECT a.became FROM run_alarms a WHERE a.look = m.look AND a.kind = 'identity_changed')
FROM now_questions q, json_each(q.said, '$.market') f
LEFT JOIN run_markets m ON m.question = q.question AND m.place = f.key
LEFT JOIN run_looks l ON l.look = m.look
WHERE q.question = ? AND q.state NOT IN ('resolved', 'annulled') ORDER BY f.key
"""


def _market(
    source: str,
    differs: str,
    url: str | None,
    publisher: str | None,
    answer: str | None,
    said: str,
    *read: Any,
) -> MarketRow:
    read_at, exact, settled, other = read
    changed = f"it asks something else now: {other}" if other else None
    note = _trouble(said) if answer in {"not_yet", "unusable"} else changed
    return MarketRow(publisher or source, source, differs, url, exact, settled, read_at, note)


def _trouble(said: str) -> str:
    """What a look said instead of a reading, as people read it: `shape changed: ...`."""
    why, colon, detail = said.partition(": ")
    return f"{why.replace('_', ' ')}{colon}{detail}"
