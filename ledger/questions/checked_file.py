"""What a check finds in one file by itself, small enough to be kept and asked for again instead of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ledger.questions.lint.draft import Drafts
from ledger.questions.lint.every import answered, lint
from ledger.questions.lint.linked import Linked, linked
from ledger.questions.lint.near_duplicates import Compared, compared
from ledger.questions.new_file import UNWRITTEN
from ledger.questions.question_file import parsed_question, problems, unreadable
from ledger.questions.reading import question_from_said
from ledger.questions.toml_file import NotToml, parse_toml
from ledger.questions.wordless import wordless

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ledger.questions.problem import Problem
    from ledger.questions.question import Question
    from ledger.questions.question_file import Around


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A good file: the advice on its words, and what of it other files may clash with.

    `said` is its content without the words. `compared` is None where nobody has written the question yet. `answers` are the
    rules that an aside answers.
    """

    advice: tuple[Problem, ...]
    said: Mapping[str, Any]
    linked: Linked
    compared: Compared | None
    answers: frozenset[str]

    @property
    def question(self) -> Question:
        """The question without its words; made each time it is asked for, as few are."""
        return question_from_said(self.linked.id, self.said)

    @property
    def names_others(self) -> bool:
        """Whether it names other questions."""
        return "difference" in self.said or "condition_question" in self.said.get("claim", {})


def checked_file(path: Path, body: bytes | NotToml, around: Around) -> CheckedFile | tuple[Problem, ...]:
    """What there is to say of one file, or everything that is wrong with it."""
    parsed = body if isinstance(body, NotToml) else parse_toml(body)
    if isinstance(parsed, NotToml):
        return (unreadable(path, parsed),)
    question = parsed_question(path.stem, parsed, around)
    if isinstance(question, list):
        return problems(path, parsed.text, question)
    found = lint(question, Drafts(around.sources))
    return CheckedFile(
        problems(path, parsed.text, found) if found else (),
        wordless(question.said),
        linked(question),
        compared(question) if question.title != UNWRITTEN else None,
        answered(question),
    )
