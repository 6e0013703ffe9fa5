"""Every way to get a file wrong is one listed problem, on its line, with a way out; good files are still taken."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest

from ledger.nesting import DEEPEST
from ledger.questions.toml_file import NotToml, parse_toml

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.questions.catalogue import Catalogue

Files = Callable[..., "Catalogue"]

# kind of the good file, what is replaced, by what, the rule, and the text that stands where the problem points
BENT: list[tuple[str, str, str, str, str]] = [
    ("binary", "format = 1", "format = 2", "format", "format"),
    ("binary", "format = 1\n", "", "missing-key", "kind"),
    ("binary", 'kind = "binary"', 'kind = "binery"', "unknown-word", "kind"),
    ("binary", 'title = "A', 'titel = "A', "unknown-key", "titel"),
    ("binary", 'title = "A lead of 12 months"', "title = 12", "wrong-type", "title"),
    ("binary", 'title = "A lead', f'title = "{"x" * 121}', "too-long", "title"),
    ("binary", 'criteria = "As the index says."', 'criteria = ""', "empty", "criteria"),
    ("binary", "As the index says.", "As the\\u202e index says.", "control-characters", "criteria"),
    ("binary", 'title = "A', 'tags = ["Upper"]\ntitle = "A', "charset", '"Upper"'),
    ("binary", 'title = "A', 'digits = 13\ntitle = "A', "out-of-range", "digits"),
    ("binary", 'title = "A', 'digits = nan\ntitle = "A', "out-of-range", "digits"),
    ("binary", "opens_at = 2026-05-14", "opens_at = 2026-05-14T12:00:00", "naive-time", "opens_at"),
    ("binary", "opens_at = 2026-05-14", 'opens_at = "2026-05-14"', "wrong-type", "opens_at"),
    ("binary", "opens_at = 2026-05-14", "opens_at = 12:00:00", "wrong-type", "opens_at"),
    ("binary", 'title = "A', 'title = "A\\nB', "one-line", "title"),
    ("binary", "opens_at = 2026-05-14", "opens_at = 2026-05-15", "times-order", "resolves_at"),
    ("binary", "any_day = [2026-05-14,", "any_day = [2026-05-13,", "times-order", "any_day"),
    ("binary", "closes_at = 2028-12-31", "closes_at = 2026-05-13", "times-order", "closes_at"),
    ("binary", "closes_at = 2028-12-31", "closes_at = 2029-01-01", "closes-late", "closes_at"),
    ("binary", "gives_up_at = 2029-02-15", "gives_up_at = 2028-12-31", "times-order", "gives_up_at"),
    ("binary", "resolves_at = 2026-05-14", "resolves_at = 2030-01-01", "times-order", "gives_up_at"),
    ("binary", 'title = "A', 'by = "Jane"\ntitle = "A', "claim-or-by", "by"),
    ("binary", 'title = "A', 'private = true\ntitle = "A', "claim-or-by", "private"),
    ("binary", 'title = "A', 'supersedes = "it"\ntitle = "A', "supersedes", "supersedes"),
    ("binary", 'title = "A', 'otherwise = "never"\ntitle = "A', "kind-key", "otherwise"),
    ("binary", 'title = "A', 'unit = "days"\ntitle = "A', "unit", "value"),
    ("binary", 'publication = "paper-2028"', 'publication = "paper-2029"', "unknown-publication", "publication"),
    ("binary", 'stance = "asserts"', 'stance = "scenario"', "condition", "claim]"),
    ("binary", 'stance = "asserts"', 'stance = "asserts"\ncondition = "so"', "condition", "condition"),
    ("binary", 'stance = "asserts"', 'stance = "scenario"\ncondition = "so"\ncondition_question = "it"', "condition", "condition_question"),
    ("binary", 'stance = "asserts"', 'stance = "asserts"\nproxy = "loose"', "proxy-note", "claim]"),
    ("binary", 'quote = "12 months"\n', "", "claim-words", "claim]"),
    ("binary", 'by = "lab"', 'by = "labs"', "unknown-publication", "by"),
    ("binary", "probability = 0.7", "probability = 70", "probability", "probability"),
    ("binary", "probability = 0.7", "probability = 0.7\nstatement = true", "forecast-form", "forecast]]"),
    ("binary", "probability = 0.7", "point = 4.0", "forecast-kind", "point"),
    ("binary", 'words = "70 %"\nprobability = 0.7\n', "", "forecast-form", "forecast]]"),
    ("binary", 'words = "70 %"', 'words = "a high likelihood"', "imputed", "probability"),
    ("binary", 'words = "70 %"', "imputed = true", "imputed", "imputed"),
    ("binary", "probability = 0.7", "imputed = true", "imputed", "imputed"),
    ("binary", "any_day = [2026-05-14, 2028-12-31]", "any_day = [2028-12-31, 2026-05-14]", "window-order", "any_day"),
    ("binary", ', max_gap = "14d"', "", "missing-key", "window"),
    ("binary", 'max_gap = "14d"', 'max_gap = "a fortnight"', "duration", "max_gap"),
    ("binary", "any_day = [2026-05-14, 2028-12-31]", "any_day = [2026-05-14]", "wrong-type", "any_day"),
    ("binary", "any_day = [2026-05-14, 2028-12-31]", "any_day = [2026-05-14, 2028-12-31], at = 2028-12-31", "exactly-one", "window"),
    ("binary", 'any_day = [2026-05-14, 2028-12-31], max_gap = "14d"', "", "exactly-one", "window"),
    ("binary", 'any_day = [2026-05-14, 2028-12-31], max_gap = "14d"', "over = [2026-05-14, 2028-12-31]", "resolves-early", "resolves_at"),
    ("binary", "yes_if = { at_least = 12.0 }\n", "", "missing-key", "resolution]"),
    ("binary", "yes_if = { at_least = 12.0 }", "first_day = { at_least = 12.0 }", "kind-key", "first_day"),
    ("binary", "{ at_least = 12.0 }", "{ }", "empty-test", "yes_if"),
    ("binary", "{ at_least = 12.0 }", "{ any = [{ at_least = 12.0 }, { }] }", "empty-test", "{ }"),
    ("binary", "{ at_least = 12.0 }", "{ at_least = 12.0, happened = true }", "mixed-test", "yes_if"),
    ("binary", "{ at_least = 12.0 }", '{ not = { at_least = 12.0 }, look = "main" }', "mixed-test", "yes_if"),
    ("binary", "{ at_least = 12.0 }", "{ at_least = 12.0, above = 11 }", "bounds-twice", "yes_if"),
    ("binary", "{ at_least = 12.0 }", "{ at_least = 12.0, below = 12 }", "never-true", "yes_if"),
    ("binary", "{ at_least = 12.0 }", '{ at_least = 12.0, look = "gap" }', "unknown-look", "look"),
    ("binary", "{ at_least = 12.0 }", '{ at_least = "12.0" }', "wrong-type", "at_least"),
    ("binary", "{ at_least = 12.0 }", "{ happened = true }", "value-test", "value"),
    ("binary", "{ at_least = 12.0 }", '{ is_one_of = ["China"] }', "value-test", "value"),
    ("binary", "{ at_least = 12.0 }", "{ at_least = 12.0, held_for = { days = 3, may_miss = 3 } }", "held-for", "may_miss"),
    ("binary", "{ at_least = 12.0 }", "{ at_least = 12.0, held_for = { may_miss = 3 } }", "missing-key", "held_for"),
    ("binary", "yes_if = ", "quorum = 2\nyes_if = ", "quorum", "quorum"),
    ("binary", "yes_if = ", "tolerance = -1\nyes_if = ", "out-of-range", "tolerance"),
    ("binary", "yes_if = ", 'annul_if = [{ discontinued = "gap" }]\nyes_if = ', "unknown-look", "discontinued"),
    ("binary", "yes_if = ", 'annul_if = [{ identity_changed = "gap" }]\nyes_if = ', "unknown-look", "identity_changed"),
    ("numeric", "[resolution]", '[resolution]\nunit = "days"', "said-twice", "unit"),
    ("binary", 'name = "index"', 'name = "indexx"', "unknown-source", "name"),
    ("binary", 'value = "lag"', 'value = "lags"', "unknown-value", "value"),
    ("binary", 'value = "lag"', 'value = "best"\nparams = { type = "text" }', "value-test", "value"),
    ("binary", 'value = "lag"', 'value = "lag"\nfallback = true', "only-fallbacks", "source]]"),
    ("binary", '[[resolution.source]]\nname = "index"\nvalue = "lag"\n', "", "missing-key", "resolution]"),
    ("binary", "[[resolution.source]]", '[resolution.look.gap]\nsource = [{ name = "index", value = "gap" }]\n[[resolution.source]]', "unused-look", "source"),
    ("binary", "[[resolution.source]]", '[resolution.look.main]\nsource = [{ name = "index", value = "gap" }]\n[[resolution.source]]', "look-main", "main"),
    ("numeric", "range = { min = -24.0, max = 60.0 }\n", "", "missing-key", "format"),
    ("numeric", "min = -24.0", "min = 60.0", "range", "range"),
    ("numeric", "min = -24.0", "min = 2026-05-14", "range", "range"),
    ("numeric", "max = 60.0", 'max = 60.0, scale = "log"', "range", "scale"),
    ("numeric", "resolves_at = 2029-01-15", "resolves_at = 2028-12-31", "resolves-early", "resolves_at"),
    ("numeric", "over = [2028-10-01, 2028-12-31]", 'over = [2028-10-01, 2028-12-31], max_gap = "3d"', "max-gap", "max_gap"),
    ("numeric", "[0.5, 7.0]", "[0.1, 7.0]", "level", "quantiles"),
    ("numeric", "[0.5, 7.0]", "[1.0, 7.0]", "level", "quantiles"),
    ("numeric", "[0.5, 7.0]", "[0.5, 3.0]", "quantile-values", "quantiles"),
    ("numeric", "quantiles = [[0.1, 4.0], [0.5, 7.0]]", "quantiles = [[0.1]]", "wrong-type", "[0.1]"),
    ("numeric", "quantiles = [[0.1, 4.0], [0.5, 7.0]]", "interval = { level = 80, lower = 4, upper = 14 }", "level", "interval"),
    ("numeric", "quantiles = [[0.1, 4.0], [0.5, 7.0]]", "interval = { level = 0.8, lower = 14, upper = 4 }", "ends-order", "interval"),
    ("numeric", "quantiles = [[0.1, 4.0], [0.5, 7.0]]", "range = { lower = 14, upper = 4 }", "ends-order", "range"),
    ("binary", 'value = "lag"', 'value = "bloc"', "value-test", "value"),
    ("numeric", 'value = "lag"', 'value = "bloc"', "value-test", "value"),
    ("multiple_choice", 'value = "lag"', 'value = "bloc"', "value-test", "value"),
    ("binary", '{ at_least = 12.0 }\n\n[[resolution.source]]\nname = "index"\nvalue = "lag"', '{ not = { is_one_of = ["US", "Chna"] } }\n\n[[resolution.source]]\nname = "index"\nvalue = "bloc"', "value-test", "is_one_of"),
    ("numeric", 'name = "index"\nvalue = "lag"', 'name = "bill"\nvalue = "enacted_on"\nparams = { number = 1 }', "value-test", "value"),
    ("numeric", 'value = "lag"', 'value = "lag"\nparams = 3', "wrong-type", "params"),
    ("multiple_choice", "at_least = 12", "at_least = 13", "options-gap", "option]]"),
    ("multiple_choice", "at_least = 12", "above = 12", "options-gap", "option]]"),
    ("multiple_choice", "at_least = 12", "at_least = 11", "options-overlap", "option]]"),
    ("multiple_choice", "below = 12", "at_most = 12", "options-overlap", "option]]"),
    ("multiple_choice", "at_most = 0", "at_least = -5\nat_most = 0", "options-gap", "option]]"),
    ("multiple_choice", "at_least = 12", "at_least = 12\nat_most = 99", "options-gap", "option]]"),
    ("multiple_choice", "at_least = 12", "at_least = 12\nat_most = 9", "never-true", "option]]"),
    ("multiple_choice", "at_least = 12", "at_least = 12\nabove = 12", "bounds-twice", "option]]"),
    ("multiple_choice", "at_least = 12", 'is_one_of = ["high"]', "options-mixed", "option]]"),
    ("multiple_choice", 'label = "low"', 'label = "HIGH"', "options-twice", "label"),
    ("multiple_choice", 'at_most = 0\n\n[[option]]\nlabel = "middle"\nabove = 0\nbelow = 12', 'below = 12\n\n[[option]]\nlabel = "middle"\nabove = 12', "options-overlap", "option]]"),
    ("multiple_choice", "middle = 0.5", "middle = 0.4", "probability-sum", "options"),
    ("multiple_choice", "middle = 0.5", "center = 0.5", "forecast-options", "center"),
    ("multiple_choice", "at = 2028-12-31", 'at = 2028-12-31 }\nconfirmations = { readings = 2, apart = "7d"', "confirmations-window", "confirmations"),
    ("numeric", "window = {", 'vintage = "first_print"\nconfirmations = { readings = 2, apart = "7d" }\nwindow = {', "confirmations-vintage", "confirmations"),
    ("multiple_choice", 'name = "index"\nvalue = "lag"', 'name = "count"\nvalue = "documents"', "value-window", "value"),
    ("date", "min = 2026-05-14", "min = 2026-05-15", "range", "range"),
    ("date", "min = 2026-05-14", "min = 1.0", "range", "range"),
    ("date", "max = 2028-12-31 }", "max = 2028-12-31, open_max = true }", "kind-key", "open_max"),
    ("date", "[0.5, 2028-01-01]", "[0.5, 2026-01-01]", "quantile-values", "dates"),
    ("date", "[0.5, 2028-01-01]", "[0.5, 9.0]", "wrong-type", "[0.5"),
    ("date", 'any_day = [2026-05-14, 2028-12-31], max_gap = "14d"', "over = [2026-05-14, 2028-12-31]", "event-window", "happened"),
    ("date", "{ happened = true }", "{ at_least = 3 }", "value-test", "value"),
    ("date", "{ happened = true }", "{ happened = true, held_for = { days = 3 } }", "held-for", "held_for"),
    ("date", "params = { number = 1 }", "params = { }", "source-params", "params"),
    ("date", 'by = "Jane Doe"\nprivate = true\n', "", "claim-or-by", "format"),
    ("date", "opens_at = 2026-05-14\n", "opens_at = 2029-01-01\n", "times-order", "opens_at"),
    ("binary", "gives_up_at = 2029-02-15", "gives_up_at = 9999-12-31", "day-range", "gives_up_at"),
    ("binary", "opens_at = 2026-05-14", "opens_at = 0001-01-01T00:00:00+23:59", "day-range", "opens_at"),
    ("binary", "any_day = [2026-05-14, 2028-12-31]", "any_day = [2026-05-14, 9999-12-31]", "day-range", "9999"),
    ("binary", "made_at = 2026-05-14", "made_at = 1600-01-01", "day-range", "made_at"),
    ("binary", "made_at = 2026-05-14", "made_at = 2200-12-31T23:00:00-02:00", "day-range", "made_at"),
    ("date", "max = 2028-12-31", "max = 2201-01-01", "day-range", "max"),
    ("date", "[0.1, 2027-01-01]", "[0.1, 1699-12-31]", "day-range", "1699"),
    ("binary", 'max_gap = "14d"', 'max_gap = "23h"', "gap-cadence", "max_gap"),
    ("binary", 'name = "index"\nvalue = "lag"', 'name = "quarterly"\nvalue = "share"', "source-window", "name"),
    ("numeric", "over = [2028-10-01, 2028-12-31]", 'any_day = [2028-10-01, 2028-12-31], max_gap = "14d"', "kind-window", "any_day"),
    ("multiple_choice", "at = 2028-12-31", 'any_day = [2028-10-01, 2028-12-31], max_gap = "14d"', "kind-window", "any_day"),
    ("numeric", 'name = "index"\nvalue = "lag"', 'name = "live"\nvalue = "price"', "live-value", "value"),
    ("numeric", 'name = "index"\nvalue = "lag"', 'name = "live"\nvalue = "traded"', "live-value", "value"),
    ("multiple_choice", 'name = "index"\nvalue = "lag"', 'name = "live"\nvalue = "price"', "live-value", "value"),
    ("date", "{ happened = true }", "{ not = { happened = true } }", "first-day", "first_day"),
    ("date", "{ happened = true }", "{ happened = false }", "first-day", "first_day"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "old", "new", "rule", "stands"), BENT)
def test_a_bent_file_has_its_problem_on_its_place(
    kind: str, old: str, new: str, rule: str, stands: str, good: Mapping[str, str], catalogue_of: Files
) -> None:
    assert good[kind].count(old) >= 1
    text = good[kind].replace(old, new, 1)
    catalogue = catalogue_of(it=text, good=good["date"])
    found = [problem for problem in catalogue.problems if problem.rule == rule]
    assert found, [problem.sentence() for problem in catalogue.problems]
    lines = text.split("\n")
    assert any(lines[p.line - 1][p.column - 1 :].startswith(stands) for p in found), found[0].sentence()
    assert set(catalogue.questions) == {"good"}
    assert all(problem.fix for problem in catalogue.problems)


def test_the_good_files_have_no_problem(good: Mapping[str, str], catalogue_of: Files) -> None:
    catalogue = catalogue_of(**{f"is-{kind.replace('_', '-')}": text for kind, text in good.items()})
    assert [problem.sentence() for problem in catalogue.problems] == []
    assert len(catalogue.questions) == catalogue.seen == len(good)


def test_all_problems_of_all_files_are_told_at_once(good: Mapping[str, str], catalogue_of: Files) -> None:
    first = good["binary"].replace('kind = "binary"', 'kind = "binary"\ntagz = ["a"]').replace("0.7", "1.7")
    second = good["numeric"].replace("max = 60.0", 'max = "60"').replace('name = "index"', 'name = "indx"')
    catalogue = catalogue_of(first=first, second=second)
    rules = {(problem.path.stem, problem.rule) for problem in catalogue.problems}
    assert rules == {
        ("first", "unknown-key"),
        ("first", "probability"),
        ("second", "wrong-type"),
        ("second", "unknown-source"),
    }


def test_a_wrong_key_is_not_said_to_be_missing_too(good: Mapping[str, str], catalogue_of: Files) -> None:
    text = good["binary"].replace('title = "A lead of 12 months"', "title = 12")
    assert [problem.rule for problem in catalogue_of(it=text).problems] == ["wrong-type"]


def test_a_gap_without_its_quotes_is_wrong_and_not_missing_too(
    good: Mapping[str, str], catalogue_of: Files
) -> None:
    text = good["binary"].replace('max_gap = "14d"', "max_gap = 14")
    assert [problem.rule for problem in catalogue_of(it=text).problems] == ["duration"]


BYTES: dict[str, tuple[bytes, str, int]] = {
    "nothing": (b"", "empty-file", 1),
    "blanks": (b" \n\n", "empty-file", 1),
    "latin-1": ("format = 1\ntitle = 'Größe'\n".encode("latin-1"), "not-utf8", 2),
    "utf-16": ("format = 1".encode("utf-16"), "not-utf8", 1),
    "10 MB": (b"#" * 10_000_000, "too-large", 1),
    "broken": (b"format = 1\ntitle = oops\n", "broken-toml", 2),
    "cut short": (b'format = 1\ntitle = """abc\n', "broken-toml", 3),
    "key twice": (b"format = 1\nformat = 1\n", "broken-toml", 2),
    "deep": (b"a = " + b"[" * 100_000, "too-deep", 1),
    "deep but closed": (b"a = " + b"[" * 60 + b"]" * 60, "too-deep", 1),
    "deep by its key": (b"format = 1\n" + b"a." * 60 + b"a = 1\n", "too-deep", 2),
    "deeper than is walked": (
        b"format = 1\n" + b"a." * 98 + b"a = " + b"[" * 300 + b"]" * 300,
        "too-deep",
        2,
    ),
    "deep by its heading": (b"\n[" + b"a." * 500 + b"a]\nb = 1\n", "too-deep", 2),
    "deep under a heading": (b"[" + b"a." * 90 + b"a]\n" + b"a." * 90 + b"a = 1\n", "too-deep", 1),
    "long number": (b"format = " + b"9" * 5000, "broken-toml", 1),
    "long decimal": (b"digits = 1e99999999999999999999", "broken-toml", 1),
    "huge exponent": (b"digits = 1e999999", "out-of-range", 1),
    "large whole number": (b"digits = 99999999999999999", "out-of-range", 1),
    "time alone": (b"a = 12:00:00", "wrong-type", 1),
    "impossible day": (b"format = 1\nopens_at = 2026-02-30\n", "broken-toml", 2),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_question_are_one_listed_problem(
    name: str, good: Mapping[str, str], catalogue_of: Files
) -> None:
    body, rule, line = BYTES[name]
    catalogue = catalogue_of(it=body, good=good["binary"])
    assert (rule, line) in {(problem.rule, problem.line) for problem in catalogue.problems}
    assert set(catalogue.questions) == {"good"}


