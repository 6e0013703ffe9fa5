"""What a forecaster's answers mean for the other questions of a number: offers to take, and what does not go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.questions.family.closest import closest
from ledger.questions.family.held import Answer, Held, held
from ledger.questions.family.offer import Offer, offer
from ledger.questions.reading import question_from_said
from ledger.questions.says_stored import says_from
from ledger.record.family import around, family_of, spoken_together

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.family.closest import Together
    from ledger.questions.family.coherence import Contradiction
    from ledger.questions.forecast import Chance, Chances
    from ledger.questions.question import Question
    from ledger.record.family import Member
    from ledger.record.opening import Record


class NothingImpliedError(UsageError):
    """`=` was said where no numbers of one's own imply a figure."""

    def __init__(self, question: str, made: Offer | None) -> None:
        if made is None:
            why = "no numbers of yours stand on a question decided by the same number"
        else:
            why = f"your numbers on {made.source.id} leave {made.words}; give it a quantile farther out"
        super().__init__(
            f"= has no figure for {question}: {why}, or say one: fledger forecast {question} 35%"
        )


def offers(record: Record, question: str, *, now_us: int, me: str) -> tuple[Offer, ...]:
    """What the standing numbers on a question imply for the rest of its family, in the order it was asked.

    What was said there already just so is left out. None where the question takes no numbers, or has none of theirs.
    """
    members = family_of(record, question, now_us=now_us, me=me)
    source = next((found for each in members if each.id == question and (found := _answer(each))), None)
    return tuple(_news(members, source)) if source is not None else ()


def _news(members: tuple[Member, ...], source: Answer) -> Iterator[Offer]:
    for member in members:
        made, said = offer(_question(member), source.question, source.says), _answer(member)
        if made is not None and (said is None or (made.says is not None and said.says != made.says)):
            yield made


def entered(record: Record, question: str, *, now_us: int, me: str) -> tuple[Chance | Chances, str]:
    """What `=` enters: what the newest numbers in a question's family imply for it, and where that is from, in words.

    Raises NothingImpliedError where they leave no figure.
    """
    made = offered(record, question, now_us=now_us, me=me)
    if made is None or made.says is None:
        raise NothingImpliedError(question, made)
    return made.says, made.origin


def offered(record: Record, question: str, *, now_us: int, me: str) -> Offer | None:
    """What the newest numbers in a question's family imply for it, if only how much they leave; None where none do."""
    members = family_of(record, question, now_us=now_us, me=me)
    target = next((_question(each) for each in members if each.id == question), None)
    if target is None:
        return None
    spoken = sorted((each.mine.made_at, each.id, each) for each in members if each.mine is not None)
    sources = (found for _, _, each in reversed(spoken) if (found := _answer(each)))
    made = (offer(target, each.question, each.says) for each in sources)
    return next((each for each in made if each is not None), None)


def held_together(record: Record, *, now_us: int, me: str) -> Held:
    """What does not go together among somebody's standing forecasts on questions that still take one."""
    members = spoken_together(record, now_us=now_us, me=me)
    return held([found for each in members if (found := _answer(each))])


def closest_together(record: Record, *, now_us: int, me: str) -> tuple[Together, ...]:
    """What contradicts among somebody's standing forecasts, number by number, with the closest that go together; the farthest off first."""
    members = spoken_together(record, now_us=now_us, me=me)
    found = closest([answer for each in members if (answer := _answer(each))])
    return tuple(sorted(found, key=lambda each: -each.contradictions[0].off))


def held_about(record: Record, question: str, *, now_us: int, me: str) -> tuple[Contradiction, ...]:
    """What contradicts somebody's forecast on one question, among those of its family."""
    members = around(record, question, now_us=now_us, me=me)
    return held([found for each in members if (found := _answer(each))]).about(question)


def _answer(member: Member) -> Answer | None:
    """Their forecast, if it stands."""
    return Answer(_question(member), says_from(member.mine.says)) if member.mine is not None else None


def _question(member: Member) -> Question:
    return question_from_said(member.id, member.said)
