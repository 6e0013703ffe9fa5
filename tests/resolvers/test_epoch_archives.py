"""Sources that read one table out of an archive: what stands there instead of the table is never a reading."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resolvers import registry
from resolvers.saved import Case, cases
from resolvers.source import NotYet, Reading, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MEMBERS: Mapping[str, str] = {
    "epoch.metr_horizon": "metr_time_horizons_external.csv",
    "epoch.chip_components": "quarterly_by_designer.csv",
}
READINGS = [
    case
    for case in cases(Path(__file__).parent / "saved")
    if case.source in MEMBERS and case.expected["kind"] == "reading"
]

pytestmark = pytest.mark.parametrize("case", READINGS, ids=lambda case: f"{case.source}/{case.name}")


def _answer(case: Case, change: Callable[[bytes], bytes]) -> Reading | NotYet | Unusable:
    """What the source says where the table inside the archive was changed."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(case.evidence[0].body)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            is_it = entry.filename.rpartition("/")[2] == MEMBERS[case.source]
            new.writestr(entry, change(old.read(entry)) if is_it else old.read(entry))
    return case.with_body(0, changed.getvalue()).answer(registry.make(case.source, case.params))


@pytest.mark.parametrize("table", [b"", b"\n", b"<html>down</html>\n", b"\xff\xfe,\x00\n", b"null", b"{}"])
def test_something_else_where_the_table_was_is_never_a_reading(case: Case, table: bytes) -> None:
    assert isinstance(_answer(case, lambda _: table), Unusable)


def test_a_table_without_rows_is_never_a_reading(case: Case) -> None:
    assert isinstance(_answer(case, lambda table: table.partition(b"\n")[0] + b"\n"), Unusable)
