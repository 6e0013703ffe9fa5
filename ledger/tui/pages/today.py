"""Today in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.units import counted, with_unit
from ledger.record.danger import by_source
from ledger.tui.blocks import GAP, Block, Pair, Words, heading, quiet
from ledger.tui.commands.anywhere import MendTogether, NextQuestion, TakeFiles
from ledger.tui.commands.command import named_key
from ledger.tui.commands.question import ForecastIt
from ledger.tui.ink import Line, joined, line, span
from ledger.tui.pages.ending_next import ends_blocks
from ledger.tui.pages.proposed import window
from ledger.tui.times import ago, day, left, length, short_day, short_utc_day
from ledger.tui.views.today import MOST, days_since
from ledger.tui.wording import SIM, marked, outcome_text, says_short

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from ledger.record.changes import Waiting
    from ledger.record.danger import Danger
    from ledger.record.moved import Moved
    from ledger.record.questions import QuestionRow
    from ledger.record.today import Today
    from ledger.record.trail import Proposal
    from ledger.tui.ink import Ink, Span
    from ledger.tui.views.standing import Doing
    from ledger.tui.views.today import TodayView

NEEDS = {
    "confirm": "confirm the proposal",
    "challenge": "end challenge",
    "conflict": "end conflict",
    "given_up": "decide: nothing usable came",
    "answer": "answer it",
}

UNTIL = {
    "confirm": "no challenge any more",
    "challenge": "its last day",
    "conflict": "its last day",
    "given_up": "ends",
    "answer": "given up",
}
"""What comes at the end of the time there is, before `in 3 d`."""

FEW, LEAST = 5, 2
"""Lines of what I said lately that are kept free where there is room, and the heading with the gap above it."""

DRAWN = 2
"""Lines of a drawing and of its key beyond the one it is counted for."""

HASH_START = 8
"""Signs of a proposal's hash; the commands take the beginning of one."""

CHANGES: tuple[tuple[str, str, Ink], ...] = (
    ("resolved", "resolved", "good"),
    ("proposed", "proposed", "warn"),
    ("contested", "contested", "bad"),
    ("given_up", "given up", "bad"),
    ("annulled", "annulled", "muted"),
    ("ambiguous", "ambiguous", "muted"),
    ("amended", "amended", "warn"),
)


def today_blocks(
    view: TodayView,
    *,
    doing: Doing | None = None,
    contradictions: int = 0,
    zone: tzinfo | None = None,
    ascii_only: bool = False,
    room: int = 0,
) -> list[Block]:
    """The page. `doing` is how I am doing, `contradictions` how many there are among my forecasts; both come once they are
    known. Of the `room`, in lines, what is left is for more of what ends and for what I said lately.
    """
    above = _sections(
        [*_opening(view, zone), *_half_typed(view), *_together(contradictions)],
        _changed(view),
        _moved(view),
        _waiting(view, zone),
        _proposed(view, zone),
        _endangered(view.page),
    )
    ends, below = ends_blocks(view, MOST, ascii_only=ascii_only), _standing(view, doing)
    lately = _lately(view, doing)
    spare = room - len(_sections(above, ends, below)) - DRAWN
    if spare <= 0:
        return _sections(above, ends, below)
    kept = min(len(lately), FEW + 2)
    longer = ends_blocks(view, MOST + max(spare - kept, 0), ascii_only=ascii_only)
    left_over = max(spare - len(longer) + len(ends), 0)
    return _sections(above, longer, below, lately[:left_over] if left_over > LEAST else [])


def _sections(*sections: list[Block]) -> list[Block]:
    """One below the other, with a gap between those in which there is something."""
    blocks: list[Block] = []
    for section in sections:
        if section:
            blocks += [GAP, *section] if blocks else section
    return blocks


def _opening(view: TodayView, zone: tzinfo | None) -> list[Block]:
    if not any(view.standing.values()):
        return [
            Words(line(("No questions yet.", "strong"))),
            quiet(
                named_key(TakeFiles),
                " takes the questions from the files; fledger ask writes one of your own.",
            ),
        ]
    days = days_since(view)
    if view.looked_at is None:
        first: list[Line | Span] = [(_open(view.standing["open"]), "strong"), *_to_do(view)]
        week: Span = ("The last day" if days == 1 else f"The last {days} days", "strong")
        return [Words(joined(first), 2), Words(joined([week, *_counts(view)]), 2)]
    when = (
        f"Since {day(view.looked_at, zone)} ({days} d)"
        if days
        else f"Since {ago(view.looked_at, view.now_us)}"
    )
    return [Words(joined([(when, "strong"), *_counts(view), *_to_do(view)]), 2)]


