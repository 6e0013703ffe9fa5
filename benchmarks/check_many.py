"""How long `check` takes over many files: all of them new, a few edited, and none changed since.

    python benchmarks/check_many.py [--files 10000] [--rounds 3] [--edited 100] [--new 4] [--few 0.6] [--unchanged 2.5]

Two peers are measured in the same run: parsing every file with tomllib and the same pydantic model, in turn with the check of all
new files, and listing the folder (os.scandir and a stat of each entry). Prints seconds of work, of the rounds their median, and
ratios. Ends with 1 when all new ones take more than `--new` times the first peer, a few edited more than `--few` of it, or none changed more than `--unchanged` times the second.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time, sleep
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from forecasts import FOLDER
from ledger.questions.kept_checks import kept_checks
from ledger.questions.standing_files import SETTLED_NS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ledger.questions.findings import Findings

SYLLABLES = "ba do fi gu ka lo mi nu pa ro si tu va ze".split()  # noqa: SIM905


def written(folder: Path, count: int) -> list[Path]:
    """The shipped questions over and over, each in words and with an id of its own, so that none is like another."""
    shipped = Path(FOLDER, "two-scenarios-2028")
    (folder / "publications.toml").write_bytes((shipped / "publications.toml").read_bytes())
    asking_nothing = {"publications.toml", "scenarios.toml"}
    first = sorted(path for path in shipped.glob("*.toml") if path.name not in asking_nothing)
    rng, made = Random(7), list[Path]()
    for n in range(count):
        path = first[n % len(first)]
        name = " ".join("".join(rng.choices(SYLLABLES, k=4)) for _ in range(12))
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        told = [f'title = "{name}"\n' if line.startswith("title") else line for line in lines]
        told = [
            f'statement = "Will {name} come?"\n' if line.startswith('statement = "') else line
            for line in told
        ]
        # the first copies keep their ids, which others name
        made.append(folder / (path.name if n < len(first) else f"{path.stem}-{n}.toml"))
        made[-1].write_text("".join(told), encoding="utf-8")
    return made


def parse_only(files: list[Path]) -> None:
    from ledger.questions.tables import QuestionFile

    for path in files:
        QuestionFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))


def list_only(folder: Path) -> None:
    for entry in os.scandir(folder):
        entry.stat()


def check(folder: Path, cache: Path) -> Findings | None:
    kept = kept_checks(cache, [folder])
    if kept is None:
        return None
    if found := kept.findings():
        return found
    from ledger.questions.check_all import check_by_kept

    return check_by_kept([folder], kept)


def first(folder: Path, cache: Path) -> tuple[float, float]:
    """The seconds of work, and by the clock, of a check with nothing kept yet."""
    began = perf_counter()
    worked = work(lambda: check(folder, cache))
    return worked, perf_counter() - began


def work(doing: Callable[[], object]) -> float:
    """The seconds that this process and those it began were at work: others use the machine meanwhile."""
    before = sum(os.times()[:4])
    doing()
    return sum(os.times()[:4]) - before


def quick(doing: Callable[[], object], times: int = 15) -> float:
    """The least of so many times, of this process alone and counted finer: for what is over soon."""
    found = list[float]()
    for _ in range(times):
        before = process_time()
        doing()
        found.append(process_time() - before)
    return min(found)


def afresh(folder: Path, cache: Path) -> tuple[float, float]:
    """Listing, and a check when nothing changed, in a process of its own: as a command is."""
    words = [sys.executable, __file__, "--only", str(folder), str(cache)]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    return float(said[0]), float(said[1])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--edited", type=int, default=100)
    options.add_argument("--new", type=float, default=4.0)
    options.add_argument("--few", type=float, default=0.6)
    options.add_argument("--unchanged", type=float, default=2.5)
    options.add_argument("--only", type=Path, nargs=2, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.only:
        folder, cache = asked.only
        print(quick(lambda: list_only(folder)), quick(lambda: check(folder, cache)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder, caches = Path(name, "asked"), [Path(name, f"cache-{n}") for n in range(asked.rounds)]
        folder.mkdir()
        files = written(folder, asked.files)
        rounds = [(work(lambda: parse_only(files)), *first(folder, cache)) for cache in caches]
        parsed, new, waited = (median(each) for each in zip(*rounds, strict=True))
        cache = caches[-1]
        for path in files[: asked.edited]:
            path.write_text(path.read_text(encoding="utf-8").replace("Will ", "Whether "), encoding="utf-8")
        sleep(2 * SETTLED_NS / 10**9)
        few = work(lambda: check(folder, cache))
        listed, none = afresh(folder, cache)
    print(
        f"{asked.files:,} files: tomllib and the model {parsed:.2f} s; listing the folder {listed * 1000:.0f} ms"
    )
    print(
        f"all new                {new:7.2f} s, {new / parsed:.2f} of tomllib and the model; {waited:.2f} s by the clock"
    )
    print(f"{asked.edited:,} edited             {few:7.2f} s, {few / parsed:.2f} of it")
    print(
        f"none changed           {none * 1000:4.0f} ms, {none / listed:.2f} of listing; {new / none:.0f} times less than all new"
    )
    sys.exit(new > asked.new * parsed or few > asked.few * parsed or none > asked.unchanged * listed)


if __name__ == "__main__":
    main()
