"""Where a ledger lives and what its owner chose, with the origin of every value.

Order: what the command line says, then the environment, then `settings.toml` in the home, then the default.
A secret stands here by name only; its value is fetched when a request needs it, and never shown.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from ledger.own_file import Unread, line_of, read_own
from ledger.places import SettingsError, cache_folder, default_home, place_named, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILE = "settings.toml"
DATABASE = "ledger.db"
ENVIRONMENT = "FLEDGER_"

SHAPE: Mapping[str, Mapping[str, type]] = {
    "": {"ledger": str, "contact": str},
    "catalogue": {"folders": list},
    "mirrors": {"*": str},
    "private_hosts": {"allow": list},
    "sweep": {"every": str, "spacing": str, "heartbeat": str},
    "secrets": {"*": str},
    "people": {"me": str},
    "app": {"theme": str, "ascii": bool, "keymap": dict},
}
"""Every key of the file by its table; `*` takes any name."""

WORDS: Mapping[type, str] = {str: "text", list: "list", bool: "true or false", dict: "table"}
"""What a value must be, in words."""

LONGEST = timedelta(days=366)
"""Of a pause."""
MOST_DIGITS = 9

TEMPLATE = """\
# Settings of this ledger. Every line is optional; `fledger settings` shows what is in force and why.

# contact = "you@example.org"       # sent to publishers with every request, so that they can reach you

[people]
me = {me}                          # your name on forecasts and answers

[catalogue]
folders = ["shipped", "home"]       # "shipped", "home" (forecasts/ beside this file), or any folder

[sweep]
every = "15m"                       # how often the daemon asks what is due
spacing = "1s"                      # the pause between two requests to the same publisher
# heartbeat = "https://..."         # asked after every sweep that went well; silence there is your alarm

[app]
# theme = "evening"                 # evening, morning, terminal (its own colours), or any name of Textual's themes
# ascii = true                      # draw with ASCII alone
[app.keymap]                        # "name of a key" = "another key"; docs/app.md lists the names

[mirrors]                           # host = "base URL" that answers in its place
[secrets]                           # name = "env:VARIABLE" or "file:PATH"
[private_hosts]
allow = []                          # "host:port" in your own network that sources may reach
"""


class Setting(NamedTuple):
    """One value in force and where it came from."""

    name: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force. Paths are absolute; `origins` has one line per value for `fledger settings`."""

    home: Path
    ledger: Path
    contact: str | None = None
    me: str = "me"
    folders: tuple[str, ...] = ("shipped", "home")
    mirrors: Mapping[str, str] = field(default_factory=dict)
    private_hosts: frozenset[str] = frozenset()
    secrets: Mapping[str, str] = field(default_factory=dict)
    sweep_every: timedelta = timedelta(minutes=15)
    spacing: timedelta = timedelta(seconds=1)
    heartbeat: str | None = field(default=None, repr=False)
    theme: str | None = None
    ascii_only: bool = False
    keymap: Mapping[str, str] = field(default_factory=dict)
    origins: tuple[Setting, ...] = ()

    @property
    def mine(self) -> Path:
        """The home's own question files."""
        return self.home / "forecasts"

    def catalogue_folders(self) -> tuple[Path, ...]:
        """The folders questions are read from, in order; the home's own only where it exists."""
        return tuple(folder for name in self.folders if (folder := self._folder(name)) is not None)

    def _folder(self, name: str) -> Path | None:
        if name == "shipped":
            from forecasts import FOLDER

            return FOLDER
        if name == "home":
            return self.mine if self.mine.is_dir() else None
        return self.home / place_named(name, "catalogue.folders")


