"""schema and new, as they are typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from forecasts import FOLDER
from ledger.cli.check import check
from ledger.cli.files import new, schema
from ledger.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    import click


def ran(command: click.Command, *args: str) -> Result:
    return CliRunner().invoke(command, list(args))


def test_the_schema_is_printed_as_shipped() -> None:
    assert json.loads(ran(schema).stdout) == json.loads(
        (FOLDER / "question.schema.json").read_text(encoding="utf-8")
    )


def test_a_new_file_is_written_once_and_is_valid(tmp_path: Path) -> None:
    args = (
        "rules-2027",
        "--source",
        "federal_register.count",
        "--kind",
        "numeric",
        "--dir",
        str(tmp_path / "mine"),
    )
    done = ran(new, *args)
    path = tmp_path / "mine" / "rules-2027.toml"
    assert done.stdout == f"{path}\n"
    assert ran(check, str(path)).exit_code == 0
    again = ran(new, *args)
    assert isinstance(again.exception, UsageError)
    assert "is there already" in str(again.exception)


@pytest.mark.parametrize("name", ["Upper", "a/b", "../x", "a" * 121])
def test_a_name_that_is_no_id_is_refused(name: str, tmp_path: Path) -> None:
    done = ran(new, name, "--dir", str(tmp_path))
    assert isinstance(done.exception, UsageError)
    assert list(tmp_path.iterdir()) == []
