"""The file a command writes to: a new one, or stdout."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ledger.cli.frame import talk
from ledger.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO


class NotWritableError(UsageError):
    """The file to write cannot be made, or is there already; nothing is ever overwritten."""

    def __init__(self, target: Path | None, because: str | None) -> None:
        super().__init__(
            f"{target} cannot be written: {because}. Nothing that exists is overwritten; name a new file."
        )


class opened:  # noqa: N801 reads as a verb where it is used
    """A file or stdout; a simulated ledger's file is named so."""

    def __init__(self, target: Path | None, *, simulated: bool) -> None:
        from ledger.exchange.naming import exported_name

        to_file = target is not None and str(target) != "-"
        self.target = exported_name(target, simulated=simulated) if target and to_file else None
        self.file: IO[bytes] | None = None

    def __enter__(self) -> IO[bytes]:
        try:
            self.file = self.target.open("xb") if self.target else None
        except OSError as error:
            raise NotWritableError(self.target, error.strerror) from error
        return self.file or sys.stdout.buffer

    def __exit__(self, *_: object) -> None:
        if self.file and self.target:
            self.file.close()
            talk(f"Written: {self.target}")
