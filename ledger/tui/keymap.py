"""A person's own keys: which there are to move, and what of the settings' `[app.keymap]` can be meant."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from textual.app import App
from textual.binding import Binding
from textual.keys import KEY_NAME_REPLACEMENTS, Keys
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from ledger.own_file import line_of
from ledger.places import short
from ledger.settings import FILE
from ledger.tui.ink import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from textual.dom import DOMNode

MOST = 500
"""Keys of one's own; there are fewer that have a name."""
LONGEST = 200
"""Signs in a list of keys."""
MODIFIERS = ("ctrl+", "alt+", "shift+", "super+", "meta+")
ROOMS = ("ledger.tui.screens", "ledger.tui.widgets")


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A key that can be moved: `name` is its name in a keymap, `owner` the class whose key it is."""

    name: str
    keys: str
    description: str
    owner: type[DOMNode]
    shown: bool


@dataclass(frozen=True, slots=True)
class Keymap:
    """What of a keymap holds, and a sentence for each line that does not."""

    keys: Mapping[str, str]
    problems: tuple[str, ...]


@cache
def named_keys() -> tuple[NamedKey, ...]:
    """Every key with a name, of the app, its screens and widgets. Loads them all."""
    return tuple(one for owner in _owners() for one in _own(owner) if one.name)


def read_keymap(wanted: Mapping[str, str], home: Path) -> Keymap:
    """Each key that can be meant; those that cannot keep their own. Nothing is loaded where nothing is wanted."""
    if not wanted:
        return Keymap({}, ())
    path = home / FILE
    if len(wanted) > MOST:
        return Keymap({}, (f"{path}: app.keymap has {len(wanted):,} keys, and at most {MOST} are read.",))
    keys: dict[str, str] = {}
    problems: list[str] = []
    for name, key in wanted.items():
        if wrong := _no_name(name) or _no_key(key) or _taken(name, key, {**wanted, **keys}):
            place = f"{path}{line_of(path, name)}: app.keymap.{safe(name)}"
            problems.append(f"{place} = {short(safe(key))}: {wrong}")
        else:
            keys[name] = key
    return Keymap(keys, tuple(problems))


def parts(key: str) -> list[str]:
    """The single keys of a list, each as Textual names it.

    >>> parts("?, ctrl+k")
    ['question_mark', 'ctrl+k']
    """
    return [_named(one.strip()) for one in key.split(",")] if key != "," else ["comma"]


def _named(key: str) -> str:
    before, base = _split(key)
    if len(base) == 1 and not base.isalnum():
        base = unicodedata.name(base, base).lower().replace("-", "_").replace(" ", "_")
    return before + KEY_NAME_REPLACEMENTS.get(base, base)


def _split(key: str) -> tuple[str, str]:
    before, base = "", key
    while modifier := next((one for one in MODIFIERS if base.startswith(one) and base != one), ""):
        before, base = before + modifier, base.removeprefix(modifier)
    return before, base


def _no_name(name: str) -> str:
    known = [one.name for one in named_keys()]
    if name in known:
        return ""
    close = get_close_matches(name, known, 1)
    return "there is no such key." + (
        f" Did you mean {close[0]}?" if close else f" There are: {', '.join(known)}."
    )


def _no_key(key: str) -> str:
    if len(key) > LONGEST:
        return f"this is longer than {LONGEST} signs."
    wrong = [one for one in parts(key) if not _exists(one)]
    return f"{wrong[0] or 'nothing'} is no key; write a letter, f2 or ctrl+k." if wrong else ""


def _exists(key: str) -> bool:
    base = _split(key)[1]
    if len(base) == 1 or base in {one.value for one in Keys}:
        return base.isprintable() and base != " "
    try:
        return bool(unicodedata.lookup(base.replace("_", " ")))
    except KeyError:
        return base in KEY_NAME_REPLACEMENTS.values()


def _taken(name: str, key: str, keys: Mapping[str, str]) -> str:
    mine = [one for one in named_keys() if one.name == name]
    for other in (one for owner in _owners() for one in _own(owner)):
        if other.name == name or not any(_together(one.owner, other.owner) for one in mine):
            continue
        taken = set(parts(keys.get(other.name, other.keys))) & set(parts(key))
        if taken and other.description:
            whose = f" ({other.name})" if other.name else ""
            return f"{min(taken)} is the key of {other.description}{whose} there."
    return ""


def _together(one: type[DOMNode], other: type[DOMNode]) -> bool:
    """Whether the keys of both can be in force at once: one thing has the focus, one screen is in front, and below a
    panel the app's keys are not.
    """
    if issubclass(one, other) or issubclass(other, one):
        return True
    within = [each for each in (one, other) if issubclass(each, Screen | App)]
    if not within or all(issubclass(each, Screen) for each in (one, other)):
        return False
    panel = any(issubclass(each, ModalScreen) for each in (one, other))
    return not (panel and any(issubclass(each, App) for each in (one, other)))


def _own(owner: type[DOMNode]) -> Iterator[NamedKey]:
    for one in owner.__dict__.get("BINDINGS", ()):
        if isinstance(one, Binding):
            yield NamedKey(one.id or "", one.key, one.description, owner, one.show)


@cache
def _owners() -> tuple[type[DOMNode], ...]:
    from ledger.tui.app import LedgerApp

    found: dict[type[DOMNode], None] = {LedgerApp: None}
    for room in ROOMS:
        for module in iter_modules(import_module(room).__path__):
            for one in vars(import_module(f"{room}.{module.name}")).values():
                if isinstance(one, type) and issubclass(one, Widget):
                    found |= dict.fromkeys(_ours(one))
    return tuple(found)


def _ours(one: type[DOMNode]) -> Iterator[type[DOMNode]]:
    """A class and what it is made of, as far as that is the app's."""
    kin = (each for each in one.__mro__ if issubclass(each, Widget))
    return (each for each in kin if each.__module__.startswith("ledger.tui."))
