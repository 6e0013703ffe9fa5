"""Settings: what is in force, and where each value came from."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ledger.places import SettingsError, cache_folder
from ledger.settings import read_settings, without_colour

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def written(home: Path, text: str) -> Path:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(text, encoding="utf-8")
    return home


def origin(home: Path, name: str, environment: dict[str, str]) -> tuple[str, str]:
    settings = read_settings(home, environment)
    return next((line.value, line.origin) for line in settings.origins if line.name == name)


def test_the_environment_is_stronger_than_the_file_and_says_so(tmp_path: Path) -> None:
    home = written(tmp_path / "home", '[people]\nme = "ada"\n')

    assert origin(home, "people.me", {}) == ("ada", str(home / "settings.toml"))
    assert origin(home, "people.me", {"FLEDGER_ME": "bo"}) == ("bo", "environment FLEDGER_ME")
    assert read_settings(home, {"FLEDGER_ME": "bo"}).me == "bo"


def test_without_a_file_the_login_name_and_the_defaults_hold(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, {"USER": "cy"})

    assert settings.me == "cy"
    assert settings.folders == ("shipped", "home")
    assert settings.sweep_every == timedelta(minutes=15)
    assert settings.ledger == tmp_path / "ledger.db"


def test_the_home_comes_from_the_option_then_the_environment_then_the_platform(tmp_path: Path) -> None:
    environment = {"FLEDGER_HOME": str(tmp_path / "there")}

    assert read_settings(tmp_path / "here", environment).origins[0].origin == "option --home"
    assert read_settings(None, environment).home == tmp_path / "there"
    assert read_settings(None, {}).origins[0].origin == "the platform's data folder"


def test_mirrors_of_the_environment_join_those_of_the_file(tmp_path: Path) -> None:
    home = written(tmp_path / "home", '[mirrors]\n"a.org" = "http://127.0.0.1:1"\n')
    settings = read_settings(home, {"FLEDGER_MIRRORS": "b.org=http://127.0.0.1:2, c.org=http://[::1]:3"})

    assert settings.mirrors == {
        "a.org": "http://127.0.0.1:1",
        "b.org": "http://127.0.0.1:2",
        "c.org": "http://[::1]:3",
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[catalog]\nfolders = []\n", "no table [catalog]. Did you mean catalogue?"),
        ("contct = 'x'\n", "no setting contct. Did you mean contact?"),
        ("[people]\nme = 3\n", "people.me = 3 is not a text"),
        ("[catalogue]\nfolders = 'x'\n", "catalogue.folders = 'x' is not a list"),
        ("[app]\nascii = 'yes'\n", "app.ascii = 'yes' is not true or false"),
        ("[app]\nkeymap = 'x'\n", "app.keymap = 'x' is not a table"),
        ("[app]\nthem = 'x'\n", "no setting app.them. Did you mean theme?"),
        ("contact = \n", "cannot be read"),
        ("[sweep]\nevery = '0m'\n", "sweep.every = '0m' is no length of time; write 30s, 15m, 6h or 2d, and"),
        ("[mirrors]\n'a.org' = 'ftp://x'\n", "mirrors.a.org = 'ftp://x' is no base URL"),
        ("ledger = 'postgres://x'\n", "only sqlite:///PATH is understood"),
        ("\n[sweep]\nevery = '²d'\n", "settings.toml:3: sweep.every = '²d' is no length of time"),
        ("[sweep]\nevery = '99999999999999d'\n", "is no length of time"),
        ("[sweep]\nevery = '999999999d'\n", "write 30s, 15m, 6h or 2d, and at most 366d."),
        (f"[sweep]\nspacing = '{'9' * 5000}s'\n", "999… is no length of time"),
        (f"[sweep]\nspacing = {'9' * 5000}\n", "cannot be read: a number in it is too long."),
        (
            "[mirrors]\n'a.org' = 'http://[::1'\n",
            "settings.toml:2: mirrors.a.org = 'http://[::1' is no base URL",
        ),
        ("[mirrors]\n'a.org' = 'http://a:99999'\n", "'http://a:99999' is no base URL"),
        (
            "ledger = 'sqlite:///~nosuchuser/x'\n",
            "settings.toml:1: ledger = '~nosuchuser/x': there is no home",
        ),
        (
            "[catalogue]\nfolders = ['~nosuchuser']\n",
            "settings.toml:2: catalogue.folders = '~nosuchuser': there is no home",
        ),
        ('[catalogue]\nfolders = ["a\\u0000b"]\n', "no file can be called that"),
        (f"\nx = {'[' * 20_000}", "settings.toml:2 cannot be read: this is nested more than 24 levels deep."),
        (f"[app.keymap]\nx = {'{a=' * 30}1{'}' * 30}\n", "settings.toml:2 cannot be read: this is nested"),
        (f"[app]\nkeymap.{'a.' * 5000}b = 1\n", "settings.toml:2 cannot be read: this is nested"),
        (f"# {'x' * 300_000}\n", "it has 300,003 bytes, and at most 200,000 are read."),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named_with_its_file(
    tmp_path: Path, text: str, sentence: str
) -> None:
    home = written(tmp_path / "home", text)

    with pytest.raises(SettingsError) as caught:
        read_settings(home, {})

    assert sentence in str(caught.value)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


MADE: dict[str, Callable[[Path], object]] = {"folder": os.mkdir, "pipe": os.mkfifo, "socket": a_socket}


@pytest.mark.parametrize("what", list(MADE))
def test_settings_that_are_no_regular_file_are_told_and_never_opened(tmp_path: Path, what: str) -> None:
    path = tmp_path / "settings.toml"
    MADE[what](path)
    with pytest.raises(SettingsError, match=r"settings\.toml cannot be read: this is no regular file"):
        read_settings(tmp_path, {})


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_settings_that_may_not_be_read_are_told(tmp_path: Path) -> None:
    home = written(tmp_path / "home", "")
    (home / "settings.toml").chmod(0)
    with pytest.raises(SettingsError, match=r"settings\.toml cannot be read: Permission denied"):
        read_settings(home, {})


def test_a_name_of_a_home_that_there_is_not_is_told() -> None:
    for variable in ("FLEDGER_HOME", "FLEDGER_CACHE"):
        with pytest.raises(SettingsError, match=f"{variable} = '~nosuchuser': there is no home"):
            read_settings(None, {variable: "~nosuchuser"})


AS_NOBODY = """
import os, sys
os.setreuid(54321, 0)  # whose entry is asked for is the real user; what may be read goes by the other
os.environ.pop("HOME", None)
from ledger.cli.main import run
run()
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody without an entry")
def test_without_an_entry_of_the_user_and_home_a_named_home_is_all_that_is_needed(tmp_path: Path) -> None:
    def ran(*words: str) -> subprocess.CompletedProcess[str]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("FLEDGER_")}
        return subprocess.run(
            [sys.executable, "-c", AS_NOBODY, *words],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    home = tmp_path / "home"
    done = ran("--home", str(home), "settings", "--plain")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"cache\t{home / 'cache'}\tthe home, as this user has no folder" in done.stdout
    done = ran("--home", str(home), "check")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    done = ran("today")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("fledger: This user has no folder")


def test_folders_are_found_beside_the_home(tmp_path: Path) -> None:
    home = written(tmp_path / "home", '[catalogue]\nfolders = ["shipped", "home", "more", "/abs"]\n')
    (home / "forecasts").mkdir()

    shipped, mine, more, absolute = read_settings(home, {}).catalogue_folders()

    assert (shipped / "two-scenarios-2028").is_dir()
    assert (mine, more, str(absolute)) == (home / "forecasts", home / "more", "/abs")


def test_a_pause_between_requests_is_a_setting_of_its_own(tmp_path: Path) -> None:
    home = written(tmp_path / "home", '[sweep]\nspacing = "5s"\n')

    assert read_settings(tmp_path, {}).spacing == timedelta(seconds=1)
    assert read_settings(home, {}).spacing == timedelta(seconds=5)
    assert read_settings(home, {"FLEDGER_SWEEP_SPACING": "2s"}).spacing == timedelta(seconds=2)
    with pytest.raises(SettingsError, match=r"sweep\.spacing"):
        read_settings(home, {"FLEDGER_SWEEP_SPACING": "0s"})


def test_the_heartbeat_is_a_secret_that_is_never_shown_whole(tmp_path: Path) -> None:
    home = written(tmp_path / "home", '[sweep]\nheartbeat = "https://ping.example.org/9f2a?key=71c"\n')
    settings = read_settings(home, {})

    assert settings.heartbeat == "https://ping.example.org/9f2a?key=71c"
    assert origin(home, "sweep.heartbeat", {}) == (
        "https://ping.example.org/...",
        str(home / "settings.toml"),
    )
    assert "9f2a" not in repr(settings)
    assert read_settings(tmp_path, {}).heartbeat is None


@pytest.mark.parametrize(
    "url", ["ping.example.org/9f2a", "ftp://a.org/9f2a", "http://me:9f2a@a.org", "http://[9f2a"]
)
def test_a_heartbeat_that_cannot_be_asked_is_refused_without_being_shown(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="no address that can be asked") as refused:
        read_settings(tmp_path, {"FLEDGER_HEARTBEAT": url})
    assert "9f2a" not in str(refused.value)


def test_what_may_be_lost_lies_in_the_platforms_cache_unless_the_environment_says_where(
    tmp_path: Path,
) -> None:
    environment = {"FLEDGER_CACHE": str(tmp_path / "there")}
    assert cache_folder(environment) == (tmp_path / "there", "environment FLEDGER_CACHE")
    assert origin(tmp_path, "cache", environment) == (str(tmp_path / "there"), "environment FLEDGER_CACHE")
    assert cache_folder({})[1] == "the platform's cache folder"


def test_the_looks_and_keys_of_the_app_are_settings_with_an_origin(tmp_path: Path) -> None:
    home = written(
        tmp_path / "home", '[app]\ntheme = "morning"\nascii = true\n[app.keymap]\nquestion.forecast = "F"\n'
    )
    path = str(home / "settings.toml")

    assert origin(home, "app.theme", {}) == ("morning", path)
    assert origin(home, "app.theme", {"FLEDGER_THEME": "nord"}) == ("nord", "environment FLEDGER_THEME")
    assert origin(home, "app.ascii", {}) == ("true", path)
    assert origin(home, "app.keymap.question.forecast", {}) == ("F", path)
    assert read_settings(home, {}).keymap == {"question.forecast": "F"}
    assert read_settings(tmp_path, {}).keymap == {}


def test_no_colour_is_wanted_where_the_variable_says_anything() -> None:
    assert without_colour({"NO_COLOR": "0"})
    assert not without_colour({"NO_COLOR": ""})
    assert not without_colour({})
