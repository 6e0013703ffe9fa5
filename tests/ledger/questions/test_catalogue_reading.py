"""Folders are read whole: good files are taken, bad ones listed, nothing hangs and nothing is followed out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forecasts import FOLDER
from ledger.questions.catalogue import Catalogue, read_catalogue
from ledger.questions.folders import toml_files
from ledger.questions.gathering import Gathering
from ledger.questions.publication import Publication
from ledger.questions.question_file import Read
from ledger.questions.registered_sources import RegisteredSources

if TYPE_CHECKING:
    from ledger.questions.known_sources import Sources

Files = Callable[..., Catalogue]


def rules(catalogue: Catalogue) -> list[str]:
    return [problem.rule for problem in catalogue.problems]


def test_the_shipped_questions_are_read_with_their_publications() -> None:
    catalogue = read_catalogue([FOLDER])
    assert [problem.sentence() for problem in catalogue.problems] == []
    assert len(catalogue.questions) == catalogue.seen >= 10
    assert list(catalogue.publications)[:2] == ["anthropic-2028", "cfr"]


def test_the_hash_is_of_the_bytes_of_the_file(good: Mapping[str, str], catalogue_of: Files) -> None:
    catalogue = catalogue_of(it=good["date"])
    assert catalogue.sha256["it"] == hashlib.sha256(good["date"].encode()).hexdigest()
    assert catalogue.files["it"].read_text(encoding="utf-8") == good["date"]


def test_the_same_id_in_two_folders_is_told_and_the_first_is_taken(
    tmp_path: Path, good: Mapping[str, str], sources: Sources
) -> None:
    private = good["date"].replace('by = "review"', 'by = "p"')
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "publications.toml").write_text(
            '[p]\ntitle="P"\nby="P"\nkind="paper"\nread="whole"\n', encoding="utf-8"
        )
        (tmp_path / name / "it.toml").write_text(private, encoding="utf-8")
    catalogue = read_catalogue([tmp_path / "a", tmp_path / "b"], sources)
    assert rules(catalogue) == ["id-twice"]
    assert catalogue.problems[0].path == tmp_path / "b" / "it.toml"
    assert catalogue.files["it"] == tmp_path / "a" / "it.toml"


def test_a_file_named_twice_is_read_once(
    tmp_path: Path, good: Mapping[str, str], catalogue_of: Files, sources: Sources
) -> None:
    catalogue_of(it=good["date"])
    catalogue = read_catalogue([tmp_path, tmp_path / "it.toml"], sources)
    assert (rules(catalogue), catalogue.seen) == ([], 1)


def test_a_place_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert rules(read_catalogue([tmp_path / "nowhere"])) == ["unreadable"]


def test_hidden_and_foreign_files_ask_nothing(tmp_path: Path) -> None:
    for name in (".git/x.toml", ".hidden.toml", "pyproject.toml", "notes.md", "sub/b.toml", "a.toml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    told = list[OSError]()
    assert [str(path.relative_to(tmp_path)) for path in toml_files(tmp_path, told.append)] == [
        "a.toml",
        "sub/b.toml",
    ]


def test_a_pipe_and_a_broken_link_are_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "link.toml").symlink_to(tmp_path / "gone")
    assert rules(read_catalogue([tmp_path])) == ["unreadable", "unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "it.toml").touch(mode=0)
    assert rules(read_catalogue([tmp_path])) == ["unreadable"]


def test_a_link_to_a_folder_above_does_not_go_round(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    assert rules(read_catalogue([tmp_path])) == []


def test_publications_of_a_folder_above_are_known(
    tmp_path: Path, good: Mapping[str, str], catalogue_of: Files, sources: Sources
) -> None:
    catalogue_of()
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "it.toml").write_text(good["binary"], encoding="utf-8")
    assert rules(read_catalogue([tmp_path], sources)) == []
    assert rules(read_catalogue([tmp_path / "deep"], sources)) == [
        "unknown-publication",
        "unknown-publication",
    ]


def test_a_file_alone_knows_the_publications_beside_it(
    tmp_path: Path, good: Mapping[str, str], catalogue_of: Files, sources: Sources
) -> None:
    catalogue_of(it=good["binary"])
    assert rules(read_catalogue([tmp_path / "it.toml"], sources)) == []


def test_a_condition_question_must_be_among_the_questions(
    good: Mapping[str, str], catalogue_of: Files
) -> None:
    text = good["binary"].replace('"asserts"', '"scenario"\ncondition = "so"\ncondition_question = "gone"')
    catalogue = catalogue_of(it=text, other=good["date"])
    assert rules(catalogue) == ["unknown-question"]
    assert catalogue.problems[0].line == text.split("condition_question")[0].count("\n") + 1
    assert rules(catalogue_of(it=text.replace("gone", "other"), other=good["date"])) == []


def test_a_publication_has_everything_its_table_says(catalogue_of: Files, good: Mapping[str, str]) -> None:
    text = '[p]\ntitle = "T"\nby = "B"\nkind = "paper"\npublished_on = 2026-05-14\nurl = "https://x.org"\nread = "whole"\ninterest = "sells"\naliases = ["review"]\n'
    catalogue = catalogue_of(f"format = 1\n{text}", it=good["date"])
    (publication,) = catalogue.publications.values()
    assert publication.published_on is not None
    assert publication == Publication(
        "p", "T", "B", "paper", "whole", publication.published_on, "https://x.org", "sells", ("review",)
    )
    assert catalogue.questions["it"].forecasts[0].by == "p"


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("oops", "broken-toml", 1),
        ("[p]\ntitle = 1\nby = 'B'\nkind = 'paper'\nread = 'x'", "wrong-type", 2),
        ("[p]\ntitle = 'T'\nby = 'B'\nkind = 'papr'\nread = 'x'", "unknown-word", 4),
        ("[p]\ntitle = 'T'\nby = 'B'\nkind = 'paper'", "missing-key", 1),
        ("[p]\ntitle = 'T'\nby = 'B'\nkind = 'paper'\nread = 'x'\nurl = 'ftp://x'", "address", 6),
        ("[p]\ntitle = 'T'\nby = 'B'\nkind = 'paper'\nread = 'x'\nurl = 'http://[::1'", "address", 6),
        ("[P]\ntitle = 'T'\nby = 'B'\nkind = 'paper'\nread = 'x'", "charset", 1),
        ("p = 1", "wrong-type", 1),
        (
            "[p]\ntitle = 'T'\nby = 'B'\nkind = 'paper'\nread = 'x'\naliases = ['q', 'r']\n[q]\ntitle = 'T'\nby = 'B'\nkind = 'paper'\nread = 'x'",
            "name-twice",
            6,
        ),
    ],
)
def test_what_is_wrong_with_publications_is_told(
    text: str, rule: str, line: int, catalogue_of: Files, good: Mapping[str, str]
) -> None:
    by_us = good["date"].split("[[forecast]]")[0] + "[resolution]" + good["date"].split("[resolution]")[1]
    catalogue = catalogue_of(text, it=by_us)
    assert [(problem.rule, problem.line) for problem in catalogue.problems] == [(rule, line)]
    assert list(catalogue.questions) == ["it"]


def test_two_folders_may_not_describe_one_publication_differently(
    tmp_path: Path, good: Mapping[str, str], sources: Sources
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        text = f"[review]\ntitle='{name}'\nby='B'\nkind='paper'\nread='x'\n"
        (tmp_path / name / "publications.toml").write_text(text, encoding="utf-8")
        (tmp_path / name / f"in-{name}.toml").write_text(good["date"], encoding="utf-8")
    catalogue = read_catalogue([tmp_path], sources)
    assert rules(catalogue) == ["name-twice"]
    assert catalogue.publications["review"].title == "a"


def test_an_id_is_taken_by_a_broken_file_too(
    tmp_path: Path, good: Mapping[str, str], sources: Sources
) -> None:
    for name, text in (("a", "oops"), ("b", good["date"])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "it.toml").write_text(text, encoding="utf-8")
    catalogue = read_catalogue([tmp_path], sources)
    assert (rules(catalogue), catalogue.seen, len(catalogue.questions)) == (["broken-toml", "id-twice"], 2, 0)


def test_publications_are_checked_without_questions(tmp_path: Path) -> None:
    (tmp_path / "publications.toml").write_text("[p]\ntitle = 1\n", encoding="utf-8")
    assert "wrong-type" in rules(read_catalogue([tmp_path]))
    assert "wrong-type" in rules(read_catalogue([tmp_path / "publications.toml"]))


def test_a_folder_that_cannot_be_listed_is_told() -> None:
    gathering = Gathering[Read](RegisteredSources(), lambda _: ())
    gathering._unlisted(PermissionError(13, "Permission denied", "/closed"))
    (problem,) = gathering.problems()
    assert (problem.path, problem.rule, problem.found) == (Path("/closed"), "unreadable", "Permission denied")


def test_questions_without_a_family_are_their_own(good: Mapping[str, str], catalogue_of: Files) -> None:
    families = catalogue_of(it=good["date"], other='family = "fam"\n' + good["date"]).questions
    assert (families["it"].family_id, families["other"].family_id) == ("it", "fam")
