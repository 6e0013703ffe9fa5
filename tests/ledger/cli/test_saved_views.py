"""`fledger questions` takes up, keeps and lists saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.record.filtering import FilterError
from ledger.saved_views import NoSuchViewError, view_named
from tests.ledger.cli.conftest import data, run

if TYPE_CHECKING:
    from tests.ledger.cli.conftest import Command
    from tests.ledger.record.worlds import World

NOW = ("--now", "2026-06-05")


def test_a_view_is_saved_taken_up_narrowed_and_listed(command: Command, world: World) -> None:
    world.ask("one", title="The first of chips", tags=["chips"])
    world.ask("two", title="The second of chips", tags=["chips"])
    world.ask("three", title="Another")
    told = run(command, "questions", "tag:chips", "--sort", "title", "--save", "chips", *NOW)
    assert "fledger questions --view 'chips'" in told.stderr
    assert view_named(command.home, "chips").query == "tag:chips"
    all_of_it = data(command, "questions", "--view", "chips", *NOW)
    assert [row["question"] for row in all_of_it["questions"]] == ["one", "two"]
    narrowed = data(command, "questions", "--view", "chips", "second", *NOW)
    assert [row["question"] for row in narrowed["questions"]] == ["two"]
    listed = data(command, "questions", "--views", *NOW)
    assert listed["views"][-1] == {"name": "chips", "query": "tag:chips", "order": "title", "own": True}


def test_a_name_that_is_no_view_is_a_usage_error_that_lists_them(command: Command, world: World) -> None:
    world.ask("one")
    told = command.run("questions", "--view", "chips", *NOW)
    assert isinstance(told.exception, NoSuchViewError)
    assert "There are: 'everything'" in str(told.exception)


def test_a_query_that_cannot_be_meant_is_not_saved(command: Command, world: World) -> None:
    world.ask("one")
    assert isinstance(command.run("questions", "colour:red", "--save", "red", *NOW).exception, FilterError)
    assert not (command.home / "views.toml").exists()
