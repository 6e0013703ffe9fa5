"""Which questions hang on which looks, in `run_uses`: what a sweep asks instead of reading every question. Beside it,
in `run_markets`, which looks are only shown with a question.

It follows from the questions and may be lost at any time; then it is made again from all of them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import text

from ledger.clock import microseconds, moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy import Connection

ABOUT_NO_END = (
    *(
        "LedgerOpened",
        "ForecastMade",
        "ForecastWithdrawn",
        "ForecastReaffirmed",
        "ForecastCorrected",
        "NoteAdded",
        "ReferenceStated",
    ),
    *("EvidenceKept", "EvidenceErased", "ReadingTaken", "ResolutionProposed"),
)
"""Kinds of entry after which a question hangs on the same looks as before."""

SOME = "(SELECT value FROM json_each(:some))"
ABOUT = "json_extract(CAST(body AS TEXT), '$.data.question')"
CHANGED = text(f"""
SELECT DISTINCT {ABOUT} FROM log_entries
WHERE seq > :seq AND kind NOT IN ({", ".join(f"'{kind}'" for kind in ABOUT_NO_END)}) AND {ABOUT} IS NOT NULL ORDER BY 1""")
LAST_SEQ = text("SELECT coalesce(max(seq), 0) FROM log_entries")
EVERY = text("""
SELECT question FROM now_questions WHERE state NOT IN ('resolved', 'annulled') OR (state = 'resolved' AND resolved_at > :after)
ORDER BY question""")
BY_RULE = text(f"""
SELECT q.question, q.resolved_at FROM now_questions q WHERE q.question IN {SOME} AND q.state = 'resolved' AND EXISTS (
    SELECT 1 FROM now_proposals p WHERE p.question = q.question AND p.state = 'accepted' AND p.readings <> '[]')""")
HELD = text("""
SELECT EXISTS (SELECT 1 FROM run_uses WHERE question >= '' UNION ALL SELECT 1 FROM run_markets WHERE question >= ''), EXISTS (SELECT 1 FROM run_looks WHERE look >= '')""")
LOOKS_OF = text(
    f"SELECT look FROM run_uses WHERE question IN {SOME} UNION SELECT look FROM run_markets WHERE question IN {SOME}"
)
FORGET = text(f"DELETE FROM run_uses WHERE question IN {SOME}")
FORGET_BESIDE = text(f"DELETE FROM run_markets WHERE question IN {SOME}")
FORGET_ALL = text("DELETE FROM run_uses")
FORGET_ALL_BESIDE = text("DELETE FROM run_markets")
FILE = text("""
INSERT INTO run_uses (question, place, name, look, value, fallback, since, reads_from, wakes_at, until)
VALUES (:question, :place, :name, :look, :value, :fallback, :since, :reads_from, :wakes_at, :until)""")
SHOW = text("""
INSERT INTO run_markets (question, place, look, value, publisher) VALUES (:question, :place, :look, :value, :publisher)""")
NO_LONGER = text("SELECT look FROM run_uses WHERE until <= :now")
END = text("DELETE FROM run_uses WHERE until <= :now")
NOBODYS = """NOT EXISTS (SELECT 1 FROM run_uses u WHERE u.look = {table}.look)
AND NOT EXISTS (SELECT 1 FROM run_markets m WHERE m.look = {table}.look)"""
UNUSED = f"look IN {SOME} AND {NOBODYS}"
DROP_ALL = text(f"DELETE FROM run_looks WHERE {NOBODYS.format(table='run_looks')}")
AT_ONCE = text("UPDATE run_looks SET next_at = min(next_at, :now) WHERE look = :look AND last_at < :since")
OPEN = "SELECT DISTINCT question FROM run_uses WHERE look = :look AND until IS NULL"
HANGING = text(f"{OPEN} ORDER BY question")
BESIDE = text("SELECT DISTINCT question FROM run_markets WHERE look = :look ORDER BY question")
ALL = text("""
SELECT question FROM run_uses WHERE look = :look UNION SELECT question FROM run_markets WHERE look = :look ORDER BY 1""")
WATCHED = text("SELECT question FROM run_uses WHERE look = :look AND until > 0 LIMIT 1")
NEW_TO = text(f"{OPEN} AND since > :after ORDER BY question")
TO_READ = text(f"{OPEN} AND reads_from <= :now ORDER BY question")
WAKE = text("SELECT min(wakes_at) FROM run_uses WHERE look = :look AND wakes_at > :now AND until IS NULL")
VALUES = text("SELECT value FROM run_uses WHERE look = :look AND until > 0")
OVERDUE = text(
    "SELECT question FROM now_questions WHERE state = 'asked' AND gives_up_at <= :now ORDER BY question"
)


@dataclass(frozen=True, slots=True)
class Use:
    """A question hangs on a look. Times are microseconds UTC; see the table for what each means."""

    question: str
    place: int
    name: str
    look: str
    value: str
    fallback: bool
    since: int
    reads_from: int
    wakes_at: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A look is shown beside a question: the `place`-th market of its file, which value of it, and whose market it is."""

    question: str
    place: int
    look: str
    value: str
    publisher: str


COLUMNS = tuple(each.name for each in fields(Use))


def last_seq(connection: Connection) -> int:
    """The number of the newest entry."""
    return int(connection.execute(LAST_SEQ).scalar_one())


