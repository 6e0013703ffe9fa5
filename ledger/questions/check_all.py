"""Everything that is wrong in some folders, and all advice, without the questions themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.asked_once import AskedOnce
from ledger.questions.checked_file import checked_file
from ledger.questions.findings import Findings
from ledger.questions.gathering import Gathering
from ledger.questions.kept_reader import KeptReader
from ledger.questions.lint.every import together
from ledger.questions.lint.families import across
from ledger.questions.lint.near_duplicates import near_duplicates
from ledger.questions.question_file import problems
from ledger.questions.registered_sources import RegisteredSources
from ledger.questions.toml_file import body_of
from resolvers.registry import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ledger.questions.checked_file import CheckedFile
    from ledger.questions.gathering import Wanted
    from ledger.questions.kept_checks import KeptChecks
    from ledger.questions.known_sources import Sources
    from ledger.questions.problem import Problem

    Checked = CheckedFile | tuple[Problem, ...]
    Reader = Callable[[Sequence[Wanted]], Iterable[Checked]]


def check_all(
    places: Sequence[Path], reader: Reader | None = None, sources: Sources | None = None
) -> Findings:
    """The findings in all files of the folders or files `places`: the same as of the catalogue read from them.

    `reader` gives what is known of each file; without one, each is read.
    """
    gathering = Gathering["CheckedFile"](sources or AskedOnce(RegisteredSources()), reader or read_each)
    for place in places:
        gathering.take_in(place)
    gathering.read()
    return Findings(gathering.seen, len(gathering.questions), gathering.problems(), tuple(_advice(gathering)))


def check_by_kept(places: Sequence[Path], kept: KeptChecks, sources: Sources | None = None) -> Findings:
    """The same, by what is kept of each file; and kept for the next time.

    A source of another package may come, go or change without any stamp that is looked at, so what asks for one is not kept;
    nor what asks for a source that there is not.
    """
    reader, asked = KeptReader(kept.files(), kept.standing), AskedOnce(sources or RegisteredSources())
    found = check_all(places, reader, asked)
    if not (asked.names_asked | reader.names_asked) - BUILT_IN.keys():
        kept.keep(found, reader.files)
    return found


def read_each(wanted: Sequence[Wanted]) -> Iterator[Checked]:
    """Each file, read and checked by itself."""
    return (checked_file(path, body_of(path), around) for path, around in wanted)


def _advice(gathering: Gathering[CheckedFile]) -> list[Problem]:
    """That on each file, and on each that does not go with others; by file and line."""
    files = gathering.questions
    made = [found for each in files.values() for found in each.advice]
    written = [each for each in files.values() if each.compared]
    twins = near_duplicates(each.compared for each in written if each.compared)
    families = across((each.linked for each in written), lambda name: files[name].question)
    for name in dict.fromkeys([*twins, *families]):
        if found := list(together(twins.get(name), families.get(name, []), files[name].answers)):
            path = gathering.files[name]
            made += problems(path, path.read_text(encoding="utf-8"), found)
    return sorted(made, key=lambda each: (str(each.path), each.line, each.column))
