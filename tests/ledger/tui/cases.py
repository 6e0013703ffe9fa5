"""Things that wait for a person, written into a furnished home through the real code."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ledger.clock import microseconds
from ledger.journal.entries import EvidenceKept, QuestionGivenUp, ReadingTaken
from ledger.journal.intake import sync
from ledger.journal.pinning import pinned
from ledger.questions.catalogue import read_catalogue
from ledger.record.detail import detail
from ledger.resolution.people.answer import Given, answer
from ledger.resolution.people.challenges import Challenge, challenge
from ledger.resolution.people.receipt import Receipt

if TYPE_CHECKING:
    from tests.ledger.tui.stage import Stage

AFTER = datetime(2029, 2, 2, 9, tzinfo=UTC)
"""A day after the quarter that the lead is measured over."""
TWELVE = "lead-12-months-2028"


def answered(stage: Stage, *, by: str = "ola") -> str:
    """Somebody says that the bill is law; gives the hash of the proposal."""
    given = Given("yes", by, why="it was signed", url="https://example.org/act", on=date(2026, 11, 20))
    with stage.journal() as journal:
        done = answer(journal, "bill-2026", given)
    return done.hash or ""


def measured(stage: Stage, said: str = "yes") -> str:
    """Somebody says that the lead was twelve months, whatever its source reads; gives the hash of the proposal."""
    stage.clock.at = AFTER
    given = Given(said, "ola", why="measured by hand", url="https://example.org/lead")
    with stage.journal() as journal:
        return answer(journal, TWELVE, given).hash or ""


def disputed(stage: Stage, *, by: str = "tom") -> str:
    """Another one challenges that, in full."""
    sha256 = answered(stage)
    said = Challenge(
        by,
        "it was vetoed the day after",
        "no",
        "YES if it is enacted by that day.",
        Receipt("https://example.org/veto"),
    )
    with stage.journal() as journal:
        challenge(journal, sha256, said)
    return sha256


def asks_two_people(stage: Stage) -> None:
    """The lead of twelve months is confirmed by two people from now on."""
    path = stage.settings.home / "forecasts" / "two-futures" / f"{TWELVE}.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"one_person"', '"two_people"'), encoding="utf-8"
    )
    catalogue = read_catalogue(stage.settings.catalogue_folders())
    with stage.journal() as journal:
        sync(journal, catalogue, by="ola", accept=[TWELVE], reason="too much hangs on it")


def read_by(stage: Stage, publisher: str, value: str, look: str) -> int:
    """A kept reading of the lead by one publisher, with the table it came from; gives its seq."""
    body = f"model,eci,lag\nalpha,145.2,{value}\nbeta,131.0,0.0\n".encode()
    sha256, now = hashlib.sha256(body).hexdigest(), microseconds(stage.clock.at)
    kept = EvidenceKept(
        look=look, source="epoch.eci_lag", source_version=1, request="a" * 64,
        url=f"https://{publisher.casefold()}.example/scores.csv", query=[], accept="text/csv", sha256=sha256,
        size=len(body), status=200, fetched_at=now,
    )  # fmt: skip
    with stage.journal() as journal:
        (evidence,) = journal.append(kept, bodies={sha256: body})
        reading = ReadingTaken(
            look=look, source="epoch.eci_lag", source_version=1, publisher=publisher, params={},
            span=("2028-10-01", "2028-12-31"), covers=("2028-10-01", "2028-12-31"), as_of="2029-01-30",
            values={"mean_lag_months": value}, types={"mean_lag_months": "number"},
            units={"mean_lag_months": "months"}, identity="ECI",
            where={"mean_lag_months": "line 2, column 'lag'"}, taken_at=now, evidence=[evidence],
        )  # fmt: skip
        return journal.append(reading)[0]


def decided(stage: Stage, value: str = "12.4") -> str:
    """The rule's YES to the lead of twelve months, resting on two publishers; gives its hash."""
    stage.clock.at = AFTER
    readings = [read_by(stage, "Epoch", value, "e" * 64), read_by(stage, "Mirror", value, "f" * 64)]
    return _propose(stage, "rule", readings, value)


def in_conflict(stage: Stage) -> str:
    """Two publishers disagree on it; gives the hash."""
    stage.clock.at = AFTER
    readings = [read_by(stage, "Epoch", "12.4", "e" * 64), read_by(stage, "Mirror", "11.7", "f" * 64)]
    return _propose(stage, "conflict", readings, None)


def _propose(stage: Stage, basis: str, readings: list[int], value: str | None) -> str:
    now = microseconds(stage.clock.at)
    with stage.record() as record:
        version = detail(record, TWELVE, now_us=now).version
    outcome = {"outcome": {"yes": True}, "known_at": now} if value else {}
    entry = pinned(
        question=TWELVE, version=version, basis=basis, value=value, readings=readings, evidence=[], rule_version=1,
        decided_at=now, challenge_until=now + 3 * 86_400_000_000,
        why="12.4 is at least 12" if value else "Epoch and Mirror disagree by 0.7", **outcome,
    )  # fmt: skip
    with stage.journal() as journal:
        journal.append(entry)
    return entry.hash


def given_up(stage: Stage) -> None:
    """Nobody said who leads until its last day."""
    stage.clock.at = datetime(2028, 5, 1, tzinfo=UTC)
    with stage.journal() as journal:
        journal.append(QuestionGivenUp(question="who-leads-2027", reasons={"manual": "no answer came"}))
