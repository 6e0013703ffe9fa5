"""Scenarios in words: each quantity with what every scenario names, where the value lies now, and what belongs to neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.tui.blocks import GAP, Block, Figure, Pair, Words, heading, quiet
from ledger.tui.commands.anywhere import TakeFiles, ToClaims
from ledger.tui.commands.command import named_key
from ledger.tui.commands.question import Reveal
from ledger.tui.drawing.ranges import Lane, draw_ranges
from ledger.tui.ink import BLANK, joined, line, span
from ledger.tui.pages.hiding import VEIL, veiled
from ledger.tui.times import utc_day
from ledger.tui.wording import INK_OF_STATE, mine_short, standing_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.questions.publication import Publication
    from ledger.questions.scenarios import Frame, NamedRange
    from ledger.record.questions import QuestionRow
    from ledger.standing.publications.scenarios import FrameLines, QuantityLine, Watching
    from ledger.tui.ink import Line
    from ledger.tui.views.scenarios import ScenariosView

QUESTION = "question:"
ABSENT = line(
    (" (not in this ledger yet: ", "muted"), named_key(TakeFiles), (" takes it from the files)", "muted")
)
HANG = 4
EMPTY = "No publication's scenarios stand in the catalogue's folders."
WHERE = "A scenarios.toml beside publications.toml says what each names of a quantity; docs/scenarios.md shows one."


def scenarios_blocks(view: ScenariosView) -> list[Block]:
    """The page; a quantity leads to its question, and so does what watches what is left out."""
    blocks = [block for lines in view.frames for block in _frame(lines, view)]
    unread = [
        Words(line((f"{path} is left out: fledger check says what is wrong with it.", "warn")), 2)
        for path in view.unread
    ]
    cover = (
        [quiet(f"{VEIL} is covered until you answered; ", named_key(Reveal), " shows it", hang=2)]
        if view.hidden
        else []
    )
    return [*unread, *cover, *(blocks or _nothing())]


def _nothing() -> list[Block]:
    claims = line(named_key(ToClaims), (" lists what publications claim", "muted"))
    files = line(named_key(TakeFiles), (" takes questions from the files", "muted"))
    return [Words(line((EMPTY, "strong")), 2), quiet(WHERE, hang=2), Words(joined([claims, files]), 2)]


def _frame(lines: FrameLines, view: ScenariosView) -> list[Block]:
    frame = lines.frame
    blocks: list[Block] = [*_publication(frame, view.publications), *_conditions(frame)]
    for one in lines.quantities:
        blocks += [GAP, *_quantity(one, lines, view)]
    if lines.left_out:
        blocks += [GAP, heading("What the frame leaves out")]
    for watching in lines.left_out:
        blocks += _left_out(watching, view)
    return [*blocks, GAP]


def _publication(frame: Frame, known: Mapping[str, Publication]) -> list[Block]:
    who = known.get(frame.publication)
    if who is None:
        return [heading(frame.publication)]
    interest = [quiet(f"interest: {who.interest}", hang=2)] if who.interest else []
    return [heading(who.title, who.by), *interest, quiet(f"how far we read it: {who.read}", hang=2)]


def _conditions(frame: Frame) -> list[Block]:
    said: list[Block] = [
        Words(
            line(
                (f"{one.name}  ", "theirs"),
                *((f"{one.title}: ",) if one.title else ()),
                f"if {one.condition}",
            ),
            HANG,
        )
        for one in frame.scenarios
    ]
    return [*said, quiet("No likelihood is stored for any of them, and nothing is multiplied.", hang=2)]


# ---- one quantity ----------------------------------------------------------------------------------------


def _quantity(one: QuantityLine, lines: FrameLines, view: ScenariosView) -> list[Block]:
    if one.row is None:
        return [Words(line((one.quantity.question, "strong"), *ABSENT), 2)]
    hidden = one.row.id in view.hidden
    leads = QUESTION + one.row.id
    state = line((one.row.stands, INK_OF_STATE[one.row.stands]))
    blocks: list[Block] = [Pair(line((one.row.title, "strong")), state, leads)]
    blocks.append(Pair(_now(one, one.row, view, hidden=hidden), _you(one.row), leads, whole=True))
    if not hidden:
        value = None if one.value is None else float(one.value)
        blocks.append(Figure(lambda width: draw_ranges(_lanes(one), value, "now", width)))
    blocks += _named(one, lines, hidden=hidden)
    return [*blocks, *_notes(one, hidden=hidden)]


def _now(one: QuantityLine, row: QuestionRow, view: ScenariosView, *, hidden: bool) -> Line:
    value = standing_value(row, simulated=view.simulated)
    if not one.place:
        return line(("now ", "muted"), *value)
    found = f"scenario {one.place}" if one.lies_in else one.place
    covered = line(("hidden; ", "muted"), named_key(Reveal), (" shows it", "muted"))
    place = covered if hidden else line((found, "strong"))
    return line(("now ", "muted"), *value, (" · lies in: ", "muted"), *place)


def _you(row: QuestionRow) -> Line:
    return line(("you ", "muted"), mine_short(row.mine, row.unit))


def _lanes(one: QuantityLine) -> list[Lane]:
    return [Lane(f"scenario {each.scenario}", *_ends(each)) for each in one.quantity.ranges]


def _ends(named: NamedRange) -> tuple[float | None, float | None]:
    """The ends of a range; None where it is open."""
    lows = [float(number) for op, number in named.bounds if op in {"at_least", "above"}]
    highs = [float(number) for op, number in named.bounds if op in {"at_most", "below"}]
    return max(lows, default=None), min(highs, default=None)


def _named(one: QuantityLine, lines: FrameLines, *, hidden: bool) -> list[Block]:
    """What every scenario names, and what belongs to neither."""
    if not one.quantity.ranges:
        return [quiet("no scenario names a value", hang=HANG)]
    neither = Words(line(("neither  ", "theirs"), veiled(one.neither, hidden=hidden)), HANG)
    return [*(_said(each.name, one, hidden=hidden) for each in lines.frame.scenarios), neither]


def _said(name: str, one: QuantityLine, *, hidden: bool) -> Block:
    """What one scenario names, and how much of it is our reading."""
    named = next((each for each in one.quantity.ranges if each.scenario == name), None)
    head = span(f"scenario {name}  ", "theirs")
    if named is None:
        return Words(line(head, ("names none", "muted")), HANG)
    quoted = f" · “{named.words}”"
    ours = f" · our reading: {named.our_reading}" if named.our_reading else ""
    shown = line((one.ranges[name], "strong"), quoted, (ours, "warn"))
    return Words(line(head, *((veiled(text, hidden=hidden), ink) for text, ink in shown)), HANG)


def _notes(one: QuantityLine, *, hidden: bool) -> list[Block]:
    asked = one.quantity
    blocks: list[Block] = []
    if asked.against:
        told = veiled(asked.against, hidden=hidden)
        blocks.append(Words(line(("cuts against the publication: ", "warn"), told), HANG))
    return [*blocks, quiet(veiled(asked.note, hidden=hidden), hang=HANG)] if asked.note else blocks


# ---- what is left out ------------------------------------------------------------------------------------


def _left_out(watching: Watching, view: ScenariosView) -> list[Block]:
    left = watching.left_out
    who = view.publications.get(left.by)
    blocks: list[Block] = [Words(line("- ", left.words, (f" · {who.by if who else left.by}", "muted")), 2)]
    return [*blocks, *(_watched(name, row, view) for name, row in watching.rows.items())]


def _watched(name: str, row: QuestionRow | None, view: ScenariosView) -> Block:
    if row is None:
        return Words(line(f"  {name}", *ABSENT), HANG)
    ends = line((f"{row.stands}, ends {utc_day(row.closes_at)}", "muted"))
    value = standing_value(row, simulated=view.simulated) if row.today or row.outcome else BLANK
    now = line((" now ", "muted"), *value) if value else BLANK
    return Pair(line("  ", row.title, *now), ends, QUESTION + row.id, whole=True)
