"""Where a question's value comes from, and whether the looks at it are well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.units import counted
from ledger.resolution.people.asked_of import asked_of
from ledger.tui.blocks import GAP, Block, Words, heading
from ledger.tui.commands.anywhere import LookNow
from ledger.tui.commands.command import named_key
from ledger.tui.ink import joined, line, span
from ledger.tui.times import ago, day, left

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import tzinfo

    from ledger.questions.rule import Rule, SourceUse, Window
    from ledger.record.looks import LookRow
    from ledger.tui.ink import Line, Span
    from ledger.tui.views.behind import Source

SOURCES = "Sources"
ANSWERS = {"reading": "reads", "not_yet": "not published yet", "unusable": "unusable"}
"""What a look said last."""


def source_blocks(
    rule: Rule,
    sources: Sequence[Source],
    licences: Mapping[str, str],
    *,
    now_us: int,
    zone: tzinfo | None = None,
) -> list[Block]:
    """Every source of the rule, what a person is asked, and how the looks go: the last good one, the next, what is wrong."""
    uses = [use for several in rule.looks.values() for use in several]
    blocks: list[Block] = [GAP, heading(SOURCES, named_key(LookNow), " looks now")]
    for use in uses:
        blocks += _use(use, rule.window)
    for source in sources:
        blocks += _health(source, licences.get(source.look.source), now_us, zone)
    return blocks


def _use(use: SourceUse, window: Window) -> Iterator[Block]:
    by_hand = "a person answers" if use.name == "manual" else f"{use.name}: {use.value}"
    yield Words(line((by_hand, "plain"), (" (only if the others fail)" if use.fallback else "", "muted")), 2)
    asked = asked_of(use, window)
    if asked is not None:
        yield Words(line(("  asks: ", "muted"), asked.ask), 4)
        yield from (Words(line(("  receipt: ", "muted"), each), 4) for each in (asked.receipt,) if each)


def _health(source: Source, licence: str | None, now_us: int, zone: tzinfo | None) -> Iterator[Block]:
    look = source.look
    good = f"last good look {ago(look.last_good_at, now_us)}"
    parts: list[Line | Span] = [_how(look), (good, "plain"), (_next(look, now_us), "muted")]
    if look.as_of:
        parts.append((f"data to {look.as_of}", "muted"))
    yield Words(joined([line((f"{look.source} ", "strong")), *parts]), 2)
    if look.failing and look.said and not source.alarms:
        yield Words(line("  ", (f"! {look.said}", "bad")), 4)
    for alarm in source.alarms:
        yield Words(
            joined([line("  ", (f"! {alarm.words}", "bad")), (f"since {day(alarm.since, zone)}", "muted")]), 4
        )
    if look.lacks:
        yield Words(line("  ", (f"lacks {look.lacks}", "warn")), 4)
    told = [span(look.identity, "muted")] if look.identity else []
    told += [span(f"licence {licence}", "muted")] if licence else []
    if told:
        yield Words(line("  ", *joined(told)), 4)


def _next(look: LookRow, now_us: int) -> str:
    return f"next {left(look.next_at, now_us)}" if look.next_at > now_us else "due now"


def _how(look: LookRow) -> Span:
    if look.answer is None:
        return "never looked", "muted"
    word = ANSWERS.get(look.answer, look.answer)
    failed = f", failed {counted(look.failures, 'time')}" if look.failures else ""
    return f"{'! ' if look.failing else ''}{word}{failed}", "bad" if look.failing else "good"
