"""A new question file to start from: valid as it stands, every choice explained where it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ledger.errors import UsageError
from ledger.questions.finding import nearest
from ledger.questions.toml_words import toml_table, toml_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.known_sources import KnownSource, Sources
    from ledger.questions.question import Kind
    from resolvers.source import Nature, Offer, Param, WindowForm

_FITS: dict[str, tuple[Kind, ...]] = {
    "level": ("binary", "multiple_choice", "numeric", "date"),
    "total": ("binary", "multiple_choice", "numeric"),
    "event": ("binary", "date"),
}
UNASKED = "What a person is to find out"
FILL_IN = "fill this in"
"""What stands for a param that nobody has written yet, and that is no sample either."""

_SAMPLES: dict[str, object] = {
    "ask": UNASKED,
    "url": "https://example.org/data",
    "select": "value",
    "column": "value",
    "pattern": "value: ([0-9.]+)",
    "congress": 119,
    "number": 1,
    "slug": "will-it-rain-tomorrow",
    "id": "239826",
    "ticker": "KXSENATEMID-26-AELS",
    "agencies": ["industry-and-security-bureau"],
    "below": ["Huawei"],
    "concept": "us-gaap/Revenues",
    "concepts": ["us-gaap/Revenues"],
    "ciks": ["1045810"],
    "form": "S-1",
    "series": "DGS10",
    "country": "WLD",
    "indicator": "NY.GDP.MKTP.CD",
    "repo": "octocat/hello-world",
    "author": "openai",
    "advisory": "2026-30",
}
_SAMPLES_OF: dict[tuple[str, str], object] = {
    ("huggingface.model", "id"): "openai/gpt-oss-120b",
    ("wayback.reading", "source"): "http_csv",
    ("wayback.reading", "params"): {"url": "https://example.org/data", "column": "value", "aggregate": "sum"},
}
"""Where the same word means another thing to one source."""

_QUARTER = 3

UNWRITTEN = "What is asked, in at most 120 characters"
"""The title of a file nobody has written yet: it is valid, and never asked."""

UNSTATED = "Will ...? The whole question in one sentence, with its days."
UNJUDGED = "How a stranger decides this from the source alone: which number, of which days, from which edition, rounded how."
"""Its statement and its criteria."""


class NewFileError(UsageError):
    """No file can be begun so; the sentence says what to choose instead."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a new file begins with: its kind, its source with params, the value it reads, and when."""

    kind: Kind
    source: str
    value: str
    params: Mapping[str, object]
    offer: Offer
    window: WindowForm


def new_file(
    sources: Sources,
    today: date,
    *,
    source: str = "manual",
    value: str | None = None,
    kind: Kind | None = None,
) -> str:
    """The text of a file about `value` (the source's first, if None) of `source`.

    Opens today, over the next whole quarter. Raises NewFileError where the three do not go together.
    """
    return _text(_start(sources, source, value, kind), today)


def _start(sources: Sources, source: str, value: str | None, kind: Kind | None) -> Start:
    declared = sources.declared(source)
    if declared is None:
        raise NewFileError(f"No source is called {source!r}; {nearest(source, sources.names())}")
    params = _params(sources, source, declared, kind)
    known = sources.known(source, params)
    offers = known.offers if known else {}
    chosen = value or next(iter(offers), "value")
    if chosen not in offers:
        raise NewFileError(f"{source} gives no value {chosen!r}; {nearest(chosen, offers)}")
    fitting = _fitting(offers[chosen])
    if kind is not None and kind not in fitting:
        words = f"{source} {chosen} is a {'text' if offers[chosen].texts else offers[chosen].nature}"
        raise NewFileError(
            f"{words}, which a {kind} question cannot ask about; choose {' or '.join(fitting)}."
        )
    nature = offers[chosen].nature
    window = _window(source, known, nature, kind or "binary")
    return Start(kind or "binary", source, chosen, params, offers[chosen], window)


def _fitting(offer: Offer) -> tuple[Kind, ...]:
    """The kinds of question that can ask about a value; a text is no number."""
    return tuple(kind for kind in _FITS[offer.nature] if not (offer.texts and kind == "numeric"))


def _window(source: str, known: KnownSource | None, nature: Nature, kind: Kind) -> WindowForm:
    """An event may fall on any day; a level that shows only on the day it is read is asked for that day."""
    live = known is not None and not known.history and nature == "level"
    window: WindowForm = "any_day" if nature == "event" or kind == "date" else "at" if live else "over"
    if known is not None and window not in known.windows:
        raise NewFileError(
            f"{source} cannot answer a window of {window}, which a {kind} question about it needs."
        )
    return window


