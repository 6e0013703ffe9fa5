"""Saved views of the list of questions: a name for a query line and an order.

Some come with the program; a person's own stand in `views.toml` in the home, written by the app and by hand alike:

    [views]
    "chips this year" = { query = "tag:chips ends<365d", order = "ends" }
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast, get_args

from ledger.errors import UsageError
from ledger.own_file import LARGEST, Unread, read_own
from ledger.places import SHOWN, short
from ledger.questions.toml_words import toml_text, toml_value
from ledger.record.questions import Order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE = "views.toml"
ORDERS: tuple[Order, ...] = get_args(Order)

MOST = 500
"""Views of one's own; more are no help to anybody who looks for one."""

HEAD = "# Saved views of the list of questions: fledger questions --view NAME, or v on the app's Questions.\n"


@dataclass(frozen=True, slots=True)
class SavedView:
    """`query` is what a query line says; `own` tells a person's from those that come with the program."""

    name: str
    query: str
    order: Order = "ends"
    own: bool = False


SHIPPED = (
    SavedView("everything", ""),
    SavedView("without my forecast", "state:open -by:me"),
    SavedView("my forecasts", "state:open by:me"),
    SavedView("ends within 30 days", "state:open ends<30d"),
    SavedView("waits for a person", "state:waiting"),
    SavedView("resolved", "state:resolved", "changed"),
)


class ViewsFileError(UsageError):
    """The file of saved views cannot be used; the sentence says where and why."""

    def __init__(self, path: Path, why: str, line: int | None = None) -> None:
        super().__init__(f"{path}{f':{line}' if line else ''}: {why}")


class NoSuchViewError(UsageError):
    """There is no saved view of this name."""

    def __init__(self, name: str, known: Sequence[SavedView]) -> None:
        names = ", ".join(repr(view.name) for view in known)
        super().__init__(f"There is no saved view {name!r}. There are: {names}.")


def saved_views(home: Path) -> tuple[SavedView, ...]:
    """Those that come with the program, then a person's own by name. An own one stands for a shipped one of its name.

    Raises ViewsFileError.
    """
    own = _own(home / FILE)
    names = {view.name for view in own}
    return (*(view for view in SHIPPED if view.name not in names), *own)


def view_named(home: Path, name: str) -> SavedView:
    """The view of this name. Raises NoSuchViewError, ViewsFileError."""
    known = saved_views(home)
    found = next((view for view in known if view.name.casefold() == name.strip().casefold()), None)
    if found is None:
        raise NoSuchViewError(name, known)
    return found


def save_view(home: Path, name: str, query: str, order: Order) -> SavedView:
    """A person's own view, kept; it replaces one of the same name. Raises ViewsFileError, UsageError for an empty name."""
    saved = SavedView(" ".join(name.split()), query.strip(), order, own=True)
    if not saved.name:
        raise UsageError("A saved view needs a name.")
    others = [view for view in _own(home / FILE) if view.name.casefold() != saved.name.casefold()]
    if len(others) >= MOST:
        raise ViewsFileError(home / FILE, f"it has {MOST} views already. Forget one first.")
    _write(home / FILE, [*others, saved])
    return saved


def forget_view(home: Path, name: str) -> None:
    """One's own view of this name is no more. Raises ViewsFileError."""
    _write(home / FILE, [view for view in _own(home / FILE) if view.name != name])


def _own(path: Path) -> tuple[SavedView, ...]:
    said = read_own(path)
    if isinstance(said, Unread):
        raise ViewsFileError(path, f"cannot be read: {said.why}", said.line)
    views = said.get("views", {})
    if not isinstance(views, dict):
        raise ViewsFileError(path, "views is no table; write [views].")
    if len(views) > MOST:
        raise ViewsFileError(path, f"it has {len(views):,} views, and at most {MOST} are read.")
    return tuple(sorted((_view(path, name, said) for name, said in views.items()), key=lambda one: one.name))


def _view(path: Path, name: str, said: object) -> SavedView:
    table = {"query": said} if isinstance(said, str) else said
    if not isinstance(table, dict) or not isinstance(table.get("query"), str):
        raise ViewsFileError(
            path, f'{short(name)} has no query; write {toml_text(name[:SHOWN])} = {{ query = "tag:chips" }}.'
        )
    order = table.get("order", "ends")
    if order not in ORDERS:
        raise ViewsFileError(path, f"{short(name)}: order = {short(order)} is none of {', '.join(ORDERS)}.")
    return SavedView(name, table["query"], cast("Order", order), own=True)


def _write(path: Path, views: Sequence[SavedView]) -> None:
    lines = [
        f"{toml_text(view.name)} = {toml_value({'query': view.query, 'order': view.order})}"
        for view in sorted(views, key=lambda one: one.name)
    ]
    aside, body = path.with_suffix(".toml.new"), "\n".join([HEAD, "[views]", *lines, ""]).encode()
    if len(body) > LARGEST:
        raise ViewsFileError(path, f"it would have more than {LARGEST:,} bytes. The views stay as they were.")
    try:
        aside.write_bytes(body)
        aside.replace(path)
    except OSError as error:
        raise ViewsFileError(
            path, f"cannot be written: {error.strerror}. The views stay as they were."
        ) from error
