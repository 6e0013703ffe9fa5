"""Files checked by what is kept of them where they have not changed, and read where they may have."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ledger.questions.check_together import Worker, shares
from ledger.questions.checked_file import checked_file
from ledger.questions.kept_file import from_kept, kept_form
from ledger.questions.toml_file import NotToml, body_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ledger.questions.check_all import Checked
    from ledger.questions.check_together import Rows
    from ledger.questions.gathering import Wanted
    from ledger.questions.kept_checks import KeptFiles
    from ledger.questions.question_file import Around
    from ledger.questions.standing_files import Standing


class KeptReader:
    """A reader for `check_all` that asks what is kept first.

    `files` is what to keep afterwards: for each its stamp, whether that was settled, the SHA-256 of its bytes, the names
    of publications it was read with, and what was found. `names_asked` are the sources that other processes asked for.
    """

    def __init__(self, kept: KeptFiles, standing: Standing) -> None:
        self._kept = kept
        self._standing = standing
        self._ahead: Rows = {}
        self.files: KeptFiles = {}
        self.names_asked: frozenset[str] = frozenset()

    def __call__(self, wanted: Sequence[Wanted]) -> Iterator[Checked]:
        """What there is to say of each file by itself."""
        names = {id(around): _names(around) for _, around in wanted}
        missing = [each for each in wanted if not self._same(each[0], names[id(each[1])])]
        _, *others = shares(missing) if missing else [()]
        workers = {str(share[0][0]): Worker(share) for share in others}
        for path, around in wanted:
            if worker := workers.get(str(path)):
                self._take(worker)
            yield self._one(path, around, names[id(around)])

    def _take(self, worker: Worker) -> None:
        rows, asked = worker.answer()
        self._ahead.update(rows)
        self.names_asked |= asked

    def _same(self, path: Path, names: str) -> bool:
        """Whether a file has the stamp and the names that it had; then its bytes are most likely the same, too."""
        kept, stamp = self._kept.get(str(path)), self._standing.stamps.get(str(path))
        return bool(stamp and kept and kept[:1] == [list(stamp)] and kept[3:4] == [names])

    def _stands(self, path: Path, names: str) -> bool:
        """Whether what is kept of a file holds by its stamp alone."""
        return self._same(path, names) and self._kept[str(path)][1] is True

    def _one(self, path: Path, around: Around, names: str) -> Checked:
        name = str(path)
        if self._stands(path, names) and (found := _found(path, self._kept[name], names)):
            self.files[name] = self._kept[name]
            return found
        stamp = self._standing.stamps.get(name)
        digest, found = self._read(path, around, names)
        if stamp and digest:  # else it was not there a moment ago, or cannot be read: look again next time
            settled = self._standing.settled(name)
            self.files[name] = [list(stamp), settled, digest, names, kept_form(found)]
        return found

    def _read(self, path: Path, around: Around, names: str) -> tuple[str, Checked]:
        """The SHA-256 of a file's bytes, empty where there are none, and what is found in them."""
        if ahead := self._ahead.get(str(path.absolute())):
            return ahead[0], from_kept(path, ahead[1])
        body = body_of(path)
        if isinstance(body, NotToml):
            return "", checked_file(path, body, around)
        digest, kept = sha256(body).hexdigest(), self._kept.get(str(path), [])
        same = _found(path, kept, names) if kept[2:3] == [digest] else None
        return digest, same or checked_file(path, body, around)


def _found(path: Path, kept: list[Any], names: str) -> Checked | None:
    """What was found in a file, where it was read with the same names."""
    *_, known, row = kept
    return from_kept(path, row) if known == names else None


def _names(around: Around) -> str:
    """The names of publications as one text."""
    return "\n".join(f"{name} {means}" for name, means in sorted(around.names.items()))
