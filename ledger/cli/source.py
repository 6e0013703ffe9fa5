"""`fledger source`: list, show and try data sources, without a ledger."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from ledger.cli.asking import AS_OF, DAY, UNAVAILABLE, day_of_now, with_network
from ledger.cli.frame import Frame, Style, emit, emit_lines, finish, pass_frame, styles, table
from ledger.cli.words import days_between
from ledger.errors import UsageError
from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.resolution.rule.spans import Days
    from resolvers.source import Offer, Source


@click.group()
def source() -> None:
    """List, show and try data sources."""


@source.command("list")
@styles
@pass_frame
def list_sources(frame: Frame, style: Style | None) -> None:  # noqa: ARG001 - every command takes the frame
    """Every source, what it gives, and who publishes it."""
    from resolvers.registry import find, names

    kinds = [find(name) for name in names()]
    emit(
        style,
        headers=("source", "gives", "publisher", "about"),
        rows=[(kind.name, ", ".join(kind.offers), kind.publisher, kind.about) for kind in kinds],
        data={"schema": 1, "sources": [_described(kind) for kind in kinds]},
    )


@source.command()
@click.argument("name")
@styles
def show(name: str, style: Style | None) -> None:
    """What a source gives, with which params, and how often it is looked at."""
    kind = _found(name)
    data = {"schema": 1, **_described(kind)}
    emit_lines(style, lines=_lines(kind), rows=_rows(kind), data=data)


def _lines(kind: type[Source]) -> Iterator[str]:
    yield f"{kind.name}, version {kind.version}: {clean_line(kind.about)}"
    yield f"{clean_line(kind.publisher)}, {clean_line(kind.licence)}. {clean_line(kind.home)}"
    yield f"Looked at every {_every(kind.cadence)}.{_key_words(kind)}"
    yield "\n" + table(("value", "nature", "unit", "about"), _offers(kind))
    if params := _takes(kind):
        yield "\n" + table(("param", "kind", "required or default", "about"), params)


def _rows(kind: type[Source]) -> Iterator[tuple[object, ...]]:
    """For pipes: the source, each value it gives, and each param it takes."""
    head = (kind.name, kind.version, kind.publisher, kind.licence, kind.home)
    yield "source", *head, _every(kind.cadence), kind.secret, kind.about
    yield from (("value", *each) for each in _offers(kind))
    yield from (("param", *each) for each in _takes(kind))


def _offers(kind: type[Source]) -> list[tuple[object, ...]]:
    return [(offer, _nature(each), each.unit, each.about) for offer, each in kind.offers.items()]


def _takes(kind: type[Source]) -> list[tuple[object, ...]]:
    return [
        (param, each.kind, "yes" if each.required else each.default, each.about)
        for param, each in kind.params.items()
    ]


def _nature(offer: Offer) -> str:
    more = (("jumpy", offer.jumpy), ("revised", offer.revised))
    return ", ".join([offer.nature, *(word for word, holds in more if holds)])


def _every(cadence: timedelta) -> str:
    return days_between(0, cadence // timedelta(microseconds=1))


def _key_words(kind: type[Source]) -> str:
    return f" Needs the key {kind.secret!r}: set FLEDGER_SECRET_{kind.secret.upper()}." if kind.secret else ""


def _found(name: str) -> type[Source]:
    from resolvers.errors import ResolversError
    from resolvers.registry import find

    try:
        return find(name)
    except ResolversError as error:
        raise UsageError(f"{error} See: fledger source list") from error


def _described(kind: type[Source]) -> dict[str, object]:
    from resolvers.source import lag_of

    return {
        "name": kind.name,
        "version": kind.version,
        "publisher": kind.publisher,
        "licence": kind.licence,
        "about": kind.about,
        "home": kind.home,
        "cadence_seconds": int(kind.cadence.total_seconds()),
        "lag_seconds": int(lag_of(kind).total_seconds()),
        "secret": kind.secret,
        "offers": {
            name: {
                "nature": offer.nature,
                "unit": offer.unit,
                "digits": offer.digits,
                "jumpy": offer.jumpy,
                "revised": offer.revised,
                "about": offer.about,
            }
            for name, offer in kind.offers.items()
        },
        "params": {
            name: {
                "kind": param.kind,
                "required": param.required,
                "default": param.default,
                "about": param.about,
            }
            for name, param in kind.params.items()
        },
    }


@source.command("try")
@click.argument("name")
@click.option(
    "--param", "params", multiple=True, metavar="KEY=VALUE", help="One param of the source. May be repeated."
)
@click.option("--from", "first", type=DAY, metavar="DAY", help="First day to read; the same day otherwise.")
@AS_OF
@styles
@pass_frame
def try_source(
    frame: Frame,
    name: str,
    params: tuple[str, ...],
    first: datetime | None,
    as_of: datetime | None,
    style: Style | None,
) -> None:
    """Look at a source now and print what it reads; nothing is kept.

    Without --from it reads one day; a source of quarters or years reads the newest whole one.
    """
    from ledger.cli.tried_page import print_tried, state_of
    from ledger.questions.rule import SourceUse
    from ledger.resolution.looking.rehearse import look_now

    _found(name)
    days = _days(day_of_now(frame, as_of), first.date() if first else None)
    use = SourceUse(name, "", _params(params))
    looked = asyncio.run(with_network(frame, lambda fetch: look_now("main", use, days, fetch)))[0]
    print_tried(looked, style)
    finish(0 if state_of(looked) == "reading" else UNAVAILABLE)


def _params(pairs: Sequence[str]) -> dict[str, object]:
    """`k=v` texts; a value that is a JSON list or table is read as one."""
    import json

    found: dict[str, object] = {}
    for pair in pairs:
        key, joint, text = pair.partition("=")
        if not joint or not key:
            raise UsageError(f"--param {pair!r}: write KEY=VALUE.")
        try:
            found[key] = json.loads(text) if text[:1] in {"[", "{"} else text
        except json.JSONDecodeError as error:
            raise UsageError(
                f"--param {key}: {text!r} begins like JSON and is none ({error.msg})."
            ) from error
    return found


def _days(today: date, first: date | None) -> tuple[Days, ...]:
    from ledger.questions.rule import Over
    from ledger.resolution.rule.spans import Days, rehearsing
    from resolvers.source import Span

    if first is not None:
        if first > today:
            raise UsageError(f"--from {first} is after the last day to read, {today}.")
        return (Days(Span(first, today), "as_if_ended"),)
    new_year = date(today.year + 1, 1, 1)
    shapes = (
        Over(new_year, new_year.replace(month=12, day=31)),
        Over(new_year, new_year.replace(month=3, day=31)),
    )
    whole = [days for shape in shapes for days in rehearsing(shape, today) if days.stands == "last_aligned"]
    return (Days(Span(today, today), "as_if_ended"), *whole)
