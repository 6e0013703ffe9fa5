"""What an exported file is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SIMULATED = "simulated-"


def exported_name(target: Path, *, simulated: bool) -> Path:
    """The file to write: a simulated ledger's says so in its name, so that it is never taken for a real one.

    >>> from pathlib import Path
    >>> exported_name(Path("out/forecasts.csv"), simulated=True).as_posix()
    'out/simulated-forecasts.csv'
    """
    if not simulated or target.name.startswith(SIMULATED):
        return target
    return target.with_name(SIMULATED + target.name)
