"""A small world of sources, and one good file of each kind to bend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ledger.questions.catalogue import Catalogue, read_catalogue
from ledger.questions.known_sources import KnownSource, WrongParam
from resolvers.source import ALL_WINDOWS, Offer, Param

if TYPE_CHECKING:
    from pathlib import Path

PUBLICATIONS = """\
[paper-2028]
title = "2028"
by = "A Lab"
kind = "paper"
read = "whole"
aliases = ["lab"]
[review]
title = "On 2028"
by = "A Reviewer"
kind = "review"
read = "whole"
"""

BINARY = """\
format = 1
kind = "binary"
title = "A lead of 12 months"
statement = "Will the lead reach 12 months?"
opens_at = 2026-05-14
closes_at = 2028-12-31
resolves_at = 2026-05-14
gives_up_at = 2029-02-15
criteria = "As the index says."

[claim]
publication = "paper-2028"
stance = "asserts"
said_by = "A Lab"
quote = "12 months"

[[forecast]]
by = "lab"
made_at = 2026-05-14
words = "70 %"
probability = 0.7

[resolution]
window = { any_day = [2026-05-14, 2028-12-31], max_gap = "14d" }
yes_if = { at_least = 12.0 }

[[resolution.source]]
name = "index"
value = "lag"
"""

NUMERIC = """\
format = 1
kind = "numeric"
title = "The lead"
statement = "How long will the lead be?"
by = "this project"
unit = "months"
digits = 1
range = { min = -24.0, max = 60.0 }
opens_at = 2026-05-14
resolves_at = 2029-01-15
gives_up_at = 2029-02-15
criteria = "The mean over the quarter."

[[forecast]]
by = "review"
made_at = 2026-05-14
quantiles = [[0.1, 4.0], [0.5, 7.0]]

[resolution]
window = { over = [2028-10-01, 2028-12-31] }

[[resolution.source]]
name = "index"
value = "lag"
"""

CHOICE = """\
format = 1
kind = "multiple_choice"
ordered = true
title = "The lead in classes"
statement = "In which class will the lead lie?"
by = "this project"
opens_at = 2026-05-14
resolves_at = 2029-01-15
gives_up_at = 2029-02-15
criteria = "The lag on the day."

[[forecast]]
by = "review"
made_at = 2026-05-14
options = { low = 0.4, middle = 0.5, high = 0.1 }

[[option]]
label = "low"
at_most = 0

[[option]]
label = "middle"
above = 0
below = 12

[[option]]
label = "high"
at_least = 12

[resolution]
window = { at = 2028-12-31 }

[[resolution.source]]
name = "index"
value = "lag"
"""

DATE = """\
format = 1
kind = "date"
title = "The day it becomes law"
statement = "When will it become law?"
by = "Jane Doe"
private = true
range = { min = 2026-05-14, max = 2028-12-31 }
otherwise = "never"
opens_at = 2026-05-14
resolves_at = 2026-05-14
gives_up_at = 2029-02-15
criteria = "The day on the page."

[[forecast]]
by = "review"
made_at = 2026-05-14T12:00:00+02:00
dates = [[0.1, 2027-01-01], [0.5, 2028-01-01]]

[resolution]
window = { any_day = [2026-05-14, 2028-12-31], max_gap = "14d" }
first_day = { happened = true }

[[resolution.source]]
name = "bill"
value = "enacted_on"
params = { number = 1 }

[[aside]]
text = "Most bills do not pass."
"""

OFFERS: Mapping[str, tuple[str, Mapping[str, Offer]]] = {
    "index": (
        "Institute",
        {
            "lag": Offer("level", "months"),
            "best": Offer("level"),
            "gap": Offer("level", "points"),
            "bloc": Offer("level", texts=("US", "China")),
        },
    ),
    "mirror": ("Institute", {"lag": Offer("level", "months")}),
    "other": ("University", {"lag": Offer("level", "months")}),
    "count": ("Register", {"documents": Offer("total", "documents", never_falls=True)}),
    "bill": ("Library", {"enacted_on": Offer("event")}),
    "manual": ("a person", {"answer": Offer("level")}),
    "live": ("Exchange", {"price": Offer("level"), "traded": Offer("total"), "closed_on": Offer("event")}),
    "quarterly": ("Institute", {"share": Offer("level")}),
    "bets": ("Exchange", {"chance_pct": Offer("level", "percent"), "settled_on": Offer("event")}),
}
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class SmallWorld:
    """A handful of sources; `bill` takes one whole number, the others take anything.

    `live` shows only what is so when it is read; `quarterly` answers a span only, and is looked at every week.
    """

    offers: Mapping[str, tuple[str, Mapping[str, Offer]]] = field(default_factory=lambda: OFFERS)

    def names(self) -> Sequence[str]:
        return tuple(self.offers)

    def known(self, name: str, params: Mapping[str, object]) -> KnownSource | None:
        if name not in self.offers:
            return None
        wrong = () if name != "bill" else tuple(_bill_params(params))
        publisher, offers = self.offers[name]
        rare = name == "quarterly"
        return KnownSource(
            name,
            publisher,
            offers,
            wrong,
            history=name != "live",
            cadence=WEEK if rare else timedelta(days=1),
            windows=frozenset({"over"}) if rare else ALL_WINDOWS,
        )

    def declared(self, name: str) -> Mapping[str, Param] | None:
        return {} if name in self.offers else None


def _bill_params(params: Mapping[str, object]) -> Sequence[WrongParam]:
    if isinstance(params.get("number"), int):
        return ()
    return (WrongParam("number", "is missing", "", "give a whole number"),)


Files = Callable[..., Catalogue]


@pytest.fixture
def sources() -> SmallWorld:
    return SmallWorld()


@pytest.fixture
def good() -> Mapping[str, str]:
    """One good file of each kind."""
    return {"binary": BINARY, "numeric": NUMERIC, "multiple_choice": CHOICE, "date": DATE}


@pytest.fixture
def catalogue_of(tmp_path: Path, sources: SmallWorld) -> Files:
    """Writes files (stem -> text or bytes) beside a publications.toml and reads the folder."""

    def read(publications: str = PUBLICATIONS, /, **files: str | bytes) -> Catalogue:
        (tmp_path / "publications.toml").write_text(publications, encoding="utf-8")
        for stem, text in files.items():
            body = text.encode("utf-8") if isinstance(text, str) else text
            (tmp_path / f"{stem.replace('_', '-')}.toml").write_bytes(body)
        return read_catalogue([tmp_path], sources)

    return read
