"""Which question files differ from a revision of their git repository, and what they said there.

git is asked with fixed words and a time limit, and a revision is resolved to its hash before it is used. Monitors and
diff commands that a repository configures are not run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ledger.errors import LedgerError, UsageError
from ledger.questions.folders import FOREIGN
from ledger.questions.publications import NAME
from ledger.questions.toml_file import parse_toml, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ledger.questions.question import Question

LONGEST = 60.0
"""Seconds git may take for one answer."""

_GITLINK, _LINK = "160000", "120000"
_BLOB = re.compile(rb"[0-9a-f]+ blob ([0-9]+)\n")

_QUIETLY = (
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotePath=false",
)


class NoGitError(LedgerError):
    """There is no git to ask."""

    def __init__(self) -> None:
        super().__init__(
            "--against asks git what changed, and no git was found. Install it, or leave --against out."
        )


class NotInGitError(UsageError):
    """What is to be compared lies in no repository."""

    def __init__(self, place: Path) -> None:
        super().__init__(f"{place} lies in no git repository; --against compares with one of its revisions.")


class NoSuchRevisionError(UsageError):
    """The repository has no such revision."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"There is no revision {revision!r}; try origin/main, a tag or a commit, and fetch it first."
        )


class NothingInCommonError(UsageError):
    """The revision and the files have no common past here."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"{revision!r} and what is checked out have no commit in common here. Fetch the whole history: "
            "git fetch --unshallow"
        )


class GitFailedError(LedgerError):
    """git did not answer."""

    def __init__(self, because: str) -> None:
        super().__init__(f"git did not say what changed: {because}")


@dataclass(frozen=True, slots=True)
class New:
    """A file the revision does not have."""

    path: Path


@dataclass(frozen=True, slots=True)
class Edited:
    """A file that says something else now. `was` is its path there, another one where it was renamed."""

    path: Path
    was: Path


@dataclass(frozen=True, slots=True)
class Deleted:
    """A file that is gone."""

    was: Path


Change = New | Edited | Deleted


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository, and the commit in it that the files are compared with. `top` is absolute."""

    git: str
    top: Path
    base: str

    def changes(self, place: Path) -> Iterator[Change]:
        """Every question file and publications.toml under `place` that changed since, also what is not committed yet."""
        said = self._ask("diff", "--raw", "-z", "--find-renames", self.base, "--", str(place))
        changed = list(_changes(said.split("\0")[:-1], self.top))
        yield from changed
        fresh = self._ask("ls-files", "--others", "--exclude-standard", "-z", "--", str(place))
        yield from (New(self.top / name) for name in fresh.split("\0")[:-1] if _asks(name))
        told = {change.path for change in changed if not isinstance(change, Deleted)}
        yield from (
            Edited(link, link) for link in self._links(place) if link not in told and self._moved(link)
        )

    def _links(self, place: Path) -> Iterator[Path]:
        """The links that git keeps under `place`; to git each is the name it leads to, and nothing of what is there."""
        staged = (
            line.split("\t", 1) for line in self._ask("ls-files", "-sz", "--", str(place)).split("\0")[:-1]
        )
        yield from (self.top / name for mode, name in staged if mode.startswith(_LINK) and _asks(name))

    def _moved(self, link: Path) -> bool:
        """Whether there is something else now where a link leads; so it is taken where git does not know."""
        return parse_toml(self.body(link) or b"") != read_toml(link)

    def body(self, path: Path) -> bytes | None:
        """What the file, or the one a link led to, held in that commit; None where git has none."""
        name = os.fsencode(f"{self.base}:{path.relative_to(self.top).as_posix()}\n")
        said = _run(self.git, self.top, "cat-file", "--batch", "--follow-symlinks", given=name).stdout
        found = _BLOB.match(said)
        return said[found.end() :][: int(found[1])] if found else None

    def _ask(self, *words: str) -> str:
        done = _run(self.git, self.top, *words)
        if done.returncode:
            raise GitFailedError(os.fsdecode(done.stderr).strip() or f"it ended with {done.returncode}")
        return os.fsdecode(done.stdout)


