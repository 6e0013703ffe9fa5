"""A ledger in which things happened: proposals, contests, evidence, amendments; and many resolved questions."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import microseconds
from ledger.journal.entries import (
    EvidenceKept,
    ForecastMade,
    QuestionAmended,
    QuestionAnnulled,
    QuestionAsked,
    ReadingTaken,
)
from ledger.questions.scaffold import asked_file
from ledger.questions.toml_file import Parsed, parse_toml
from ledger.record.detail import detail
from ledger.resolution.looking.register import asked_of, look_rows
from ledger.resolution.people.answer import Given, answer
from tests.ledger.tui import cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

pytestmark = pytest.mark.no_cover
"""What it reaches is reached by tests of the same screens by keys."""

BODY = b"Model,eci\n[/nope]\x1b[2Jalpha,145.2\n"


def _proposed(stage: Stage) -> None:
    with stage.journal() as journal:
        answer(
            journal,
            "bill-2026",
            Given("yes", "ola", why="it was signed", url="https://example.org/act", on=date(2026, 11, 20)),
        )


def _evidence(stage: Stage) -> None:
    """A reading of the lead's look with the bytes it came from."""
    with stage.record() as record:
        found = detail(record, "lead-months-2028", now_us=0)
    (row,) = look_rows([asked_of(found.question(), found.version)], stage.clock.at)
    sha = hashlib.sha256(BODY).hexdigest()
    now = microseconds(stage.clock.at)
    with stage.journal() as journal:
        (seq,) = journal.append(
            EvidenceKept(
                look=row.look, source=row.source, source_version=1, request="a" * 64, url="https://epoch.ai/data/eci_scores.csv",
                query=[], accept="text/csv", sha256=sha, size=len(BODY), status=200, fetched_at=now,
            ),
            bodies={sha: BODY},
        )  # fmt: skip
        journal.append(
            ReadingTaken(
                look=row.look, source=row.source, source_version=1, publisher="Epoch AI", params={},
                span=("2028-10-01", "2028-12-31"), covers=("2028-10-01", "2028-12-31"), as_of="2026-11-20",
                values={"mean_lag_months": "6.9"}, types={"mean_lag_months": "number"}, units={"mean_lag_months": "months"},
                identity="ECI", where={"mean_lag_months": "line 2 (alpha)"}, taken_at=now, evidence=[seq],
            )
        )  # fmt: skip


async def test_today_tells_what_changed_and_what_waits(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        app._remember()
        await press(pilot)
    stage.clock.move(timedelta(days=3))
    _proposed(stage)
    with stage.journal() as journal:
        journal.append(
            QuestionAnnulled(question="who-leads-2027", revision=1, how="annulled", reason="no", by="ola"),
            QuestionAnnulled(
                question="report-out-first-day", revision=1, how="ambiguous", reason="no", by="ola"
            ),
        )
    again: Any = stage.app()
    async with again.run_test(size=(80, 40)) as pilot:
        await press(pilot)
        text = " ".join(seen(pilot).split())
        assert "1 proposed" in text
        assert "1 annulled · 1 ambiguous" in text
        assert "ambiguous First day the report is out" in text
        assert "Waits for a person" in text
        assert "confirm the proposal · since 24 Nov 26 · no challenge any more in" in text


async def test_today_tells_an_amendment_and_what_i_said(stage: Stage, press: Any) -> None:
    stage.say("bill-2026", "40%")
    with stage.record() as record:
        found = detail(record, "bill-2026", now_us=0)
    said: Any = {**found.said, "criteria": "YES if it is signed."}
    with stage.journal() as journal:
        journal.append(
            QuestionAmended(
                question="bill-2026", version=2, plain=True, said=said, file_sha256="1" * 64, by="ola", reason="clearer"
            )
        )  # fmt: skip
    app: Any = stage.app()
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot)
        text = " ".join(app.screen.sheet.text.split())
        assert "The last 7 days · 1 amended" in text
        assert "amended The bill becomes law this year you said 40 %" in text


@pytest.mark.parametrize(
    ("happens", "needs"), [(cases.in_conflict, "end conflict"), (cases.disputed, "end challenge")]
)
async def test_today_says_what_is_to_end_as_review_does(
    stage: Stage, press: Any, happens: Callable[[Stage], str], needs: str
) -> None:
    happens(stage)
    app: Any = stage.app()
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot)
        assert needs in app.screen.sheet.text


async def test_a_question_shows_its_evidence_down_to_the_bytes(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    _evidence(stage)
    app: Any = stage.app()
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot)
        app.open_question("lead-months-2028", at="evidence")
        await press(pilot)
        text = seen(pilot)
        assert "mean_lag_months 6.9 months" in text
        assert "line 2 (alpha)" in text
        assert "https://epoch.ai/data/eci_scores.csv" in text
        await press(pilot, "enter")
        shown = seen(pilot)
        assert "[/nope][2Jalpha,145.2" in shown
        assert "\x1b" not in shown


