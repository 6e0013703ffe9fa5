"""What verify finds, and what it says it cannot know."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import NoLedgerError
from ledger.journal.append import Journal
from ledger.journal.canonical import canonical
from ledger.journal.findings import DECLARED, UNPROVED
from ledger.journal.head import Head, NotAHeadError, head
from ledger.journal.merkle import Tree, leaf_hash
from ledger.journal.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.clock import SetClock

Made = Any


def forge(path: Path, *statements: str) -> None:
    """Change a ledger as somebody who owns the file can: triggers off, then on again."""
    database = sqlite3.connect(path, isolation_level=None)
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        database.execute(statement)
    for _, sql in triggers:
        database.execute(sql)
    database.close()


def rehash(path: Path) -> None:
    """Recompute every leaf and root, as a careful forger would."""
    database = sqlite3.connect(path, isolation_level=None)
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    tree = Tree()
    commits = {last for (last,) in database.execute("SELECT last_seq FROM log_commits")}
    for seq, body in database.execute("SELECT seq, body FROM log_entries ORDER BY seq").fetchall():
        tree = tree.grow([leaf_hash(body)])
        database.execute("UPDATE log_entries SET leaf = ? WHERE seq = ?", (leaf_hash(body), seq))
        if seq in commits:
            values = (tree.root, tree.frontier, seq)
            database.execute("UPDATE log_commits SET root = ?, frontier = ? WHERE last_seq = ?", values)
    for _, sql in triggers:
        database.execute(sql)
    database.close()


def rewrite(path: Path, seq: int, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what an entry says, and all hashes with it."""
    database = sqlite3.connect(path)
    body = database.execute("SELECT body FROM log_entries WHERE seq = ?", (seq,)).fetchone()[0]
    database.close()
    said = json.loads(body)
    change(said)
    forge(path, f"UPDATE log_entries SET body = x'{canonical(said).hex()}' WHERE seq = {seq}")
    rehash(path)


def kinds_found(path: Path, head: Head | None = None, *, anchored: bool = False) -> set[str]:
    return {finding.what for finding in verify(path, head=head, anchored=anchored).findings}


@pytest.fixture
def home(full: Journal) -> Path:
    full.close()
    return full.path


def test_an_honest_ledger_holds(home: Path) -> None:
    report = verify(home)
    assert report.ok, report.text()
    assert (report.size, report.root) == (head(home).size, head(home).root)


def test_without_a_head_it_says_what_it_cannot_show(home: Path) -> None:
    assert UNPROVED in verify(home).text()
    assert verify(home).said()["cannot_show"] == [UNPROVED, DECLARED]


def test_with_a_head_it_says_how_far_the_head_reaches(home: Path, clock: SetClock, make: Made) -> None:
    kept = head(home)
    with Journal.open(home, clock=clock) as journal:
        journal.append(make.asked("q-9"))
    report = verify(home, head=kept)
    assert report.ok
    assert f"It continues the head of {kept.size} entries" in report.text()
    assert f"Entries {kept.size + 1} to {kept.size + 1} are not anchored" in report.text()
    assert report.said()["anchored_to"] == kept.size


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE log_entries SET body = CAST(replace(CAST(body AS TEXT), '0.35', '0.99') AS BLOB)",
        "UPDATE log_entries SET leaf = zeroblob(32) WHERE seq = 4",
        "UPDATE log_entries SET at = at + 1 WHERE seq = 4",
        "UPDATE log_entries SET kind = 'NoteAdded' WHERE seq = 4",
        "DELETE FROM log_entries WHERE seq = 4",
        "DELETE FROM log_entries WHERE seq = 1",
        "DELETE FROM log_entries WHERE seq = (SELECT max(seq) FROM log_entries)",
        "DELETE FROM log_entries",
        "UPDATE log_entries SET seq = seq + 1000 WHERE seq = (SELECT max(seq) FROM log_entries)",
        "UPDATE log_commits SET root = zeroblob(32) WHERE last_seq = 4",
        "UPDATE log_commits SET frontier = zeroblob(32) WHERE last_seq = 4",
        "DELETE FROM log_commits WHERE last_seq = (SELECT max(last_seq) FROM log_commits)",
        "INSERT INTO log_commits VALUES (-1, zeroblob(32), x'')",
        "INSERT INTO log_commits VALUES (99999, zeroblob(32), x'')",
        "UPDATE log_evidence SET body = x'00' WHERE body IS NOT NULL",
        "UPDATE log_evidence SET size = size + 1 WHERE body IS NOT NULL",
        "UPDATE log_evidence SET coding = 'none' WHERE body IS NOT NULL",
        "DROP INDEX now_questions_by_close",
        "CREATE TABLE extra (x)",
        "CREATE VIEW now_extra AS SELECT 1",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = 2",
        "PRAGMA application_id = 1",
    ],
)
def test_a_changed_file_is_found(home: Path, attack: str) -> None:
    forge(home, attack)
    assert "tampered" in kinds_found(home)


