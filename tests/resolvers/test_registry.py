"""Sources by name, and what is said about params that cannot be meant."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from resolvers import registry
from resolvers.errors import BadParamsError, UnknownSourceError
from resolvers.params import checked
from resolvers.source import Param

ROOT = Path(__file__).parents[2]
PLAIN = {"url": "https://example.org/x.json", "select": "a.b"}


def run(code: str, *folders: Path) -> str:
    """What a fresh Python prints that has these folders on its path."""
    told = {"PYTHONPATH": ":".join(map(str, [ROOT, *folders])), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_built_in_source_can_be_found_and_is_called_so() -> None:
    assert set(registry.BUILT_IN) <= set(registry.names())
    for name in registry.BUILT_IN:
        assert registry.find(name).name == name


def test_names_load_no_source_and_no_http_client() -> None:
    code = (
        "import sys; from resolvers import registry; print(registry.names());"
        "print([m for m in sys.modules if m in ('httpx', 'jmespath', 'resolvers.http_json', 'resolvers.epoch')])"
    )
    assert run(code).splitlines()[1] == "[]"


def test_a_source_loads_no_http_client() -> None:
    code = f"import sys; from resolvers import registry; registry.make('http_json', {PLAIN!r}); print('httpx' in sys.modules)"
    assert run(code).strip() == "False"


@pytest.mark.parametrize(
    ("asked", "near"), [("http_jsn", "http_json"), ("epoch.eci_leg", "epoch.eci_lag"), ("manuall", "manual")]
)
def test_an_unknown_name_is_told_with_those_like_it(asked: str, near: str) -> None:
    with pytest.raises(UnknownSourceError) as caught:
        registry.find(asked)
    assert caught.value.near[0] == near
    assert near in str(caught.value)


def test_a_name_like_no_other_is_told_alone() -> None:
    with pytest.raises(UnknownSourceError, match=r"No source is called 'zzz'\.$"):
        registry.make("zzz", {})


def problems(name: str, params: dict[str, object]) -> dict[str, str]:
    with pytest.raises(BadParamsError) as caught:
        registry.make(name, params)
    assert all(f"  {problem}" in str(caught.value) for problem in caught.value.problems)
    return {problem.param: f"{problem.what}. {problem.fix}" for problem in caught.value.problems}


def test_every_problem_is_told_at_once() -> None:
    told = problems(
        "http_json",
        {
            "ulr": 1,
            "select": "a[",
            "nature": "levle",
            "max_age": 1.5,
            "unit": 3,
            "value": "No Name",
            "query": "a=b",
        },
    )
    assert set(told) == {"ulr", "url", "select", "nature", "max_age", "unit", "value", "query"}
    assert "Did you mean 'url'?" in told["ulr"]
    assert "is missing" in told["url"]
    assert "JMESPath" in told["select"]
    assert "Did you mean 'level'?" in told["nature"]


DATES: list[tuple[str, object]] = [
    ("url", "https://example.org/2026-05-14/x"),
    ("url", "https://example.org/2026/05/14/x"),
    ("select", "a[?d=='2026-05-14']"),
    ("query", {"from": date(2026, 5, 14)}),
    ("query", {"from": ["2026-05-14"]}),
    ("query", {"2026-05-14": "x"}),
    ("unit", date(2026, 5, 14)),
]


@pytest.mark.parametrize(("param", "value"), DATES)
def test_a_date_anywhere_in_a_param_is_refused(param: str, value: object) -> None:
    told = problems("http_json", PLAIN | {param: value})
    assert "The window gives the days" in told[param]
    assert len(told) == 1


@pytest.mark.parametrize("value", ["rankings-2026", "2026-13-45", "12026-05-14", "CIK0001045810", "v2026.05"])
def test_what_only_looks_like_a_date_is_taken(value: str) -> None:
    assert registry.make("http_json", PLAIN | {"unit": value}) is not None


DECLARED = {
    "word": Param("a word", choices=("a", "b"), required=False),
    "count": Param("a count", kind="number", pattern="[0-9]{1,3}", required=False),
    "list": Param("a list", kind="list", choices=("a", "b"), required=False),
    "table": Param("a table", kind="table", required=False, default={"x": 1}),
}


@pytest.mark.parametrize(
    "good",
    [
        {"word": "a"},
        {"count": 12},
        {"list": ["a", "b"]},
        {"list": []},
        {"table": {"x": "y", "z": [1, "b"]}},
    ],
)
def test_well_formed_params_pass_as_they_are(good: dict[str, object]) -> None:
    assert checked(DECLARED, good) == ({"table": {"x": 1}} | good, [])


def test_a_whole_number_may_come_as_text_from_a_command_line() -> None:
    assert checked(DECLARED, {"count": "12"})[0]["count"] == 12


@pytest.mark.parametrize(
    "bad",
    [
        {"word": "c"},
        {"word": 1},
        {"word": None},
        {"word": ["a"]},
        {"count": True},
        {"count": "1.5"},
        {"count": 1234},
        {"count": -1},
        {"list": "a"},
        {"list": ["c"]},
        {"list": [["a"]]},
        {"list": [True]},
        {"table": ["a"]},
        {"table": {1: "a"}},
        {"table": {"a": {"b": "c"}}},
        {"table": {"a": 1.5}},
        {"word": "a" * 5000},
        {"other": 1},
    ],
)
def test_ill_formed_params_are_told_one_problem_each(bad: dict[str, object]) -> None:
    values, told = checked(DECLARED, bad)
    assert len(told) == 1
    assert told[0].param in bad
    assert all(kind.isprintable() and len(kind) < 300 for kind in map(str, told))
    assert values.keys() <= DECLARED.keys()


def test_a_long_text_is_told_by_its_length() -> None:
    long = Param("x")
    assert "5000 characters" in str(checked({"x": long}, {"x": "a" * 5000})[1][0])


def test_params_that_mean_the_same_have_one_canonical_line() -> None:
    line = registry.canonical_params("http_json", PLAIN)
    assert registry.canonical_params("http_json", dict(reversed(PLAIN.items())) | {"type": "number"}) == line
    assert registry.canonical_params("http_json", PLAIN | {"max_age": "31"}) == line
    assert registry.canonical_params("http_json", PLAIN | {"unit": "x"}) != line
    assert json.loads(line)["source"] == "http_json"
    with pytest.raises(BadParamsError):
        registry.canonical_params("http_json", {})


THIRD = """
from datetime import timedelta
from resolvers.source import NotYet, Param

