"""What is kept of a check answers the next one, and never with anything but what reading every file would give."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecasts import FOLDER
from ledger.questions.asked_once import AskedOnce
from ledger.questions.catalogue import read_catalogue
from ledger.questions.check_all import check_all, check_by_kept
from ledger.questions.kept_checks import KeptChecks, kept_checks
from ledger.questions.lint.every import advice
from ledger.questions.registered_sources import RegisteredSources
from ledger.questions.sealed_file import read_sealed, write_sealed
from ledger.questions.standing_files import SETTLED_NS, Standing, standing
from tests.ledger.questions.conftest import BINARY, PUBLICATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ledger.questions.findings import Findings
    from tests.ledger.questions.conftest import SmallWorld

LINT = Path(__file__).parent / "lint" / "saved"
SHIPPED = FOLDER / "two-scenarios-2028"
FILES = ("near-parity-2028", "us-lead-months-2028", "huawei-share-2026", "distillation-bill-hr8283")


@dataclass
class Checks:
    """A catalogue's folder and a folder for what is kept, with all files long settled unless they are touched."""

    folder: Path
    cache: Path
    later_ns: int = 10**18
    """Added to the time at which stamps are taken: as if the check were made long after every edit."""

    def kept(self) -> KeptChecks:
        found = standing([str(self.folder)])
        assert found is not None
        return KeptChecks(self.cache, [self.folder], Standing(found.stamps, found.taken_ns + self.later_ns))

    def check(self) -> Findings:
        kept = self.kept()
        return kept.findings() or check_by_kept([self.folder], kept)

    def fresh(self) -> Findings:
        return check_all([self.folder])

    def path(self, stem: str) -> Path:
        return self.folder / f"{stem}.toml"


@pytest.fixture
def checks(tmp_path: Path) -> Checks:
    folder = tmp_path / "asked"
    folder.mkdir()
    for name in ("publications", *FILES):
        shutil.copy(SHIPPED / f"{name}.toml", folder)
    return Checks(folder, tmp_path / "cache")


def edited(path: Path, was: str, becomes: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes), encoding="utf-8")


@pytest.mark.parametrize("places", [[FOLDER], [LINT], [LINT / "rounding", LINT / "near-duplicate"], [FOLDER / "question.schema.json"]])  # fmt: skip
def test_a_check_finds_what_the_catalogue_and_its_advice_say(places: Sequence[Path]) -> None:
    catalogue = read_catalogue(places)
    found = check_all(places)
    assert (found.files, found.questions) == (catalogue.seen, len(catalogue.questions))
    assert found.problems == catalogue.problems
    assert found.advice == advice(catalogue)


def test_an_answer_is_kept_and_holds_while_nothing_changes(checks: Checks) -> None:
    assert checks.kept().findings() is None
    first = checks.check()
    assert checks.kept().findings() == first == checks.fresh()


def test_problems_and_advice_are_kept_whole(checks: Checks) -> None:
    shutil.copytree(LINT, checks.folder / "lint")
    checks.path("broken").write_text('kind = "binari"\n', encoding="utf-8")
    first = checks.check()
    assert first.problems
    assert first.advice
    assert checks.kept().findings() == first == checks.fresh()


def test_an_edit_that_keeps_size_and_time_is_noticed(checks: Checks) -> None:
    path = checks.path("near-parity-2028")
    checks.check()
    before = path.stat()
    edited(path, "digits = 1", "digits = x")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat()[6:9] == before[6:9]
    assert [each.rule for each in checks.check().problems] == ["broken-toml"]


def test_within_a_tick_of_the_clock_the_bytes_decide(checks: Checks) -> None:
    stands = checks.kept().standing
    young = Standing(stands.stamps, min(stamp[2] for stamp in stands.stamps.values()) + SETTLED_NS)
    asked = KeptChecks(checks.cache, [checks.folder], young)
    check_by_kept([checks.folder], asked)
    assert KeptChecks(checks.cache, [checks.folder], young).findings() == checks.fresh()
    edited(checks.path("near-parity-2028"), "digits = 1", "digits = x")
    same_stamps = KeptChecks(checks.cache, [checks.folder], Standing(stands.stamps, stands.taken_ns))
    assert same_stamps.findings() is None
    assert check_by_kept([checks.folder], same_stamps) == checks.fresh()


def test_a_file_that_is_gone_within_a_tick_is_not_answered_for(checks: Checks) -> None:
    stands = checks.kept().standing
    check_by_kept([checks.folder], KeptChecks(checks.cache, [checks.folder], Standing(stands.stamps, 0)))
    checks.path("near-parity-2028").unlink()
    assert KeptChecks(checks.cache, [checks.folder], Standing(stands.stamps, 0)).findings() is None


