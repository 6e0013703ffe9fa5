"""Evidence is kept once, with its entry, as the very bytes, until it is erased for a reason."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from ledger.journal import entries as kinds
from ledger.journal.bodies import opened_body, read_body
from ledger.journal.refused import EvidenceNotGivenError, NotTheseBytesError, RefusedError
from ledger.journal.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.journal.append import Journal

Made = Any


def kept_bytes(path: Path, name: str) -> bytes | None:
    database = sqlite3.connect(path)
    try:
        return read_body(database, name)
    finally:
        database.close()


@pytest.mark.parametrize("body", [b"", b"x", bytes(range(256)) * 100])
def test_the_bytes_come_back_as_they_were(journal: Journal, make: Made, body: bytes) -> None:
    kept, bodies = make.evidence(body)
    journal.append(kept, bodies=bodies)
    assert kept_bytes(journal.path, kept.sha256) == body


def test_the_same_bytes_are_kept_once(journal: Journal, make: Made) -> None:
    kept, bodies = make.evidence()
    (first,) = journal.append(kept, bodies=bodies)
    journal.append(kept, bodies=bodies)
    journal.append(kept.model_copy(update={"unchanged_since": first}))
    database = sqlite3.connect(journal.path)
    assert database.execute("SELECT count(*) FROM log_evidence").fetchone() == (1,)
    assert database.execute("SELECT count(*) FROM now_evidence").fetchone() == (3,)
    database.close()


def test_evidence_without_its_bytes_is_not_recorded(journal: Journal, make: Made) -> None:
    kept, _ = make.evidence()
    with pytest.raises(EvidenceNotGivenError):
        journal.append(kept)
    assert journal.head().size == 1


def test_other_bytes_than_named_are_not_recorded(journal: Journal, make: Made) -> None:
    kept, bodies = make.evidence()
    for wrong, given in (
        (kept, {kept.sha256: b"other"}),
        (kept, {kept.sha256: b"lag_months\n99.9\n"}),
        (kept.model_copy(update={"size": 1}), bodies),
    ):
        with pytest.raises(NotTheseBytesError):
            journal.append(wrong, bodies=given)
    journal.append(kept, bodies=bodies)
    with pytest.raises(NotTheseBytesError):
        journal.append(kept.model_copy(update={"size": 1}))
    assert journal.head().size == 2


def test_unchanged_names_an_earlier_look_at_the_same_bytes(journal: Journal, make: Made) -> None:
    kept, bodies = make.evidence()
    with pytest.raises(RefusedError, match="did not keep these bytes"):
        journal.append(kept.model_copy(update={"unchanged_since": 1}), bodies=bodies)


def test_erased_bytes_are_gone_from_the_file_and_stay_gone(journal: Journal, make: Made) -> None:
    body = bytes(range(256)) * 3
    kept, bodies = make.evidence(body)
    journal.append(kept, bodies=bodies)
    journal.append(kinds.EvidenceErased(sha256=kept.sha256, by="ada", reason="licence"))
    assert kept_bytes(journal.path, kept.sha256) is None
    journal.append(kept, bodies=bodies)
    assert kept_bytes(journal.path, kept.sha256) is None
    assert bytes(range(256)) not in journal.path.read_bytes()
    assert verify(journal.path).ok


def test_what_was_never_kept_is_not_erased(journal: Journal) -> None:
    with pytest.raises(RefusedError, match="no such evidence"):
        journal.append(kinds.EvidenceErased(sha256="a" * 64, by="ada", reason="licence"))


def test_a_reading_rests_on_evidence(journal: Journal, make: Made) -> None:
    with pytest.raises(RefusedError, match="entry 1 is no evidence"):
        journal.append(make.reading(1))


def test_a_bomb_is_opened_no_further_than_its_size(journal: Journal, make: Made) -> None:
    kept, bodies = make.evidence(bytes(1_000_000))
    journal.append(kept, bodies=bodies)
    database = sqlite3.connect(journal.path)
    stored = database.execute("SELECT body FROM log_evidence").fetchone()[0]
    database.close()
    assert opened_body(1_000_000, "zlib", stored) == bytes(1_000_000)
    for size, coding, damaged, because in (
        (10, "zlib", stored, "not 10 bytes"),
        (1_000_001, "zlib", stored, "not 1000001 bytes"),
        (1_000_000, "zlib", stored + b"x", "not 1000000 bytes"),
        (1_000_000, "zlib", stored[:-1], "not 1000000 bytes"),
        (10, "rot13", stored, "not known"),
        (10, "zlib", b"junk", "incorrect header"),
    ):
        with pytest.raises(ValueError, match=because):
            opened_body(size, coding, damaged)
