"""What a change of rule did to the past, as a person, a pipe and a program read it."""

from __future__ import annotations

from ledger.cli import score_diff_page
from ledger.standing.version_diff import Moved, Rescored, VersionDiff

CHANGED = Rescored("q-1", "brier", False, (Moved("counts half", 0.5, 0.25), Moved("is lifted", 0.25, 0.3)))
NEW = Rescored("q-2", "spherical", False, (Moved("is new", None, 0.9),))
DIFF = VersionDiff("1", "4", 1, (CHANGED, NEW))


def test_people_read_each_cause_with_the_number_before_and_after_it() -> None:
    assert list(score_diff_page.rows(DIFF)) == [
        ("q-1", "brier", "0.5", "0.25", "counts half"),
        ("q-1", "brier", "0.25", "0.3", "is lifted"),
    ]
    assert list(score_diff_page.lines(DIFF, "TABLE")) == [
        "Since engine version 1, 1 number changed, cause by cause; 1 number is what it was.",
        "TABLE",
        "New, there was no number (is new): spherical on 1 question.",
    ]


def test_pipes_get_new_numbers_too_and_every_number_whole() -> None:
    assert list(score_diff_page.plain_rows(DIFF))[2] == ("q-2", "spherical", 0, "is new", "", "0.9")


def test_programs_get_the_whole_difference_and_its_causes() -> None:
    said = score_diff_page.data(DIFF)
    assert said["changed"] == [
        {
            "question": "q-1",
            "rule": "brier",
            "imputed": False,
            "before": 0.5,
            "after": 0.3,
            "causes": [
                {"cause": "counts half", "before": 0.5, "after": 0.25},
                {"cause": "is lifted", "before": 0.25, "after": 0.3},
            ],
        }
    ]
