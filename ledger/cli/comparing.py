"""Changed question files with all that a reviewer is told of them: what they asked before and ask now, each one tried."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.cli.changed_files import Deleted, NotInGitError, lies, questions_before, repository_of
from ledger.cli.pull_request import Changes, Link
from ledger.questions.publications import NAME, publications_in
from ledger.questions.toml_file import NotToml, parse_toml, read_toml
from ledger.questions.units import counted
from ledger.resolution.looking_back.trial import Trial

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ledger.cli.changed_files import Repository
    from ledger.cli.frame import Frame
    from ledger.questions.catalogue import Catalogue
    from ledger.questions.problem import Problem
    from ledger.questions.publication import Publication
    from ledger.questions.question import Question
    from ledger.questions.toml_file import Parsed
    from resolvers.source import Fetch, Request, Unusable


@dataclass(frozen=True, slots=True)
class Held:
    """The repository that holds what is compared, the revision as it was named, and the places inside it."""

    repository: Repository
    revision: str
    places: tuple[Path, ...]


def held(places: Sequence[Path], revision: str, *, named: bool) -> Held:
    """The repository of the first of `places` that lies in one, with those of them it holds.

    A place outside is passed over, unless it was `named`. Raises as `repository_of`.
    """
    found, inside = None, list[Path]()
    for place in (each.resolve() if each.is_dir() else lies(each) for each in places):
        try:
            found = found or repository_of(place, revision)
        except NotInGitError:
            if named:
                raise
            continue
        if place.is_relative_to(found.top):
            inside.append(place)
        elif named:
            raise NotInGitError(place)
    if found is None:
        raise NotInGitError(places[0])
    return Held(found, revision, tuple(inside))


def compared(
    frame: Frame, held: Held, catalogue: Catalogue, advice: Iterable[Problem], *, online: bool
) -> Changes:
    """Everything about the files that changed; their sources are looked at only `online`."""
    where = held.repository
    changes = sorted(
        {change for place in held.places for change in where.changes(place)},
        key=lambda change: str(change.was if isinstance(change, Deleted) else change.path),
    )
    paths = {change.path for change in changes if not isinstance(change, Deleted)}
    now = {lies(catalogue.files[name]): each for name, each in catalogue.questions.items()}
    asked = {path: question for path, question in now.items() if path in paths}
    return Changes(
        revision=held.revision,
        changes=changes,
        now=asked,
        before=questions_before(where, changes),
        published={path: _published(where, path) for path in paths if path.name == NAME},
        links={path: _link(where, path) for path in paths if path.is_symlink()},
        tried=_tried(frame, list(asked.values()), catalogue, online=online),
        problems=[each for each in catalogue.problems if lies(each.path) in paths],
        advice=[each for each in advice if lies(each.path) in paths],
        top=where.top,
        online=online,
    )


def _published(where: Repository, path: Path) -> tuple[Mapping[str, Publication], Mapping[str, Publication]]:
    """What a publications.toml said in the revision, and what it says."""
    return _publications(parse_toml(where.body(path) or b"")), _publications(read_toml(path))


def _link(where: Repository, path: Path) -> Link:
    inside = Path(os.path.realpath(path)).is_relative_to(where.top)
    return Link(str(path.readlink()), inside=inside)


def _publications(parsed: Parsed | NotToml) -> Mapping[str, Publication]:
    return {} if isinstance(parsed, NotToml) else publications_in(parsed.content).by_id


def _tried(
    frame: Frame, asked: Sequence[Question], catalogue: Catalogue, *, online: bool
) -> dict[str, Trial]:
    return asyncio.run(
        _online(frame, asked, catalogue) if online else _try(frame, asked, catalogue, _nothing)
    )


async def _online(frame: Frame, asked: Sequence[Question], catalogue: Catalogue) -> dict[str, Trial]:
    """Each request is made once, however many of the files need it."""
    from ledger.resolution.looking.once import Once
    from ledger.wiring import fetcher

    async with fetcher(frame.settings, frame.clock.now) as network, Once(network.fetch) as once:
        return await _try(frame, asked, catalogue, once)


async def _try(
    frame: Frame, asked: Sequence[Question], catalogue: Catalogue, fetch: Fetch
) -> dict[str, Trial]:
    from ledger.cli.progress import counting
    from ledger.resolution.looking_back.trial import try_question

    today, others = frame.clock.now().astimezone(UTC).date(), list(catalogue.questions.values())
    tried = dict[str, Trial]()
    with counting(f"of {counted(len(asked), 'question')} tried") as told:
        for each in asked:
            tried[each.id] = await try_question(each, today, fetch, others=others)
            told(len(tried))
    return tried


async def _nothing(request: Request) -> Unusable:
    from resolvers.source import Unusable

    return Unusable("down", f"{request.url} was not looked at.")