async def test_bytes_nobody_kept_are_said_to_be_gone(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    from ledger.tui.screens.entry import EntryPanel, EvidencePanel

    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        app.push_screen(EvidencePanel(stage.desk, "0" * 64))
        await press(pilot)
        assert "their hash stays" in seen(pilot)
        app.push_screen(EntryPanel(stage.desk, 99_999))
        await press(pilot)
        assert "There is no entry 99999." in seen(pilot)


async def test_the_trail_tells_of_proposals_and_amendments(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    _proposed(stage)
    with stage.record() as record:
        found = detail(record, "lead-12-months-2028", now_us=0)
    with stage.journal() as journal:
        said: Any = {**found.said, "criteria": "In other words."}
        journal.append(
            QuestionAmended(
                question="lead-12-months-2028",
                version=2,
                plain=True,
                said=said,
                file_sha256="1" * 64,
                by="ola",
                reason="clearer",
            )
        )
    app: Any = stage.app()
    async with app.run_test(size=(100, 50)) as pilot:
        await press(pilot)
        app.open_question("bill-2026", at="trail")
        await press(pilot, "G")
        assert "proposed YES by ola, open" in seen(pilot)
        app.open_question("lead-12-months-2028", at="trail")
        await press(pilot, "G")
        assert "amended to version 2 by ola: clearer" in seen(pilot)


def _resolved(stage: Stage, count: int) -> None:
    """So many questions of one's own, each with a forecast and an answer: every chance comes true about as often as said."""
    clock = stage.clock
    with stage.journal() as journal:
        for at in range(count):
            name, text = asked_file(
                f"Will number {at} be up?", (clock.at + timedelta(days=20)).date(), "mira", clock.at
            )
            parsed = parse_toml(text.encode())
            if not isinstance(parsed, Parsed):
                raise TypeError(parsed)
            said = json.loads(json.dumps(parsed.content, default=str))
            chance = (5 + 10 * (at % 10)) / 100
            journal.append(
                QuestionAsked(question=name, version=1, file_sha256="0" * 64, said=said),
            )
            journal.append(
                ForecastMade(
                    question=name, version=1, by="mira", made_at=microseconds(clock.at), grade="seen",
                    says={"probability": f"{chance:.2f}"}, reason=f"reason {at}",
                )
            )  # fmt: skip
        names = list(_names(stage))
        clock.move(timedelta(days=10))
        for at, name in enumerate(names):
            happens = (at * 7 % 10) / 10 < (5 + 10 * (at % 10)) / 100
            if happens:
                answer(journal, name, Given("yes", "mira", why="seen"))
        clock.move(timedelta(days=15))
        for at, name in enumerate(names):
            if not (at * 7 % 10) / 10 < (5 + 10 * (at % 10)) / 100:
                answer(journal, name, Given("no", "mira", why="searched every page until then"))


def _names(stage: Stage) -> list[str]:
    with stage.record() as record:
        sql = "SELECT question FROM now_questions WHERE question LIKE 'will-number%' ORDER BY asked_seq"
        return [row[0] for row in record.rows(sql)]


async def test_the_chart_scrolls_away_with_the_words(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    _resolved(stage, 40)
    app: Any = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        assert "up: happened" in seen(pilot)
        await press(pilot, "space", "space")
        text = seen(pilot)
        assert "up: happened" not in text
        assert "Biggest misses" in text
        await press(pilot, "right")
        assert "luck gives" in " ".join(seen(pilot).splitlines()[2:4])


async def test_the_app_counts_families_of_yes_no_questions_and_judges_the_brier_score_too(
    stage: Stage, press: Any
) -> None:
    _resolved(stage, 12)
    app: Any = stage.app()
    async with app.run_test(size=(110, 70)) as pilot:
        await press(pilot, "5")
        text = " ".join(app.screen.query_one("#calibration").text.split())
        assert "13 resolved of 14 yes/no questions you forecast" in text
        assert "· 13 families" in text
        assert "With 13 families, plain overconfidence" in text
        assert "independent" not in text
        assert re.search(r"nine times in ten: luck explains it\. Brier 0\.\d+ ", text)
        assert re.search(
            r"would get 0\.\d+ to 0\.\d+ nine times in ten; 0\.\d+: worse than luck explains\.", text
        )


@pytest.mark.parametrize(
    ("count", "there", "missing"),
    [
        (
            12,
            ("You expected", "Biggest misses", "plain overconfidence would be noticed"),
            ("miscalibration", "up: happened"),
        ),
        (40, ("You expected", "up: happened"), ("miscalibration",)),
        (110, ("miscalibration", "lower is better", "a perfect forecaster by chance"), ()),
    ],
)
async def test_calibration_shows_as_much_as_the_numbers_bear(
    count: int,
    there: tuple[str, ...],
    missing: tuple[str, ...],
    stage: Stage,
    press: Any,
    seen: Callable[[Any], str],
) -> None:
    _resolved(stage, count)
    app: Any = stage.app()
    async with app.run_test(size=(110, 70)) as pilot:
        await press(pilot, "5")
        text = seen(pilot)
        assert not [words for words in there if words not in text]
        assert not [words for words in missing if words in text]
        await press(pilot, "1")
        assert "luck alone gives" in seen(pilot)
