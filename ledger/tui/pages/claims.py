"""The claims as a list, and one of them with everything that keeps it fair beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.questions.says_words import says_words
from ledger.standing.publications.verdict import StillOpen, bearing
from ledger.tui.blocks import GAP, Block, Words, heading, quiet
from ledger.tui.commands.anywhere import TakeFiles
from ledger.tui.commands.lists import AllClaims, NextStance, NextVerdict
from ledger.tui.commands.question import Reveal
from ledger.tui.ink import BLANK, joined, line, span
from ledger.tui.pages.claim import claim_blocks, claim_words
from ledger.tui.pages.hiding import VEIL, veiled
from ledger.tui.views.claims import PUBLICATION
from ledger.tui.wording import INK_OF_STATE, NONE, SIM, mine_cell, mine_short, standing_value, value_cell
from ledger.tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ledger.questions.question import Stance
    from ledger.standing.publications.claims import ClaimLine
    from ledger.standing.publications.verdict import Bearing
    from ledger.tui.commands.command import Command
    from ledger.tui.ink import Ink, Line, Span
    from ledger.tui.views.claims import Claimed, ClaimsView
    from ledger.tui.widgets.line_table import Cell, Row

INK_OF_STANCE: Mapping[str, Ink] = {
    "asserts": "strong",
    "scenario": "theirs",
    "asks": "muted",
    "reports": "plain",
}
REACHES: Mapping[Bearing, str] = {
    "open": "still open",
    "not-tested": "not tested: their condition was not met, or is not decided",
    "none": "no verdict follows",
    "some": "there is a verdict",
}
WAYS_OUT: Mapping[type[Command], str] = {
    AllClaims: "shows all",
    NextStance: "the next stance",
    NextVerdict: "the next verdict",
}
QUESTION = "question:"
NOTHING_YET = frozenset({"upcoming", "open", "closed", "due"})
"""Where a question stands while it has neither an outcome nor a proposal."""


def head_lines(
    view: ClaimsView,
    width: int,
    key: Callable[[type[Command]], str],
    *,
    stance: Stance | None = None,
    reach: Bearing | None = None,
) -> list[Line]:
    """What stands above the list: the tally with all its parts, what is covered, what the list was narrowed to, and the way out where that is nothing.

    `key` is how the key of a command is written.
    """
    if not view.claims:
        files = span(key(TakeFiles), "key")
        empty = line(("No claims yet: ", "muted"), files, (" takes the questions from the files.", "muted"))
        return _indented(empty, width)
    tally = joined([span(one.words()) for one in view.tallies])
    only = joined(
        [
            *([span(f"only {stance}", "warn")] if stance else []),
            *([span(f"only those: {REACHES[reach]}", "warn")] if reach else []),
        ]
    )
    none = _none(key) if not view.ids(stance=stance, reach=reach) else BLANK
    shown = (tally, _cover(key) if view.hidden else BLANK, only, none)
    return [found for one in shown if one for found in _indented(one, width)]


def _cover(key: Callable[[type[Command]], str]) -> Line:
    return line(
        (f"{VEIL} is covered until you answered · ", "muted"), (key(Reveal), "key"), (" shows it", "muted")
    )


def _none(key: Callable[[type[Command]], str]) -> Line:
    keys = [line((key(one), "key"), (f" {tells}", "muted")) for one, tells in WAYS_OUT.items()]
    return joined([span("No claim is so.", "muted"), *keys])


def _indented(shown: Line, width: int) -> list[Line]:
    """As far in as the words of the list."""
    return [line(" ", *found) for found in wrap(shown, width - 2, 2)]


def claim_rows(view: ClaimsView, wanted: Sequence[str]) -> dict[str, Row]:
    """The list's lines by id: words, stance, value now, me, crowd, and state, with how many more questions measure it."""
    return {name: _row(name, view) for name in wanted}


def _row(name: str, view: ClaimsView) -> Row:
    if name.startswith(PUBLICATION):
        return (_publication_cell(name.removeprefix(PUBLICATION), view),)
    one = view.claims[name]
    first, hidden = one.first, one.first.row.id in view.hidden
    more = f" +{len(one.lines) - 1}" if len(one.lines) > 1 else ""
    return (
        (f"  {veiled(_words(one), hidden=hidden)}", "plain"),
        (one.claim.stance, INK_OF_STANCE[one.claim.stance]),
        _now(first, simulated=view.simulated),
        mine_cell(first.row.mine, first.row.unit),
        _crowd_cell(first, hidden=hidden),
        (f"{first.row.stands}{more}", INK_OF_STATE[first.row.stands]),
    )


def _words(one: Claimed) -> str:
    """Their own words in quotation marks, or ours without."""
    return f"“{one.claim.quote}”" if one.claim.quote is not None else one.first.words


