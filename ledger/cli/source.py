"""`fledger source`: list, show and try data sources, without a ledger."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from ledger.cli.asking import AS_OF, DAY, UNAVAILABLE, day_of_now, with_network
from ledger.cli.frame import Frame, Style, emit, emit_json, finish, pass_frame, styles, table, talk, tell
from ledger.cli.words import days_between, sim
from ledger.errors import UsageError
from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.resolution.looking.rehearsal import Looked
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
@click.option("--json", "as_json", is_flag=True, help="JSON.")
def show(name: str, *, as_json: bool) -> None:
    """What a source gives, with which params, and how often it is looked at."""
    kind = _found(name)
    if as_json:
        emit_json({"schema": 1, **_described(kind)})
        return
    tell(f"{kind.name}, version {kind.version}: {clean_line(kind.about)}")
    tell(f"{clean_line(kind.publisher)}, {clean_line(kind.licence)}. {clean_line(kind.home)}")
    tell(f"Looked at every {_every(kind.cadence)}.{_key_words(kind)}")
    offers = [(offer, _nature(each), each.unit, each.about) for offer, each in kind.offers.items()]
    tell("\n" + table(("value", "nature", "unit", "about"), offers))
    params = [
        (param, each.kind, "yes" if each.required else each.default, each.about)
        for param, each in kind.params.items()
    ]
    if params:
        tell("\n" + table(("param", "kind", "required or default", "about"), params))


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
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@pass_frame
def try_source(
    frame: Frame,
    name: str,
    params: tuple[str, ...],
    first: datetime | None,
    as_of: datetime | None,
    *,
    as_json: bool,
) -> None:
    """Look at a source now and print what it reads; nothing is kept.

    Without --from it reads one day; a source of quarters or years reads the newest whole one.
    """
    from ledger.questions.rule import SourceUse
    from ledger.resolution.looking.rehearse import look_now

    _found(name)
    days = _days(day_of_now(frame, as_of), first.date() if first else None)
    use = SourceUse(name, "", _params(params))
    looked = asyncio.run(with_network(frame, lambda fetch: look_now("main", use, days, fetch)))[0]
    if as_json:
        emit_json(tried(looked))
    else:
        print_tried(looked)
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


def state_of(looked: Looked) -> str:
    """`reading`, `not_yet` or `unusable`."""
    from resolvers.source import NotYet, Reading, Unusable

    match looked.answer:
        case Reading():
            return "reading"
        case NotYet():
            return "not_yet"
        case Unusable():
            return "unusable"


def tried(looked: Looked) -> dict[str, object]:
    """What one look at a source gave, as JSON."""
    from ledger.resolution.looking.rehearsal_json import evidence_json, reading_json, span_json
    from ledger.resolution.rule.taken import trouble_words
    from resolvers.source import Reading

    answer = looked.answer
    nothing = dict.fromkeys(("values", "exact", "units", "as_of", "covers", "where"))
    is_reading = isinstance(answer, Reading)
    return {
        "schema": 1,
        "source": looked.use.name,
        "params": dict(looked.use.params),
        "span": span_json(looked.days.span),
        "state": state_of(looked),
        **(reading_json(answer, looked.offers) if isinstance(answer, Reading) else nothing),
        "evidence": evidence_json(looked.evidence),
        "reason": None if is_reading else trouble_words(answer),  # type: ignore[arg-type]  # no reading
    }


def print_tried(looked: Looked, *, simulated: bool = False) -> None:
    """What one look gave, for people: its values on stdout, the days and requests as talk."""
    said = tried(looked)
    if said["reason"]:
        tell(f"{said['source']}  {said['state']}: {clean_line(str(said['reason']))}")
        return
    from resolvers.source import Reading

    answer = looked.answer
    if isinstance(answer, Reading):
        shown = said["values"]
        values = shown if isinstance(shown, dict) else {}
        rows = [
            (name, sim(str(value), simulated=simulated), answer.units.get(name), answer.where.get(name))
            for name, value in values.items()
        ]
        tell(table(("value", "now", "unit", "where"), rows))
        talk(f"covers {answer.covers.first} to {answer.covers.last}, as of {answer.as_of}; {_came(looked)}")


def _came(looked: Looked) -> str:
    return ", ".join(f"{each.request.url} ({each.sha256[:12]})" for each in looked.evidence)
