"""Small real ledgers to read: written through the journal, with a clock that stands where it is put."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ledger.clock import SetClock, microseconds
from ledger.journal import entries as kinds
from ledger.journal.append import Journal
from ledger.journal.pinning import pinned
from ledger.record.opening import Record

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 6, 1, tzinfo=UTC)
DAY = 86_400_000_000


class World:
    """A ledger with its clock. Names of people are free; times are set by moving the clock.

    `proposal` is the seq of the newest proposal; the other marks are what a fixture wants its tests to find again.
    """

    proposal = 0
    evidence = 0
    reading = 0
    first = ""
    gone = 0

    def __init__(self, path: Path, *, simulated: bool = False) -> None:
        self.path = path
        self.clock = SetClock(START)
        self.journal = Journal.create(path, clock=self.clock, opened_by="mira", simulated=simulated)

    @classmethod
    def going_on(cls, path: Path) -> World:
        """The world whose ledger was copied there, at its start."""
        world = cls.__new__(cls)
        world.path, world.clock = path, SetClock(START)
        world.journal = Journal.open(path, clock=world.clock)
        return world

    @property
    def now(self) -> int:
        return microseconds(self.clock.at)

    def at(self, days: float) -> int:
        """Microseconds so many days after the start."""
        return microseconds(START) + int(days * DAY)

    def move(self, **by: float) -> None:
        self.clock.move(timedelta(**by))

    def go(self, day: float) -> None:
        """Put the clock so many days after the start."""
        self.clock.at = START + timedelta(days=day)

    def record(self) -> Record:
        return Record.open(self.path)

    # ---- entries ----------------------------------------------------------------------------------

    def ask(self, question: str = "q-1", kind: str = "binary", **more: Any) -> int:
        """A question that opens at the start and closes ten days later (its end of day is the ninth's)."""
        entry = kinds.QuestionAsked(
            question=question, version=1, file_sha256="0" * 64, said=self.said(kind, **more)
        )
        return self.journal.append(entry)[0]

    def said(self, kind: str = "binary", **more: Any) -> dict[str, Any]:
        resolution: dict[str, Any] = {
            "window": {"over": ["2026-06-01", "2026-06-10"]},
            "source": [{"name": "manual", "value": "answer"}],
        }
        resolution |= more.pop("resolution", {})
        said: dict[str, Any] = {
            "format": 1,
            "kind": kind,
            "title": "A title",
            "statement": "Will it be so?",
            "criteria": "It is so if it is.",
            "by": "this project",
            "opens_at": "2026-06-01",
            "closes_at": "2026-06-11T00:00:00+00:00",
            "resolves_at": "2026-06-12",
            "gives_up_at": "2026-08-01",
            "resolution": resolution,
        }
        return said | self._by_kind(kind, resolution) | self._claimed(more) | more

    def amend(self, question: str = "q-1", kind: str = "binary", **more: Any) -> int:
        """Another version of it, with words that mean the same."""
        version = f"SELECT version + 1 FROM now_questions WHERE question = '{question}'"
        with self.record() as record:
            ((next_,),) = record.rows(version)
        entry = kinds.QuestionAmended(
            question=question,
            version=next_,
            plain=True,
            file_sha256="1" * 64,
            said=self.said(kind, **more),
            by="tom",
            reason="other words",
        )
        return self.journal.append(entry)[0]

    def _by_kind(self, kind: str, resolution: dict[str, Any]) -> dict[str, Any]:
        if kind == "binary":
            resolution.setdefault("yes_if", {"at_least": "12.0"})
            return {}
        if kind == "numeric":
            return {
                "unit": "months",
                "digits": 1,
                "range": {"min": "0.0", "max": "60.0", "open_max": True},
            }
        if kind == "multiple_choice":
            options = [{"label": "few", "below": "3"}, {"label": "some", "at_least": "3", "below": "6"}]
            return {"option": [*options, {"label": "many", "at_least": "6"}], "ordered": True}
        resolution["window"] = {"any_day": ["2026-06-01", "2026-06-10"], "max_gap": "14d"}
        resolution["first_day"] = {"at_least": "12.0"}
        return {"range": {"min": "2026-06-01", "max": "2026-06-10"}, "otherwise": "later or never"}

    def _claimed(self, more: dict[str, Any]) -> dict[str, Any]:
        if "claim" not in more:
            return {}
        claim = {
            "publication": "paper-1",
            "stance": "asserts",
            "said_by": "The Lab",
            "quote": "so it will be",
        }
        more["claim"] = claim | more["claim"]
        return {"by": None}

    def say(self, question: str = "q-1", p: str = "0.5", by: str = "mira", **more: Any) -> int:
        fields: dict[str, Any] = {
            "version": 1,
            "made_at": self.now,
            "grade": "seen",
            "says": {"probability": p},
        }
        return self.journal.append(kinds.ForecastMade(question=question, by=by, **fields | more))[0]

    def withdraw(self, forecast: int, by: str = "mira") -> None:
        self.journal.append(kinds.ForecastWithdrawn(forecast=forecast, by=by, at=self.now))

    def propose(self, question: str = "q-1", outcome: dict[str, Any] | None = None, **more: Any) -> str:
        fields: dict[str, Any] = {
            "version": 1,
            "basis": "person",
            "outcome": outcome or {"yes": True},
            "known_at": self.now,
            "readings": [],
            "rule_version": 1,
            "decided_at": self.now,
            "challenge_until": self.now,
            "by": "tom",
            "why": "it is so",
        }
        entry = pinned(question=question, **fields | more)
        self.proposal = self.journal.append(entry)[0]
        return entry.hash

    def resolve(self, question: str = "q-1", outcome: dict[str, Any] | None = None, **more: Any) -> None:
        said = outcome or {"yes": True}
        known = more.pop("known_at", self.now)
        self.propose(question, said, known_at=known)
        fields: dict[str, Any] = {"revision": 1, "confirmed": "machine", "known_at": known, "outcome": said}
        self.journal.append(
            kinds.QuestionResolved(question=question, proposal=self.proposal, **fields | more)
        )

    def annul(self, question: str = "q-1", how: Any = "annulled", **more: Any) -> None:
        fields: dict[str, Any] = {"revision": 1, "reason": "flawed", "by": "tom"}
        entry = kinds.QuestionAnnulled(question=question, how=how, **fields | more)
        self.journal.append(entry)

    def note(self, question: str = "q-1", text: str = "a remark") -> None:
        self.journal.append(kinds.NoteAdded(question=question, by="mira", text=text))

    # ---- work state ---------------------------------------------------------------------------------

    def work(self, sql: str, *values: object) -> None:
        """One statement on a `run_*` table, in a transaction of its own."""
        with self.journal.transaction() as tx:
            tx.database.execute(sql, values)

    def rehearse(self, question: str, day: str, value: str | None = None, would: str | None = None) -> None:
        """What a question would have resolved to on a day, and the value its look read then."""
        number = float(value) if value is not None else None
        self.work(
            "INSERT OR REPLACE INTO run_rehearsals VALUES (?, ?, ?, ?, 'reading', ?, ?, ?, ?, ?, 'as read')",
            *(question, day, day, self.now, value, number, would, f"reading {would}", day),
        )
        look = f"{question:0<64}"
        self.hang(question, look)
        self.work(
            "INSERT OR REPLACE INTO run_values VALUES (?, 'value', ?, ?, ?, ?, ?, ?, ?, NULL, 'series')",
            *(look, day, self.now, day, day, day, value, number),
        )

    def hang(
        self, question: str, look: str, until: int | None = None, *, place: int = 0, name: str = "main"
    ) -> None:
        """A question hangs on a look, under a name of its rule, in order of preference."""
        self.work(
            "INSERT OR REPLACE INTO run_uses VALUES (?, ?, ?, ?, 'value', 0, 0, 0, 0, ?)",
            question,
            place,
            name,
            look,
            until,
        )

    def look(
        self, name: str = "epoch.eci_lag", *, failures: int = 0, answer: str = "reading", **more: Any
    ) -> None:
        """A look that was just taken; one that failed has an alarm. `serves` are the questions that hang on it."""
        look, said = more.get("look", "a" * 64), more.get("said", "as read")
        days = more.get("days", '["over", "2026-06-01", "2026-06-10"]')
        kept = {
            "look": look,
            "source": name,
            "params": more.get("params", "{}"),
            "days": days,
            "next_at": self.now + DAY,
            "last_at": self.now,
            "last_good_at": None,
            "failures": failures,
            "took_us": 1000,
            "size": 10,
            "answer": answer,
            "said": said,
            "who": "daemon",
            **more.get("more", {}),
        }
        marks = ", ".join("?" * len(kept))
        self.work(f"INSERT INTO run_looks ({', '.join(kept)}) VALUES ({marks})", *kept.values())
        for question in more.get("serves", ()):
            self.hang(question, look)
        if answer == "unusable":
            self.alarm(look, "shape_changed", said)

    def alarm(self, look: str, kind: str, became: str, was: str | None = None) -> None:
        """An alarm of a look holds since now."""
        self.work("INSERT INTO run_alarms VALUES (?, ?, ?, ?, ?)", look, kind, self.now, was, became)

    def live(self) -> None:
        """Ten questions resolved, one annulled, one open and moved, one waiting, a look that fails."""
        quantiles = {"quantiles": [["0.1", "4"], ["0.5", "7"], ["0.9", "14"]]}
        claim = {
            "publication": "anthropic-2028",
            "said_by": "The Lab",
            "repeated_by": ["Others"],
            "hedge": "perhaps",
        }
        objection = {"by": "a-review", "about": "frame", "quote": "two are not all"}
        stated = [{"by": "lab", "made_at": "2026-05-14", "point": "4"}]
        for number in range(10):
            self.ask(f"q-{number}", title="A \x1b[2Jtitle")
            self.say(f"q-{number}", p="0.9" if number else "0.1", reason="a hunch")
        self.ask(
            "moved",
            kind="numeric",
            closes_at="2026-06-20",
            claim=claim | {"objection": [objection]},
            forecast=stated,
        )
        self.ask("gone")
        self.ask("waits", resolution={"confirmed_by": "one_person"})
        self.ask("served", resolution={"source": [{"name": "epoch.eci_lag", "value": "lag_months"}]})
        self.say("gone")
        self.rehearse("moved", "2026-06-01", value="6.2", would="6.2 months")
        self.say("moved", says=quantiles)
        self.say("moved", by="lab", says={"point": "4"}, grade="documented")
        self.move(days=1)
        self.say("q-1", p="0.8")
        self.go(3)
        for number in range(10):
            self.resolve(f"q-{number}")
        self.annul("gone")
        self.propose("waits", challenge_until=self.at(9))
        self.rehearse("moved", "2026-06-04", value="15", would="15 months")
        self.look(failures=2, answer="unusable", said="stale: nothing new", serves=["served"])
        self.note("moved", "odd")

    def close(self) -> None:
        self.journal.close()
