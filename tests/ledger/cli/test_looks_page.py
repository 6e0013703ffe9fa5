"""What was looked at: a line for the looks of a source that went alike, every look for pipes and programs."""

from __future__ import annotations

from ledger.cli.looks_page import data, rows, together
from ledger.resolution.looking.sweep_report import LookTaken
from resolvers.source import NotYet, Unusable

DOWN = Unusable("down", "example.org could not be reached")


def _taken(source: str, answer: NotYet | Unusable, *questions: str, kept: bool = False) -> LookTaken:
    return LookTaken(source, "0" * 64, answer, questions, kept)


LOOKS = [
    _taken("z", DOWN, "z-3", "shared"),
    _taken("z", NotYet("March is not over"), "z-4"),
    _taken("a", DOWN, "a-1"),
    _taken("z", DOWN, "z-2", "shared"),
    _taken("z", NotYet("April is not over"), "z-5"),
    _taken("z", DOWN, "z-1"),
    _taken("z", NotYet("March is not over"), "z-6", kept=True),
]
SAID = "down: example.org could not be reached"


def test_people_get_a_line_for_what_went_alike_with_its_looks_and_questions() -> None:
    assert list(together(LOOKS)) == [
        ("a", "unusable", SAID, "shown only", "1", "a-1"),
        ("z", "not_yet", "March is not over", "kept", "1", "z-6"),
        ("z", "not_yet", "March is not over; and 1 more", "shown only", "2", "z-4, z-5"),
        ("z", "unusable", SAID, "shown only", "3", "4 questions"),
    ]


def test_pipes_and_programs_get_every_look_by_source() -> None:
    assert [row[0] for row in rows(LOOKS)] == ["a", *"zzzzzz"]
    assert list(rows(LOOKS))[-1] == ("z", "unusable", SAID, "shown only", "z-3, shared")
    assert [one["questions"] for one in data(LOOKS)][-2:] == [("z-2", "shared"), ("z-3", "shared")]
    assert data(LOOKS)[0].keys() == {"source", "answer", "said", "kept", "questions"}


def test_nothing_looked_at_is_no_line() -> None:
    assert list(together([])) == []
