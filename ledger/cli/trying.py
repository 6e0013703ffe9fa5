"""`fledger source`, `fledger rehearse` and `fledger try`: look at the world without writing anything, and without a ledger."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from ledger.cli.frame import Frame, Style, emit, emit_json, finish, pass_frame, styles, table, talk
from ledger.cli.progress import counting
from ledger.cli.words import days_between
from ledger.errors import LedgerError, UsageError
from ledger.questions.clean import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from ledger.questions.question import Question
    from ledger.resolution.looking.rehearsal import Looked, Rehearsal
    from ledger.resolution.rule.spans import Days
    from resolvers.source import Fetch, Offer, Source

Got = TypeVar("Got")

UNAVAILABLE = 4
NEEDS_PERSON = 6
EXIT_CODES = {"reading": 0, "not_yet": UNAVAILABLE, "unusable": UNAVAILABLE, "needs_person": NEEDS_PERSON}

DAY = click.DateTime(formats=["%Y-%m-%d"])
AS_OF = click.option("--as-of", type=DAY, metavar="DAY", help="Read as if this day were today: 2025-12-19.")


class BadQuestionFileError(LedgerError):
    """The file asks nothing that can be rehearsed; every problem is in the sentence."""

    exit_code = 3


# ---- source --------------------------------------------------------------------------------------------


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
    click.echo(f"{kind.name}, version {kind.version}: {clean_line(kind.about)}")
    click.echo(f"{clean_line(kind.publisher)}, {clean_line(kind.licence)}. {clean_line(kind.home)}")
    click.echo(f"Looked at every {_every(kind.cadence)}.{_key_words(kind)}")
    offers = [(offer, _nature(each), each.unit, each.about) for offer, each in kind.offers.items()]
    click.echo("\n" + table(("value", "nature", "unit", "about"), offers))
    params = [
        (param, each.kind, "yes" if each.required else each.default, each.about)
        for param, each in kind.params.items()
    ]
    if params:
        click.echo("\n" + table(("param", "kind", "required or default", "about"), params))


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
        emit_json(_tried(looked))
    else:
        _print_tried(looked)
    finish(0 if _state(looked) == "reading" else UNAVAILABLE)


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
    next_year = Over(date(today.year + 1, 1, 1), date(today.year + 1, 12, 31))
    whole = [days for days in rehearsing(next_year, today) if days.stands == "last_aligned"]
    return (Days(Span(today, today), "as_if_ended"), *whole)


def _state(looked: Looked) -> str:
    from resolvers.source import NotYet, Reading, Unusable

    match looked.answer:
        case Reading():
            return "reading"
        case NotYet():
            return "not_yet"
        case Unusable():
            return "unusable"


def _tried(looked: Looked) -> dict[str, object]:
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
        "state": _state(looked),
        **(reading_json(answer, looked.offers) if isinstance(answer, Reading) else nothing),
        "evidence": evidence_json(looked.evidence),
        "reason": None if is_reading else trouble_words(answer),  # type: ignore[arg-type]  # no reading
    }


def _print_tried(looked: Looked) -> None:
    said = _tried(looked)
    if said["reason"]:
        click.echo(f"{said['source']}  {said['state']}: {clean_line(str(said['reason']))}")
        return
    from resolvers.source import Reading

    answer = looked.answer
    if isinstance(answer, Reading):
        shown = said["values"]
        values = shown if isinstance(shown, dict) else {}
        rows = [
            (name, value, answer.units.get(name), answer.where.get(name)) for name, value in values.items()
        ]
        click.echo(table(("value", "now", "unit", "where"), rows))
        talk(f"covers {answer.covers.first} to {answer.covers.last}, as of {answer.as_of}; {_came(looked)}")


def _came(looked: Looked) -> str:
    return ", ".join(f"{each.request.url} ({each.sha256[:12]})" for each in looked.evidence)


# ---- rehearse ------------------------------------------------------------------------------------------


@click.command()
@click.argument("question")
@AS_OF
@click.option(
    "--history", is_flag=True, help="What the ledger's looks gave so far, plotted; looks at nothing."
)
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@pass_frame
def rehearse(frame: Frame, question: str, as_of: datetime | None, *, history: bool, as_json: bool) -> None:
    """If it resolved today: read the sources of QUESTION (an id or a file) and evaluate its rule. Writes nothing."""
    from ledger.resolution.looking.rehearsal_json import rehearsal_json

    if history:
        _print_history(frame, question, as_json=as_json)
        return
    from ledger.resolution.looking.rehearse import rehearse as rehearse_now

    asked = asked_question(frame, question)
    day = day_of_now(frame, as_of)
    found = asyncio.run(with_network(frame, lambda fetch: rehearse_now(asked, day, fetch)))
    if as_json:
        emit_json(rehearsal_json(found))
    else:
        _print_rehearsal(found)
    finish(EXIT_CODES[found.state])


def _print_history(frame: Frame, typed: str, *, as_json: bool) -> None:
    from ledger.cli.history_page import history_line, plot
    from ledger.cli.question_page import PLOT_WIDTH, today_data
    from ledger.clock import microseconds
    from ledger.record.detail import detail
    from ledger.record.finding import find_question
    from ledger.record.rehearsals import history

    with frame.record() as record:
        found = detail(record, find_question(record, typed), now_us=microseconds(frame.clock.now()))
        points, simulated = history(record, found.row.id), record.simulated
    if as_json:
        told = [today_data(one) for one in points]
        emit_json({"schema": 1, "question": found.row.id, "simulated": simulated, "history": told})
        return
    for line in plot(found.question(), points, width=PLOT_WIDTH):
        click.echo(clean(line))
    for one in points:
        click.echo(clean(history_line(one, found.row.unit, simulated=simulated)))


def _print_rehearsal(found: Rehearsal) -> None:
    value = f"{found.value} {found.unit or ''}".strip() if found.value is not None else "no value"
    would = f"would resolve {found.would_words}" if found.would_words else found.state.replace("_", " ")
    click.echo(f"{found.question}  {clean_line(value)}  {clean_line(would)}")
    click.echo(f"  {clean_line(found.reason)}")
    for one in found.looked:
        said = _tried(one)
        if said["reason"]:
            talk(f"  {one.use.name}  {said['state']}: {clean_line(str(said['reason']))}")


@click.command("try")
@click.argument("question", metavar="FILE")
@AS_OF
@click.option("--json", "as_json", is_flag=True, help="JSON.")
@pass_frame
def try_(frame: Frame, question: str, as_of: datetime | None, *, as_json: bool) -> None:
    """Try a question file (or an id) before it is asked: its value now, distance, base rate, end, the nearest question."""
    from ledger.cli.trial_page import trial_lines
    from ledger.resolution.looking_back.trial import try_question
    from ledger.resolution.looking_back.trial_json import trial_json
    from ledger.wiring import catalogue

    asked = asked_question(frame, question)
    others = catalogue(frame.settings).questions.values()
    day = day_of_now(frame, as_of)
    with counting("windows tried") as told:
        found = asyncio.run(
            with_network(frame, lambda fetch: try_question(asked, day, fetch, others=others, told=told))
        )
    if as_json:
        emit_json(trial_json(found))
    else:
        click.echo("\n".join(trial_lines(found)))
    finish(EXIT_CODES[found.rehearsal.state])


def asked_question(frame: Frame, typed: str) -> Question:
    """The question of a file, of an id (or its beginning) in the folders of the settings, or else in the ledger."""
    path = Path(typed)
    return _of_file(path) if path.suffix == ".toml" and path.is_file() else _of_id(frame, typed)


def _of_file(path: Path) -> Question:
    from ledger.questions.catalogue import read_catalogue

    catalogue = read_catalogue([path])
    for question in catalogue.questions.values():
        return question
    problems = "\n".join(clean_line(problem.sentence()) for problem in catalogue.problems)
    raise BadQuestionFileError(problems or f"{path} asks nothing.")


def _of_id(frame: Frame, typed: str) -> Question:
    from difflib import get_close_matches

    from ledger.errors import UnknownQuestionError
    from ledger.wiring import catalogue

    questions = catalogue(frame.settings).questions
    if typed in questions:
        return questions[typed]
    found = [name for name in questions if name.startswith(typed)]
    if len(found) == 1:
        return questions[found[0]]
    if not found and (kept := _of_ledger(frame, typed)):
        return kept
    raise UnknownQuestionError(typed, found[:5] or get_close_matches(typed, questions, 3))


def _of_ledger(frame: Frame, typed: str) -> Question | None:
    """The ledger's question of that id or beginning; None without a ledger or a single such question."""
    from ledger.errors import NoLedgerError, UnknownQuestionError
    from ledger.journal.deciding import question_row
    from ledger.questions.reading import question_from_said
    from ledger.record.finding import find_question

    try:
        with frame.record() as record:
            name = find_question(record, typed)
        with frame.journal() as journal, journal.transaction() as tx:
            row = question_row(tx.connection, name)
    except (NoLedgerError, UnknownQuestionError):
        return None
    return question_from_said(row.question, row.said) if row else None


def day_of_now(frame: Frame, as_of: datetime | None) -> date:
    """The day to read as today: the one given, else the clock's, UTC."""
    return as_of.date() if as_of else frame.clock.now().astimezone(UTC).date()


async def with_network(frame: Frame, use: Callable[[Fetch], Awaitable[Got]]) -> Got:
    """Let `use` fetch over the network the settings allow, without anything kept from before."""
    from ledger.wiring import fetcher

    async with fetcher(frame.settings, frame.clock.now) as network:
        return await use(network.fetch)
