"""What a reviewer does: confirm, challenge, uphold, reject, annul, correct, withdraw. Each is one entry, by a declared name.

`fledger confirm`, `reject` and `challenge` are the same acts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from ledger.cli.asking import DAY
from ledger.cli.done_page import DIGITS, Done
from ledger.cli.evidence import evidence
from ledger.cli.frame import Frame, Style, pass_frame, styles, talk
from ledger.cli.negative_numbers import NegativeNumbers
from ledger.cli.why import Why
from ledger.cli.words import local
from ledger.clock import microseconds
from ledger.questions.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from ledger.journal.deciding import ProposalRow
    from ledger.resolution.people.ends import Changed, Without
    from ledger.standing.moves import Move

HASH = click.argument("hash_", metavar="HASH")
BY = click.option("--by", help="Who acts; your name in the settings otherwise. Declared, not proved.")
WHY = click.option("--why", cls=Why, required=True, help="What you looked at, and what is wrong with it.")
REASON = click.option(
    "--why", "reason", cls=Why, required=True, help="Why; it stands in the record for ever."
)
OUTCOME = click.option("--outcome", help="What it should be: yes, no, a number, a day, an option's label.")
ON = click.option("--on", type=DAY, metavar="DAY", help="The day it happened.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say who moves by how much; record nothing.")


class SayWhichError(click.UsageError):
    """A challenged proposal is to be rejected, and that can mean two opposite things."""

    def __init__(self, short: str) -> None:
        super().__init__(
            f"{short} is challenged: say what you reject. --challenge: the challenge is wrong, the proposal stands before "
            "us again. --proposal: the proposal is wrong, the question is asked again."
        )


def _whole_id(frame: Frame, typed: str) -> str:
    from ledger.record.finding import find_question

    with frame.record() as record:
        return find_question(record, typed)


def _effect(
    frame: Frame, question: str, outcome: Mapping[str, Any] | None, known_at: int | None
) -> Sequence[Move]:
    from ledger.cli.effect import effect

    with frame.record() as record:
        return effect(record, question, outcome, known_at)


# ---- a proposal ----------------------------------------------------------------------------------------


@click.command()
@HASH
@BY
@click.option("--why", cls=Why, help="What you looked at.")
@DRY_RUN
@styles
@pass_frame
def confirm(
    frame: Frame, hash_: str, by: str | None, why: str | None, style: Style | None, *, dry_run: bool
) -> None:
    """Stand behind the proposal whose hash begins with HASH."""
    from ledger.resolution.people.confirm import confirm as stand_behind

    me = frame.me(by)
    with frame.journal() as journal:
        proposal = stand_behind(journal, hash_, me, why, dry_run=True)
        known_at = microseconds(proposal.known_at or proposal.decided_at)
        found = _effect(frame, proposal.question, proposal.outcome, known_at)
        if not dry_run:
            stand_behind(journal, hash_, me, why)
    resolved, open_ = (False, ()) if dry_run else _accepted(frame, proposal)
    would = "would stand" if dry_run else "stands"
    Done(
        "confirmed",
        proposal.question,
        f"{clean_line(me)} {would} behind {proposal.hash[:DIGITS]}",
        hash=proposal.hash,
        resolved=resolved,
        moves=found,
        dry_run=dry_run,
    ).tell(style, simulated=frame.simulated)
    for each in open_:
        talk(each)


def _accepted(frame: Frame, proposal: ProposalRow) -> tuple[bool, Sequence[str]]:
    """Whether the question is resolved now, and if not, what it still waits for."""
    from ledger.resolution.people.confirm import confirm_due

    refused: dict[str, str] = {}
    with frame.journal() as journal:
        accepted = confirm_due(journal, refused)
    if any(each.question == proposal.question for each in accepted):
        return True, ()
    if proposal.question in refused:
        return False, (clean_line(refused[proposal.question]),)
    return False, tuple(_what_is_open(frame, proposal))


def _what_is_open(frame: Frame, proposal: ProposalRow) -> Iterator[str]:
    from ledger.cli.reading import now_us
    from ledger.record.trail import proposals
    from ledger.resolution.people.pending import open_about

    name = proposal.question
    with frame.record() as record:
        one = next(one for one in proposals(record, name) if one.hash == proposal.hash)
        found = open_about(record, name, one, me=frame.me(), now_us=now_us(frame))
    if found.missing:
        yield f"It {found.missing}."
    if found.challenge:
        yield f"Open to challenge until {local(one.challenge_until)}."


@click.command()
@HASH
@WHY
@OUTCOME
@click.option("--criterion", metavar="WORDS", help="Which sentence of the criteria decides it.")
@evidence()
@BY
@styles
@pass_frame
def challenge(
    frame: Frame,
    hash_: str,
    why: str,
    outcome: str | None,
    criterion: str | None,
    evidence: str | None,
    by: str | None,
    style: Style | None,
) -> None:
    """Contest the proposal whose hash begins with HASH: it is held until people uphold or reject that."""
    from ledger.resolution.people.challenges import Challenge
    from ledger.resolution.people.challenges import challenge as contest
    from ledger.resolution.people.receipt import receipt

    said = Challenge(frame.me(by), why, outcome, criterion, receipt(evidence))
    with frame.journal() as journal:
        proposal = contest(journal, hash_, said)
    words = f"contested {proposal.hash[:DIGITS]}"
    Done("challenged", proposal.question, words, hash=proposal.hash).tell(style, simulated=frame.simulated)


@click.command()
@HASH
@WHY
@click.option(
    "--propose", is_flag=True, help="Propose at once, in your name, what the challenge says it should be."
)
@click.option("--evidence", metavar="URL", help="What shows that, where the challenge named nothing.")
@ON
@BY
@styles
@pass_frame
def uphold(
    frame: Frame,
    hash_: str,
    why: str,
    evidence: str | None,
    on: datetime | None,
    by: str | None,
    style: Style | None,
    *,
    propose: bool,
) -> None:
    """The challenge is right: the proposal is off the table, and the question is asked again."""
    from ledger.resolution.people.challenges import propose_instead
    from ledger.resolution.people.challenges import uphold as decide
    from ledger.resolution.people.receipt import check_address

    check_address(evidence)
    me = frame.me(by)
    with frame.journal() as journal:
        proposal = decide(journal, hash_, me, why)
        day = on.date() if on else None
        made = propose_instead(journal, proposal, me, why, evidence, day) if propose else None
    done = Done(
        "upheld",
        proposal.question,
        f"challenge upheld, {proposal.hash[:DIGITS]} is off the table",
        hash=proposal.hash,
        proposed=made.hash if made else None,
    )
    done.tell(style, simulated=frame.simulated)
    if not propose:
        talk(f"Asked again. Answer it with: fledger answer {proposal.question} OUTCOME --evidence URL|FILE")
    elif done.proposed is None:
        talk("The challenge named no outcome; nothing is proposed.")


@click.command()
@HASH
@WHY
@click.option(
    "--challenge", "what", flag_value="challenge", help="The challenge is wrong: the proposal stands."
)
@click.option("--proposal", "what", flag_value="proposal", help="The proposal is wrong: it is off the table.")
@BY
@styles
@pass_frame
def reject(
    frame: Frame,
    hash_: str,
    why: str,
    what: Literal["challenge", "proposal"] | None,
    by: str | None,
    style: Style | None,
) -> None:
    """Take the proposal whose hash begins with HASH off the table; or, where it is challenged, say which of the two."""
    from ledger.resolution.people.challenges import reject_challenge
    from ledger.resolution.people.confirm import reject as take_away
    from ledger.resolution.people.named import the_proposal

    with frame.journal() as journal:
        with journal.transaction() as tx:
            proposal = the_proposal(tx.connection, hash_)
        if what is None and proposal.state == "challenged":
            raise SayWhichError(proposal.hash[:DIGITS])
        if what == "challenge":
            reject_challenge(journal, hash_, frame.me(by), why)
        else:
            take_away(journal, hash_, frame.me(by), why)
    _rejected(proposal, what).tell(style, simulated=frame.simulated)


def _rejected(proposal: ProposalRow, what: Literal["challenge", "proposal"] | None) -> Done:
    name, short = proposal.question, proposal.hash[:DIGITS]
    if what == "challenge":
        words = f"challenge rejected, {short} stands before us again"
        return Done("challenge rejected", name, words, hash=proposal.hash)
    return Done("rejected", name, f"rejected {short}", hash=proposal.hash)


# ---- an end --------------------------------------------------------------------------------------------


def _change(frame: Frame, act: Callable[..., Changed], style: Style | None, *, dry_run: bool) -> None:
    """Try an act, see who moves, do it unless it is a dry run, and tell all three."""
    changed = act(dry_run=True)
    found = _effect(frame, changed.question, changed.outcome, changed.known_at)
    if not dry_run:
        act(dry_run=False)
    would = "would be " if dry_run else ""
    Done(
        "corrected" if changed.outcome is not None else changed.how,
        changed.question,
        f"{would}{_end_words(frame, changed)}, revision {changed.revision}",
        revision=changed.revision,
        outcome=changed.outcome,
        moves=found,
        dry_run=dry_run,
    ).tell(style, simulated=frame.simulated)


def _end_words(frame: Frame, changed: Changed) -> str:
    from ledger.cli.words import outcome

    if changed.outcome is not None:
        return f"corrected to {clean_line(outcome(changed.outcome, None, simulated=frame.simulated))}"
    return "withdrawn, asked again" if changed.how == "withdrawn" else changed.how


@click.command(cls=NegativeNumbers)
@click.argument("question")
@click.argument("outcome")
@REASON
@evidence(needed_but="the owner of a private question")
@ON
@BY
@DRY_RUN
@styles
@pass_frame
def correct(
    frame: Frame,
    question: str,
    outcome: str,
    reason: str,
    evidence: str | None,
    on: datetime | None,
    by: str | None,
    style: Style | None,
    *,
    dry_run: bool,
) -> None:
    """Put OUTCOME in the place of a wrong end, as a new revision: yes, no, a number, a day, an option's label."""
    from ledger.resolution.people.ends import Correction
    from ledger.resolution.people.ends import correct as replace
    from ledger.resolution.people.receipt import receipt

    name = _whole_id(frame, question)
    said = Correction(outcome, frame.me(by), reason, receipt(evidence), on.date() if on else None)
    with frame.journal() as journal:
        _change(frame, lambda **how: replace(journal, name, said, **how), style, dry_run=dry_run)


