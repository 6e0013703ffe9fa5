"""The table of states: walked whole, and held against the real journal, entry by entry."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.clock import SetClock
from ledger.journal import entries as kinds
from ledger.journal.append import Journal
from ledger.journal.refused import RefusedError
from ledger.journal.states import FINAL, PLACES, STATES, STEPS, WAITING, Place, Step, place, words
from tests.ledger.journal.conftest import START, Make

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LAST_REVISION = 5
ROOT = Path(__file__).parents[3]

# ---- the table by itself ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stands:
    """A question in the walk: where it is, how many ends it had, how many of them hold."""

    place: Place = "asked"
    revision: int = 0
    holding: int = 0

    def after(self, step: Step) -> Stands:
        more = {"none": (0, 0), "makes": (1, 1), "replaces": (1, 0), "takes_back": (1, -1)}[step.end]
        return Stands(step.to, self.revision + more[0], self.holding + more[1])


def walk(steps: Iterable[Step]) -> set[Stands]:
    """Everything that can be reached from a question asked, to the last revision."""
    found, new = {Stands()}, {Stands()}
    while new:
        after = {at.after(step) for at in new for step in steps if at.place in step.places}
        new = {
            at for at in after if at.revision <= LAST_REVISION and abs(at.holding) <= LAST_REVISION
        } - found
        found |= new
    return found


def ways_on(steps: Iterable[Step], start: Place, by: frozenset[str]) -> set[Place]:
    """The places that can be reached from one by these actors alone."""
    found, new = {start}, {start}
    while new:
        new = {step.to for step in steps if step.places & new and step.by in by} - found
        found |= new
    return found - {start}


EVERYBODY, PEOPLE = frozenset({"machine", "person", "either"}), frozenset({"person", "either"})


def faults(steps: tuple[Step, ...]) -> set[str]:
    """What is wrong with a table of states, in words."""
    found = walk(steps)
    unreached = set(PLACES) - {at.place for at in found}
    stuck = {one for one in PLACES if not ways_on(steps, one, EVERYBODY) | {one} >= FINAL}
    helpless = {one for one in WAITING if not ways_on(steps, one, PEOPLE)}
    twice = {at.place for at in found if at.holding > 1}
    wrong = {at.place for at in found if (at.holding == 1) != (at.place in FINAL)}
    return {
        *(f"{one} is never reached" for one in unreached),
        *(f"{one} leads to no end" for one in stuck),
        *(f"{one} waits for people who can do nothing" for one in helpless),
        *(f"{one} has two ends that hold" for one in twice),
        *(f"{one} and its end disagree" for one in wrong - twice),
    }


def without(place_: Place) -> tuple[Step, ...]:
    return tuple(replace(step, places=step.places - {place_}) for step in STEPS)


def changed(what: str, **fields: Any) -> tuple[Step, ...]:
    return tuple(replace(step, **fields) if step.what == what else step for step in STEPS)


def test_every_state_is_reached_has_a_way_out_and_never_two_ends() -> None:
    assert faults(STEPS) == set()
    assert {at.revision for at in walk(STEPS)} == set(range(LAST_REVISION + 1))


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        (without("given_up"), "given_up leads to no end"),
        (without("conflict"), "conflict waits for people who can do nothing"),
        (changed("ResolutionProposed conflict", to="proposed"), "conflict is never reached"),
        (changed("QuestionAnnulled ended", end="makes"), "annulled has two ends that hold"),
        (
            changed("QuestionResolved", places=frozenset({"proposed", "resolved"})),
            "resolved has two ends that hold",
        ),
        (changed("ResolutionWithdrawn", end="replaces"), "asked has two ends that hold"),
        (changed("ResolutionWithdrawn", to="annulled"), "annulled and its end disagree"),
    ],
)
def test_a_fault_in_the_table_is_found(steps: tuple[Step, ...], fault: str) -> None:
    assert fault in faults(steps)


# ---- the table against the journal -----------------------------------------------------------------------

PAST = {
    "opens_at": "2026-05-14",
    "closes_at": "2026-05-20",
    "resolves_at": "2026-05-21",
    "gives_up_at": "2026-05-22",
}
WAYS: dict[Place, tuple[str, ...]] = {
    "asked": (),
    "proposed": ("ResolutionProposed rule",),
    "challenged": ("ResolutionProposed rule", "ResolutionChallenged"),
    "conflict": ("ResolutionProposed conflict",),
    "given_up": ("QuestionGivenUp",),
    "resolved": ("ResolutionProposed rule", "QuestionResolved"),
    "annulled": ("QuestionAnnulled machine",),
}
WAITS = {"QuestionResolved": {"hours": 73}, "ChallengeEnded lapsed": {"days": 31}}


class Walked:
    """One question in a real journal, that takes steps of the table."""

    def __init__(self, journal: Journal, make: Make, name: str) -> None:
        self.journal, self.make, self.name = journal, make, name
        kept, bodies = make.evidence(name.encode())
        (evidence,) = journal.append(kept, bodies=bodies)
        (self.reading,) = journal.append(make.reading(evidence))
        self.table = kept.sha256
        journal.append(make.table(self.table))
        journal.append(make.asked(name, **PAST).model_copy(update={"file_sha256": self.table}))

    def column(self, sql: str) -> Any:
        with sqlite3.connect(self.journal.path) as database:
            row = database.execute(sql, {"q": self.name}).fetchone()
        database.close()
        return row[0] if row else None

    def place(self) -> Place:
        sql = "SELECT basis FROM now_proposals JOIN now_questions ON hash = proposal WHERE now_questions.question = :q"
        return place(self.column("SELECT state FROM now_questions WHERE question = :q"), self.column(sql))

    def holding(self) -> int:
        sql = """SELECT count(*) FROM now_resolutions
                 WHERE question = :q AND superseded_by IS NULL AND how != 'withdrawn'"""
        return int(self.column(sql))

    def take(self, what: str) -> None:
        self.make.move(**{"minutes": 1} | WAITS.get(what, {}))
        self.journal.append(self.entry(what))

    def entry(self, what: str) -> kinds.Entry:
        kind, _, how = what.partition(" ")
        match kind:
            case "ResolutionProposed":
                return self.proposal(how)
            case "OutcomeImported":
                return self.make.outcome(self.name, revision=self.revision(), table=self.table)
            case "QuestionGivenUp":
                return kinds.QuestionGivenUp(question=self.name, reasons={})
            case "QuestionAmended":
                return self.amendment()
            case "QuestionResolved":
                return self.resolution()
            case "QuestionAnnulled" | "ResolutionCorrected" | "ResolutionWithdrawn":
                return self.ending(kind, how)
            case _:
                return self.voice(kind, how)

    def proposal(self, basis: str) -> kinds.Entry:
        by = "ada" if basis == "person" else None
        outcome = None if basis == "conflict" else {"yes": True}
        known_at = None if basis == "conflict" else self.make.now
        return self.make.proposed(
            self.name,
            version=self.column("SELECT version FROM now_questions WHERE question = :q"),
            basis=basis,
            by=by,
            outcome=outcome,
            known_at=known_at,
            readings=[self.reading],
        )

    def amendment(self) -> kinds.Entry:
        version = 1 + self.column("SELECT version FROM now_questions WHERE question = :q")
        amended: kinds.Entry = self.make.amended(
            self.name, version, plain=False, **PAST | {"gives_up_at": "2040-01-01"}
        )
        return amended

    def resolution(self) -> kinds.Entry:
        newest = "FROM now_proposals WHERE question = :q ORDER BY seq DESC LIMIT 1"
        voices = "FROM now_confirmations AS c JOIN now_proposals AS p USING (hash) WHERE p.question = :q"
        lapsed = self.column(f"SELECT count(*) {voices} AND c.what = 'challenge_lapsed'")
        return self.make.resolved(
            self.column(f"SELECT seq {newest}") or 1,
            self.name,
            revision=self.revision(),
            known_at=self.column(f"SELECT known_at {newest}") or self.make.now,
            confirmed="one person" if lapsed else "machine",
        )

    def revision(self) -> int:
        return 1 + int(self.column("SELECT revision FROM now_questions WHERE question = :q"))

    def ending(self, kind: str, how: str) -> kinds.Entry:
        sql = "SELECT seq FROM now_resolutions WHERE question = :q AND superseded_by IS NULL"
        fields: dict[str, Any] = {"question": self.name, "revision": self.revision(), "reason": "it is so"}
        if how != "machine":
            fields["by"] = "bob"
        if kind != "QuestionAnnulled":
            fields["revision"] = max(2, fields["revision"])
        if kind != "QuestionAnnulled" or how == "ended":
            fields["corrects"] = self.column(sql) or 1
        if kind == "QuestionAnnulled":
            return kinds.QuestionAnnulled(**fields, how="annulled")
        if kind == "ResolutionWithdrawn":
            return kinds.ResolutionWithdrawn(**fields)
        return kinds.ResolutionCorrected(**fields, outcome={"yes": False}, known_at=self.make.now)

    def voice(self, kind: str, how: str) -> kinds.Entry:
        sha256 = self.column("SELECT hash FROM now_proposals WHERE question = :q ORDER BY seq DESC LIMIT 1")
        said: dict[str, Any] = {"hash": sha256 or "f" * 64, "by": "cyd", "why": "it is so"}
        match kind:
            case "ResolutionChallenged":
                return kinds.ResolutionChallenged(**said | {"by": "bob"})
            case "ChallengeEnded":
                said |= {"how": how} | ({"by": None} if how == "lapsed" else {})
            case _:
                pass
        return kinds.KINDS[kind](**said)


@pytest.mark.parametrize("start", PLACES)
def test_the_journal_takes_exactly_what_the_table_says_and_lands_where_it_says(
    journal: Journal, make: Make, start: Place
) -> None:
    for number, step in enumerate(STEPS):
        walked = Walked(journal, make, f"q-{number}")
        for what in WAYS[start]:
            walked.take(what)
        assert walked.place() == start
        if start in step.places:
            walked.take(step.what)
            assert (step.what, walked.place()) == (step.what, step.to)
        else:
            with pytest.raises(RefusedError):
                walked.take(step.what)
            assert (step.what, walked.place()) == (step.what, start)
        assert walked.holding() == (walked.place() in FINAL)


def test_the_table_in_the_documentation_is_this_one() -> None:
    page = (ROOT / "docs" / "life-of-a-forecast.md").read_text(encoding="utf-8")
    rows = [f"| `{one.what}` | {words(one.places)} | {words({one.to})} | {one.by} |" for one in STEPS]
    assert "\n".join(rows) in page


def test_every_kind_of_step_is_one_that_the_journal_knows() -> None:
    assert {step.what.partition(" ")[0] for step in STEPS} <= set(kinds.KINDS)
    assert STATES == ("asked", "proposed", "contested", "given_up", "resolved", "annulled")


@pytest.fixture(scope="module")
def walking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Journal, Make]]:
    path: Path = tmp_path_factory.mktemp("walking") / "ledger.db"
    clock = SetClock(START)
    with Journal.create(path, clock=clock, opened_by="ada") as made:
        yield made, Make(clock)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(chosen=st.lists(st.integers(0, len(STEPS) - 1), min_size=5, max_size=12))
def test_no_walk_through_the_journal_leaves_two_ends_that_hold(
    walking: tuple[Journal, Make], chosen: list[int]
) -> None:
    journal, make = walking
    walked = Walked(journal, make, f"w-{journal.head().size}")
    for number in chosen:
        before = walked.place()
        legal = [step for step in STEPS if before in step.places]
        step = legal[number % len(legal)]
        try:
            walked.take(step.what)
        except RefusedError:  # a guard besides the state: a person, a window, a day
            assert walked.place() == before
        else:
            assert walked.place() == step.to
        assert walked.holding() == (walked.place() in FINAL)
