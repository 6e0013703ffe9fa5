"""One question's page: where it stands, the value now and its history, me and the others, its words and claim; then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.rule import FirstDay, TakeOption, TakeValue, YesIf
from ledger.questions.rule_words import option_words, rule_words
from ledger.tui.blocks import GAP, Beside, Block, Figure, Pair, Words, heading, quiet, where_stacked
from ledger.tui.commands.anywhere import LookNow
from ledger.tui.commands.command import named_key
from ledger.tui.commands.question import ForecastIt, Reveal
from ledger.tui.ink import cut, joined, line, span
from ledger.tui.pages.amendments import AMENDMENTS, amendment_blocks
from ledger.tui.pages.charts import CHART_HEIGHT, LOW_FORECASTS, LOW_HISTORY, forecast_chart, history_chart
from ledger.tui.pages.claim import claim_blocks
from ledger.tui.pages.ending import end_blocks
from ledger.tui.pages.evidence import evidence_blocks
from ledger.tui.pages.family import family_blocks
from ledger.tui.pages.proposed import proposal_blocks
from ledger.tui.pages.question_sources import source_blocks
from ledger.tui.pages.trail import note_blocks, said_blocks, trail_blocks
from ledger.tui.pages.value_now import BY_HAND, beside_value, by_hand
from ledger.tui.pages.worth import worth_blocks
from ledger.tui.times import ago, day, deadline, left
from ledger.tui.wording import (
    ENDED,
    INK_OF_STATE,
    SIM,
    ended_words,
    marked,
    now_text,
    says_long,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import tzinfo

    from ledger.questions.publication import Publication
    from ledger.questions.rule import Rule
    from ledger.record.bound import Bound
    from ledger.record.questions import QuestionRow
    from ledger.tui.ink import Line, Span
    from ledger.tui.views.behind import Behind
    from ledger.tui.views.question import QuestionView

HISTORY = "If it resolved today"


def question_blocks(
    view: QuestionView,
    *,
    publications: Mapping[str, Publication],
    behind: Behind | None = None,
    unfolded: Collection[str] = (),
    whole: bool = True,
    zone: tzinfo | None = None,
    ascii_only: bool = False,
) -> list[Block]:
    """The page. `behind` comes later and stands below, but for lines that are kept free for it; on a page that is not `whole`
    it never comes. `unfolded` are parts shown whole.
    """
    claim = claim_blocks(
        view.question.claim, publications, hidden=view.hidden, stated=view.stated, unit=view.row.unit
    )
    return [
        *head_blocks(view, zone),
        *_in_short(view),
        *end_blocks(view, behind, zone, whole=whole, ascii_only=ascii_only),
        *proposal_blocks(view, zone),
        *_course_blocks(view, behind, whole=whole, ascii_only=ascii_only),
        *_together(words_blocks(view), claim),
        *(behind_blocks(view, behind, unfolded, zone) if behind is not None else ()),
    ]


def _together(left: list[Block], right: list[Block]) -> list[Block]:
    """Both beside each other; one alone has the whole width."""
    return [Beside(tuple(left), tuple(right))] if left and right else left + right


def _course_blocks(
    view: QuestionView, behind: Behind | None, *, whole: bool, ascii_only: bool
) -> list[Block]:
    """The value and what was said, beside each other; one above the other they are lower."""
    value = _value_so_far(view, ascii_only=ascii_only, height=CHART_HEIGHT)
    said = _forecasts(view, behind, whole=whole, ascii_only=ascii_only, height=CHART_HEIGHT)
    if not value:
        return said
    low = (
        *_value_so_far(view, ascii_only=ascii_only, height=LOW_HISTORY),
        *_forecasts(view, behind, whole=whole, ascii_only=ascii_only, height=LOW_FORECASTS),
    )
    return [Beside(tuple(value), tuple(said), low)]


def _in_short(view: QuestionView) -> list[Block]:
    """The statement in one line, where the page has one column and what is known pushes its words far down."""
    asked, known = view.question.statement, view.mine or view.waiting or _over(view.row)
    if asked == view.row.title or not known:
        return []
    return [where_stacked(Figure(lambda width: [cut(line((asked, "plain")), width)]))]


def behind_blocks(
    view: QuestionView, behind: Behind, unfolded: Collection[str], zone: tzinfo | None
) -> list[Block]:
    """What fills in: what it was worth, sources, evidence, amendments, remarks, who said what, the trail."""
    return [
        *worth_blocks(view, behind.worth, zone),
        *source_blocks(view.question.rule, behind.sources, behind.licences, now_us=view.now_us, zone=zone),
        *evidence_blocks(view, behind, unfolded, zone),
        *amendment_blocks(behind.trail.versions, unfolded, zone, bound=view.bound, hidden=view.hidden),
        *note_blocks(behind.trail.notes, zone),
        *said_blocks(view, behind, unfolded, zone),
        *trail_blocks(view, behind.trail, unfolded, zone),
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
    closes = "closes" if row.closes_at > view.now_us else "closed"
    ends = span(f"{closes} {deadline(row.closes_at, zone)}, {left(row.closes_at, view.now_us)}", "muted")
    parts: list[Line | Span] = [(row.id, "muted"), state, ends]
    return [Words(line((row.title, "strong"))), Words(joined([*parts, *_private(row)]), 2)]


def _private(row: QuestionRow) -> list[Span]:
    return [span("private", "muted")] if row.private else []


def value_blocks(view: QuestionView, *, ascii_only: bool, height: int = CHART_HEIGHT) -> list[Block]:
    """If it resolved today: the value, how far from the threshold, and its history."""
    row = view.row
    if _over(row):
        return []
    shown = marked(now_text(row.today, row.unit), simulated=view.simulated)
    blocks: list[Block] = [GAP, heading(HISTORY, part="Now")]
    if row.today is not None or not by_hand(view):
        blocks.append(Words(joined([shown, *beside_value(view)]), 2))
    if row.heading:
        blocks.append(Words(line((f"! {row.heading.words}", "warn")), 2))
    if row.today is not None and row.today.reason and row.today.value is None:
        blocks.append(quiet(row.today.reason))
    if row.today is None:
        blocks.append(
            quiet(BY_HAND)
            if by_hand(view)
            else quiet("Nobody has looked at its source yet: ", named_key(LookNow), " looks now.")
        )
    return blocks + history_chart(view, ascii_only=ascii_only, height=height)


def _value_so_far(view: QuestionView, *, ascii_only: bool, height: int) -> list[Block]:
    """The value now; once it resolved or was annulled, its history until then, where there is any."""
    if not _over(view.row):
        return value_blocks(view, ascii_only=ascii_only, height=height)
    chart = history_chart(view, ascii_only=ascii_only, height=height)
    return [GAP, heading("The value until then", part="Value"), *chart] if chart else []


def _over(row: QuestionRow) -> bool:
    """Whether there is nothing more to resolve to."""
    return row.outcome is not None or row.stands in ENDED


def _forecasts(
    view: QuestionView, behind: Behind | None, *, whole: bool, ascii_only: bool, height: int
) -> list[Block]:
    aside = (named_key(ForecastIt), " forecasts") if view.takes_forecasts else ()
    blocks: list[Block] = [GAP, heading("Forecasts", *aside)]
    blocks += [] if view.then is not None else you_blocks(view)
    chart = forecast_chart(view, behind, whole=whole, ascii_only=ascii_only, height=height)
    return [*blocks, *crowd_blocks(view), *chart, *family_blocks(view)]


def you_blocks(view: QuestionView) -> list[Block]:
    """My forecast and my reason."""
    mine = view.row.mine
    forecasts = line(" ", named_key(ForecastIt), (" forecasts", "muted")) if view.takes_forecasts else ()
    if mine is None:
        nothing = "you have said nothing yet" if view.takes_forecasts else "you said nothing"
        return [Words(line((nothing, "muted"), *forecasts), 2)]
    if mine.over and view.row.outcome is None:
        ended = f"no forecast of yours stands; you had said {says_long(mine.says, view.row.unit)}{ended_words(mine)}"
        return [Words(line((ended, "muted"), *forecasts), 2)]
    said = line(("you ", "muted"), (says_long(mine.says, view.row.unit), "mine"))
    when = span(f"{ago(mine.made_at, view.now_us)}{' · over' if mine.over else ''}", "muted")
    why = [line(("because: ", "muted"), mine.reason)] if mine.reason else []
    blocks: list[Block] = [Words(joined([said, when, *why]), 2)]
    if view.bound is not None:
        blocks.append(Words(line((f"! {bound_words(view.bound)}", "warn")), 2))
    return blocks


def bound_words(made_on: Bound) -> str:
    """That my forecast was made of other words."""
    return (
        f"said of version {made_on.version}; it is version {made_on.newest} now, see {AMENDMENTS}. "
        "Say it again if you still say so"
    )


def crowd_blocks(view: QuestionView, *, typing: bool = False) -> list[Block]:
    """What others say and would bet, once I answered or asked to see it; `typing`, by the key that does so in a field."""
    if view.hidden:
        return [
            Words(
                line(
                    ("others hidden until you answered · ", "muted"),
                    named_key(Reveal, typing=typing),
                    (" shows them", "muted"),
                )
            )
        ]
    crowd = Words(line(("crowd ", "muted"), (view.crowd.words(view.row.unit), "theirs")))
    sim = (SIM,) if view.simulated else ()
    markets = [Words(line(("market ", "muted"), *sim, (one.words, "theirs")), 2) for one in view.markets]
    return [crowd, *markets]


def words_blocks(view: QuestionView) -> list[Block]:
    """Statement, criteria and rule."""
    question = view.question
    blocks: list[Block] = [GAP, heading("The question", f"version {view.detail.version}", part="Question")]
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
