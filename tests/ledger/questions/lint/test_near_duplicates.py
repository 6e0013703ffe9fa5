"""Looking under the rarest words only finds what a comparison of each with each finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts import FOLDER
from ledger.questions.catalogue import read_catalogue
from ledger.questions.lint.near_duplicates import ALIKE, compared, near_duplicates
from ledger.questions.question import Question
from ledger.questions.rule import At
from ledger.questions.similarity import bag, likeness, weights

WORDS = [f"word{letter}" for letter in "abcdefghijkl"]
ASKED = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join),
    st.sampled_from([None, "one", "other"]),
    st.integers(0, 2),
    st.sampled_from([None, 0, 1, 2]),
)


@cache
def shipped() -> Question:
    file = FOLDER / "two-scenarios-2028" / "bis-advanced-computing-rules-2027h1.toml"
    return read_catalogue([file]).questions[file.stem]


def asked(number: int, title: str, family: str | None, day: int, before: int | None) -> Question:
    return replace(
        shipped(),
        id=f"q{number:02}",
        title=title,
        statement="",
        family=family,
        supersedes=None if before is None else f"q{before:02}",
        rule=replace(shipped().rule, window=At(date(2028, 1, 1) + timedelta(days=day))),
    )


def each_with_each(questions: list[Question]) -> set[str]:
    """Every question too much like one before it that is itself like none, outside its family and line.

    Of a family, questions in the same words count once.
    """
    known = weights(bag(each) for each in questions)
    told, kept = set[str](), list[Question]()
    for each in questions:
        likes = [other for other in kept if likeness(bag(each), bag(other), known) >= ALIKE]
        others = [other for other in likes if other.family_id != each.family_id]
        if any(each.supersedes != other.id and other.supersedes != each.id for other in others):
            told.add(each.id)
        elif (each.family_id, bag(each)) not in {(other.family_id, bag(other)) for other in kept}:
            kept.append(each)
    return told


@settings(deadline=None)
@given(st.lists(ASKED, max_size=12))
def test_nothing_is_missed_and_nothing_is_made_up(
    made: list[tuple[str, str | None, int, int | None]],
) -> None:
    questions = [asked(number, *each) for number, each in enumerate(made)]
    assert set(near_duplicates(map(compared, questions))) == each_with_each(questions)