def whole(connection: Connection, *, uses: bool) -> bool:
    """Whether the schedule has what was filed: `uses`, whether anything did hang on looks; then both tables hold something."""
    has_uses, has_looks = connection.execute(HELD).one()
    return bool(has_uses) == bool(has_looks) == uses


def has_uses(connection: Connection) -> bool:
    """Whether any question hangs on a look, or has one beside it."""
    return bool(connection.execute(HELD).one()[0])


def changed_since(connection: Connection, seq: int) -> list[str]:
    """The questions that later entries asked, amended or ended, by id."""
    return _ids(connection.execute(CHANGED, {"seq": seq}))


def every_question(connection: Connection, resolved_after: datetime) -> list[str]:
    """The questions that have not ended, and those that resolved after a moment, by id."""
    return _ids(connection.execute(EVERY, {"after": microseconds(resolved_after)}))


def resolved_by_readings(connection: Connection, questions: Collection[str]) -> dict[str, datetime]:
    """Those of these questions that resolved from readings, and when."""
    rows = connection.execute(BY_RULE, {"some": json.dumps(list(questions))})
    return {str(question): moment(at) for question, at in rows}


def file_uses(
    connection: Connection,
    questions: Collection[str],
    uses: Iterable[Use],
    beside: Iterable[Beside],
    now: datetime,
) -> None:
    """Have exactly these uses, and these markets beside them, for these questions. Looks that nothing needs any more go."""
    some = {"some": json.dumps(list(questions))}
    before = _ids(connection.execute(LOOKS_OF, some))
    connection.execute(FORGET, some)
    connection.execute(FORGET_BESIDE, some)
    if shown := [asdict(one) for one in beside]:
        connection.execute(SHOW, shown)
    rows = [{name: getattr(use, name) for name in COLUMNS} for use in uses]
    if rows:
        connection.execute(FILE, rows)
    _drop(connection, before)
    if rows:
        due = [
            {"look": row["look"], "since": row["since"], "now": microseconds(now)}
            for row in rows
            if not row["until"]
        ]
        connection.execute(AT_ONCE, due or [{"look": "", "since": 0, "now": 0}])


def start_again(connection: Connection) -> None:
    """Forget which questions hang on which looks; the looks themselves keep their turn."""
    connection.execute(FORGET_ALL)
    connection.execute(FORGET_ALL_BESIDE)


def drop_unused(connection: Connection) -> None:
    """Every look that nothing hangs on goes."""
    connection.execute(DROP_ALL)


def end_watches(connection: Connection, now: datetime) -> None:
    """Stop watching what resolved long ago."""
    at = {"now": microseconds(now)}
    looks = list(dict.fromkeys(_ids(connection.execute(NO_LONGER, at))))
    if looks:
        connection.execute(END, at)
        _drop(connection, looks)


def _drop(connection: Connection, looks: Collection[str]) -> None:
    if not looks:
        return
    some = {"some": json.dumps(list(looks))}
    for table in ("run_alarms", "run_looks"):
        connection.execute(text(f"DELETE FROM {table} WHERE {UNUSED.format(table=table)}"), some)


def looks_of(connection: Connection, questions: Collection[str]) -> list[str]:
    """The looks these questions hang on, and those beside them."""
    return _ids(connection.execute(LOOKS_OF, {"some": json.dumps(list(questions))}))


def hanging_on(connection: Connection, look: str) -> list[str]:
    """The questions without an end that hang on a look, by id."""
    return _ids(connection.execute(HANGING, {"look": look}))


def beside(connection: Connection, look: str) -> list[str]:
    """The questions a look is only shown with, by id."""
    return _ids(connection.execute(BESIDE, {"look": look}))


def all_on(connection: Connection, look: str) -> list[str]:
    """Every question that hangs on a look or is shown with it, also those that are watched, by id."""
    return _ids(connection.execute(ALL, {"look": look}))


def watched_on(connection: Connection, look: str) -> str | None:
    """A question that has resolved and is watched through a look."""
    row = connection.execute(WATCHED, {"look": look}).first()
    return str(row[0]) if row else None


def new_to(connection: Connection, look: str, after: datetime | None) -> list[str]:
    """The questions without an end whose version entered after a look was last taken."""
    at = microseconds(after) if after else -1
    return _ids(connection.execute(NEW_TO, {"look": look, "after": at}))


def to_read(connection: Connection, look: str, now: datetime) -> list[str]:
    """The questions a reading of this look may count for, or whose decision it may change."""
    return _ids(connection.execute(TO_READ, {"look": look, "now": microseconds(now)}))


def next_wake(connection: Connection, look: str, now: datetime) -> datetime | None:
    """The next moment at which a question wants this look, whatever its turn."""
    at = connection.execute(WAKE, {"look": look, "now": microseconds(now)}).scalar()
    return moment(at) if at is not None else None


def watched_values(connection: Connection, look: str) -> frozenset[str]:
    """The values of a look on which resolved questions rest."""
    return frozenset(_ids(connection.execute(VALUES, {"look": look})))


def overdue(connection: Connection, now: datetime) -> list[str]:
    """The questions that are asked and whose last day has passed, by id."""
    return _ids(connection.execute(OVERDUE, {"now": microseconds(now)}))


def _ids(rows: Iterable[Iterable[object]]) -> list[str]:
    return [str(one) for (one,) in rows]