def repository_of(place: Path, revision: str) -> Repository:
    """The repository that holds `place`, seen from where its branch left `revision`.

    Raises NoGitError, NotInGitError, NoSuchRevisionError, NothingInCommonError or GitFailedError.
    """
    git = shutil.which("git")
    if git is None:
        raise NoGitError
    folder = place if place.is_dir() else place.parent
    if not folder.is_dir() or not (top := _line(git, folder, "rev-parse", "--show-toplevel")):
        raise NotInGitError(place)
    commit = ("rev-parse", "--verify", "--quiet", "--end-of-options")
    if "\0" in revision or not (named := _line(git, folder, *commit, f"{revision}^{{commit}}")):
        raise NoSuchRevisionError(revision)
    base = _line(git, folder, "merge-base", named, "HEAD")
    if not base:
        raise NothingInCommonError(revision)
    return Repository(git, Path(top), base)


def is_ours(path: Path) -> bool:
    """Whether a catalogue would read this file."""
    hidden = any(part.startswith(".") for part in path.parts)
    return path.suffix == ".toml" and path.name not in FOREIGN and not hidden


def _asks(name: str) -> bool:
    """The same for a name as git lists it; a folder, which is a repository of its own, ends with a stroke."""
    return not name.endswith("/") and is_ours(Path(name))


def lies(path: Path) -> Path:
    """Where a file lies, as git names it: in its real folder, under its own name, also where that is a link."""
    return path.parent.resolve() / path.name


def questions_before(repository: Repository, changes: Iterable[Change]) -> Mapping[Path, Question]:
    """What the changed files asked in the commit compared with, by their path then; those that asked nothing are left out."""
    from ledger.questions.catalogue import read_catalogue

    was = [change.was for change in changes if not isinstance(change, New)]
    with TemporaryDirectory() as name:
        copy = Path(name)
        for path in dict.fromkeys([*was, *_publications(repository, was)]):
            _keep(repository, path, copy)
        found = read_catalogue([copy])
        asked = {found.files[name].relative_to(copy): each for name, each in found.questions.items()}
    return {repository.top / path: question for path, question in asked.items()}


def _publications(repository: Repository, was: Sequence[Path]) -> Iterator[Path]:
    """Where the publications of these files may stand: in their folder, or above."""
    folders = {folder for path in was for folder in path.parents if folder.is_relative_to(repository.top)}
    yield from (folder / NAME for folder in sorted(folders))


def _keep(repository: Repository, path: Path, copy: Path) -> None:
    body = repository.body(path)
    if body is not None:
        kept = copy / path.relative_to(repository.top)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(body)


def _changes(said: Sequence[str], top: Path) -> Iterator[Change]:
    """From `:mode mode hash hash status NUL path NUL` (for renames and copies two paths).

    What is renamed out of what is ours is deleted. Another repository, linked in, is no file.
    """
    parts = iter(said)
    for before, after, *_, status in (each[1:].split(" ") for each in parts):
        was = Path(next(parts))
        now = Path(next(parts)) if status[0] in "RC" else was
        asked = is_ours(was) and before != _GITLINK and status[0] not in "AC"
        if is_ours(now) and after != _GITLINK and status[0] != "D":
            yield Edited(top / now, top / was) if asked else New(top / now)
        elif asked:
            yield Deleted(top / was)


def _line(git: str, folder: Path, *words: str) -> str:
    """One line of git's answer; empty where it refuses."""
    done = _run(git, folder, *words)
    return os.fsdecode(done.stdout).removesuffix("\n") if done.returncode == 0 else ""


def _run(git: str, folder: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [git, "-C", str(folder.absolute()), *_QUIETLY, *words]
    try:
        return subprocess.run(  # noqa: S603 - fixed words, a hash, and paths after --
            command, input=given, capture_output=True, check=False, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        raise GitFailedError(f"no answer within {LONGEST:.0f} s") from None
    except OSError as error:
        raise GitFailedError(str(error.strerror)) from None
