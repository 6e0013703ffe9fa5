"""OpenRouter's daily rankings: whose models the tokens of each day went to.

The publisher lists the fifty models with the most tokens of a day, and all others as one row `other`. Tokens come as
decimal texts, because they pass what a binary float holds. Models that are tried out under a code name have a maker
nobody is told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from resolvers.days import day_of, seen_at
from resolvers.exact_numbers import total
from resolvers.json_fields import Fields, document, shown
from resolvers.refusal import RefusedError
from resolvers.source import Request, Span
from resolvers.vendors import Country, country_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from resolvers.source import Evidence, Why

URL = "https://openrouter.ai/api/v1/datasets/rankings-daily"
SECRET = "openrouter"  # noqa: S105 - the name of a secret, not the secret
ONE_DAY = timedelta(days=1)
BEGIN = date(2025, 1, 1)
"""The first day there is; the publisher refuses to be asked for an earlier end."""

MOST_DAYS = 200
"""Days of one request; the publisher takes about a year."""

Group = Country | Literal["hidden"]
"""Of whom a model is: of a country, or of somebody who is not told."""

_REST = "other"
_CODE_NAMED = frozenset({"openrouter", "stealth"})
_DATA_SET = "v1"
_NO_KEY = frozenset({401, 403})


@dataclass(frozen=True, slots=True)
class Row:
    """The tokens of one model on one day. `group` is None where its maker is not in the table of makers."""

    model: str
    tokens: Decimal
    group: Group | None

    @property
    def is_classified(self) -> bool:
        """Whether the country of its maker is known."""
        return self.group is not None and self.group != "hidden"


@dataclass(frozen=True, slots=True)
class Rankings:
    """What was published of each day, when it was made (a UTC day), and the moment up to which it can tell."""

    days: Mapping[date, tuple[Row, ...]]
    as_of: date
    seen: datetime

    def rows(self, span: Span) -> tuple[Row, ...]:
        """Every row of these days."""
        return tuple(row for day, rows in self.days.items() if span.first <= day <= span.last for row in rows)

    def among(self, span: Span) -> tuple[date, ...]:
        """Which of these days are there, in order."""
        return tuple(sorted(day for day in self.days if span.first <= day <= span.last))


def rankings(span: Span) -> Generator[Request, Evidence, Rankings]:
    """Asks for every day of a span. Raises RefusedError for days before `BEGIN`, and for a reply that cannot be used."""
    if span.first < BEGIN:
        raise RefusedError("incomplete", f"The rankings begin on {BEGIN}; {span.first} was asked for.")
    pages: list[Rankings] = []
    for part in _parts(span):
        page = yield _request(part)
        pages.append(_page(page))
    days = {day: rows for page in pages for day, rows in page.days.items()}
    return Rankings(days, min(page.as_of for page in pages), min(page.seen for page in pages))


def tokens(rows: Sequence[Row]) -> Decimal:
    """The tokens of all these rows."""
    return total(row.tokens for row in rows)


def group_of(model: str) -> Group | None:
    """Of whom a model is, by the beginning of its name; None where that is not known.

    >>> [group_of(model) for model in ("z-ai/glm-5:free", "~openai/gpt-latest", "stealth/ox-alpha", "other", "acme/x")]
    ['China', 'US', 'hidden', 'hidden', None]
    """
    maker, slash, _ = model.partition("/")
    if model == _REST or maker in _CODE_NAMED:
        return "hidden"
    return country_of(maker) if slash else None


def _parts(span: Span) -> Iterator[Span]:
    # From the day before: asked for nothing but a day that is not over, the publisher refuses instead of saying so.
    first, last = span.first.toordinal() - 1, span.last.toordinal()
    for start in range(first, last + 1, MOST_DAYS):
        yield Span(date.fromordinal(start), date.fromordinal(min(start + MOST_DAYS - 1, last)))


def _request(span: Span) -> Request:
    query = (("start_date", span.first.isoformat()), ("end_date", span.last.isoformat()))
    return Request(URL, query, accept="application/json", secret=SECRET)


def _page(page: Evidence) -> Rankings:
    reply = document(page.body)
    if reply.has("error"):
        raise _refused(reply)
    by_day: dict[date, list[Row]] = {}
    for entry in reply.tables("data"):
        by_day.setdefault(entry.day("date"), []).append(_row(entry))
    for day, rows in by_day.items():
        _check_distinct(day, rows)
    days = {day: tuple(rows) for day, rows in by_day.items()}
    return Rankings(days, _stamp(reply, page, days), seen_at(page))


def _refused(reply: Fields) -> RefusedError:
    """A refusal that came with status 200."""
    told = reply.values["error"]
    error = Fields(told, "error") if isinstance(told, dict) else reply
    code = error.values.get("code")
    words = shown(error.values.get("message", told))
    why: Why = "no_key" if isinstance(code, Decimal) and code in _NO_KEY else "down"
    return RefusedError(why, f"OpenRouter refuses: {words}.")


def _row(entry: Fields) -> Row:
    model, tokens = entry.text("model_permaslug"), entry.decimal_text("total_tokens")
    if tokens < 0 or tokens != tokens.to_integral_value():
        raise RefusedError("shape_changed", f"{entry.at('total_tokens')} is {tokens}, no number of tokens.")
    return Row(model, tokens, group_of(model))


def _check_distinct(day: date, rows: Sequence[Row]) -> None:
    [(model, times)] = Counter(row.model for row in rows).most_common(1)
    if times > 1:
        raise RefusedError("shape_changed", f"{shown(model)} is there {times} times on {day}.")


def _stamp(reply: Fields, page: Evidence, days: Mapping[date, tuple[Row, ...]]) -> date:
    """The day the publisher says the figures are of; the newest day in them where it does not say."""
    meta = reply.table("meta") if reply.has("meta") else Fields({}, "meta")
    if meta.has("version") and meta.text("version") != _DATA_SET:
        raise RefusedError(
            "identity_changed", f"The data set is {shown(meta.text('version'))}; {_DATA_SET} was expected."
        )
    return meta.day("as_of") if meta.has("as_of") else max(days, default=day_of(seen_at(page)))
