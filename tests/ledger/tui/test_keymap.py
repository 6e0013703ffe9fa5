"""A person's own keys: what can be meant holds, what cannot is told with its line, and the app opens with the rest."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ledger.settings import read_settings
from ledger.tui import pages, screens
from ledger.tui.commands.command import named_key, written
from ledger.tui.commands.question import Reveal
from ledger.tui.keymap import Keymap, named_keys, parts, read_keymap
from ledger.tui.widgets.chart_sheet import ChartSheet
from ledger.tui.widgets.key_line import KeyLine
from ledger.tui.widgets.line_table import LineTable
from ledger.tui.widgets.options_field import OptionsField
from ledger.tui.widgets.query_line import QueryLine
from ledger.tui.widgets.scrolled import Scrolled
from ledger.tui.widgets.sheet import Sheet
from ledger.tui.widgets.value_field import ValueField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget

    from ledger.tui.ink import Span
    from tests.ledger.tui.stage import Stage


def keymap(home: Path, *lines: str) -> Keymap:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text("\n".join(("[app.keymap]", *lines)), encoding="utf-8")
    return read_keymap(read_settings(home, {}).keymap, home)


def own(stage: Stage, *lines: str) -> Any:
    path = stage.settings.home / "settings.toml"
    with path.open("a", encoding="utf-8") as file:
        file.write("\n".join(("\n[app.keymap]", *lines, "")))
    stage.settings = read_settings(stage.settings.home, {})
    return stage.app()


def test_a_name_may_be_dotted_or_quoted(tmp_path: Path) -> None:
    said = keymap(tmp_path, 'question.forecast = "F"', '"app.look" = "ctrl+l"')

    assert said == Keymap({"question.forecast": "F", "app.look": "ctrl+l"}, ())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('"app.lok" = "L"', "there is no such key. Did you mean app.look?"),
        ('"zzz" = "L"', "there is no such key. There are: "),
        ('"app.look" = "ctrl+nokey"', "ctrl+nokey is no key; write a letter, f2 or ctrl+k."),
        ('"app.look" = ""', "nothing is no key"),
        ('"app.look" = "q"', "q is the key of Quit (app.quit) there."),
        ('"app.look" = "f"', "f is the key of Forecast (question.forecast) there."),
        ('"questions.filter" = "j"', "j is the key of Down (move.down) there."),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_place_and_the_rest_holds(
    line: str, said: str, tmp_path: Path
) -> None:
    found = keymap(tmp_path, '"table.sort" = "f7"', line)

    assert found.keys == {"table.sort": "f7"}
    assert said in found.problems[0]
    assert found.problems[0].startswith(f"{tmp_path / 'settings.toml'}:3: app.keymap.")


def test_a_keymap_of_more_names_than_there_are_keys_is_told_at_once(tmp_path: Path) -> None:
    found = keymap(tmp_path, *(f'"k{at}" = "x"' for at in range(5_000)))

    assert found.keys == {}
    assert found.problems == (
        f"{tmp_path / 'settings.toml'}: app.keymap has 5,000 keys, and at most 500 are read.",
    )


def test_a_key_without_end_is_told_in_short(tmp_path: Path) -> None:
    found = keymap(tmp_path, '"app.look" = "' + "a," * 50_000 + 'b"')

    assert found.keys == {}
    assert found.problems[0].endswith("…: this is longer than 200 signs.")
    assert len(found.problems[0]) < len(str(tmp_path)) + 200


def test_two_keys_may_change_places(tmp_path: Path) -> None:
    said = keymap(tmp_path, '"app.jump" = "Z"', '"app.zoom" = "ctrl+o"')

    assert said.problems == ()
    assert said.keys == {"app.jump": "Z", "app.zoom": "ctrl+o"}


def test_screens_that_are_never_in_front_together_may_share_a_key(tmp_path: Path) -> None:
    assert keymap(tmp_path, '"journal.verify" = "x"').problems == ()


def test_a_sign_and_its_name_are_one_key() -> None:
    assert parts("/,?") == ["slash", "question_mark"]
    assert parts("ctrl+_") == ["ctrl+underscore"]


def test_every_name_is_one_thing() -> None:
    names: dict[str, set[str]] = {}
    for key in named_keys():
        names.setdefault(key.name, set()).add(key.description)
    assert {name: does for name, does in names.items() if len(does) > 1} == {}


@pytest.mark.parametrize("owner", [Scrolled, LineTable, ChartSheet, OptionsField, ValueField, QueryLine])
def test_every_key_of_a_list_a_page_or_a_field_can_be_moved(owner: type[Widget]) -> None:
    own = [key for key in named_keys() if key.owner is owner]
    assert len(own) == len(owner.__dict__["BINDINGS"]) > 0


async def test_moved_cursor_keys_work_in_a_list_and_in_a_page(stage: Stage, press: Any) -> None:
    app = own(stage, '"move.down" = "f8"', '"move.open" = "f9"')
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot, "3")
        first = app.screen.table.cursor
        await press(pilot, "j", "down")
        assert app.screen.table.cursor == first
        await press(pilot, "f8")
        assert app.screen.table.cursor == first + 1
        await press(pilot, "f9")
        assert type(app.screen).__name__ == "QuestionScreen"
        await press(pilot, "escape", "1")
        first = app.screen.sheet.cursor
        await press(pilot, "j", "down")
        assert app.screen.sheet.cursor == first
        await press(pilot, "f8")
        assert app.screen.sheet.cursor > first


async def test_a_moved_key_works_and_the_bottom_line_shows_it(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = own(stage, '"app.look" = "L"', '"question.forecast" = "F"', '"app.nope" = "x"')
    async with app.run_test(size=(110, 30)) as pilot:
        await press(pilot)
        assert "there is no such key" in seen(pilot)
        await press(pilot, "escape", "3")
        shown = app.screen.query_one(KeyLine)
        assert ("L", "Look") in shown.keys()  # noqa: SIM118 a widget, no dict
        await press(pilot, "f")
        assert type(app.screen).__name__ == "QuestionsScreen"
        await press(pilot, "F")
        assert type(app.screen).__name__ == "ForecastScreen"
        await press(pilot, "escape", "L")
        assert type(app.screen).__name__ == "LookScreen"


def test_without_a_keymap_no_screen_is_loaded_to_look_for_keys() -> None:
    script = (
        "import sys; from pathlib import Path; from ledger.tui.keymap import read_keymap; "
        "read_keymap({}, Path()); print('ledger.tui.screens.journal' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True,
        cwd=Path(__file__).resolve().parents[3],
    )  # fmt: skip
    assert done.stdout.strip() == "False"


async def test_a_title_shows_its_moved_key_and_a_click_goes_there_even_from_a_field(
    stage: Stage, press: Any, seen: Callable[[Any], str]
) -> None:
    app = own(stage, '"app.claims" = "f2"')
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot)
        assert " f2 Claims " in seen(pilot)
        await press(pilot, "3", "slash", "a")
        await pilot.click(offset=(seen(pilot).index("Claims"), 0))
        await press(pilot)
        assert app.current_mode == "claims"
        await press(pilot, "3", "question_mark")
        assert "f2" in seen(pilot)


def test_every_key_that_a_help_text_names_is_there() -> None:
    from ledger.tui.screens.help import APP, NAMED

    owners = {key.owner for key in named_keys()}
    names = {key.name for key in named_keys()}
    texts = [APP, *(str(getattr(owner, "HELP", "")) for owner in owners)]
    assert {name for text in texts for name in NAMED.findall(text)} - names == set()
    assert len([text for text in texts if NAMED.search(text)]) > 10


async def test_help_texts_name_the_keys_as_they_are_here(stage: Stage, press: Any) -> None:
    app = own(
        stage, '"app.look" = "L"', '"questions.views" = "f6"', '"table.sort" = "f4"', '"app.jump" = "f9"'
    )
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "question_mark")
        text = " ".join(app.screen.query_one("#panel-page", Sheet).text.split())
        assert "L looks at the sources now" in text
        assert "f9 puts a letter on every place" in text
        await press(pilot, "escape", "3", "question_mark")
        text = " ".join(app.screen.query_one("#panel-page", Sheet).text.split())
        assert "/ filters: words" in text
        assert "f4 sorts by the next column, S turns the order round, f6 has saved views" in text
        assert "Enter opens, f4 sorts by the next column" in text


async def test_pages_name_the_keys_as_they_are_here(stage: Stage, press: Any) -> None:
    app = own(stage, '"app.next" = "f6"', '"question.forecast" = "F"', '"app.look" = "L"')
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "1")
        assert "without your forecast: f6 begins" in app.screen.sheet.text
        await press(pilot, "3", "enter")
        shown = app.screen.query_one("#question", Sheet).text
        assert "F forecasts" in shown
        assert "L looks now" in shown


LETTER = re.compile(
    r"(?:^|[ (;:·,])([A-Za-z]) (?:to |takes?|shows?|opens|looks|writes|goes|saves|forecasts|accepts|hides|begins|mends)\b"
)
"""A key in a sentence, told by what it does."""


def test_no_page_writes_a_key_as_a_letter() -> None:
    rooms = [Path(place) for room in (pages, screens) for place in room.__path__]
    modules = [path for room in rooms for path in room.rglob("*.py")]
    told = {text for path in modules for text in _texts(ast.parse(path.read_text(encoding="utf-8")))}
    found = {text for text in told if (letter := LETTER.search(text)) and letter[1] != "I"}
    assert (found, len(told) > 500) == (set(), True)


def _texts(tree: ast.AST) -> Iterator[str]:
    """The texts of a module, but what documents it."""
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value


def test_only_a_key_that_a_page_names_itself_is_written_as_it_is_here() -> None:
    own = {"question.reveal": "H", "question.reveal.typing": "f7"}
    assert written(named_key(Reveal), own) == ("H", "key")
    assert written(named_key(Reveal, typing=True), own) == ("f7", "key")
    assert written(named_key(Reveal, typing=True), {}) == ("^r", "key")
    typed: Span = ("{question.reveal}", "plain")
    assert written(typed, own) == typed, "what somebody wrote stays what it is"