def read_settings(home: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force for `home` (or the default home). Raises SettingsError."""
    env = os.environ if environment is None else environment
    place, came = (
        (place_named(str(home), "--home").absolute(), "option --home") if home else default_home(env)
    )
    return _Reading(place, came, env).settings()


class _Reading:
    """Collects values and their origins from the file and the environment."""

    def __init__(self, home: Path, came: str, environment: Mapping[str, str]) -> None:
        self.home = home
        self.environment = environment
        self.path = home / FILE
        self.said = _parse(self.path)
        self.origins = [
            Setting("home", str(home), came),
            Setting("cache", *map(str, cache_folder(environment, home))),
        ]

    def settings(self) -> Settings:
        return Settings(
            home=self.home,
            ledger=self._ledger(),
            contact=self._text("", "contact", None, "CONTACT"),
            me=" ".join((self._text("people", "me", _login(self.environment), "ME") or "me").split()) or "me",
            folders=self._folders(),
            mirrors=self._mirrors(),
            private_hosts=frozenset(self._list("private_hosts", "allow", ())),
            secrets=self._table("secrets"),
            sweep_every=self._duration("every", "15m"),
            spacing=self._duration("spacing", "1s"),
            heartbeat=self._heartbeat(),
            theme=self._text("app", "theme", None, "THEME"),
            ascii_only=self._ascii(),
            keymap=self._keymap(),
            origins=tuple(self.origins),
        )

    def _note(self, name: str, value: object, origin: str) -> None:
        self.origins.append(Setting(name, str(value), origin))

    def _text(self, table: str, key: str, default: str | None, variable: str) -> str | None:
        name = f"{table}.{key}" if table else key
        if (value := self.environment.get(ENVIRONMENT + variable)) is not None:
            self._note(name, value, f"environment {ENVIRONMENT}{variable}")
            return value
        given = (self.said.get(table, {}) if table else self.said).get(key)
        self._note(name, given or default or "", str(self.path) if given else "default")
        return str(given) if given else default

    def _list(self, table: str, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        given = self.said.get(table, {}).get(key)
        value = tuple(str(part) for part in given) if given is not None else default
        self._note(f"{table}.{key}", ", ".join(value), str(self.path) if given is not None else "default")
        return value

    def _folders(self) -> tuple[str, ...]:
        """The folders, of which each can be one."""
        folders = self._list("catalogue", "folders", ("shipped", "home"))
        for name in folders:
            self._place(name, "catalogue.folders")
        return folders

    def _place(self, name: str, setting: str) -> Path:
        return place_named(name, self._where(setting))

    def _where(self, setting: str) -> str:
        """The setting with where it came from in front."""
        origin = next(one.origin for one in reversed(self.origins) if one.name == setting)
        line = line_of(self.path, setting) if origin == str(self.path) else ""
        return setting if origin == "default" else f"{origin}{line}: {setting}"

    def _table(self, table: str) -> dict[str, str]:
        given = {str(key): str(value) for key, value in self.said.get(table, {}).items()}
        for key, value in given.items():
            self._note(f"{table}.{key}", value, str(self.path))
        return given

    def _ascii(self) -> bool:
        given = self.said.get("app", {}).get("ascii")
        self._note("app.ascii", str(bool(given)).lower(), "default" if given is None else str(self.path))
        return bool(given)

    def _keymap(self) -> dict[str, str]:
        """What the file says, whether there are such keys or not: the app tells, and opens with the rest."""
        given = dict(_flat(self.said.get("app", {}).get("keymap", {})))
        for name, key in given.items():
            self._note(f"app.keymap.{name}", key, str(self.path))
        return given

    def _ledger(self) -> Path:
        url = self._text("", "ledger", None, "LEDGER")
        if url is None:
            return self.home / DATABASE
        if not url.startswith("sqlite:///"):
            raise SettingsError(f"{self._where('ledger')} = {short(url)}: only sqlite:///PATH is understood.")
        return self.home / self._place(url.removeprefix("sqlite:///"), "ledger")

    def _mirrors(self) -> dict[str, str]:
        mirrors = self._table("mirrors")
        for pair in filter(None, self.environment.get("FLEDGER_MIRRORS", "").split(",")):
            host, _, base = pair.partition("=")
            mirrors[host.strip()] = base.strip()
            self._note(f"mirrors.{host.strip()}", base.strip(), "environment FLEDGER_MIRRORS")
        for host, base in mirrors.items():
            if not _is_base(base):
                raise SettingsError(
                    f'{self._where(f"mirrors.{host}")} = {short(base)} is no base URL; write "http://127.0.0.1:8123".'
                )
        return mirrors

    def _duration(self, key: str, default: str) -> timedelta:
        text = self._text("sweep", key, default, f"SWEEP_{key.upper()}") or default
        return duration(text, self._where(f"sweep.{key}"))

    def _heartbeat(self) -> str | None:
        """The address to ask after a good sweep. Whoever knows it can ping in our name, so it is shown in part only."""
        given = self._text("sweep", "heartbeat", None, "HEARTBEAT")
        url = checked_heartbeat(given) if given else None
        self.origins[-1] = self.origins[-1]._replace(value=shown(url) if url else "")
        return url


def duration(text: str, name: str) -> timedelta:
    """A length of time such as `30s`, `15m`, `6h` or `2d`. Raises SettingsError naming the setting.

    >>> duration("15m", "sweep.every")
    datetime.timedelta(seconds=900)
    """
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    number, unit = text[:-1], text[-1:]
    usable = unit in units and number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS
    length = timedelta(seconds=int(number) * units[unit]) if usable else timedelta()
    if not timedelta() < length <= LONGEST:
        raise SettingsError(
            f"{name} = {short(text)} is no length of time; write 30s, 15m, 6h or 2d, and at most {LONGEST.days}d."
        )
    return length


def _is_base(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def checked_heartbeat(url: str) -> str:
    """The address, if it is one that can be asked. Raises SettingsError, whose sentence never shows all of it."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
        usable = usable and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError("The heartbeat is no address that can be asked; write https://HOST/PATH.")
    return url


def shown(url: str) -> str:
    """An address with its path and query left out: in those it is a secret.

    >>> shown("https://ping.example.org/3f2a-91")
    'https://ping.example.org/...'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/..."


def light_terminal(environment: Mapping[str, str]) -> bool:
    """Whether the terminal says that its background is light; most say nothing.

    >>> light_terminal({"COLORFGBG": "0;15"}), light_terminal({})
    (True, False)
    """
    return environment.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"}


def without_colour(environment: Mapping[str, str]) -> bool:
    """Whether no colour is wanted: NO_COLOR is set to anything but nothing (no-color.org)."""
    return bool(environment.get("NO_COLOR"))


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    """A table of tables as dotted names: TOML reads `question.forecast = "F"` as one in the other."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)


def _login(environment: Mapping[str, str]) -> str:
    return environment.get("USER") or environment.get("USERNAME") or "me"


def _parse(path: Path) -> dict[str, Any]:
    said = read_own(path)
    if isinstance(said, Unread):
        raise SettingsError(said.sentence(path))
    for table, keys in _tables(said):
        _check(path, table, keys)
    return said


def _tables(said: dict[str, Any]) -> list[tuple[str, dict[str, object]]]:
    top = {key: value for key, value in said.items() if not isinstance(value, dict)}
    return [("", top), *((key, value) for key, value in said.items() if isinstance(value, dict))]


def _check(path: Path, table: str, keys: dict[str, object]) -> None:
    known = SHAPE.get(table)
    if known is None:
        raise SettingsError(
            f"{path}{line_of(path, f'[{table}]')}: there is no table [{table}].{_near(table, SHAPE)}"
        )
    for key, value in keys.items():
        wanted = known.get(key) or known.get("*")
        name = f"{table}.{key}" if table else key
        place = f"{path}{line_of(path, name)}"
        if wanted is None:
            raise SettingsError(f"{place}: there is no setting {name}.{_near(key, known)}")
        if not isinstance(value, wanted):
            raise SettingsError(
                f"{place}: {name} = {short(value)} is not {'a ' if wanted is not bool else ''}{WORDS[wanted]}."
            )


def _near(key: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, [name for name in known if name], 1)
    return f" Did you mean {close[0]}?" if close else ""
