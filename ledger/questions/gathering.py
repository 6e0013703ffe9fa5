"""Files taken in together: what only shows when several of them stand side by side."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from ledger.questions.folders import toml_files
from ledger.questions.problem import Problem
from ledger.questions.publications import NAME, Publications, publications_in
from ledger.questions.question_file import Around, problems, unreadable
from ledger.questions.relations import relations
from ledger.questions.scenario_file import NAME as SCENARIOS
from ledger.questions.scenario_file import beside, frame_in
from ledger.questions.toml_file import NotToml, read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ledger.questions.known_sources import Sources
    from ledger.questions.publication import Publication
    from ledger.questions.question import Question
    from ledger.questions.scenarios import Frame


class Asking(Protocol):
    """What a good file gives, as far as other files matter to it."""

    @property
    def question(self) -> Question:
        """The question, if need be without its words."""
        ...

    @property
    def names_others(self) -> bool:
        """Whether it names other questions."""
        ...


class AskedFor(Mapping[str, "Question"]):
    """The questions by id, of which only those are made that are asked for."""

    def __init__(self, read: Mapping[str, Asking]) -> None:
        self._read = read

    def __getitem__(self, name: str) -> Question:
        return self._read[name].question

    def __contains__(self, name: object) -> bool:
        return name in self._read

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


A = TypeVar("A", bound=Asking)
Wanted = tuple[Path, Around]


@dataclass(slots=True)
class Gathering(Generic[A]):
    """The good files, by id, as `reader` gives them, and where they are. `seen` counts the files, good and bad.

    All places are taken in before anything is read, so that a reader sees everything that is wanted of it at once.
    """

    sources: Sources
    reader: Callable[[Sequence[Wanted]], Iterable[A | tuple[Problem, ...]]]
    questions: dict[str, A] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    publications: dict[str, Publication] = field(default_factory=dict)
    frames: dict[Path, Frame] = field(default_factory=dict)
    seen: int = 0
    _wanted: list[Wanted] = field(default_factory=list)
    _wrong: list[Problem] = field(default_factory=list)
    _known: dict[Path, Publications] = field(default_factory=dict)
    _told: dict[str, Path] = field(default_factory=dict)
    _stems: dict[str, Path] = field(default_factory=dict)
    _arounds: dict[tuple[Path, Path], Around] = field(default_factory=dict)

    def take_in(self, place: Path) -> None:
        """Note what one place holds: question files, and the publications they name."""
        if not place.exists():
            fix = "name a folder or a file that is there"
            self._wrong.append(
                Problem(place, 1, 1, "", "there is no such folder or file", "", fix, "unreadable")
            )
            return
        for path in toml_files(place, self._unlisted):
            if path.name == NAME:
                self._of_folder(path.absolute().parent)
            elif path.name == SCENARIOS:
                self._frame(path, place)
            else:
                self._question(path, place)

    def read(self) -> None:
        """Read every file that was noted."""
        for (path, _), read in zip(self._wanted, self.reader(self._wanted), strict=True):
            if isinstance(read, tuple):
                self._wrong.extend(read)
            else:
                self.questions[path.stem], self.files[path.stem] = read, path

    def _unlisted(self, error: OSError) -> None:
        wrong, fix = "this folder cannot be listed", "look at its permissions"
        found = str(error.strerror)
        self._wrong.append(Problem(Path(error.filename), 1, 1, "", wrong, found, fix, "unreadable"))

    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong, by file and line; asked when all is read."""
        found = [*self._wrong, *self._beside()]
        return tuple(sorted(found, key=lambda each: (str(each.path), each.line, each.column)))

    def _question(self, path: Path, place: Path) -> None:
        if path.stem in self._stems:
            self._twice(path, self._stems[path.stem])
            return
        self._stems[path.stem] = path
        self.seen += 1
        self._wanted.append((path, self._around(path, place)))

    def _twice(self, path: Path, other: Path) -> None:
        """A file that was named twice is one file; two files with one id are a problem, also when one is broken."""
        if os.path.realpath(path) == os.path.realpath(other):  # which, unlike resolve, takes a link to itself
            return
        self.seen += 1
        fix = "rename one of the files; an id belongs to one question for ever"
        self._wrong.append(Problem(path, 1, 1, "", "this id is taken", str(other), fix, "id-twice"))

    def _around(self, path: Path, place: Path) -> Around:
        """What is known around a file, the same value for all files of its folder."""
        key = path.parent, place
        if key not in self._arounds:
            self._arounds[key] = Around(self._publications(path, place).names(), self.sources)
        return self._arounds[key]

    def _publications(self, path: Path, place: Path) -> Publications:
        """Those of the nearest publications.toml in the file's folder, or above it up to the place."""
        for folder in path.absolute().parents:
            if (folder / NAME).exists():
                return self._of_folder(folder)
            if folder == place.absolute():
                break
        return Publications()

    def _of_folder(self, folder: Path) -> Publications:
        if folder not in self._known:
            self._known[folder] = found = self._read(folder / NAME)
            for each in found.by_id.values():
                self._enter(each, folder / NAME)
        return self._known[folder]

    def _read(self, path: Path) -> Publications:
        parsed = read_toml(path)
        if isinstance(parsed, NotToml):
            self._wrong.append(unreadable(path, parsed))
            return Publications()
        found = publications_in(parsed.content)
        self._wrong.extend(problems(path, parsed.text, found.findings))
        return found

    def _enter(self, publication: Publication, path: Path) -> None:
        known = self.publications.setdefault(publication.id, publication)
        other = self._told.setdefault(publication.id, path)
        if known != publication:
            fix = "let both say the same, or give one another id"
            wrong = "another folder describes this publication otherwise"
            self._wrong.append(Problem(path, 1, 1, publication.id, wrong, str(other), fix, "name-twice"))

    def _frame(self, path: Path, place: Path) -> None:
        """The scenarios of a folder; a file that was named twice is read once."""
        if path.resolve() in self.frames:
            return
        parsed = read_toml(path)
        if isinstance(parsed, NotToml):
            self._wrong.append(unreadable(path, parsed))
            return
        found = frame_in(parsed.content, self._publications(path, place).names())
        if isinstance(found, list):
            self._wrong.extend(problems(path, parsed.text, found))
        else:
            self.frames[path.resolve()] = found

    def _beside(self) -> Iterator[Problem]:
        """What is wrong with the ids that questions and scenarios name."""
        asked = AskedFor(self.questions)
        naming = [name for name, read in self.questions.items() if read.names_others]
        told = [(self.files[name], list(relations(asked[name], asked))) for name in naming]
        told += [(path, list(beside(frame, asked))) for path, frame in self.frames.items()]
        for path, found in told:
            if found:
                yield from problems(path, path.read_text(encoding="utf-8"), found)
