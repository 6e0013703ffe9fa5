"""Options must leave no doubt: every value belongs to one, and to one only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ledger.questions.finding import Finding, shown
from ledger.questions.says_words import number_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.questions.checks.subject import Subject
    from ledger.questions.finding import Key
    from ledger.questions.tables import OptionTable

LEAST = 2
LOW, HIGH = Decimal("-Infinity"), Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the number line, with what it includes at its ends."""

    lower: Decimal
    lower_in: bool
    upper: Decimal
    upper_in: bool
    label: str
    index: int

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        return self.lower > self.upper or (self.lower == self.upper and not (self.lower_in and self.upper_in))


def check_options(subject: Subject) -> Iterator[Finding]:
    """Labels, and how the options share out the values."""
    options = subject.options
    if subject.file.kind != "multiple_choice" or not options:
        return
    if len(options) < LEAST:
        yield Finding(
            ("option",),
            "options-few",
            "a choice needs two options at least",
            "add [[option]]",
            str(len(options)),
        )
    yield from _labels(options)
    yield from _forms(subject, options)


def _labels(options: list[OptionTable]) -> Iterator[Finding]:
    seen = Counter[str]()
    for index, option in enumerate(options):
        label = (option.label or "").casefold()
        seen[label] += 1
        if label and seen[label] == LEAST:
            key: Key = ("option", index, "label")
            yield Finding(
                key,
                "options-twice",
                "another option has this label",
                "change one of them",
                shown(option.label),
            )


def _has_bounds(option: OptionTable) -> bool:
    return any(bound is not None for bound in (option.at_least, option.above, option.at_most, option.below))


def _forms(subject: Subject, options: list[OptionTable]) -> Iterator[Finding]:
    bounded = [_has_bounds(option) for option in options]
    worded = [option.is_one_of is not None for option in options]
    if any(("option", i) == key[:2] for key in subject.left_out for i in range(len(options))):
        return
    if (any(bounded) and any(worded)) or any(worded) != all(worded) or any(bounded) != all(bounded):
        wrong = "some options have bounds or texts and others do not"
        yield Finding(
            ("option",), "options-mixed", wrong, "give all of them bounds, or all is_one_of, or none"
        )
    elif all(bounded):
        yield from _line(subject, options)
    elif all(worded):
        yield from _texts(options)


def _texts(options: list[OptionTable]) -> Iterator[Finding]:
    owners = dict[str, int]()
    for index, option in enumerate(options):
        for text in option.is_one_of or []:
            if owners.setdefault(text, index) != index:
                wrong = f"this text belongs to the option {shown(options[owners[text]].label)} too"
                yield Finding(
                    ("option", index, "is_one_of"), "options-overlap", wrong, "leave it in one", shown(text)
                )


def _line(subject: Subject, options: list[OptionTable]) -> Iterator[Finding]:
    stretches = list[Stretch]()
    for index, option in enumerate(options):
        stretch, findings = _stretch(index, option)
        stretches.append(stretch)
        yield from findings
        if findings:
            return
    by_line = sorted(stretches, key=lambda stretch: (stretch.lower, not stretch.lower_in))
    if subject.file.ordered and by_line != stretches:
        wrong = "ordered options must rise from the lowest to the highest"
        yield Finding(("option",), "options-order", wrong, "sort them, or leave ordered out")
    yield from _shared_out(by_line)


def _stretch(index: int, option: OptionTable) -> tuple[Stretch, list[Finding]]:
    lower = option.at_least if option.at_least is not None else option.above
    upper = option.at_most if option.at_most is not None else option.below
    stretch = Stretch(
        LOW if lower is None else lower,
        option.at_least is not None,
        HIGH if upper is None else upper,
        option.at_most is not None,
        option.label or "",
        index,
    )
    return stretch, list(_bounds_of(stretch, option))


def _bounds_of(stretch: Stretch, option: OptionTable) -> Iterator[Finding]:
    key: Key = ("option", stretch.index)
    for pair in (("at_least", "above"), ("at_most", "below")):
        if all(getattr(option, name) is not None for name in pair):
            yield Finding(
                key,
                "bounds-twice",
                f"{pair[0]} and {pair[1]} bound the same side",
                "keep one",
                shown(option.label),
            )
    if stretch.is_empty:
        yield Finding(key, "never-true", "no number meets these bounds", "correct them", shown(option.label))


def _shared_out(line: list[Stretch]) -> Iterator[Finding]:
    if line[0].lower != LOW:
        yield _gap(line[0], f"no option takes numbers below {number_words(line[0].lower)}")
    reach = line[0]
    for stretch in line[1:]:
        yield from _meeting(reach, stretch)
        reach = max(reach, stretch, key=lambda each: (each.upper, each.upper_in))
    if reach.upper != HIGH:
        yield _gap(reach, f"no option takes numbers above {number_words(reach.upper)}")


def _meeting(left: Stretch, right: Stretch) -> Iterator[Finding]:
    """Two neighbours meet when one ends where the other begins and one of them has that number."""
    at = right.lower
    if left.upper < at:
        yield _gap(
            right, f"no option takes numbers between {number_words(left.upper)} and {number_words(at)}"
        )
    elif left.upper == at and not left.upper_in and not right.lower_in:
        yield _gap(right, f"no option takes {number_words(at)} itself")
    elif left.upper > at or (left.upper_in and right.lower_in):
        wrong = f"the options {shown(left.label)} and {shown(right.label)} share numbers"
        where = "the whole line" if at == LOW else f"at {number_words(at)}"
        yield Finding(
            ("option", right.index), "options-overlap", wrong, "let one end where the other begins", where
        )


def _gap(stretch: Stretch, wrong: str) -> Finding:
    fix = "let the options meet: at_most and above, or below and at_least, with one number"
    return Finding(("option", stretch.index), "options-gap", wrong, fix, shown(stretch.label))
