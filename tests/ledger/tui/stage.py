"""A small real home for the app: question files, a journal written through the real code, and a clock that stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ledger import acts
from ledger.clock import SetClock
from ledger.journal.alarms import Alarm, raise_alarms
from ledger.journal.append import Journal
from ledger.journal.intake import sync
from ledger.journal.rehearsed import RehearsalRow, ValueRow, keep_values, rehearsed
from ledger.journal.work import LookDone, looked
from ledger.questions.catalogue import read_catalogue
from ledger.record.detail import detail
from ledger.record.opening import Record
from ledger.resolution.looking.hanging import bring_in_step
from ledger.resolution.looking.register import Register, asked_of
from ledger.resolution.people.answer import Given, answer
from ledger.settings import Settings, read_settings
from ledger.tui.app import LedgerApp, app_for
from ledger.tui.desk import Desk
from ledger.tui.themes import Looks

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 11, 1, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
ME = "mira"

PUBLICATIONS = """
[two-futures]
title = "Two Futures"
by = "A Laboratory"
kind = "paper"
published_on = 2026-05-14
read = "all of it"
interest = "sells what it writes about"

[a-critic]
title = "A Review of Two Futures"
by = "A Critic"
kind = "review"
read = "all of it"
"""

LEAD = """
format = 1
kind = "numeric"
title = "Lead in months at the end of 2028"
statement = "How many months will the second trail the first, averaged over October to December 2028?"
tags = ["lead"]
family = "lead-2028"
unit = "months"
digits = 1
range = { min = -24.0, max = 60.0, open_min = true, open_max = true }
opens_at = 2026-05-14
closes_at = 2028-12-31
resolves_at = 2029-02-01
gives_up_at = 2029-06-30
criteria = "The mean of the daily lag over the quarter, on the first complete file. Rounded half to even."

[claim]
publication = "two-futures"
stance = "scenario"
condition = "the rules are tightened"
said_by = "A Laboratory"
repeated_by = ["A Newspaper"]
quote = "12-24 months"
hedge = "could"
proxy = "close"
proxy_note = "One index stands for all ability."

[[claim.objection]]
by = "a-critic"
about = "incentive"
quote = "stands to gain from its own advice"

[[forecast]]
by = "two-futures"
made_at = 2026-05-14
words = "12-24 months, if the rules are tightened"
range = { lower = 12.0, upper = 24.0 }

[resolution]
window = { over = [2028-10-01, 2028-12-31] }
confirmed_by = "one_person"

[[resolution.source]]
name = "epoch.eci_lag"
value = "mean_lag_months"
"""

TWELVE = (
    LEAD.replace('kind = "numeric"', 'kind = "binary"')
    .replace("range = { min = -24.0, max = 60.0, open_min = true, open_max = true }\n", "")
    .replace("Lead in months at", "Lead of 12 months or more at")
    .replace("How many months will the second trail the first", "Will the second trail by 12 months or more")
    .replace("[resolution]\n", "[resolution]\nyes_if = { at_least = 12.0 }\n")
    .replace("range = { lower = 12.0, upper = 24.0 }", "statement = true")
    .replace('unit = "months"\n', "")
    .replace('value = "mean_lag_months"', 'value = "mean_lag_months"')
)

BILL = """
format = 1
kind = "binary"
title = "The bill becomes law this year"
statement = "Will the bill become law by 20 December 2026?"
opens_at = 2026-05-14
closes_at = 2026-12-20
resolves_at = 2026-05-14
gives_up_at = 2027-02-01
criteria = "YES if it is enacted by that day."

[claim]
publication = "two-futures"
stance = "asks"
said_by = "A Laboratory"
quote = "make it a crime"
proxy = "loose"
proxy_note = "One bill stands for a wish."

[resolution]
window = { any_day = [2026-05-14, 2026-12-20], max_gap = "14d" }
yes_if = { happened = true }
confirmed_by = "one_person"

[[resolution.source]]
name = "manual"
value = "answer"
params = { ask = "Was it enacted?", nature = "event" }
"""

WHO = """
format = 1
kind = "multiple_choice"
title = "Who leads at the end of 2027"
statement = "Which of the three leads on the last day of 2027?"
by = "this project"
opens_at = 2026-05-14
closes_at = 2027-12-31
resolves_at = 2028-01-01
gives_up_at = 2028-03-31
criteria = "As the three themselves say."

[resolution]
window = { at = 2027-12-31 }
confirmed_by = "one_person"

[[resolution.source]]
name = "manual"
value = "answer"
params = { ask = "Who leads?" }

[[option]]
label = "the first"

[[option]]
label = "the second"

[[option]]
label = "somebody else"
"""

FIRST_DAY = """
format = 1
kind = "date"
title = "First day the report is out"
statement = "On which day is the report out?"
by = "this project"
opens_at = 2026-05-14
closes_at = 2027-06-30
resolves_at = 2026-05-14
gives_up_at = 2027-09-30
criteria = "The day on its first page."
range = { min = 2026-05-14, max = 2027-06-30 }
otherwise = "later or never"

[resolution]
window = { any_day = [2026-05-14, 2027-06-30], max_gap = "30d" }
first_day = { happened = true }
confirmed_by = "one_person"

