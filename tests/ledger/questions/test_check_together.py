"""Several processes check many files, and find what one finds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from forecasts import FOLDER
from ledger.questions.asked_once import AskedOnce
from ledger.questions.check_all import check_all, check_by_kept
from ledger.questions.check_together import FEWEST, Worker, answered, shares
from ledger.questions.kept_checks import kept_checks
from ledger.questions.question_file import Around
from ledger.questions.registered_sources import RegisteredSources
from tests.resolvers.test_example_source import QUESTION, ROOT, installed

if TYPE_CHECKING:
    from ledger.questions.gathering import Wanted

LINT = Path(__file__).parent / "lint" / "saved"
AROUND = Around({}, AskedOnce(RegisteredSources()))


def wanted(count: int) -> list[Wanted]:
    return [(Path(f"q{number}.toml"), AROUND) for number in range(count)]


def test_few_files_are_one_share_and_every_file_is_in_one() -> None:
    assert shares(wanted(2 * FEWEST - 1)) == [wanted(2 * FEWEST - 1)]
    many = shares(wanted(20 * FEWEST + 1))
    assert [each for share in many for each in share] == wanted(20 * FEWEST + 1)


def test_a_process_answers_with_what_is_kept_of_each_file(tmp_path: Path) -> None:
    good, bad, gone = (tmp_path / f"{name}.toml" for name in ("good", "bad", "gone"))
    shutil.copy(FOLDER / "two-scenarios-2028" / "series" / "bis-rules-2026-12.toml", good)
    bad.write_text("=", encoding="utf-8")
    told = orjson.loads(answered(orjson.dumps([[{}, [str(good), str(bad), str(gone)]]])))
    assert told["asked"] == ["federal_register.count"]
    assert sorted(told["rows"]) == [str(bad), str(good)]
    assert told["rows"][str(bad)][1][0][0][-1] == "broken-toml"
    assert Worker([(good, AROUND), (bad, AROUND), (gone, AROUND)]).answer() == (
        told["rows"],
        frozenset(told["asked"]),
    )


def test_a_process_that_fails_answers_nothing() -> None:
    assert Worker([(Path("\udce9.toml"), AROUND)]).answer() == ({}, frozenset())


def test_many_files_are_checked_as_if_one_after_the_other(tmp_path: Path) -> None:
    folder = tmp_path / "asked"
    for number in range(1 + 2 * FEWEST // len(list(LINT.rglob("*.toml")))):
        shutil.copytree(LINT, folder / str(number))
        for path in (folder / str(number)).rglob("*.toml"):
            if path.name != "publications.toml":
                path.rename(path.with_stem(f"{path.stem}-{path.parts[-3]}-{path.parts[-2]}-{number}"[-100:]))
    kept = kept_checks(tmp_path / "cache", [folder])
    assert kept is not None
    found = check_by_kept([folder], kept)
    assert found.files >= 2 * FEWEST - 30
    assert found == check_all([folder])
    assert kept.findings() == found


def test_a_process_finds_the_packages_that_we_find_also_by_a_path_that_is_not_whole(tmp_path: Path) -> None:
    installed(tmp_path / "packages")
    (tmp_path / "flood.toml").write_text(QUESTION, encoding="utf-8")
    asking = (
        "from pathlib import Path; from ledger.questions.question_file import Around;"
        "from ledger.questions.check_together import Worker;"
        "from ledger.questions.registered_sources import RegisteredSources as R;"
        "rows, asked = Worker([(Path('flood.toml'), Around({}, R()))]).answer();"
        "print(*asked, [len(kept) for _, kept in rows.values()])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asking],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["packages", str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("river.peak [5]\n", "")
