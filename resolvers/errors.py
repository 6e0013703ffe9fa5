"""What can be wrong with the name, the params or the key of a source, one class per situation.

ResolversError
├── UnknownSourceError    no source is called that
├── SourceNotLoadedError  there is one, and it cannot be loaded
├── BadParamsError        its params cannot be meant; lists everything that is wrong
└── UnreadableKeyError    the place where a key is kept cannot be read

Nothing that a publisher sends raises; that gives `Unusable`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class ResolversError(Exception):
    """A source cannot be made or asked; the message is a sentence for people."""


class UnknownSourceError(ResolversError):
    """No source is called that; `near` are the names most like it."""

    def __init__(self, asked: str, near: Sequence[str] = ()) -> None:
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"No source is called {asked!r}.{hint}")
        self.asked = asked
        self.near = tuple(near)


class SourceNotLoadedError(ResolversError):
    """A source is named by an installed package, and cannot be loaded from it."""

    def __init__(self, name: str, because: str) -> None:
        super().__init__(f"The source {name!r} cannot be loaded: {because}")
        self.name = name


@dataclass(frozen=True, slots=True)
class ParamProblem:
    """One thing wrong with one param: what, what was found, and how to put it right."""

    param: str
    what: str
    found: str
    fix: str

    def __str__(self) -> str:
        found = f", found {self.found}" if self.found else ""
        return f"{self.param}: {self.what}{found}. {self.fix}"


class BadParamsError(ResolversError):
    """The params of a source cannot be meant; `problems` has every reason, not only the first."""

    def __init__(self, source: str, problems: Sequence[ParamProblem]) -> None:
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"The source {source!r} cannot be made:\n{lines}")
        self.source = source
        self.problems = tuple(problems)


class UnreadableKeyError(ResolversError):
    """The place where a key is kept cannot be read. The sentence names the key and the place, never what stands there."""

    def __init__(self, name: str, because: str) -> None:
        super().__init__(f"the key {name!r} cannot be read: {because}")
        self.name = name
