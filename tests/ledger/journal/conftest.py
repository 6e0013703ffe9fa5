"""Ledgers and entries to test with: small, real, on disk, with a clock that stands where it is put."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import SetClock, microseconds
from ledger.journal import entries as kinds
from ledger.journal.append import Journal
from ledger.journal.pinning import pinned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

START = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = 3_600_000_000
LOOK = "a" * 64
TABLE = "7" * 64


class Make:
    """Entries as a person or a machine would make them, at the time of a clock."""

    def __init__(self, clock: SetClock) -> None:
        self.clock = clock

    @property
    def now(self) -> int:
        return microseconds(self.clock.at)

    def move(self, **by: float) -> None:
        self.clock.move(timedelta(**by))

    def said(self, kind: str = "binary", *, confirmed_by: str = "machine", **more: Any) -> dict[str, Any]:
        resolution: dict[str, Any] = {
            "window": {"at": "2026-12-31"},
            "confirmed_by": confirmed_by,
            "source": [{"name": "manual", "value": "answer"}],
        }
        said: dict[str, Any] = {
            "format": 1,
            "kind": kind,
            "title": "A title",
            "statement": "Will it be so?",
            "criteria": "It is so if it is.",
            "by": "this project",
            "opens_at": "2026-05-14",
            "closes_at": "2026-12-31",
            "resolves_at": "2027-01-01",
            "gives_up_at": "2027-02-15",
            "resolution": resolution,
        }
        if kind == "binary":
            resolution["yes_if"] = {"at_least": "12.0"}
        elif kind == "numeric":
            said |= {
                "unit": "months",
                "digits": 1,
                "range": {"min": "-24.0", "max": "60.0", "open_max": True},
            }
        elif kind == "multiple_choice":
            said |= {"option": [{"label": "few", "below": "3"}, {"label": "many", "at_least": "3"}]}
        else:
            resolution["window"] = {"any_day": ["2026-05-14", "2026-12-31"], "max_gap": "14d"}
            resolution["first_day"] = {"at_least": "12.0"}
            said |= {"range": {"min": "2026-05-14", "max": "2026-12-31"}, "otherwise": "later or never"}
        return said | more

    def asked(self, question: str = "q-1", kind: str = "binary", **more: Any) -> kinds.QuestionAsked:
        said = self.said(kind, **more)
        return kinds.QuestionAsked(question=question, version=1, file_sha256="0" * 64, said=said)

    def amended(self, question: str = "q-1", version: int = 2, *, plain: bool = True, **more: Any) -> Any:
        return kinds.QuestionAmended(
            question=question,
            version=version,
            plain=plain,
            said=self.said(**more),
            file_sha256="1" * 64,
            by="ada",
            reason="a typing error",
        )

    def forecast(
        self, question: str = "q-1", p: str = "0.35", by: str = "ada", **more: Any
    ) -> kinds.ForecastMade:
        fields: dict[str, Any] = {
            "version": 1,
            "made_at": self.now,
            "grade": "seen",
            "says": {"probability": p},
        }
        return kinds.ForecastMade(question=question, by=by, **fields | more)

    def evidence(
        self, body: bytes = b"lag_months\n12.4\n", **more: Any
    ) -> tuple[kinds.EvidenceKept, dict[str, bytes]]:
        name = sha256(body).hexdigest()
        fields: dict[str, Any] = {"sha256": name, "size": len(body), "fetched_at": self.now}
        kept = kinds.EvidenceKept(
            look=LOOK,
            source="epoch.eci_lag",
            source_version=1,
            request="b" * 64,
            url="https://example.org/file.csv",
            query=[("page", "1")],
            accept="text/csv",
            status=200,
            **fields | more,
        )
        return kept, {name: body}

    def reading(self, *evidence: int) -> kinds.ReadingTaken:
        return kinds.ReadingTaken(
            look=LOOK,
            source="epoch.eci_lag",
            source_version=1,
            publisher="Epoch AI",
            params={"model": "x"},
            span=("2026-12-31", "2026-12-31"),
            covers=("2026-12-31", "2026-12-31"),
            as_of="2026-12-30",
            values={"lag_months": "12.4", "none": None},
            types={"lag_months": "number", "none": "none"},
            units={"lag_months": "months"},
            identity="the index",
            where={"lag_months": "line 2"},
            taken_at=self.now,
            evidence=list(evidence),
        )

    def proposed(self, question: str = "q-1", **more: Any) -> kinds.ResolutionProposed:
        fields: dict[str, Any] = {
            "version": 1,
            "basis": "person",
            "outcome": {"yes": True},
            "known_at": self.now,
            "readings": [],
            "rule_version": 1,
            "decided_at": self.now,
            "challenge_until": self.now + 72 * HOUR,
            "by": "ada",
            "why": "it is so",
        }
        fields |= more
        return pinned(
            question=question, **{name: value for name, value in fields.items() if value is not None}
        )

    def resolved(self, proposal: int, question: str = "q-1", **more: Any) -> kinds.QuestionResolved:
        fields: dict[str, Any] = {"revision": 1, "outcome": {"yes": True}, "confirmed": "machine"}
        fields["known_at"] = microseconds(START)
        return kinds.QuestionResolved(question=question, proposal=proposal, **fields | more)

    def table(self, sha256: str = TABLE) -> kinds.TableImported:
        return kinds.TableImported(name="tournament.csv", sha256=sha256, size=420, rows=7, by="ada")

    def outcome(self, question: str = "q-1", **more: Any) -> kinds.OutcomeImported:
        fields: dict[str, Any] = {"revision": 1, "outcome": {"yes": True}, "known_at": self.now}
        return kinds.OutcomeImported(question=question, by="ada", **fields | {"table": TABLE} | more)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(START)


@pytest.fixture
def make(clock: SetClock) -> Make:
    return Make(clock)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "ledger.db"


@pytest.fixture
def journal(path: Path, clock: SetClock) -> Iterator[Journal]:
    with Journal.create(path, clock=clock, opened_by="ada") as made:
        yield made


@pytest.fixture
def asked(journal: Journal, make: Make) -> Journal:
    """A ledger in which the question q-1 is asked."""
    journal.append(make.asked())
    return journal


@pytest.fixture
def full(journal: Journal, make: Make) -> Journal:
    """A ledger with an entry of every kind, and more than one revision."""
    write_every_kind(journal, make)
    return journal


def write_every_kind(journal: Journal, make: Make) -> None:
    _ask_and_say(journal, make)
    reading, evidence = _keep_and_read(journal, make)
    proposal = _propose(journal, make, reading, evidence)
    _end(journal, make, proposal)
    journal.append(make.table(), make.asked("q-4").model_copy(update={"file_sha256": TABLE}))
    journal.append(make.outcome("q-4"))


def _ask_and_say(journal: Journal, make: Make) -> None:
    """Three questions; forecasts that are corrected, reaffirmed and withdrawn, and what is said beside them."""
    journal.append(make.asked("q-1"), make.asked("q-2", private=True), make.asked("q-3", kind="numeric"))
    first, second = journal.append(make.forecast("q-1"), make.forecast("q-1", p="0.9", by="bob"))
    slip = kinds.ForecastCorrected(forecast=first, by="ada", says={"probability": "0.53"}, reason="slip")
    journal.append(slip, make.amended("q-1"), kinds.ForecastReaffirmed(forecast=first, by="ada", version=2))
    journal.append(
        kinds.ReferenceStated(
            question="q-1",
            version=2,
            name="base rate",
            says={"probability": "0.25"},
            windows=8,
            first="2024-01-01",
            last="2025-12-31",
        )
    )
    make.move(days=1)
    journal.append(
        kinds.ForecastWithdrawn(forecast=second, by="bob", at=make.now),
        kinds.NoteAdded(question="q-1", by="ada", text="a remark — with signs: 🙂"),
        make.forecast("q-3", says={"interval": {"level": "0.8", "lower": "4", "upper": "14"}}),
    )


def _keep_and_read(journal: Journal, make: Make) -> tuple[int, int]:
    """Evidence that came unchanged and evidence that is erased; (seq of the reading, seq of the first)."""
    kept, bodies = make.evidence(b"the first file " * 20)
    gone, more = make.evidence(b"licensed")
    evidence, secret = journal.append(kept, gone, bodies=bodies | more)
    again = kept.model_copy(update={"unchanged_since": evidence})
    journal.append(again, kinds.EvidenceErased(sha256=gone.sha256, by="ada", reason="licence"))
    (reading,) = journal.append(make.reading(evidence, secret))
    return reading, evidence


def _propose(journal: Journal, make: Make, reading: int, evidence: int) -> int:
    """A proposal that is challenged and rejected, then one, known now, that is confirmed; its seq."""
    wrong = make.proposed("q-1", version=2, readings=[reading], evidence=[evidence])
    journal.append(
        wrong,
        kinds.ResolutionChallenged(hash=wrong.hash, by="bob", why="not final"),
        kinds.ChallengeEnded(hash=wrong.hash, how="rejected", by="bob", why="it is the final file"),
        kinds.ResolutionChallenged(hash=wrong.hash, by="bob", why="not final"),
        kinds.ProposalRejected(hash=wrong.hash, by="bob", why="upheld"),
    )
    right = make.proposed("q-1", version=2, readings=[reading], basis="rule", by=None, why="by rule")
    (proposal,) = journal.append(right)
    journal.append(kinds.ProposalConfirmed(hash=right.hash, by="bob"))
    return proposal


def _end(journal: Journal, make: Make, proposal: int) -> None:
    """A resolution that is corrected and withdrawn, a question annulled and one given up."""
    known_at = make.now
    make.move(hours=72)
    (end,) = journal.append(make.resolved(proposal, "q-1", known_at=known_at, confirmed="one person"))
    corrected = kinds.ResolutionCorrected(
        question="q-1",
        revision=2,
        corrects=end,
        outcome={"yes": False},
        known_at=make.now,
        by="bob",
        reason="misread",
    )
    (end,) = journal.append(corrected)
    journal.append(
        kinds.ResolutionWithdrawn(question="q-1", revision=3, corrects=end, by="bob", reason="too early")
    )
    journal.append(
        kinds.QuestionAnnulled(question="q-2", revision=1, how="annulled", reason="premise", by="ada")
    )
    make.move(days=300)
    journal.append(kinds.QuestionGivenUp(question="q-3", reasons={"manual": "nobody answered"}))


@pytest.fixture
def everything() -> Callable[[Journal, Make], None]:
    """Writes an entry of every kind."""
    return write_every_kind
