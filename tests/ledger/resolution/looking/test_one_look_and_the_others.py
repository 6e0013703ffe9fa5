"""One look that fails, in whatever way, never stops the others of its sweep."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from ledger.errors import JournalError
from ledger.journal.entries import NoteAdded
from ledger.resolution.looking.write_each import Failed, write_each

ANY_DAY = {"window": {"any_day": ["2026-01-01", "2026-01-31"], "max_gap": "3d"}}
TIMES = {"resolves_at": "2026-01-01", "closes_at": "2026-01-31"}


def source(path: str) -> dict[str, Any]:
    params = {"url": f"https://data.example.org{path}", "select": "value", "as_of": "as_of"}
    return {"name": "http_json", "value": "value", "params": params}


def test_evidence_no_entry_can_hold_makes_its_own_look_unusable_and_no_other(ledger: Any) -> None:
    long = "/" + "a" * 20_001
    ledger.ask("bad", ANY_DAY | {"source": [source(long)]}, **TIMES)
    ledger.ask("good", ANY_DAY | {"source": [source("/good")]}, **TIMES)
    ledger.world.says(3, "2026-01-01", path=long)
    ledger.world.says(3, "2026-01-01", path="/good")
    report = ledger.sweep()
    assert report.entries == 2
    kept = {look.questions[0]: (type(look.answer).__name__, look.kept) for look in report.looks}
    assert kept == {"bad": ("Unusable", False), "good": ("Reading", True)}
    assert sorted(ledger.all("SELECT answer FROM run_looks")) == [("reading",), ("unusable",)]


def test_what_cannot_be_written_is_left_out_and_the_rest_is_kept(
    ledger: Any, caplog: pytest.LogCaptureFixture
) -> None:
    ledger.ask()

    def note(text: str) -> Any:
        return lambda tx: tx.append(NoteAdded(question="q" if text else "nobody", by="me", text=text))

    def breaks(_: object) -> None:
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        found = write_each(ledger.journal, [note("one"), breaks, note(""), note("two")])
    assert [isinstance(each, Failed) for each in found] == [False, True, True, False]
    assert [text for (text,) in ledger.all("SELECT text FROM now_notes ORDER BY seq")] == ["one", "two"]
    assert "ZeroDivisionError" in caplog.text
    assert "no question is called" in found[2].words


def test_a_ledger_that_cannot_be_written_is_no_fault_of_a_look(ledger: Any) -> None:
    class CannotBeWrittenError(JournalError):
        """Stands for a full disk."""

    def breaks(_: object) -> None:
        raise CannotBeWrittenError

    with pytest.raises(CannotBeWrittenError):
        write_each(ledger.journal, [breaks, breaks])