@pytest.mark.parametrize("name", ["a", '"a"', "'a'", "a "])
def test_a_key_of_thousands_of_names_costs_no_memory(name: str) -> None:
    body = f"b = 1\n  {'.'.join([name] * 4000)} = 1\n".encode()
    tracemalloc.start()
    found = parse_toml(body)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found, NotToml)
    assert (found.rule, found.line, found.column) == ("too-deep", 2, 3)
    assert most < 1_000_000


def test_a_file_is_as_deep_as_it_may_be_and_no_deeper() -> None:
    bodies = [f"a = {'[' * depth}{']' * depth}".encode() for depth in (DEEPEST, DEEPEST + 1)]
    assert [isinstance(parse_toml(body), NotToml) for body in bodies] == [False, True]


def test_the_place_of_a_wrong_byte_is_told(catalogue_of: Files) -> None:
    (problem,) = catalogue_of(it=b"a = 1\nb = '\xff'\n").problems
    assert (problem.line, problem.column, problem.found) == (2, 6, "byte 0xff at offset 11")


def test_a_name_that_cannot_be_an_id_is_a_problem(
    good: Mapping[str, str], catalogue_of: Files, tmp_path: Path
) -> None:
    (tmp_path / "Not An Id.toml").write_text(good["binary"], encoding="utf-8")
    assert [problem.rule for problem in catalogue_of().problems] == ["id"]


