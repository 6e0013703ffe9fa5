"""The first run: a home, an empty ledger, and the questions the settings name. For workers only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.questions.catalogue import Catalogue
    from ledger.settings import Settings
    from ledger.tui.desk import Desk


@dataclass(frozen=True, slots=True)
class Begun:
    """What there is now. `requests` says what a first look would ask, `titles` whose claims were taken."""

    settings: Settings
    questions: int
    problems: int
    titles: str
    requests: str


def begin(desk: Desk, name: str) -> Begun:
    """Make the ledger, take the questions. Raises LedgerError."""
    from ledger.journal.intake import sync
    from ledger.new_home import make_home
    from ledger.wiring import catalogue, open_journal

    settings = make_home(desk.settings, name, desk.clock)
    found = catalogue(settings)
    with open_journal(settings, desk.clock) as journal:
        report = sync(journal, found, by=name)
    return Begun(
        settings, len(report.asked), len(found.problems), _titles(found), _requests(desk.at(settings))
    )


def _titles(found: Catalogue) -> str:
    asked = {question.claim.publication for question in found.questions.values() if question.claim}
    named = [f"“{one.title}”" for id_, one in found.publications.items() if id_ in asked]
    return " and ".join(filter(None, [named[0] if named else "", "its critics" if len(named) > 1 else ""]))


def _requests(desk: Desk) -> str:
    from ledger.tui.pages.look import requests_words
    from ledger.tui.views.look_now import plan

    with desk.record() as record:
        due = plan(record, desk.clock).due
    return requests_words(due) if due else ""
