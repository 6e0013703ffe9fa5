"""A forecast that is not said yet: what stands in the fields, what it means, and what is wrong with it.

Pure values. There is one draft a question, which `drafts` holds, so nothing half-typed is lost by looking elsewhere. What a draft shows is what is saved: both are read from the same text by the same reader.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.questions.forecast import Chance, Chances
from ledger.questions.saying import SayingError, is_certain, parse_says
from ledger.tui.option_split import Split
from ledger.tui.typed_value import nudged, typed_form

if TYPE_CHECKING:
    from ledger.questions.family.offer import Offer
    from ledger.questions.forecast import Says
    from ledger.questions.question import Question

IMPLIED = "="
"""Typed alone: what my numbers on another question of the family imply."""

CERTAIN = (
    "0 % and 100 % leave no room for surprise, and cost everything if you are wrong. Enter again keeps it."
)
"""What is said about a value that is doubted."""

REWORDED = "Its words changed meanwhile. Read them above again; Enter then goes on."
"""What is said where the question had other words before."""


@dataclass(frozen=True, slots=True)
class Ready:
    """It can be saved."""

    says: Says
    reason: str | None


@dataclass(frozen=True, slots=True)
class Doubted:
    """It says 0 % or 100 %, or stood there before the words changed, which `told` says once; `draft` remembers that it was."""

    draft: Draft
    told: str = CERTAIN


@dataclass(frozen=True, slots=True)
class Wrong:
    """It is no forecast yet; the sentence tells what was found and what to type."""

    sentence: str


Answer = Ready | Doubted | Wrong


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields for one question. `split` is set for options, `text` for everything else.

    `standing` is my forecast as it stood when the draft was begun; `origin` where an implied value is from, which is then
    the reason; `doubted` the certain value that was asked back about; `corrects` is set while it mends a forecast typed wrongly,
    `reworded` from when the question's words changed under it until that was said.
    """

    question: Question
    standing: Says | None
    text: str
    split: Split | None
    reason: str = ""
    origin: str = ""
    doubted: Says | None = None
    corrects: bool = False
    reworded: bool = False

    @classmethod
    def begun(cls, question: Question, standing: Says | None, *, corrects: bool = False) -> Draft:
        """From my standing forecast, to be kept or typed over; empty, or all options equal, where there is none."""
        split = Split.of(question.options, standing) if question.kind == "multiple_choice" else None
        text = "" if split else typed_form(standing)
        return cls(question, standing, text, split, corrects=corrects)

    @classmethod
    def following(cls, known: Draft | None, question: Question, standing: Says | None) -> Draft:
        """What was typed so far, while the ledger went on; begun anew where nothing was, or the options are others now."""
        reworded = known is not None and (known.reworded or known.question.said != question.said)
        if known is None or not known.is_touched or known.question.options != question.options:
            return replace(cls.begun(question, standing), reworded=reworded)
        return replace(known, question=question, standing=standing, reworded=reworded)

    @property
    def is_touched(self) -> bool:
        """Whether anything stands here that was typed or chosen."""
        begun = Draft.begun(self.question, self.standing)
        return (self.text.strip(), self.split, self.reason.strip()) != (begun.text, begun.split, "")

    @property
    def keeps(self) -> bool:
        """Whether my standing forecast is in the fields as it stands, for words that were read: Enter says it again."""
        return self.standing is not None and not (self.corrects or self.is_touched or self.reworded)

    @property
    def says(self) -> Says | None:
        """What it says so far; None where it says nothing yet."""
        if self.split is not None:
            return self.split.says
        try:
            return parse_says(self.text, self.question)
        except SayingError:
            return None

    def typed(self, text: str) -> Draft:
        """Another text. What was implied is gone from the reason, once the value is another."""
        if text == self.text:
            return self
        return replace(self, text=text, doubted=None, reason=self._own_reason, origin="")

    def split_as(self, split: Split) -> Draft:
        """Another split of the options."""
        if split == self.split:
            return self
        return replace(self, split=split, doubted=None, reason=self._own_reason, origin="")

    def because(self, reason: str) -> Draft:
        """Another reason."""
        return self if reason == self.reason else replace(self, reason=reason)

    def moved(self, by: int) -> Draft:
        """A chance moved by so many points, from what stands there, or from 50 %; other kinds stay."""
        if self.question.kind != "binary":
            return self
        start = self.standing.probability if isinstance(self.standing, Chance) else None
        return self.typed(nudged(self.text, self.question, by, start))

    def implied(self, offer: Offer) -> Draft:
        """What my numbers imply, with where it is from as the reason; as it is where they leave no figure."""
        if isinstance(offer.says, Chances):
            taken = self.split_as(Split.of(self.question.options, offer.says))
        elif offer.says is not None:
            taken = self.typed(typed_form(offer.says))
        else:
            return self
        return replace(taken, reason=offer.origin, origin=offer.origin)

    def answer(self, offer: Offer | None = None) -> Answer:
        """Whether it can be saved. `offer` is what my numbers imply here, to say why `=` has no figure."""
        if self.reworded:
            return Doubted(replace(self, reworded=False), REWORDED)
        try:
            says = self._read(offer)
        except UsageError as error:
            return Wrong(str(error))
        if is_certain(says) and says != self.doubted:
            return Doubted(replace(self, doubted=says))
        return Ready(says, self.reason.strip() or None)

    def _read(self, offer: Offer | None) -> Says:
        if self.split is not None:
            return self.split.says
        if self.text.strip() == IMPLIED:
            from ledger.standing.family import NothingImpliedError

            raise NothingImpliedError(self.question.id, offer)
        return parse_says(self.text, self.question)

    @property
    def _own_reason(self) -> str:
        """The reason, unless it only says where an implied value is from."""
        return "" if self.origin and self.reason == self.origin else self.reason