def test_options_that_do_not_rise_are_told(good: Mapping[str, str], catalogue_of: Files) -> None:
    first, second = '[[option]]\nlabel = "low"\nat_most = 0\n', '[[option]]\nlabel = "high"\nat_least = 12\n'
    text = good["multiple_choice"].replace(first, "@").replace(second, first).replace("@", second)
    assert [problem.rule for problem in catalogue_of(it=text).problems] == ["options-order"]


def test_texts_of_options_do_not_overlap(good: Mapping[str, str], catalogue_of: Files) -> None:
    text = (
        good["multiple_choice"]
        .replace("at_most = 0", 'is_one_of = ["a"]')
        .replace("at_least = 12", 'is_one_of = ["c"]')
    )
    text = text.replace("above = 0\nbelow = 12", 'is_one_of = ["b", "a"]').replace('"lag"', '"best"')
    assert [problem.rule for problem in catalogue_of(it=text).problems] == ["options-overlap"]
    assert catalogue_of(it=text.replace('["b", "a"]', '["b"]')).problems == ()


def test_only_a_person_chooses_among_bare_options(good: Mapping[str, str], catalogue_of: Files) -> None:
    text = re.sub(r"(at_most|above|below|at_least) = \d+\n", "", good["multiple_choice"])
    assert [problem.rule for problem in catalogue_of(it=text).problems] == ["options-people"]
    by_hand = text.replace('"index"', '"manual"').replace('"lag"', '"answer"')
    assert catalogue_of(it=by_hand).problems == ()


