"""`fledger scenarios`: one line per quantity, what each scenario says of it, and always what belongs to neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ledger.cli import words
from ledger.cli.covered import NOTE, covered, show_all
from ledger.cli.frame import Frame, Style, emit, emit_json, pass_frame, styles, table, talk
from ledger.cli.reading import now_us, say
from ledger.tui.pages.hiding import veiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledger.questions.publication import Publication
    from ledger.questions.scenarios import NamedRange
    from ledger.record.questions import QuestionRow
    from ledger.standing.publications.scenarios import FrameLines, QuantityLine, Watching

READING = "*"
"""Behind a range that the publication's words do not state."""

AGAINST = "<"
"""Before a quantity that cuts against the publication's direction."""

ABSENT = "not in this ledger; see: fledger sync"


@click.command()
@show_all
@click.option("--by", help="Whose answers show what is hidden; else yours.")
@styles
@pass_frame
def scenarios(frame: Frame, *, everything: bool, by: str | None, style: Style | None) -> None:
    """A publication's scenarios by quantity: value now, the range each names, and what belongs to neither.

    No likelihood is stored or made up, and nothing is multiplied. Below stands what the frame leaves out, and the
    questions that watch it.
    """
    from ledger.standing.publications.scenarios import frame_lines
    from ledger.wiring import catalogue

    read, now = catalogue(frame.settings), now_us(frame)
    with frame.record() as record:
        found = [frame_lines(record, each, now_us=now, me=frame.me(by)) for each in read.frames]
        simulated = record.simulated
    quantities = (one.row for each in found for one in each.quantities)
    hidden = covered(quantities, now_us=now, everything=everything)
    if style == "json":
        emit_json({"schema": 1, "frames": [_data(each, hidden, simulated=simulated) for each in found]})
    elif style == "plain":
        rows = [
            (each.frame.publication, *row)
            for each in found
            for row in _rows(each, hidden, simulated=simulated)
        ]
        emit(style, headers=(), rows=rows, data=None)
    else:
        for each in found:
            say(_page(each, read.publications, hidden, simulated=simulated))
        say([NOTE] if hidden else [])
    if not found:
        talk("No folder of the catalogue has a scenarios.toml. docs/scenarios.md says how to write one.")


def _page(
    lines: FrameLines, known: Mapping[str, Publication], hidden: frozenset[str], *, simulated: bool
) -> Iterator[str]:
    frame = lines.frame
    who = known.get(frame.publication)
    yield f"{who.title} ({who.by})" if who else frame.publication
    if who:
        yield from ([f"  interest: {who.interest}"] if who.interest else [])
        yield f"  how far it was read: {who.read}"
    for each in frame.scenarios:
        yield f"  {each.name}  {f'{each.title}: ' if each.title else ''}if {each.condition}"
    yield from ("No likelihood is stored for any of them, and nothing is multiplied.", "")
    names = [each.name for each in frame.scenarios]
    headers = ("", "quantity", "now", *(f"scenario {name}" for name in names), "neither", "now lies in")
    yield table(headers, [row[1:] for row in _rows(lines, hidden, simulated=simulated)])
    yield from _notes(lines, hidden)
    if lines.left_out:
        yield from ("", "What the frame leaves out")
    for watching in lines.left_out:
        yield from _left_out(watching, known, simulated=simulated)


def _rows(lines: FrameLines, hidden: frozenset[str], *, simulated: bool) -> Iterator[tuple[str, ...]]:
    """The question's id, then the cells of the table; what the publication said is covered for the `hidden` ids."""
    for each in lines.quantities:
        asked, row, cover = each.quantity, each.row, each.quantity.question in hidden
        named = {one.scenario: one for one in asked.ranges}
        yield (
            asked.question,
            AGAINST if asked.against else "",
            row.title if row else f"{asked.question} ({ABSENT})",
            _now(row, simulated=simulated),
            *(veiled(_range(each, named.get(one.name)), hidden=cover) for one in lines.frame.scenarios),
            veiled(each.neither, hidden=cover),
            "hidden" if cover and each.place and asked.ranges else each.place,
        )


def _now(row: QuestionRow | None, *, simulated: bool) -> str:
    return (words.now_value(row, simulated=simulated) or "not read yet") if row else ""


