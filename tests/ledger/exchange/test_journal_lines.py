"""A journal that left as lines comes back as the same journal, or not at all."""

from __future__ import annotations

import base64
import io
import json
import sqlite3
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from ledger.clock import SetClock, microseconds
from ledger.errors import JournalError, NotALedgerError
from ledger.exchange.journal_lines import NotAnExportError, export_journal, import_journal
from ledger.journal import entries as kinds
from ledger.journal.append import Journal
from ledger.journal.head import head
from ledger.journal.refused import AlreadyThereError, NewerEntryError, NotAnEntryError, RefusedError
from ledger.journal.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAID: dict[str, Any] = {
    "format": 1,
    "kind": "binary",
    "title": "A title",
    "statement": "Will it be so?",
    "criteria": "It is so if it is.",
    "by": "this project",
    "opens_at": "2026-05-14",
    "closes_at": "2026-12-31",
    "resolves_at": "2027-01-01",
    "gives_up_at": "2027-02-15",
    "resolution": {
        "window": {"at": "2026-12-31"},
        "yes_if": {"at_least": "12"},
        "source": [{"name": "manual", "value": "answer"}],
    },
}


def kept(body: bytes) -> kinds.EvidenceKept:
    return kinds.EvidenceKept(
        look="a" * 64,
        source="manual",
        source_version=1,
        request="b" * 64,
        url="https://example.org/",
        query=[],
        accept="*/*",
        sha256=sha256(body).hexdigest(),
        size=len(body),
        status=200,
        fetched_at=0,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with forecasts, evidence, and evidence that was erased."""
    clock = SetClock(datetime(2026, 6, 1, tzinfo=UTC))
    made_at = microseconds(clock.at)
    says: Any = {"probability": "0.35"}
    made = kinds.ForecastMade(question="q-1", version=1, by="ada", made_at=made_at, grade="seen", says=says)
    first, gone = kept(b"first" * 50), kept(b"gone")
    with Journal.create(tmp_path / "ledger.db", clock=clock, opened_by="ada") as journal:
        journal.append(kinds.QuestionAsked(question="q-1", version=1, file_sha256="0" * 64, said=SAID))
        journal.append(first, gone, bodies={first.sha256: b"first" * 50, gone.sha256: b"gone"})
        journal.append(kinds.EvidenceErased(sha256=gone.sha256, by="ada", reason="licence"))
        journal.append(*[made] * 20)
    return tmp_path / "ledger.db"


def lines(path: Path) -> list[bytes]:
    out = io.BytesIO()
    export_journal(path, out)
    return out.getvalue().splitlines(keepends=True)


def dump(path: Path, *families: str) -> list[str]:
    database = sqlite3.connect(path)
    said = [
        line for line in database.iterdump() if any(f'INSERT INTO "{family}' in line for family in families)
    ]
    database.close()
    return sorted(said)


def test_what_comes_back_has_the_same_root_entries_evidence_and_projections(
    path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "new" / "ledger.db"
    assert import_journal(lines(path), target) == head(path) == head(target)
    for families in (("log_entries",), ("log_evidence",), ("now_",)):
        assert dump(target, *families) == dump(path, *families)
    assert verify(target, head=head(path)).ok
    assert target.stat().st_mode & 0o777 == 0o600


def test_an_export_of_an_import_is_the_same_bytes(path: Path, tmp_path: Path) -> None:
    import_journal(lines(path), tmp_path / "new.db")
    assert lines(tmp_path / "new.db") == lines(path)


def test_an_export_shows_what_acts_or_hides_as_its_escape_and_comes_back_as_it_was(tmp_path: Path) -> None:
    text = "esc\x1b del\x7f csi\x9b bidi\u202e line\u2028 tag\U000e0041 soft\xad \\u009b \\\x9b é 漢"
    with Journal.create(
        tmp_path / "ledger.db", clock=SetClock(datetime(2026, 6, 1, tzinfo=UTC)), opened_by="ada"
    ) as journal:
        journal.append(
            kinds.QuestionAsked(question="q-1", version=1, file_sha256="0" * 64, said=SAID | {text: text})
        )
    written = lines(tmp_path / "ledger.db")
    assert all(line.decode().rstrip("\n").isprintable() for line in written)
    assert json.loads(written[-1])["data"]["said"][text] == text
    assert import_journal(written, tmp_path / "new.db") == head(tmp_path / "ledger.db")


def test_an_export_of_before_that_held_such_signs_as_they_are_is_still_taken(tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 6, 1, tzinfo=UTC))
    with Journal.create(tmp_path / "ledger.db", clock=clock, opened_by="ada") as journal:
        journal.append(
            kinds.QuestionAsked(
                question="q-1", version=1, file_sha256="0" * 64, said=SAID | {"x": "\x9b\x7f"}
            )
        )
    written = lines(tmp_path / "ledger.db")
    raw = [line.replace(rb"\u009b\u007f", "\x9b\x7f".encode()) for line in written]
    assert raw != written
    assert import_journal(raw, tmp_path / "new.db") == head(tmp_path / "ledger.db")


def test_line_ends_of_another_system_do_no_harm(path: Path, tmp_path: Path) -> None:
    import_journal([line.replace(b"\n", b"\r\n") for line in lines(path)], tmp_path / "new.db")
    assert head(tmp_path / "new.db") == head(path)


def test_an_imported_ledger_can_be_written(path: Path, tmp_path: Path) -> None:
    import_journal(lines(path), tmp_path / "new.db")
    clock = SetClock(datetime(2026, 7, 1, tzinfo=UTC))
    with Journal.open(tmp_path / "new.db", clock=clock) as journal:
        journal.append(kinds.NoteAdded(question="q-1", by="ada", text="continued"))
    assert verify(tmp_path / "new.db", head=head(path)).ok


def changed(line: bytes, **keys: object) -> bytes:
    return json.dumps(json.loads(line) | keys, separators=(",", ":")).encode() + b"\n"


def evidence(name: object, size: int, body: str | None) -> bytes:
    return json.dumps({"evidence": name, "size": size, "body": body}, separators=(",", ":")).encode() + b"\n"


def without_its_bytes(line: bytes) -> bytes:
    said = json.loads(line)
    return changed(line, body=None) if said.get("body") else line


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said[:-1],
        lambda said: said[1:],
        lambda said: said[:0],
        lambda said: said[:1],
        lambda said: [*said, said[-1]],
        lambda said: [*said[:5], *said[6:]],
        lambda said: [*said[:6], said[7], said[6], *said[8:]],
        lambda said: [changed(said[0], root="0" * 64), *said[1:]],
        lambda said: [changed(said[0], size=3), *said[1:]],
        lambda said: [changed(said[0], size="25"), *said[1:]],
        lambda said: [changed(said[0], format=2), *said[1:]],
        lambda said: [b"[]\n", *said[1:]],
        lambda said: [b"junk\n", *said[1:]],
        lambda said: [*said[:-1], said[-1].replace(b"0.35", b"0.36")],
        lambda said: [*said[:-1], b"junk\n"],
        lambda said: [said[0], *said[3:]],
        lambda said: [said[0], changed(said[1], body=base64.b64encode(b"other").decode()), *said[2:]],
        lambda said: [said[0], changed(said[1], body="no base64!"), *said[2:]],
        lambda said: [said[0], changed(said[1], size=1), *said[2:]],
        lambda said: [said[0], said[1], *said[1:]],
        lambda said: [said[0], *[without_its_bytes(line) for line in said[1:]]],
        lambda said: [said[0], evidence("c" * 64, 3, None), *said[1:]],
        lambda said: [said[0], evidence(sha256(b"odd").hexdigest(), 3, "b2Rk"), *said[1:]],
        lambda said: [said[0], evidence("c" * 64, 2**64 - 1, None), *said[1:]],
        lambda said: [said[0], evidence("c" * 64, -1, None), *said[1:]],
        lambda said: [said[0], evidence("c" * 64, True, None), *said[1:]],
        lambda said: [said[0], evidence(7, 1, None), *said[1:]],
        lambda said: [changed(said[0], size=0, root="")],
        lambda said: [changed(said[0], size=0, root="")[:-1], *said[1:]],
        lambda said: [changed(said[0], size=-1), *said[1:]],
        lambda said: [changed(said[0], size=2**64), *said[1:]],
        lambda said: [changed(said[0], journal="x"), *said[1:]],
        lambda said: [changed(said[0], journal=None), *said[1:]],
        lambda said: [changed(said[0], simulated=True), *said[1:]],
        lambda said: [said[0], b'{"at":1,"data":' + b'{"a":' * 2000 + b"1" + b"}" * 2000 + b"}"],
    ],
)
def test_lines_that_were_changed_make_no_ledger(
    path: Path, tmp_path: Path, change: Callable[[list[bytes]], list[bytes]]
) -> None:
    whole = lines(path)
    assert json.loads(whole[1])["evidence"]
    assert change(whole) != whole
    folder = tmp_path / "new"
    with pytest.raises(JournalError):
        import_journal(change(whole), folder / "ledger.db")
    assert not list(folder.glob("*"))


def test_the_first_line_says_whether_the_ledger_is_simulated(path: Path, tmp_path: Path) -> None:
    assert json.loads(lines(path)[0])["simulated"] is False
    clock = SetClock(datetime(2026, 6, 1, tzinfo=UTC))
    Journal.create(tmp_path / "made-up.db", clock=clock, opened_by="ada", simulated=True).close()
    assert json.loads(lines(tmp_path / "made-up.db")[0])["simulated"] is True


def test_an_export_of_before_the_first_line_said_so_is_taken(path: Path, tmp_path: Path) -> None:
    first, *more = lines(path)
    older = {name: value for name, value in json.loads(first).items() if name != "simulated"}
    assert import_journal([json.dumps(older).encode(), *more], tmp_path / "new.db") == head(path)


def test_damaged_evidence_is_not_exported(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("DROP TRIGGER log_evidence_erased")
    database.execute("UPDATE log_evidence SET body = x'00' WHERE body IS NOT NULL")
    database.commit()
    database.close()
    with pytest.raises(NotALedgerError, match="fledger verify"):
        lines(path)


def test_an_export_of_a_newer_program_is_named_so(path: Path, tmp_path: Path) -> None:
    *most, last = lines(path)
    with pytest.raises(NewerEntryError, match="newer fledger"):
        import_journal([*most, last.replace(b'"v":1', b'"v":2')], tmp_path / "new.db")
    with pytest.raises(NotAnEntryError):
        import_journal([*most, last.replace(b'"v":1', b'"v": 1')], tmp_path / "new.db")
    with pytest.raises(NotAnExportError):
        import_journal([*most, last.replace(b"0.35", b"0.36")], tmp_path / "new.db")


def test_a_journal_that_begins_in_the_middle_makes_no_ledger(path: Path, tmp_path: Path) -> None:
    whole = lines(path)
    note = b'{"at":0,"data":{"badly_worded":false,"by":"a","question":"q-1","text":"x"},"kind":"NoteAdded","seq":1,"v":1}\n'
    with pytest.raises(RefusedError, match="the first entry of a ledger is LedgerOpened"):
        import_journal([whole[0], note], tmp_path / "new.db")


def test_an_import_goes_over_no_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(AlreadyThereError):
        import_journal(lines(path), path)
    assert path.read_bytes() == before


def test_what_is_appended_during_an_export_is_left_out(path: Path) -> None:
    class Meddling(io.BytesIO):
        """Appends an entry and evidence as soon as the first line is written."""

        done = False

        def write(self, said: Any) -> int:
            if not self.done:
                self.done = True
                late = kept(b"late")
                with Journal.open(path, clock=SetClock(datetime(2026, 7, 1, tzinfo=UTC))) as journal:
                    journal.append(late, bodies={late.sha256: b"late"})
            return super().write(said)

    expected, out = lines(path), Meddling()
    export_journal(path, out)
    assert out.getvalue().splitlines(keepends=True) == expected