def _half_typed(view: TodayView) -> list[Block]:
    if not view.drafts:
        return []
    count = len(view.drafts)
    waits = f"{counted(count, 'draft')} {'waits' if count == 1 else 'wait'}, half-typed: "
    return [Words(line(waits, (", ".join(view.drafts), "muted")), 2, f"question:{view.drafts[-1]}")]


def _together(contradictions: int) -> list[Block]:
    if not contradictions:
        return []
    found = f"{counted(contradictions, 'contradiction')} among your forecasts on one number: "
    return [Words(line((found, "warn"), named_key(MendTogether), (" shows what mends them", "muted")), 2)]


def _counts(view: TodayView) -> Iterator[Span]:
    some = False
    for name, word, ink in CHANGES:
        if count := len(getattr(view.page.since, name)):
            some = True
            yield f"{count} {word}", ink
    if crossed := sum(one.crossed for one in view.page.moved):
        some = True
        yield f"{counted(crossed, 'value')} moved past your forecast", "warn"
    if new := len(view.page.since.asked):
        some = True
        yield f"{new} new", "plain"
    if not some:
        yield "nothing changed", "muted"


def _to_do(view: TodayView) -> Iterator[Line]:
    if view.unanswered:
        yield line(
            (f"{view.unanswered} without your forecast: ", "plain"),
            named_key(NextQuestion),
            (" begins", "muted"),
        )


def _open(count: int) -> str:
    return f"{counted(count, 'question')} {'is' if count == 1 else 'are'} open"


def _changed(view: TodayView) -> list[Block]:
    blocks: list[Block] = []
    for name, word, ink in CHANGES:
        ids = getattr(view.page.since, name)
        blocks += [_change(view.rows[id_], word, ink, view) for id_ in ids[:MOST] if id_ in view.rows]
        blocks += _more(len(ids))
    return blocks


def _change(row: QuestionRow, word: str, ink: Ink, view: TodayView) -> Block:
    ended: list[Line | Span] = [(word, ink)] if word != "amended" else []  # it may have ended as well
    if row.outcome is not None:
        ended = [(*((SIM,) if view.simulated else ()), (outcome_text(row.outcome, row.unit), "strong"))]
    mine = row.mine
    stood = mine is not None and not (mine.over and row.outcome is None)
    said = [line(("you said ", "muted"), (says_short(mine.says, row.unit), "mine"))] if mine and stood else []
    return Pair(line((f"{word[:9]:<9} ", ink), row.title), joined([*ended, *said]), f"question:{row.id}")


def _moved(view: TodayView) -> list[Block]:
    if not view.page.moved:
        return []
    crossed = [one for one in view.page.moved if one.crossed]
    old = [one for one in view.page.moved if not one.crossed]
    blocks: list[Block] = []
    if crossed:
        blocks += [heading("Moved past your forecast", named_key(ForecastIt), " updates it")]
        blocks += [_move(one, view) for one in crossed[:MOST]] + _more(len(crossed))
    if old:
        blocks += [heading("Old forecasts", "a quarter of the time left has passed")]
        blocks += [_move(one, view) for one in old[:MOST]] + _more(len(old))
    return blocks


def _move(one: Moved, view: TodayView) -> Block:
    now = with_unit(one.now, one.unit if one.now[-1:].isdecimal() else None)
    went = f"{one.then} → {now}" if one.then and one.then != one.now else now
    value = marked((went, "value"), simulated=view.simulated)
    how = {"above": "above your p90", "below": "below your p10", "turned": "turned"}
    why = [span(how[way], "warn") for way in one.how if way in how]
    age = length(view.now_us - one.mine.made_at)
    mine = line(("you ", "muted"), (says_short(one.mine.says, one.unit), "mine"), (f", {age} old", "muted"))
    return Pair(line(one.title), joined([value, *why, mine]), f"question:{one.id}")