def _range(line: QuantityLine, named: NamedRange | None) -> str:
    if named is None:
        return "names none"
    return f"{line.ranges[named.scenario]}{READING if named.our_reading else ''}"


def _notes(lines: FrameLines, hidden: frozenset[str]) -> Iterator[str]:
    """What stands behind the marks of the table, covered as it is there."""
    for each in lines.quantities:
        title = each.row.title if each.row else each.quantity.question
        cover = each.quantity.question in hidden
        for named in each.quantity.ranges:
            if named.our_reading:
                said = veiled(f'"{named.words}". Our reading: {named.our_reading}', hidden=cover)
                yield f"{READING} {title}, scenario {named.scenario}: {said}"
        if each.quantity.against:
            yield f"{AGAINST} {title} cuts against the direction of the publication: {veiled(each.quantity.against, hidden=cover)}"
        if each.quantity.note:
            yield f"  {title}: {veiled(each.quantity.note, hidden=cover)}"


def _left_out(watching: Watching, known: Mapping[str, Publication], *, simulated: bool) -> Iterator[str]:
    left = watching.left_out
    who = known.get(left.by)
    yield f"- {left.words} ({who.title if who else left.by})"
    for name, row in watching.rows.items():
        yield f"    {name}: {_watched(row, simulated=simulated)}"


def _watched(row: QuestionRow | None, *, simulated: bool) -> str:
    if row is None:
        return ABSENT
    now = words.now_value(row, simulated=simulated)
    return f"{row.title}. {row.stands}, ends {words.day(row.closes_at)}{f', now {now}' if now else ''}"


def _data(lines: FrameLines, hidden: frozenset[str], *, simulated: bool) -> dict[str, object]:
    frame = lines.frame
    return {
        "publication": frame.publication,
        "scenarios": [
            {"name": one.name, "title": one.title, "condition": one.condition} for one in frame.scenarios
        ],
        "quantities": [
            _quantity(each, hidden=each.quantity.question in hidden, simulated=simulated)
            for each in lines.quantities
        ],
        "left_out": [
            {
                "by": each.left_out.by,
                "words": each.left_out.words,
                "watched_by": [_watch(name, row) for name, row in each.rows.items()],
            }
            for each in lines.left_out
        ],
    }


def _quantity(line: QuantityLine, *, hidden: bool, simulated: bool) -> dict[str, object]:
    """One quantity for programs. While it is `hidden`, a figure of the publication's is null and covered in its words."""
    row, asked = line.row, line.quantity
    return {
        "question": asked.question,
        "family": row.family if row else None,
        "title": row.title if row else None,
        "unit": row.unit if row else None,
        "now": row.today.value if row and row.today else None,
        "as_of": row.today.as_of if row and row.today else None,
        "outcome": dict(row.outcome) if row and row.outcome else None,
        "hidden": hidden,
        "ranges": [_named(line, named, hidden=hidden) for named in asked.ranges],
        "names_none": list(line.silent),
        "outside": None if hidden else line.outside,
        "neither": None if hidden or line.silent else line.outside,
        "lies_in": None if hidden else _places(line),
        "against": _covered(asked.against, hidden=hidden),
        "note": _covered(asked.note, hidden=hidden),
        "simulated": simulated,
    }


def _covered(text: str | None, *, hidden: bool) -> str | None:
    return veiled(text, hidden=hidden) if text else text


def _places(line: QuantityLine) -> list[str] | None:
    """Empty where no range has the value, and a scenario that names none might."""
    if line.lies_in is None:
        return None
    return list(line.lies_in) or ([] if line.silent else ["neither"])


def _named(line: QuantityLine, named: NamedRange, *, hidden: bool) -> dict[str, object]:
    return {
        "scenario": named.scenario,
        "range": None if hidden else line.ranges[named.scenario],
        "words": veiled(named.words, hidden=hidden),
        **{bound: None if hidden else value for bound, value in named.bounds},
        "our_reading": _covered(named.our_reading, hidden=hidden),
    }


def _watch(name: str, row: QuestionRow | None) -> dict[str, object]:
    return {"question": name, "title": row.title if row else None, "state": row.stands if row else None}