def test_dropped_triggers_are_found(home: Path) -> None:
    database = sqlite3.connect(home, isolation_level=None)
    database.execute("DROP TRIGGER log_entries_update")
    database.close()
    assert kinds_found(home) == {"tampered"}


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE now_forecasts SET probability = 0.99 WHERE forecast = 5",
        "UPDATE now_questions SET state = 'resolved' WHERE question = 'q-3'",
        "UPDATE now_evidence SET erased = 0",
        "DELETE FROM now_notes",
        "DELETE FROM now_versions WHERE version = 2",
        "INSERT INTO now_notes VALUES (99, 'q-1', 0, 'bob', 'never said', 0)",
        "UPDATE log_evidence SET body = x'00' WHERE body IS NULL",
        "INSERT INTO log_evidence VALUES (printf('%064d', 7), 0, 'zlib', NULL)",
    ],
)
def test_what_does_not_follow_from_the_log_is_found(home: Path, attack: str) -> None:
    forge(home, attack)
    assert "diverges" in kinds_found(home)


@pytest.mark.parametrize("attack", ["DELETE FROM log_evidence", "UPDATE log_evidence SET body = NULL"])
def test_missing_evidence_is_found(home: Path, attack: str) -> None:
    forge(home, attack)
    assert kinds_found(home) == {"evidence_missing"}


def truncate(path: Path, size: int) -> None:
    forge(
        path,
        f"DELETE FROM log_entries WHERE seq > {size}",
        f"DELETE FROM log_commits WHERE last_seq > {size}",
    )


@pytest.fixture
def notes(journal: Journal, make: Made) -> Path:
    """A ledger whose log can be cut anywhere: eighteen forecasts, one a commit, on one question."""
    journal.append(make.asked())
    for n in range(10, 28):
        journal.append(make.forecast(p=f"0.{n}"))
    journal.close()
    return journal.path


def rebuilt(path: Path, clock: SetClock) -> None:
    """Make the projections fit a forged log, as its owner can."""
    from ledger.journal.rebuild import rebuild

    with Journal.open(path, clock=clock) as journal:
        rebuild(journal)


@pytest.mark.parametrize(
    ("attack", "without", "at_12", "at_20"),
    [
        ("cut to 15", True, True, False),
        ("cut to 8", True, False, False),
        ("rewrite 6", True, False, False),
        ("rewrite 16", True, True, False),
    ],
)
def test_cutting_and_rewriting_show_only_against_a_head_that_covers_them(
    notes: Path, clock: SetClock, attack: str, *, without: bool, at_12: bool, at_20: bool
) -> None:
    whole = head(notes)
    database = sqlite3.connect(notes)
    root = database.execute("SELECT root FROM log_commits WHERE last_seq = 12").fetchone()[0]
    database.close()
    what, _, seq = attack.rpartition(" ")
    if what == "cut to":
        truncate(notes, int(seq))
    else:
        rewrite(notes, int(seq), lambda said: said["data"].update(says={"probability": "0.99"}))
    rebuilt(notes, clock)
    found = [verify(notes, head=anchor).ok for anchor in (None, Head(whole.ledger_id, 12, root), whole)]
    assert found == [without, at_12, at_20]


def test_a_head_of_another_ledger_is_told(home: Path) -> None:
    mine = head(home)
    other = Head("another", mine.size, mine.root)
    assert kinds_found(home, other) == {"diverges"}


def test_a_head_inside_a_commit_is_compared_too(home: Path) -> None:
    database = sqlite3.connect(home)
    leaves = [leaf for (leaf,) in database.execute("SELECT leaf FROM log_entries ORDER BY seq")]
    database.close()
    for size in range(1, len(leaves) + 1):
        assert kinds_found(home, Head(head(home).ledger_id, size, Tree().grow(leaves[:size]).root)) == set()
        assert kinds_found(home, Head(head(home).ledger_id, size, bytes(32))) == {"diverges"}


def test_entries_after_the_head_are_not_anchored_and_that_can_be_demanded(notes: Path) -> None:
    whole = head(notes)
    assert kinds_found(notes, whole, anchored=True) == set()
    assert kinds_found(notes, anchored=True) == {"not_anchored"}


def test_a_number_that_is_no_text_is_found(home: Path) -> None:
    body = b'{"at":1,"data":{"by":"a","grade":"seen","imputed":false,"made_at":1,"question":"q-1","says":{"probability":0.5},"version":1},"kind":"ForecastMade","seq":5,"v":1}'
    forge(home, f"UPDATE log_entries SET body = x'{body.hex()}' WHERE seq = 5")
    rehash(home)
    assert kinds_found(home) == {"tampered"}


