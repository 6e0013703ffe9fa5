"""Looking now, in words: what will be asked, and what came of it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ledger.questions.units import counted
from ledger.tui.blocks import GAP, Block, Pair, Words, heading, quiet
from ledger.tui.commands.anywhere import TakeFiles
from ledger.tui.commands.command import named_key
from ledger.tui.commands.looking import SendAll, SendDue
from ledger.tui.ink import line, span
from ledger.tui.pages.sources import NO_SOURCES
from ledger.tui.views.look_now import hosts
from resolvers.source import NotYet, Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.resolution.looking.sweep_report import LookTaken, SweepReport
    from ledger.tui.ink import Ink
    from ledger.tui.views.look_now import LookPlan, Planned
    from resolvers.source import Answer


def plan_blocks(plan: LookPlan) -> list[Block]:
    """Every request before it is sent."""
    if not plan.requests:
        return [
            heading("Look at the sources now"),
            quiet(
                f"{NO_SOURCES} ", named_key(TakeFiles), " takes questions from the files. Escape goes back."
            ),
        ]
    due = plan.due
    blocks: list[Block] = [heading("Look at the sources now")]
    if due:
        rest = (
            [span(", "), named_key(SendAll), span(f" all {len(plan.requests)}")]
            if len(due) < len(plan.requests)
            else []
        )
        blocks.append(
            Words(line((requests_words(due), "strong"), " due. ", named_key(SendDue), " sends", *rest, "."))
        )
    else:
        blocks.append(
            Words(
                line(
                    ("Nothing is due. ", "strong"),
                    named_key(SendAll),
                    f" looks at everything anyway: {requests_words(plan.requests)}.",
                )
            )
        )
    for host, some in groupby(plan.requests, key=lambda one: one.host):
        blocks += [GAP, Pair(line((host, "head"))), *map(_request, some)]
    return [
        *blocks,
        GAP,
        quiet(
            "A source may ask for further pages. Your contact from the settings is sent along; nothing else of yours is."
        ),
    ]


def requests_words(requests: Sequence[Planned]) -> str:
    """`7 requests to 4 hosts`."""
    count, there = len(requests), hosts(requests)
    return f"{counted(count, 'request')} to {counted(there, 'host')}"


def _kept(readings: int) -> str:
    return f"{counted(readings, 'reading')} {'counts and is' if readings == 1 else 'count and are'} kept"


def _request(one: Planned) -> Block:
    when: Ink = "plain" if one.due else "muted"
    left = line(("  " + one.url, when))
    return Pair(
        left,
        line(
            (
                f"{', '.join(one.sources)} for {counted(one.questions, 'question')}{'' if one.due else ', not due'}",
                "muted",
            )
        ),
    )


def report_blocks(report: SweepReport, *, simulated: bool) -> list[Block]:
    """What came of it."""
    count = len(report.looks)
    kept = sum(one.kept for one in report.looks)
    blocks: list[Block] = [
        heading("Looked"),
        Words(
            line(
                (
                    f"{counted(report.requests, 'answer')} for {counted(count, 'look')}; {_kept(kept)}.",
                    "strong",
                )
            )
        ),
    ]
    if report.clock_doubt:
        blocks.append(Words(line((f"! {report.clock_doubt}", "warn"))))
    if _offline(report):
        blocks.append(
            Words(line(("! No host could be reached: this machine seems to be offline.", "warn")), 2)
        )
    blocks += [
        _taken(one, simulated=simulated) for one in report.looks if not isinstance(one.answer, Unusable)
    ]
    blocks += _unusable(report.looks)
    for one in report.proposed:
        blocks.append(
            Words(
                line(
                    ("proposed ", "warn"), f"{one.question}: {one.outcome or 'sources conflict'}: {one.why}"
                ),
                2,
                f"question:{one.question}",
            )
        )
    for title, found in (
        ("given up", report.given_up),
        ("annulled", report.annulled),
        ("waits for a person", report.needs_person),
    ):
        blocks += [
            Words(line((f"{title} ", "warn"), f"{name}: {why}"), 2, f"question:{name}")
            for name, why in found.items()
        ]
    return [*blocks, GAP, quiet("Escape goes back.")]


def _taken(one: LookTaken, *, simulated: bool) -> Block:
    leads = f"question:{one.questions[0]}" if one.questions else None
    match one.answer:
        case Reading(values=values):
            shown = ", ".join(f"{name} {value}" for name, value in values.items())
            return Pair(
                line((one.source, "plain")),
                line(*((("SIM ", "sim"),) if simulated else ()), (shown, "value")),
                leads,
            )
        case NotYet(reason):
            return Pair(line((one.source, "plain")), line((f"not yet: {reason}", "muted")), leads)
        case Unusable():
            return _failed([one], one.answer)


def _offline(report: SweepReport) -> bool:
    """Whether every host that was asked is down, and these are several; a key that is missing asks nobody."""
    asked = [one.answer for one in report.looks if not _lacks(one.answer)]
    down = [one for one in asked if isinstance(one, Unusable) and one.why == "down"]
    return len(down) == len(asked) and len({one.detail for one in down}) > 1


def _lacks(answer: Answer) -> bool:
    return isinstance(answer, Unusable) and answer.why in {"no_key", "source_missing"}


def _unusable(looks: Sequence[LookTaken]) -> list[Block]:
    """What could not be used: the looks of one source with the same trouble together, as one mend helps them all."""
    same: dict[tuple[str, Unusable], list[LookTaken]] = {}
    for one in looks:
        if isinstance(one.answer, Unusable):
            same.setdefault((one.source, one.answer), []).append(one)
    return [_failed(some, answer) for (_, answer), some in same.items()]


def _failed(looks: Sequence[LookTaken], answer: Unusable) -> Block:
    names = dict.fromkeys(name for one in looks for name in one.questions)
    many = f", {len(looks)} looks" if len(looks) > 1 else ""
    shown = line((f"! {looks[0].source}{many} ", "bad"), (f"{answer.why}: {answer.detail}", "bad"))
    return Words(shown, 2, next((f"question:{name}" for name in names), None))
