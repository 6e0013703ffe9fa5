"""The real sources, as a check sees them; nothing is loaded before a file names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.known_sources import KnownSource, WrongParam

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resolvers.errors import ParamProblem
    from resolvers.source import Param


class RegisteredSources:
    """`Sources` on resolvers.registry."""

    def names(self) -> Sequence[str]:
        """Every name, in order."""
        from resolvers import registry

        return registry.names()

    def known(self, name: str, params: Mapping[str, object]) -> KnownSource | None:
        """The source of that name with these params; None when there is none, or it cannot be loaded."""
        from resolvers import registry
        from resolvers.errors import BadParamsError, SourceNotLoadedError, UnknownSourceError
        from resolvers.source import lag_of, windows_of

        try:
            source = registry.make(name, params)
        except (UnknownSourceError, SourceNotLoadedError):
            return None
        except BadParamsError as error:
            kind = registry.find(name)
            wrong = tuple(map(_wrong, error.problems))
            return KnownSource(name, kind.publisher, kind.offers, wrong)
        return KnownSource(
            name,
            source.publisher,
            source.offers,
            history=source.history,
            cadence=source.cadence,
            windows=windows_of(source),
            lag=lag_of(source),
        )

    def declared(self, name: str) -> Mapping[str, Param] | None:
        """The params a source takes, by name; None when there is no source of that name."""
        from resolvers import registry
        from resolvers.errors import SourceNotLoadedError, UnknownSourceError

        try:
            return registry.find(name).params
        except (UnknownSourceError, SourceNotLoadedError):
            return None


def _wrong(problem: ParamProblem) -> WrongParam:
    fix = problem.fix.strip().removesuffix(".")
    return WrongParam(problem.param, problem.what, problem.found, fix[:1].lower() + fix[1:])
