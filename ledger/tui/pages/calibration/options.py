"""Questions with several options: the option held likeliest, every option as a yes/no forecast, and what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.outcome import outcome_words
from ledger.standing.calibration.group_words import group_words, misses_by_luck, share
from ledger.standing.calibration.report_words import DRAWN_FROM, few_words, shared_words, top_words
from ledger.tui.blocks import Block, Figure, Words, heading, quiet
from ledger.tui.commands.calibration import Fold
from ledger.tui.commands.command import named_key
from ledger.tui.drawing.reliability import draw_reliability
from ledger.tui.ink import line
from ledger.tui.pages.calibration.chances import MOST_GROUPS, read_out
from ledger.tui.pages.calibration.listed import MOST, chance_said, more, none_yet, question_line
from ledger.tui.pages.calibration.spread import Drawing, Spread, judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.standing.calibration.groups import Group
    from ledger.standing.calibration.head_words import Whose
    from ledger.standing.calibration.options import Chose, OptionsCalibration, Top
    from ledger.tui.ink import Span

EVERY = ("Every option as a yes/no forecast; ", named_key(Fold), " shows the one held likeliest.")
TOP = ("The option held likeliest, as a yes/no forecast; ", named_key(Fold), " shows every option.")


def options_page(
    report: OptionsCalibration, whose: Whose, drawing: Drawing, *, folded: bool, simulated: bool
) -> Spread:
    """The page; `folded` draws the option held likeliest instead of every one."""
    top = report.top.curve if report.top is not None else ()
    groups = top if folded else report.every
    here = groups[drawing.selected] if drawing.selected is not None else None
    chose = [one for one in report.chose if here is None or _in(one, here, folded=folded)]
    return Spread(
        chart=tuple(_chart(groups, whose, drawing, TOP if folded else EVERY)),
        words=tuple(_words(report, groups, whose)),
        listed=tuple(_list(chose, part=here is not None, simulated=simulated)),
        parts=len(groups),
    )


def _top(top: Top, whose: Whose) -> list[Block]:
    return [judged(top_words(top, whose)), *(quiet(words, hang=2) for words in shared_words(top))]


def _in(one: Chose, group: Group, *, folded: bool) -> bool:
    asked = [max(one.chances)] if folded else one.chances
    return any(group.lowest <= chance <= group.highest for chance in asked)


def _chart(
    groups: Sequence[Group], whose: Whose, drawing: Drawing, title: Sequence[str | Span]
) -> list[Block]:
    if not groups:
        return []
    return [
        quiet(*title, hang=2),
        read_out(groups, drawing, whose),
        Figure(
            lambda width: draw_reliability(
                groups, width, drawing.lines - 1, selected=drawing.selected, ascii_only=drawing.ascii_only
            )
        ),
    ]


def _words(report: OptionsCalibration, groups: Sequence[Group], whose: Whose) -> list[Block]:
    if not report.chose:
        return [none_yet("question with several options that was forecast")]
    if report.top is None:
        return [quiet(few_words(report.families))]
    if not groups:
        return [
            *_top(report.top, whose),
            quiet(f"A curve is drawn from {DRAWN_FROM} families on."),
        ]
    sentences = groups if len(groups) <= MOST_GROUPS else ()
    return [
        *_top(report.top, whose),
        *(
            Words(line((group_words(one, who=whose.subject), "plain" if one.explained else "warn")), 2)
            for one in sentences
        ),
        quiet(misses_by_luck(len(groups)), hang=2),
    ]


def _list(chose: Sequence[Chose], *, part: bool, simulated: bool) -> list[Block]:
    newest = sorted(chose, key=lambda one: (-one.question.known_us, one.question.id))
    title = f"Said and happened: {len(chose)} here" if part else "Said and happened"
    lines = (_line(one, simulated=simulated) for one in newest[:MOST])
    return [heading(title, "on what came"), *lines, *more(len(chose))] if chose or part else []


def _line(one: Chose, *, simulated: bool) -> Block:
    most = line((chance_said(max(one.chances)), "mine"), one.question.title)
    came = line(
        (outcome_words(one.question.outcome, None), "strong"), (f" {share(one.chances[one.came])}", "muted")
    )
    return question_line(one.question.id, most, came, simulated=simulated)
