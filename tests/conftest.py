"""What holds for every test: nobody is told how wide the terminal of the person at it is, no property is traced, and none
fails for being slow: the machine may be busy, and speed is measured in benchmarks.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("shared", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("shared")

# pytest-xdist tells its workers, and a command on a pipe fits its tables to what it is told
os.environ.pop("COLUMNS", None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage is measured by tests of one case each: to trace the hundreds of a property doubles their time."""
    for item in items:
        if item.get_closest_marker("hypothesis"):
            item.add_marker("no_cover")
