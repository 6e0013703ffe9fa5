"""`fledger score`, `claims`: what the record is worth. numpy is loaded when one of them runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli.covered import NOTE, covered, show_all
from ledger.cli.frame import Frame, Style, emit, emit_json, pass_frame, styles, table
from ledger.cli.origin import origin, say_origin
from ledger.cli.reading import now_us, say
from ledger.errors import UsageError
from ledger.record.nobody import NobodyError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ledger.cli.score_page import Beside
    from ledger.questions.publication import Publication
    from ledger.record.opening import Record
    from ledger.standing.denominator import Panel
    from ledger.standing.histories import Choice
    from ledger.standing.rule_changes import Lines
    from ledger.standing.scores import ScoreLine
    from ledger.standing.unscored import Unscored

STANCES = ("asserts", "scenario", "asks", "reports")
REACHES = ("open", "not-tested", "none", "some")


class NoScoreError(UsageError):
    """A publication has no score, rank or grade."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is a publication: it gets no score, rank or grade. See: fledger claims")


class UnknownPublicationError(UsageError):
    """No publication in the catalogue or the ledger goes by that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no publication {name!r}. There are: {', '.join(known) or 'none'}.")


def choice_of(*, claimed: bool, imputed: bool) -> Choice:
    """Which forecasts are taken."""
    from ledger.standing.histories import Choice

    return Choice(claimed=claimed, imputed=imputed)


def scored_one(frame: Frame, record: Record, by: str | None) -> str:
    """Whose scores: `--by`, else yours, who may have none yet.

    Raises NoScoreError for a publication, NobodyError where `by` has forecast nothing.
    """
    from ledger.record.ended import stating_publications
    from ledger.record.people import forecasts_of, names

    name, publications = frame.me(by), stating_publications(record)
    if name in publications:
        raise NoScoreError(name)
    if by is not None and not forecasts_of(record, name, most=1):
        raise NobodyError(name, [one for one in names(record) if one not in publications])
    return name


@click.command()
@click.argument("question", required=False)
@click.option("--by", help="Whose scores; else yours.")
@click.option(
    "--rule",
    help="Only this rule, also one that is not shown else: spherical, log_ratio, ... --json has all.",
)
@click.option(
    "--claimed", is_flag=True, help="Take forecasts, too, whose time is only the forecaster's word."
)
@click.option("--imputed", is_flag=True, help="Show numbers added by us, too, apart from all others.")
@click.option("--anyway", is_flag=True, help="Means below ten families, where they are mostly luck.")
@click.option("--pairs", is_flag=True, help="Peer scores, too, where only two people spoke.")
@click.option(
    "--diff", "since", metavar="VERSION", help="What changes of rule did since that engine version."
)
@styles
@pass_frame
def score(
    frame: Frame,
    question: str | None,
    by: str | None,
    rule: str | None,
    *,
    claimed: bool,
    imputed: bool,
    anyway: bool,
    pairs: bool,
    since: str | None,
    style: Style | None,
) -> None:
    """Your scores, question by question, beside everything you spoke on.

    Time covered is the share of the scheduled time in which a forecast stood and counted. What is known early ends
    what counts, so that it stays below 100 % there for everybody.
    """
    choice = choice_of(claimed=claimed, imputed=imputed)
    with frame.record() as record:
        who, only = scored_one(frame, record, by), _found(record, question)
        lines = _lines(choice, only, pairs=pairs)
        if since is not None:
            _show_diff(record, lines, who, since, style)
        else:
            _show_scores(
                record, only, who, lines, style, rule=rule, choice=choice, now=now_us(frame), anyway=anyway
            )


def _lines(choice: Choice, only: str | None, *, pairs: bool) -> Lines:
    """How score lines are made here: with peer scores where enough people spoke."""
    from ledger.standing.peers import FEWEST, PAIR, with_peers
    from ledger.standing.scores import score_lines

    def made(record: Record, forecaster: str, /) -> tuple[ScoreLine, ...]:
        alone = score_lines(record, forecaster, choice=choice, only=only)
        return with_peers(record, alone, choice=choice, fewest=PAIR if pairs else FEWEST, only=only)

    return made


def _found(record: Record, question: str | None) -> str | None:
    from ledger.record.finding import find_question

    return None if question is None else find_question(record, question)


def _show_diff(record: Record, lines: Lines, who: str, since: str, style: Style | None) -> None:
    from ledger.cli import score_diff_page
    from ledger.standing.version_diff import version_diff

    diff, head = version_diff(record, who, since, lines), origin(record)
    match style:
        case "json":
            emit_json({**head, "forecaster": who, **score_diff_page.data(diff)})
        case "plain":
            emit(style, headers=(), rows=score_diff_page.plain_rows(diff), data=None)
        case "table" | None:
            headers, rows = score_diff_page.HEADERS, score_diff_page.rows(diff)
            shown = table(headers, rows, whole=headers[1:4]) if diff.changed else None
            say(score_diff_page.lines(diff, shown))
    say_origin(head, style)


def _show_scores(
    record: Record,
    only: str | None,
    who: str,
    made: Lines,
    style: Style | None,
    *,
    rule: str | None,
    choice: Choice,
    now: int,
    anyway: bool,
) -> None:
    from ledger.cli import score_page
    from ledger.standing.references import reference_lines
    from ledger.standing.shown import shown
    from ledger.standing.unscored import unscored

    every, simulated, head = made(record, who), record.simulated, origin(record)
    lines = shown(every, rule) if rule or style != "json" else every
    beside = reference_lines(record, only=only)
    # the denominator belongs to the whole record, not to one question of it
    counted = _panel(record, who, every, now) if only is None and style != "plain" else None
    without = () if rule else unscored(record, who, every, choice=choice, only=only)
    match style:
        case "json":
            data = _score_data(lines, without, beside, who, counted, simulated=simulated, anyway=anyway)
            emit_json({**head, **data})
        case "plain":
            emit(style, headers=(), rows=score_page.plain_rows(lines, simulated=simulated), data=None)
        case "table" | None:
            if only is not None and not lines and not without:
                say([f"{who} has no score on it: {_why(record, only, who, choice)}."])
            _say_scores(lines, without, beside, who, counted, simulated=simulated, anyway=anyway)
    say_origin(head, style)


def _panel(record: Record, who: str, lines: Sequence[ScoreLine], now: int) -> Panel:
    from ledger.standing.denominator import panel

    return panel(record, who, lines, now_us=now)


def _why(record: Record, question: str, who: str, choice: Choice) -> str:
    from ledger.standing.unscored import why_unscored
    from ledger.standing.unscored_words import why_words

    return why_words(why_unscored(record, question, who, choice=choice))


def _score_data(
    lines: Sequence[ScoreLine],
    without: Sequence[Unscored],
    beside: Beside,
    who: str,
    counted: Panel | None,
    *,
    simulated: bool,
    anyway: bool,
) -> dict[str, object]:
    from ledger.cli import score_page
    from ledger.standing.summaries import means

    return {
        "forecaster": who,
        "panel": score_page.panel_data(counted) if counted else None,
        "lines": [score_page.line_data(line, beside, simulated=simulated) for line in lines],
        "without": [score_page.unscored_data(one) for one in without],
        "means": [score_page.mean_data(mean) for mean in means(lines, anyway=anyway)],
    }


def _say_scores(
    lines: Sequence[ScoreLine],
    without: Sequence[Unscored],
    beside: Beside,
    who: str,
    counted: Panel | None,
    *,
    simulated: bool,
    anyway: bool,
) -> None:
    from ledger.cli import score_page
    from ledger.standing.summaries import means

    if counted:
        say([f"{who}: {score_page.panel_words(counted)}"])
    if lines or without:
        rows = score_page.rows(lines, without, beside, simulated=simulated)
        say([table(score_page.HEADERS, rows, whole=score_page.WHOLE)])
    say(score_page.mean_lines(means(lines, anyway=anyway)))


@click.command()
@click.argument("publication", required=False)
@click.option("--stance", type=click.Choice(STANCES), help="Only claims of this stance.")
@click.option(
    "--verdict",
    "reach",
    type=click.Choice(REACHES),
    help="Only claims whose verdict goes so far: still open, not tested, none follows, or there is one.",
)
@click.option("--by", help="Whose forecasts stand beside; else yours.")
@show_all
@styles
@pass_frame
def claims(
    frame: Frame,
    publication: str | None,
    *,
    stance: str | None,
    reach: str | None,
    by: str | None,
    everything: bool,
    style: Style | None,
) -> None:
    """What publications said, what is measured, its value now, you, the crowd, and what may be said of it."""
    from ledger.cli import claims_page
    from ledger.standing.publications.claims import claim_lines
    from ledger.standing.publications.tally import tallies
    from ledger.standing.publications.verdict import bearing
    from ledger.wiring import catalogue

    known, now = catalogue(frame.settings).publications, now_us(frame)
    with frame.record() as record:
        named = _publication(record, publication, known)
        found = claim_lines(record, now_us=now, me=frame.me(by), publication=named, order=tuple(known))
        carried, simulated = origin(record), record.simulated
    counted = tallies(found, now_us=now)
    of_stance = [line for line in found if stance in {None, line.claim.stance}]
    shown = [line for line in of_stance if reach in {None, *map(bearing, line.verdicts)}]
    hidden = covered((line.row for line in shown), now_us=now, everything=everything)
    if style == "json":
        emit_json(
            {
                **carried,
                "tally": [claims_page.tally_data(one) for one in counted],
                "claims": [
                    claims_page.data(line, simulated=simulated, hidden=line.row.id in hidden)
                    for line in shown
                ],
            }
        )
    elif style == "plain":
        plain = claims_page.plain_rows(shown, simulated=simulated, hidden=hidden)
        emit(style, headers=(), rows=plain, data=None)
    else:
        say(claims_page.head(counted, shown, known))
        rows = claims_page.rows(shown, simulated=simulated, hidden=hidden)
        say([table(claims_page.HEADERS, rows, whole=claims_page.WHOLE)] if shown else [])
        say([NOTE] if hidden else [])
    say_origin(carried, style)


def _publication(record: Record, typed: str | None, known: Mapping[str, Publication]) -> str | None:
    """The id of a publication by its id, an alias, or who wrote it. Raises UnknownPublicationError."""
    from ledger.record.claims import publications

    if typed is None:
        return None
    wanted = typed.casefold()
    ids = publications(record)
    for id_ in dict.fromkeys((*known, *ids)):
        one = known.get(id_)
        names = (id_, *((one.by, *one.aliases) if one else ()))
        if wanted in {name.casefold() for name in names}:
            return id_
    raise UnknownPublicationError(typed, ids)
