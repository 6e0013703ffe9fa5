"""The claims of publications, one line each: their words, stance, what is measured, now, you, crowd, and what may be said."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from ledger.questions.outcome import outcome_from
from ledger.questions.reading import question_from_said
from ledger.record.claims import claimed, resolved_yes, value_known_on
from ledger.record.ended import stating_publications
from ledger.record.questions import pages
from ledger.standing.crowd import Crowd, crowd
from ledger.standing.publications.judging import Ended, verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.questions.outcome import Outcome
    from ledger.questions.question import Claim, Question
    from ledger.record.opening import Record
    from ledger.record.questions import QuestionRow
    from ledger.standing.publications.verdict import Verdict


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim with everything that must stand beside it.

    `words` are the publication's own, or a paraphrase where its text was not read (`paraphrased`). `row` has the
    value now and the reader's forecast; `verdicts` what may be said, one per stated forecast.
    """

    question: Question
    claim: Claim
    row: QuestionRow
    outcome: Outcome | None
    crowd: Crowd
    verdicts: tuple[Verdict, ...]

    @property
    def words(self) -> str:
        """What they said, as it was said."""
        return self.claim.quote or self.claim.paraphrase or ""

    @property
    def paraphrased(self) -> bool:
        """Whether `words` are ours."""
        return self.claim.quote is None


def claim_lines(
    record: Record,
    *,
    now_us: int,
    me: str = "",
    publication: str | None = None,
    order: Sequence[str] = (),
) -> tuple[ClaimLine, ...]:
    """Every claim, or one publication's: by publication as in `order` (ids), by its place there, then as they were asked."""
    asked = {id_: question_from_said(id_, said) for id_, said in claimed(record, publication).items()}
    rows = {row.id: row for row in pages(record, list(asked), now_us=now_us, me=me)}
    out = stating_publications(record)
    lines = [
        _line(record, question, question.claim, rows[id_], now_us=now_us, publications=out)
        for id_, question in asked.items()
        if question.claim is not None
    ]
    nth = {name: number for number, name in enumerate(order)}
    return tuple(sorted(lines, key=lambda line: (nth.get(line.claim.publication, len(nth)), _place(line))))


def _place(line: ClaimLine) -> float:
    """Where in its publication a claim comes; those whose place is not known come last."""
    return inf if line.claim.place is None else line.claim.place


def _line(
    record: Record,
    question: Question,
    claim: Claim,
    row: QuestionRow,
    *,
    now_us: int,
    publications: frozenset[str],
) -> ClaimLine:
    return ClaimLine(
        question=question,
        claim=claim,
        row=row,
        outcome=_outcome(row),
        crowd=crowd(record, question.id, now_us=now_us, publications=publications),
        verdicts=verdicts_on(record, question, row),
    )


def verdicts_on(record: Record, question: Question, row: QuestionRow) -> tuple[Verdict, ...]:
    """What may be said of the claim behind a question as it stands, one per stated forecast; nothing without a claim."""
    if question.claim is None:
        return ()
    annulled = row.stands if row.state == "annulled" else None
    ended = Ended(_outcome(row), annulled, _condition_met(record, question.claim.condition_question))
    return verdicts(question, question.claim, ended, _no_change(record, question))


def _outcome(row: QuestionRow) -> Outcome | None:
    return outcome_from(row.outcome) if row.outcome is not None and row.state == "resolved" else None


def _condition_met(record: Record, condition_question: str | None) -> bool:
    """Whether a scenario's condition question resolved YES; a condition without a question is never taken as met."""
    if condition_question is None:
        return False
    return resolved_yes(record, condition_question)


def _no_change(record: Record, question: Question) -> float | None:
    """The last value known on the day the publication wrote."""
    if not question.forecasts:
        return None
    return value_known_on(record, question.id, question.forecasts[0].made_at.date().isoformat())
