"""What my forecasts on a resolved question were worth: beside the references, and where the main score comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.units import counted, with_unit
from ledger.standing.score_words import number
from ledger.standing.trace_words import best_words, over
from ledger.standing.unscored_words import why_words
from ledger.tui.blocks import GAP, Block, Words, heading, quiet
from ledger.tui.ink import joined, line, span
from ledger.tui.pages.trace import trace_rows
from ledger.tui.wording import percent

if TYPE_CHECKING:
    from datetime import tzinfo

    from ledger.standing.trace import ScoreTrace
    from ledger.tui.views.question import QuestionView
    from ledger.tui.views.worth import Compared, Worth

SCORE = "Score"
TRACE = "trace:"
"""What the line below the rows leads to, before the rule's name: every row of it, and of the other scores."""

MOST_STRETCHES = 12


def brief_blocks(view: QuestionView, worth: Worth | None) -> list[Block]:
    """The main score and its references on two lines, which are there, empty, before it is worked out."""
    if view.then is None:
        return []
    if worth is None:
        return [quiet("what it was worth: working it out ..."), GAP]
    if not worth.scores:
        why = f": {why_words(worth.why)}" if worth.why else ""
        return [quiet(f"Your forecast has no score{why}."), GAP]
    one = worth.scores[0]
    return [_score(one), _references(one) or quiet("  nothing to compare it with")]


def _score(one: Compared) -> Block:
    """A score with the time covered."""
    added = [span("number added by us", "warn")] if one.imputed else []
    said = line(
        (f"{one.score.rule.label} ", "plain"), (with_unit(number(one.score.value), one.score.unit), "strong")
    )
    covered = span(f"time covered {percent(one.score.covered)}", "muted")
    return Words(joined([said, covered, *added]), 2)


def _references(one: Compared) -> Block | None:
    """What others have by the same rule; None where nobody has."""
    # a crowd's name holds a space that no person's name can hold
    names = [(name.replace("\N{NO-BREAK SPACE}", " "), value) for name, value in one.beside]
    beside = [line((f"{name} ", "muted"), (number(value), "plain")) for name, value in names]
    return Words(line(("  beside ", "muted"), *joined(beside)), 4) if beside else None


def worth_blocks(view: QuestionView, worth: Worth | None, zone: tzinfo | None) -> list[Block]:
    """Every score a page shows, the rows of time that add up to the main one, and what may be said of the claim."""
    if worth is None or not (worth.scores or worth.verdicts):
        return []
    blocks: list[Block] = [GAP, heading(SCORE, f"fledger trace {view.row.id}" if worth.scores else "")]
    for one in worth.scores:
        blocks += [each for each in (_score(one), _references(one)) if each is not None]
    if worth.trace is not None:
        blocks += _trace(worth.trace, zone)
    return blocks + [
        Words(line(("the claim: ", "muted"), (each.words(), "theirs")), 2) for each in worth.verdicts
    ]


def _trace(trace: ScoreTrace, zone: tzinfo | None) -> list[Block]:
    """The rows whose additions are the score, and a line that leads to all of them."""
    more = len(trace.stretches) - MOST_STRETCHES
    rest = [quiet(f"... and {counted(more, 'more row')}")] if more > 0 else []
    sum_ = line(("adds up to ", "muted"), (number(trace.total), "strong"), ("   ", "plain"), ("Enter", "key"))
    best = best_words(trace)
    return [
        GAP,
        quiet(f"Where {trace.rule.short} comes from; weights are shares of {over(trace)}:"),
        *trace_rows(trace, zone, most=MOST_STRETCHES),
        *rest,
        Words((*sum_, (" shows every row of every score", "muted")), 2, leads=f"{TRACE}{trace.rule.name}"),
        *([quiet(best, hang=2)] if best else []),
    ]


def traces_rule(leads: str) -> str | None:
    """The rule whose trace a line leads to."""
    return leads.removeprefix(TRACE) if leads.startswith(TRACE) else None
