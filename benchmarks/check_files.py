"""How long `check` takes over 1,000 files, advice included, against parsing them with tomllib and the same pydantic model alone.

    python benchmarks/check_files.py [--files 1000] [--most 4]

Prints seconds of work of both and their ratio; ends with 1 when the ratio is above `--most`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from forecasts import FOLDER
from ledger.questions.catalogue import read_catalogue
from ledger.questions.lint.every import advice
from ledger.questions.tables import QuestionFile

if TYPE_CHECKING:
    from collections.abc import Callable

REPEATS = 3


def questions_in(folder: Path) -> list[Path]:
    asking_nothing = {"publications.toml", "scenarios.toml"}
    return sorted(path for path in folder.glob("*.toml") if path.name not in asking_nothing)


def copies(folder: Path, count: int) -> None:
    """The shipped questions over and over, each copy under its own id."""
    catalogue = Path(FOLDER, "two-scenarios-2028")
    (folder / "publications.toml").write_bytes((catalogue / "publications.toml").read_bytes())
    shipped = questions_in(catalogue)
    for n in range(count):
        path = shipped[n % len(shipped)]
        # the first copies keep their ids, which others name
        (folder / (path.name if n < len(shipped) else f"{path.stem}-{n}.toml")).write_bytes(path.read_bytes())


def parse_only(folder: Path) -> None:
    for path in questions_in(folder):
        QuestionFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))


def check_all(folder: Path) -> None:
    catalogue = read_catalogue([folder])
    advice(catalogue)
    if catalogue.problems:
        print(catalogue.problems[0].sentence())
        sys.exit(1)


def best_of(work: Callable[[Path], None], folder: Path) -> float:
    times = []
    for _ in range(REPEATS):
        began = process_time()
        work(folder)
        times.append(process_time() - began)
    return min(times)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=1000)
    options.add_argument("--most", type=float, default=4.0)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies(folder, asked.files)
        alone, whole = best_of(parse_only, folder), best_of(check_all, folder)
    print(
        f"{asked.files} files: tomllib + pydantic {alone:.2f} s, check {whole:.2f} s, ratio {whole / alone:.2f}"
    )
    sys.exit(whole / alone > asked.most)


if __name__ == "__main__":
    main()
