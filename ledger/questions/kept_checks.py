"""What earlier checks of the same folders found, asked again instead of the files where nothing can have changed.

Two things are kept: the whole answer, which holds as long as every stamp is the same, and what was found in each file by
itself, so that after an edit only the edited file is read. Both may be lost or damaged at any time. What is trusted, and
why an answer is never older than the files, is said in `standing_files` and in
docs/decisions/0030-what-a-check-remembers.md.
"""

from __future__ import annotations

import os
from array import array
from contextlib import suppress
from hashlib import blake2b, sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ledger.questions.findings import Findings
from ledger.questions.problem import Problem
from ledger.questions.program_stamp import program_stamp
from ledger.questions.sealed_file import read_sealed, write_sealed
from ledger.questions.standing_files import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ledger.questions.standing_files import Standing

KeptFiles = dict[str, list[Any]]
"""By path, what is kept of each file: see `kept_reader`."""

_MOST = 16
"""Folders whose answers are kept; those asked for least recently go first."""


def kept_checks(folder: Path, places: Sequence[Path]) -> KeptChecks | None:
    """What is kept in `folder` for the folders `places`; None where one of those is no folder, or cannot be listed."""
    if not all(place.is_dir() for place in places):
        return None
    stands = standing(map(str, places))
    return KeptChecks(folder, places, stands) if stands else None


class KeptChecks:
    """The answers kept for some folders, as those stand now."""

    def __init__(self, folder: Path, places: Sequence[Path], standing: Standing) -> None:
        typed = "\n".join([str(Path.cwd()), *map(str, places)]).encode(errors="surrogateescape")
        self._place = folder / blake2b(typed, digest_size=12).hexdigest()
        self.standing = standing
        self._program = program_stamp()
        self._unsettled = {path: digest_of(path) for path in standing.unsettled()}

    def findings(self) -> Findings | None:
        """The whole answer, where it still holds."""
        kept = read_sealed(self._place / "all.json")
        if kept.get("print") != self._print() or not _same(kept["unsettled"]):
            return None
        return Findings(
            kept["files"], kept["questions"], _problems(kept["problems"]), _problems(kept["advice"])
        )

    def files(self) -> KeptFiles:
        """What is kept of each file; nothing, where another program kept it."""
        kept = read_sealed(self._place / "files.json")
        files: KeptFiles = kept["files"] if kept.get("program") == self._program else {}
        return files

    def keep(self, findings: Findings, files: KeptFiles) -> None:
        """Keep both for the next time. What cannot be written is not kept, and the check is none the worse."""
        whole = {
            "print": self._print(),
            "unsettled": self._unsettled,
            "files": findings.files,
            "questions": findings.questions,
            "problems": _rows(findings.problems),
            "advice": _rows(findings.advice),
        }
        with suppress(OSError, TypeError):  # orjson takes no text that is not Unicode, such as some paths
            self._place.mkdir(parents=True, exist_ok=True)
            write_sealed(self._place / "files.json", {"program": self._program, "files": files})
            write_sealed(self._place / "all.json", whole)
            _drop_oldest(self._place.parent)

    def _print(self) -> str:
        """One short text for the program and for how every file stands."""
        stamps = self.standing.stamps
        told = blake2b(self._program.encode(), digest_size=16)
        told.update("\0".join(stamps).encode(errors="surrogateescape"))
        told.update(array("q", chain.from_iterable(stamps.values())).tobytes())
        return told.hexdigest()


def digest_of(path: str) -> str:
    """The SHA-256 of a file's bytes; empty where it cannot be read, or is a pipe or a device, which may have no end."""
    if not os.path.isfile(path):  # noqa: PTH113 - as below
        return ""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - thousands of them, and a Path of each costs as much again
            return sha256(file.read()).hexdigest()
    except OSError:
        return ""


def _same(unsettled: Mapping[str, str]) -> bool:
    return all(digest and digest_of(path) == digest for path, digest in unsettled.items())


def _rows(found: Iterable[Problem]) -> list[list[Any]]:
    return [
        [str(each.path), each.line, each.column, each.field, each.wrong, each.found, each.fix, each.rule]
        for each in found
    ]


def _problems(rows: Iterable[list[Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(Path(path), *rest) for path, *rest in rows)


def _drop_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*/all.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[_MOST:]:
        for each in path.parent.iterdir():
            each.unlink()
        path.parent.rmdir()