class Mine:
    name = "mine.thing"
    version = 1
    publisher = licence = about = home = "x"
    cadence = timedelta(days=1)
    history = False
    offers = {}
    params = {"a": Param("an a", kind="number")}
    secret = None
    def __init__(self, *, a):
        self.a = a
    def look(self, span):
        yield from ()
        return NotYet("x")

class Half:
    name = "mine.half"
"""


@pytest.fixture
def third_party(tmp_path: Path) -> Path:
    (tmp_path / "their_source.py").write_text(THIRD, encoding="utf-8")
    points = tmp_path / "their_source-1.0.dist-info"
    points.mkdir()
    (points / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: their-source\nVersion: 1.0\n", encoding="utf-8"
    )
    (points / "entry_points.txt").write_text(
        "[forecast_ledger.sources]\n"
        "mine.thing = their_source:Mine\nmine.half = their_source:Half\nmine.gone = their_source:Gone\n"
        "mine.absent = no_such_module:X\nhttp_json = their_source:Mine\n",
        encoding="utf-8",
    )
    return tmp_path


def test_a_source_of_others_joins_and_is_checked_alike(third_party: Path) -> None:
    code = (
        "from resolvers import registry\n"
        "print(registry.names()[-4:])\n"
        "print(registry.make('mine.thing', {'a': '5'}).a)\n"
        "try: registry.make('mine.thing', {})\n"
        "except registry.BadParamsError as error: print(error)\n"
    )
    names, made, *told = run(code, third_party).splitlines()
    assert names == "('mine.absent', 'mine.gone', 'mine.half', 'mine.thing')"
    assert made == "5"
    assert told == ["The source 'mine.thing' cannot be made:", "  a: is missing. Give a whole number: an a"]


def test_a_source_of_others_cannot_take_the_name_of_a_built_in_one(third_party: Path) -> None:
    code = "from resolvers import registry; print(registry.find('http_json').__name__, registry.names().count('http_json'))"
    assert run(code, third_party).strip() == "HttpJson 1"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mine.half", "is not a source"),
        ("mine.gone", "no attribute 'Gone'"),
        ("mine.absent", "no_such_module"),
    ],
)
def test_a_source_that_cannot_be_loaded_says_why(third_party: Path, name: str, said: str) -> None:
    code = (
        "from resolvers import registry\n"
        f"try: registry.find({name!r})\n"
        "except registry.SourceNotLoadedError as error: print(error)\n"
    )
    out = run(code, third_party)
    assert name in out
    assert said in out