def test_one_option_is_no_choice(good: Mapping[str, str], catalogue_of: Files) -> None:
    text = re.sub(r"\[\[option\]\]\nlabel = \"(middle|high)\"\n(\w+ = \d+\n)+", "", good["multiple_choice"])
    assert "options-few" in {problem.rule for problem in catalogue_of(it=text).problems}


def test_a_quorum_counts_publishers_and_no_fallbacks(good: Mapping[str, str], catalogue_of: Files) -> None:
    two = good["numeric"].replace("[resolution]", "[resolution]\nquorum = 2")
    other = '\n[[resolution.source]]\nname = "{}"\nvalue = "lag"\n{}'
    assert [p.rule for p in catalogue_of(it=two + other.format("mirror", "")).problems] == ["quorum"]
    assert [p.rule for p in catalogue_of(it=two + other.format("other", "fallback = true\n")).problems] == [
        "quorum"
    ]
    assert catalogue_of(it=two + other.format("other", "")).problems == ()


def test_a_total_that_never_falls_may_be_decided_early(good: Mapping[str, str], catalogue_of: Files) -> None:
    text = good["binary"].replace(
        'any_day = [2026-05-14, 2028-12-31], max_gap = "14d"', "over = [2026-05-14, 2028-12-31]"
    )
    text = text.replace('"index"', '"count"').replace('"lag"', '"documents"')
    assert catalogue_of(it=text).problems == ()