@click.command()
@click.argument("question")
@REASON
@BY
@DRY_RUN
@styles
@pass_frame
def withdraw(
    frame: Frame, question: str, reason: str, by: str | None, style: Style | None, *, dry_run: bool
) -> None:
    """Take a wrong end back: the question is asked again, and the rule alone does not say the same again."""
    from ledger.resolution.people.ends import withdraw as take_back

    name, me = _whole_id(frame, question), frame.me(by)
    with frame.journal() as journal:
        _change(frame, lambda **how: take_back(journal, name, me, reason, **how), style, dry_run=dry_run)


@click.command()
@click.argument("question")
@REASON
@BY
@DRY_RUN
@styles
@pass_frame
def annul(
    frame: Frame, question: str, reason: str, by: str | None, style: Style | None, *, dry_run: bool
) -> None:
    """End QUESTION without an outcome, as it was flawed. No score counts.

    Its premise fell, or its words can be read in more than one way.
    """
    _end_without(frame, question, reason, by, "annulled", style, dry_run=dry_run)


@click.command()
@click.argument("question")
@REASON
@BY
@DRY_RUN
@styles
@pass_frame
def ambiguous(
    frame: Frame, question: str, reason: str, by: str | None, style: Style | None, *, dry_run: bool
) -> None:
    """End QUESTION without an outcome, as what happened cannot be told. No score counts."""
    _end_without(frame, question, reason, by, "ambiguous", style, dry_run=dry_run)


def _end_without(
    frame: Frame,
    question: str,
    reason: str,
    by: str | None,
    how: Without,
    style: Style | None,
    *,
    dry_run: bool,
) -> None:
    from ledger.resolution.people.ends import annul as end

    name, me = _whole_id(frame, question), frame.me(by)
    with frame.journal() as journal:
        _change(frame, lambda **dry: end(journal, name, me, reason, how, **dry), style, dry_run=dry_run)


ACTS = (confirm, challenge, uphold, reject, annul, ambiguous, correct, withdraw)
"""Every act, as commands of `fledger review`."""
