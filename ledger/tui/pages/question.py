"""One question's page: where it stands, the value now and its history, me and the others, words, claim, evidence, trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule import FirstDay, TakeOption, TakeValue, YesIf
from ledger.questions.rule_words import option_words, rule_words, threshold
from ledger.resolution.people.whose_word import may_confirm
from ledger.tui.blocks import GAP, Block, Figure, Pair, Words, heading, quiet
from ledger.tui.drawing.time_chart import Series, TimeChart, draw_time_chart
from ledger.tui.ink import joined, line, span
from ledger.tui.pages.claim import claim_blocks
from ledger.tui.pages.family import family_blocks
from ledger.tui.pages.trail import evidence_blocks, source_blocks, trail_blocks
from ledger.tui.times import DAY, ago, day, deadline, left
from ledger.tui.views.question import crowd_over_time, middle
from ledger.tui.wording import (
    INK_OF_STATE,
    SIM,
    ended_words,
    marked,
    now_text,
    outcome_text,
    says_long,
    with_unit,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from ledger.questions.publication import Publication
    from ledger.questions.rule import Rule
    from ledger.record.questions import QuestionRow
    from ledger.record.trail import Proposal
    from ledger.tui.ink import Line, Span
    from ledger.tui.views.question import QuestionView

CHART_HEIGHT = 9
BY_HAND = "A person answers this one; there is no source to look at."
ENDED = frozenset({"resolved", "annulled", "ambiguous"})


def question_blocks(
    view: QuestionView,
    *,
    publications: Mapping[str, Publication],
    scores: tuple[str, ...] = (),
    zone: tzinfo | None = None,
    ascii_only: bool = False,
) -> list[Block]:
    """The whole page. `scores` are sentences on how my forecasts did, once it resolved."""
    return [
        *head_blocks(view, zone),
        *end_blocks(view, scores, zone),
        *proposal_blocks(view, zone),
        *value_blocks(view, ascii_only=ascii_only),
        *_forecasts(view, ascii_only=ascii_only),
        *words_blocks(view),
        *claim_blocks(
            view.question.claim, publications, hidden=view.hidden, stated=view.stated, unit=view.row.unit
        ),
        *source_blocks(view),
        *evidence_blocks(view, zone),
        *trail_blocks(view, zone),
    ]


def head_blocks(view: QuestionView, zone: tzinfo | None) -> list[Block]:
    """Title, id, state and end."""
    row = view.row
    state: Span = (row.stands, INK_OF_STATE[row.stands])
    if row.stands in ENDED:
        ends = span(f"{row.stands} {day(row.state_at, zone)}", INK_OF_STATE[row.stands])
        return [
            Words(line((row.title, "strong"))),
            Words(joined([span(row.id, "muted"), ends, *_private(row)]), 2),
        ]
    ends = span(f"closes {deadline(row.closes_at, zone)}, {left(row.closes_at, view.now_us)}", "muted")
    parts: list[Line | Span] = [(row.id, "muted"), state, ends]
    return [Words(line((row.title, "strong"))), Words(joined([*parts, *_private(row)]), 2)]


def _private(row: QuestionRow) -> list[Span]:
    return [span("private", "muted")] if row.private else []


def end_blocks(view: QuestionView, scores: tuple[str, ...], zone: tzinfo | None) -> list[Block]:
    """When it has ended: the outcome, when it was known, what I said then and why."""
    row, found = view.row, view.detail
    if row.stands not in ENDED:
        return []
    known = [span(f"known {deadline(row.known_at, zone)}", "muted")] if row.known_at else []
    how = [span(f"confirmed by {found.confirmed}", "muted")] if found.confirmed else []
    shown: Span = (outcome_text(row.outcome, row.unit) if row.outcome else row.stands, "strong")
    value = (
        [span(f"value {row.value} {row.unit or ''}".rstrip(), "value")]
        if row.value and row.kind == "binary"
        else []
    )
    sim = (SIM,) if view.simulated else ()
    blocks: list[Block] = [GAP, heading("Outcome"), Words(joined([(*sim, shown), *value, *known, *how]), 2)]
    mine = [one for one in view.mine if row.known_at is None or one.made_at <= row.known_at]
    if mine:
        said = line(("you said ", "muted"), (says_long(mine[-1].says, row.unit), "mine"))
        blocks.append(Words(said))
        blocks.append(Words(line(("because: ", "muted"), mine[-1].reason or "you gave no reason then"), 2))
    blocks += [Words(line((one, "plain")), 2) for one in scores]
    return blocks


def proposal_blocks(view: QuestionView, zone: tzinfo | None) -> list[Block]:
    """A proposal that is not final: the outcome, until when it can be challenged, and the commands for it."""
    waiting = [one for one in view.trail.proposals if one.state in {"open", "challenged"}]
    if view.row.stands in ENDED or not waiting:
        return []
    one = waiting[-1]
    outcome = outcome_text(one.outcome, view.row.unit) if one.outcome else "sources conflict"
    sim = (SIM,) if view.simulated else ()
    value = [span(f"value {with_unit(one.value, view.row.unit)}", "value")] if one.value else []
    until = span(f"challenge to {deadline(one.challenge_until, zone)}", "muted")
    return [
        GAP,
        heading("Proposed, not final yet"),
        Words(joined([(*sim, (outcome, "warn")), *value, until]), 2),
        Words(line(("r", "key"), (" reviews it, with its receipts: ", "muted"), f"{_ways(view, one)}.")),
    ]


def _ways(view: QuestionView, one: Proposal) -> str:
    """What is open to me: nobody confirms twice, nobody challenges after the window, and a challenge ends first."""
    if one.state == "challenged":
        return "end the challenge"
    confirm = one.outcome is not None and may_confirm(one, view.me, alone=view.alone, now_us=view.now_us)
    ways = [*(("confirm",) if confirm else ()), "reject"]
    if one.outcome is not None and view.now_us < one.challenge_until:
        ways.append("challenge")
    return " or ".join(part for part in (", ".join(ways[:-1]), ways[-1]) if part)


def value_blocks(view: QuestionView, *, ascii_only: bool, height: int = CHART_HEIGHT) -> list[Block]:
    """If it resolved today: the value, how far from the threshold, and its history."""
    row, turns = view.row, threshold(view.question.rule)
    if row.outcome is not None:
        return []
    shown = marked(now_text(row.today, row.unit), simulated=view.simulated)
    parts: list[Line | Span] = [shown]
    if row.today is not None and row.today.would and row.today.value and row.kind == "binary":
        parts.append((f"would be {row.today.would}", "strong"))
    if turns and row.today is not None and row.today.number is not None:
        parts.append((f"YES at {turns[1]}: {abs(row.today.number - turns[0]):.4g} away", "warn"))
    if row.today is not None and row.today.as_of:
        parts.append((f"as of {row.today.as_of}", "muted"))
    blocks: list[Block] = [GAP, heading("If it resolved today"), Words(joined(parts), 2)]
    if row.heading:
        blocks.append(Words(line((f"! {row.heading.words}", "warn")), 2))
    if row.today is not None and row.today.reason and row.today.value is None:
        blocks.append(quiet(row.today.reason))
    if row.today is None:
        by_hand = all(use.name == "manual" for uses in view.question.rule.looks.values() for use in uses)
        blocks.append(quiet(BY_HAND if by_hand else "Nobody has looked at its source yet: u looks now."))
    return blocks + _history(view, turns, ascii_only=ascii_only, height=height)


def _history(
    view: QuestionView, turns: tuple[float, str] | None, *, ascii_only: bool, height: int
) -> list[Block]:
    points = tuple((one.at, one.number) for one in view.history if one.number is not None)
    if len(points) < 2:  # noqa: PLR2004 one point is no history
        return []
    series = Series("if it resolved today", points, "value", "•", "*", steps=True)
    until = max(points[-1][0], view.now_us)
    chart = TimeChart((series,), until, threshold=turns, height=height)
    return [Figure(lambda width: draw_time_chart(chart, width, ascii_only=ascii_only))]


def _forecasts(view: QuestionView, *, ascii_only: bool) -> list[Block]:
    blocks: list[Block] = [GAP, heading("Forecasts", "f forecasts"), *you_blocks(view)]
    return [*blocks, *family_blocks(view), *crowd_blocks(view), *_chart(view, ascii_only=ascii_only)]


def you_blocks(view: QuestionView) -> list[Block]:
    """My forecast and my reason."""
    mine = view.row.mine
    if mine is None:
        return [Words(line(("you have said nothing yet ", "muted"), ("f", "key"), (" forecasts", "muted")))]
    if mine.over and view.row.outcome is None:
        ended = f"no forecast of yours stands; you had said {says_long(mine.says, view.row.unit)}{ended_words(mine)} "
        return [Words(line((ended, "muted"), ("f", "key"), (" forecasts", "muted")), 2)]
    said = line(("you ", "muted"), (says_long(mine.says, view.row.unit), "mine"))
    when = span(f"{ago(mine.made_at, view.now_us)}{' · over' if mine.over else ''}", "muted")
    blocks: list[Block] = [Words(joined([said, when]), 2)]
    if mine.reason:
        blocks.append(Words(line(("because: ", "muted"), mine.reason), 2))
    return blocks


def crowd_blocks(view: QuestionView, key: str = "h") -> list[Block]:
    """What others say and would bet, once I answered or pressed `key`."""
    if view.hidden:
        return [
            Words(
                line(("others hidden until you answered ", "muted"), (key, "key"), (" shows them", "muted"))
            )
        ]
    crowd = Words(line(("crowd ", "muted"), (view.crowd.words(view.row.unit), "theirs")))
    sim = (SIM,) if view.simulated else ()
    markets = [Words(line(("market ", "muted"), *sim, (one.words, "theirs")), 2) for one in view.markets]
    return [crowd, *markets]


def _chart(view: QuestionView, *, ascii_only: bool) -> list[Block]:
    mine = tuple((one.made_at, value) for one in view.mine if (value := middle(one)) is not None)
    crowd = () if view.hidden else crowd_over_time(view)
    if not mine and not crowd:
        return []
    series = (
        Series("you", mine, "mine", "●", "o", steps=True),
        Series("crowd", crowd, "theirs", "○", "+", steps=True),
    )
    until = min(max(view.now_us, view.row.opens_at + DAY), view.row.known_at or view.now_us + 1)
    binary = view.row.kind == "binary"
    turns = None if binary else threshold(view.question.rule)
    chart = TimeChart(series, until, threshold=turns, percent=binary, height=CHART_HEIGHT)
    return [Figure(lambda width: draw_time_chart(chart, width, ascii_only=ascii_only))]


def words_blocks(view: QuestionView) -> list[Block]:
    """Statement, criteria and rule."""
    question = view.question
    blocks: list[Block] = [GAP, heading("The question", f"version {view.detail.version}")]
    blocks += [Words(line(question.statement)), GAP, *paragraphs(question.criteria)]
    blocks += [Words(line(("rule: ", "muted"), rule_words(question.rule)), 2)]
    blocks += [Words(line(("aside: ", "muted"), aside), 2) for aside in question.asides]
    return blocks + _options(question.rule)


def _options(rule: Rule) -> list[Block]:
    """The options in their order, each with what makes it right."""
    match rule.decider:
        case TakeOption(buckets):
            means = [(each.label, option_words(each, rule.unit)) for each in buckets]
            return [Pair(line(("option ", "muted"), label), line((words, "muted"))) for label, words in means]
        case TakeValue() | YesIf() | FirstDay():
            return []


def paragraphs(text: str) -> list[Block]:
    """A file's text: line breaks inside a paragraph are spaces."""
    parts = (" ".join(part.split()) for part in text.strip().split("\n\n"))
    return [Words(line(part)) for part in parts if part]
