"""The gallery shows every widget and drawing alone; pictures ask nobody and are the same twice."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import pytest

from ledger.tui.gallery import samples
from ledger.tui.gallery.__main__ import main
from ledger.tui.gallery.samples import SAMPLES
from ledger.tui.gallery.show import Gallery
from ledger.tui.keeping import FILE, Shelf
from ledger.tui.picture import picture
from ledger.tui.pictures import SHOTS, make

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.tui.stage import Stage

DOCS = Path(__file__).resolve().parents[3] / "docs"
MOST_BYTES = 60_000
ROOT = Path(__file__).resolve().parents[3]
NOT_SEEN = {
    "canvas": "what drawings are made on",
    "scale": "what drawings measure with",
    "unit_square": "what charts of chances have in common",
    "inked": "what widgets have in common",
    "scrolled": "what a page and a list have in common",
    "ink_styles": "the colours",
    "forecast_fields": "a question's draft in fields, which have samples of their own",
}
"""Modules of widgets and drawings that show nothing by themselves, and what they are."""


@pytest.mark.parametrize("name", SAMPLES)
async def test_a_sample_is_seen_alone(name: str, press: Any, seen: Callable[[Any], str]) -> None:
    app = Gallery(name, theme="morning")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert len(set(seen(pilot).split())) > 2, "something is to be seen"
        await press(pilot, "ctrl+a", "ctrl+t")
        assert (app.ascii_only, app.theme) == (True, "terminal")


@pytest.mark.parametrize("room", ["widgets", "drawing"])
def test_every_widget_and_drawing_has_a_sample(room: str) -> None:
    package = import_module(f"ledger.tui.{room}")
    used = {
        one.__module__
        for one in vars(samples).values()
        if getattr(one, "__module__", "").startswith("ledger.")
    }
    lacking = [
        each.name
        for each in iter_modules(package.__path__)
        if each.name not in NOT_SEEN and f"ledger.tui.{room}.{each.name}" not in used
    ]
    assert lacking == [], "give them a sample in ledger/tui/gallery/samples.py"


def test_alone_it_lists_the_names(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(SAMPLES)


def test_a_picture_asks_nobody_and_is_the_same_twice(tmp_path: Path) -> None:
    made = []
    for name in ("one.svg", "two.svg"):
        main(["time-chart", "--size", "70x20", "--svg", str(tmp_path / name)])
        made.append((tmp_path / name).read_text(encoding="utf-8"))
    assert made[0] == made[1]
    assert made[0].count("http") == made[0].count("http://www.w3.org/2000/svg") == 1
    assert "threshold" in made[0].replace("&#160;", " ")


def test_pictures_of_a_ledger_are_the_same_twice_and_leave_it_as_it_is(
    new_stage: Callable[..., Stage], tmp_path: Path
) -> None:
    home = new_stage(simulated=True).settings.home
    shelf = Shelf(home / FILE)
    shelf.lay_front("journal", [])
    shelf.write()
    before = {one.name: one.read_bytes() for one in home.iterdir() if one.is_file()}
    shots = [shot for shot in SHOTS if shot.name in {"today", "small"}]
    made = [make(tmp_path / name, home, shots) for name in ("one", "two")]
    assert [path.read_bytes() for path in made[0]] == [path.read_bytes() for path in made[1]]
    assert {one.name: one.read_bytes() for one in home.iterdir() if one.is_file()} == before
    assert "[1\u00a0Today]" in made[0][0].read_text(encoding="utf-8"), "not where somebody left the app"


def test_the_pictures_of_the_documentation_are_few_small_and_all_shown() -> None:
    shown = (DOCS / "app.md").read_text(encoding="utf-8")
    kept = sorted(DOCS.glob("app-*.svg"))
    assert [path.name for path in kept] == sorted(f"app-{shot.name}.svg" for shot in SHOTS)
    assert [path.name for path in kept if path.name not in shown] == []
    for path in kept:
        text = path.read_text(encoding="utf-8")
        assert path.stat().st_size < MOST_BYTES, path.name
        assert text.count("http") == 1, f"{path.name} asks a host"


async def test_a_picture_of_markup_and_controls_is_text(press: Any) -> None:
    app = Gallery("say-line", theme="evening")
    async with app.run_test(size=(60, 8)) as pilot:
        await press(pilot)
        app._widget.say("<script>x</script> &amp; \x1b]52;c;x\x07 ]]>", "bad")  # type: ignore[attr-defined]
        await press(pilot)
        made = picture(app, "<b>")
    assert "<script>" not in made
    assert "<b>" not in made
    assert "\x1b" not in made


def test_the_app_imports_nothing_of_the_gallery() -> None:
    script = "import sys, ledger.tui.app, ledger.tui.keymap as k; k.named_keys(); print([m for m in sys.modules if 'gallery' in m])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("words", [["nope"], ["sheet", "--size", "80"], ["sheet", "--theme", "nope"]])
def test_what_cannot_be_meant_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "invalid choice" in (said := capsys.readouterr().err) or "is no size; write 80x24." in said
