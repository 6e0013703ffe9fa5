"""Every question file of some folders, read and checked: the questions, and everything that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger.questions.gathering import Gathering
from ledger.questions.question_file import Read, read_question
from ledger.questions.registered_sources import RegisteredSources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ledger.questions.gathering import Wanted
    from ledger.questions.known_sources import Sources
    from ledger.questions.problem import Problem
    from ledger.questions.publication import Publication
    from ledger.questions.question import Question
    from ledger.questions.scenarios import Frame


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the files say. `files` and `sha256` have the same keys as `questions`; `seen` counts question files."""

    questions: Mapping[str, Question] = field(default_factory=dict)
    publications: Mapping[str, Publication] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    sha256: Mapping[str, str] = field(default_factory=dict)
    seen: int = 0
    frames: tuple[Frame, ...] = ()


def read_catalogue(places: Sequence[Path], sources: Sources | None = None) -> Catalogue:
    """Read every question file under the folders `places`, in order; a place may also be one file.

    Never raises on what the files hold. A file with a problem is left out; the others are taken.
    """
    gathering = Gathering(sources or RegisteredSources(), _read)
    for place in places:
        gathering.take_in(place)
    gathering.read()
    questions = gathering.questions
    return Catalogue(
        questions={name: read.question for name, read in questions.items()},
        publications=gathering.publications,
        problems=gathering.problems(),
        files=gathering.files,
        sha256={name: read.sha256 for name, read in questions.items()},
        seen=gathering.seen,
        frames=tuple(gathering.frames.values()),
    )


def _read(wanted: Sequence[Wanted]) -> Iterator[Read | tuple[Problem, ...]]:
    return (read_question(path, around) for path, around in wanted)
