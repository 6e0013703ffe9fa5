"""Review: what waits for a person, and one case of it: proposal, receipts, criteria, who moves, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule_words import rule_words, threshold
from ledger.questions.said_diff import said_diff
from ledger.questions.units import counted, with_unit
from ledger.tui.blocks import GAP, Block, Figure, Pair, Words, heading, quiet
from ledger.tui.commands.anywhere import LookNow, NextQuestion, ToQuestions
from ledger.tui.commands.command import named_key
from ledger.tui.commands.reviewing import DECIDES, Accept
from ledger.tui.ink import joined, line, span
from ledger.tui.pages.receipts import draw_receipts, receipts
from ledger.tui.times import clock_words, day, deadline, left, utc_day
from ledger.tui.wording import INK_OF_STATE, SIM, outcome_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from ledger.record.trail import Proposal, Resolution
    from ledger.resolution.people.pending import Pending
    from ledger.standing.moves import Move
    from ledger.standing.scores import Score
    from ledger.tui.ink import Ink, Line, Span
    from ledger.tui.views.review import Case

NEEDS = {
    "confirm": "confirm",
    "challenge": "end challenge",
    "conflict": "end conflict",
    "given_up": "decide",
    "answer": "answer",
    "amendment": "accept change",
}
"""What each thing asks of a person, in a cell."""

UNTIL = {
    "confirm": "open to challenge until",
    "challenge": "its last day is",
    "conflict": "its last day is",
    "answer": "given up after",
}
"""What comes at the end of the time there is for it."""

INK_OF_NEED: dict[str, Ink] = {"challenge": "bad", "conflict": "bad", "given_up": "warn"}
COMES_HERE = (
    "a proposal of the rule, to confirm or challenge before it is final",
    "a challenge, or publishers who disagree: to end",
    "a question that only a person answers, and one whose source gave nothing usable",
    "a change in a question's file, to accept with a reason",
)
MARKS: dict[str, Ink] = {"same": "plain", "gone": "bad", "new": "good"}
NOTHING_WAITS = "Nothing waits for a person."
HASH_START = 12
NAME = 11
"""Cells of an act's name."""


def case_blocks(case: Case, zone: tzinfo | None = None) -> list[Block]:
    """One case whole."""
    return [
        *_head(case, zone),
        *_proposed(case, zone),
        *_keys(case, zone),
        *_receipts(case, zone),
        *_said(case, zone),
        *_moves(case),
        *_criteria(case),
        *_asked(case),
        *_gave_up(case),
        *_ends(case, zone),
        *_amendment(case),
    ]


def nothing_blocks() -> list[Block]:
    """What stands in place of the list while nothing waits: what comes here, and where to go instead."""
    return [
        Words(line((NOTHING_WAITS, "strong")), 2),
        quiet("What comes here:", hang=2),
        *(Words(line(("· ", "muted"), one), 2) for one in COMES_HERE),
        GAP,
        Words(
            line(
                named_key(LookNow),
                (" looks at the sources now · ", "muted"),
                named_key(NextQuestion),
                (" forecasts the next question · ", "muted"),
                named_key(ToQuestions),
                (" lists every question", "muted"),
            ),
            2,
        ),
    ]


def brief_blocks(case: Case, zone: tzinfo | None = None) -> list[Block]:
    """A case beside the list: what is proposed, its receipts, and who moves; Enter shows the rest."""
    return [
        *_head(case, zone),
        *_ways(case),
        *_proposed(case, zone),
        *_receipts(case, zone),
        *_said(case, zone),
        *_moves(case),
        *_criteria(case),
        *_asked(case),
        *_amendment(case, "Enter, then "),
    ]


def _head(case: Case, zone: tzinfo | None) -> Iterator[Block]:
    row = case.row
    yield Words(line((row.title, "strong")), 0, f"question:{row.id}")
    yield Words(joined([span(row.id, "muted"), span(row.stands, INK_OF_STATE[row.stands])]), 2)
    for one in case.waits:
        parts: list[Span] = [span(f"waits: {NEEDS[one.need]}", INK_OF_NEED.get(one.need, "warn"))]
        parts += [span(one.open.missing, "plain")] if one.open.missing else []
        parts += (
            [span(f"{UNTIL[one.need]} {deadline(one.until, zone)}", "muted")] if one.until is not None else []
        )
        if one.asks_again_at is not None:
            parts.append(span(f"asks again {left(one.asks_again_at, case.now_us)}", "muted"))
        yield Words(joined(parts), 2)


# ---- the proposal ------------------------------------------------------------------------------------------


