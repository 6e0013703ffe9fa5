"""Text from outside that tries to act: on every screen, on the command line and in what is written out it is text, and nothing happens."""

from __future__ import annotations

import importlib.util
import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from textual import events
from textual.widgets import Input

from ledger.cli.frame import Frame
from ledger.cli.main import COMMANDS, fledger
from ledger.errors import LedgerError
from ledger.journal.alarms import Alarm, raise_alarms
from ledger.journal.append import Journal
from ledger.journal.entries import ForecastMade, NoteAdded, QuestionAsked
from ledger.journal.rehearsed import RehearsalRow, rehearsed
from ledger.journal.work import LookDone, looked
from ledger.questions.catalogue import read_catalogue
from ledger.resolution.looking.hanging import bring_in_step
from ledger.resolution.looking.register import Register
from ledger.resolution.people.answer import Given, answer
from ledger.tui.commands.anywhere import ToToday

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.ledger.tui.stage import Stage

_SPEC = importlib.util.spec_from_file_location("tui_poisons", Path(__file__).with_name("poisons.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
POISONS = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(POISONS)
EACH, ALL = POISONS.POISONS, POISONS.ALL

WAYS: dict[str, tuple[str, ...]] = {
    "today": (),
    "claims": ("2",),
    "a claim": ("2", "enter"),
    "questions": ("3",),
    "question": ("3", "G", "enter"),
    "evidence": ("3", "G", "enter", "e", "G"),
    "forecast": ("n",),
    "calibration": ("5",),
    "leaderboard": ("6",),
    "scenarios": ("7",),
    "sources": ("8",),
    "a try": ("8", "t"),
    "review": ("9",),
    "a case": ("9", "enter"),
    "journal": ("0",),
    "journal of names": ("0", "j", "j"),
    "entry": ("0", "enter"),
    "look": ("u",),
    "help": ("3", "question_mark"),
    "jump": ("3", "ctrl+o"),
    "palette": ("ctrl+p", *"click"),
}
TOGETHER = 4
"""Runs of the app, each of which goes every fourth of these ways."""
WORDLESS = {
    "calibration",
    "leaderboard",
    "scenarios",
    "a try",
    "look",
    "help",
    "jump",
    "journal of names",
}
"""Ways on which what was said need not be seen."""


def _asked(stage: Stage) -> Iterator[Any]:
    """Sixty questions with a text of their own each, and one with all of them; the checks of files were got round."""
    files = read_catalogue(stage.settings.catalogue_folders()).questions
    told = {f"poison-{at:02}": ("bill-2026", text) for at, text in enumerate(EACH)}
    for name, (of, text) in {**told, "zz-all": ("lead-months-2028", ALL)}.items():
        said = json.loads(json.dumps(files[of].said))
        said |= {"title": text, "statement": text, "criteria": text, "tags": [text], "family": text}
        said["claim"] |= dict.fromkeys(
            ("quote", "said_by", "condition", "hedge", "proxy_note", "publication"), text
        )
        said["claim"] |= {
            "repeated_by": [text],
            "objection": [{"by": text, "about": "incentive", "quote": text}],
        }
        said |= {"unit": "mo[/]\x1b"} if "unit" in said else {}
        yield QuestionAsked(
            question=name, version=1, publication="two-futures", file_sha256="0" * 64, said=said
        )


def _said(stage: Stage) -> Iterator[Any]:
    """Three forecasters on each, one of whom has markup for a name: one with signs that cannot be seen is refused."""
    words = " ".join("".join(sign for sign in EACH[0] + EACH[4] + EACH[20] if sign.isprintable()).split())
    now = int(stage.clock.at.timestamp()) * 1_000_000
    for at, text in [*enumerate(EACH), (60, ALL)]:
        name = f"poison-{at:02}" if at < len(EACH) else "zz-all"
        says: Any = {"probability": "0.3"} if at < len(EACH) else {"quantiles": [["0.1", "1"], ["0.9", "2"]]}
        for by in ("mira", words, "ola"):
            yield ForecastMade(
                question=name, version=1, by=by, made_at=now, grade="seen", says=says, reason=text
            )
        yield NoteAdded(question=name, by=words, text=text)


def _answered(journal: Journal) -> None:
    """Some wait for a person now: somebody answered them, and says why."""
    for at in range(20, 32):
        answer(
            journal,
            f"poison-{at}",
            Given(
                "yes", "ola", why=EACH[at], url="https://example.org/[@click=app.quit]", on=date(2026, 10, 30)
            ),
        )


def _looked(stage: Stage, journal: Journal) -> None:
    """What the looks of the last one came to, in the same words."""
    bring_in_step(journal, Register())
    at = stage.clock.at
    with journal.transaction() as tx:
        row = RehearsalRow("zz-all", "2026-11-01", at, "reading", "9.5", ALL, ALL, None, ALL)
        rehearsed(tx.connection, [row])
        for look, _ in stage.looks("zz-all"):
            done = LookDone(look, at, at + timedelta(hours=1), "unusable", ALL, 1, 1, ALL, identity=ALL)
            looked(tx.connection, done)
            raise_alarms(tx.connection, [Alarm(look, "identity_changed", at, ALL, ALL)])


@pytest.fixture(scope="session")
def _poisoned_home(tmp_path_factory: pytest.TempPathFactory, _staging: Any) -> Path:
    stage = _staging.empty_home(tmp_path_factory.mktemp("poison") / "home")
    with Journal.create(stage.settings.ledger, clock=stage.clock, opened_by="mira") as journal:
        journal.append(*_asked(stage))
        stage.clock.move(timedelta(days=1))
        journal.append(*_said(stage))
        _answered(journal)
        _looked(stage, journal)
    publications = stage.settings.home / "forecasts" / "two-futures" / "publications.toml"
    said = json.dumps(ALL)
    publications.write_text(
        f"[two-futures]\ntitle = {said}\nby = {said}\nkind = 'paper'\nread = {said}\n", encoding="utf-8"
    )
    return Path(stage.settings.home)


@pytest.fixture
def poisoned(_poisoned_home: Path, tmp_path: Path, _staging: Any) -> Stage:
    """A ledger whose every text from outside is poison."""
    home = shutil.copytree(_poisoned_home, tmp_path / "poisoned")
    stage: Stage = _staging.Stage(_staging.read_settings(home, {}), _staging.SetClock(_staging.NOW))
    return stage


@pytest.mark.no_cover
@pytest.mark.parametrize("first", range(TOGETHER))
async def test_poison_is_only_text(
    first: int, poisoned: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = poisoned.app()
    async with app.run_test(size=(120, 60)) as pilot:
        for way in list(WAYS)[first::TOGETHER]:
            app.post_message(ToToday())
            await press(pilot, *WAYS[way])
            text = seen(pilot)
            assert POISONS.left_in(text) == [], way
            assert way in WORDLESS or "click=" in text or "[/nope]" in text, way
            for y in range(2, 58, 11):
                await pilot.click(offset=(14, y))
            await press(pilot)
            assert app.is_running, f"{way}: a click on poison must not act"
            assert POISONS.left_in(seen(pilot)) == [], way


async def test_every_one_is_seen_in_the_list_and_none_breaks_its_line(
    poisoned: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = poisoned.app()
    async with app.run_test(size=(120, 90)) as pilot:
        await press(pilot, "3", "Z")
        rows = [
            row for row in seen(pilot).splitlines() if "not looked yet" in row or "YES" in row or "NO" in row
        ]
        assert len(rows) >= len(EACH)
        assert all("30 %" in row for row in rows if "months" not in row), (
            "what stands right of the title stays there"
        )


@pytest.mark.no_cover
async def test_what_is_pasted_into_a_field_is_text(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=(120, 40)) as pilot:
        for pasted in ("a\x1b[31mb\x9b2Jc\u202ed", ALL):
            await press(pilot, "3", "slash", "ctrl+u")
            app.post_message(events.Paste(pasted))
            await press(pilot)
            assert POISONS.left_in(seen(pilot)) == []
            assert POISONS.left_in(app.screen.query_one("#query", Input).value) == []
            assert app.screen.query_one("#query", Input).value
            await press(pilot, "escape")


async def test_a_filter_line_and_a_name_take_poison_as_words(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash", "left_square_bracket", "slash", "a", "right_square_bracket")
        assert "No question fits." in seen(pilot)
        await press(pilot, "ctrl+u", *"nope:x")
        assert "There is no filter nope:" in seen(pilot)


READING: tuple[tuple[str, ...], ...] = (
    ("today",), ("claims",), ("questions",), ("show", "zz-all"), ("show", "poison-00"), ("calibration",), ("leaderboard",), ("scenarios",),
    ("sources",), ("review",), ("journal", "--last", "300"), ("score",), ("status",), ("coherence",), ("trace", "poison-20"),
    ("explain", "zz-all"), ("look", "--dry-run"),
)  # fmt: skip


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_the_command_line_prints_poison_as_text(words: tuple[str, ...], poisoned: Stage) -> None:
    assert words[0] in COMMANDS
    for style in ([], ["--plain"], ["--json"]):
        frame = Frame(poisoned.settings.home)
        done = CliRunner().invoke(fledger, [*words, *style], obj=frame, prog_name="fledger")
        assert done.exception is None or isinstance(done.exception, SystemExit | LedgerError), done.exc_info
        for said in (done.stdout, done.stderr):
            assert POISONS.acting_in(said) == []


@pytest.mark.parametrize("what", ["questions", "forecasts", "scores", "calibration"])
def test_a_table_written_out_holds_nothing_that_acts(what: str, poisoned: Stage) -> None:
    frame = Frame(poisoned.settings.home)
    done = CliRunner().invoke(fledger, ["export", what, "--format", "csv"], obj=frame, prog_name="fledger")
    assert done.exit_code == 0, done.output
    assert POISONS.acting_in(done.stdout) == []


@pytest.mark.parametrize(
    "words", [("journal",), ("questions", "--format", "jsonl"), ("forecasts", "--format", "jsonl")]
)
def test_json_lines_for_programs_hold_no_escape_byte(words: tuple[str, ...], poisoned: Stage) -> None:
    frame = Frame(poisoned.settings.home)
    done = CliRunner().invoke(fledger, ["export", *words], obj=frame, prog_name="fledger")
    assert done.exit_code == 0, done.output
    assert POISONS.acting_in(done.stdout) == []
    assert [json.loads(line) for line in done.stdout.splitlines()]
