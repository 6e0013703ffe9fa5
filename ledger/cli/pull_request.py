"""What a reviewer of changed question files needs: one block of Markdown for each, in the order of the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.cli.changed_files import Deleted, Edited, New, lies
from ledger.cli.markdown import code, escaped, table
from ledger.cli.question_cells import cells
from ledger.cli.what_changed import changed_lines, publication_lines
from ledger.questions.publications import NAME
from ledger.questions.scenario_file import NAME as SCENARIOS
from ledger.questions.units import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ledger.cli.changed_files import Change
    from ledger.questions.problem import Problem
    from ledger.questions.publication import Publication
    from ledger.questions.question import Question
    from ledger.resolution.looking_back.trial import Trial


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says it leads to, and whether that is inside the repository."""

    to: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """Changed files with what is known of them.

    `now` and `before` are the questions by the path of their file (a file that asks nothing is in neither), `tried` by
    their id; `published` what each publications.toml said before and says, `links` the files that are links. Problems and advice are those of the changed files. All paths are absolute, save those of problems.
    """

    revision: str
    changes: Sequence[Change]
    now: Mapping[Path, Question]
    before: Mapping[Path, Question]
    tried: Mapping[str, Trial]
    published: Mapping[Path, tuple[Mapping[str, Publication], Mapping[str, Publication]]]
    links: Mapping[Path, Link]
    problems: Sequence[Problem]
    advice: Sequence[Problem]
    top: Path
    online: bool

    @property
    def files(self) -> int:
        """How many of the changed files are there now."""
        return sum(not isinstance(each, Deleted) for each in self.changes)


def report(changes: Changes) -> str:
    """The whole report; ends without a line feed."""
    return "\n\n".join(
        [f"## Questions changed since {code(changes.revision)}", _count(changes), *_blocks(changes)]
    )


def _count(changes: Changes) -> str:
    if not changes.changes:
        return "No question file changed."
    kinds = {
        "new": sum(isinstance(each, New) for each in changes.changes),
        "changed": sum(isinstance(each, Edited) for each in changes.changes),
        "deleted": sum(isinstance(each, Deleted) for each in changes.changes),
    }
    parts = [f"{number} {word}" for word, number in kinds.items() if number]
    parts += [counted(len(changes.problems), "problem")] if changes.problems else []
    parts += [counted(len(changes.advice), "remark") + " on the wording"] if changes.advice else []
    looked = "" if changes.online else " Nothing was fetched: `--online` looks at the sources."
    return f"{', '.join(parts)}.{looked}"


def _blocks(changes: Changes) -> Iterator[str]:
    for change in changes.changes:
        yield "\n\n".join(part for part in _block(changes, change) if part)


def _block(changes: Changes, change: Change) -> Iterator[str]:
    match change:
        case New(path):
            yield from _there(changes, "New", path, None)
        case Edited(path, was):
            yield from _there(changes, "Changed" if path == was else "Renamed", path, was)
        case Deleted(was):
            yield _heading("Deleted", changes.before.get(was), was)
            if was.name not in {NAME, SCENARIOS}:
                yield (
                    f"{_place(changes, was)} is gone. Where the question was asked already, it stays asked: the record keeps "
                    "it, and a file that vanishes removes nothing."
                )


def _there(changes: Changes, word: str, path: Path, was: Path | None) -> Iterator[str]:
    question = changes.now.get(path)
    before = changes.before.get(was) if was else None
    yield _heading(word, question, path)
    yield f"{_place(changes, path)}{f', before {_place(changes, was)}' if was and was != path else ''}"
    yield _leads(changes.links.get(path))
    if question is not None:
        yield table(cells(question, changes.tried[question.id], online=changes.online))
    if question is not None and before is not None:
        yield "\n".join(changed_lines(before, question))
    elif was is not None and question is not None:
        yield "What the file said before asked nothing."
    if path.name == NAME:
        yield "\n".join(publication_lines(*changes.published.get(path, ({}, {}))))
    yield _found("Problems: nothing is asked until they are mended", changes.problems, path)
    yield _found("Advice on the wording", changes.advice, path)


def _heading(word: str, question: Question | None, path: Path) -> str:
    name = "Publications" if path.name == NAME else code(path.stem)
    return f"### {word}: {escaped(question.title) if question else name}"


def _place(changes: Changes, path: Path) -> str:
    return code(path.relative_to(changes.top).as_posix() if path.is_relative_to(changes.top) else str(path))


def _leads(link: Link | None) -> str:
    match link:
        case None:
            return ""
        case Link(to, inside=True):
            return f"**This is a link** to {code(to)}; what is asked stands there."
        case Link(to):
            return (
                f"**This is a link** to {code(to)}, outside the repository; what is asked stands there, and git keeps "
                "nothing of it."
            )


def _found(title: str, found: Sequence[Problem], path: Path) -> str:
    lines = [f"- {_said(each)}" for each in found if lies(each.path) == path]
    return "\n".join([f"**{title}**", "", *lines]) if lines else ""


def _said(problem: Problem) -> str:
    parts = [f"line {problem.line}", code(problem.field), escaped(problem.says), f"({code(problem.rule)})"]
    return " ".join(part for part in parts if part)