def test_a_report_may_be_asked_about_after_its_day(good: Mapping[str, str], catalogue_of: Files) -> None:
    text = (
        good["binary"]
        .replace("closes_at = 2028-12-31", "closes_at = 2029-01-31")
        .replace("asserts", "reports")
    )
    assert catalogue_of(it=text).problems == ()


@pytest.mark.parametrize("word", ["at_least", "above", "at_most", "below"])
def test_of_a_text_the_way_to_ask_is_told(word: str, good: Mapping[str, str], catalogue_of: Files) -> None:
    text = good["binary"].replace("at_least", word).replace('value = "lag"', 'value = "bloc"')
    (problem,) = catalogue_of(it=text).problems
    assert (problem.rule, problem.found) == ("value-test", '"bloc"')
    assert 'is_one_of = ["US"]' in problem.fix
    assert 'one of "US", "China"' in problem.fix


def test_a_text_of_the_value_is_asked_for_as_it_is_written(
    good: Mapping[str, str], catalogue_of: Files
) -> None:
    asked = good["binary"].replace("at_least = 12.0", 'is_one_of = ["China"]')
    asked = asked.replace('value = "lag"', 'value = "bloc"')
    assert catalogue_of(it=asked).problems == ()
    (problem,) = catalogue_of(it=asked.replace('["China"]', '["china"]')).problems
    assert (problem.rule, problem.found, problem.fix) == ("value-test", '"china"', 'did you mean "China"?')


def test_what_another_source_may_say_is_asked_for_too(good: Mapping[str, str], catalogue_of: Files) -> None:
    asked = good["binary"].replace("at_least = 12.0", 'is_one_of = ["Europe"]')
    asked = asked.replace('value = "lag"', 'value = "bloc"')
    person = '\n[[resolution.source]]\nname = "manual"\nvalue = "answer"\nfallback = true\n'
    assert catalogue_of(it=asked + person).problems == ()


def test_the_nearest_known_word_is_named(good: Mapping[str, str], catalogue_of: Files) -> None:
    text = good["binary"].replace('title = "A', 'titel = "A').replace('name = "index"', 'name = "indx"')
    fixes = {problem.rule: problem.fix for problem in catalogue_of(it=text).problems}
    assert 'did you mean "title"?' in fixes["unknown-key"]
    assert 'did you mean "index"?' in fixes["unknown-source"]


def test_the_sum_of_probabilities_is_said(good: Mapping[str, str], catalogue_of: Files) -> None:
    text = good["multiple_choice"].replace("middle = 0.5", "middle = 0.49")
    assert [(p.rule, p.found) for p in catalogue_of(it=text).problems] == [("probability-sum", "0.99")]
