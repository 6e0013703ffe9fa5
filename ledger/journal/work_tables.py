"""The tables of work state, `run_*`: losing one costs a fetch. Times are integer microseconds UTC."""

from __future__ import annotations

from sqlalchemy import Index

from ledger.journal.columns import STRICT, Table, blob, integer, real, words


class RunLook(Table, table=True):
    """When a look is due next, and how it went last. `answer` tags the last answer: reading, not_yet, unusable.

    `gave` is all it gave last as JSON, `gave_key` the same in short, to tell whether anything changed. `unable_since` is when it
    stopped giving a reading. `identity` and `units` are of the newest reading, `right_identity` and `right_units` those of the
    first one, or of the one a person accepted; `as_of` is how far its data reach. `lacks` says what of the window is long over and was not
    there to be read.
    """

    __tablename__ = "run_looks"
    __table_args__ = (Index("run_looks_by_due", "next_at"), STRICT)
    look: str = words(key=True)
    source: str = words()
    params: str = words()
    days: str = words()
    next_at: int = integer()
    last_at: int | None = integer(null=True)
    last_good_at: int | None = integer(null=True)
    failures: int = integer()
    took_us: int | None = integer(null=True)
    size: int | None = integer(null=True)
    answer: str | None = words(null=True)
    said: str | None = words(null=True)
    who: str | None = words(null=True)
    gave: str | None = words(null=True)
    gave_key: str | None = words(null=True)
    unable_since: int | None = integer(null=True)
    lacks: str | None = words(null=True)
    as_of: str | None = words(null=True)
    identity: str | None = words(null=True)
    units: str | None = words(null=True)
    right_identity: str | None = words(null=True)
    right_units: str | None = words(null=True)


class RunUse(Table, table=True):
    """A question hangs on a look: by which look of its rule (`name`), which value, in order of preference (`place`).

    `since` is when the question's version entered. From `reads_from` on the question itself must be read when its look is taken;
    at `wakes_at` it wants the look, whatever its turn. `until` is set for a question that has resolved: so long it is watched.
    """

    __tablename__ = "run_uses"
    __table_args__ = (
        Index("run_uses_by_look", "look", "until", "question"),
        Index("run_uses_by_since", "look", "since"),
        Index("run_uses_by_reading", "look", "reads_from"),
        Index("run_uses_by_wake", "look", "wakes_at"),
        Index("run_uses_by_end", "until"),
        STRICT,
    )
    question: str = words(key=True)
    place: int = integer(key=True)
    name: str = words()
    look: str = words()
    value: str = words()
    fallback: int = integer()
    since: int = integer()
    reads_from: int = integer()
    wakes_at: int = integer()
    until: int | None = integer(null=True)


class RunMarket(Table, table=True):
    """A look that is shown beside a question, the `place`-th market of its file. It decides nothing, so no question hangs on it."""

    __tablename__ = "run_markets"
    __table_args__ = (Index("run_markets_by_look", "look", "question"), STRICT)
    question: str = words(key=True)
    place: int = integer(key=True)
    look: str = words()
    value: str = words()
    publisher: str = words()


class RunValue(Table, table=True):
    """What a look read on a day, value by value; no row where nothing changed since the row before. Disposable."""

    __tablename__ = "run_values"
    __table_args__ = (STRICT,)
    look: str = words(key=True)
    value: str = words(key=True)
    day: str = words(key=True)
    at: int = integer()
    as_of: str = words()
    covers_first: str = words()
    covers_last: str = words()
    exact: str | None = words(null=True)
    number: float | None = real()
    unit: str | None = words(null=True)
    identity: str = words()


class RunRehearsal(Table, table=True):
    """If it resolved today: what a question's rule would say, and what it would have said before its outcome turned.

    One row for each stretch of the same `turn` (a state, and an outcome that is no number), as it was last: `since` and `day` are the
    first and last day of the stretch that something changed on. Disposable.
    """

    __tablename__ = "run_rehearsals"
    __table_args__ = (STRICT,)
    question: str = words(key=True)
    since: str = words(key=True)
    day: str = words()
    at: int = integer()
    state: str = words()
    value: str | None = words(null=True)
    value_number: float | None = real()
    would: str | None = words(null=True)
    turn: str = words()
    as_of: str | None = words(null=True)
    reason: str = words()


class RunAlarm(Table, table=True):
    """A look is not as it was: which kind, since when, what was and what is. It goes when it is over, or a person accepts it."""

    __tablename__ = "run_alarms"
    __table_args__ = (STRICT,)
    look: str = words(key=True)
    kind: str = words(key=True)
    since: int = integer()
    was: str | None = words(null=True)
    became: str = words()


class RunWithout(Table, table=True):
    """A question for which naive forecasts were tried in vain: on which version, when, and why there are none.

    `as_of` is how far the data of its looks reached then; None where nothing had been read.
    """

    __tablename__ = "run_without"
    __table_args__ = (STRICT,)
    question: str = words(key=True)
    version: int = integer()
    at: int = integer()
    why: str = words()
    as_of: str | None = words(null=True)


class RunBody(Table, table=True):
    """The newest body of a request, with what a conditional GET needs."""

    __tablename__ = "run_bodies"
    __table_args__ = (STRICT,)
    request: str = words(key=True)
    etag: str | None = words(null=True)
    last_modified: str | None = words(null=True)
    next_url: str | None = words(null=True)
    sha256: str = words()
    body: bytes = blob()
    fetched_at: int = integer()


class RunHost(Table, table=True):
    """A host that asked to be left alone until a time."""

    __tablename__ = "run_hosts"
    __table_args__ = (STRICT,)
    host: str = words(key=True)
    not_before: int = integer()
    failures: int = integer()


class RunState(Table, table=True):
    """Small things worth remembering: when somebody last looked, the app's screen, the daemon's heartbeat."""

    __tablename__ = "run_state"
    __table_args__ = (STRICT,)
    name: str = words(key=True)
    value: str = words()
    at: int = integer()
