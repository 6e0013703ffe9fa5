"""The commands of what has the focus: a list, a page, a chart, a field. Each is an action it has itself."""

from __future__ import annotations

from ledger.tui.commands.command import Command


class CursorDown(Command):
    """In a list or a page."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "move.down", "j,down", "step(1)", "Down", False


class CursorUp(Command):
    """In a list or a page."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "move.up", "k,up", "step(-1)", "Up", False


class PageDown(Command):
    """In a list or a page."""

    NAME, KEYS, ACTION, SAYS, SHOWN = (
        "move.page-down",
        "space,pagedown,ctrl+d",
        "turn(1)",
        "Page down",
        False,
    )


class PageUp(Command):
    """In a list or a page."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "move.page-up", "b,pageup,ctrl+b", "turn(-1)", "Page up", False


class ToTop(Command):
    """Of a list or a page."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "move.top", "g,home", "ends(-1)", "Top", False


class ToBottom(Command):
    """Of a list or a page."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "move.bottom", "G,end", "ends(1)", "Bottom", False


class OpenLine(Command):
    """The one under the cursor."""

    NAME, KEYS, ACTION, SAYS, SHOWN, SHOWS_AS = "move.open", "enter", "choose", "Open", False, "Enter"
    TELLS = "the line under the cursor"


MOVING = (CursorDown, CursorUp, PageDown, PageUp, ToTop, ToBottom, OpenLine)


class SortByNext(Command):
    """Of the columns that can be sorted by."""

    NAME, KEYS, ACTION, SAYS = "table.sort", "s", "sort", "Sort"
    TELLS = "by the next column"


class NextOfChart(Command):
    """Read it out."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "chart.next", "right,l", "part(1)", "Next part", False
    TELLS = "of the chart, read out"


class BeforeInChart(Command):
    """Read it out."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "chart.before", "left", "part(-1)", "Part before", False
    TELLS = "of the chart, read out"


class ToList(Command):
    """From the query line."""

    NAME, KEYS, ACTION, SAYS = "query.leave", "escape,down,enter", "leave", "To the list"
    SHOWS_AS = "Enter"


class ClearQuery(Command):
    """All is listed again."""

    NAME, KEYS, ACTION, SAYS, SHOWS_AS = "query.clear", "ctrl+u", "clear_it", "Clear", "^u"
    TELLS = "what is typed"


class GoOn(Command):
    """From what I say to why."""

    NAME, KEYS, ACTION, SAYS, SHOWS_AS = "field.go-on", "enter", "submit", "Go on", "Enter"
    TELLS = "to the reason"


class ValueUp(Command):
    """By one percentage point."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "value.up", "up", "nudge(1)", "+1", False
    TELLS = "point, in the field of a chance"


class ValueDown(Command):
    """By one percentage point."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "value.down", "down", "nudge(-1)", "-1", False
    TELLS = "point, in the field of a chance"


class ValueFarUp(Command):
    """By five percentage points."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "value.far-up", "pageup,shift+up", "nudge(5)", "+5", False
    TELLS = "points, in the field of a chance"


class ValueFarDown(Command):
    """By five percentage points."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "value.far-down", "pagedown,shift+down", "nudge(-5)", "-5", False
    TELLS = "points, in the field of a chance"


NUDGING = (ValueUp, ValueDown, ValueFarUp, ValueFarDown)


class FixOption(Command):
    """Where it is, or free it."""

    NAME, KEYS, ACTION, SAYS = "options.fix", "space", "fix", "Fix"
    TELLS = "the option where it is, or free it"


class NextOption(Command):
    """The one below."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "options.next", "down,j", "step(1)", "Next", False
    TELLS = "option"


class OptionBefore(Command):
    """The one above."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "options.before", "up,k", "step(-1)", "Previous", False
    TELLS = "option"


class OptionUp(Command):
    """By one percentage point."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "options.up", "right,l", "nudge(1)", "+1", False
    TELLS = "point for the option"


class OptionDown(Command):
    """By one percentage point."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "options.down", "left", "nudge(-1)", "-1", False
    TELLS = "point for the option"


class OptionFarUp(Command):
    """By five percentage points."""

    NAME, ACTION, SAYS, SHOWN, SHOWS_AS = "options.far-up", "nudge(5)", "+5", False, "]"
    KEYS = "right_square_bracket,shift+right,pageup"
    TELLS = "points for the option"


class OptionFarDown(Command):
    """By five percentage points."""

    NAME, ACTION, SAYS, SHOWN, SHOWS_AS = "options.far-down", "nudge(-5)", "-5", False, "["
    KEYS = "left_square_bracket,shift+left,pagedown"
    TELLS = "points for the option"


class EvenOut(Command):
    """All options the same."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "options.equal", "equals_sign", "even", "Equal", False
    SHOWS_AS = "="
    TELLS = "all options the same"


class RubOut(Command):
    """The last digit."""

    NAME, KEYS, ACTION, SAYS, SHOWN = "options.rub-out", "backspace", "rub", "Rub out", False
    TELLS = "the last digit"


SPLITTING = (
    FixOption, NextOption, OptionBefore, OptionUp, OptionDown, OptionFarUp, OptionFarDown, EvenOut, RubOut
)  # fmt: skip
