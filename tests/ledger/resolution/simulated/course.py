"""One course of events from a seed: a world, questions, two processes, people, a clock that errs, ends in the middle."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from ledger.errors import LedgerError
from ledger.journal.deciding import before_us
from ledger.journal.entries import QuestionAsked
from ledger.resolution.looking.register import Register
from ledger.resolution.looking.sweep import Sweeping, sweep
from ledger.resolution.people.answer import Given, answer
from ledger.resolution.people.challenges import Challenge, challenge, reject_challenge, uphold
from ledger.resolution.people.confirm import confirm, confirm_due, reject
from ledger.resolution.people.ends import Correction, annul, correct, withdraw
from ledger.resolution.people.receipt import Receipt
from tests.ledger.resolution.simulated.asked import FORMS, times_of
from tests.ledger.resolution.simulated.publishers import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.clock import SetClock
    from ledger.journal.append import Journal
    from resolvers.source import Evidence, NotYet, Request, Unusable
    from tests.ledger.resolution.simulated.processes import Fate, Process, Stage

SHA = "0" * 64
QUESTION: dict[str, Any] = {
    "format": 1,
    "kind": "binary",
    "title": "A value",
    "statement": "What will it be?",
    "criteria": "The value as published.",
    "by": "this project",
}
ASKED = 2
FATES: tuple[Fate, ...] = ("before", "inside", "after")
CHALLENGE = "12h"
WHY = "I do not believe it"


Work = list[tuple["Process", "Callable[[Process], object]"]]
"""What each process is to do, in the order in which they begin."""


class TwoEndsError(AssertionError):
    """A question had two effective resolutions, or one that changed."""


@dataclass
class Course:
    """A course of events. `crowded` brings the second process, the crashes and the errors of the clock.

    `forms` are the questions that are asked; drawn by the seed where none are named.
    """

    seed: int
    stage: Stage
    crowded: bool = True
    crashes: float = 0.03
    chance: Random = field(init=False)
    world: World = field(init=False)
    clock: SetClock = field(init=False)
    forms: tuple[str, ...] = ()
    ended: dict[str, str] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        chance = Random(self.seed)  # noqa: S311 - a course of events, no secret
        self.world = World(chance, steady=self.seed % 2 == 0)
        drawn = tuple(chance.sample(sorted(FORMS), ASKED))
        self.forms = self.forms or drawn
        self.chance = Random(self.seed + 1_000_000 * self.crowded)  # noqa: S311
        self.world.chance = Random(self.seed + 1)  # noqa: S311
        self.clock = self.stage.clock
        self.clock.at = self.world.now
        self.stage.clear()
        self.processes = self.stage.processes[: 1 + self.crowded]
        self.registers = {process: Register() for process in self.processes}

    def run(self) -> None:
        """From the day the questions are asked until everything that can end has ended."""
        self._ask()
        end = self.world.now + timedelta(days=self.world.days + 5)
        while self.world.now < end and len(self.ended) < ASKED:
            self._half_day()

    def _ask(self) -> None:
        said = {}
        for name in self.forms:
            form = FORMS[name]
            rule = {"yes_if": {"at_least": "12"}, "challenge_for": CHALLENGE, **form.rule(self.world)}
            said[name] = {**QUESTION, **times_of(self.world, form), **form.head(self.world)}
            said[name]["resolution"] = {key: value for key, value in rule.items() if value is not None}
        entries = (QuestionAsked(question=n, version=1, file_sha256=SHA, said=s) for n, s in said.items())
        self.processes[0].journal.append(*entries)

    # ---- time --------------------------------------------------------------------------------------------

    def _half_day(self) -> None:
        self.clock.at = self.world.now + self._error()
        first, *rest = self.processes
        work: Work = [(first, self._daemon)]
        if rest and self.chance.random() < 0.35:
            work.append(
                (rest[0], self.chance.choice((self._daemon, self._sweeps, self._people, self._people)))
            )
        elif not rest:
            work.append((first, self._people))
        self._interleave(work)
        self.world.now += timedelta(hours=self.chance.choice((20, 24, 36)) if self.crowded else 24)

    def _error(self) -> timedelta:
        if not self.crowded or self.chance.random() < 0.8:
            return timedelta(0)
        return timedelta(minutes=self.chance.randint(-1440, 1440))

    def _interleave(self, work: Work) -> None:
        waiting = list(work)
        running: list[Process] = []
        while waiting or running:
            while waiting and waiting[0][0] not in running:
                process, what = waiting.pop(0)
                process.start(what)
                running.append(process)
            running = [each for each in running if each.alive]
            if running:
                self.chance.choice(running).go_on(self._fate())
            self._watch()
        for process in self.processes:
            if process.failed is not None:
                raise process.failed

    def _fate(self) -> Fate:
        if self.crowded and self.chance.random() < self.crashes:
            return self.chance.choice(FATES)
        return "goes on"

    def _watch(self) -> None:
        """After every step: an end that holds, holds alone, and unchanged unless a person changed it."""
        holding = self.stage.watching.execute(
            "SELECT question, coalesce(outcome, how) FROM now_resolutions"
            " WHERE superseded_by IS NULL AND how <> 'withdrawn'"
        ).fetchall()
        ends = dict(holding)
        kept = {name: end for name, end in self.ended.items() if name not in self.moved}
        if len(ends) != len(holding) or any(ends.get(name) != end for name, end in kept.items()):
            message = f"seed {self.seed}: {self.ended} became {holding}"
            raise TwoEndsError(message)
        self.ended = ends

    # ---- what is done ------------------------------------------------------------------------------------

    def _daemon(self, process: Process) -> None:
        self._sweeps(process)
        confirm_due(process.journal)

    def _sweeps(self, process: Process) -> None:
        async def fetch(request: Request) -> Evidence | NotYet | Unusable:
            process.step()
            return self.world.fetch(request, self.clock.now())

        how = Sweeping("me", None, self.registers[process], self.chance, lambda: self.world.waits)
        process.runner.run(sweep(process.journal, fetch, how))

    def _people(self, process: Process) -> None:
        """What people do; what may not be done now is refused, and changes nothing."""
        with suppress(LedgerError):
            what = (
                self._answers,
                self._answers,
                self._confirms,
                self._confirms,
                self._contests,
                self._takes_back,
            )
            self.chance.choice(what)(process.journal)

    def _answers(self, journal: Journal) -> None:
        name = self.chance.choice(self.forms)
        form = FORMS[name]
        typed = form.typed(self.world) if form.typed else self._typed(name)
        answer(journal, name, Given(typed, self._who(), "looked everywhere", url="https://example.org/a"))

    def _typed(self, name: str) -> str:
        """The right outcome, as a person would type it."""
        text = str(next(iter(FORMS[name].truth(self.world).values())))
        return {"True": "yes", "False": "no", "None": "never", "max": "37"}.get(text, text)

    def _confirms(self, journal: Journal) -> None:
        if proposed := self._proposed(journal):
            confirm(journal, self.chance.choice(proposed), self._who())

    def _contests(self, journal: Journal) -> None:
        """Somebody is against it, for a reason that has nothing to do with what is so; somebody else decides about that."""
        if not (proposed := self._proposed(journal)):
            return
        digest, who = self.chance.choice(proposed), self._who()
        match self.chance.choice(("challenge", "reject", "uphold", "reject challenge", "nothing")):
            case "challenge":
                challenge(journal, digest, Challenge(who, WHY))
            case "reject":
                reject(journal, digest, who, WHY)
            case "uphold":
                uphold(journal, digest, who, WHY)
            case "reject challenge":
                reject_challenge(journal, digest, who, WHY)
            case _:
                return

    def _takes_back(self, journal: Journal) -> None:
        """Somebody changes an end that holds: from here on it may be another, and still only one."""
        if not self.ended or self.chance.random() < 0.5:
            return
        name = self.chance.choice(sorted(self.ended))
        self.moved.add(name)
        match self.chance.choice(("withdraw", "correct", "annul")):
            case "withdraw":
                withdraw(journal, name, self._who(), WHY)
            case "correct":
                said = Correction(self._typed(name), self._who(), WHY, Receipt("https://example.org/a"))
                correct(journal, name, said)
            case _:
                annul(journal, name, self._who(), WHY)

    def _proposed(self, journal: Journal) -> list[str]:
        with journal.transaction() as tx:
            return [row.hash for row in before_us(tx.connection)]

    def _who(self) -> str:
        return self.chance.choice(("ann", "bo"))
