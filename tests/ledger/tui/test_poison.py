"""Text from outside that tries to act: it is shown as text on every screen, and nothing happens."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal.alarms import Alarm, raise_alarms
from ledger.journal.append import Journal
from ledger.journal.entries import ForecastMade, NoteAdded, QuestionAsked
from ledger.journal.rehearsed import RehearsalRow, rehearsed
from ledger.journal.work import LookDone, looked
from ledger.questions.catalogue import read_catalogue
from ledger.resolution.looking.hanging import bring_in_step
from ledger.resolution.looking.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

POISON = "[@click=app.quit]x[/] [/nope] [link=http://e.vil]y[/link] \x1b]52;c;aGk=\x07 \x1b[2J \x9b31m \u202eback\u202c \u200b$(q)"
SIGNS = ("\x1b", "\x07", "\x9b", "\u202e", "\u202c", "\u200b")
WAYS: dict[str, tuple[str, ...]] = {
    "today": (),
    "claims": ("2",),
    "claim": ("2", "enter"),
    "questions": ("3",),
    "question": ("3", "enter"),
    "evidence": ("3", "enter", "e", "G"),
    "forecast": ("n",),
    "calibration": ("5",),
    "journal": ("0",),
    "entry": ("0", "enter"),
    "look": ("u",),
    "help": ("3", "question_mark"),
    "palette": ("ctrl+p", *"click"),
}


def _poisoned(stage: Stage) -> None:
    """A ledger whose every text from outside is poison: the checks of files were got round."""
    catalogue = read_catalogue(stage.settings.catalogue_folders())
    lead = catalogue.questions["lead-months-2028"]
    said = json.loads(json.dumps(lead.said))
    said |= {"title": POISON, "statement": POISON, "criteria": POISON, "tags": [POISON], "unit": "mo[/]\x1b"}
    said["claim"] |= dict.fromkeys(
        ("quote", "said_by", "condition", "hedge", "proxy_note", "publication"), POISON
    )
    said["claim"]["objection"] = [{"by": POISON, "about": "incentive", "quote": POISON}]
    with Journal.create(stage.settings.ledger, clock=stage.clock, opened_by="mira") as journal:
        now = int(stage.clock.at.timestamp()) * 1_000_000
        journal.append(
            QuestionAsked(
                question="poison", version=1, publication="two-futures", file_sha256="0" * 64, said=said
            )
        )
        # a name with signs that cannot be seen is refused by the journal; markup in one is not
        words = " ".join("".join(sign for sign in POISON if sign.isprintable()).split())
        says: Any = {"quantiles": [["0.1", "1"], ["0.9", "2"]]}
        for by in ("mira", words, "ola"):
            journal.append(
                ForecastMade(
                    question="poison", version=1, by=by, made_at=now, grade="seen", says=says, reason=POISON
                )
            )
        journal.append(NoteAdded(question="poison", by=words, text=POISON))
        bring_in_step(journal, Register())
        with journal.transaction() as tx:
            row = RehearsalRow(
                "poison", "2026-11-01", stage.clock.at, "reading", "9.5", POISON, POISON, None, POISON
            )
            rehearsed(tx.connection, [row])
            later = stage.clock.at + timedelta(hours=1)
            for look, _ in stage.looks("poison"):
                done = LookDone(
                    look, stage.clock.at, later, "unusable", POISON, 1, 1, POISON, identity=POISON
                )
                looked(tx.connection, done)
                raise_alarms(tx.connection, [Alarm(look, "identity_changed", stage.clock.at, POISON, POISON)])
    (stage.settings.home / "forecasts" / "two-futures" / "publications.toml").write_text(
        f"[two-futures]\ntitle = {json.dumps(POISON)}\nby = {json.dumps(POISON)}\nkind = 'paper'\nread = {json.dumps(POISON)}\n",
        encoding="utf-8",
    )


@pytest.mark.parametrize("way", WAYS)
async def test_poison_is_only_text(way: str, empty: Stage, press: Any, seen: Callable[[Any], str]) -> None:
    _poisoned(empty)
    app = empty.app()
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, *WAYS[way])
        text = seen(pilot)
        assert not [sign for sign in SIGNS if sign in text]
        if way not in {"calibration", "look", "help"}:
            assert "[@click=app.quit]x" in text or "click=" in text or "[/nope]" in text
        for y in range(2, 38, 5):
            await pilot.click(offset=(12, y))
        await press(pilot)
        assert app.is_running, "a click on poison must not act"


async def test_a_filter_line_and_a_name_take_poison_as_words(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash", "left_square_bracket", "slash", "a", "right_square_bracket")
        assert "No question fits." in seen(pilot)
        await press(pilot, "ctrl+u", *"nope:x")
        assert "There is no filter nope:" in seen(pilot)