[[resolution.source]]
name = "manual"
value = "answer"
params = { ask = "When was it out?", nature = "event" }
"""

FILES = {
    "publications.toml": PUBLICATIONS,
    "lead-months-2028.toml": LEAD,
    "lead-12-months-2028.toml": TWELVE,
    "bill-2026.toml": BILL,
    "who-leads-2027.toml": WHO,
    "report-out-first-day.toml": FIRST_DAY,
}


@dataclass
class Stage:
    """A home with its clock; `desk` is what the app gets."""

    settings: Settings
    clock: SetClock

    @property
    def desk(self) -> Desk:
        return Desk(self.settings, self.clock, UTC)

    def app(self, *, ascii_only: bool = False) -> LedgerApp:
        return app_for(self.desk, Looks(ascii_only=ascii_only))

    def journal(self) -> Journal:
        return Journal.open(self.settings.ledger, clock=self.clock)

    def record(self) -> Record:
        return Record.open(self.settings.ledger)

    def sync(self) -> None:
        catalogue = read_catalogue(self.settings.catalogue_folders())
        with self.journal() as journal:
            report = sync(journal, catalogue, by=ME)
        if catalogue.problems or report.refused:
            raise RuntimeError([problem.sentence() for problem in catalogue.problems] or report.refused)

    def say(self, question: str, text: str, *, by: str = ME, reason: str | None = None) -> acts.Saved:
        """A forecast now."""
        with self.journal() as journal, self.record() as record:
            _, says = acts.parse(record, question, text, self.clock)
            return acts.forecast(journal, record, question, says, by=by, reason=reason)

    def rehearse(self, question: str, values: list[float], would: str | None = None) -> None:
        """Values of the last days, the newest today, read by the question's look."""
        with self.journal() as journal:
            bring_in_step(journal, Register())
        looks = self.looks(question)
        with self.journal() as journal, journal.transaction() as tx:
            for back, value in reversed(list(enumerate(reversed(values)))):
                at = self.clock.at - timedelta(days=back)
                day, said = at.date().isoformat(), would or f"{value} months"
                row = RehearsalRow(
                    question, day, at, "reading", str(value), said, f"reading {would}", day, "so far"
                )
                rehearsed(tx.connection, [row])
                for look, name in looks:
                    read = ValueRow(name, day, day, day, str(value), "months", "series")
                    keep_values(tx.connection, look, at, [(read, value)])

    def looks(self, question: str) -> list[tuple[str, str]]:
        """The looks a question hangs on, each with the value it uses."""
        with self.record() as record:
            found = detail(record, question, now_us=0)
        return [(use.key, use.use.value) for use in asked_of(found.question(), found.version).looking()]

    def fail(self, question: str, said: str) -> None:
        """The looks of a question fail, and an alarm says so."""
        with self.journal() as journal:
            bring_in_step(journal, Register())
            with journal.transaction() as tx:
                for look, _ in self.looks(question):
                    done = LookDone(
                        look, self.clock.at - timedelta(hours=3), self.clock.at + timedelta(hours=1), "unusable", said,
                        1200, 10, "daemon",
                    )  # fmt: skip
                    looked(tx.connection, done)
                    became = said.removeprefix("shape_changed: ")
                    raise_alarms(tx.connection, [Alarm(look, "shape_changed", done.at, None, became)])


def empty_home(folder: Path) -> Stage:
    """A home without a ledger, whose settings name only its own question files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(
        f'[people]\nme = "{ME}"\n[catalogue]\nfolders = ["home"]\n', encoding="utf-8"
    )
    questions = folder / "forecasts" / "two-futures"
    questions.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (questions / name).write_text(text, encoding="utf-8")
    return Stage(read_settings(folder, {}), SetClock(START))


def furnished(folder: Path, *, simulated: bool = False) -> Stage:
    """A ledger three weeks old: forecasts, a value that moved, a failing source, a question of one's own that ended."""
    stage = empty_home(folder)
    Journal.create(stage.settings.ledger, clock=stage.clock, opened_by=ME, simulated=simulated).close()
    stage.sync()
    stage.say("lead-months-2028", "p10 4 p50 6.2 p90 6.5", reason="the mean of two years")
    stage.say("lead-12-months-2028", "20%", by="ola")
    with stage.journal() as journal:
        asked = acts.ask(
            journal,
            stage.settings,
            "Will the report be out?",
            NOW.date(),
            by=ME,
            chance="70%",
            reason="they said so",
        )
    stage.clock.move(timedelta(days=12))
    stage.say("lead-12-months-2028", "30%", by="tom")
    stage.say("bill-2026", "3%", reason="bills die")
    with stage.journal() as journal:
        answer(journal, asked.question, Given("yes", ME, why="it is on the shelf"))
    stage.clock.at = NOW
    values = [6.2, 6.3, 6.3, 6.5, 6.4, 6.6, 6.8, 6.9, 7.0, 6.9]
    stage.rehearse("lead-months-2028", values)
    stage.rehearse("lead-12-months-2028", values, "NO")
    stage.fail("lead-months-2028", "shape_changed: no column eci")
    return stage