def _waiting(view: TodayView, zone: tzinfo | None) -> list[Block]:
    if not view.page.waiting:
        return []
    lines = [_wait(one, view.now_us, zone) for one in view.page.waiting[:MOST]]
    return [heading("Waits for a person"), *lines, *_more(len(view.page.waiting))]


def _wait(one: Waiting, now_us: int, zone: tzinfo | None) -> Block:
    # what waits for an answer waits since its question ended
    on = short_utc_day(one.since) if one.need == "answer" else short_day(one.since, zone)
    since = span(f"since {on}", "muted")
    open_ = one.until is not None and one.until > now_us
    until = [span(f"{UNTIL[one.need]} {left(one.until, now_us)}", "muted")] if open_ and one.until else []
    return Pair(line(one.title), joined([(NEEDS[one.need], "warn"), since, *until]), f"question:{one.id}")


def _proposed(view: TodayView, zone: tzinfo | None) -> list[Block]:
    if not view.proposed:
        return []
    lines = [_proposal(view.rows[id_], one, view, zone) for id_, one in view.proposed.items()]
    return [heading("Proposed, not final yet", "Enter shows what to do"), *lines, *_more(view.proposed_count)]


def _proposal(row: QuestionRow, one: Proposal, view: TodayView, zone: tzinfo | None) -> Block:
    outcome = outcome_text(one.outcome, row.unit) if one.outcome else "sources conflict"
    shown: Span = (f"proposed {outcome}", "warn")
    value = [span(with_unit(one.value, row.unit), "value")] if one.value and row.kind == "binary" else []
    until = window(one, day(one.challenge_until, zone))
    parts: list[Span] = [shown, *value, until, span(one.hash[:HASH_START], "muted")]
    sim = (SIM,) if view.simulated else ()
    return Pair(line(row.title), (*sim, *joined(parts)), f"question:{row.id}")


def _endangered(page: Today) -> list[Block]:
    sources, to = by_source(page.endangered), page.headings
    lines: list[Block] = [Words(line((f"! {said}", "warn")), 2) for said in page.unreached.words]
    lines += [_danger(one) for one in sources[:MOST]]
    lines += _more(len(sources), "8 has them all")
    lines += [
        Words(line((f"{one.words} ", "warn"), (name, "muted")), 2, leads=f"question:{name}")
        for name, one in list(to.items())[:MOST]
    ]
    return [heading("In danger: a source does not answer as it should"), *lines] if lines else []


def _danger(one: Danger) -> Block:
    """All of its looks in one, and the mend whole."""
    count, more = len(one.questions), len(one.said) - 1
    looks = f", {one.looks} looks" if one.looks > 1 else ""
    said = f"{one.said[0]}{f'; and {more} more' if more else ''}"
    endangers = f"endangers {counted(count, 'question')}"
    shown = joined([span(f"! {one.source}{looks}", "bad"), span(said, "muted"), span(endangers, "warn")])
    return Words(shown, 2, f"question:{one.questions[0]}")


def _more(count: int, where: str = "3 lists them") -> list[Block]:
    return [quiet(f"... and {count - MOST} more; {where}")] if count > MOST else []


def _standing(view: TodayView, doing: Doing | None) -> list[Block]:
    if doing is not None and doing.sentences:
        return [
            heading("How you are doing", "5 shows more"),
            *(Words(line(one), 2) for one in doing.sentences),
        ]
    ended = view.standing.get("resolved", 0)
    if not ended:
        return [quiet("Nothing has resolved yet, so there is nothing to say about how you are doing.")]
    return [quiet(f"{ended} resolved.")]


def _lately(view: TodayView, doing: Doing | None) -> list[Block]:
    """What I said of what was known last, without what stands further up."""
    told = view.page.since.resolved[:MOST]
    some = [one for one in doing.lately if one.question.id not in told] if doing is not None else []
    if not some:
        return []
    from ledger.tui.pages.calibration.listed import said_line  # loads numpy, which is there once `doing` is

    lines = [said_line(one, simulated=view.simulated) for one in some[:MOST]]
    return [heading("Said and happened lately", "Brier, 0 is best"), *lines]