def _proposed(case: Case, zone: tzinfo | None) -> Iterator[Block]:
    one = case.before_us
    if one is None:
        return
    yield GAP
    title = "Proposed, not final yet" if one.outcome is not None else "Publishers disagree"
    yield heading(title, f"hash {one.hash[:HASH_START]}")
    if one.outcome is not None:
        yield Words(joined([_outcome(case, one), *_value(case, one), *_against(case, one)]), 2)
    by = one.who or "the rule"
    yield Words(
        joined([span(f"by {by} {clock_words(one.decided_at, zone)}", "muted"), *_known(one, zone)]), 2
    )
    yield Words(line(("why: ", "muted"), one.why), 2)
    over = one.challenge_until <= case.now_us
    window = (
        "the time to challenge it is over" if over else f"challenge to {deadline(one.challenge_until, zone)}"
    )
    if one.state == "challenged":
        yield Words(line(("held: nothing resolves and no score changes until people decide", "warn")), 2)
    elif one.outcome is not None:
        yield Words(line((window, "muted")), 2)


def _outcome(case: Case, one: Proposal) -> Line:
    sim = (SIM,) if case.simulated else ()
    challenged: Line = line((" ! challenged", "bad")) if one.state == "challenged" else ()
    return (*sim, span(outcome_text(one.outcome, case.row.unit), "warn"), *challenged)


def _value(case: Case, one: Proposal) -> list[Span]:
    return [span(f"value {with_unit(one.value, case.question.rule.unit)}", "value")] if one.value else []


def _against(case: Case, one: Proposal) -> list[Span]:
    """How far the value is from the number a yes hangs on."""
    turns = threshold(case.question.rule)
    if turns is None or not one.value:
        return []
    try:
        away = float(one.value) - turns[0]
    except ValueError:
        return []
    how = "exactly there" if away == 0 else f"{abs(away):.4g} {'above' if away > 0 else 'below'}"
    return [span(f"YES at {turns[1]}: {how}", "warn")]


def _known(one: Proposal, zone: tzinfo | None) -> list[Span]:
    return [span(f"known {day(one.known_at, zone)}", "muted")] if one.known_at is not None else []


def _keys(case: Case, zone: tzinfo | None) -> Iterator[Block]:
    yield GAP
    yield heading("What you can do", f"as {case.me}")
    for act in case.acts:
        each = DECIDES[act]
        named = line(named_key(each), " ", (f"{each.SAYS:<{NAME}}", "strong"))
        yield Words((*named, span(each.TELLS, "muted")), NAME + 2, f"act:{act}")
    if case.open.alone_from is not None:
        named_act = (
            "uphold the challenge" if case.proposal and case.proposal.state == "challenged" else "confirm"
        )
        told = f"in a ledger of one, {case.me} can {named_act} from {deadline(case.open.alone_from, zone)} on"
        yield Words(line((told, "warn")), 2)


def _ways(case: Case) -> Iterator[Block]:
    """What the case itself offers, in a line; nothing where it offers nothing."""
    if case.acts:
        named = ", ".join(DECIDES[act].SAYS.lower() for act in case.acts)
        yield Words(line(("Enter", "key"), (" opens it: ", "muted"), named), 2)


# ---- what it rests on --------------------------------------------------------------------------------------


def _receipts(case: Case, zone: tzinfo | None) -> Iterator[Block]:
    found = receipts(case, zone)
    if not found:
        return
    yield GAP
    yield heading("Receipts")
    yield Figure(lambda width: draw_receipts(found, width))
    for one in case.pinned:
        for kept in one.evidence:
            gone = " · bytes erased" if kept.erased else ""
            told = f"{one.reading.publisher}: {counted(kept.size, 'byte')}, HTTP {kept.status}, entry #{kept.seq}{gone}"
            yield Words(line(("bytes of ", "muted"), (told, "plain")), 4, f"evidence:{kept.sha256}")


def _said(case: Case, zone: tzinfo | None) -> Iterator[Block]:
    elsewhere = {"confirmed", "challenged"}
    voices = [one for one in (case.proposal.voices if case.proposal else ()) if one.what not in elsewhere]
    if voices:
        yield GAP
        yield heading("What was said")
    for one in voices:
        yield Words(line((f"{clock_words(one.at, zone)}  ", "muted"), one.words), 19, f"entry:{one.seq}")


def _moves(case: Case) -> Iterator[Block]:
    if case.before_us is not None and case.moves is not None:
        yield GAP
        yield heading("Who moves if it resolves so")
        yield from move_blocks(case.moves)


