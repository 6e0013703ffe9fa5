"""One advisory of Mozilla, from its YAML file: when it was announced, for what, and which bugs it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resolvers.cells import day
from resolvers.json_fields import Fields, shown
from resolvers.plain_yaml import BadYaml, parse
from resolvers.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

REPOSITORY = "mozilla/foundation-security-advisories"
RAW = f"https://raw.githubusercontent.com/{REPOSITORY}/master/announce"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WRITTEN = re.compile(r"([A-Z][a-z]+) ([0-9]{1,2}),? ([0-9]{4})")
_FIREFOX = re.compile(r"Firefox [0-9]+(\.[0-9]+)*")
_BUG = re.compile(r"(?<![0-9])[0-9]{6,8}(?![0-9])")
_RANGE = re.compile(r"(?<![0-9])[0-9]{6,8}\s*[-\u2013]\s*[0-9]{6,8}(?![0-9])")
_ELSEWHERE = re.compile(r"(?i)[a-z]+://(?!(?:bugzilla\.mozilla\.org|bugzil\.la)/)[^\s,]*")


@dataclass(frozen=True, slots=True)
class Advisory:
    """`name` is the file's, without its ending; `products` are those it was fixed in; `told` is the whole file."""

    name: str
    on: date
    products: tuple[str, ...]
    told: Fields

    @property
    def in_firefox(self) -> bool:
        """Whether a version of Firefox for desktops is among its products; ESR, Android and iOS are others."""
        return any(_FIREFOX.fullmatch(product) for product in self.products)

    @property
    def in_firefox_alone(self) -> bool:
        """Whether it is fixed in one product, a version of Firefox for desktops."""
        return self.in_firefox and len(self.products) == 1

    def bugs(self) -> frozenset[str]:
        """The numbers of the distinct bugs it names, at least one. Raises RefusedError."""
        found = frozenset(_bugs(self.told))
        if not found:
            raise RefusedError("shape_changed", f"{self.name} names no bug.")
        return found


def url_of(name: str) -> str:
    """Where the file of an advisory such as `mfsa2026-30` is read, as it is now."""
    return f"{RAW}/{name[4:8]}/{name}.yml"


def advisory(name: str, body: bytes) -> Advisory:
    """The advisory in a file. Raises RefusedError for anything else."""
    told = _table(name, body)
    return Advisory(name, _announced(told), tuple(_products(told)), told)


def _table(name: str, body: bytes) -> Fields:
    if body.lstrip()[:1] == b"<":
        raise RefusedError("shape_changed", f"A web page came instead of {name}: {shown(body[:200])}.")
    try:
        found = parse(body)
    except BadYaml as bad:
        raise RefusedError("shape_changed", f"{name} cannot be read: {bad}.") from bad
    if not isinstance(found, dict):
        raise RefusedError("shape_changed", f"{name} is {shown(found)} where a table was expected.")
    return Fields(found, name)


def _announced(told: Fields) -> date:
    """The day, written as `April 21, 2026` or 2026-04-21."""
    text = " ".join(told.text("announced").split())
    found = _WRITTEN.fullmatch(text)
    written = day(text)
    if found and found[1] in _MONTHS:
        written = day(f"{found[3]}-{_MONTHS.index(found[1]) + 1:02}-{found[2]:0>2}")
    if written is None:
        raise RefusedError("shape_changed", f"{told.at('announced')} is {shown(text)}, which is no day.")
    return written


def _products(told: Fields) -> Iterator[str]:
    """The list under `fixed_in`, or the one product that stands there."""
    found = told.values.get("fixed_in")
    several = found if isinstance(found, list) else [found]
    for product in several:
        if not isinstance(product, str) or not product.strip():
            raise RefusedError(
                "shape_changed", f"{told.at('fixed_in')} is {shown(found)}, not a list of products."
            )
        yield " ".join(product.split())


def _bugs(told: Fields) -> Iterator[str]:
    entries = told.table("advisories")
    for key in entries.values:
        for bug in entries.table(str(key)).tables("bugs"):
            yield from _numbers(bug)


def _numbers(bug: Fields) -> list[str]:
    """The bugs in what a file calls an address: numbers and addresses, with commas between; only Bugzilla's are bugs.

    Raises RefusedError for a range, as nobody says which of the numbers between are bugs.
    """
    written = _ELSEWHERE.sub(" ", bug.text("url"))
    if _RANGE.search(written):
        found = shown(bug.values["url"])
        raise RefusedError("shape_changed", f"{bug.at('url')} is {found}, which is a range.")
    return _BUG.findall(written)