def test_an_index_that_leads_elsewhere_is_found(home: Path) -> None:
    database = sqlite3.connect(home, isolation_level=None)
    database.execute("PRAGMA writable_schema = ON")
    names = ("now_questions_by_close", "now_questions_by_family")
    roots = [
        database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        for name in names
    ]
    for name, root in zip(names, reversed(roots), strict=True):
        database.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", (root, name))
    database.close()
    assert "SQLite finds the file damaged" in verify(home).text()


def test_a_ledger_that_does_not_hold_claims_nothing_of_its_head(home: Path) -> None:
    kept = head(home)
    forge(home, "UPDATE log_commits SET frontier = x'' WHERE last_seq = 4")
    report = verify(home, head=kept)
    assert "continues" not in report.text()
    assert report.said()["anchored_to"] is None


def test_an_entry_that_could_never_have_been_recorded_is_found(home: Path) -> None:
    rewrite(home, 5, lambda said: said["data"].update(says={"probability": "7"}))
    assert "tampered" in kinds_found(home)


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said["data"].pop("imputed"),
        lambda said: said["data"].update(extra=1),
        lambda said: said["data"].update(version="1"),
        lambda said: said["data"].update(reason=None),
        lambda said: said.update(at="now"),
        lambda said: said.update(seq=6),
        lambda said: said.update(more=1),
        lambda said: said.update(data=[]),
    ],
)
def test_a_body_that_is_no_entry_is_found(home: Path, change: Callable[[dict[str, Any]], object]) -> None:
    rewrite(home, 5, change)
    assert kinds_found(home) == {"tampered"}


@pytest.mark.parametrize(
    "body", [b"{}", b"[]", b"junk", b'{"at": 1}', b'{"at":1.5,"data":{},"kind":"X","seq":5,"v":1}']
)
def test_bytes_that_are_no_entry_are_found(home: Path, body: bytes) -> None:
    forge(home, f"UPDATE log_entries SET body = x'{body.hex()}' WHERE seq = 5")
    rehash(home)
    assert kinds_found(home) == {"tampered"}


@pytest.mark.parametrize("change", [{"v": 2}, {"kind": "ForecastRevealed"}])
def test_an_entry_of_a_newer_program_is_named_so(home: Path, change: dict[str, Any]) -> None:
    rewrite(home, 5, lambda said: said.update(change))
    (newer,) = (finding for finding in verify(home).findings if finding.what == "newer")
    assert "written by a newer fledger" in newer.sentence


def test_findings_beyond_a_hundred_are_counted(home: Path) -> None:
    forge(home, "UPDATE log_entries SET leaf = zeroblob(32)", "UPDATE log_commits SET root = zeroblob(32)")
    forge(home, *(f"CREATE TABLE extra_{n} (x)" for n in range(100)))
    report = verify(home)
    assert len(report.findings) == 100
    assert f"and {report.more} more." in report.text()


def test_a_flipped_bit_is_found_or_changes_nothing_that_is_said() -> None:
    script = Path(__file__).resolve().parents[3] / "benchmarks" / "flip_bytes.py"
    command = [sys.executable, str(script), "--every", "211"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert " 0 missed" in ended.stdout


def test_a_file_that_is_no_database_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    for content in (b"", b"junk", b"SQLite format 3\x00" + bytes(200)):
        path.write_bytes(content)
        report = verify(path)
        assert [finding.what for finding in report.findings] == ["tampered"]
        assert report.said()["root"] is None


def test_a_file_cut_short_is_a_finding(home: Path) -> None:
    whole = home.read_bytes()
    for length in (120, 4096, len(whole) // 2, len(whole) - 4096):
        home.write_bytes(whole[:length])
        assert "tampered" in kinds_found(home)


def test_no_file_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(NoLedgerError):
        verify(tmp_path / "ledger.db")


def test_progress_ends_at_the_whole(home: Path) -> None:
    told: list[tuple[int, int]] = []
    verify(home, progress=lambda done, whole: told.append((done, whole)))
    assert told[-1] == (head(home).size, head(home).size)


def test_a_head_is_three_lines_that_come_back(home: Path) -> None:
    kept = head(home)
    assert kept.text().count("\n") == 3
    assert Head.read(kept.text()) == kept
    assert Head.read(kept.text().replace("\n", "\r\n")) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "forecast-ledger/a\n1\n",
        "other/a\n1\n" + "A" * 43 + "=\n",
        "forecast-ledger/a\n-1\n" + "A" * 43 + "=\n",
        "forecast-ledger/a\n1\nnot base64\n",
        "forecast-ledger/a\n1\nAAAA\n",
        "forecast-ledger/a\n1\n" + "A" * 43 + "=\nmore\n",
    ],
)
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(NotAHeadError):
        Head.read(text)
