"""What one needs to see to forecast a question: its page, its naive forecasts, whose words it was said on, its family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.questions.reading import question_from_said
from ledger.questions.said_diff import said_diff
from ledger.questions.says_stored import says_from
from ledger.record.family import family_of
from ledger.record.references import references_of
from ledger.tui.views.question import read_question

if TYPE_CHECKING:
    from ledger.questions.forecast import Says
    from ledger.questions.question import Question
    from ledger.record.family import Member
    from ledger.record.opening import Record
    from ledger.record.references import Reference
    from ledger.tui.views.question import QuestionView


@dataclass(frozen=True, slots=True)
class Relative:
    """Another open question of the family, and my forecast on it while that stands."""

    question: Question
    said: Says | None


@dataclass(frozen=True, slots=True)
class ForecastView:
    """`changed` are the keys of the question's file that differ since my forecast, where that was made on earlier words.

    `relatives` are the other open questions of the family, which numbers on this one may imply something for.
    """

    page: QuestionView
    references: tuple[Reference, ...]
    relatives: tuple[Relative, ...]
    changed: tuple[str, ...]

    @property
    def question(self) -> Question:
        """What is asked."""
        return self.page.question

    @property
    def standing(self) -> Says | None:
        """My forecast, while it stands."""
        mine = self.page.row.mine
        return says_from(mine.says) if mine is not None and not mine.over else None


def read_forecasting(record: Record, question: str, *, now_us: int, me: str, revealed: bool) -> ForecastView:
    """The view of one question. Raises UnknownQuestionError."""
    page = read_question(record, question, now_us=now_us, me=me, revealed=revealed)
    members = family_of(record, question, now_us=now_us, me=me)
    made_on = page.bound
    return ForecastView(
        page=page,
        references=references_of(record, question),
        relatives=tuple(_relative(each) for each in members if each.id != question),
        changed=tuple(key for key, _ in said_diff(made_on.then, made_on.now)) if made_on else (),
    )


def _relative(member: Member) -> Relative:
    said = says_from(member.mine.says) if member.mine is not None else None
    return Relative(question_from_said(member.id, member.said), said)
