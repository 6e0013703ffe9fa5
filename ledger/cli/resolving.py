"""`fledger look`, `resolve`, `answer`, `replay`: from evidence to a resolution."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from ledger.cli.asking import DAY, NEEDS_PERSON, UNAVAILABLE
from ledger.cli.decided_page import DIGITS, decided_rows, report_data
from ledger.cli.evidence import evidence
from ledger.cli.frame import Frame, Style, emit, emit_lines, finish, pass_frame, styles, talk
from ledger.cli.lacking import talk_of_lacking
from ledger.cli.negative_numbers import NegativeNumbers
from ledger.cli.why import Why
from ledger.cli.words import local, sim
from ledger.clock import microseconds
from ledger.questions.clean import clean_line
from ledger.questions.units import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from ledger.journal.append import Journal
    from ledger.resolution.looking.sweep_report import LookTaken, SweepReport
    from ledger.resolution.looking_back.replay import Layer, Replayed
    from ledger.resolution.people.answer import Answered, Given
    from ledger.resolution.people.confirm import Resolved


FAILED = 5


def _whole_id(frame: Frame, typed: str) -> str:
    from ledger.record.finding import find_question

    with frame.record() as record:
        return find_question(record, typed)


def _sweep(
    frame: Frame, journal: Journal, only: Collection[str] | None, *, dry_run: bool = False
) -> SweepReport:
    from ledger.wiring import look as look_over_network

    return asyncio.run(look_over_network(journal, frame.settings, who=frame.me(), only=only, dry_run=dry_run))


# ---- look ----------------------------------------------------------------------------------------------


@click.command()
@click.argument("question", required=False)
@click.option("--dry-run", is_flag=True, help="Only list the requests, and which are due; send none.")
@styles
@pass_frame
def look(frame: Frame, question: str | None, *, dry_run: bool, style: Style | None) -> None:
    """Look at the sources of QUESTION, or of every open question, now. What counts is kept; the rest is shown.

    The table has a line for the looks of a source that went alike; --plain and --json tell every look.
    """
    if dry_run:
        _list_requests(frame, question, style)
        return
    only = {_whole_id(frame, question)} if question else None
    with frame.journal() as journal:
        report = _sweep(frame, journal, only if only is not None else _every_open(journal))
    _emit_looks(style, report, simulated=journal.simulated)
    _talk_sweep(report)
    if question is None:
        talk_of_lacking(frame)
    telling = [each for each in report.looks if not each.beside] or report.looks
    finish(UNAVAILABLE if telling and not any(_is_reading(each) for each in telling) else 0)


def _list_requests(frame: Frame, question: str | None, style: Style | None) -> None:
    from ledger.cli import look_plan
    from ledger.record.finding import find_question
    from ledger.tui.views.look_now import plan

    with frame.record() as record:
        only = find_question(record, question) if question else None
        found = plan(record, frame.clock, only=only)
    look_plan.show(found, style)


def _every_open(journal: Journal) -> set[str]:
    from ledger.journal.deciding import open_ids

    with journal.transaction() as tx:
        return set(open_ids(tx.connection))


def _is_reading(taken: LookTaken) -> bool:
    from resolvers.source import Reading

    return isinstance(taken.answer, Reading)


def _emit_looks(style: Style | None, report: SweepReport, *, simulated: bool) -> None:
    from ledger.cli import looks_page

    looks = report.looks
    emit(
        style,
        headers=looks_page.HEADERS,
        rows=looks_page.rows(looks) if style == "plain" else looks_page.together(looks),
        data={
            "schema": 1,
            "simulated": simulated,
            "looks": looks_page.data(looks),
            **report_data(report),
        },
    )


def _talk_sweep(report: SweepReport) -> None:
    looks = f"{counted(len(report.looks), 'look')}, {counted(report.requests, 'request')}, {counted(report.entries, 'entry', 'entries')} kept."
    talk(looks)
    if report.clock_doubt:
        talk(clean_line(report.clock_doubt))
    for name in report.unreadable:
        talk(f"{name} was written by a newer fledger and is left alone.")
    for name, because in report.refused.items():
        talk(f"{name}: {clean_line(because)}")


# ---- resolve -------------------------------------------------------------------------------------------


@click.command()
@click.argument("question", required=False)
@click.option("--due", is_flag=True, help="Every question that is due; so it is without QUESTION, too.")
@click.option(
    "--dry-run", is_flag=True, help="Look at nothing and write nothing: say what the kept readings decide."
)
@styles
@pass_frame
def resolve(frame: Frame, question: str | None, *, due: bool, dry_run: bool, style: Style | None) -> None:
    """Decide what can be decided: look, propose what the rule says, accept what waited long enough."""
    if due and question:
        raise click.UsageError("Give QUESTION or --due, not both.")
    only = {_whole_id(frame, question)} if question else None
    with frame.journal() as journal:
        report = _sweep(frame, journal, only, dry_run=dry_run)
        accepted = () if dry_run else _accepted(journal, report.refused)
    simulated = journal.simulated
    resolved = [{"question": each.question, "confirmed": each.how} for each in accepted]
    head = {"schema": 1, "simulated": simulated, "dry_run": dry_run, "resolved": resolved}
    rows = list(decided_rows(report, accepted, dry_run=dry_run, simulated=simulated))
    emit_lines(style, lines=map("  ".join, rows), rows=rows, data={**head, **report_data(report)})
    _talk_sweep(report)
    finish(_exit_code(report, only))


def _accepted(journal: Journal, refused: dict[str, str]) -> tuple[Resolved, ...]:
    from ledger.resolution.people.confirm import confirm_due

    return confirm_due(journal, refused)


def _exit_code(report: SweepReport, only: set[str] | None) -> int:
    """For one question: 4 while it waits, 6 when it needs a person. A whole sweep that ran has done its work."""
    if only is None:
        return 0
    conflicts = {each.question for each in report.proposed if each.outcome is None}
    if only & (report.needs_person.keys() | report.given_up.keys() | conflicts):
        return NEEDS_PERSON
    return UNAVAILABLE if only & report.waits.keys() else 0


# ---- answer --------------------------------------------------------------------------------------------


@click.command(cls=NegativeNumbers)
@click.argument("question")
@click.argument("outcome")
@evidence(needed_but="not-yet, and for the owner of a private question")
@click.option("--why", cls=Why, default="", help="Why; for a NO, what was searched, and until when.")
@click.option("--on", type=DAY, metavar="DATE", help="The day it happened; a yes before the end needs it.")
@click.option("--of", metavar="PUBLISHER", help="Whose figure it is, where people read for several.")
@click.option("--by", help="Who answers; your name in the settings otherwise.")
@styles
@pass_frame
def answer(
    frame: Frame,
    question: str,
    outcome: str,
    evidence: str | None,
    why: str,
    on: datetime | None,
    of: str | None,
    by: str | None,
    style: Style | None,
) -> None:
    """Answer QUESTION as a person: yes, no, a number, a day, an option's label, or not-yet.

    Where several publishers must agree and people read for one of them, the answer is what that one says.
    """
    from ledger.resolution.people.answer import answer as give_answer

    name = _whole_id(frame, question)
    with frame.journal() as journal:
        done = give_answer(
            journal, name, replace(_given(outcome, frame.me(by), why, evidence, on), publisher=of)
        )
    emit_lines(
        style,
        lines=[_answer_words(frame, done)],
        rows=[_answer_cells(done, simulated=journal.simulated)],
        data=_answer_json(done, simulated=journal.simulated),
    )


def _given(outcome: str, by: str, why: str, evidence: str | None, on: datetime | None) -> Given:
    from ledger.resolution.people.answer import Given
    from ledger.resolution.people.receipt import receipt

    shown = receipt(evidence)
    return Given(outcome, by, why, url=shown.url, file=shown.file, on=on.date() if on else None)


def _answer_words(frame: Frame, done: Answered) -> str:
    from ledger.questions.outcome import outcome_words
    from ledger.resolution.people.whose_word import is_alone

    simulated = frame.simulated
    if done.figure is not None:
        figure = sim(clean_line(done.figure), simulated=simulated)
        return f"{done.question}: kept {figure} as a reading; the rule counts it at the next look, or now: fledger resolve {done.question}"
    if done.outcome is None:
        return f"{done.question}: noted, not yet"
    words = sim(clean_line(outcome_words(done.outcome)), simulated=simulated)
    if done.challenge_until is None or done.hash is None:
        return f"{done.question}: resolved {words}"
    until = local(microseconds(done.challenge_until))
    with frame.record() as record:
        who = "you can confirm it from then on" if is_alone(record) else "somebody else confirms it"
    return f"{done.question}: proposed {words}, open to challenge until {until}; {who} with: fledger confirm {done.hash[:DIGITS]}"


def _answer_cells(done: Answered, *, simulated: bool) -> tuple[str | None, ...]:
    """For pipes: what came of it, the question, the outcome or figure, the hash to confirm it by, and until when it is open."""
    from ledger.questions.outcome import outcome_words

    if done.figure is not None:
        return "kept", done.question, sim(done.figure, simulated=simulated)
    if done.outcome is None:
        return "not yet", done.question
    words = sim(outcome_words(done.outcome), simulated=simulated)
    until = done.challenge_until.isoformat(timespec="seconds") if done.challenge_until else None
    return "resolved" if done.resolved else "proposed", done.question, words, done.hash, until


def _answer_json(done: Answered, *, simulated: bool) -> dict[str, object]:
    from ledger.questions.outcome import outcome_said

    return {
        "schema": 1,
        "simulated": simulated,
        "question": done.question,
        "outcome": outcome_said(done.outcome) if done.outcome else None,
        "hash": done.hash,
        "challenge_until": done.challenge_until.isoformat() if done.challenge_until else None,
        "resolved": done.resolved,
        "reading": done.reading,
        "figure": done.figure,
    }


# ---- replay --------------------------------------------------------------------------------------------


@click.command()
@click.argument("question", required=False)
@styles
@pass_frame
def replay(frame: Frame, question: str | None, *, style: Style | None) -> None:
    """Decide every automatic resolution again, offline, from the readings and the bytes that were kept."""
    from ledger.resolution.looking_back.replay import replay as decide_again

    only = {_whole_id(frame, question)} if question else None
    with frame.journal() as journal:
        found = asyncio.run(decide_again(journal, only))
    emit_lines(
        style,
        lines=map(_replay_words, found),
        rows=map(_replay_cells, found),
        data={"schema": 1, "replayed": [_replay_json(each) for each in found]},
    )
    talk(
        f"{counted(len(found), 'decision')} of the rule replayed, {sum(not each.holds for each in found)} differ."
    )
    finish(0 if all(each.holds for each in found) else FAILED)


def _replay_words(each: Replayed) -> str:
    question, sha256, _, rule, bytes_, words = _replay_cells(each)
    told = f"  {clean_line(words)}" if words else ""
    return f"{question}  {sha256}  rule: {rule}  bytes: {bytes_}{told}"


def _replay_cells(each: Replayed) -> tuple[str, str, str, str, str, str]:
    """For pipes: the question, the proposal, whether it holds, what the rule says, what the bytes say, and in what words."""
    causes = [layer.cause for layer in each.readings.values()]
    bytes_ = ", ".join(f"{causes.count(cause)} {cause.replace('_', ' ')}" for cause in dict.fromkeys(causes))
    words = "; ".join(layer.words for layer in (each.decision, *each.readings.values()) if layer.words)
    rule = each.decision.cause.replace("_", " ")
    return each.question, each.hash[:DIGITS], "holds" if each.holds else "differs", rule, bytes_, words


def _replay_json(each: Replayed) -> Mapping[str, object]:
    return {
        "question": each.question,
        "hash": each.hash,
        "outcome": each.outcome,
        "holds": each.holds,
        "decision": _layer_json(each.decision),
        "readings": [{"seq": seq, **_layer_json(layer)} for seq, layer in each.readings.items()],
    }


def _layer_json(layer: Layer) -> dict[str, str]:
    return {"cause": layer.cause, "words": layer.words}