def test_only_the_edited_file_is_read_again(checks: Checks) -> None:
    checks.check()
    path = next(checks.cache.glob("*/files.json"))
    kept = read_sealed(path)
    for row in kept["files"].values():
        row[4] = [[[1, 1, "", "as kept", "", "", "kept"]]]
    write_sealed(path, kept)
    edited(checks.path("near-parity-2028"), "digits = 1", "digits = x")
    assert sorted(each.rule for each in checks.check().problems) == ["broken-toml", "kept", "kept", "kept"]


def test_a_touched_file_with_the_same_bytes_is_not_checked_again(checks: Checks) -> None:
    checks.check()
    path = next(checks.cache.glob("*/files.json"))
    kept = read_sealed(path)
    kept["files"][str(checks.path(FILES[0]))][4] = [[[1, 1, "", "as kept", "", "", "kept"]]]
    write_sealed(path, kept)
    checks.path(FILES[0]).touch()
    assert [each.rule for each in checks.check().problems] == ["kept"]


def _left_out(_: str, names: list[str]) -> set[str]:
    """Of the shipped files all but those of the families that are edited, and what these name."""
    return {
        name
        for name in names
        if not name.startswith(("distillation-", "huawei-", "near-", "publications", "us-"))
    }


EDITS: Mapping[str, Callable[[Checks], object]] = {
    "a folder more": lambda c: shutil.copytree(SHIPPED / "series", c.folder / "more"),
    "ids twice": lambda c: shutil.copytree(SHIPPED, c.folder / "again", ignore=_left_out),
    "a twin": lambda c: c.path("twin").write_text(c.path(FILES[0]).read_text().replace('family = "', 'family = "x')),
    "a name less": lambda c: edited(c.path("publications"), "[chatforest-review]", "[another-review]"),
    "no publications": lambda c: c.path("publications").unlink(),
    "a file less": lambda c: c.path(FILES[1]).unlink(),
    "a file broken": lambda c: c.path(FILES[2]).write_bytes(b"\xff"),
    "a file empty": lambda c: c.path(FILES[2]).write_bytes(b""),
    "a file of its own name": lambda c: c.path(FILES[3]).rename(c.path("Another")),
    "advice": lambda c: edited(c.path("us-lead-months-2028"), "digits = 1", ""),
    "words": lambda c: edited(c.path("us-lead-months-2028"), "trail", "be behind"),
    "a condition": lambda c: edited(c.path("us-lead-months-2028"), "\nwhere", '\ncondition_question = "near-parity-2028"\nwhere'),
    "a folder hidden": lambda c: shutil.copytree(LINT / "rounding", c.folder / ".hidden"),
    "a link": lambda c: c.path("link").symlink_to(c.path(FILES[1])),
    "a link to itself": lambda c: c.path("round").symlink_to(c.path("round")),
    "a broken link": lambda c: c.path("lost").symlink_to(c.folder / "nowhere"),
}  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(sorted(EDITS)).map(lambda names: names[:5]))
def test_whatever_is_edited_the_answer_is_that_of_reading_everything(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:  # fmt: skip
    top = tmp_path_factory.mktemp("edits")
    shutil.copytree(SHIPPED, top / "asked", ignore=_left_out)
    cache, folder = top / "cache", top / "asked"
    checks = Checks(folder, cache)
    for name in names:
        try:
            EDITS[name](checks)
        except (OSError, AssertionError, UnicodeDecodeError):
            continue  # an earlier edit took away what this one changes
        fresh = checks.fresh()
        for _ in range(2):
            kept = kept_checks(cache, [folder])
            found = (kept.findings() or check_by_kept([folder], kept)) if kept else check_all([folder])
            assert found == fresh, name


def test_another_program_keeps_nothing_of_this_one(checks: Checks) -> None:
    checks.check()
    later = checks.kept()
    later._program = "another"
    assert later.findings() is None
    assert later.files() == {}


@pytest.mark.parametrize("junk", [b"", b"[1]", b"{", b'{"print": 1}', b"null", b"\n", b"\n{}"])
def test_what_is_no_kept_file_is_not_there(checks: Checks, junk: bytes) -> None:
    first = checks.check()
    for path in checks.cache.glob("*/*.json"):
        path.write_bytes(junk)
    assert checks.check() == first


DAMAGES: Mapping[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "a row that is a table": ("files", lambda kept: kept["files"].update({path: {"a": 1} for path in kept["files"]})),
    "a form that is a table": ("files", lambda kept: [row.__setitem__(4, {"a": 1}) for row in kept["files"].values()]),
    "words for content": ("files", lambda kept: [row[4].__setitem__(1, "x") for row in kept["files"].values() if len(row[4]) > 1]),
    "no links": ("files", lambda kept: [row[4].__setitem__(2, None) for row in kept["files"].values() if len(row[4]) > 1]),
    "numbers for problems": ("files", lambda kept: [row[4].__setitem__(0, [[1] * 7]) for row in kept["files"].values()]),
    "numbers for all problems": ("all", lambda kept: kept.update(problems=[list(range(8))])),
    "a word for a count": ("all", lambda kept: kept.update(files="x")),
    "a list of what is young": ("all", lambda kept: kept.update(unsettled=[])),
    "fewer problems": ("all", lambda kept: kept.update(problems=[])),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_what_is_not_as_it_was_written_is_not_told(checks: Checks, name: str) -> None:
    checks.path("broken").write_text("=", encoding="utf-8")
    first = checks.check()
    file, damage = DAMAGES[name]
    path = next(checks.cache.glob(f"*/{file}.json"))
    seal, _, body = path.read_bytes().partition(b"\n")
    kept = orjson.loads(body)
    damage(kept)
    path.write_bytes(seal + b"\n" + orjson.dumps(kept))
    if file == "files":
        next(checks.cache.glob("*/all.json")).unlink()
    assert checks.check() == first


@settings(deadline=None)
@given(st.data())
def test_a_byte_that_changed_makes_a_kept_file_as_good_as_none(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("sealed") / "kept.json"
    write_sealed(path, {"files": 3, "problems": [["a", 1]]})
    assert read_sealed(path) == {"files": 3, "problems": [["a", 1]]}
    bytes_there = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(bytes_there) - 1))
    bytes_there[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes_there)
    assert read_sealed(path) == {}


def test_where_nothing_can_be_written_the_check_is_the_same(checks: Checks) -> None:
    checks.cache.write_text("a file where the folder would be", encoding="utf-8")
    assert checks.check() == checks.fresh()


def test_a_source_of_another_package_is_asked_again_every_time(tmp_path: Path, sources: SmallWorld) -> None:
    folder = tmp_path / "asked"
    folder.mkdir()
    (folder / "publications.toml").write_text(PUBLICATIONS, encoding="utf-8")
    (folder / "it.toml").write_text(BINARY, encoding="utf-8")
    kept = kept_checks(tmp_path / "cache", [folder])
    assert kept is not None
    assert check_by_kept([folder], kept, sources).problems == ()
    assert not (tmp_path / "cache").exists()


NAMED = {
    "of nobody": ('name = "epoch.eci_lag"', 'name = "of.nobody"'),
    "of nobody, in params": ('name = "epoch.eci_lag"', 'name = "wayback.reading"\nparams = { source = "of.nobody" }'),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_a_source_that_there_is_not_is_looked_for_again_every_time(checks: Checks, name: str) -> None:
    edited(checks.path("us-lead-months-2028"), *NAMED[name])
    assert checks.check().problems
    assert not checks.cache.exists()


def test_a_source_named_in_params_is_asked_for() -> None:
    asked = AskedOnce(RegisteredSources())
    asked.known("wayback.reading", {"source": "river.peak", "params": {"gauge": "kiel"}})
    asked.known("http_json", {"source": 3})
    assert asked.names_asked == {"wayback.reading", "river.peak", "http_json"}


@pytest.mark.parametrize("place", ["nowhere", "asked/near-parity-2028.toml"])
def test_only_folders_are_kept(checks: Checks, place: str) -> None:
    assert kept_checks(checks.cache, [checks.folder, checks.folder.parent / place]) is None


def test_the_folders_asked_for_least_recently_go_first(checks: Checks) -> None:
    for number in range(18):
        place = checks.folder / f"f{number:02}"
        place.mkdir()
        kept = kept_checks(checks.cache, [place])
        assert kept is not None
        check_by_kept([place], kept)
    assert len(list(checks.cache.glob("*/all.json"))) == len(list(checks.cache.iterdir())) == 16
    gone = kept_checks(checks.cache, [checks.folder / "f00"])
    there = kept_checks(checks.cache, [checks.folder / "f17"])
    assert gone is not None
    assert there is not None
    assert gone.findings() is None
    assert there.findings() is not None
