"""Which sources there are, by name; each is loaded when it is first used.

Packages of others join by an entry point in the group `forecast_ledger.sources`. They cannot take the name of a
source that comes with the ledger: an old question must go on being read by what it was written for.
"""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, TypeGuard

from resolvers.errors import BadParamsError, SourceNotLoadedError, UnknownSourceError
from resolvers.params import ChecksParams, checked
from resolvers.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUP = "forecast_ledger.sources"

BUILT_IN: Mapping[str, str] = {
    "http_json": "resolvers.http_json:HttpJson",
    "http_csv": "resolvers.http_csv:HttpCsv",
    "http_text": "resolvers.http_text:HttpText",
    "manual": "resolvers.manual:Manual",
    "epoch.eci_lag": "resolvers.epoch.eci:EciLag",
    "epoch.eci_top": "resolvers.epoch.eci_top:EciTop",
    "epoch.eci_change": "resolvers.epoch.eci_change:EciChange",
    "epoch.chip_ratio": "resolvers.epoch.chips:ChipRatio",
    "epoch.chip_multiple": "resolvers.epoch.chip_multiple:ChipMultiple",
    "epoch.chip_rows": "resolvers.epoch.chip_rows:ChipRows",
    "epoch.chip_owners": "resolvers.epoch.chip_owners:ChipOwners",
    "epoch.chip_components": "resolvers.epoch.chip_components:ChipComponents",
    "epoch.metr_horizon": "resolvers.epoch.metr_horizon:MetrHorizon",
    "epoch.notable_models": "resolvers.epoch.notable_models:NotableModels",
    "congress.bill": "resolvers.congress:Bill",
    "govtrack.bill": "resolvers.govtrack:Bill",
    "federal_register.count": "resolvers.federal_register:Count",
    "openrouter.token_share": "resolvers.openrouter:TokenShare",
    "lmarena.text": "resolvers.lmarena:Text",
    "sec_edgar.concept": "resolvers.sec_edgar:Concept",
    "sec_edgar.sum": "resolvers.sec_edgar:Sum",
    "sec_edgar.filings": "resolvers.sec_edgar:Filings",
    "fred.series": "resolvers.fred:Series",
    "fred.vintage": "resolvers.fred:Vintage",
    "manifold.market": "resolvers.manifold:Market",
    "polymarket.market": "resolvers.polymarket:Market",
    "kalshi.market": "resolvers.kalshi:Market",
    "metaculus.question": "resolvers.metaculus:Question",
    "doj.press_releases": "resolvers.doj:PressReleases",
    "world_bank.indicator": "resolvers.world_bank:Indicator",
    "owid.chart": "resolvers.owid:Chart",
    "github.repo": "resolvers.github:Repo",
    "github.releases": "resolvers.github:Releases",
    "github.commits": "resolvers.github:Commits",
    "huggingface.models": "resolvers.huggingface:Models",
    "huggingface.model": "resolvers.huggingface:Model",
    "wayback.reading": "resolvers.wayback:Archived",
    "mozilla.bugs": "resolvers.mozilla:Bugs",
    "mozilla.advisory": "resolvers.mozilla:OneAdvisory",
}

_NEEDED = (*Source.__annotations__, "look")


def names() -> tuple[str, ...]:
    """Every source's name, those of the ledger first; imports none of them."""
    return (*BUILT_IN, *(name for name in sorted(_joined()) if name not in BUILT_IN))


def find(name: str) -> type[Source]:
    """The class of a source. Raises `UnknownSourceError`, or `SourceNotLoadedError` for one of others."""
    if name in BUILT_IN:
        module, _, kind = BUILT_IN[name].partition(":")
        loaded: object = getattr(import_module(module), kind)
    elif name in _joined():
        loaded = _load(_joined()[name])
    else:
        raise UnknownSourceError(name, get_close_matches(name, names(), 3))
    if not _is_source(loaded):
        raise SourceNotLoadedError(name, f"{loaded!r} is not a source, see resolvers/source.py")
    return loaded


def make(name: str, params: Mapping[str, object]) -> Source:
    """A source with its params. Raises as `find` does, and `BadParamsError` with everything wrong with `params`."""
    kind = find(name)
    return kind(**_checked(name, kind, params))


def canonical_params(name: str, params: Mapping[str, object]) -> str:
    """One line that two sources share exactly when they look at the same thing: JSON, sorted, defaults filled in.

    Raises as `make` does, for params that cannot be meant.

    >>> canonical_params("manual", {"ask": "How many?", "unit": "cases"})
    '{"params":{"ask":"How many?","nature":"level","unit":"cases","value":"answer"},"source":"manual"}'
    """
    said = {"params": _checked(name, find(name), params), "source": name}
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def _checked(name: str, kind: type[Source], params: Mapping[str, object]) -> dict[str, object]:
    values, problems = checked(kind.params, params)
    if isinstance(kind, ChecksParams):
        problems += kind.problems(values)
    if problems:
        raise BadParamsError(name, problems)
    return values


@cache
def _joined() -> Mapping[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _load(point: EntryPoint) -> object:
    try:
        loaded: object = point.load()
    except (ImportError, AttributeError, SyntaxError) as error:
        raise SourceNotLoadedError(point.name, str(error)) from error
    return loaded


def _is_source(loaded: object) -> TypeGuard[type[Source]]:
    return isinstance(loaded, type) and all(hasattr(loaded, name) for name in _NEEDED)
