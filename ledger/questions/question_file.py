"""One question file: bytes in, a question or its problems out. Never raises on any bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger.questions.checks.every import check
from ledger.questions.checks.subject import Subject
from ledger.questions.finding import Finding, dotted, shown
from ledger.questions.ids import ID_PATTERN, SPELLING
from ledger.questions.needed import needed
from ledger.questions.problem import Problem
from ledger.questions.reading import question_from_said
from ledger.questions.registered_sources import RegisteredSources
from ledger.questions.said import said_of
from ledger.questions.shape import shape
from ledger.questions.tables import QuestionFile
from ledger.questions.toml_file import NotToml, read_toml
from ledger.questions.toml_places import Places
from ledger.questions.values_walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ledger.questions.known_sources import Sources
    from ledger.questions.question import Question
    from ledger.questions.toml_file import Parsed


@dataclass(frozen=True, slots=True)
class Read:
    """A file that asks a question, with the SHA-256 of its bytes."""

    question: Question
    sha256: str

    @property
    def names_others(self) -> bool:
        """Whether it names other questions."""
        claim = self.question.claim
        return self.question.difference is not None or bool(claim and claim.condition_question)


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a file: the names of its folder's publications, and the sources there are."""

    names: Mapping[str, str] = field(default_factory=dict)
    sources: Sources = field(default_factory=RegisteredSources)


def read_question(path: Path, around: Around) -> Read | tuple[Problem, ...]:
    """The question in the file at `path`, or everything that is wrong with it."""
    parsed = read_toml(path)
    if isinstance(parsed, NotToml):
        return (unreadable(path, parsed),)
    question = parsed_question(path.stem, parsed, around)
    return (
        problems(path, parsed.text, question) if isinstance(question, list) else Read(question, parsed.sha256)
    )


def parsed_question(stem: str, parsed: Parsed, around: Around) -> Question | list[Finding]:
    """The question in a parsed file, or everything that is wrong with it, not yet with lines."""
    shaped = shape(QuestionFile, parsed.content, walk(parsed.content))
    subject = Subject(stem, shaped.table, shaped.left_out, around.names, around.sources)
    findings = [*_wrong_id(stem), *shaped.findings, *needed(shaped), *check(subject)]
    return findings or question_from_said(stem, said_of(shaped.table, around.names))


def _wrong_id(stem: str) -> Iterator[Finding]:
    if not re.fullmatch(ID_PATTERN, stem):
        fix = f"rename the file: {SPELLING}"
        yield Finding(
            (), "id", "the file's name is the question's id for ever, and cannot be one", fix, shown(stem)
        )


def unreadable(path: Path, wrong: NotToml) -> Problem:
    """The problem of a file that is no TOML."""
    return Problem(path, wrong.line, wrong.column, "", wrong.wrong, wrong.found, wrong.fix, wrong.rule)


def problems(path: Path, text: str, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """The findings with their lines and columns, in the order of the file, each once."""
    places = Places(text)
    found = [_problem(path, places, finding) for finding in dict.fromkeys(findings)]
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))


def _problem(path: Path, places: Places, finding: Finding) -> Problem:
    line, column = places.of(finding.key)
    return Problem(
        path, line, column, dotted(finding.key), finding.wrong, finding.found, finding.fix, finding.rule
    )