def _params(
    sources: Sources, source: str, declared: Mapping[str, Param], kind: Kind | None
) -> dict[str, object]:
    """A value for every param that must be given, or that the source misses without them. A person is asked about an
    event, unless for a number or a choice.
    """
    params = {name: _sample(source, name, param) for name, param in declared.items() if param.required}
    known = sources.known(source, params)
    names = [one.param.partition(".")[0] for one in known.wrong] if known else []
    missed = [name for name in names if name in declared]
    params |= {name: _sample(source, name, declared[name]) for name in missed if name not in params}
    if "aggregate" in declared and "column" in declared:
        params["column"] = _SAMPLES["column"]
    if source == "manual" and kind in {None, "binary", "date"}:
        params["nature"] = "event"
    return params


def _sample(source: str, name: str, param: Param) -> object:
    if (source, name) in _SAMPLES_OF:
        return _SAMPLES_OF[source, name]
    if param.default is not None:
        return param.default
    if param.choices:
        return param.choices[0]
    kinds = {"text": FILL_IN, "number": 1, "list": [FILL_IN], "table": {}}
    return _SAMPLES.get(name, kinds[param.kind])


def _next_quarter(today: date) -> tuple[date, date]:
    months = today.year * 12 + (today.month - 1) // _QUARTER * _QUARTER + _QUARTER
    first, after = (date(m // 12, m % 12 + 1, 1) for m in (months, months + _QUARTER))
    return first, after - timedelta(days=1)


def _text(start: Start, today: date) -> str:
    first, last = _next_quarter(today)
    begins = today if start.window == "any_day" else first
    resolves = {"any_day": today, "at": last, "over": last + timedelta(days=14)}[start.window]
    parts = [_head(start, today, last, resolves=resolves), *_of_kind(start, begins, last)]
    return "\n".join([*parts, _options(start), _resolution(start, begins, last)])


def _head(start: Start, today: date, last: date, *, resolves: date) -> str:
    return f"""\
format = 1
kind = "{start.kind}"
title = "{UNWRITTEN}"
statement = "{UNSTATED}"
tags = ["new"]
by = "this project"        # or [claim] with the publication that said it
opens_at = {today}      # a bare date: from 00:00 UTC
closes_at = {last}     # to the end of that day; never after the window's last day
resolves_at = {resolves}   # the first moment a decision may be taken
gives_up_at = {last + timedelta(days=120)}   # then a person is asked; never NO by silence
criteria = \"\"\"
{UNJUDGED}\"\"\""""


def _of_kind(start: Start, first: date, last: date) -> list[str]:
    unit = f"unit = {toml_text(start.offer.unit)}" if start.offer.unit else None
    digits = f"digits = {start.offer.digits}             # numbers are rounded half to even to so many decimals first"
    match start.kind:
        case "binary" | "multiple_choice" if start.offer.nature == "event" or start.offer.texts:
            return [unit] if unit else []
        case "binary":
            return [*([unit] if unit else []), digits]
        case "multiple_choice":
            return [
                *([unit] if unit else []),
                digits,
                "ordered = true         # from the lowest to the highest",
            ]
        case "numeric":
            limits = "range = { min = 0.0, max = 100.0, open_min = true, open_max = true }"
            return [*([unit] if unit else []), digits, limits]
        case "date":
            never = 'otherwise = "later or never"   # an outcome of its own'
            return [f"range = {{ min = {first}, max = {last} }}   # the days of the window", never]


def _options(start: Start) -> str:
    if start.kind != "multiple_choice":
        return ""
    if start.source == "manual":
        return '\n[[option]]\nlabel = "one"\n\n[[option]]\nlabel = "the other"\n'
    if start.offer.texts:
        return "".join(
            f"\n[[option]]\nlabel = {it}\nis_one_of = [{it}]\n" for it in map(toml_text, start.offer.texts)
        )
    low = '[[option]]           # bounds leave no gap and no overlap\nlabel = "under 10"\nbelow = 10'
    return f'\n{low}\n\n[[option]]\nlabel = "10 or more"\nat_least = 10\n'


def _resolution(start: Start, first: date, last: date) -> str:
    windows = {
        "any_day": f'any_day = [{first}, {last}], max_gap = "14d"',
        "at": f"at = {last}",
        "over": f"over = [{first}, {last}]",
    }
    test = f"{{ {_test(start.offer)} }}"
    keys = {"binary": f"yes_if = {test}\n", "date": f"first_day = {test}\n"}
    params = f"params = {toml_table(start.params)}\n" if start.params else ""
    return f"""\
[resolution]
window = {{ {windows[start.window]} }}
{keys.get(start.kind, "")}vintage = "first_final"       # the first complete edition from resolves_at on; later ones change nothing
confirmed_by = "one_person"   # or machine, two_people
at_give_up = "ask"            # a person is asked then; or annul

[[resolution.source]]
name = {toml_text(start.source)}
value = {toml_text(start.value)}
{params}"""


def _test(offer: Offer) -> str:
    if offer.texts:
        return f"is_one_of = [{toml_text(offer.texts[0])}]"
    return "happened = true" if offer.nature == "event" else "at_least = 10"
