"""What contradicts among my forecasts, in words, and every forecast beside the closest that goes together with the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.clean import clean_line
from ledger.questions.family.told import mend, sentence
from ledger.questions.says_words import says_words
from ledger.questions.units import counted
from ledger.tui.blocks import GAP, Block, Pair, Words, heading, quiet
from ledger.tui.commands.coherence import TakeClosest
from ledger.tui.commands.command import named_key
from ledger.tui.ink import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.family.closest import Together
    from ledger.questions.family.coherence import Contradiction
    from ledger.questions.family.held import Answer
    from ledger.tui.views.coherence import Group

HOW = (
    "Numbers and days stay as you said them. Chances move as little as they can, by the sum of squares: where no number is among "
    "them, the new ones have no more squared error in all, whatever happens (but for rounding)."
)
UNMENDED = "No chances were found that mend all of this. Say one of them anew:"


def coherence_blocks(group: Group, place: int, count: int) -> list[Block]:
    """One group of `count`, the `place`th from 1."""
    several = f"{place} of {count}" if count > 1 else ""
    together = group.together
    told = [block for each in together.contradictions for block in _told(each, together)]
    rest = _mended(group) if together.closest else _unmended(group)
    return [heading("What contradicts among your forecasts", several), *told, GAP, *rest]


def _told(found: Contradiction, together: Together) -> Iterator[Block]:
    """One contradiction; where nothing mends them all, what mends this one, and the question where it is done."""
    told = line((f"! {sentence(found)}", "warn"))
    if together.closest:
        yield Words(told, 2)
    else:
        alone = "mends this one alone" if len(together.contradictions) > 1 else "to mend it"
        yield Words(told, 2, f"question:{found.questions[0]}")
        yield quiet(f"  {alone}: {mend(found)}", hang=2)


def nothing_blocks(compared: int) -> list[Block]:
    """What is said where nothing contradicts among as many forecasts as are `compared`."""
    if compared:
        what = f"Your {counted(compared, 'forecast')} on questions that one number decides go together."
    else:
        what = "You have no two forecasts on questions that one number decides."
    told = line(("Nothing. ", "good" if compared else "muted"), (what, "muted"))
    return [heading("What contradicts among your forecasts"), Words(told, 2)]


def _mended(group: Group) -> Iterator[Block]:
    yield heading("The closest that go together", "you said → closest")
    yield from (_member(each, group) for each in group.together.answers)
    yield GAP
    yield quiet(HOW, hang=2)
    yield GAP
    count = len(group.together.closest)
    what = "this new forecast" if count == 1 else f"these {count} new forecasts"
    yield Words(
        line(named_key(TakeClosest), f" says {what}, with the reason: ", (f"“{group.reason}”", "mine")), 2
    )


def _member(one: Answer, group: Group) -> Block:
    said = says_words(one.says, one.question.unit)
    title = line((f"  {clean_line(one.question.title)}", "plain"))
    to = group.together.closest.get(one.question.id)
    if to is None:
        return Pair(title, line((said, "mine"), (", stays", "muted")), whole=True)
    return Pair(title, line((f"{said} ", "mine"), ("→ ", "muted"), (says_words(to), "strong")), whole=True)


def _unmended(group: Group) -> Iterator[Block]:
    yield Words(line((UNMENDED, "strong")), 2)
    for each in group.together.answers:
        said = line((says_words(each.says, each.question.unit), "mine"))
        yield Pair(
            line((f"  {clean_line(each.question.title)}", "plain")),
            said,
            f"question:{each.question.id}",
            whole=True,
        )
