"""Many files checked by several processes at once, where there is more than one core.

Each process is this module, run by itself: it is given paths on stdin and answers with what is kept of each. One that
fails is no trouble: whoever asked reads those files instead.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import orjson

from ledger.questions.asked_once import AskedOnce
from ledger.questions.checked_file import checked_file
from ledger.questions.kept_file import kept_form
from ledger.questions.question_file import Around
from ledger.questions.registered_sources import RegisteredSources
from ledger.questions.toml_file import NotToml, body_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.questions.gathering import Wanted

FEWEST = 250
"""Files that are worth a process of their own: it takes about as long to begin as those to read."""

_HOUSE = Path(__file__).parents[2]

Rows = dict[str, list[Any]]
"""By absolute path, the SHA-256 of a file's bytes and what is kept of it."""


class Worker:
    """One process, and the files it was given. It begins at once; `rows` waits for its end."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        with TemporaryFile() as question:
            with suppress(TypeError):  # a path that is not Unicode; an empty question has no answer
                question.write(_question(wanted))
            question.seek(0)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ledger.questions.check_together"],
                cwd=_HOUSE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
                stdin=question,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

    def answer(self) -> tuple[Rows, frozenset[str]]:
        """What it found, and the names of the sources it asked for; nothing where it failed."""
        out, _ = self._process.communicate()
        with suppress(ValueError, KeyError):
            told = orjson.loads(out)
            return told["rows"], frozenset(told["asked"])
        return {}, frozenset()


def shares(wanted: Sequence[Wanted]) -> list[Sequence[Wanted]]:
    """What each process reads, the first share our own; one share where the files are few."""
    cores = os.cpu_count() or 1
    parts = max(1, min(cores, len(wanted) // FEWEST))
    size = -(-len(wanted) // parts)
    return [wanted[at : at + size] for at in range(0, len(wanted), size)]


def _question(wanted: Sequence[Wanted]) -> bytes:
    folders = {id(around): (around.names, list[str]()) for _, around in wanted}
    for path, around in wanted:
        folders[id(around)][1].append(str(path.absolute()))
    return orjson.dumps(list(folders.values()))


def answered(question: bytes) -> bytes:
    """What a process answers to what it was given."""
    sources, rows = AskedOnce(RegisteredSources()), Rows()
    told: list[tuple[Mapping[str, str], list[str]]] = orjson.loads(question)
    for names, paths in told:
        around = Around(names, sources)
        for name in paths:
            body = body_of(Path(name))
            if not isinstance(body, NotToml):
                found = checked_file(Path(name), body, around)
                rows[name] = [sha256(body).hexdigest(), kept_form(found)]
    return orjson.dumps({"rows": rows, "asked": sorted(sources.names_asked)})


if __name__ == "__main__":
    sys.stdout.buffer.write(answered(sys.stdin.buffer.read()))
