"""Files taken in one after the other: what only shows when several of them stand side by side."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.questions.folders import toml_files
from ledger.questions.problem import Problem
from ledger.questions.publications import NAME, Publications, publications_in
from ledger.questions.question_file import Around, Read, problems, read_question, unreadable
from ledger.questions.relations import relations
from ledger.questions.scenario_file import NAME as SCENARIOS
from ledger.questions.scenario_file import beside, frame_in
from ledger.questions.toml_file import NotToml, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.known_sources import Sources
    from ledger.questions.publication import Publication
    from ledger.questions.scenarios import Frame


@dataclass(slots=True)
class Gathering:
    """The questions so far, by id, with the files they came from. `seen` counts the files, good and bad."""

    sources: Sources
    questions: dict[str, Read] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    publications: dict[str, Publication] = field(default_factory=dict)
    frames: dict[Path, Frame] = field(default_factory=dict)
    seen: int = 0
    _wrong: list[Problem] = field(default_factory=list)
    _known: dict[Path, Publications] = field(default_factory=dict)
    _told: dict[str, Path] = field(default_factory=dict)
    _stems: dict[str, Path] = field(default_factory=dict)

    def take_in(self, place: Path) -> None:
        """Read what one place holds: question files, and the publications they name."""
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

    def _unlisted(self, error: OSError) -> None:
        wrong, fix = "this folder cannot be listed", "look at its permissions"
        found = str(error.strerror)
        self._wrong.append(Problem(Path(error.filename), 1, 1, "", wrong, found, fix, "unreadable"))

    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong, by file and line; asked when all places are in."""
        return tuple(
            sorted(
                [*self._wrong, *self._relations(), *self._beside()],
                key=lambda p: (str(p.path), p.line, p.column),
            )
        )

    def _question(self, path: Path, place: Path) -> None:
        if path.stem in self._stems:
            self._twice(path, self._stems[path.stem])
            return
        self._stems[path.stem] = path
        self.seen += 1
        around = Around(self._publications(path, place).names(), self.sources)
        read = read_question(path, around)
        if isinstance(read, Read):
            self.questions[path.stem], self.files[path.stem] = read, path
        else:
            self._wrong.extend(read)

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
        asked = {name: read.question for name, read in self.questions.items()}
        for path, frame in self.frames.items():
            if found := list(beside(frame, asked)):
                yield from problems(path, path.read_text(encoding="utf-8"), found)

    def _twice(self, path: Path, other: Path) -> None:
        """A file that was named twice is one file; two files with one id are a problem, also when one is broken."""
        if os.path.realpath(path) == os.path.realpath(other):  # which, unlike resolve, takes a link to itself
            return
        self.seen += 1
        fix = "rename one of the files; an id belongs to one question for ever"
        self._wrong.append(Problem(path, 1, 1, "", "this id is taken", str(other), fix, "id-twice"))

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

    def _relations(self) -> Iterator[Problem]:
        asked = {name: read.question for name, read in self.questions.items()}
        for name, question in asked.items():
            if found := list(relations(question, asked)):
                yield from problems(self.files[name], self.files[name].read_text(encoding="utf-8"), found)