def _now(one: ClaimLine, *, simulated: bool) -> Cell:
    row = one.row
    if row.today is None and row.stands in NOTHING_YET:
        return NONE
    return value_cell(row, simulated=simulated)


def _publication_cell(name: str, view: ClaimsView) -> Span:
    by = view.publications.get(name)
    return (f"{by.by}: {by.title}" if by else name), "head"


def _crowd(one: ClaimLine, *, hidden: bool) -> Span:
    if hidden:
        return "hidden", "muted"
    return ("none", "muted") if one.crowd.middle is None else (one.crowd.words(one.row.unit), "theirs")


def _crowd_cell(one: ClaimLine, *, hidden: bool) -> Cell:
    text, ink = _crowd(one, hidden=hidden)
    return (text, ink, one.crowd.words()) if ink == "theirs" else (text, ink)


# ---- one claim -------------------------------------------------------------------------------------------


def claim_page(name: str, view: ClaimsView) -> list[Block]:
    """A claim with its questions, or a publication, by the id of its line."""
    if name.startswith(PUBLICATION):
        return _publication(name.removeprefix(PUBLICATION), view)
    one = view.claims[name]
    hidden = one.first.row.id in view.hidden
    blocks = claim_blocks(one.claim, view.publications, hidden=hidden)[1:]
    blocks += [_stated(each, hidden=hidden) for each in _own_words(one)]
    return [*blocks, GAP, *_questions(one, view)]


def _own_words(one: Claimed) -> Iterator[tuple[str, str | None, bool]]:
    """What the publication forecast, in figures and in words, said once for all its questions."""
    found = (
        (says_words(each.says, line_.question.unit), each.words, each.imputed)
        for line_ in one.lines
        for each in line_.question.forecasts
    )
    yield from dict.fromkeys(found)


def _stated(said: tuple[str, str | None, bool], *, hidden: bool) -> Block:
    says, words, imputed = said
    quoted = f" “{veiled(words, hidden=hidden)}”" if words else ""
    added = " (number added by us)" if imputed else ""
    shown = span(veiled(says, hidden=hidden), "theirs")
    return Words(line(("their forecast: ", "muted"), shown, f"{quoted}{added}"), 2)


def _questions(one: Claimed, view: ClaimsView) -> list[Block]:
    count = len(one.lines)
    title = "The question that measures it" if count == 1 else f"The {count} questions that measure it"
    return [heading(title), *(block for each in one.lines for block in _question(each, one, view))]


def _question(one: ClaimLine, of: Claimed, view: ClaimsView) -> list[Block]:
    leads = QUESTION + one.row.id
    state = line((one.row.stands, INK_OF_STATE[one.row.stands]))
    value = standing_value(one.row, simulated=view.simulated)
    stands = joined(
        [
            state,
            line(("now ", "muted"), *value),
            line(("you ", "muted"), mine_short(one.row.mine, one.row.unit)),
            line(("crowd ", "muted"), _crowd(one, hidden=one.row.id in view.hidden)),
        ]
    )
    blocks: list[Block] = [
        Words(line((one.row.title, "strong")), 2, leads),
        Words(line("  ", *stands), 4, leads),
    ]
    if one.words != of.first.words:
        own = veiled(claim_words(one.claim), hidden=one.row.id in view.hidden)
        blocks.append(Words(line("  ", ("of: ", "muted"), own), 4, leads))
    blocks += [Words(line("  ", *told), 4, leads) for told in _verdicts(one, simulated=view.simulated)]
    if one.row.heading:
        blocks.append(Words(line("  ", (one.row.heading.words, "warn")), 4, leads))
    return blocks


def _verdicts(one: ClaimLine, *, simulated: bool) -> Iterator[Line]:
    """What may be said, marked where the outcome behind it was made up; nothing of what is still open."""
    for words, reach in dict.fromkeys((each.words(), bearing(each)) for each in one.verdicts):
        if words != StillOpen().words():
            made_up = simulated and reach not in {"open", "not-tested"}
            yield line(*((SIM,) if made_up else ()), (words, "muted"))


def _publication(name: str, view: ClaimsView) -> list[Block]:
    by = view.publications.get(name)
    if by is None:
        return [heading(name), quiet("No publications.toml here tells of it.")]
    facts = (
        ("by", by.by),
        ("published", str(by.published_on) if by.published_on else None),
        ("interest", by.interest),
        ("how far we read it", by.read),
        ("where", by.url),
    )
    said = [Words(line((f"{what}: ", "muted"), text), 2) for what, text in facts if text]
    counts = [
        Words(line(("tally: ", "muted"), one.words()), 2) for one in view.tallies if one.said_by == by.by
    ]
    return [heading(by.title), *said, *counts]
