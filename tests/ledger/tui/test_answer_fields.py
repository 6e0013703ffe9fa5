"""What the panel of an act asks about one question, and what it says of an outcome that is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.record.detail import detail
from ledger.tui.answer_fields import asks, wrong_field, wrong_outcome
from ledger.tui.commands.reviewing import AnswerIt, Contest, Correct, Uphold

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.questions.question import Question
    from tests.ledger.tui.stage import Stage


def _bill(stage: Stage, *, quorum: int = 1) -> Question:
    with stage.record() as record:
        question = detail(record, "bill-2026", now_us=0).question()
    return replace(question, rule=replace(question.rule, quorum=quorum))


def test_a_yes_no_question_asks_for_yes_or_no_and_for_no_publisher(stage: Stage) -> None:
    fields = {one.name: one.hint for one in asks(_bill(stage), AnswerIt)}
    assert fields["outcome"] == "yes or no; or not-yet"
    assert "of" not in fields


def test_where_publishers_must_agree_it_asks_whose_figure_it_is(stage: Stage) -> None:
    fields = {one.name: one.hint for one in asks(_bill(stage, quorum=2), AnswerIt)}
    assert fields["outcome"] == "the figure that a publisher states; or not-yet"
    assert "of" in fields


def test_what_is_no_outcome_is_said_before_the_next_field(stage: Stage) -> None:
    assert "'maybe' is no answer to this question" in (
        wrong_outcome(_bill(stage), AnswerIt, {"outcome": "maybe"}) or ""
    )
    fine = [(AnswerIt, "yes"), (AnswerIt, "not-yet"), (AnswerIt, ""), (Correct, "NO")]
    assert [wrong_outcome(_bill(stage), act, {"outcome": text}) for act, text in fine] == [None] * len(fine)
    assert wrong_outcome(_bill(stage, quorum=2), AnswerIt, {"outcome": "12.4"}) is None


def test_a_challenge_asks_why_first_and_says_what_may_stay_empty(stage: Stage) -> None:
    first, *rest = asks(_bill(stage), Contest)
    assert (first.name, first.needed) == ("why", True)
    assert rest[0].hint == "may stay empty; yes or no"
    assert all(one.hint.startswith("may stay empty; ") for one in rest)


def test_what_is_neither_an_address_nor_a_file_is_said_in_its_field(stage: Stage) -> None:
    wrong = wrong_field(_bill(stage), Correct, {"outcome": "yes", "evidence": "test correction"})
    assert wrong == (
        "evidence",
        "'test correction' cannot be kept as evidence: No such file or directory. Give a web address, or a file.",
    )
    mixed = wrong_field(_bill(stage), Correct, {"outcome": "yes", "evidence": "see https://example.org/x"})
    assert mixed is not None
    assert mixed[1].startswith("'see https://example.org/x' cannot be kept"), "what was typed, whole"
    assert wrong_field(_bill(stage), Uphold, {"evidence": "file:act.pdf"}) is None, "it was kept before"


def test_an_address_that_nobody_can_open_is_said_in_its_field(stage: Stage, tmp_path: Path) -> None:
    bill = _bill(stage)
    field, sentence = wrong_field(bill, AnswerIt, {"outcome": "yes", "evidence": "http://[::1"}) or ("", "")
    assert field == "evidence"
    assert "'http://[::1' is no web address: its host or its port cannot be read." in sentence
    assert "Write it as https://HOST/PATH" in sentence
    assert wrong_field(bill, AnswerIt, {"outcome": "maybe", "evidence": "http://"}) == (
        "outcome",
        wrong_outcome(bill, AnswerIt, {"outcome": "maybe"}),
    )
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    fine = ["https://example.org/act", str(tmp_path / "report.pdf"), ""]
    assert [wrong_field(bill, AnswerIt, {"outcome": "yes", "evidence": text}) for text in fine] == [None] * 3
