"""What an open question is heading to while its sources cannot answer it: to be annulled, or to need a person.

Told from the health of its looks, in the words of the source. Never of a question whose window is still to come and
whose sources are well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ledger.clock import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.record.opening import Record, Row

DAY_US = 86_400_000_000
UNABLE_FOR_US = 30 * DAY_US
"""So long a source must have given no reading."""

To = Literal["annulled", "person"]


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a question is heading: to what, why in the source's words, since which day (ISO)."""

    to: To
    reason: str
    since: str

    @property
    def words(self) -> str:
        """The heading in one sentence."""
        how = "be annulled" if self.to == "annulled" else "need a person"
        return f"Likely to {how}: {self.reason} (since {self.since})"


@dataclass(frozen=True, slots=True)
class _Unable:
    reason: str
    since: str


def headings(record: Record, questions: Sequence[str], *, now_us: int) -> dict[str, Heading]:
    """Where these questions are heading, by id; none for those that are well."""
    rows = record.rows(_LOOKS, {"ids": json.dumps(list(questions))})
    by_question: dict[str, list[_Unable | None]] = {}
    for row in rows:
        by_question.setdefault(row[0], []).append(_unable(row, now_us))
    lost = {name: [one for one in several if one] for name, several in by_question.items() if all(several)}
    said = record.rows(_SAID, {"ids": json.dumps(list(lost))}) if lost else []
    return {name: _heading(lost[name], json.loads(text)) for name, text in said}


_LOOKS = """
SELECT u.question, l.answer, l.said, l.unable_since, l.days, q.resolves_at, l.source,
       a.since, a.became
FROM json_each(:ids) wanted
JOIN now_questions q ON q.question = wanted.value AND q.state = 'asked'
JOIN run_uses u ON u.question = q.question
JOIN run_looks l ON l.look = u.look
LEFT JOIN run_alarms a ON a.look = l.look AND a.kind = 'no_new_row'
ORDER BY u.question, u.place
"""
_SAID = "SELECT question, said FROM now_questions WHERE question IN (SELECT value FROM json_each(:ids))"


def _unable(row: Row, now_us: int) -> _Unable | None:
    """Why one look of a question cannot answer it, and since when; None where it is well, or not for long."""
    _, answer, said, unable_since, days, resolves_at, source, late_since, late = row
    if late:
        return _Unable(f"{source}: {late}", _day(late_since))
    over = json.loads(days)[-1] < _day(now_us)
    if unable_since is None or (answer == "not_yet" and not over):
        return None
    since = max(unable_since, resolves_at) if answer == "not_yet" else unable_since
    return _Unable(f"{source}: {said}", _day(since)) if now_us - since >= UNABLE_FOR_US else None


def _day(us: int) -> str:
    return moment(us).date().isoformat()


def _heading(lost: Sequence[_Unable], said: Mapping[str, Any]) -> Heading:
    rule = said["resolution"]
    sources = [
        *rule.get("source", ()),
        *(each for look in rule.get("look", {}).values() for each in look["source"]),
    ]
    by_person = any(each["name"] == "manual" for each in sources)
    annuls = rule.get("at_give_up") == "annul" and not by_person
    reasons = "; ".join(dict.fromkeys(one.reason for one in lost))
    return Heading("annulled" if annuls else "person", reasons, min(one.since for one in lost))