def move_blocks(moves: Sequence[Move]) -> Iterator[Block]:
    """A line for everybody whose score would change, or that nobody's would."""
    if not moves:
        yield quiet("Nobody has a score on it, now or then.")
    for move in moves:
        by = "" if move.by is None else f"  ({move.by:+.4g})"
        told = f"{move.rule.short} {_number(move.now)} → {_number(move.then)}{by}"
        yield Pair(line((move.forecaster, "plain")), line((told, "value")))


def _number(score: Score | None) -> str:
    return "none" if score is None else f"{score.value:.4g}"


def _criteria(case: Case) -> Iterator[Block]:
    yield GAP
    yield heading("Criteria")
    for at, sentence in enumerate(sentences(case.question.criteria), 1):
        yield Words(line((f"{at} ", "muted"), sentence), 2)
    yield Words(line(("rule: ", "muted"), rule_words(case.question.rule)), 2)


def sentences(criteria: str) -> tuple[str, ...]:
    r"""The sentences of criteria, so that a challenge can name one.

    >>> sentences("The day on its page. Not 2.5 days\nlater.")
    ('The day on its page.', 'Not 2.5 days later.')
    """
    found: list[str] = []
    for word in criteria.split():
        if not found or found[-1].endswith((".", "!", "?")):
            found.append(word)
        else:
            found[-1] = f"{found[-1]} {word}"
    return tuple(found)


def _asked(case: Case) -> Iterator[Block]:
    for one in case.asked:
        yield Words(line(("asks a person: ", "muted"), one.ask), 2)
        yield from (Words(line(("receipt: ", "muted"), each), 2) for each in (one.receipt,) if each)


def _gave_up(case: Case) -> Iterator[Block]:
    if case.gave_up:
        yield GAP
        yield heading("Given up, because")
    yield from (Words(line((f"{name}: ", "strong"), why), 2) for name, why in case.gave_up.items())


def _ends(case: Case, zone: tzinfo | None) -> Iterator[Block]:
    if case.ends:
        yield GAP
        yield heading("Ends")
    for one in case.ends:
        yield Words(_end(case, one, zone), 2, f"entry:{one.seq}")


def _end(case: Case, one: Resolution, zone: tzinfo | None) -> Line:
    sim = (SIM,) if case.simulated and one.outcome else ()
    outcome = f" {outcome_text(one.outcome, case.row.unit)}" if one.outcome else ""
    by, why = f" by {one.who}" if one.who else "", f": {one.reason}" if one.reason else ""
    gone = "" if one.effective else " (no longer)"
    ink: Ink = "plain" if one.effective else "muted"
    return line(
        (f"{one.revision}  {clock_words(one.at, zone)}  ", "muted"),
        *sim,
        (f"{one.how}{outcome}{by}{why}{gone}", ink),
    )


def _amendment(case: Case, first: str = "") -> Iterator[Block]:
    if case.amendment is None:
        return
    yield GAP
    yield heading("The file says otherwise", first, named_key(Accept), " accepts it")
    for key, pieces in said_diff(case.amendment.old, case.amendment.new):
        shown = [span(_marked(op, text), MARKS[op]) for op, text in pieces]
        yield Words((span(f"{key}: ", "muted"), *shown), 2)
    yield quiet("Forecasts stay bound to the version they were made on.")


def _marked(op: str, text: str) -> str:
    """A piece of a diff, told by signs too."""
    match op:
        case "gone":
            return f"[-{text}-]"
        case "new":
            return f"{{+{text}+}}"
        case _:
            return text


# ---- the list ----------------------------------------------------------------------------------------------


def pending_cells(
    one: Pending, unit: str | None, now_us: int, zone: tzinfo | None, *, simulated: bool
) -> tuple[Span, ...]:
    """A line of the list: what it needs, the question, what is proposed, until when, since when."""
    until = left(one.until, now_us) if one.until is not None else "-"
    since = _since(one.need, one.since, zone) if one.since is not None else "-"
    return (
        (NEEDS[one.need], INK_OF_NEED.get(one.need, "warn")),
        (one.title, "plain"),
        _pending_outcome(one, unit, simulated=simulated),
        (until, "plain"),
        (since, "muted"),
    )


def _since(need: str, at: int, zone: tzinfo | None) -> str:
    """What waits for an answer waits since its question ended."""
    return utc_day(at) if need == "answer" else day(at, zone)


def _pending_outcome(one: Pending, unit: str | None, *, simulated: bool) -> Span:
    if one.proposal is None:
        return (", ".join(one.keys) or "-", "muted")
    if one.proposal.outcome is None:
        return "publishers disagree", "bad"
    return f"{'SIM ' if simulated else ''}{outcome_text(one.proposal.outcome, unit)}", "strong"
