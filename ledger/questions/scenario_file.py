"""A folder's scenarios.toml: read, checked by itself and beside the questions, and turned into a frame."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, get_args

from ledger.questions.family.part import part_of
from ledger.questions.finding import Finding, nearest, shown
from ledger.questions.needed import needed
from ledger.questions.rule import Op
from ledger.questions.scenario_tables import ScenariosFile
from ledger.questions.scenarios import Frame, LeftOut, NamedRange, Quantity, Scenario
from ledger.questions.shape import shape
from ledger.questions.values_walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from ledger.questions.finding import Key
    from ledger.questions.question import Question
    from ledger.questions.scenario_tables import NamedRangeTable, QuantityTable

NAME = "scenarios.toml"


def frame_in(content: Mapping[str, Any], names: Mapping[str, str]) -> Frame | list[Finding]:
    """The frame of a parsed file, or everything that is wrong with it. `names` are the folder's publications, with their ids."""
    shaped = shape(ScenariosFile, content, walk(dict(content)))
    file = shaped.table
    findings = [*shaped.findings, *needed(shaped), *_names(file, names), *_scenarios(file), *_ranges(file)]
    return findings or _frame(file, names)


def _names(file: ScenariosFile, names: Mapping[str, str]) -> Iterator[Finding]:
    said: list[tuple[Key, str | None]] = [(("publication",), file.publication)]
    said += [(("left_out", index, "by"), each.by) for index, each in enumerate(file.left_out or [])]
    for key, name in said:
        if name is not None and name not in names:
            fix = f"{nearest(name, names)}; a new one gets a table in publications.toml"
            wrong = "no publication of this folder has this name"
            yield Finding(key, "unknown-publication", wrong, fix, shown(name))


def _scenarios(file: ScenariosFile) -> Iterator[Finding]:
    """Each scenario once, and of each quantity at most one range for it."""
    names = [each.name for each in file.scenario or [] if each.name is not None]
    for name, times in Counter(names).items():
        if times > 1:
            yield Finding(
                ("scenario",), "scenario-twice", "two scenarios have this name", "rename one", shown(name)
            )
    for index, quantity in enumerate(file.quantity or []):
        yield from _named(("quantity", index, "range"), quantity, names)


def _named(key: Key, quantity: QuantityTable, names: list[str]) -> Iterator[Finding]:
    seen = set[str]()
    for index, each in enumerate(quantity.range or []):
        place = (*key, index, "scenario")
        if each.scenario is not None and each.scenario not in names:
            wrong, fix = "no scenario of this file has this name", nearest(each.scenario, names)
            yield Finding(place, "unknown-scenario", wrong, fix, shown(each.scenario))
        if each.scenario in seen:
            wrong, fix = "this scenario has a range here already", "say it in one range"
            yield Finding(place, "scenario-twice", wrong, fix, shown(each.scenario))
        seen.add(each.scenario or "")


def _ranges(file: ScenariosFile) -> Iterator[Finding]:
    for place, quantity in enumerate(file.quantity or []):
        for index, each in enumerate(quantity.range or []):
            key: Key = ("quantity", place, "range", index)
            bounds = _bounds(each)
            if not bounds:
                fix = "add at_least, above, at_most or below; leave the range out where the scenario names no number"
                yield Finding(key, "empty-range", "this range has no bound", fix)
            elif not part_of(bounds, None).stretches and not _is_point(bounds):
                yield Finding(key, "never-true", "no number meets these bounds", "correct them")


def _is_point(bounds: tuple[tuple[Op, Decimal], ...]) -> bool:
    return {op for op, _ in bounds} == {"at_least", "at_most"} and len({number for _, number in bounds}) == 1


def _bounds(table: NamedRangeTable) -> tuple[tuple[Op, Decimal], ...]:
    ops: tuple[Op, ...] = get_args(Op)
    return tuple((op, number) for op in ops if (number := getattr(table, op)) is not None)


def _frame(file: ScenariosFile, names: Mapping[str, str]) -> Frame:
    return Frame(
        publication=names[file.publication or ""],
        scenarios=tuple(
            Scenario(each.name or "", each.condition or "", each.title) for each in file.scenario or []
        ),
        quantities=tuple(
            Quantity(each.question or "", tuple(map(_range, each.range or [])), each.against, each.note)
            for each in file.quantity or []
        ),
        left_out=tuple(
            LeftOut(names[each.by or ""], each.words or "", tuple(each.watched_by or ()))
            for each in file.left_out or []
        ),
    )


def _range(table: NamedRangeTable) -> NamedRange:
    return NamedRange(table.scenario or "", table.words or "", _bounds(table), table.our_reading)


# ---- beside the questions -----------------------------------------------------------------------------


def beside(frame: Frame, questions: Mapping[str, Question]) -> Iterator[Finding]:
    """What is wrong with a frame among all questions that were read: ids, numbers, and one line for each family."""
    families = dict[str, str]()
    for index, quantity in enumerate(frame.quantities):
        key: Key = ("quantity", index)
        yield from _known((*key, "question"), quantity.question, questions)
        if (question := questions.get(quantity.question)) is not None:
            yield from _one_number(key, quantity, question)
            if families.setdefault(question.family_id, question.id) != question.id:
                wrong = f"{families[question.family_id]} stands here for the same family"
                fix = "one line for each family: leave one out"
                yield Finding((*key, "question"), "quantity-twice", wrong, fix, shown(question.id))
    for index, each in enumerate(frame.left_out):
        for place, watching in enumerate(each.watched_by):
            yield from _known(("left_out", index, "watched_by", place), watching, questions)


def _known(key: Key, asked: str, questions: Mapping[str, Question]) -> Iterator[Finding]:
    if asked not in questions:
        wrong = "no question here has this id"
        yield Finding(key, "unknown-question", wrong, nearest(asked, questions), shown(asked))


def _one_number(key: Key, quantity: Quantity, question: Question) -> Iterator[Finding]:
    if question.kind != "numeric":
        fix = "name the family's numeric question, which takes the number itself"
        yield Finding(
            (*key, "question"),
            "quantity-number",
            "a quantity is a number",
            fix,
            f"a {question.kind} question",
        )
    for index, each in enumerate(quantity.ranges):
        if question.digits is not None and not part_of(each.bounds, question.digits).stretches:
            wrong = "no number meets these bounds once it is rounded"
            yield Finding(
                (*key, "range", index), "never-true", wrong, "correct them", f"digits = {question.digits}"
            )
