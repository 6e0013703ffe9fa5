"""A scenarios.toml is read into a frame, and everything wrong in it is told at its place."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from forecasts import FOLDER
from ledger.questions.catalogue import read_catalogue
from ledger.questions.scenarios import Frame, LeftOut, NamedRange, Quantity, Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ledger.questions.catalogue import Catalogue
    from ledger.questions.known_sources import Sources

GOOD = """\
format = 1
publication = "lab"

[[scenario]]
name = "1"
condition = "exports are tightened"

[[scenario]]
name = "2"
title = "Parity"
condition = "nothing more is done"

[[quantity]]
question = "lead"
against = "it goes the other way"
note = "one index"

[[quantity.range]]
scenario = "1"
words = "12-24 months"
at_least = 12.0
at_most = 24.0

[[quantity.range]]
scenario = "2"
words = "neck and neck"
below = 3.0
our_reading = "no number is named"

[[left_out]]
by = "review"
words = "a lead that is used badly"
watched_by = ["watch"]
"""


class Folder:
    """A folder with a numeric question, one that watches, and a scenarios.toml."""

    def __init__(self, place: Path, sources: Sources, good: Mapping[str, str], publications: str) -> None:
        self.place, self.sources, self.good = place, sources, good
        (place / "publications.toml").write_text(publications, encoding="utf-8")
        self.keep("lead", good["numeric"])
        self.keep("watch", good["date"])

    def keep(self, stem: str, text: str) -> None:
        (self.place / f"{stem}.toml").write_text(text, encoding="utf-8")

    def read(self, text: str = GOOD, old: str = "", new: str = "") -> Catalogue:
        assert not old or old in text
        self.keep("scenarios", text.replace(old, new, 1))
        return read_catalogue([self.place], self.sources)

    def told(self, old: str, new: str = "") -> list[tuple[str, str]]:
        read = self.read(GOOD, old, new)
        assert all(problem.path.name == "scenarios.toml" and problem.line > 0 for problem in read.problems)
        return [(problem.field, problem.rule) for problem in read.problems]


@pytest.fixture
def folder(tmp_path: Path, sources: Sources, good: Mapping[str, str]) -> Folder:
    from tests.ledger.questions.conftest import PUBLICATIONS

    return Folder(tmp_path, sources, good, PUBLICATIONS)


def test_a_good_file_is_a_frame_and_no_question(folder: Folder) -> None:
    read = folder.read()
    assert read.problems == ()
    assert set(read.questions) == {"lead", "watch"}
    assert read.seen == 2
    first = NamedRange("1", "12-24 months", (("at_least", Decimal(12)), ("at_most", Decimal(24))))
    second = NamedRange("2", "neck and neck", (("below", Decimal(3)),), "no number is named")
    assert read.frames == (
        Frame(
            "paper-2028",
            (Scenario("1", "exports are tightened"), Scenario("2", "nothing more is done", "Parity")),
            (Quantity("lead", (first, second), "it goes the other way", "one index"),),
            (LeftOut("review", "a lead that is used badly", ("watch",)),),
        ),
    )


def test_a_file_named_beside_its_folder_is_read_once(folder: Folder) -> None:
    folder.read()
    both = read_catalogue([folder.place, folder.place / "scenarios.toml"], folder.sources)
    assert (len(both.frames), both.problems) == (1, ())


def test_a_file_that_is_no_toml_is_told(folder: Folder) -> None:
    assert [problem.rule for problem in folder.read("format = ").problems] == ["broken-toml"]


def test_a_link_round_to_itself_is_a_problem_and_no_crash(folder: Folder) -> None:
    (folder.place / "scenarios.toml").symlink_to("scenarios.toml")
    (problem,) = read_catalogue([folder.place], folder.sources).problems
    assert (problem.path.name, problem.rule) == ("scenarios.toml", "unreadable")


@pytest.mark.parametrize(
    ("old", "new", "field", "rule"),
    [
        ("format = 1\n", "", "format", "missing-key"),
        ('publication = "lab"', 'publication = "lap"', "publication", "unknown-publication"),
        ('by = "review"', 'by = "revue"', "left_out[0].by", "unknown-publication"),
        ('name = "2"', 'name = "1"', "scenario", "scenario-twice"),
        ('scenario = "2"', 'scenario = "3"', "quantity[0].range[1].scenario", "unknown-scenario"),
        ('scenario = "2"', 'scenario = "1"', "quantity[0].range[1].scenario", "scenario-twice"),
        ("below = 3.0\n", "", "quantity[0].range[1]", "empty-range"),
        ("at_most = 24.0", "at_most = 2.0", "quantity[0].range[0]", "never-true"),
        ("at_most = 24.0", "below = 12.05", "", ""),
        ("at_most = 24.0", "at_most = 12.0", "", ""),
        (
            "at_least = 12.0\nat_most = 24.0",
            "above = 12.0\nbelow = 12.05",
            "quantity[0].range[0]",
            "never-true",
        ),
        ('words = "neck and neck"', "chance = 0.5", "quantity[0].range[1].words", "missing-key"),
        ('question = "lead"', 'question = "leap"', "quantity[0].question", "unknown-question"),
        ('question = "lead"', 'question = "watch"', "quantity[0].question", "quantity-number"),
        ('["watch"]', '["watsch"]', "left_out[0].watched_by[0]", "unknown-question"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(
    folder: Folder, old: str, new: str, field: str, rule: str
) -> None:
    told = folder.told(old, new)
    assert (field, rule) in told if rule else told == []


def test_a_likelihood_has_no_key(folder: Folder) -> None:
    told = folder.told('words = "neck and neck"', 'words = "neck and neck"\nprobability = 0.5')
    assert told == [("quantity[0].range[1].probability", "unknown-key")]


def test_of_a_family_one_line_is_enough(folder: Folder) -> None:
    for stem in ("lead", "other"):
        folder.keep(stem, 'family = "leads"\n' + folder.good["numeric"])
    told = folder.told("[[left_out]]", '[[quantity]]\nquestion = "other"\n\n[[left_out]]')
    assert told == [("quantity[1].question", "quantity-twice")]


def test_the_shipped_scenarios_name_what_is_asked() -> None:
    read = read_catalogue([FOLDER])
    assert [problem for problem in read.problems if problem.path.name == "scenarios.toml"] == []
    (frame,) = read.frames
    assert frame.publication == "anthropic-2028"
    assert {each.question for each in frame.quantities} >= {"us-lead-months-2028", "huawei-share-2027"}
    assert any(each.against for each in frame.quantities)
    watched = {name for each in frame.left_out for name in each.watched_by}
    assert watched >= {
        "us-internet-freedom-2028",
        "us-open-weight-compliance",
        "us-restricts-open-weights",
        "distillation-enforced",
    }
